"""Opens what the settings name: the corpus, with a progress bar, and the database."""

import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from functools import cache, partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from bot.errors import SettingsError
from bot.language.encoder import OFF, Semantics
from bot.settings import Settings, private_folder

if TYPE_CHECKING:
    from bot.answering.answerer import Answerer
    from bot.search.builder import Progress
    from bot.search.opensearch.address import ServerAddress


def open_answerer(settings: Settings, cache_folder: Path, *, at_once: bool = False) -> "Answerer":
    """Opens the corpus, with a bar while it is indexed; raises what `open_corpus` raises."""
    from bot.answering.live_corpus import open_corpus

    with progress_bar() as bar:
        return open_corpus(
            settings.corpus,
            cache_folder,
            at_once=at_once,
            progress=bar,
            semantics=semantics_of(settings),
            server=server_of(settings),
        )


def semantics_of(settings: Settings) -> Semantics:
    """Returns whether passages are found by meaning: never on a search server."""
    if settings.search_url is None:
        return Semantics(settings.semantic, settings.semantic_passages)
    if settings.semantic == "on":
        raise SettingsError("SEMANTIC=on is not possible with SEARCH_URL; set it to off or auto")
    return OFF


def server_of(settings: Settings) -> "ServerAddress | None":
    """Returns the address of the search server, if there is to be one."""
    if settings.search_url is None:
        return None
    from bot.search.opensearch.address import ServerAddress

    urls = settings.search_url.get_secret_value().replace(",", " ").split()
    secret = settings.search_password
    password = secret.get_secret_value() if secret else None
    user, ca, prefix = settings.search_user, settings.search_ca, settings.search_prefix
    return ServerAddress(tuple(urls), user, password, ca, prefix)


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
