"""`forum-bot run`: the Telegram bot."""

import gc
from functools import partial
from pathlib import Path

from bot.answering.answerer import Answerer
from bot.answering.assembly import open_corpus
from bot.answering.library import Library
from bot.chat.application import poll
from bot.chat.logs import configure_logging
from bot.cli.database import database_address
from bot.cli.progress import Bar
from bot.folders import private_folder
from bot.search.building import Progress
from bot.settings import Settings

_GARBAGE_AFTER = 10_000
"""New objects after which those that refer to each other are looked for; Python's 700 are few."""


def run(settings: Settings, corpus: Path) -> None:
    """Answers in Telegram until a signal stops it."""
    errors = configure_logging(settings.log_level, settings.token())
    cache = private_folder(settings.cache_folder)
    with Bar() as bar:
        answerer = _opened(corpus, cache, bar)
    gc.set_threshold(_GARBAGE_AFTER)
    library = Library(answerer, partial(_opened, corpus, cache))
    poll(library, settings, database_address(settings), errors)


def _opened(corpus: Path, cache: Path, progress: Progress = lambda done, total: None) -> Answerer:
    """The answerer; what there is then stays, and need not be gone through again and again."""
    gc.unfreeze()
    answerer = open_corpus(corpus, cache, at_once=True, progress=progress)
    gc.collect()
    gc.freeze()
    return answerer
