"""Where each speech begins: its title and the lines that name its speaker, taken together."""

from collections.abc import Sequence
from dataclasses import replace

from bot.importing.article import Block, Remark
from bot.importing.choosing import Choice
from bot.importing.clues.biography import role_told_of
from bot.importing.clues.lead import LINES, Kind, Lead, Person
from bot.importing.numbering import number_before
from bot.importing.opening import Opening
from bot.importing.punctuation import is_prose
from bot.importing.ranks import Ranks
from bot.importing.unnamed import with_unnamed


class Openings:
    """Finds the openings of an article; the block `title_at` is the article's own title."""

    def __init__(self, blocks: Sequence[Block], choice: Choice, title_at: int | None) -> None:
        self.remarks: list[Remark] = []
        self._blocks = blocks
        self._leads = choice.leads
        self._first = 0 if title_at is None else title_at + 1
        self._ranks = Ranks(blocks, {*choice.leads, *choice.listed}, self._first)
        lines = [at for at, lead in choice.leads.items() if lead.kind in LINES]
        above = sum(map(self._ranks.has_heading_above, lines))
        below = sum(map(self._ranks.has_heading_below, lines))
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
        return with_unnamed(openings, self._ranks)

    def _opening(self, at: int, lead: Lead, least: int) -> Opening:
        if lead.kind in LINES:
            return self._of_line(at, lead, least)
        if lead.kind is Kind.SIGNATURE:
            return self._signed(at, lead, least)
        block = self._blocks[at]
        rest = block.text[lead.end :].strip() if lead.end else block.text
        if lead.kind is Kind.HEADED:
            own = (replace(block, text=lead.title or rest),)
            return Opening(at, at + 1, lead.kind, lead.person, own, sure=lead.sure)
        start = self._ranks.first_of_run(at, least)
        above = tuple(self._blocks[start:at])
        is_titled = lead.kind is Kind.BIOGRAPHY
        return Opening(
            start,
            at + 1,
            lead.kind,
            lead.person,
            title=above if is_titled else (),
            section=() if is_titled else above,
            rest=rest,
            label="" if lead.person else block.text[: lead.end].strip(":： "),
            sure=lead.sure,
        )

    def _of_line(self, at: int, lead: Lead, least: int) -> Opening:
        """A name on a line of its own, with the lines around it that are its role and title."""
        assert lead.person
        start, body, person = self._with_role_line(at, lead.person, least)
        title: tuple[Block, ...] = ()
        section: tuple[Block, ...] = ()
        if self._titles_above:
            first = self._ranks.first_of_run(start, least)
            split = self._ranks.change(first, start)
            title, section = tuple(self._blocks[split:start]), tuple(self._blocks[first:split])
            start = first
            if title and not person.role and self._is_like_role(body):
                person, body = self._with_role(person, self._blocks[body]), body + 1
        elif self._ranks.has_heading_below(body - 1):
            title, body = (self._blocks[body],), body + 1
        if not person.role and body < len(self._blocks):
            _, role = role_told_of(person.name, self._blocks[body].text)
            person = replace(person, role=role)
        return Opening(start, body, lead.kind, person, title, section, sure=lead.sure)

    def _with_role_line(self, at: int, person: Person, least: int) -> tuple[int, int, Person]:
        """Where a name begins and ends with the line below or above it that states the role."""
        if person.role:
            return at, at + 1, person
        below = self._ranks.role_line(at + 1)
        if below:
            return at, at + 2, replace(person, role=below)
        above = self._ranks.role_line(at - 1) if at - 1 >= least else None
        return (at - 1, at + 1, replace(person, role=above)) if above else (at, at + 1, person)

    def _with_role(self, person: Person, line: Block) -> Person:
        message = f"taken for the role of {person.name}: {line.text}"
        self.remarks.append(Remark(line.number, message))
        return replace(person, role=line.text)

    def _is_like_role(self, at: int) -> bool:
        """Whether a line between a name that has a title and a text can only be the role.

        A word for an office need not be in it: `Weaver of North Uist`.
        """
        if at + 1 >= len(self._blocks) or not self._ranks.is_free(at):
            return False
        block, below = self._blocks[at], self._blocks[at + 1]
        is_bold = block.bold == len(block.text)
        plain = not block.level and not is_bold and number_before(block.text) == 0
        return plain and is_prose(below.text) and block.text[-1].isalnum()

    def _signed(self, at: int, lead: Lead, least: int) -> Opening:
        """A name below a speech: it begins with the first heading after the speech before."""
        heading = next((place for place in range(least, at) if self._ranks.is_free(place)), None)
        if heading is None:
            return Opening(least, least, lead.kind, lead.person, sure=lead.sure)
        title = (self._blocks[heading],)
        return Opening(heading, heading + 1, lead.kind, lead.person, title, sure=lead.sure)
