"""What goes into the forum's note: what stands above the speeches, and what is nobody's words."""

from collections.abc import Iterable, Sequence

from bot.importing.article import Block, Remark, shortened
from bot.importing.credits import is_closing
from bot.importing.names import name_at
from bot.importing.note import begins_afterword
from bot.importing.opening import Part


class ForumNote:
    """Gathers the blocks of the note, and a remark for each that was moved there.

    `source` tells who wrote the article.
    """

    def __init__(self, source: str | None) -> None:
        self._source = source or ""
        self.blocks: list[Block] = []
        self.remarks: list[Remark] = []

    def keep(self, blocks: Iterable[Block], where: str) -> None:
        """Adds blocks from elsewhere, and tells so."""
        for block in blocks:
            message = f"{where}; kept in the forum's note: {shortened(block.text)}"
            self.remarks.append(Remark(block.number, message))
            self.blocks.append(block)

    def take_closing(self, last: Part) -> None:
        """Takes what the newspaper says below the last speech out of it."""
        end = _end_of_words(last.blocks, self._source)
        self.keep(last.blocks[end:], "below the last speech")
        del last.blocks[end:]


def _end_of_words(blocks: Sequence[Block], source: str) -> int:
    after = (at for at, block in enumerate(blocks) if begins_afterword(block.text))
    end = next(after, len(blocks))
    while end > 0 and (is_closing(blocks[end - 1].text) or _is_about(source, blocks[end - 1].text)):
        end -= 1
    return end


def _is_about(source: str, text: str) -> bool:
    """Whether a paragraph begins with the name of who wrote the article."""
    name = name_at(text)
    return name is not None and name.text in source
