"""Opens what the settings name: the corpus, with a progress bar, and the database."""

import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from functools import cache, partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from bot.language.encoder import Semantics
from bot.settings import Settings, private_folder

if TYPE_CHECKING:
    from bot.answering.answerer import Answerer
    from bot.search.builder import Progress


def open_answerer(settings: Settings, cache_folder: Path, *, at_once: bool = False) -> "Answerer":
    """Opens the corpus, with a bar while it is indexed; raises what `open_corpus` raises."""
    from bot.answering.live_corpus import open_corpus

    corpus, semantics = settings.corpus, semantics_of(settings)
    with progress_bar() as bar:
        return open_corpus(corpus, cache_folder, at_once=at_once, progress=bar, semantics=semantics)


def semantics_of(settings: Settings) -> Semantics:
    return Semantics(settings.semantic, settings.semantic_passages)


def database_address(settings: Settings) -> str:
    """Returns the address of the database, by default of a file in the data folder."""
    if settings.database_url:
        return settings.database_url.get_secret_value()
    from bot.database.address import sqlite_address  # SQLAlchemy takes a while to import

    return sqlite_address(private_folder(settings.data_folder))


@contextmanager
def progress_bar() -> Iterator["Progress"]:
    """Shows in a terminal how many bytes of text are indexed, from the first call on."""
    with ExitStack() as stack:

        @cache
        def update() -> "partial[Any]":
            from rich.console import Console
            from rich.progress import Progress

            bar = stack.enter_context(Progress(console=Console(stderr=True), transient=True))
            return partial(bar.update, bar.add_task("indexing"))

        def show(done: int, total: int) -> None:
            if sys.stderr.isatty():
                update()(completed=done, total=total)

        yield show
