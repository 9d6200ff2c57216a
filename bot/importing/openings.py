"""Where each speech begins: marks of turns, names on lines of their own, and titles beside them."""

import re
from collections import Counter, defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

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
    any_name_at,
    biography_in,
    ends_in_post,
    is_role,
    name_at,
    person_in,
    person_listed_in,
    role_told_of,
)
from bot.importing.wording import (
    asks,
    ends_sentence,
    has_words,
    is_prose,
    is_short,
    kind_of_number,
    number_before,
    pattern_in,
    words_in,
)

_OF_CONTENTS = re.compile(r"(?:[.．·]{4,}|…{2,}|\.\s\.\s\.).*\d+\s*$")
_QUOTED = re.compile(r"[“\"‘「『][^“”\"「」]+[”\"’」』]")
_BETWEEN = re.compile(r"\s+[—–-]{1,2}\s+|——|\s*[|｜/]\s*|(?<=[》”」])[\s\u3000]*")
_ENTITLED = re.compile(r"([\u3400-\u9fff]{2,5})\s*[（(]([^（()）]+)[)）]")
_ANYBODY = re.compile(r"(?:An?|One|Another) [a-z][^.!?:]{3,60}|(?:一[位名个]|某).{2,20}")
_SMALL = re.compile(r"[老小阿][\u3400-\u9fff]{1,2}$")
_CLAUSE = re.compile(r"[,，是要让把有]|.{31}")
_SENTENCE = re.compile(r"[，。！；是要让把有]|.{61}")
_LAST_NAME = re.compile(r"(.*[\s\u3000])?(\S+?)(?:代表|同志|先生|女士)?$")
_DASH = re.compile(r"\s*(?:[—–―]{1,3}|-{1,3})\s*")
_PLAIN = (0, False, False, "")
_LONGEST, _TOP, _LINES_OF_TITLE = 120, 6, 3

Look = tuple[int, bool, bool, str]


