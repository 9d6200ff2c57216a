"""Reads the year, month and day of a date as people write it, in Chinese or English."""

import re
import unicodedata
from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import reduce
from itertools import islice

_DIGITS = "零一二三四五六七八九"
_HAN = rf"[{_DIGITS}十]"
_YEAR = r"(?<!\d)(?P<year>[12]\d{3})(?!\d|s\b| ?年代)"
_TWO = r"\d{1,2}"
_NUMBER = rf"{_TWO}|{_HAN}{{1,3}}"
_WORDED = (
    r"(?P<month>Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?"
    r"|Sept?(?:ember)?|Oct(?:ober)?|Nov(?:ember)?|Dec(?:ember)?)(?![a-z])"
)
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_ENDING = r"(?:st|nd|rd|th)?(?![\da-z])"
_DAY = rf"(?<!\d)(?P<day>\d{{1,2}}){_ENDING}"
_UNTIL = rf"(?: ?(?:[-‐–—~&]|to|and|until|through) ?\d{{1,2}}{_ENDING})?"
_GAP = r"[ .,/-]{0,2}(?:of )?"
_OF_YEAR = rf"(?:{_GAP}{_YEAR})?"
_OF_CHINESE_MONTH = (
    rf"(?P<month>{_NUMBER}) ?月份?"
    rf"(?: ?(?P<day>{_NUMBER}) ?[日号號]| ?(?P<plain>\d{{1,2}}|{_HAN}{{1,3}}(?= ?[-‐–—~至到、]))"
    r"(?= ?(?:[-‐–—~至到、,()]|$)))?"
)
_FORMS = [
    re.compile(form, re.IGNORECASE)
    for form in (
        rf"(?P<year>(?<!\d)[12]\d{{3}}|[{_DIGITS}]{{4}}) ?年(?!代) ?(?:{_OF_CHINESE_MONTH})?",
        rf"(?<![\d{_DIGITS}十]){_OF_CHINESE_MONTH}",
        rf"{_YEAR} ?(?P<mark>[-‐–/.]) ?(?P<month>{_TWO})(?: ?(?P=mark) ?(?P<day>{_TWO}))?(?!\d)",
        r"(?<!\d)(?P<year>[12]\d{3})(?P<month>\d\d)(?P<day>\d\d)(?!\d)",
        rf"(?<!\d)(?P<one>{_TWO})(?P<mark>[-/.])(?P<other>{_TWO})(?P=mark){_YEAR}",
        rf"(?<!\d)(?P<month>{_TWO})[-/.]{_YEAR}",
        rf"{_YEAR}{_GAP}(?<![a-z]){_WORDED}(?:{_GAP}{_DAY})?",
        rf"{_DAY}{_UNTIL}{_GAP}(?<![a-z]){_WORDED}{_OF_YEAR}",
        rf"(?<![a-z]){_WORDED}{_GAP}(?:the )?{_DAY}{_UNTIL}{_OF_YEAR}",
        rf"(?<![a-z]){_WORDED}{_GAP}{_YEAR}",
        rf"(?<![a-z])(?-i:(?=[A-Z])){_WORDED}",
        _YEAR,
    )
]
"""The ways of writing; where two match at the same place, the first counts."""

_LUNAR = re.compile(
    rf"(?:[农農][历曆]|[阴陰][历曆]|[旧舊][历曆]|夏[历曆]) ?(?:(?P<year>[12]\d{{3}}年)|\w\w?年)? ?"
    rf"(?:[闰閏]?(?:{_NUMBER}|[正冬腊臘])月)?[大小]?(?:初{_HAN}|廿{_HAN}?|{_NUMBER})?日?"
    rf"|(?:[闰閏]{_HAN}{{1,2}}|[正冬腊臘])月(?:初{_HAN}|廿{_HAN}?|{_HAN}{{1,3}})?日?"
    rf"|{_HAN}{{1,2}}月(?:初{_HAN}|廿{_HAN}?|{_HAN}{{2,3}}(?! ?[-‐–—~至到、日号號{_DIGITS}十]))"
)
"""Days of the old Chinese calendar, whose months and days are others."""

