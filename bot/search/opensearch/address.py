"""The address of a search server, which may be named where its client is not imported."""

import importlib.util
from dataclasses import dataclass, field
from pathlib import Path

from yarl import URL

from bot.errors import SettingsError

_EXTRA = 'SEARCH_URL needs the extra opensearch: pip install "forum-bot[opensearch]"'
_NEEDED = ("opensearchpy", "orjson", "pybase64")


@dataclass(frozen=True, slots=True)
class ServerAddress:
    """Where a search server is: a URL of each node, who logs in, and the file of its authority.

    `prefix` begins the names of all indices. Raises SettingsError for a malformed
    URL, and where the client is not installed.
    """

    urls: tuple[str, ...] = field(repr=False)
    user: str | None = None
    password: str | None = field(default=None, repr=False)
    ca: Path | None = None
    prefix: str = "forum-bot"

    def __post_init__(self) -> None:
        if not all(map(importlib.util.find_spec, _NEEDED)):
            raise SettingsError(_EXTRA)
        for url in map(URL, self.urls):
            if url.scheme not in ("http", "https") or not url.host:
                raise SettingsError("SEARCH_URL is no address; write it as https://host:9200")
        if self.ca and not self.ca.is_file():
            raise SettingsError(f"SEARCH_CA: {self.ca} is no file")

    def __str__(self) -> str:
        return ", ".join(str(URL(url).origin()) for url in self.urls)
