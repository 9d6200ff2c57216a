"""Refuses nested formatting that Telegram would accept and then drop without a word.

Telegram keeps the outer of two block quotes and of two links, and code or a time keeps
nothing inside, and nothing around but a block quote. It never says so; this server does,
so that tests notice.
"""

from collections.abc import Sequence

from .html_tag import ParseError

_CLOSED = {"pre", "code", "tg-time"}
_LINK = {"a", "tg-emoji"}


def refuse_what_telegram_drops(name: str, open_names: Sequence[str], place: str) -> None:
    """Raises ParseError if a tag `name` inside the open tags would lose formatting."""
    for outer in open_names:
        if _loses_formatting(outer, name):
            raise ParseError(
                f'Tag "{name}" inside "{outer}" {place}: Telegram would silently drop one of them'
            )


def _loses_formatting(outer: str, inner: str) -> bool:
    if {outer, inner} == {"pre", "code"}:
        return False
    if outer in _CLOSED:
        return True
    if inner in _CLOSED:
        return outer != "blockquote"
    if inner == "blockquote":
        return outer == "blockquote" or outer in _LINK
    return inner in _LINK and outer in _LINK
