"""Where each speech begins: marks of turns, names on lines of their own, and headings."""

import re
from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from bot.corpus.splitting import width
from bot.importing.article import Block, Remark
from bot.importing.head import (
    begins_afterword,
    begins_note,
    is_closing,
    is_credit,
    is_date,
    is_label,
    is_section,
    is_url,
)
from bot.importing.marks import Form, Kind, Mark, Register, kind_of
from bot.importing.people import (
    Person,
    biography_in,
    ends_in_post,
    is_role,
    people_in,
    person_in,
    person_listed_in,
    role_stated_of,
)
from bot.importing.wording import (
    asks,
    is_prose,
    is_short,
    kind_of_number,
    number_before,
    pattern_in,
    words_in,
)

_OF_CONTENTS = re.compile(r"(?:[.．·]{4,}|…{2,}|\.\s\.\s\.).*\d+\s*$")
_QUOTED = re.compile(r"[“\"‘「『][^“”\"「」]{1,80}[”\"’」』]")
_SENTENCE = re.compile(r"[，。！；是要让把有]|.{61}")
_PLAIN = (0, False, False, "")
_LONGEST, _LINES_OF_TITLE = 120, 3

Look = tuple[int, bool, bool, str]


@dataclass(frozen=True, slots=True)
class Opening:
    """A speech from block `start` on, its words from block `body` on.

    Between are the blocks of its `title`, and those of a `section`, a heading over several
    speeches; `rest` is what the block before `body` has of the words.
    """

    start: int
    body: int
    mark: Mark | None = None
    title: tuple[Block, ...] = ()
    section: tuple[Block, ...] = ()
    rest: str = ""


def is_heading(block: Block) -> bool:
    """Whether a block may be the title of what comes below it."""
    text = block.text
    others = (is_credit, is_date, is_label, is_closing, is_url)
    if len(text) > 4 * _LONGEST or block.speaker or any(is_other(text) for is_other in others):
        return False
    is_none = (
        pattern_in("addresses-to-all").match(text)
        or _OF_CONTENTS.search(text)
        or text.endswith((":", "："))
    )
    return block.level > 0 or (not is_none and is_short(text) and text[0] not in '“"‘（([')


