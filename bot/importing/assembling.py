"""Lines to an article, step by step; nothing is lost on the way without a remark."""

from pathlib import Path

from bot.errors import ImportingError
from bot.importing.article import Article, Block, Lines
from bot.importing.choosing import choose
from bot.importing.clues.lead import Kind
from bot.importing.clues.leads import lead_of
from bot.importing.opening import parts_of, whole
from bot.importing.outline import outline_of
from bot.importing.page_breaks import join_pages
from bot.importing.page_marks import without_page_marks
from bot.importing.punctuation import has_words
from bot.importing.speeches import Speeches
from bot.importing.unwrapping import unwrap


def understand(path: Path, lines: Lines) -> Article:
    """The article in what a reader found; raises ImportingError where there is none."""
    kept, marks = without_page_marks(lines.lines, lines.unit)
    paragraphs, hyphens = unwrap(kept, lines.slack)
    blocks, joints = join_pages(paragraphs, _begins)
    if not any(has_words(block.text) for block in blocks):
        raise ImportingError(f"{path}: there is no text in this file")
    choice = choose(blocks)
    outline = outline_of(blocks, choice, lines.about)
    head, openings = outline.head, outline.openings
    end = openings[0].start if openings else len(blocks)
    above = [block for at, block in enumerate(blocks[:end]) if at not in head.used]
    parts = parts_of(blocks, openings) if openings else whole(above)
    note = above if openings else ()
    speeches = Speeches(head, note, parts, choice.listed.values())
    if not speeches.drafts:
        raise ImportingError(f"{path}: no speech found in this file, only a title")
    reading = (lines.remarks, marks, hyphens, joints)
    told = (*reading, choice.remarks, outline.remarks, speeches.remarks)
    return Article(
        path,
        lines.unit,
        head.title,
        head.date,
        head.source,
        lines.about.url,
        speeches.note,
        speeches.drafts,
        tuple(sorted({remark for remarks in told for remark in remarks})),
        speeches.note_numbers,
    )


def _begins(block: Block) -> bool:
    """Whether a block is the beginning of something, and never the rest of a paragraph."""
    lead = lead_of(block)
    return lead is not None and lead.kind is not Kind.REPORTED
