"""Decodes the character references (&lt; &#65; &#x41;) that Telegram's HTML knows."""

import re
from typing import NamedTuple

_REFERENCE = re.compile(
    r"&(?:#x(?P<hex>[0-9a-fA-F]*)|#(?P<decimal>[0-9]*)|(?P<name>[a-zA-Z]*));?", re.ASCII
)
_NAMED = {"lt": "<", "gt": ">", "amp": "&", "quot": '"'}
_LAST_CODE_POINT = 0x10FFFF
_LONGEST_NUMBER = len("&#1114111")


class Reference(NamedTuple):
    """A decoded character and the position after its reference."""

    character: str
    end: int


def reference_at(text: str, position: int) -> Reference | None:
    """The reference that starts with the '&' at `position`.

    None where Telegram leaves the '&' as it is: an unknown name, a number that
    is no character. The semicolon is optional. Half a surrogate pair decodes to a
    lone surrogate.
    """
    match = _REFERENCE.match(text, position)
    if match is None:
        return None
    if match["name"] is not None:
        character = _NAMED.get(match["name"])
        return Reference(character, match.end()) if character else None
    digits, base = (match["hex"], 16) if match["hex"] is not None else (match["decimal"], 10)
    if not digits or len(match[0].removesuffix(";")) > _LONGEST_NUMBER:
        return None
    code = int(digits, base)
    if code == 0 or code >= _LAST_CODE_POINT:
        return None
    return Reference(chr(code), match.end())
