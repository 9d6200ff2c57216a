"""The methods by which the bot presents itself: commands, name, descriptions.

That a name or a description is too long is refused in this server's own words.
"""

import re
from collections.abc import Callable
from typing import Any

from .access import find_room
from .json_value import JsonObject
from .parameters import Parameters
from .profile import DEFAULT_SCOPE
from .refusal import bad_request
from .world import World

MAX_COMMANDS = 100
MAX_COMMAND_CHARACTERS = 32
MAX_DESCRIPTION_CHARACTERS = 256
MAX_TEXT_CHARACTERS = {"name": 64, "description": 512, "short_description": 120}

_COMMAND = re.compile(r"[a-z0-9_]+")
_LANGUAGE = re.compile(r"[a-z]{2}|")
_SCOPES: dict[str, tuple[str, ...]] = {
    "default": (),
    "all_private_chats": (),
    "all_group_chats": (),
    "all_chat_administrators": (),
    "chat": ("chat_id",),
    "chat_administrators": ("chat_id",),
    "chat_member": ("chat_id", "user_id"),
}


def set_my_commands(world: World, parameters: Parameters) -> Any:
    commands = [_command(command) for command in parameters.json("commands") or []]
    if len(commands) > MAX_COMMANDS:
        raise bad_request("BOT_COMMANDS_TOO_MUCH")
    world.profile.set_commands(_scope(world, parameters), _language(parameters), commands)
    return True


def get_my_commands(world: World, parameters: Parameters) -> Any:
    return world.profile.commands(_scope(world, parameters), _language(parameters))


def delete_my_commands(world: World, parameters: Parameters) -> Any:
    world.profile.delete_commands(_scope(world, parameters), _language(parameters))
    return True


def text_setter(what: str) -> Callable[[World, Parameters], Any]:
    """The method that sets the bot's name, description or short_description."""

    def set_text(world: World, parameters: Parameters) -> Any:
        text = parameters.text(what).strip()
        if len(text) > MAX_TEXT_CHARACTERS[what]:
            raise bad_request(f"{what} is longer than {MAX_TEXT_CHARACTERS[what]} characters")
        world.profile.texts[what, _language(parameters)] = text
        return True

    return set_text


def text_getter(what: str) -> Callable[[World, Parameters], Any]:
    """The method that gets the bot's name, description or short_description."""

    def get_text(world: World, parameters: Parameters) -> Any:
        text = world.profile.text(what, _language(parameters))
        return {what: text or (world.bot.first_name if what == "name" else "")}

    return get_text


def _command(command: JsonObject) -> JsonObject:
    for name in ("command", "description"):
        if name not in command:
            raise bad_request(f"Can't parse BotCommand: Can't find field \"{name}\"")
    name = command["command"].strip().removeprefix("/")
    description = command["description"].strip()
    if not name:
        raise bad_request("Command must be non-empty")
    if len(name) > MAX_COMMAND_CHARACTERS:
        raise bad_request(f"Command length must not exceed {MAX_COMMAND_CHARACTERS}")
    if not description:
        raise bad_request("Command description must be non-empty")
    if len(description) > MAX_DESCRIPTION_CHARACTERS:
        raise bad_request(
            f"Command description length must not exceed {MAX_DESCRIPTION_CHARACTERS}"
        )
    if not _COMMAND.fullmatch(name):
        raise bad_request("BOT_COMMAND_INVALID")
    return {"command": name, "description": description}


def _scope(world: World, parameters: Parameters) -> JsonObject:
    scope = parameters.json("scope") or DEFAULT_SCOPE
    required = _SCOPES.get(scope.get("type", ""))
    if required is None:
        raise bad_request("Can't parse BotCommandScope: Unsupported type specified")
    for name in required:
        if name not in scope:
            raise bad_request(f"Can't parse BotCommandScope: Can't find field \"{name}\"")
    if "chat_id" in required and find_room(world, str(scope["chat_id"])) is None:
        raise bad_request("chat not found")
    return {name: scope[name] for name in ("type", *required)}


def _language(parameters: Parameters) -> str:
    language = parameters.text("language_code")
    if not _LANGUAGE.fullmatch(language):
        raise bad_request("Invalid language code specified")
    return language
