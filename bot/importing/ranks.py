"""Headings as they stand between the names: free ones, runs of them, and their ranks."""

import re
from collections.abc import Collection, Sequence

from bot.importing.article import Block
from bot.importing.clues.role_line import role_stated
from bot.importing.headings import Look, is_heading, is_plain, look_of, usual_gap
from bot.importing.numbering import is_number
from bot.importing.punctuation import is_prose, is_short

_LINES_OF_TITLE = 3
_QUOTED = re.compile(r"[“\"‘「『][^“”\"「」]+[”\"’」』]")


class Ranks:
    """Tells of the headings below an article's own title, from block `first` on.

    `led` are the blocks that name somebody; they are no headings.
    """

    def __init__(self, blocks: Sequence[Block], led: Collection[int], first: int) -> None:
        self.blocks = blocks
        self.first = first
        self._led = led
        self._gap = usual_gap(blocks)

    def is_free(self, at: int) -> bool:
        """Whether a block is a heading and nobody's name."""
        return at not in self._led and (is_heading(self.blocks[at]) or self._is_quoted(at))

    def look(self, at: int) -> Look:
        return self.look_of(self.blocks[at])

    def look_of(self, block: Block) -> Look:
        return look_of(block, self._gap)

    def role_line(self, at: int) -> str | None:
        """The role that a block states, if there is such a block and it says nothing else."""
        return role_stated(self.blocks[at]) if 0 <= at < len(self.blocks) else None

    def has_heading_above(self, at: int) -> bool:
        """Whether a heading stands above a name, or above the role over it."""
        at -= bool(self.role_line(at - 1))
        return at - 1 >= self.first and self.is_free(at - 1)

    def has_heading_below(self, at: int) -> bool:
        if at + 2 >= len(self.blocks) or not self.is_free(at + 1):
            return False
        return is_prose(self.blocks[at + 2].text) or bool(self.blocks[at + 1].level)

    def first_of_run(self, at: int, least: int) -> int:
        """The first of the headings that stand right above a block."""
        first = at
        while first > max(least, at - _LINES_OF_TITLE) and self.is_free(first - 1):
            if first < at and self._is_parted_above(first):
                break
            first -= 1
        return first

    def change(self, first: int, end: int) -> int:
        """Where headings begin to be of the rank of the last one; those before are over several."""
        split = end
        while split > first and self.look(split - 1)[:2] == self.look(end - 1)[:2]:
            split -= 1
        return split

    def _is_quoted(self, at: int) -> bool:
        """Whether a block is a title in quotation marks: a name comes right below it."""
        text = self.blocks[at].text
        is_title = _QUOTED.fullmatch(text) is not None and is_short(text)
        return is_title and at + 1 in self._led

    def _is_parted_above(self, at: int) -> bool:
        """Whether a paragraph's room is between a heading and a line above that may be none."""
        gap, above = self.blocks[at].gap, self.blocks[at - 1]
        is_far = gap > 0 and gap >= self._gap
        return is_far and is_plain(self.look(at - 1)) and not is_number(above.text)
