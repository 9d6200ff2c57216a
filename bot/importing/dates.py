"""Dates as articles write them, in Chinese and English, with a time of day if one follows."""

import re

_HAN = "〇○零一二三四五六七八九十"
_MONTH = (
    r"(?:Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?|Sept?(?:ember)?"
    r"|Oct(?:ober)?|Nov(?:ember)?|Dec(?:ember)?)"
)
_TIME = r"(?:[\sT]+\d{1,2}[:：]\d{2}(?:[:：]\d{2})?)?"
_DAY = r"\d{1,2}(?:st|nd|rd|th)?"
_NUMBER = rf"(?:\d{{1,2}}|[{_HAN}]{{1,3}})"
_DATE = re.compile(
    rf"(?:\d{{4}}|[{_HAN}]{{4}})\s*年\s*{_NUMBER}\s*月\s*{_NUMBER}\s*[日号]{_TIME}"
    rf"|(?<!\d)\d{{4}}年\d{{1,2}}月(?!\d)"
    rf"|(?<!\d)\d{{4}}([-/.])\d{{1,2}}\1\d{{1,2}}(?!\d){_TIME}"
    rf"|\b{_DAY}\s+{_MONTH}\.?,?\s+\d{{4}}\b|\b{_MONTH}\.?\s+{_DAY},?\s+\d{{4}}\b"
    rf"|(?<![\d年])\d{{1,2}}\s*月\s*\d{{1,2}}\s*[日号]"
    rf"|\b{_MONTH}\.?\s+{_DAY}\b(?!\s*[-–])|\b{_DAY}\s+{_MONTH}\b"
)
_AROUND = re.compile(
    r"(?:发布时间|发表时间|日期|时间|发布|date|published(?: on)?|posted(?: on)?|updated)?"
    r"\s*[:：]?\s*(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day,?)?\s*",
    re.IGNORECASE,
)
_PLACE = re.compile(r"[^.!?。！？:：]{1,50}[,，]\s*")
_OPENING, _CLOSING = "（([【—–- ", "）)]】 "


def date_in(text: str) -> str | None:
    """The first date of a text, as it stands there."""
    found = _DATE.search(text)
    return found.group().strip() if found else None


def is_date(text: str) -> bool:
    """Whether a text is a date and nothing else but what marks it as one."""
    found = _DATE.search(text)
    if not found:
        return False
    before, after = text[: found.start()], text[found.end() :]
    label = _AROUND.fullmatch(before.strip(_OPENING))
    weekday = re.fullmatch(r"(?:星期|周)?[一二三四五六日天]?", after.strip(_CLOSING + ",，"))
    return label is not None and weekday is not None


def is_dateline(text: str) -> bool:
    """Whether a text is a place and a date: `Riverside, May 12, 2022`."""
    found = _DATE.search(text)
    if not found or text[found.end() :].strip(_CLOSING):
        return False
    return _PLACE.fullmatch(text[: found.start()]) is not None


def without_date(text: str) -> str:
    """The text without its date, and the label before it."""
    found = _DATE.search(text)
    if not found:
        return text
    before = re.sub(
        r"(?:发布时间|发表时间|日期|时间|发布|date|published(?: on)?|posted(?: on)?)\s*[:：]?\s*$",
        "",
        text[: found.start()].rstrip(),
        flags=re.IGNORECASE,
    )
    return f"{before.rstrip(' |｜·,，')} {text[found.end() :].lstrip(' |｜·,，')}".strip()
