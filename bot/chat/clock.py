"""The time as Telegram has it, by which messages are dated."""

import time
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime


class Clock:
    """Goes by the dates of Telegram's responses, since a machine's own clock may be wrong or jump.

    Until there has been one it goes by that of the machine.
    """

    def __init__(self) -> None:
        self._heard: datetime | None = None
        self._heard_at = 0.0

    def hear(self, date: str) -> None:
        """The date of a response that has just arrived, as HTTP writes it."""
        try:
            heard = parsedate_to_datetime(date)
        except (ValueError, OverflowError):
            return
        if heard.tzinfo:
            self._heard, self._heard_at = heard, time.monotonic()

    def now(self) -> datetime:
        if self._heard is None:
            return datetime.now(UTC)
        return self._heard + timedelta(seconds=time.monotonic() - self._heard_at)