class Page:
    """The blocks of an article below its title; `led` are those known to be no heading."""

    def __init__(self, blocks: Sequence[Block], first: int) -> None:
        self.blocks = blocks
        self.first = first
        self.led: Collection[int] = ()
        gaps = sorted(block.gap for block in blocks[1:])
        self._gap = gaps[len(gaps) // 2] if gaps else 0

    def text(self, at: int) -> str:
        """A block's text without a number before it, or nothing where there is no such block."""
        text = self.blocks[at].text if self.first <= at < len(self.blocks) else ""
        return text[number_before(text) :].strip()

    def is_free(self, at: int) -> bool:
        """Whether a block is a heading and nobody's name."""
        if at in self.led or not 0 <= at < len(self.blocks):
            return False
        is_quoted = at + 1 in self.led and _QUOTED.fullmatch(self.blocks[at].text)
        return is_heading(self.blocks[at]) or bool(is_quoted)

    def look(self, at: int) -> Look:
        """By what a reader knows a heading's rank: level, bold, room above it, kind of number."""
        block = self.blocks[at]
        bold = block.bold == len(block.text)
        return block.level, bold, block.gap > self._gap, kind_of_number(block.text)

    def role_line(self, at: int) -> str | None:
        """The role that a block states, if there is such a block and it says nothing else."""
        text = self.blocks[at].text if self.first <= at < len(self.blocks) else ""
        brackets = re.fullmatch(r"[（(]\s*(.*?)\s*[)）]", text)
        role = brackets[1] if brackets else text
        if not re.match(r"\w", role) or is_prose(text) or not is_role(role) or person_in(text):
            return None
        is_said_so = ends_in_post(role) or role[0].islower() or "," in role
        return role if brackets or is_said_so else None

    def is_over_text(self, at: int) -> bool:
        """Whether a text comes below, or headings and then one."""
        for block in self.blocks[at + 1 : at + 4]:
            if is_prose(block.text):
                return True
            if not (is_heading(block) or is_date(block.text) or block.text.endswith((":", "："))):
                return False
        return False

    def has_heading_above(self, at: int) -> bool:
        """Whether a heading is above a name, or above the role over it."""
        at -= bool(self.role_line(at - 1))
        return at > self.first and self.is_free(at - 1)

    def has_heading_below(self, at: int) -> bool:
        if at + 2 >= len(self.blocks) or not self.is_free(at + 1):
            return False
        return is_prose(self.blocks[at + 2].text) or bool(self.blocks[at + 1].level)

    def first_of_run(self, at: int, least: int, *, marked: bool = False) -> int:
        """The first of the headings right above a block, of `marked` ones alone if asked for."""
        first = at
        while first > max(least, at - _LINES_OF_TITLE) and self.is_free(first - 1):
            look = self.look(first - 1)
            is_marked = look[0] or look[1] or look[3] or self.blocks[first - 1].text.isupper()
            if marked and not is_marked:
                break
            first -= 1
        return first


class _Names:
    """Names on lines of their own: which lines they are, and how sure that is."""

    def __init__(self, page: Page, turns: Mapping[int, Mark], register: Register) -> None:
        self.page = page
        self.listed: set[int] = set()
        self._register = register
        self._text = "\n".join(block.text for block in page.blocks)
        self._alone = Counter(block.text for block in page.blocks)
        self._places = [at for at in range(page.first, len(page.blocks)) if at not in turns]
        self.candidates = {at: mark for at in self._places if (mark := self._mark(at))}
        self._take_lists()

    def found(self) -> dict[int, Mark]:
        """The lines that name who speaks below, and those that are set like them."""
        page = self.page
        over = {
            at: mark
            for at, mark in self.candidates.items()
            if page.is_over_text(at) or (mark.kind is Kind.ASKS and asks(page.text(at + 1)))
        }
        weak = {mark.person.name for mark in over.values() if mark.person and not mark.sure}
        sure = {at: mark for at, mark in over.items() if self._is_borne_out(at, mark, len(weak))}
        if all(mark.kind is Kind.ASKS for mark in sure.values()):
            return {}
        classes = Counter(map(self._class, sure))
        usual = {each for each, times in classes.items() if times > 1 or each != (0, False, "", "")}
        free = (at for at in self._places if at not in sure and at not in self.listed)
        others = (at for at in free if self._is_anybody(at, sure, usual))
        return sure | {at: self._unknown(at) for at in others}

    def _mark(self, at: int) -> Mark | None:
        """The mark that a block is by its own words, if it may name somebody."""
        block, text = self.page.blocks[at], self.page.text(at)
        if not text or block.speaker or len(text) > 2 * _LONGEST or begins_note(text):
            return None
        is_byline = re.match(r"by\s", text, re.IGNORECASE)
        is_other = is_closing(text) or is_date(text) or is_section(text)
        if is_other or (is_credit(text) and not is_byline):
            return None
        person = person_in(text.rstrip(":："))
        person = person or (kind_of(text)[1] if text.endswith((")", "）")) else people_in(text))
        is_bold, is_named = block.bold == len(block.text), text.endswith((":", "："))
        mark = Mark(Form.LINE, text, Kind.NAMED, len(block.text), person, sure=False)
        if pattern_in("numbered").fullmatch(text) and (block.level or is_bold):
            return replace(mark, kind=Kind.OFFICE, person=Person(text))
        if person is None:
            is_asker = kind_of(_label_in(text))[0] is Kind.ASKS
            return replace(mark, kind=Kind.ASKS) if is_asker else None
        is_sentence = is_prose(text) and person.name != text and not is_named
        if (is_sentence or person.name[:2] in words_in("no-names")) and not person.sure:
            return None
        is_below = role_stated_of(person.name, self.page.text(at + 1))[0]
        stated = is_below or self.page.role_line(at + 1) or self.page.role_line(at - 1)
        return replace(mark, sure=bool(person.sure or stated) and not is_credit(text))

    def _is_borne_out(self, at: int, mark: Mark, several: int) -> bool:
        """Whether something beside the line speaks for its being a name: `高峰` may be a word."""
        if mark.sure or mark.kind is Kind.OFFICE or mark.person is None:
            return True
        name = mark.person.name
        if is_credit(mark.label):  # under several headings, one each
            credited = (at for at, each in self.candidates.items() if is_credit(each.label))
            under = [at for at in credited if self.page.is_free(at - 1)]
            return at in under and len(under) > 1
        if self._register.find(name) or self._text.count(name) > self._alone[name]:
            return True
        return several > 1

    def _class(self, at: int) -> tuple[int, bool, str, str]:
        """How a line is set, by what a reader sees that it is one of several, and its style."""
        block = self.page.blocks[at]
        first = block.text[:1] if block.text[:1] in "【[〔" else ""
        return block.level, block.bold > 0, kind_of_number(block.text) + first, block.style

    def _is_anybody(
        self, at: int, sure: Mapping[int, Mark], usual: Collection[tuple[int, bool, str, str]]
    ) -> bool:
        """Whether a line may name somebody, for it is set as names are and is over a text."""
        text, below = self.page.text(at), self.page.text(at + 1)
        level, *_, style = look = self._class(at)
        is_over = self.page.is_over_text(at) if style else is_prose(below)
        if at - 1 in sure or at + 1 in sure or not is_over or is_prose(text):
            return False
        is_set = look in usual and not asks(text)
        is_alike = is_set and (level or style or not _SENTENCE.search(text))
        kind, person = kind_of(text)
        has_role = is_role(text) or (person is not None and person.role is not None)
        is_name = (kind in (Kind.OFFICE, Kind.PART) or has_role) and not _SENTENCE.search(text)
        is_free = is_heading(self.page.blocks[at]) and not is_section(text)
        return is_free and bool(is_name or is_alike)

    def _unknown(self, at: int) -> Mark:
        """A line that is set as names are and is like none: an office, or nobody."""
        label = _label_in(self.page.text(at))
        kind, person = kind_of(label)
        if kind in (Kind.OFFICE, Kind.PART):
            person = person or self._register.find(label) or Person(label)
        return Mark(Form.LINE, label, kind, len(self.page.blocks[at].text), person, sure=False)

    def _take_lists(self) -> None:
        """Takes lists of people, one a line, from the candidates: they open no speech."""
        run: dict[int, Person] = {}
        for at in (*self._places, len(self.page.blocks)):
            text = self.page.text(at)
            is_line = text and width(text) <= _LONGEST and not is_prose(text)
            person = (biography_in(text) or person_listed_in(text)) if is_line else None
            goes_on = at - 1 in run and person and self._class(at) == self._class(at - 1)
            if run and not goes_on:
                if len(run) > 1:
                    for each, one in run.items():
                        self.candidates.pop(each, None)
                        self._register.add(one)
                    self.listed |= run.keys()
                run = {}
            run |= {at: person} if person else {}


def openings_of(
    page: Page, turns: Mapping[int, Mark], register: Register
) -> tuple[list[Opening], list[Remark]]:
    """The openings of an article's speeches in their order, and what was doubtful about them."""
    page.led = turns
    names = _Names(page, turns, register)
    page.led = {*turns, *names.candidates, *names.listed}
    found = names.found()
    if turns:
        speakers = {mark.person.name for mark in turns.values() if mark.person}
        found = {
            at: mark
            for at, mark in found.items()
            if _is_beside_turns(mark, register)
            and not (at < min(turns) and _name_of(mark) in speakers)
        }
    marks = dict(sorted({**turns, **found}.items()))
    page.led = {*marks, *names.listed}
    remarks = []
    for at in sorted(names.candidates.keys() - marks.keys()):
        text = page.blocks[at].text
        if is_short(text) and not is_credit(text):
            message = f"not taken for a speaker's name: {text}"
            remarks.append(Remark(page.blocks[at].number, message))
    lines = [at for at, mark in marks.items() if mark.form is Form.LINE]
    below = sum(map(page.has_heading_below, lines))
    titles_above = sum(map(page.has_heading_above, lines)) >= below or not below
    openings: list[Opening] = []
    for at, mark in marks.items():
        least = max(openings[-1].body if openings else 0, page.first)
        if mark.form is Form.LINE and mark.kind is not Kind.ASKS:
            opening = _of_line(page, at, mark, least, titles_above=titles_above)
        else:
            opening = _of_turn(page, at, mark, least)
        openings += [opening] if at >= least or mark.form is not Form.LINE else []
    return _with_unnamed(page, openings), remarks


def _label_in(text: str) -> str:
    """A line without the brackets around it and a colon behind it."""
    return text.strip("：: 【】[]〔〕")


def _name_of(mark: Mark) -> str:
    return mark.person.name if mark.person else mark.label


def _is_beside_turns(mark: Mark, register: Register) -> bool:
    """Whether a name on a line of its own counts where the file marks turns in another form."""
    is_known = mark.person is not None and register.find(mark.person.name) is not None
    return mark.kind is not Kind.ASKS and (mark.sure or is_known or mark.kind is Kind.OFFICE)


def _of_turn(page: Page, at: int, mark: Mark, least: int) -> Opening:
    start = page.first_of_run(at, least, marked=True)
    rest = page.blocks[at].text[mark.end :].strip()
    return Opening(start, at + 1, mark, (), tuple(page.blocks[start:at]), rest)


def _of_line(page: Page, at: int, mark: Mark, least: int, *, titles_above: bool) -> Opening:
    """A name on a line of its own, with the lines around it that are its role and title."""
    start, body, person, blocks = at, at + 1, mark.person, page.blocks
    if person and not person.role:
        below, above = page.role_line(at + 1), page.role_line(at - 1) if at > least else None
        person = replace(person, role=below or above)
        start, body = (at, at + 2) if below else (at - bool(above), at + 1)
    mark = replace(mark, person=person)
    if titles_above:
        first, split = page.first_of_run(start, least), start
        while split > first and page.look(split - 1)[:2] == page.look(start - 1)[:2]:
            split -= 1
        return Opening(first, body, mark, tuple(blocks[split:start]), tuple(blocks[first:split]))
    if page.has_heading_below(body - 1):
        return Opening(start, body + 1, mark, (blocks[body],))
    return Opening(start, body, mark)


def _with_unnamed(page: Page, openings: list[Opening]) -> list[Opening]:
    """The openings, and those that nothing but a heading shows: it looks as titles do."""
    taken = {at for opening in openings for at in range(opening.start, opening.body)}
    first = openings[0].start if openings else page.first
    free = {
        at: page.look(at)
        for at in range(first, len(page.blocks) - 1)
        if not taken & {at, at + 1}
        and page.is_free(at)
        and not begins_afterword(page.blocks[at].text)
    }
    titles = set(_looks_of_titles(page, openings, Counter(free.values())))
    found = [Opening(at, at + 1, None, (page.blocks[at],)) for at in free if free[at] in titles]
    return sorted([*openings, *found], key=lambda opening: opening.start)


def _looks_of_titles(
    page: Page, openings: Sequence[Opening], looks: Counter[Look]
) -> Iterator[Look]:
    """How titles of several speeches look, and fewer of the other headings; or the highest."""
    places = {id(block): at for at, block in enumerate(page.blocks)}
    titled = Counter(page.look(places[id(each.title[-1])]) for each in openings if each.title)
    yield from (look for look, times in titled.items() if times > max(1, looks[look]))
    several = [look for look, times in looks.items() if times > 1 and look != _PLAIN]
    if not openings and several:
        yield min(several, key=lambda look: (look[0] or 9, not look[1], not look[2]))
