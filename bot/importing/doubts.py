"""Remarks on what a speech was made of and need not belong to it."""

import re
from collections.abc import Iterable, Iterator

from bot.importing.article import Block, Remark, shortened
from bot.importing.clues.lead import Kind, Person
from bot.importing.headings import is_heading
from bot.importing.numbering import number_before
from bot.importing.opening import Part

_LIKE_TURN = re.compile(
    r"[^\s，。！？：；（）,.!?:;()“”]{2,20}\s*[（(][^（()）]{2,60}[)）]\s*[:：]"
    r"|[A-Z][A-Z.'’-]+(?: [A-Z][A-Z.'’-]*){1,3}(?:,[^.:]{2,60}|\s*[(][^()]{2,60}[)])?:(?=\s)"
)


def doubts_about(part: Part, person: Person | None, title: str) -> Iterator[Remark]:
    """What a person should look at in a speech with this speaker and title."""
    if person is None:
        yield Remark(part.number, "no speaker found for this speech")
    elif not part.opening.sure:
        message = f"taken for the speaker of '{shortened(title)}': {person.name}"
        yield Remark(part.number, message)
    if person and person.several:
        message = f"several speak together; each name is an alias: {person.name}"
        yield Remark(part.number, message)
    if part.opening.kind is Kind.REPORTED:
        yield from _unnamed_paragraphs(part)
    yield from _short_lines(part)
    yield from like_turns(part.blocks)


def like_turns(blocks: Iterable[Block]) -> Iterator[Remark]:
    """Paragraphs that begin as if somebody else spoke, under a name that was not known for one."""
    for block in blocks:
        found = _LIKE_TURN.match(block.text)
        if found:
            message = f"not taken for a speaker's words: {found.group()}"
            yield Remark(block.number, message)


def _unnamed_paragraphs(part: Part) -> Iterator[Remark]:
    """In a report, a paragraph that names nobody may be anybody's."""
    for block in part.blocks:
        message = f"names no speaker; kept with the words before: {shortened(block.text)}"
        yield Remark(block.number, message)


def _short_lines(part: Part) -> Iterator[Remark]:
    """A short line in a speech that no mark shows to be a heading may be somebody's name."""
    for block in part.blocks:
        is_marked = block.level or block.bold or number_before(block.text)
        if is_heading(block) and not is_marked:
            message = f"a short line, kept as a paragraph of the speech: {block.text}"
            yield Remark(block.number, message)
