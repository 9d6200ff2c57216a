"""A call that the bot made, kept for tests to look at."""

import time
from dataclasses import dataclass, field

from .parameters import Parameters


@dataclass(slots=True)
class Call:
    """A received call; `status` is None until answered, and stays so if never answered."""

    method: str
    parameters: Parameters
    time: float = field(default_factory=time.monotonic)
    status: int | None = None
    error: str = ""
    """The description of a refusal."""
    ended: float | None = None
    """When it was answered, or its connection closed (monotonic seconds)."""

    def __str__(self) -> str:
        return f"{self.method} {self.status or 'unanswered'} {self.error}".rstrip()

    @property
    def chat_id(self) -> int | None:
        return self.parameters.integer("chat_id") or None

    @property
    def is_poll(self) -> bool:
        return self.method.lower() == "getupdates"
