"""What the Bot API says when it refuses a call: a code, a description, parameters."""

from .json_value import JsonObject

_PREFIXES = {400: "Bad Request", 401: "Unauthorized", 403: "Forbidden"}


class RefusalError(Exception):
    """A refused call, answered as {"ok": false, "error_code": …, "description": …}."""

    def __init__(self, code: int, description: str, parameters: JsonObject | None = None) -> None:
        super().__init__(f"{code} {description}")
        self.code = code
        self.description = description
        self.parameters = parameters

    def json(self) -> JsonObject:
        answer: JsonObject = {
            "ok": False,
            "error_code": self.code,
            "description": self.description,
        }
        if self.parameters is not None:
            answer["parameters"] = self.parameters
        return answer


def bad_request(message: str) -> RefusalError:
    """400; the message starts in lower case unless it is one of the server's CODES.

    >>> bad_request("Message is too long").description
    'Bad Request: message is too long'
    """
    return _prefixed(400, message)


def forbidden(message: str) -> RefusalError:
    return _prefixed(403, message)


def conflict(message: str) -> RefusalError:
    return RefusalError(409, f"Conflict: {message}")


def too_many_requests(retry_after: int) -> RefusalError:
    return RefusalError(
        429, f"Too Many Requests: retry after {retry_after}", {"retry_after": retry_after}
    )


def _prefixed(code: int, message: str) -> RefusalError:
    is_code = len(message) > 1 and (message[1] == "_" or message[1].isupper())
    first = message[:1] if is_code else message[:1].lower()
    return RefusalError(code, f"{_PREFIXES[code]}: {first}{message[1:]}")
