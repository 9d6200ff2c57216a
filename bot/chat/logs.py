"""The log of a running bot: one line an event, and never the token."""

import logging
from types import TracebackType

from telegram.error import TelegramError

ExceptionInfo = (
    tuple[type[BaseException], BaseException, TracebackType | None] | tuple[None, None, None]
)


def configure_logging(level: str, token: str) -> None:
    """Logs to standard error from `level` on."""
    handler = logging.StreamHandler()
    handler.setFormatter(_LogFormat(token))
    logging.basicConfig(level=level, handlers=[handler])
    # What its retry loop says here, the application says in its own words.
    logging.getLogger("telegram.ext").addFilter(lambda record: record.levelno < logging.ERROR)


class _LogFormat(logging.Formatter):
    """Takes the token out of whatever holds it, and tells faults of the network in a line."""

    def __init__(self, token: str) -> None:
        super().__init__("%(asctime)s %(levelname)s %(name)s: %(message)s")
        self._secret = token.partition(":")[2]

    def format(self, record: logging.LogRecord) -> str:
        return super().format(record).replace(self._secret, "[secret]")

    def formatException(self, ei: ExceptionInfo) -> str:  # noqa: N802
        if isinstance(ei[1], TelegramError):
            return f"{type(ei[1]).__name__}: {ei[1].message}"
        return super().formatException(ei)
