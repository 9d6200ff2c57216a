"""Lines to an article, step by step; nothing is lost on the way without a remark."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from bot.corpus.importing.article import Article, Block, Lines, Remark
from bot.corpus.importing.choosing import Choice
from bot.corpus.importing.clues.lead import Kind
from bot.corpus.importing.clues.leads import lead_of
from bot.corpus.importing.head import Head, head_of
from bot.corpus.importing.note import paragraphs_of
from bot.corpus.importing.openings import Opening, Openings
from bot.corpus.importing.page_breaks import join_pages
from bot.corpus.importing.page_marks import without_page_marks
from bot.corpus.importing.punctuation import has_words
from bot.corpus.importing.speeches import Part, Speeches
from bot.corpus.importing.unwrapping import unwrap
from bot.errors import ImportingError


def understand(path: Path, lines: Lines) -> Article:
    """The article in what a reader found; raises ImportingError where there is none."""
    kept, marks = without_page_marks(lines.lines, lines.unit)
    blocks, joints = join_pages(unwrap(kept, lines.slack), _begins)
    if not any(has_words(block.text) for block in blocks):
        raise ImportingError(f"{path}: there is no text in this file")
    choice = Choice(blocks)
    openings, head = _openings(blocks, choice, lines)
    speeches = Speeches(head.title)
    end = openings[0].start if openings else len(blocks)
    above = [block for at, block in enumerate(blocks[:end]) if at not in head.used]
    if openings:
        speeches.introduce(above)
    speeches.add(_parts(blocks, openings) if openings else _whole(above))
    remarks = [*lines.remarks, *marks, *joints, *choice.remarks, *head.remarks, *speeches.remarks]
    if not speeches.drafts:
        raise ImportingError(f"{path}: no speech found in this file, only a title")
    return Article(
        path,
        lines.unit,
        head.title,
        head.date,
        head.source,
        lines.about.url,
        paragraphs_of(speeches.note),
        tuple(speeches.drafts),
        tuple(sorted(set(remarks))),
    )


def _begins(block: Block) -> bool:
    """Whether a block is the beginning of something, and never the rest of a paragraph."""
    lead = lead_of(block)
    return lead is not None and lead.kind is not Kind.REPORTED


def _openings(blocks: Sequence[Block], choice: Choice, lines: Lines) -> tuple[list[Opening], Head]:
    """The speeches' beginnings and what stands above them, the article's title first."""
    first = min(choice.leads, default=len(blocks))
    title_at = head_of(blocks, first, lines.about).title_at
    openings = Openings(blocks, choice, title_at).found()
    byline = _byline(blocks, openings, title_at)
    if byline is not None:
        openings = openings[1:]
    start = openings[0].start if openings else len(blocks)
    head = head_of(blocks, start, lines.about, title_at)
    if byline is not None and byline not in head.used:
        text = blocks[byline].text
        remark = Remark(blocks[byline].number, f"taken for who wrote the article: {text}")
        source = f"{head.source} {text}" if head.source else text
        used = head.used | {byline}
        head = replace(head, source=source, used=used, remarks=(*head.remarks, remark))
    return openings, head


def _byline(
    blocks: Sequence[Block], openings: Sequence[Opening], title_at: int | None
) -> int | None:
    """A name below the article's title that is its author's: the speeches have titles, it none."""
    if len(openings) < 3 or title_at is None:
        return None
    first, *others = openings
    titled = sum(bool(opening.title) for opening in others)
    is_name = first.kind is Kind.ALONE and not first.title and not first.sure
    near = first.start - title_at <= 3
    return first.start if is_name and near and titled == len(others) else None


def _parts(blocks: Sequence[Block], openings: Sequence[Opening]) -> list[Part]:
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


def _whole(blocks: Sequence[Block]) -> list[Part]:
    """An article in which nobody was found to speak, as one speech."""
    if not blocks:
        return []
    return [Part(Opening(0, 0, sure=False), list(blocks), blocks[0].number)]
