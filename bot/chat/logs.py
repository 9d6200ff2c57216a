"""The log of a running bot: one line an event, and never the token."""

import logging
from collections import deque
from types import TracebackType

from telegram.error import TelegramError

ExceptionInfo = (
    tuple[type[BaseException], BaseException, TracebackType | None] | tuple[None, None, None]
)


_REMEMBERED = 5


class Errors(logging.Handler):
    """Counts what is logged as an error, and remembers the `last` lines of that kind."""

    def __init__(self) -> None:
        super().__init__(logging.ERROR)
        self.count = 0
        self.last: deque[str] = deque(maxlen=_REMEMBERED)

    def emit(self, record: logging.LogRecord) -> None:
        self.count += 1
        self.last.append(self.format(record).partition("\n")[0])


def configure_logging(level: str, token: str) -> Errors:
    """Logs to standard error from `level` on; gives what counts the errors among it."""
    handlers = (logging.StreamHandler(), errors := Errors())
    for handler in handlers:
        handler.setFormatter(_LogFormat(token))
    logging.basicConfig(level=level, handlers=handlers)
    logging.getLogger("alembic").setLevel(logging.WARNING)
    for name in ("telegram", "aiosqlite"):  # at DEBUG they tell what people write
        logging.getLogger(name).setLevel(max(logging.INFO, logging.getLevelName(level)))
    # What its retry loop says here, the application says in its own words.
    for name in ("telegram.ext", "telegram.ext.ExtBot"):  # the latter would log whole messages
        logging.getLogger(name).addFilter(lambda record: record.levelno < logging.ERROR)
    return errors


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
