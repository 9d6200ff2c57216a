"""What commands open: the database and vectors that are set, and a bar while an index is made."""

import sys
from contextlib import AbstractContextManager
from functools import cached_property
from types import TracebackType
from typing import TYPE_CHECKING

from bot.database.address import sqlite_address
from bot.language.encoder import Semantics
from bot.settings import Settings, private_folder

if TYPE_CHECKING:
    from rich.progress import Progress, TaskID


def database_address(settings: Settings) -> str:
    """The address of the database that is set, or else of a file in the data folder."""
    if settings.database_url:
        return settings.database_url.get_secret_value()
    return sqlite_address(private_folder(settings.data_folder))


def semantics_of(settings: Settings) -> Semantics:
    return Semantics(settings.semantic, settings.semantic_passages)


class Bar(AbstractContextManager["Bar"]):
    """Shows how many bytes of text of how many are done; nothing before it is told of any."""

    def __call__(self, done: int, total: int) -> None:
        if sys.stderr.isatty():
            self._progress.update(self._task, completed=done, total=total)

    @cached_property
    def _progress(self) -> "Progress":
        from rich.console import Console
        from rich.progress import Progress

        progress = Progress(console=Console(stderr=True), transient=True)
        progress.start()
        return progress

    @cached_property
    def _task(self) -> "TaskID":
        return self._progress.add_task("indexing")

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        if "_progress" in vars(self):
            self._progress.stop()
