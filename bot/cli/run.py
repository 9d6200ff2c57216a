"""`forum-bot run`: the Telegram bot."""

import gc
from pathlib import Path

from bot.answering.assembly import open_corpus
from bot.chat.application import Deployment, poll
from bot.chat.logs import configure_logging
from bot.cli.progress import Bar
from bot.database.connection import sqlite_address
from bot.folders import private_folder
from bot.settings import Settings

_GARBAGE_AFTER = 10_000
"""New objects after which those that refer to each other are looked for; Python's 700 are few."""


def run(settings: Settings, corpus: Path) -> None:
    """Answers in Telegram until a signal stops it."""
    token = settings.token()
    configure_logging(settings.log_level, token)
    cache = private_folder(settings.cache_folder)
    with Bar() as bar:
        answerer = open_corpus(corpus, cache, at_once=True, progress=bar)
    gc.freeze()  # what is there now stays, and need not be gone through again and again
    gc.set_threshold(_GARBAGE_AFTER)
    address = settings.database_url
    database = (
        address.get_secret_value()
        if address
        else sqlite_address(private_folder(settings.data_folder))
    )
    deployment = Deployment(token, settings.telegram_base_url, database, settings.keep_questions)
    poll(answerer, deployment)
