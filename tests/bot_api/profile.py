"""How the bot presents itself: commands, name and descriptions by language."""

import json
from dataclasses import dataclass, field

from .json_value import JsonObject

DEFAULT_SCOPE: JsonObject = {"type": "default"}


def scope_key(scope: JsonObject) -> str:
    return json.dumps(scope, sort_keys=True)


@dataclass(slots=True)
class Profile:
    """What the bot has set; "" as language stands for all others.

    `texts` holds name, description and short_description.
    """

    _commands: dict[tuple[str, str], list[JsonObject]] = field(default_factory=dict)
    texts: dict[tuple[str, str], str] = field(default_factory=dict)

    def set_commands(self, scope: JsonObject, language: str, commands: list[JsonObject]) -> None:
        self._commands[scope_key(scope), language] = commands

    def delete_commands(self, scope: JsonObject, language: str) -> None:
        self._commands.pop((scope_key(scope), language), None)

    def commands(self, scope: JsonObject, language: str) -> list[JsonObject]:
        """The commands set for exactly this scope and language."""
        return self._commands.get((scope_key(scope), language), [])

    def text(self, what: str, language: str) -> str:
        """The text for a language, or the one for all others, or ""."""
        return self.texts.get((what, language)) or self.texts.get((what, ""), "")
