"""A scene: what is played, and how the bot and the corpus are for it."""

import shutil
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from inspect import getdoc
from pathlib import Path

from tests.bot_api import BotApiServer
from tests.bots import running_bot
from tests.conftest import SHIPPED
from tests.pictures.element import Html
from tests.pictures.stage import Language, Stage, stage

LANGUAGES: tuple[Language, ...] = ("en", "zh")
"""In the order in which they are shown side by side."""


@dataclass(frozen=True, slots=True)
class Scene:
    """A function that plays, named like its pictures; its docstring describes them.

    `settings` are the bot's, as environment variables, where others than usual are needed.
    """

    play: Callable[[Stage], Awaitable[None]]
    heading: str
    settings: Mapping[str, str] = field(default_factory=dict)

    @property
    def name(self) -> str:
        return self.play.__name__.replace("_", "-")

    @property
    def description(self) -> str:
        return " ".join((getdoc(self.play) or "").split())

    def picture(self, language: Language) -> str:
        """The name of its picture's file."""
        return f"{self.name}.{language}.png"


@dataclass(frozen=True, slots=True)
class Act:
    """Scenes for the same people."""

    heading: str
    scenes: tuple[Scene, ...]


async def played(scene: Scene, language: Language, folder: Path, cache: Path) -> Html:
    """The page that shows a scene, played by a bot of its own; `folder` keeps its corpus."""
    corpus = folder / f"{scene.name}-{language}"
    shutil.copytree(SHIPPED, corpus)
    async with BotApiServer() as server:
        set_up = stage(server, language, corpus)
        settings = {"CORPUS": str(corpus), **scene.settings}
        async with running_bot(server, cache, data=None, webhook=False, **settings):
            await scene.play(set_up)
            return set_up.page()
