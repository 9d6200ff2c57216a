"""The proxy through which Telegram is reached, where one is named."""

import re
from importlib.util import find_spec
from urllib.request import getproxies

import aiohttp
from yarl import URL

from bot.errors import SettingsError
from bot.settings import Settings

_EXAMPLE = "write it as http://host:port or socks5://host:port"


def proxy_for(address: URL, settings: Settings) -> URL | None:
    """The proxy for an address, as the settings name it, or else the system; None for none.

    Raises SettingsError for one that cannot be used, without the login in it.
    """
    own = settings.https_proxy if address.scheme == "https" else settings.http_proxy
    named = {f"{address.scheme.upper()}_PROXY": own, "ALL_PROXY": settings.all_proxy}
    values = {name: value.get_secret_value() for name, value in named.items() if value}
    if not values:
        system = getproxies()
        values = {"the system's proxy": system.get(address.scheme) or system.get("all") or ""}
    name, value = next(iter(values.items()))
    if not value or _is_spared(address.host or "", settings.no_proxy or ""):
        return None
    return _usable(name, value)


def connector(proxy: URL | None, connections: int) -> aiohttp.BaseConnector:
    """What opens connections, through the proxy if it is of SOCKS; names are looked up there."""
    if proxy is None or not is_socks(proxy):
        return aiohttp.TCPConnector(limit=connections)
    from aiohttp_socks import ProxyConnector

    address = str(proxy).replace(proxy.scheme, proxy.scheme[: len("socks5")], 1)
    return ProxyConnector.from_url(address, limit=connections, rdns=True)


def is_socks(proxy: URL) -> bool:
    return proxy.scheme in ("socks5", "socks5h", "socks4", "socks4a")


def _is_spared(host: str, listed: str) -> bool:
    """Whether a list such as `localhost,.example.org` names a host, or what it is a part of."""
    domains = [each.partition(":")[0].lstrip("*.") for each in re.split(r"[\s,]+", listed) if each]
    return any(f".{host}".endswith(f".{domain}") or not domain for domain in domains)


def _usable(name: str, value: str) -> URL:
    try:
        proxy = URL(value if "://" in value else f"http://{value}")
        host_and_port = proxy.host and proxy.port
    except ValueError:
        host_and_port = None
    if not host_and_port:
        raise SettingsError(f"{name} is no address of a proxy; {_EXAMPLE}")
    if is_socks(proxy) and not find_spec("aiohttp_socks"):
        raise SettingsError(
            f"{name}: a SOCKS proxy needs the extra socks; install it with pip install"
            " 'forum-bot[socks]', or name an http proxy"
        )
    if not is_socks(proxy) and proxy.scheme not in ("http", "https"):
        raise SettingsError(f"{name}: {proxy.scheme} is no kind of proxy; {_EXAMPLE}")
    return proxy
