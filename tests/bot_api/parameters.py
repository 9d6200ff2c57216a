"""The parameters of a call, whether they came as a query, a form, multipart or JSON."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from aiohttp import web

from .refusal import bad_request


@dataclass(frozen=True, slots=True)
class Parameters:
    """Parameters as text, as Telegram sees them: {"chat_id": "7", "text": "Hello"}."""

    values: Mapping[str, str] = field(default_factory=dict)

    def __getitem__(self, name: str) -> str:
        return self.values[name]

    def __contains__(self, name: object) -> bool:
        return name in self.values

    def text(self, name: str) -> str:
        """The parameter, "" where it is missing."""
        return self.values.get(name, "")

    def integer(self, name: str, default: int = 0) -> int:
        """The parameter as a number; the default where it is missing or none."""
        try:
            return int(self.values.get(name, ""))
        except ValueError:
            return default

    def flag(self, name: str) -> bool:
        return self.text(name).strip().lower() in ("true", "yes", "1")

    def json(self, name: str) -> Any:
        """The parameter decoded from JSON, None where missing; refuses what is no JSON."""
        if not self.text(name):
            return None
        try:
            return json.loads(self.values[name])
        except ValueError as error:
            raise bad_request(f"Can't parse {name.replace('_', ' ')} JSON object") from error


async def received(request: web.Request) -> Parameters:
    """The parameters of a request; those of the body win over those of the address."""
    values = dict(request.query)
    if request.content_type == "application/json":
        values |= _from_json(await request.text())
    else:
        for name, value in (await request.post()).items():
            values[name] = value if isinstance(value, str) else "(a file)"
    return Parameters(values)


def _from_json(body: str) -> dict[str, str]:
    try:
        decoded = json.loads(body) if body.strip() else {}
    except ValueError as error:
        raise bad_request("Can't parse request JSON object") from error
    if not isinstance(decoded, dict):
        raise bad_request("Can't parse request JSON object")
    return {
        name: value if isinstance(value, str) else json.dumps(value)
        for name, value in decoded.items()
        if value is not None
    }