@dataclass(frozen=True, slots=True)
class Opening:
    """A speech from block `start` on, its words from block `body` on.

    `title` are the blocks of its title, `section` those of a heading over several speeches, which
    stand between; `rest` is what the block before `body` has of the words.
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
        text = self.blocks[at].text
        is_quoted = at + 1 in self.led and is_short(text) and _QUOTED.fullmatch(text)
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
            above = self.blocks[first - 1].text
            look, gap = self.look(first - 1), self.blocks[first].gap
            is_number = number_before(f"{above} x") > len(above)
            if first < at and gap > 0 and gap >= self._gap and look == _PLAIN and not is_number:
                break
            if marked and not (look[0] or look[1] or look[3] or above.isupper()):
                break
            first -= 1
        return first


class _Names:
    """Names on lines of their own: which lines they are, and how sure that is."""

    def __init__(self, page: Page, turns: Mapping[int, Mark], register: Register) -> None:
        self.page = page
        self.listed: set[int] = set()
        self._turns = turns
        self._register = register
        self._text = "\n".join(block.text for block in page.blocks)
        self._alone = Counter(block.text for block in page.blocks)
        places = (at for at in range(page.first, len(page.blocks)) if at not in turns)
        self.candidates = {at: mark for at in places if (mark := self._mark(at))}
        self._take_lists()

    def found(self) -> dict[int, Mark]:
        """The lines that name who speaks below, those of a look that most of its lines bear out."""
        page = self.page
        over = {
            at: mark
            for at, mark in self.candidates.items()
            if page.is_over_text(at) or (mark.kind is Kind.ASKS and asks(page.text(at + 1)))
        }
        weak = {mark.person.name for mark in over.values() if mark.person and not mark.sure}
        sure = {at: mark for at, mark in over.items() if self._is_borne_out(at, mark, weak)}
        if all(mark.kind is Kind.ASKS for mark in sure.values()):
            sure = {}
        looks = defaultdict(list)
        free = set(range(page.first, len(page.blocks))) - self._turns.keys() - self.listed
        for at in sorted(free):
            look = page.look(at) if is_heading(page.blocks[at]) else _PLAIN
            if look[0] or look[3]:
                looks[look].append(at)
        for look, places in looks.items():
            names = [at for at in places if at in sure or self._is_office(at)]
            rest = [at for at in places if at not in sure and self._is_over_words(at)]
            if len(names) > 1 and len(names) >= len(rest) // (
                1 if "#" in look[3] or look[0] else 2
            ):
                sure |= {at: self._unknown(at) for at in rest}
        classes = Counter(map(self._class, sure))
        usual = {each for each, times in classes.items() if times > 1 or each != (0, False, "")}
        others = (at for at in sorted(free - sure.keys()) if self._is_anybody(at, sure, usual))
        return sure | {at: self._unknown(at) for at in others} if sure else sure

    def _is_over_words(self, at: int) -> bool:
        text = self.page.blocks[at].text
        return self.page.is_over_text(at) and not (is_section(text) or begins_afterword(text))

    def _is_office(self, at: int) -> bool:
        text = self.page.text(at)
        return not _CLAUSE.search(text) and kind_of(text)[0] in (Kind.OFFICE, Kind.PART)

    def _class(self, at: int) -> tuple[int, bool, str]:
        """How a line is set, by what a reader sees that it is one of several."""
        block = self.page.blocks[at]
        first = block.text[:1] if block.text[:1] in "【[〔" else ""
        return block.level, block.bold > 0, kind_of_number(block.text) + first

    def _is_anybody(
        self, at: int, sure: Mapping[int, Mark], usual: Collection[tuple[int, bool, str]]
    ) -> bool:
        """Whether a line names somebody by what they are alone, over text as those with names.

        What is set as names are and is no clause may name somebody; whom is not known.
        """
        text, below = self.page.text(at), self.page.text(at + 1)
        if at - 1 in sure or at + 1 in sure or not is_prose(below) or is_prose(text):
            return False
        is_small = _SMALL.search(text) and width(text) < 16
        is_alike = self._class(at) in usual and not _SENTENCE.search(text) and not asks(text)
        is_alike = is_alike and not is_section(text) and is_heading(self.page.blocks[at])
        named = person_listed_in(text) if at not in self.candidates else None
        is_named = named is not None and named.name[:2] not in words_in("no-names")
        is_role_alone = is_role(text) and not _CLAUSE.search(text)
        return bool(
            self._is_office(at)
            or is_small
            or is_alike
            or is_named
            or is_role_alone
            or _ANYBODY.fullmatch(text)
        )

    def _unknown(self, at: int) -> Mark:
        """A line of the look of names that is like none: an office, or nobody."""
        label = self.page.text(at).strip("：: 【】[]〔〕")
        kind, person = kind_of(label)
        person = person or person_listed_in(label)
        last = _LAST_NAME.fullmatch(label)
        is_one = kind in (Kind.OFFICE, Kind.PART) or _SMALL.search(label)
        if self.page.look(at)[3] and last and last[1] and any_name_at(last[2]) and not is_one:
            person = person or Person(last[2], last[1].strip())
        elif is_one and not _ANYBODY.fullmatch(label):
            person = person or self._register.find(label) or Person(label)
        return Mark(Form.LINE, label, kind, len(self.page.blocks[at].text), person, sure=False)

    def _mark(self, at: int) -> Mark | None:
        block, text = self.page.blocks[at], self.page.text(at)
        is_byline = re.match(r"by\s", text, re.IGNORECASE)
        if not text or block.speaker or len(text) > 2 * _LONGEST or begins_note(text):
            return None
        others = (is_closing, is_date, is_section)
        if any(is_other(text) for is_other in others) or (is_credit(text) and not is_byline):
            return None
        person = person_in(text.rstrip(":："))
        is_bold, is_named = block.bold == len(block.text), text.endswith((":", "："))
        mark = Mark(Form.LINE, text, Kind.NAMED, len(block.text), person, sure=False)
        if pattern_in("numbered").fullmatch(text) and (block.level or is_bold):
            return replace(mark, kind=Kind.OFFICE, person=Person(text))
        if person is None and kind_of(text)[0] is Kind.ASKS:
            return replace(mark, kind=Kind.ASKS)
        if person is None:
            return None if is_prose(text) else self._told_below(at, mark) or self._titled(mark)
        is_weak = person.name[:2] in words_in("no-names") or (
            is_prose(text) and person.name != text and not is_named
        )
        told = role_told_of(person.name, self.page.text(at + 1))[0]
        stated = told or self.page.role_line(at + 1) or self.page.role_line(at - 1)
        is_sure = person.sure or stated or (is_bold and not person.name.isascii())
        sure = bool(is_sure) and not is_credit(text)
        return None if is_weak and not person.sure else replace(mark, sure=sure)

    def _told_below(self, at: int, mark: Mark) -> Mark | None:
        """A line that is like no name, and is one because of what is below or in brackets."""
        text, below = mark.label, self.page.text(at + 1)
        name, found = any_name_at(text), _ENTITLED.fullmatch(text)
        if name and name.end == len(text) and role_told_of(name.text, below)[1]:
            return replace(mark, person=Person(name.text), sure=True)
        if found and is_role(found[2]):
            return replace(mark, person=Person(found[1], found[2].strip()))
        return None

    def _titled(self, mark: Mark) -> Mark | None:
        """`Farming without a signal — Bill Tuttle, farmer`: a heading and a name on one line."""
        text = mark.label
        joints = list(_BETWEEN.finditer(text)) if is_short(text) else []
        behind = [(text[: each.start()], text[each.end() :]) for each in reversed(joints)]
        for title, named in (*behind, *((named, title) for title, named in reversed(behind))):
            person = person_listed_in(named)
            if person and has_words(title) and person_in(title) is None:
                return replace(mark, person=person, title=title.strip())
        return None

    def _is_borne_out(self, at: int, mark: Mark, weak: Collection[str]) -> bool:
        """Whether something beside the line speaks for its being a name: `高峰` may be a word."""
        if mark.sure or mark.kind is Kind.OFFICE or mark.person is None:
            return True
        name = mark.person.name
        if mark.title:
            return sum(bool(each.title) for each in self.candidates.values()) > 1
        if is_credit(mark.label):  # under several headings, one each
            credited = (at for at, each in self.candidates.items() if is_credit(each.label))
            under = [at for at in credited if self.page.is_free(at - 1)]
            return at in under and len(under) > 1
        if self._register.find(name) or self._text.count(name) > self._alone[name]:
            return True
        if len(weak) == 1:
            return at < self.page.first + _TOP and not name.isascii()
        level, bold, *_ = self.page.look(at)
        is_set = level or bold or self.page.is_free(at - 1) or self.page.is_free(at + 1)
        return not name.isascii() or bool(is_set)

    def _take_lists(self) -> None:
        """Takes lists of people, one a line, from the candidates: they open no speech."""
        marks = (*self.candidates.values(), *self._turns.values())
        counts = Counter(mark.person.name for mark in marks if mark.person)
        run: dict[int, Person] = {}
        for at in range(self.page.first, len(self.page.blocks) + 1):
            person = self._listed(at)
            if person:
                run[at] = person
                continue
            if len(run) > 1:
                last = max(run)
                speaks = last in self.candidates and is_prose(self.page.text(at))
                if speaks and counts[run[last].name] < 2:
                    del run[last]
                for each, one in run.items():
                    self.candidates.pop(each, None)
                    self._register.add(one)
                self.listed |= run.keys()
            run = {}

    def _listed(self, at: int) -> Person | None:
        text = self.page.text(at)
        if at in self._turns or not text or width(text) > _LONGEST or is_prose(text):
            return None
        person = biography_in(text) or person_listed_in(text)
        name = name_at(text) if not person else None
        if name and re.match(r"\u3000|\s{2}", text[name.end :]):
            return Person(name.text, text[name.end :].strip())
        return person


class Openings:
    """The openings of an article's speeches; `remarks` say what was doubtful."""

    def __init__(self, page: Page, turns: Mapping[int, Mark], register: Register) -> None:
        self.remarks: list[Remark] = []
        self._page = page
        self._blocks = page.blocks
        page.led = turns
        names = _Names(page, turns, register)
        page.led = {*turns, *names.candidates, *names.listed}
        found = names.found()
        if turns:
            found = {at: each for at, each in found.items() if _is_beside_turns(each, register)}
        self.marks = {**turns, **found}
        if not turns:
            self._add(self._biographies())
            self._add(self._last_resorts() if not self.marks else {})
            people = {each.person.name for each in self.marks.values() if each.person}
            self._add(self._questions() if len(people) < 2 else {})
        self.marks = dict(sorted(self.marks.items()))
        page.led = {*self.marks, *names.listed}
        for at in names.candidates.keys() - self.marks.keys():
            text, number = self._blocks[at].text, self._blocks[at].number
            if is_short(text) and not is_credit(text) and not names.candidates[at].title:
                self.remarks.append(Remark(number, f"not taken for a speaker's name: {text}"))
        lines = [at for at, mark in self.marks.items() if mark.form is Form.LINE]
        below = sum(map(page.has_heading_below, lines))
        self._titles_above = sum(map(page.has_heading_above, lines)) >= below or not below

    def _add(self, marks: Mapping[int, Mark]) -> None:
        self.marks = {**marks, **self.marks}

    def found(self) -> list[Opening]:
        """The openings in the order of the article, speeches without a speaker among them."""
        openings: list[Opening] = []
        signed = 0
        for at, mark in self.marks.items():
            last = openings[-1] if openings else None
            least = max(last.body if last else 0, self._page.first)
            if last and last.mark and last.mark.form is Form.SIGNED:
                least = signed + 1
            signed = at
            if at >= least or (last and at >= last.start and mark.form is not Form.LINE):
                openings.append(self._opening(at, mark, least))
        return self._with_unnamed(openings)

    def _opening(self, at: int, mark: Mark, least: int) -> Opening:
        block = self._blocks[at]
        if mark.form is Form.SIGNED:  # it begins with the first heading after the speech before
            start = next((each for each in range(least, at) if self._page.is_free(each)), None)
            if start is None:
                return Opening(least, least, mark)
            return Opening(start, start + 1, mark, (self._blocks[start],))
        if mark.title:
            return Opening(at, at + 1, mark, (replace(block, text=mark.title),))
        if mark.form is Form.LINE and mark.kind is not Kind.ASKS and mark.end:
            return self._of_line(at, mark, least)
        rest = block.text[mark.end :].strip()
        is_told = mark.form is Form.BIOGRAPHY
        start = self._page.first_of_run(at, least, marked=not is_told)
        above = tuple(self._blocks[start:at])
        is_title = mark.kind is Kind.NAMED and mark.end > 0 and self._are_titles
        if is_title and is_short(rest) and not ends_sentence(rest):
            return Opening(start, at + 1, mark, (replace(block, text=rest),), above)
        title, section = (above, ()) if is_told else ((), above)
        return Opening(start, at + 1, mark, title, section, rest)

    @cached_property
    def _are_titles(self) -> bool:
        """Whether what is behind the colons of the file are titles: a text is below each."""
        marks = [(at, mark) for at, mark in self.marks.items() if mark.form is Form.COLON]
        last = len(self._blocks) - 1
        return all(
            is_short(self._blocks[at].text[mark.end :]) and at < last and at + 1 not in self.marks
            for at, mark in marks
        )

    def _of_line(self, at: int, mark: Mark, least: int) -> Opening:
        """A name on a line of its own, with the lines around it that are its role and title."""
        start, body, person = at, at + 1, mark.person
        title: tuple[Block, ...] = ()
        section: tuple[Block, ...] = ()
        if person and not person.role:
            below, above = self._page.role_line(at + 1), self._page.role_line(at - 1)
            role = below or (above if at - 1 >= least else None)
            person = replace(person, role=role)
            start, body = (at, at + 2) if below else (at - bool(role), at + 1)
        if self._titles_above:
            first, split = self._page.first_of_run(start, least), start
            looks = [self._page.look(each)[:2] for each in range(first, start)]
            while split > first and looks[split - 1 - first] == looks[-1]:
                split -= 1
            title, section = tuple(self._blocks[split:start]), tuple(self._blocks[first:split])
            start = first
            if title and person and not person.role and self._is_like_role(body):
                line = self._blocks[body]
                message = f"taken for the role of {person.name}: {line.text}"
                self.remarks.append(Remark(line.number, message))
                person, body = replace(person, role=line.text), body + 1
        elif self._page.has_heading_below(body - 1):
            title, body = (self._blocks[body],), body + 1
        if person and not person.role:
            person = replace(person, role=role_told_of(person.name, self._page.text(body))[1])
        return Opening(start, body, replace(mark, person=person), title, section)

    def _is_like_role(self, at: int) -> bool:
        """Whether a line between a name that has a title and a text can only be the role."""
        if not self._page.is_free(at) or not is_prose(self._page.text(at + 1)):
            return False
        level, bold, _, number = self._page.look(at)
        return not (level or bold or number) and self._blocks[at].text[-1].isalnum()

    def _biographies(self) -> dict[int, Mark]:
        """Biographies that open a speech: below a heading, or one of several."""
        named = {mark.person.name for mark in self.marks.values() if mark.person}
        found = {}
        for at in range(self._page.first, len(self._blocks)):
            person = biography_in(self._blocks[at].text[: 2 * _LONGEST])
            if person and person.name not in named:
                found[at] = Mark(Form.BIOGRAPHY, person.name, Kind.NAMED, 0, person)
        opened = {
            at: mark
            for at, mark in found.items()
            if at > self._page.first and is_heading(self._blocks[at - 1])
        }
        return opened if opened or len(found) < 2 or self.marks else found

    def _last_resorts(self) -> dict[int, Mark]:
        """Signatures, or else what a reporter retells, where nothing better names speakers."""
        signed, said = {}, {}
        for at in range(self._page.first, len(self._blocks)):
            text = self._blocks[at].text[: 4 * _LONGEST]
            dash, says = _DASH.match(text), pattern_in("said").match(text)
            below = person_in(text[dash.end() :].rstrip("。.")) if dash else None
            before = person_in((says[1] or says[2]).rstrip(" ,，"), speaks=True) if says else None
            if below:
                signed[at] = Mark(Form.SIGNED, text, Kind.NAMED, len(text), below, sure=below.sure)
            elif before:
                said[at] = Mark(Form.REPORTED, text, Kind.NAMED, 0, before, sure=before.sure)
        several = {mark.person.name for mark in said.values() if mark.person}
        return signed or (said if len(several) > 1 else {})

    def _questions(self) -> dict[int, Mark]:
        """Questions of an interview with one person that nothing but their marks show."""
        dashed, asked = {}, {}
        mark = Mark(Form.LINE, "", Kind.ASKS, 0)
        for at in range(self._page.first, len(self._blocks) - 1):
            text, below = self._blocks[at].text, self._blocks[at + 1].text
            is_over = ends_sentence(below) or is_prose(below)
            if at in self.marks or width(text) > 3 * _LONGEST or not is_over:
                continue
            dash = _DASH.match(text)
            if dash:
                dashed[at] = replace(mark, end=dash.end())
            elif asks(text) and is_heading(self._blocks[at]):
                asked[at] = mark
        are_asked = sum(asks(self._blocks[at].text) for at in dashed)
        found = dashed if are_asked > 1 and 2 * are_asked >= len(dashed) else asked
        return found if len(found) > 1 else {}

    def _with_unnamed(self, openings: list[Opening]) -> list[Opening]:
        """The openings, and those that nothing but a heading shows: it looks as titles do."""
        taken = {at for opening in openings for at in range(opening.start, opening.body)}
        first = openings[0].start if openings else self._page.first
        free = {
            at: self._page.look(at)
            for at in range(first, len(self._blocks) - 1)
            if not taken & {at, at + 1}
            and self._page.is_free(at)
            and not begins_afterword(self._blocks[at].text)
        }
        looks = Counter(free.values())
        titles = set(self._looks(openings, looks))
        found = [
            Opening(at, at + 1, None, (self._blocks[at],)) for at in free if free[at] in titles
        ]
        return sorted([*openings, *found], key=lambda opening: opening.start)

    def _looks(self, openings: Sequence[Opening], looks: Counter[Look]) -> Iterator[Look]:
        """How titles of several speeches look, and fewer of the other headings; or the highest."""
        places = {id(block): at for at, block in enumerate(self._blocks)}
        titles = [each.title[-1] for each in openings if each.title]
        at = (places[id(block)] for block in titles if id(block) in places)
        titled = Counter(map(self._page.look, at))
        yield from (look for look, times in titled.items() if times > max(1, looks[look]))
        several = [look for look, times in looks.items() if times > 1 and look != _PLAIN]
        if not openings and several:
            yield min(several, key=lambda look: (look[0] or 9, not look[1], not look[2]))


def _is_beside_turns(mark: Mark, register: Register) -> bool:
    """Whether a name on a line of its own counts where the file marks turns in another form."""
    is_known = mark.person is not None and register.find(mark.person.name) is not None
    return (
        not mark.title
        and mark.kind is not Kind.ASKS
        and (mark.sure or is_known or mark.kind is Kind.OFFICE)
    )
