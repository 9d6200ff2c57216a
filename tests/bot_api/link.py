"""Judges whether an address can be a link in Telegram."""

import re

_URL = re.compile(
    r"(?:(?P<scheme>[^:/?#@\[\]]*)://)?(?:(?P<user>[^/?#]*)@)?"
    r"(?P<host>\[[0-9A-Fa-f:.]+\]|[^/?#@:]*)(?::(?P<port>\d+))?(?P<rest>[/?#].*)?",
    re.DOTALL,
)
_HOST = re.compile(r"(?:[A-Za-z0-9._!$,~*'();&+=-]|%[0-9A-Fa-f]{2}|[^\x00-\x7f])+")
_USER_LINK = re.compile(r"tg:(?://)?user/?\?(?:[^#]*&)?id=(\d+)(?:[&#].*)?", re.IGNORECASE)
_TELEGRAM_LINK = re.compile(r"(tg|ton|tonsite):(?://)?([\w.-]+)(.*)", re.IGNORECASE | re.ASCII)
_PORTS = range(1, 65536)


class LinkError(ValueError):
    """The address cannot be a link; the message is Telegram's reason."""


def checked(address: str) -> str:
    """The address as Telegram keeps it: checked("EXAMPLE.org") == "http://example.org/".

    Raises LinkError with Telegram's reason.
    """
    telegram = _TELEGRAM_LINK.fullmatch(address)
    if telegram is not None:
        scheme, host, rest = telegram.groups()
        return f"{scheme.lower()}://{host.lower()}{rest or '/'}"
    url = _URL.fullmatch(address)
    if url is None:
        raise LinkError("Wrong HTTP URL")
    _check(url)
    scheme = (url["scheme"] or "http").lower()
    user, host, port = url["user"], url["host"], url["port"]
    authority = f"{user + '@' if user else ''}{host.lower()}{':' + port if port else ''}"
    rest = "".join(f"%{ord(c):02X}" if c <= " " else c for c in (url["rest"] or "").rstrip())
    return f"{scheme}://{authority}{'' if rest.startswith('/') else '/'}{rest}"


def _check(url: re.Match[str]) -> None:
    host, is_ipv6 = url["host"], url["host"].startswith("[")
    if (url["scheme"] or "http").lower() not in ("http", "https"):
        raise LinkError("Unsupported URL protocol")
    if url["port"] is not None and int(url["port"]) not in _PORTS:
        raise LinkError("Wrong port number specified in the URL")
    if not host:
        raise LinkError("URL host is empty")
    if not is_ipv6 and not _HOST.fullmatch(host):
        raise LinkError("Disallowed character in URL host")
    if not is_ipv6 and "." not in host:
        raise LinkError("Wrong HTTP URL")


def user_id_of(address: str) -> int | None:
    """The user of a tg://user?id=… link."""
    match = _USER_LINK.fullmatch(address)
    return int(match[1]) if match else None
