"""Stray characters in a text: invisible ones, damaged ones, ones that only look right.

Invisible ones are left alone where they have a use: joiners in Persian, in the scripts of India and
in emoji, marks of direction in Hebrew and Arabic, the tags of flags.
"""

import re
import unicodedata
from collections.abc import Iterator, Sequence

from bot.checking.checked_file import CheckedFile, Excerpt
from bot.errors import Problem

_NAMED = 3


_JOINERS, _MARKS = "\u200c\u200d", "\u200e\u200f\u061c"
_ADVICE = {
    "\x00-\x08\x0b-\x1f\x7f-\x9f": "a control character; delete it",
    "\ufffd-\uffff\ufdd0-\ufdef": "marks where a character was lost; write the one of the source",
    "\u00ad\u034f\u115f\u1160\u180e\u200b\u2060-\u2064\u206a-\u206f\u3164\ufeff\uffa0"
    f"\ufff9-\ufffb\U000e0000-\U000e007f{_JOINERS}{_MARKS}": (
        "cannot be seen, and keeps words from being found; delete it"
    ),
    "\u202a-\u202e\u2066-\u2069": "turns the direction of the text; delete it",
    "\u2028\u2029": "ends a line invisibly; begin a new line in its place",
    "\ue000-\uf8ff\U000f0000-\U0010fffd": (
        "a private character, which other machines cannot show; write the intended one"
    ),
    "\u2e80-\u2fd5": (
        "a radical that only looks like a character, so that words are not found; write the "
        "character"
    ),
}
"""What to do about each sort of characters, given as the ranges of a regular expression."""
_ANY = re.compile(f"[{''.join(_ADVICE)}]")
_EACH = [(re.compile(f"[{ranges}]"), advice) for ranges, advice in _ADVICE.items()]

_SPACELESS = re.compile("[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff]")
"""Scripts such as Thai, in which an invisible space separates words."""
_TAG = re.compile("[\U000e0000-\U000e007f]")
_TAGGED = "\U0001f3f4"
_JOINING = re.compile(
    "[\u0600-\u08ff\u0900-\u0dff\u0f00-\u109f\u1780-\u18af\ua840-\uabff\ufb50-\ufdff"
    "\ufe70-\ufefc\U00010a00-\U00011fff]"
)
_LEFTWARDS = re.compile(
    "[\u0590-\u05ff\u0620-\u08ff\ufb1d-\ufdff\ufe70-\ufefc\U00010800-\U00010fff]"
)
_EMOJI = re.compile("[\u00a9\u00ae\u203c-\u3299\ufe0f\U0001f000-\U0001faff]")
_NEAR = 40
"""Characters on either side of a mark of direction that may include one written leftwards."""


def stray_characters(checked: CheckedFile) -> Iterator[Problem]:
    """Yields a warning for each sort of stray characters."""
    yield from checked.grouped(_found(checked), _named)


def _found(checked: CheckedFile) -> Iterator[tuple[str, Excerpt]]:
    for each, match in checked.find(_ANY):
        if not _has_a_use(match.string, match.start()):
            advice = next(advice for pattern, advice in _EACH if pattern.match(each.text))
            yield f": {advice}", each


def _named(characters: Sequence[str]) -> str:
    """Lists code points with their names: "U+200B (zero width space)"."""
    distinct = list(dict.fromkeys(characters))
    more = f" and {len(distinct) - _NAMED} others" if len(distinct) > _NAMED else ""
    return ", ".join(map(_name, distinct[:_NAMED])) + more


def _name(character: str) -> str:
    name = unicodedata.name(character, "").lower()
    return f"U+{ord(character):04X}" + (f" ({name})" if name else "")


def _has_a_use(text: str, at: int) -> bool:
    """Whether an invisible character has an effect at its place."""
    character, before = text[at], text[max(0, at - _NEAR) : at]
    behind = text[at + 1 : at + 1 + _NEAR]
    if character in _JOINERS:
        joined = _JOINING.match(before[-1:])
        return bool(joined or (_EMOJI.match(before[-1:]) and _EMOJI.match(behind)))
    if character == "\u200b":
        return bool(_SPACELESS.match(before[-1:]))
    if character in _MARKS:
        return bool(_LEFTWARDS.search(before + behind))
    if _TAG.match(character):
        return _TAG.sub("", before)[-1:] == _TAGGED
    return False
