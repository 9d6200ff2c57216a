"""An article's outline: where its speeches begin, and what stands above them."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import takewhile

from bot.importing.article import About, Block, Remark
from bot.importing.choosing import Choice
from bot.importing.clues.lead import Kind
from bot.importing.head import Head, head_of
from bot.importing.headings import is_heading
from bot.importing.opening import Opening
from bot.importing.openings import Openings
from bot.importing.punctuation import has_words


@dataclass(frozen=True, slots=True)
class Outline:
    """The openings of an article's speeches, its head, and what was doubtful about both."""

    openings: Sequence[Opening]
    head: Head
    remarks: tuple[Remark, ...]


def outline_of(blocks: Sequence[Block], choice: Choice, about: About) -> Outline:
    """The outline of an article whose speeches have these beginnings."""
    title_at = head_of(blocks, min(choice.leads, default=len(blocks)), about).title_at
    finder = Openings(blocks, choice, title_at)
    openings = finder.found()
    byline = _byline(openings, title_at)
    if byline:
        openings = openings[1:]
    start = openings[0].start if openings else len(blocks)
    head = head_of(blocks, start, about, title_at)
    if byline and byline not in head.used:
        head = _with_byline(head, byline, blocks[byline])
    doubts = _beside_title(blocks[:start], head) if openings else ()
    return Outline(openings, head, (*finder.remarks, *head.remarks, *doubts))


def _byline(openings: Sequence[Opening], title_at: int | None) -> int | None:
    """A name below the article's title that is its author's: the speeches have titles, it none."""
    if len(openings) < 3 or title_at is None:
        return None
    first, *others = openings
    is_name = first.kind is Kind.ALONE and not first.title and not first.sure
    is_near = first.start - title_at <= 3
    return first.start if is_name and is_near and all(one.title for one in others) else None


def _with_byline(head: Head, at: int, line: Block) -> Head:
    source = f"{head.source} {line.text}" if head.source else line.text
    remark = Remark(line.number, f"taken for who wrote the article: {line.text}")
    return replace(head, source=source, used=head.used | {at}, remarks=(*head.remarks, remark))


def _beside_title(above: Sequence[Block], head: Head) -> Iterator[Remark]:
    """Remarks on short lines right over and under the title, which may belong to it."""
    if head.title_at is None:
        return
    under = sum(1 for _ in takewhile(is_heading, above[head.title_at + 1 :]))
    for at, block in enumerate(above[: head.title_at + 1 + under]):
        if at not in head.used and has_words(block.text):
            message = f"beside the title; kept in the forum's note: {block.text}"
            yield Remark(block.number, message)
