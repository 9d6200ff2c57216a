"""The parameters of a call, whether they came as a query, a form, multipart or JSON."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from aiohttp import web

from .refusal import bad_request


class Upload(NamedTuple):
    """A file that came with a call."""

    name: str
    content: bytes


@dataclass(frozen=True, slots=True)
class Parameters:
    """Parameters as text, as Telegram sees them: {"chat_id": "7", "text": "Hello"}.

    `files` are those that were uploaded, by the names of their parts.
    """

    values: Mapping[str, str] = field(default_factory=dict)
    files: Mapping[str, Upload] = field(default_factory=dict, repr=False)

    def __getitem__(self, name: str) -> str:
        return self.values[name]

    def __contains__(self, name: object) -> bool:
        return name in self.values

    def text(self, name: str) -> str:
        """The parameter, "" where it is missing."""
        return self.values.get(name, "")

    def file(self, name: str) -> Upload | None:
        """The file of a parameter, which is the upload itself or "attach://" and its part."""
        return self.files.get(self.text(name).removeprefix("attach://")) or self.files.get(name)

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
    files = {}
    if request.content_type == "application/json":
        values |= _from_json(await request.text())
    else:
        for name, value in (await request.post()).items():
            if isinstance(value, str):
                values[name] = value
            elif isinstance(value, web.FileField):
                files[name] = Upload(value.filename, value.file.read())
    return Parameters(values, files)


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
