"""What the wording of a line shows: a sentence, a heading, a number before it, words of a list."""

import re
from collections.abc import Callable
from functools import cache, lru_cache
from pathlib import Path

from bot.corpus.splitting import width
from bot.language.script import simplifier

_DAY = r"\d{1,4}[-/.年]\d{1,2}[-/.月]\d{1,4}日?[,，]?\s+"
CLOCK = r"(?<!\d)\d{1,2}[:：]\d\d(?:[:：]\d\d)?(?:[.,]\d{1,3})?(?:\s?[AaPp]\.?[Mm]\b\.?)?"
STAMP = rf"(?<!\d)(?:{_DAY})?{CLOCK}"
TIMES = rf"[(（\[【<]?\s*{STAMP}(?:\s*(?:-->|[-–~])\s*{STAMP})?\s*[)）\]】>]?"

_FOLDER = Path(__file__).parent / "words"
_CLOSING = "”’」』）)】》〉\"'*"
_TERMINAL = re.compile(
    rf"(?:[。！？!?…；;]|(?<![A-Z])[.]|[.](?=[{_CLOSING}]))[{re.escape(_CLOSING)}\s]*$"
)
_ASKS = re.compile(rf"[？?][{re.escape(_CLOSING)}]*$")
_WIDE = re.compile(r"[\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef]")
_WORD = re.compile(r"\w")
_HAN = "一二三四五六七八九十百"
_NUMBER = re.compile(
    rf"""(?:
        第?[{_HAN}]{{1,3}}\s*[、.．：:]
      | 第[{_HAN}\d]{{1,3}}[位篇个]?\s*[、.．：:\s]
      | [（(]\s*(?:[{_HAN}]{{1,3}}|\d{{1,2}})\s*[）)][、.．]?
      | (?:(?:发言|發言|交流)(?:材料|摘登|摘编|选登|稿)?之?|之|其|代表)[{_HAN}\d]{{1,3}}
        \s*[、.．：:\s]
      | \d{{1,2}}\s*(?:[、．）)]|[.](?!\d))
      | [①-⑳❶-❿]
      | [IVX]{{1,5}}[.、]\s
      | \[\d{{1,5}}[a-z]?\](?=\s)
      | (?:speech|no\.?|statement|contribution|part)\s*\#?\d{{1,2}}\s*(?:[.:：)—–-]+|\s)
      | speaker\s*\#?\d{{1,2}}\s*[.:：)—–-]+\s*(?=[A-Z][a-z]+\s[A-Z][a-z]+[\s(,]*$)
    )\s*""",
    re.VERBOSE | re.IGNORECASE,
)
_MARK = re.compile(r"[■□●○◆◇▲△▼▽★☆◎※▪▶►•·♦❖➤>]+\s*")

HEADING = 72
"""Columns of a heading at most."""


@cache
def words_in(name: str) -> frozenset[str]:
    """The words of the list with this name, parted by white space."""
    return frozenset(word for line in _lines(name) for word in line.split())


@cache
def pattern_in(name: str, *parts: str) -> re.Pattern[str]:
    """What fits a line of the list with this name, an expression each, between two `parts`."""
    before, after = parts or ("", "")
    either = "|".join(_lines(name))
    return re.compile(f"{before}(?:{either}){after}", re.IGNORECASE)


def _lines(name: str) -> list[str]:
    lines = (_FOLDER / f"{name}.txt").read_text(encoding="utf-8").splitlines()
    return [line for line in lines if line and not line.startswith("#")]


@lru_cache(maxsize=4096)
def simplified(text: str) -> str:
    """A text in Simplified characters, in which all word lists are; of the same length."""
    plain = _converter()(text) if is_han(text) else text
    return plain if len(plain) == len(text) else text


@cache
def _converter() -> Callable[[str], str]:
    return simplifier()


def ends_sentence(text: str) -> bool:
    """Whether a text ends as sentences do; an initial's full stop ends none."""
    return _TERMINAL.search(text) is not None


def asks(text: str) -> bool:
    """Whether a text ends in a question mark."""
    return _ASKS.search(text) is not None


def is_prose(text: str) -> bool:
    """Whether a text is running text: longer than a heading, or ending as a statement does."""
    if width(text) > HEADING + 8:
        return True
    ends = ("?", "？", "…", "!", "！")
    return ends_sentence(text) and not text.rstrip(_CLOSING + " ").endswith(ends)


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


def joined(before: str, after: str) -> str:
    """Two pieces of a paragraph with a space between them where their script has one."""
    if before.endswith("-") and re.search(r"\w-$", before) and after[:1].islower():
        return before + after
    if _WIDE.match(before[-1:]) or _WIDE.match(after[:1]):
        return before + after
    return f"{before} {after}"


def number_before(text: str) -> int:
    """The characters that a number and marks take at the beginning of a text."""
    mark = _MARK.match(text)
    at = mark.end() if mark else 0
    number = _NUMBER.match(text, at)
    if number and number.end() < len(text):
        at = number.end()
    mark = _MARK.match(text, at)
    return mark.end() if mark else at


def kind_of_number(text: str) -> str:
    """What sort of number it is, the same for all of a row; empty for none."""
    number = text[: number_before(text)].strip()
    return re.sub(rf"[{_HAN}\d①-⑳❶-❿]+|[IVX]+(?=\.)", "#", number)
