"""Where each speech begins: its title and the lines that name its speaker, taken together."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from bot.corpus.importing.article import Block, Remark
from bot.corpus.importing.choosing import Choice
from bot.corpus.importing.clues.biography import role_told_of
from bot.corpus.importing.clues.lead import Kind, Lead, Person
from bot.corpus.importing.headings import is_heading, is_plain, look_of, usual_gap
from bot.corpus.importing.numbering import number_before
from bot.corpus.importing.punctuation import is_prose

_LINES = (Kind.ALONE, Kind.ENTITLED)
_TITLED = (*_LINES, Kind.BIOGRAPHY)
_LINES_OF_TITLE = 3


@dataclass(frozen=True, slots=True)
class Opening:
    """A speech from block `start` on, its words from block `body` on.

    `title` are the blocks of its title, `section` those of a heading over several speeches, which
    stand between; `rest` is what the block before `body` has of the words, `label` what stands
    before these in an interview.
    """

    start: int
    body: int
    kind: Kind | None = None
    person: Person | None = None
    title: tuple[Block, ...] = ()
    section: tuple[Block, ...] = ()
    rest: str = ""
    label: str = ""
    sure: bool = True


class Openings:
    """Finds the openings of an article; the block `title_at` is the article's own title."""

    def __init__(self, blocks: Sequence[Block], choice: Choice, title_at: int | None) -> None:
        self._blocks = blocks
        self._choice = choice
        self._leads: Mapping[int, Lead] = choice.leads
        self._first = 0 if title_at is None else title_at + 1
        self._gap = usual_gap(blocks)
        lines = [at for at, lead in self._leads.items() if lead.kind in _LINES]
        above = sum(self._has_heading_above(at) for at in lines)
        below = sum(self._has_heading_below(at) for at in lines)
        self._titles_above = above >= below or not below

    def found(self) -> list[Opening]:
        """The openings in the order of the article, speeches without a speaker among them."""
        openings: list[Opening] = []
        signed = 0
        for at, lead in self._leads.items():
            least = openings[-1].body if openings else self._first
            if openings and openings[-1].kind is Kind.SIGNATURE:
                least = signed + 1
            signed = at
            if at >= least or (openings and at >= openings[-1].start and lead.kind is Kind.TURN):
                openings.append(self._opening(at, lead, max(least, self._first)))
        return self._with_unnamed(openings)

    def _opening(self, at: int, lead: Lead, least: int) -> Opening:
        block = self._blocks[at]
        rest = block.text[lead.end :].strip() if lead.end else block.text
        if lead.kind in _LINES:
            return self._of_line(at, lead, least)
        if lead.kind is Kind.HEADED:
            own = (replace(block, text=rest),)
            return Opening(at, at + 1, lead.kind, lead.person, own, sure=lead.sure)
        if lead.kind is Kind.SIGNATURE:
            return self._signed(at, lead, least)
        start = self._first_of_run(at, least)
        heading = tuple(self._blocks[start:at])
        if lead.kind is Kind.BIOGRAPHY:
            return Opening(
                start, at + 1, lead.kind, lead.person, heading, rest=rest, sure=lead.sure
            )
        label = "" if lead.person else block.text[: lead.end].strip(":： ")
        return Opening(
            start, at + 1, lead.kind, lead.person, (), heading, rest, label, sure=lead.sure
        )

    def _of_line(self, at: int, lead: Lead, least: int) -> Opening:
        """A name on a line of its own, with the lines around it that are its role and title."""
        start, body, person = at, at + 1, lead.person
        assert person
        above = self._choice.role_line(at - 1) if at - 1 >= least and not person.role else None
        below = self._choice.role_line(body) if not person.role else None
        if below:
            person, body = replace(person, role=below), body + 1
        elif above:
            person, start = replace(person, role=above), at - 1
        title: tuple[Block, ...] = ()
        section: tuple[Block, ...] = ()
        if self._titles_above:
            first = self._first_of_run(start, least)
            split = self._rank_changes(first, start)
            title, section = tuple(self._blocks[split:start]), tuple(self._blocks[first:split])
            start = first
            if title and not person.role and self._is_like_role(body):
                person, body = self._with_role(person, self._blocks[body]), body + 1
        elif self._has_heading_below(body - 1):
            title, body = (self._blocks[body],), body + 1
        if not person.role and body < len(self._blocks):
            _, role = role_told_of(person.name, self._blocks[body].text)
            person = replace(person, role=role)
        return Opening(start, body, lead.kind, person, title, section, sure=lead.sure)

    def _with_role(self, person: Person, line: Block) -> Person:
        message = f"taken for the role of {person.name}: {line.text}"
        self._choice.remarks.append(Remark(line.number, message))
        return replace(person, role=line.text)

    def _is_like_role(self, at: int) -> bool:
        """Whether a line between a name that has a title and a text can only be the role.

        A word for an office need not be in it: `Weaver of North Uist`.
        """
        if at + 1 >= len(self._blocks) or not self._is_free(at):
            return False
        block, below = self._blocks[at], self._blocks[at + 1]
        is_bold = block.bold == len(block.text)
        plain = not block.level and not is_bold and number_before(block.text) == 0
        return plain and is_prose(below.text) and block.text[-1].isalnum()

    def _signed(self, at: int, lead: Lead, least: int) -> Opening:
        """A name below a speech: it begins with the first heading after the speech before."""
        heading = next((place for place in range(least, at) if self._is_free(place)), None)
        if heading is None:
            return Opening(least, least, lead.kind, lead.person, sure=lead.sure)
        title = (self._blocks[heading],)
        return Opening(heading, heading + 1, lead.kind, lead.person, title, sure=lead.sure)

    def _first_of_run(self, at: int, least: int) -> int:
        """The first of the headings that stand right above a block."""
        first = at
        while first - 1 >= least and at - first < _LINES_OF_TITLE and self._is_free(first - 1):
            below = self._blocks[first]
            if (
                first < at
                and is_plain(self._look(first - 1))
                and below.gap > 0
                and self._is_far(first)
            ):
                break
            first -= 1
        return first

    def _is_far(self, at: int) -> bool:
        """Whether the block has as much room above it as a paragraph."""
        return self._blocks[at].gap >= self._gap

    def _rank_changes(self, first: int, end: int) -> int:
        """Where headings begin to be of the rank of the last one; those before are over several."""
        looks = [self._look(at)[:2] for at in range(first, end)]
        same = 0
        for look in reversed(looks):
            if look != looks[-1]:
                break
            same += 1
        return end - same

    def _is_free(self, at: int) -> bool:
        return at not in self._leads and is_heading(self._blocks[at])

    def _has_heading_above(self, at: int) -> bool:
        at -= bool(self._choice.role_line(at - 1))
        return at - 1 >= self._first and self._is_free(at - 1)

    def _has_heading_below(self, at: int) -> bool:
        if at + 2 >= len(self._blocks) or not self._is_free(at + 1):
            return False
        return is_prose(self._blocks[at + 2].text) or bool(self._blocks[at + 1].level)

    def _look(self, at: int) -> tuple[int, bool, bool, str]:
        return look_of(self._blocks[at], self._gap)

    def _with_unnamed(self, openings: list[Opening]) -> list[Opening]:
        """Headings that look like the titles of speeches and have no name beside them, too."""
        titles = [block for opening in openings for block in opening.title[-1:]]
        led = Counter(look_of(block, self._gap) for block in titles)
        taken = {at for opening in openings for at in range(opening.start, opening.body)}
        first = openings[0].start if openings else self._first
        free = [
            at for at in range(first, len(self._blocks)) if at not in taken and self._is_free(at)
        ]
        free = [at for at in free if at + 1 < len(self._blocks) and at + 1 not in taken]
        unled = Counter(map(self._look, free))
        if not openings:
            led, unled = self._top_rank(free), Counter()
        found = [
            Opening(at, at + 1, title=(self._blocks[at],), sure=False)
            for at in free
            if led[self._look(at)] > (1 if openings else 0)
            and unled[self._look(at)] < led[self._look(at)]
        ]
        return sorted([*openings, *found], key=lambda opening: opening.start)

    def _top_rank(self, free: Sequence[int]) -> Counter[tuple[int, bool, bool, str]]:
        """The look of the highest headings, if there are several that have one."""
        looks = Counter(self._look(at) for at in free)
        several = [look for look, times in looks.items() if times > 1 and not is_plain(look)]
        best = min(several, key=lambda look: (look[0] or 9, not look[1], not look[2]), default=None)
        return Counter({best: looks[best]} if best else {})
