"""Where each speech begins: marks of turns, names on lines of their own, and titles beside them."""

import re
from collections import Counter, defaultdict
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

_NO_HEADING = re.compile(
    r"谢谢|謝謝|感谢|我的(?:发言|汇报|演讲)|(?:发言|汇报)完毕|以上|此致|敬礼|各位|同志们|大家好|尊敬的"
    r"|thank|ladies and gentlemen|dear |good (?:morning|afternoon|evening)",
    re.IGNORECASE,
)
_OF_CONTENTS = re.compile(r"(?:[.．·]{4,}|…{2,}|\.\s\.\s\.).*\d+\s*$")
_QUOTED = re.compile(r"[“\"‘「『][^“”\"「」]+[”\"’」』]")
_BETWEEN = re.compile(r"\s+[—–-]{1,2}\s+|——|\s*[|｜/]\s*|(?<=[》”」])[\s\u3000]*")
_ENTITLED = re.compile(r"([\u3400-\u9fff]{2,5})\s*[（(]([^（()）]+)[)）]")
_ANYBODY = re.compile(r"(?:An?|One|Another) [a-z][^.!?:]{3,60}|(?:一[位名个]|某).{2,20}")
_SAYS = re.compile(
    r"(.{2,60}?)(?:在发言中|在会上|在发言时|在座谈中)?"
    r"(?:说|說|表示|认为|指出|建议|谈到|介绍说?|强调|提出|坦言|告诉记者)(?:道)?\s*[,，:：]"
    r"|(.{3,90}?),?\s+(?:said|says|told \w+(?: \w+)?|added|argued|proposed|suggested)\b"
)
_SMALL = re.compile(r"[老小阿][\u3400-\u9fff]{1,2}$")
_DASH = re.compile(r"\s*(?:[—–―]{1,3}|-{1,3})\s*")
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
    if block.level:
        return True
    if _NO_HEADING.match(text) or _OF_CONTENTS.search(text) or text.endswith((":", "：")):
        return False
    return is_short(text) and text[:1] not in '“"‘（(['


