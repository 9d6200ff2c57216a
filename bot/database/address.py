"""The address of a database: as people write it, and as it may be shown."""

import re
from importlib import import_module
from pathlib import Path

from sqlalchemy import make_url
from sqlalchemy.engine import URL
from sqlalchemy.exc import ArgumentError

from bot.errors import DatabaseError

_DRIVERS = {
    "postgres": "postgresql+psycopg",
    "postgresql": "postgresql+psycopg",
    "sqlite": "sqlite+pysqlite",
}
"""The schemes of addresses, and the driver for each."""

_LOGIN, _ODD_LOGIN = re.compile(r"[^?]*@"), re.compile(r".*@")
"""User and password, without what follows a question mark, unless the only @ is there."""


def sqlite_address(folder: Path) -> str:
    """Returns the address of the database file in a folder."""
    url = URL.create("sqlite", database=str(folder.resolve() / "forum-bot.sqlite3"))
    return url.render_as_string()


def url_of(address: str) -> URL:
    """Parses an address; raises DatabaseError, without what may be a password, for a wrong one."""
    try:
        url = make_url(_with_encoded_login(address))
    except (ArgumentError, ValueError):
        raise DatabaseError(
            "DATABASE_URL is no address; write it as postgresql://user:password@host:port/name"
        ) from None
    name = url.drivername.partition("+")[0]
    if name not in _DRIVERS:
        raise DatabaseError(f"DATABASE_URL: {name} is not supported; use postgresql or sqlite")
    if name == "sqlite" and url.database in (None, "", ":memory:"):
        raise DatabaseError(
            "DATABASE_URL: a database in memory is lost at once; name a file, such as"
            " sqlite:////var/lib/forum-bot.sqlite3, or leave it empty"
        )
    if name == "sqlite":
        url = url.set(query={})  # which its driver would warn of
    else:
        _require_psycopg()
    return url.set(drivername=_DRIVERS[name])


def _require_psycopg() -> None:
    try:
        import_module("psycopg")
    except ImportError:  # also without libpq, which the extra brings along
        raise DatabaseError(
            "DATABASE_URL: PostgreSQL needs the extra postgres; install it with"
            ' pip install "forum-bot[postgres]"'
        ) from None


def _with_encoded_login(address: str) -> str:
    """Writes every @ of the login but the last as %40."""
    scheme, mark, rest = address.partition("://")
    login = _LOGIN.match(rest) or _ODD_LOGIN.match(rest)
    encoded = login.group()[:-1].replace("@", "%40") + "@" if login else ""
    return f"{scheme}{mark}{encoded}{rest[login.end() if login else 0 :]}"


def shown(url: URL) -> str:
    """Returns the address without the password and the options, which may hold one."""
    return url.set(drivername=url.get_backend_name(), query={}).render_as_string()
