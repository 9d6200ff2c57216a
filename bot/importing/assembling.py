"""Lines to an article, step by step; nothing is lost on the way without a remark."""

from collections.abc import Iterator, Sequence
from itertools import takewhile
from pathlib import Path

from bot.errors import ImportingError
from bot.importing.article import About, Article, Block, Lines, Remark
from bot.importing.head import Head, head_of, is_credit, is_date, title_place
from bot.importing.marks import Form, Kind, Mark, Register, marks_of, turns_of
from bot.importing.openings import Opening, Openings, Page, is_heading
from bot.importing.paragraphs import paragraphs_of
from bot.importing.people import Person, is_role, person_in
from bot.importing.speeches import Speeches
from bot.importing.wording import has_words, is_prose, is_short


def understand(path: Path, lines: Lines) -> Article:
    """The article in what a reader found; raises ImportingError where there is none."""
    blocks, reading = paragraphs_of(lines.lines, lines.unit, lines.slack, _begins)
    if not any(has_words(block.text) for block in blocks):
        raise ImportingError(f"{path}: there is no text in this file")
    register = Register()
    for name in lines.about.speakers:
        register.add(person_in(name) or Person(name))
    strong = (at for at, block in enumerate(blocks[:30]) if not block.level and _begins(block))
    title_at = title_place(blocks, next(strong, len(blocks)), lines.about)
    first = 0 if title_at is None else title_at + 1
    turns = turns_of(blocks, register, first)
    page = Page(blocks, first)
    outline = Openings(page, turns.marks, register)
    openings = outline.found()
    byline = _byline(openings, page.first)
    openings = openings[1:] if byline else openings
    start = openings[0].start if openings else len(blocks)
    head = head_of(blocks, start, lines.about, title_at, path.stem)
    if byline:
        _credit(head, byline.start, blocks[byline.start])
    openings = _with_speech_above(blocks, openings, head, lines.about, page)
    start = openings[0].start if openings else len(blocks)
    above = [block for at, block in enumerate(blocks[:start]) if at not in head.used]
    doubts = _beside_title(blocks[:start], head)
    speeches = Speeches(head, above, blocks, openings, register)
    if not speeches.drafts and above != blocks:  # nothing is a speech of anybody's: all is one
        rest = [at for at in range(page.first, len(blocks)) if at not in head.used]
        whole = [Opening(rest[0], rest[0])] if rest else []
        speeches = Speeches(head, (), blocks, whole, register)
    if not speeches.drafts:
        raise ImportingError(f"{path}: no speech found in this file, only a title")
    found = (reading, turns.remarks, outline.remarks, head.remarks, speeches.remarks, doubts)
    told = {remark for remarks in (lines.remarks, *found) for remark in remarks}
    note, drafts = speeches.note, tuple(speeches.drafts)
    about = (head.title, head.date, head.source, lines.about.url)
    return Article(path, lines.unit, *about, note, drafts, tuple(sorted(told)))


def _begins(block: Block) -> bool:
    """Whether a block is the beginning of something, and never the rest of a paragraph."""
    return any(mark.kind not in (Kind.NONE, Kind.WORD) for mark in marks_of(block))


def _byline(openings: Sequence[Opening], first: int) -> Opening | None:
    """A name below the article's title that is its author's: the speeches have titles, it none."""
    if len(openings) < 3 or not first:
        return None
    one, *others = openings
    is_name = one.mark and one.mark.form is Form.LINE and not one.title and not one.mark.sure
    is_near = one.start - first < 3
    return one if is_name and is_near and all(each.title for each in others) else None


def _credit(head: Head, at: int, line: Block) -> None:
    if at not in head.used:
        head.source = f"{head.source} {line.text}" if head.source else line.text
        head.used.add(at)
        message = f"taken for who wrote the article: {line.text}"
        head.remarks.append(Remark(line.number, message))


def _with_speech_above(
    blocks: Sequence[Block], openings: list[Opening], head: Head, about: About, page: Page
) -> list[Opening]:
    """The openings, and a speech above the first of them: of whom the file names, or most of it."""
    speaker = _only_speaker(blocks, openings, about, page)
    if speaker:
        openings = [opening for opening in openings if opening.mark]
    end = openings[0].start if openings else len(blocks)
    places = [at for at in range(page.first, end) if at not in head.used]
    texts = [at for at in places if is_prose(blocks[at].text)]
    long = sum(len(blocks[at].text) for at in texts)
    is_most = len(texts) > 2 and 2 * long > sum(len(block.text) for block in blocks)
    if not places or (openings and not is_most and not (speaker and texts)):
        return openings
    mark = Mark(Form.LINE, "", Kind.NAMED, 0, speaker) if speaker else None
    body = places[0] if texts else min(places)
    return [Opening(body, body, mark), *openings]


def _only_speaker(
    blocks: Sequence[Block], openings: Sequence[Opening], about: About, page: Page
) -> Person | None:
    """Who holds an article's one speech: whom the file names, or a byline over a role."""
    names = {each.mark.person.name for each in openings if each.mark and each.mark.person}
    if about.speakers and (len(about.speakers) == 1 or not names):
        return person_in(about.speakers[0]) or Person(about.speakers[0])
    for at in range(page.first, min(page.first + 4, len(blocks))):
        below = blocks[at + 1].text if at + 1 < len(blocks) else ""
        is_role_below = is_short(below) and is_role(below) and not person_in(below)
        person = person_in(blocks[at].text) if is_credit(blocks[at].text) else None
        if person and is_role_below and not names:
            return Person(person.name, below, sure=True)
    return None


def _beside_title(above: Sequence[Block], head: Head) -> Iterator[Remark]:
    """Remarks on short lines right over and under the title, which may belong to it."""
    if head.title_at is None:
        return
    under = sum(1 for _ in takewhile(is_heading, above[head.title_at + 1 :]))
    for at, block in enumerate(above[: head.title_at + 1 + under]):
        if at not in head.used and has_words(block.text) and not is_date(block.text):
            message = f"beside the title; kept in the forum's note: {block.text}"
            yield Remark(block.number, message)
