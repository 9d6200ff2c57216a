"""The log of a running bot: one line an event, and never the token."""

import logging
from collections import Counter, deque
from types import TracebackType

from pythonjsonlogger.json import JsonFormatter
from telegram.error import TelegramError

ExceptionInfo = (
    tuple[type[BaseException], BaseException, TracebackType | None] | tuple[None, None, None]
)


_REMEMBERED = 5


class Errors(logging.Handler):
    """Counts what is logged as an error by kind, and remembers the `last` lines of that sort.

    The kind is that of the exception, or else what has logged it.
    """

    def __init__(self) -> None:
        super().__init__(logging.ERROR)
        self.kinds: Counter[str] = Counter()
        self.last: deque[str] = deque(maxlen=_REMEMBERED)

    @property
    def count(self) -> int:
        return self.kinds.total()

    def emit(self, record: logging.LogRecord) -> None:
        kind = record.exc_info[0] if record.exc_info else None
        self.kinds[kind.__name__ if kind else record.name] += 1
        self.last.append(self.format(record).partition("\n")[0])


def configure_logging(level: str, token: str, *, as_json: bool) -> Errors:
    """Logs to standard error from `level` on; gives what counts the errors among it."""
    handlers = (logging.StreamHandler(), errors := Errors())
    handlers[0].setFormatter(_formatter(token, as_json=as_json))
    errors.setFormatter(_formatter(token, as_json=False))
    root = logging.getLogger()
    root.setLevel(level)
    for handler in handlers:
        root.addHandler(handler)
    for name in ("alembic", "uvicorn"):
        logging.getLogger(name).setLevel(logging.WARNING)
    for name in ("telegram", "aiosqlite"):  # at DEBUG they tell what people write
        logging.getLogger(name).setLevel(max(logging.INFO, logging.getLevelName(level)))
    # What its retry loop says here, the application says in its own words.
    for name in ("telegram.ext", "telegram.ext.ExtBot"):  # the latter would log whole messages
        logging.getLogger(name).addFilter(lambda record: record.levelno < logging.ERROR)
    return errors


class _Discreet(logging.Formatter):
    """Takes the token out of whatever holds it, and tells faults of the network in a line."""

    secret = ""

    def format(self, record: logging.LogRecord) -> str:
        return super().format(record).replace(self.secret, "[secret]")

    def formatException(self, ei: ExceptionInfo) -> str:  # noqa: N802
        if isinstance(ei[1], TelegramError):
            return f"{type(ei[1]).__name__}: {ei[1].message}"
        return super().formatException(ei)


class _Text(_Discreet):
    """A line for people to read."""


class _Json(_Discreet, JsonFormatter):
    """A JSON object a line, for programs."""


def _formatter(token: str, *, as_json: bool) -> logging.Formatter:
    formatter: _Discreet
    if as_json:
        fields = ["levelname", "name", "message"]
        names = {"levelname": "level", "name": "logger", "exc_info": "exception"}
        formatter = _Json(fields, rename_fields=names, timestamp="time", json_ensure_ascii=False)
    else:
        formatter = _Text("%(asctime)s %(levelname)s %(name)s: %(message)s")
    formatter.secret = token.partition(":")[2]
    return formatter
