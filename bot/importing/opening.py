"""Where a speech begins, and what of that is its title, its speaker and its first words."""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.importing.article import Block
from bot.importing.clues.lead import Kind, Person
from bot.importing.clues.signature import signature_at


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


@dataclass(slots=True)
class Part:
    """An opening and the blocks of text below it; `number` is where it stands.

    `lines` are the blocks that the opening itself takes.
    """

    opening: Opening
    blocks: list[Block]
    number: int
    lines: tuple[Block, ...] = ()

    def words(self) -> list[Block]:
        """All that is said in it, what stands behind the speaker's name first."""
        rest = self.opening.rest
        signed = self.opening.kind is Kind.SIGNATURE
        below = [block for block in self.blocks if not (signed and signature_at(block.text))]
        return [*([Block(rest, (self.number,))] if rest else []), *below]


def parts_of(blocks: Sequence[Block], openings: Sequence[Opening]) -> list[Part]:
    """The parts that openings make of an article's blocks."""
    ends = [*(opening.start for opening in openings[1:]), len(blocks)]
    return [
        Part(
            opening,
            list(blocks[opening.body : end]),
            blocks[opening.start].number,
            tuple(blocks[opening.start : opening.body]),
        )
        for opening, end in zip(openings, ends, strict=True)
    ]


def whole(blocks: Sequence[Block]) -> list[Part]:
    """An article in which nobody was found to speak, as one part."""
    return [Part(Opening(0, 0, sure=False), list(blocks), blocks[0].number)] if blocks else []
