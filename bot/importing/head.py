"""What is above the speeches: title, date and credit line, and what is the publisher's own."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from bot.corpus.splitting import width
from bot.importing.article import About, Block, Remark, shortened
from bot.importing.wording import ends_sentence, has_words, is_short, pattern_in

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
_DATED = r"发布时间|发表时间|日期|时间|发布|date|published(?: on)?|posted(?: on)?"
_AROUND = re.compile(
    rf"(?:{_DATED}|updated)?\s*[:：]?\s*(?:(?:Mon|Tues?|Wed(?:nes)?|Thu(?:rs)?|Fri|Sat(?:ur)?|Sun)"
    r"(?:day)?,?)?\s*",
    re.IGNORECASE,
)
_BEHIND = re.compile(
    r"(?:(?:星期|周)?[一二三四五六日天]?)?[,，]?\s*(?:[上下]午\s*)?(?:\d{1,2}[:：]\d{2}\s*(?:[ap]\.?m\.?)?)?"
    r"(?:\s*[·••|｜—–-].{0,20}\d.*)?",
    re.IGNORECASE,
)
_PLACE = re.compile(r"[^.!?。！？:：]{1,50}[,，]\s*")
_OPENING, _CLOSING = "（([【—–- *", "）)]】 *"
_LABEL = re.compile(r"(?:来源|來源|source|from)\s*[:：]\s*", re.IGNORECASE)
_URL = re.compile(r"<?(?:https?://|www\.)\S+>?")
_LONGEST = 120
_SEARCHED = 30
"""Blocks at the beginning among which a title, a credit line and a date are looked for."""


@dataclass(slots=True)
class Head:
    """What was found above the speeches, and the places of the blocks that it was found in."""

    title: str
    title_at: int | None
    date: str | None = None
    source: str | None = None
    used: set[int] = field(default_factory=set)
    remarks: list[Remark] = field(default_factory=list)


def head_of(blocks: Sequence[Block], end: int, about: About, at: int | None, file: str) -> Head:
    """The head of an article whose first speech begins with block `end`, its title in block `at`.

    What the file says about itself wins over what is found in its text; a record that has no
    words but those of its speakers is named after its `file`.
    """
    above = list(enumerate(blocks[: min(end, _SEARCHED)]))
    head = Head(about.title or (blocks[at].text if at is not None else ""), at)
    if at is not None:
        head.used.add(at)
        head.title = blocks[at].text if _is_same(blocks[at].text, about.title) else head.title
    sources: list[str] = []
    for place, block in above:
        if place not in head.used and has_words(block.text):
            sources += _credits(head, place, block)
    head.source = " ".join(sources) or about.source
    is_same_year = head.date and about.date and about.date[:4] in head.date
    stated = head.date if is_same_year else about.date
    head.date = stated or head.date or _date_in_text(head, above)
    if not head.title:
        texts = [block for block in blocks if has_words(block.text) and not is_url(block.text)]
        is_other = (is_label, is_credit, is_field)
        own = (each for each in texts if not any(other(each.text) for other in is_other))
        first = next(own, (texts or blocks)[0])
        is_record = any(block.speaker for block in blocks)
        head.title = (
            file
            if is_record
            else shortened(re.sub(r"^[^:：。]{1,40}[:：]\s*", "", first.text) or first.text, 40)
        )
        message = f"no title found for the forum; it is called {head.title}"
        head.remarks.append(Remark(first.number, message))
    return head


def _credits(head: Head, at: int, block: Block) -> Iterator[str]:
    """Takes the date out of a line that says who made the article, and yields the rest."""
    found = date_in(block.text)
    if is_date(block.text):
        place = block.text.partition(found or "")[0].strip(_OPENING + ",，")
        if place and not head.date and not _AROUND.fullmatch(place):
            head.remarks.append(Remark(block.number, f"left out beside the date: {place}"))
        head.used |= {at} if not head.date or head.date == found else set()
        head.date = head.date or found
    elif is_credit(block.text):
        text = block.text
        if found and not head.date:
            head.date, text = found, _without_date(text)
        head.used.add(at)
        label = _LABEL.match(text)
        if text:
            yield text[label.end() :] if label and text.count(":") + text.count("：") < 2 else text


def title_place(blocks: Sequence[Block], end: int, about: About) -> int | None:
    """The block that is the article's title, above block `end`.

    It is what the file says, or else the highest heading, or the first short line.
    """
    above = list(enumerate(blocks[: min(end, _SEARCHED)]))
    short = [(at, block) for at, block in above if _may_be_title(block)]
    same = (at for at, block in short if _is_same(block.text, about.title))
    if about.title:
        return next(same, None)
    levels = [block.level for _, block in short if block.level]
    if levels and (above[0][1].level == min(levels) or levels.count(min(levels)) == 1):
        return next(at for at, block in short if block.level == min(levels))
    lines = [(at, block) for at, block in short[:5] if not is_credit(block.text)]
    if not lines or any(_is_above_title(block) for _, block in above[: lines[0][0]]):
        return None
    for (at, _), (below, block) in pairwise(lines):
        if below == at + 1 and block.text.startswith(("——", "--", "—", "――")):
            return at
    return lines[0][0]


def _may_be_title(block: Block) -> bool:
    text = block.text
    is_other = is_date(text) or begins_note(text) or is_url(text) or is_section(text)
    is_heading = block.level > 0 or (is_short(text) and not is_field(text))
    return is_heading and not is_other and not block.speaker


def _is_above_title(block: Block) -> bool:
    """Whether a block is more than may be above a title."""
    text = block.text
    is_thin = is_credit(text) or is_date(text) or is_section(text) or is_url(text)
    return has_words(text) and not is_thin and not is_field(text)


def _is_same(text: str, title: str | None) -> bool:
    """Whether a line is the title that a file has, the name of its site behind it aside."""
    words, whole = (re.sub(r"\W", "", each).casefold() for each in (text, title or ""))
    return bool(words) and (words == whole or (len(words) > 5 and whole.startswith(words)))


def _date_in_text(head: Head, above: Sequence[tuple[int, Block]]) -> str | None:
    """The first date in the note's running text or the title, which may not be the article's."""
    for at, block in sorted(above, key=lambda one: one[0] == head.title_at):
        date = date_in(block.text) if at not in head.used or at == head.title_at else None
        if date:
            message = f"the date is taken from the text: {date}"
            head.remarks.append(Remark(block.number, message))
            return date
    return None


def date_in(text: str) -> str | None:
    """The first date of a text, as it is written there."""
    found = _DATE.search(text)
    return found.group().strip() if found else None


def is_date(text: str) -> bool:
    """Whether a text is a date, or a place and a date, and nothing else but what marks it so."""
    found = _DATE.search(text)
    if not found or len(text) > _LONGEST:
        return False
    before, after = text[: found.start()].strip(_OPENING), text[found.end() :].strip(_CLOSING)
    if not after and _PLACE.fullmatch(text[: found.start()]):
        return not pattern_in("credits").search(before)
    return bool(_AROUND.fullmatch(before) and _BEHIND.fullmatch(after.strip(",， 　")))


def _without_date(text: str) -> str:
    found = _DATE.search(text)
    assert found
    before = re.sub(
        rf"(?:{_DATED})\s*[:：]?\s*$", "", text[: found.start()].rstrip(), flags=re.IGNORECASE
    )
    return f"{before.rstrip(' |｜·,，')} {text[found.end() :].lstrip(' |｜·,，')}".strip()


def is_credit(text: str) -> bool:
    """Whether a line says who made the article; running text never does."""
    if width(text) > _LONGEST or ends_sentence(text):
        return False
    bare = text.strip("（()）[]【】 ")
    if date_in(bare):
        bare = _without_date(bare)
    return not re.search(r"[。？?！!]", text) and pattern_in("credits").search(bare) is not None


def is_closing(text: str) -> bool:
    """Whether a line below an article says who edited it, or what else there is to read."""
    if width(text) > _LONGEST or re.search("[。？?！!](?![)）])", text):
        return False
    return pattern_in("closings").fullmatch(text) is not None


def is_field(text: str) -> bool:
    """Whether a line gives a field's value, such as `时间：…` or `Chair: …`."""
    label = re.split("[:：]", text[:_LONGEST])[0].strip()
    is_known = any(pattern_in(name).fullmatch(label) for name in ("fields", "askers", "answers"))
    return label != text and is_known


def is_url(text: str) -> bool:
    return _URL.fullmatch(text) is not None


def is_section(text: str) -> bool:
    """Whether a heading names a part that any article may have: `背景`, `Transcript`."""
    return pattern_in("sections").fullmatch(text) is not None


def is_label(text: str) -> bool:
    """Whether a line is only the label of an editor's note."""
    bare = r"[【\[（(〔■●◆▲]?\s*", r"\s*[】\]）)〕]?\s*[:：]?"
    return pattern_in("notes", *bare).fullmatch(text) is not None


def begins_note(text: str) -> bool:
    """Whether a paragraph begins with such a label."""
    found = pattern_in("notes", r"[【\[（(〔■●◆▲]?\s*", r"\s*(?:[】\]）)〕]\s*[:：]?|[:：])").match(
        text
    )
    return is_label(text) or found is not None


def begins_afterword(text: str) -> bool:
    """Whether a line says that what comes is the newspaper's own again."""
    bare = r"[【\[■●◆▲]?\s*", r"\s*[】\]]?\s*[:：]?"
    return pattern_in("afterwords", *bare).fullmatch(text) is not None
