"""Things that go wrong on purpose: refusals, silence, cut connections, lost answers."""

from dataclasses import dataclass

from .call import Call
from .refusal import RefusalError, too_many_requests

_DESCRIPTIONS = {
    400: "Bad Request",
    401: "Unauthorized",
    403: "Forbidden: bot was blocked by the user",
    404: "Not Found",
    409: "Conflict: terminated by other getUpdates request; "
    "make sure that only one bot instance is running",
    500: "Internal Server Error",
    502: "Bad Gateway",
    503: "Service Unavailable",
    504: "Gateway Timeout",
}


@dataclass(frozen=True, slots=True)
class Fault:
    """What happens to one call.

    status: the call is refused with this code.
    hang: the answer comes so many seconds late; without `deliver` or `status` none comes,
        and the connection is closed at the end.
    drop: the connection is closed without an answer.
    deliver: what the call asks for is done first, whatever becomes of the answer.
    """

    method: str
    status: int | None = None
    retry_after: int | None = None
    description: str = ""
    chat_id: int | None = None
    hang: float = 0
    drop: bool = False
    deliver: bool = False

    def __post_init__(self) -> None:
        if self.status is None and not self.hang and not self.drop:
            raise ValueError(f"a fault of {self.method} needs a status, hang or drop")

    def befalls(self, call: Call) -> bool:
        same_method = call.method.lower() == self.method.lower()
        return same_method and self.chat_id in (None, call.chat_id)

    @property
    def is_silent(self) -> bool:
        """Whether the call is never answered."""
        return self.drop or (self.status is None and not self.deliver)

    def refusal(self) -> RefusalError | None:
        if self.status is None:
            return None
        if self.status == 429:
            return too_many_requests(self.retry_after or 1)
        description = self.description or _DESCRIPTIONS.get(self.status, "Error")
        return RefusalError(self.status, description)


class Faults:
    """The faults to come; each befalls one call, in the order in which they were added."""

    def __init__(self) -> None:
        self._faults: list[Fault] = []

    def add(self, fault: Fault) -> None:
        self._faults.append(fault)

    def take(self, call: Call) -> Fault | None:
        """The first fault that befalls this call; it is used up."""
        for index, fault in enumerate(self._faults):
            if fault.befalls(call):
                return self._faults.pop(index)
        return None
