"""The checks of a single file: its date, its lengths and its characters."""

import re
import unicodedata
from collections.abc import Iterator, Sequence

from bot.checking.checked_file import CheckedFile, Excerpt
from bot.checking.markup import faulty_links, leftover_markup
from bot.checking.names import idle_aliases, misspelt_names
from bot.corpus.dates import read_date
from bot.corpus.files import NOTE
from bot.corpus.splitting import LONGEST, width
from bot.errors import Problem

_LONGEST = {
    **dict.fromkeys(("speaker", "aliases"), 60),
    **dict.fromkeys(("title", "role", "source"), 300),
    "date": 100,
    "place": 200,
}
"""Columns of a value, of which a Chinese character takes two."""
_TIMES = 4
"""How many times as long as a passage a paragraph may be."""
_SHOWN = 20


def undated_forums(checked: CheckedFile) -> Iterator[Problem]:
    """Yields a warning of a forum without a date, or with one without a year."""
    if checked.path.name != NOTE or not checked.of("title"):  # its front matter cannot be read
        return
    dates = checked.of("date")
    if not dates:
        advice = "cannot find this forum; add a line such as 'date: 2024-06-12'"
        yield checked.warning(1, f"no date; questions such as 'in 2024' {advice}")
    for value in dates:
        date = read_date(value.text)
        if date is None or date.year is None:
            advice = "questions such as 'in 2024' cannot find it; write it as 2024-06-12"
            fault = f"the date '{value.text[:_SHOWN]}' has no year; {advice}"
            yield checked.warning(value.line, fault)


def long_values(checked: CheckedFile) -> Iterator[Problem]:
    """Yields warnings of values that hold too much to be only that."""
    for key, line, text in checked.values:
        longest = _LONGEST.get(key)
        if longest and 2 * len(text) > longest and width(text) > longest:
            size = f"{len(text):,} characters ('{text[:_SHOWN]}…')"
            yield checked.warning(line, f"'{key}' has {size}; shorten it, or move it to the body")


def unreadable_paragraphs(checked: CheckedFile) -> Iterator[Problem]:
    """Yields warnings of paragraphs without a letter or figure, and of very long ones."""
    faults = {
        number: fault
        for number, paragraph in enumerate(checked.paragraphs)
        if (fault := _fault(paragraph, checked.pieces[number]))
    }
    lines = checked.paragraph_lines() if faults else []
    for number, fault in faults.items():
        yield checked.warning(lines[number], fault)


def _fault(paragraph: str, pieces: int) -> str:
    if not any(map(str.isalnum, paragraph)):
        return f"the paragraph '{paragraph[:_SHOWN]}' has nothing to read; delete it"
    if pieces > _TIMES and width(paragraph) > _TIMES * LONGEST:
        return (
            f"a paragraph of {len(paragraph):,} characters is shown in {pieces} pieces; "
            "split it by empty lines where its subject changes"
        )
    return ""


_NAMED = 3
_JOINERS, _MARKS = "\u200c\u200d", "\u200e\u200f\u061c"
_ADVICE = {
    "\x00-\x08\x0b-\x1f\x7f-\x9f": "a control character; delete it",
    "\ufffd-\uffff\ufdd0-\ufdef": "marks where a character was lost; write the one in the source",
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
    """Yields warnings of invisible and damaged characters, and of those that only look right.

    Invisible ones are left alone where they have a use: joiners in Persian, in the scripts of India
    and in emoji, marks of direction in Hebrew and Arabic, the tags of flags.
    """
    yield from checked.grouped(_strays(checked), _named)


def _strays(checked: CheckedFile) -> Iterator[tuple[str, Excerpt]]:
    for each, match in checked.find(_ANY):
        if not _has_a_use(match.string, match.start()):
            advice = next(advice for pattern, advice in _EACH if pattern.match(each.text))
            yield f": {advice}", each


def _named(characters: Sequence[str]) -> str:
    """Lists code points with their names: "U+200B (zero width space)"."""
    distinct = list(dict.fromkeys(characters))
    names = [(ord(char), unicodedata.name(char, "").lower()) for char in distinct[:_NAMED]]
    listed = ", ".join(f"U+{code:04X}" + (f" ({name})" if name else "") for code, name in names)
    return listed + (f" and {len(distinct) - _NAMED} others" if len(distinct) > _NAMED else "")


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


def warnings_in(checked: CheckedFile) -> Iterator[Problem]:
    """Yields what is likely to be a slip in a file."""
    yield from stray_characters(checked)
    yield from misspelt_names(checked)
    yield from idle_aliases(checked)
    yield from undated_forums(checked)
    yield from long_values(checked)
    yield from faulty_links(checked)
    yield from leftover_markup(checked)
    yield from unreadable_paragraphs(checked)