class Page:
    """The blocks of an article below its title, with the places that are known to be no heading."""

    def __init__(self, blocks: Sequence[Block], first: int) -> None:
        self.blocks = blocks
        self.first = first
        self.led: Collection[int] = ()
        gaps = sorted(block.gap for block in blocks[1:])
        self._gap = gaps[len(gaps) // 2] if gaps else 0

    def is_free(self, at: int) -> bool:
        """Whether a block is a heading and nobody's name."""
        if at in self.led or not 0 <= at < len(self.blocks):
            return False
        block = self.blocks[at]
        is_quoted = _QUOTED.fullmatch(block.text) and is_short(block.text) and at + 1 in self.led
        return is_heading(block) or bool(is_quoted)

    def look(self, at: int) -> Look:
        """By what a reader knows a heading's rank: level, bold, room above it, kind of number."""
        block = self.blocks[at]
        bold = block.bold == len(block.text)
        return block.level, bold, block.gap > self._gap, kind_of_number(block.text)

    def role_line(self, at: int) -> str | None:
        """The role that a block states, if there is such a block and it says nothing else."""
        if not self.first <= at < len(self.blocks) or is_prose(self.blocks[at].text):
            return None
        text = self.blocks[at].text
        brackets = re.fullmatch(r"[（(]\s*(.*?)\s*[)）]", text)
        role = brackets[1] if brackets else text
        if not re.match(r"\w", role) or not is_role(role) or person_in(text):
            return None
        is_said_so = ends_in_post(role) or role[:1].islower() or "," in role
        return role if brackets or is_said_so else None

    def is_over_text(self, at: int) -> bool:
        """Whether a text comes below, or headings and then one."""
        for block in self.blocks[at + 1 : at + 4]:
            if is_prose(block.text):
                return True
            if not (is_heading(block) or is_date(block.text) or block.text.endswith((":", "："))):
                return False
        return False

    def first_of_run(self, at: int, least: int) -> int:
        """The first of the headings that stand right above a block."""
        first = at
        while first > max(least, at - _LINES_OF_TITLE) and self.is_free(first - 1):
            block, look = self.blocks[first], self.look(first - 1)
            is_far = block.gap > 0 and block.gap >= self._gap and look == (0, False, False, "")
            if first < at and is_far and not _is_number(self.blocks[first - 1].text):
                break
            first -= 1
        return first


def _is_number(text: str) -> bool:
    return number_before(f"{text} x") > len(text)


class Names:
    """Names on lines of their own: which lines they are, and how sure that is."""

    def __init__(self, page: Page, turns: Mapping[int, Mark], register: Register) -> None:
        self.page = page
        self.listed: dict[int, Person] = {}
        self._turns = turns
        self._register = register
        self._text = "\n".join(block.text for block in page.blocks)
        self._alone = Counter(block.text for block in page.blocks)
        self.candidates = {at: mark for at in range(page.first, len(page.blocks)) if (mark := self._mark(at))}
        self._find_lists()

    def found(self) -> dict[int, Mark]:
        """The lines that name who speaks below, those of a look that most of its lines bear out."""
        page, sure = self.page, {}
        over = {at: mark for at, mark in self.candidates.items() if page.is_over_text(at)}
        weak = {mark.person.name for mark in over.values() if mark.person and not mark.sure}
        for at, mark in over.items():
            if mark.sure or mark.kind is Kind.OFFICE or self._is_borne_out(at, mark, weak):
                sure[at] = mark
        looks = defaultdict(list)
        for at in range(page.first, len(page.blocks)):
            if is_heading(page.blocks[at]) and at not in self._turns and at not in self.listed:
                looks[page.look(at)].append(at)
        for look, places in looks.items():
            if look[0] or look[3]:
                names = [at for at in places if at in sure or self._is_office(at)]
                others = [at for at in places if at not in sure and page.is_over_text(at) and not is_section(page.blocks[at].text) and not begins_afterword(page.blocks[at].text)]
                least = len(others) // 2 if look[3] and "#" not in look[3] else len(others)
                if len(names) > 1 and len(names) >= least:
                    sure |= {at: self._unknown(at) for at in others}
        if len(sure) > 1:
            sure |= {at: self._unknown(at) for at in range(page.first, len(page.blocks)) if at not in sure and at not in self._turns and self._is_anybody(at, sure)}
        return sure

    def _is_office(self, at: int) -> bool:
        text = self.page.blocks[at].text
        text = text[number_before(text) :]
        is_clause = width(text) > 30 or re.search(r"[,，是要让把有]", text)
        return not is_clause and kind_of(text)[0] in (Kind.OFFICE, Kind.PART)

    def _is_anybody(self, at: int, sure: Mapping[int, Mark]) -> bool:
        """Whether a line names somebody by what they are alone, over text as those with names."""
        text = self.page.blocks[at].text[number_before(self.page.blocks[at].text) :]
        beside = {at - 1, at + 1} & set(sure)
        if beside or is_prose(text) or at + 1 >= len(self.page.blocks) or at in self.listed:
            return False
        over = is_prose(self.page.blocks[at + 1].text)
        is_small = _SMALL.search(text) and width(text) < 16
        return over and bool(self._is_office(at) or is_small or _ANYBODY.fullmatch(text))

    def _unknown(self, at: int) -> Mark:
        """A line of the look of names that is like none: an office, or nobody."""
        text = self.page.blocks[at].text
        label = text[number_before(text) :].strip("：: ")
        kind, person = kind_of(label)
        person = person or self._register.find(label)
        is_one = kind in (Kind.OFFICE, Kind.PART) or _SMALL.search(label)
        if not person and is_one and not _ANYBODY.fullmatch(label):
            person = Person(label)
        if not person and self.page.look(at)[3] and (name := any_name_at(re.sub(r"(?:代表|同志|先生|女士)$", "", label.split("　")[-1].split()[-1]))):
            person = Person(name.text, label[: -len(label.split("　")[-1].split()[-1])].strip() or None)
        return Mark(Form.LINE, label, kind, len(text), person, sure=False)

    def _mark(self, at: int) -> Mark | None:
        block = self.page.blocks[at]
        text = block.text[number_before(block.text) :].strip()
        if at in self._turns or block.speaker or len(text) > 2 * _LONGEST:
            return None
        if is_closing(text) or is_date(text) or is_section(text) or begins_note(text):
            return None
        if is_credit(text) and not re.match(r"by\s", text, re.IGNORECASE):
            return None
        below = self.page.blocks[at + 1].text if at + 1 < len(self.page.blocks) else ""
        person = person_in(text[:-1] if text.endswith((":", "：")) else text)
        if person and not person.sure and person.name[:2] in words_in("no-names"):
            return None
        if pattern_in("numbered").fullmatch(text) and (block.level or block.bold == len(block.text)):
            return Mark(Form.LINE, text, Kind.OFFICE, len(block.text), Person(text), sure=False)
        if person and is_prose(text) and person.name != text and not person.sure and not text.endswith((":", "：")):
            return None
        if person:
            told = role_told_of(person.name, below)[0]
            stated = self.page.role_line(at + 1) or self.page.role_line(at - 1)
            is_bold = block.bold == len(block.text) and not person.name.isascii()
            is_sure = person.sure or told or bool(stated) or is_bold
            is_sure = is_sure and not is_credit(text)
            return Mark(Form.LINE, text, Kind.NAMED, len(block.text), person, sure=is_sure)
        return None if is_prose(text) else self._told_below(text, below) or self._titled(at, text)

    def _told_below(self, text: str, below: str) -> Mark | None:
        """A line that is like no name, and is one because of what stands below or in brackets."""
        name = any_name_at(text)
        if name and name.end == len(text) and re.match(r"\W", below[len(name.text) :]):
            told, role = role_told_of(name.text, below)
            if told and role:
                return Mark(Form.LINE, text, Kind.NAMED, len(text), Person(name.text))
        found = _ENTITLED.fullmatch(text)
        if found and is_role(found[2]):
            person = Person(found[1], found[2].strip())
            return Mark(Form.LINE, text, Kind.NAMED, len(text), person, sure=False)
        return None

    def _titled(self, at: int, text: str) -> Mark | None:
        """`Farming without a signal — Bill Tuttle, farmer`: a heading and a name on one line."""
        if not is_short(text):
            return None
        joints = list(_BETWEEN.finditer(text))
        parted = [(text[: each.start()], text[each.end() :]) for each in reversed(joints)]
        brackets = re.fullmatch(r"(.+?)[\s\u3000]*[（(]([^（()）]+)[)）]", text)
        parted += [(brackets[1], brackets[2])] if brackets else []
        parted += [(text[each.end() :], text[: each.start()]) for each in joints]
        for title, named in parted:
            person = person_listed_in(named)
            if person and has_words(title) and person_in(title) is None:
                end = len(self.page.blocks[at].text)
                return Mark(Form.HEADED, text, Kind.NAMED, end, person, title.strip(), sure=False)
        return None

    def _is_borne_out(self, at: int, mark: Mark, weak: Collection[str]) -> bool:
        """Whether something beside the line speaks for its being a name: `高峰` may be a word."""
        assert mark.person
        name = mark.person.name
        if mark.form is Form.HEADED:
            alike = [each for each in self.candidates.values() if each.form is Form.HEADED]
            return len(alike) > 1
        if is_credit(self.page.blocks[at].text):  # under several headings, one each
            under = [each for each in self.candidates if is_credit(self.page.blocks[each].text) and self.page.is_free(each - 1)]
            return at in under and len(under) > 1
        if self._register.find(name) or self._text.count(name) > self._alone[name]:
            return True
        is_latin = name.isascii()
        if len(weak) == 1:
            return at < self.page.first + _TOP and not is_latin
        beside = self.page.is_free(at - 1) or self.page.is_free(at + 1)
        return beside or not is_latin

    def _find_lists(self) -> None:
        """Takes lists of people, one a line, from the candidates: they open no speech."""
        blocks, run = self.page.blocks, list[int]()
        counts = Counter(mark.person.name for mark in [*self.candidates.values(), *self._turns.values()] if mark.person)
        for at in range(self.page.first, len(blocks) + 1):
            person = self._listed(at)
            if person:
                self.listed[at] = person
                run.append(at)
                continue
            if len(run) > 1 and not blocks[run[-1]].speaker:
                last = self.listed[run[-1]]
                speaks = counts[last.name] < 2 and at < len(blocks) and is_prose(blocks[at].text) and run[-1] in self.candidates
                for each in run[:-1] if speaks else run:
                    self.candidates.pop(each, None)
                    self._register.add(self.listed[each])
                if speaks:
                    del self.listed[run[-1]]
            else:
                for each in run:
                    del self.listed[each]
            run = []

    def _listed(self, at: int) -> Person | None:
        if at >= len(self.page.blocks) or at in self._turns:
            return None
        text = self.page.blocks[at].text
        text = text[number_before(text) :]
        is_line = width(text) <= _LONGEST and not is_prose(text)
        person = (biography_in(text) or person_listed_in(text)) if is_line else None
        name = name_at(text) if is_line and not person else None
        if name and re.match(r"[\u3000]|\s{2}", text[name.end :]) and name.end > 1:
            return Person(name.text, text[name.end :].strip())
        return person


class Openings:
    """The openings of an article's speeches; `remarks` tell what was doubtful."""

    def __init__(self, page: Page, turns: Mapping[int, Mark], register: Register) -> None:
        self.remarks: list[Remark] = []
        self._page = page
        self._blocks = page.blocks
        page.led = turns
        names = Names(page, turns, register)
        page.led = {*turns, *names.candidates, *names.listed}
        found = names.found()
        if turns:
            found = {at: each for at, each in found.items() if each.form is Form.LINE and (each.sure or (each.person and register.find(each.person.name)) or each.kind is Kind.OFFICE)}
        self.listed = names.listed
        self.marks: dict[int, Mark] = dict(sorted({**turns, **found}.items()))
        if not turns:
            self._add_biographies()
        if not self.marks:
            self._add_last_resorts()
        if not turns and len({each.person.name for each in self.marks.values() if each.person}) < 2:
            self.marks = dict(sorted({**self.marks, **self._questions()}.items()))
        page.led = {*self.marks, *self.listed}
        for at, mark in names.candidates.items():
            if at not in self.marks and mark.form is Form.LINE and is_short(self._blocks[at].text) and not is_credit(self._blocks[at].text):
                message = f"not taken for a speaker's name: {self._blocks[at].text}"
                self.remarks.append(Remark(self._blocks[at].number, message))
        lines = [at for at, mark in self.marks.items() if mark.form is Form.LINE]
        above = sum(self._has_heading_above(at) for at in lines)
        below = sum(self._has_heading_below(at) for at in lines)
        self._titles_above = above >= below or not below

    def found(self) -> list[Opening]:
        """The openings in the order of the article, speeches without a speaker among them."""
        openings: list[Opening] = []
        for at, mark in self.marks.items():
            least = openings[-1].body if openings else self._page.first
            if openings and openings[-1].mark and openings[-1].mark.form is Form.SIGNED:
                least = max(place for place in self.marks if place < at) + 1
            if at >= least or (openings and at >= openings[-1].start and mark.form is not Form.LINE):
                openings.append(self._opening(at, mark, max(least, self._page.first)))
        return self._with_unnamed(openings)

    def _opening(self, at: int, mark: Mark, least: int) -> Opening:
        block = self._blocks[at]
        if mark.form is Form.SIGNED:
            return self._signed(at, mark, least)
        if mark.title:
            return Opening(at, at + 1, mark, (replace(block, text=mark.title),))
        if mark.form is Form.LINE and mark.kind is not Kind.ASKS and mark.end:
            return self._of_line(at, mark, least)
        rest = block.text[mark.end :].strip() if mark.form is not Form.REPORTED else block.text
        start = self._page.first_of_run(at, least)
        if mark.form is not Form.BIOGRAPHY:
            while start < at and not self._is_marked(start):
                start += 1
        above = tuple(self._blocks[start:at])
        if mark.form is Form.BIOGRAPHY:
            return Opening(start, at + 1, mark, above, (), block.text)
        is_title = not rest.endswith((".", "。")) and is_short(rest) and not asks(rest) and mark.kind is Kind.NAMED and self._is_titled()
        if is_title:
            return Opening(start, at + 1, mark, (replace(block, text=rest),), above)
        return Opening(start, at + 1, mark, (), above, rest)

    def _is_marked(self, at: int) -> bool:
        """Whether more than its length shows that a line below somebody's words is a heading."""
        level, bold, _, number = self._page.look(at)
        return bool(level or bold or number) or self._blocks[at].text.isupper()

    def _is_titled(self) -> bool:
        """Whether what stands behind the colons of the file are titles: a text is below each."""
        marks = [(at, mark) for at, mark in self.marks.items() if mark.form is Form.COLON]
        return all(
            is_short(self._blocks[at].text[mark.end :])
            and at + 1 < len(self._blocks)
            and at + 1 not in self.marks
            for at, mark in marks
        )

    def _of_line(self, at: int, mark: Mark, least: int) -> Opening:
        """A name on a line of its own, with the lines around it that are its role and title."""
        start, body, person = at, at + 1, mark.person
        if person and not person.role:
            below, above = self._page.role_line(at + 1), self._page.role_line(at - 1)
            if below:
                body, person = at + 2, replace(person, role=below)
            elif above and at - 1 >= least:
                start, person = at - 1, replace(person, role=above)
        title: tuple[Block, ...] = ()
        section: tuple[Block, ...] = ()
        if self._titles_above:
            first = self._page.first_of_run(start, least)
            split = start
            while split > first and self._page.look(split - 1)[:2] == self._page.look(start - 1)[:2]:
                split -= 1
            title, section = tuple(self._blocks[split:start]), tuple(self._blocks[first:split])
            start = first
            if title and person and not person.role and self._is_like_role(body):
                message = f"taken for the role of {person.name}: {self._blocks[body].text}"
                self.remarks.append(Remark(self._blocks[body].number, message))
                person, body = replace(person, role=self._blocks[body].text), body + 1
        elif self._has_heading_below(body - 1):
            title, body = (self._blocks[body],), body + 1
        if person and not person.role and body < len(self._blocks):
            person = replace(person, role=role_told_of(person.name, self._blocks[body].text)[1])
        return Opening(start, body, replace(mark, person=person), title, section)

    def _has_heading_above(self, at: int) -> bool:
        at -= bool(self._page.role_line(at - 1))
        return at - 1 >= self._page.first and self._page.is_free(at - 1)

    def _has_heading_below(self, at: int) -> bool:
        if at + 2 >= len(self._blocks) or not self._page.is_free(at + 1):
            return False
        return is_prose(self._blocks[at + 2].text) or bool(self._blocks[at + 1].level)

    def _is_like_role(self, at: int) -> bool:
        """Whether a line between a name that has a title and a text can only be the role."""
        if at + 1 >= len(self._blocks) or not self._page.is_free(at):
            return False
        look = self._page.look(at)
        plain = not look[0] and not look[1] and not number_before(self._blocks[at].text)
        return plain and is_prose(self._blocks[at + 1].text) and self._blocks[at].text[-1].isalnum()

    def _signed(self, at: int, mark: Mark, least: int) -> Opening:
        """A name below a speech: it begins with the first heading after the speech before."""
        heading = next((each for each in range(least, at) if self._page.is_free(each)), None)
        if heading is None:
            return Opening(least, least, mark)
        return Opening(heading, heading + 1, mark, (self._blocks[heading],))

    def _add_biographies(self) -> None:
        """Biographies that open a speech: below a heading, or one of several."""
        named = {mark.person.name for mark in self.marks.values() if mark.person}
        found = {}
        for at in range(self._page.first, len(self._blocks)):
            person = biography_in(self._blocks[at].text[: 2 * _LONGEST]) if at not in self.marks else None
            if person and person.name not in named:
                found[at] = Mark(Form.BIOGRAPHY, person.name, Kind.NAMED, 0, person)
        opened = {at: mark for at, mark in found.items() if at > self._page.first and is_heading(self._blocks[at - 1])}
        chosen = opened if opened or len(found) < 2 or self.marks else found
        self.marks = dict(sorted({**self.marks, **chosen}.items()))

    def _add_last_resorts(self) -> None:
        """Signatures, or else what a reporter retells, where nothing better names speakers."""
        signed, said = {}, {}
        for at in range(self._page.first, len(self._blocks)):
            text = self._blocks[at].text[: 4 * _LONGEST]
            dash, says = _DASH.match(text), _SAYS.match(text)
            below = person_in(text[dash.end() :].rstrip("。.")) if dash else None
            before = person_in((says[1] or says[2]).rstrip(" ,，"), speaks=True) if says else None
            if below:
                signed[at] = Mark(Form.SIGNED, text, Kind.NAMED, len(text), below, sure=below.sure)
            elif before:
                said[at] = Mark(Form.REPORTED, text, Kind.NAMED, 0, before, sure=before.sure)
        several = {mark.person.name for mark in said.values() if mark.person}
        self.marks = signed or (said if len(several) > 1 else {})

    def _questions(self) -> dict[int, Mark]:
        """Questions of an interview with one person that nothing but their marks tell."""
        dashed, asked = [], []
        for at in range(self._page.first, len(self._blocks) - 1):
            text = self._blocks[at].text
            below = self._blocks[at + 1].text
            if at in self.marks or width(text) > 3 * _LONGEST or not (is_prose(below) or asks(below) or ends_sentence(below)):
                continue
            dash = _DASH.match(text)
            if dash and dash.end():
                dashed.append((at, dash.end()))
            elif asks(text) and is_heading(self._blocks[at]):
                asked.append((at, 0))
        are_asked = sum(asks(self._blocks[at].text) for at, _ in dashed)
        found = dashed if are_asked > 1 and 2 * are_asked >= len(dashed) else asked
        mark = Mark(Form.LINE, "", Kind.ASKS, 0)
        return {at: replace(mark, end=end) for at, end in found} if len(found) > 1 else {}

    def _with_unnamed(self, openings: list[Opening]) -> list[Opening]:
        """The openings, and those that nothing but a heading shows."""
        taken = {at for opening in openings for at in range(opening.start, opening.body)}
        first = openings[0].start if openings else self._page.first
        free = [
            at
            for at in range(first, len(self._blocks) - 1)
            if not taken.intersection((at, at + 1)) and self._page.is_free(at)
        ]
        free = [at for at in free if not begins_afterword(self._blocks[at].text)]
        looks = Counter(map(self._page.look, free))
        titled = Counter(self._page.look(self._place(each)) for each in openings if each.title and each.mark and not each.mark.title)
        titles = {look for look, times in titled.items() if times > max(1, looks[look])}
        if not openings:
            several = [look for look, times in looks.items() if times > 1 and look != (0, False, False, "")]
            best = min(several, key=lambda look: (look[0] or 9, not look[1], not look[2]), default=None)
            titles = {best} if best else set()
        found = [Opening(at, at + 1, None, (self._blocks[at],)) for at in free if self._page.look(at) in titles]
        return sorted([*openings, *found], key=lambda opening: opening.start)

    def _place(self, opening: Opening) -> int:
        """Where the last line of a title stands."""
        number = opening.title[-1]
        places = range(opening.start, min(opening.body + 1, len(self._blocks)))
        return next((at for at in places if self._blocks[at] is number), opening.start)