_MOST = 3
"""Expressions of a text to look at: a range may have its year in its last one."""


@dataclass(frozen=True, slots=True)
class Date:
    """As much of a date as a text has; a day comes with its month."""

    year: int | None
    month: int | None
    day: int | None

    def fits(self, other: "Date") -> bool:
        """Whether both may be the same: they share a field, and no shared one differs."""
        shared = self._shared(other)
        return bool(shared) and all(shared)

    def contradicts(self, other: "Date") -> bool:
        """Whether a shared field differs."""
        return not all(self._shared(other))

    def _shared(self, other: "Date") -> list[bool]:
        """Compares each field that both have."""
        pairs = ((self.year, other.year), (self.month, other.month), (self.day, other.day))
        return [one == two for one, two in pairs if one is not None and two is not None]


def read_date(text: str) -> Date | None:
    """Reads a date, the first of a range; None where a text has none, or no real one.

    >>> read_date("2024年6月12日至14日"), read_date("去年夏天")
    (Date(year=2024, month=6, day=12), None)
    """
    found = list(islice(_dates_in(_plain(text)), _MOST))
    if not found or not _is_real(found[0]):
        return None
    return reduce(_completed, found)


def newest_first(date: Date | None) -> tuple[bool, int, int, int]:
    """A key to sort by; dates without a year come last."""
    if date is None or date.year is None:
        return True, 0, 0, 0
    return False, -date.year, -(date.month or 0), -(date.day or 0)


def _plain(text: str) -> str:
    """Returns a text in one line, with ordinary digits, without dates of the old calendar."""
    plain = " ".join(unicodedata.normalize("NFKC", text).split()).replace("〇", "零")
    return _LUNAR.sub(lambda lunar: lunar["year"] or " ", plain.replace("○", "零"))


def _dates_in(text: str) -> Iterator[Date]:
    at = 0
    while found := [match for form in _FORMS if (match := form.search(text, at))]:
        match = min(found, key=re.Match.start)
        yield _date(match.groupdict())
        at = match.end()


def _date(groups: dict[str, str | None]) -> Date:
    found = {key: _number(text) for key, text in groups.items() if text and key != "mark"}
    year, day = found.get("year"), found.get("day", found.get("plain"))
    if "one" in found:
        return _in_one_order(year, found["one"], found["other"], dotted=groups["mark"] == ".")
    return Date(year, found.get("month"), day)


def _in_one_order(year: int | None, one: int, other: int, *, dotted: bool) -> Date:
    """Reads `12.6.2024`, with its day first; `12/6/2024` is ambiguous unless one is no month."""
    if dotted or one == other:
        return Date(year, other, one)
    if max(one, other) > 12:
        return Date(year, min(one, other), max(one, other))
    return Date(year, None, None)


def _completed(first: Date, later: Date) -> Date:
    """Completes the first of two dates by what only the other has: `30 June – 2 July 2024`."""
    date = first
    if first.year is None and later.year is not None and _is_real(later):
        turned = (first.month or 0) > (later.month or 12)
        date = replace(first, year=later.year - turned)
    elif first.month is None and later.year is None:
        date = replace(later, year=first.year)
    return date if _is_real(date) else first


def _is_real(date: Date) -> bool:
    """Whether the calendar has the date, or, without a year, ever has it."""
    if date.month is None:
        return date.day is None
    if not 1 <= date.month <= 12:
        return False
    return date.day is None or 1 <= date.day <= monthrange(date.year or 2000, date.month)[1]


def _number(text: str) -> int:
    """Reads digits, Chinese ones, or the name of a month."""
    if text.isdecimal():
        return int(text)
    if text[:3].lower() in _MONTHS:
        return _MONTHS.index(text[:3].lower()) + 1
    tens, ten, units = text.rpartition("十")
    value = int("".join(str(_DIGITS.index(digit)) for digit in units) or "0")
    return value + 10 * (_DIGITS.find(tens) if tens else 1) * len(ten)
