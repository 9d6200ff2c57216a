"""`forum-bot run`: the Telegram bot, with its logs."""

import logging
from pathlib import Path

from bot.answering.assembly import open_corpus
from bot.chat.application import poll
from bot.folders import private_folder
from bot.settings import Settings


def run(settings: Settings, corpus: Path) -> None:
    """Answers in Telegram until a signal stops it."""
    token = settings.token()
    _configure_logging(settings.log_level, token)
    answerer = open_corpus(corpus, private_folder(settings.cache_folder), at_once=True)
    poll(answerer, token, settings.telegram_base_url)


class _WithoutToken(logging.Formatter):
    """Formats log records; the token is taken out of whatever holds it, tracebacks too."""

    def __init__(self, token: str) -> None:
        super().__init__("%(asctime)s %(levelname)s %(name)s: %(message)s")
        self._token = token

    def format(self, record: logging.LogRecord) -> str:
        return super().format(record).replace(self._token, "[token]")


def _configure_logging(level: str, token: str) -> None:
    handler = logging.StreamHandler()
    handler.setFormatter(_WithoutToken(token))
    logging.basicConfig(level=level, handlers=[handler])
    for talkative in ("httpx", "httpcore"):  # they log every request's address
        logging.getLogger(talkative).setLevel(logging.WARNING)
