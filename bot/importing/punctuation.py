"""What a text's end and width tell: a sentence, a heading, or a line that was filled."""

import re

from bot.corpus.splitting import width

_CLOSING = "”’」』）)】》〉\"'*"
_TERMINAL = re.compile(
    rf"(?:[。！？!?…；;]|(?<![A-Z])[.]|[.](?=[{_CLOSING}]))[{re.escape(_CLOSING)}\s]*$"
)
_SENTENCE = re.compile(r"[。！？!?；;]|[.](?=\s+[A-Z“\"])")
_ASKS = re.compile(rf"[？?][{re.escape(_CLOSING)}]*$")
_WIDE = re.compile(r"[\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef]")
_UNIT = re.compile(r"[\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef]|[^\s\u2e80-\u9fff]+")
_WORD = re.compile(r"\w")

HEADING = 72
"""Columns of a heading at most."""


def ends_sentence(text: str) -> bool:
    """Whether a text ends as sentences do; an initial's full stop ends none."""
    return _TERMINAL.search(text) is not None


def asks(text: str) -> bool:
    """Whether a text ends in a question mark."""
    return _ASKS.search(text) is not None


def is_prose(text: str) -> bool:
    """Whether a text is running text: longer than a heading, or whole sentences."""
    if width(text) > HEADING + 8:
        return True
    return ends_sentence(text) and not text.rstrip(_CLOSING + " ").endswith(
        ("?", "？", "…", "!", "！")
    )


def is_short(text: str) -> bool:
    """Whether a text could be a heading by its length and its end."""
    if not has_words(text) or width(text) > HEADING or text.endswith(("，", ",", "、")):
        return False
    return not is_prose(text)


def has_words(text: str) -> bool:
    return _WORD.search(text) is not None


def is_han(text: str) -> bool:
    """Whether a text is set without spaces between its words."""
    return _WIDE.search(text) is not None


def first_unit(text: str) -> str:
    """What cannot be parted at a line's end: a wide character, or a word."""
    found = _UNIT.search(text)
    return found.group() if found else ""


def joined(before: str, after: str) -> str:
    """Two pieces of a paragraph with a space between them where their script has one."""
    if before.endswith("-") and re.search(r"\w-$", before) and after[:1].islower():
        return before + after
    if _WIDE.match(before[-1:]) or _WIDE.match(after[:1]):
        return before + after
    return f"{before} {after}"
