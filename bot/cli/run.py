"""`forum-bot run`: the Telegram bot."""

from pathlib import Path

from bot.answering.assembly import open_corpus
from bot.chat.application import poll
from bot.chat.logs import configure_logging
from bot.cli.progress import Bar
from bot.folders import private_folder
from bot.settings import Settings


def run(settings: Settings, corpus: Path) -> None:
    """Answers in Telegram until a signal stops it."""
    token = settings.token()
    configure_logging(settings.log_level, token)
    cache = private_folder(settings.cache_folder)
    with Bar() as bar:
        answerer = open_corpus(corpus, cache, at_once=True, progress=bar)
    poll(answerer, token, settings.telegram_base_url)
