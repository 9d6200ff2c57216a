"""The log of a running bot: one line an event, and never the token."""

import logging
from collections import Counter, deque
from types import TracebackType

from pythonjsonlogger.json import JsonFormatter
from telegram.error import TelegramError

ExceptionInfo = (
    tuple[type[BaseException], BaseException, TracebackType | None] | tuple[None, None, None]
)


class Errors(logging.Handler):
    """Counts logged errors by kind, and remembers the `last` such lines.

    The kind is that of the exception, or else the name of the logger.
    """

    def __init__(self) -> None:
        super().__init__(logging.ERROR)
        self.kinds: Counter[str] = Counter()
        self.last: deque[str] = deque(maxlen=5)

    def emit(self, record: logging.LogRecord) -> None:
        kind = record.exc_info[0] if record.exc_info else None
        self.kinds[kind.__name__ if kind else record.name] += 1
        self.last.append(self.format(record).partition("\n")[0])


def configure_logging(level: str, token: str, *, as_json: bool) -> Errors:
    """Logs to standard error from `level` on; returns the counter of errors."""
    handlers = (logging.StreamHandler(), errors := Errors())
    handlers[0].setFormatter(_formatter(token, as_json=as_json))
    errors.setFormatter(_formatter(token, as_json=False))
    root = logging.getLogger()
    root.setLevel(level)
    for handler in handlers:
        root.addHandler(handler)
    for name in ("alembic", "uvicorn"):
        logging.getLogger(name).setLevel(logging.WARNING)
    telegram = logging.getLogger("telegram")  # at DEBUG it logs what people write
    telegram.setLevel(max(logging.INFO, logging.getLevelName(level)))
    # The application logs the errors of their retry loop in its own words.
    for name in ("telegram.ext", "telegram.ext.ExtBot"):  # the latter would log whole messages
        logging.getLogger(name).addFilter(lambda record: record.levelno < logging.ERROR)
    return errors


class _Text(logging.Formatter):
    """Formats lines for people, without the secret, and network faults without a traceback."""

    secret = ""

    def format(self, record: logging.LogRecord) -> str:
        return super().format(record).replace(self.secret, "[secret]")

    def formatException(self, ei: ExceptionInfo) -> str:  # noqa: N802
        if isinstance(ei[1], TelegramError):
            return f"{type(ei[1]).__name__}: {ei[1].message}"
        return super().formatException(ei)


class _Json(_Text, JsonFormatter):
    """Formats JSON objects, one a line, for programs."""


def _formatter(token: str, *, as_json: bool) -> logging.Formatter:
    formatter = _Text("%(asctime)s %(levelname)s %(name)s: %(message)s")
    if as_json:
        fields = ["levelname", "name", "message"]
        names = {"levelname": "level", "name": "logger", "exc_info": "exception"}
        formatter = _Json(fields, rename_fields=names, timestamp="time", json_ensure_ascii=False)
    formatter.secret = token.partition(":")[2]
    return formatter
