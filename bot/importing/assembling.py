"""Lines to an article: its parts found, and made into speeches with who speaks and titles.

Nothing is lost on the way without a remark.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

from bot.corpus.splitting import sentence, sentences, width
from bot.errors import ImportingError
from bot.importing.article import About, Article, Block, Line, Lines, Remark, SpeechDraft, shortened
from bot.importing.head import (
    Head,
    begins_afterword,
    begins_note,
    date_in,
    head_of,
    is_closing,
    is_credit,
    is_date,
    is_label,
    title_place,
)
from bot.importing.marks import STRONG, Form, Kind, Mark, Register, marks_of, turns_of
from bot.importing.openings import Opening, Page, is_heading, openings_of
from bot.importing.paragraphs import paragraphs_of
from bot.importing.people import Person, biography_in, is_role, name_at, person_in
from bot.importing.wording import (
    asks,
    ends_sentence,
    has_words,
    is_prose,
    is_short,
    kind_of_number,
    number_before,
    pattern_in,
)

_HOST = re.compile(r"主持人?|host|moderator|interviewer|facilitator", re.IGNORECASE)
_DIRECTION = re.compile(r"♪.*|[（(\[【]+[^（()）\[\]【】]{2,90}[)）\]】]+[。.]?")
_REACTION = re.compile(r"笑|掌|laugh|applau|cheer|clap|sigh|pause|music|沉默|鼓", re.IGNORECASE)
_SPEAKER = re.compile(
    r"(?:发言人|發言人|主[讲講]人?|演[讲講][人者]|speaker)\s*[:：]\s*(.+)", re.IGNORECASE
)
_CLAUSE = re.compile(r"[^，,。！？!?；;：:“”\"（）()\n]+")
_SHORTEST_TITLE, _LONGEST_TITLE, _LONGEST_QUESTION, _LONGEST, _NEAR = 8, 80, 400, 300, 4


def understand(path: Path, lines: Lines) -> Article:
    """The article in what a reader found; raises ImportingError where there is none."""
    new = (b for a, b in pairwise(lines.lines) if b.gap or ends_sentence(a.text))
    labels = Counter(mark.label for line in new for mark in marks_of(line)[:1])

    def begins(block: Line | Block) -> bool:
        """Whether a line or block begins with a label: by its words, or it recurs in new lines."""
        return any(
            mark.kind in STRONG or (mark.kind is Kind.WORD and labels[mark.label] > 1)
            for mark in marks_of(block)
        )

    blocks, reading = paragraphs_of(lines.lines, lines.unit, lines.slack, begins)
    if not any(has_words(block.text) for block in blocks):
        raise ImportingError(f"{path}: there is no text in this file")
    register = Register()
    for name in lines.about.speakers:
        register.add(person_in(name) or Person(name))
    strong = (at for at, block in enumerate(blocks[:30]) if not block.level and begins(block))
    title_at = title_place(blocks, next(strong, len(blocks)), lines.about)
    first = 0 if title_at is None else title_at + 1
    turns = turns_of(blocks, register, first)
    page = Page(blocks, first)
    openings, doubts = openings_of(page, turns.marks, register)
    start = openings[0].start if openings else len(blocks)
    head = head_of(blocks, start, lines.about, title_at, path.stem)
    openings = _with_speech_above(blocks, openings, head, lines.about, page)
    start = openings[0].start if openings else len(blocks)
    above = [block for at, block in enumerate(blocks[:start]) if at not in head.used]
    speeches = Speeches(head, above, blocks, openings, register)
    if not speeches.drafts and above != blocks:  # nothing is a speech of anybody's: all is one
        rest = [at for at in range(page.first, len(blocks)) if at not in head.used]
        whole = [Opening(rest[0], rest[0])] if rest else []
        over = [block for at, block in enumerate(blocks[: page.first]) if at not in head.used]
        speeches = Speeches(head, over, blocks, whole, register)
    if not speeches.drafts:
        raise ImportingError(f"{path}: no speech found in this file, only a title")
    found = (reading, turns.remarks, doubts, head.remarks, speeches.remarks)
    remarks = {remark for several in (lines.remarks, *found) for remark in several}
    note, note_numbers = speeches.note
    return Article(
        path,
        lines.unit,
        head.title,
        head.date,
        head.source,
        lines.about.url,
        note,
        tuple(speeches.drafts),
        tuple(sorted(remarks)),
        note_numbers,
    )


def _with_speech_above(
    blocks: Sequence[Block], openings: list[Opening], head: Head, about: About, page: Page
) -> list[Opening]:
    """The openings, with one for the text above them if it has a speaker, or is most of all."""
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
    mark = Mark(Form.LINE, "", Kind.NAMED, 0, speaker, speaker.sure) if speaker else None
    return [Opening(places[0], places[0], mark), *openings]


def _only_speaker(
    blocks: Sequence[Block], openings: Sequence[Opening], about: About, page: Page
) -> Person | None:
    """Who holds an article's one speech: whom the file or a field names, a signature, a byline."""
    names = {each.mark.person.name for each in openings if each.mark and each.mark.person}
    if about.speakers and (len(about.speakers) == 1 or not names):
        return replace(person_in(about.speakers[0]) or Person(about.speakers[0]), sure=True)
    if names:
        return None
    for block in (*blocks[page.first : page.first + _NEAR], *blocks[-_NEAR:]):
        field = _SPEAKER.fullmatch(block.text[:_LONGEST])
        person = person_in(field[1] if field else block.text)
        is_signed = person is not None and person.sure and block in blocks[-_NEAR:]
        if person and (field or (is_signed and not is_credit(block.text))):
            return replace(person, sure=field is not None)
    for at in range(page.first, min(page.first + _NEAR, len(blocks))):
        below = blocks[at + 1].text if at + 1 < len(blocks) else ""
        is_role_below = is_short(below) and is_role(below) and not person_in(below)
        person = person_in(blocks[at].text) if is_credit(blocks[at].text) else None
        if person and is_role_below:
            return Person(person.name, below, sure=True)
    return None


class Speeches:
    """The speeches of an article, its note, and what was doubtful about them.

    `above` are the blocks over the first opening, without the title.
    """

    def __init__(
        self,
        head: Head,
        above: Sequence[Block],
        blocks: Sequence[Block],
        openings: Sequence[Opening],
        register: Register,
    ) -> None:
        self.remarks: list[Remark] = []
        self.drafts: list[SpeechDraft] = []
        self._head = head
        self._note = list(above)
        self._blocks = blocks
        self._register = register
        self._places: dict[tuple[str, str | None], int] = {}
        self._labels: set[str] = set()
        self._heading: Sequence[Block] = ()
        self._section, self._level = "", 0
        self._asked: list[Block] = []
        self._question = ""
        headings = (opening.title or opening.section for opening in openings)
        kinds = Counter(kind_of_number(" ".join(each.text for each in found)) for found in headings)
        self._counting = {kind for kind, times in kinds.items() if kind and times > 1}
        named = {each.mark.person for each in openings if each.mark and each.mark.person}
        self._guests = {each.name: each for each in named}
        self._named = frozenset(self._guests)
        self._introduced = _interviewee_in([*above, Block(head.title, (1,))], head.source or "")
        for at, opening in enumerate(openings):
            end = openings[at + 1].start if at + 1 < len(openings) else len(blocks)
            self._add(opening, list(blocks[opening.body : end]), is_last=end == len(blocks))
        self._give_up_question()
        self._give_up_heading()

    @property
    def note(self) -> tuple[tuple[str, ...], tuple[int, ...]]:
        """The paragraphs of the note, and where each begins."""
        return _paragraphs(self._note)

    def _add(self, opening: Opening, blocks: list[Block], *, is_last: bool) -> None:
        mark = opening.mark
        if is_last:
            self._take_closing(blocks)
        self._head_over(opening)
        is_turn = mark is not None and mark.form is not Form.LINE
        own = blocks[: self._cut(blocks)] if is_turn else blocks
        number = self._blocks[max(opening.body - 1, opening.start)].number
        words = [*([Block(opening.rest, (number,))] if opening.rest else []), *own]
        if mark and mark.kind is Kind.FIELD:
            lines = self._blocks[opening.start + len(opening.section) : opening.body]
            self._keep([*lines, *own], "nobody's words")
        elif mark and mark.kind is Kind.ASKS:
            self._ask(opening, mark, words)
        else:
            self._speak(opening, words)
        below = blocks[len(own) :]
        if below and (begins_afterword(below[0].text) or not any(map(_is_text, below[1:]))):
            self._keep(below, "below a heading, and nobody's words")
        elif below:
            at = opening.body + len(own)
            self._speak(Opening(at, at + 1, None, (below[0],)), below[1:])

    def _cut(self, blocks: Sequence[Block]) -> int:
        """Where a heading ends what somebody says that a mark begins."""
        for at, block in enumerate(blocks):
            is_high = block.level and (not self._level or block.level <= self._level)
            if is_high or begins_afterword(block.text):
                return at
        return len(blocks)

    def _take_closing(self, blocks: list[Block]) -> None:
        """Takes what the newspaper says below the last speech out of it."""
        after = (at for at, block in enumerate(blocks) if begins_afterword(block.text))
        end = next(after, len(blocks))
        while end > 0 and self._is_closing(blocks[end - 1].text):
            end -= 1
        self._keep(blocks[end:], "below the last speech")
        del blocks[end:]

    def _is_closing(self, text: str) -> bool:
        name = name_at(text)
        return is_closing(text) or (name is not None and name.text in (self._head.source or ""))

    def _tell(self, number: int, message: str) -> None:
        self.remarks.append(Remark(number, message))

    def _keep(self, blocks: Iterable[Block], where: str) -> None:
        """Adds blocks from elsewhere to the note, with a remark."""
        for block in blocks:
            self._tell(block.number, f"{where}; kept in the forum's note: {shortened(block.text)}")
            self._note.append(block)

    def _tell_label(self, number: int, label: str) -> None:
        """Tells once of each label that questions or answers have, and that is not kept."""
        if label and label not in self._labels:
            self._labels.add(label)
            self._tell(number, f"left out before what is said: {label}")

    def _head_over(self, opening: Opening) -> None:
        """A heading over several speeches: the title of those without one, or for the note."""
        if opening.section:
            self._give_up_question()
            self._give_up_heading()
            self._heading, self._section = opening.section, self._title_in(opening.section)
            self._level = opening.section[-1].level or self._level
        if opening.title:
            self._give_up_heading()

    def _ask(self, opening: Opening, mark: Mark, words: list[Block]) -> None:
        """Keeps a question as the title of its answers."""
        self._give_up_question()
        self._tell_label(self._blocks[opening.start].number, mark.label)
        self._asked = words
        self._question = " ".join(block.text for block in words)

    def _give_up_question(self) -> None:
        """Keeps in the note what nobody answered."""
        self._keep(self._asked, "said by the host")
        self._asked, self._question = [], ""

    def _give_up_heading(self) -> None:
        self._keep(self._heading, "a heading over several speeches")
        self._heading, self._section = (), ""

    def _answering(self) -> Person | None:
        """Who gives the answers: whom the text above introduces, or the only one who is named."""
        if self._introduced:
            person, number = self._introduced
            self._register.add(person)
            self._tell(number, f"taken for who is interviewed: {person.name}")
            self._guests = {person.name: self._guests.get(person.name, person)}
            self._introduced = None
        return next(iter(self._guests.values())) if len(self._guests) == 1 else None

    def _speak(self, opening: Opening, words: list[Block]) -> None:
        mark, person = opening.mark, opening.mark.person if opening.mark else None
        number = self._blocks[opening.start].number
        if mark and mark.kind is Kind.ANSWERS:
            self._tell_label(number, mark.label)
        is_asked = any(asks(each.text) for each in opening.title[-1:])
        if mark.kind is Kind.ANSWERS if mark else is_asked:
            person = self._answering()
            if mark and person and person.name not in self._named:
                self._tell(number, f"taken for who answers: {person.name}")
        elif not mark and words:
            person = biography_in(words[0].text)
        said, beside = _parted(words, person)
        if not any(map(_is_text, said)):
            own = self._blocks[opening.start + len(opening.section) : opening.body]
            self._keep([*own, *words[bool(opening.rest) :]], "no words below this")
            return
        paragraphs, numbers = _paragraphs(said)
        is_host = person is not None and _HOST.fullmatch(person.role or "") is not None
        if is_host:
            self._give_up_question()
        title = self._title_of(opening, paragraphs, number)
        self._doubt(opening, person, title, said, number)
        draft = SpeechDraft(number, title, paragraphs, numbers=numbers)
        self._add_draft(self._draft(draft, person))
        self._keep(beside, "nobody's words")
        if is_host and asks(paragraphs[-1]):
            self._asked, self._question = [], paragraphs[-1]

    def _draft(self, draft: SpeechDraft, person: Person | None) -> SpeechDraft:
        """The speech with who speaks, and their role: as stated there, in it, or elsewhere."""
        if person is None:
            return draft
        stated = biography_in(draft.paragraphs[0])
        role = person.role or (stated.role if stated and stated.name == person.name else None)
        self._register.add(person, role)
        role = role or self._register.role_of(person.name)
        return replace(draft, speaker=person.name, role=role, aliases=person.aliases)

    def _doubt(
        self, opening: Opening, person: Person | None, title: str, words: list[Block], number: int
    ) -> None:
        """Tells what a person should look at in a speech."""
        form = opening.mark.form if opening.mark else None
        if person is None:
            self._tell(number, "no speaker found for this speech")
            if opening.mark and form is Form.LINE and opening.mark.label:
                self._tell(number, f"who says this is not known: {opening.mark.label}")
        elif not (opening.mark and opening.mark.sure):
            self._tell(number, f"taken for the speaker of '{shortened(title)}': {person.name}")
        for block in words:
            is_marked = block.level or block.bold or number_before(block.text)
            if is_heading(block) and not is_marked and block.text != opening.rest:
                message = f"a short line, kept as a paragraph of the speech: {block.text}"
                self._tell(block.number, message)

    def _title_of(self, opening: Opening, paragraphs: Sequence[str], number: int) -> str:
        """The speech's own heading, the question it answers, a heading over several, or less."""
        if opening.title:
            title, first = self._title_in(opening.title), opening.title[0]
            bare = first.text[number_before(first.text) :]
            if first.text not in title and not title.startswith(bare):
                self._tell(first.number, f"left out, as the speech's number: {first.text}")
            return title
        question = self._answered()
        if question or self._section:
            self._heading = self._heading if question else ()
            return question or self._section
        first_sentence = sentence(paragraphs[0]).strip()
        is_whole = (first_sentence,) == tuple(paragraphs) and not asks(first_sentence)
        is_fitting = _SHORTEST_TITLE <= width(first_sentence) <= _LONGEST_TITLE
        is_title = opening.rest and not is_whole and is_fitting
        source = "its first sentence" if is_title else "the forum's"
        self._tell(number, f"no title found for this speech; it has {source}")
        return first_sentence if is_title else self._head.title

    def _title_in(self, blocks: Sequence[Block]) -> str:
        """The words of a title that may take several lines, without a number that counts it."""
        text = " ".join(block.text for block in blocks)
        at, kind = number_before(text), kind_of_number(text)
        is_counted = kind in self._counting or not re.search(r"\w|#", kind)
        return text[at:] if at < len(text) and is_counted else text

    def _answered(self) -> str:
        """The question as a title, of a long speech of the host's its last sentence.

        To be asked to speak is no question.
        """
        if width(self._question) > _LONGEST_QUESTION or pattern_in("handing-over").search(
            self._question
        ):
            self._keep(self._asked, "said by the host")
            last = (sentences(self._question) or [""])[-1]
            self._question = last if asks(last) else ""
        self._asked = []
        return self._question

    def _add_draft(self, draft: SpeechDraft) -> None:
        """Adds a speech, or what is said further under the same title by the same speaker."""
        at = self._places.setdefault((draft.title, draft.speaker), len(self.drafts))
        if at == len(self.drafts):
            self.drafts.append(draft)
        else:
            self.drafts[at] = self._continued(self.drafts[at], draft)

    def _continued(self, draft: SpeechDraft, more: SpeechDraft) -> SpeechDraft:
        if draft.role and more.role and draft.role != more.role:
            self._tell(more.number, f"left out, a second role of {draft.speaker}: {more.role}")
        aliases = tuple(dict.fromkeys(draft.aliases + more.aliases))
        words = draft.paragraphs + more.paragraphs
        role, numbers = draft.role or more.role, draft.numbers + more.numbers
        return replace(draft, paragraphs=words, role=role, aliases=aliases, numbers=numbers)


def _is_text(block: Block) -> bool:
    return has_words(block.text)


def _parted(words: Sequence[Block], person: Person | None) -> tuple[list[Block], list[Block]]:
    """What somebody says, and what nobody does: who edited it, what went on, the signature."""
    end = len(words)
    while end and _is_below(words[end - 1].text, person):
        end -= 1
    said: list[Block] = []
    beside = list(words[end:])
    for block in words[:end]:
        is_other = is_closing(block.text) or begins_note(block.text) or _is_direction(block.text)
        (beside if end > 1 and is_other else said).append(block)
    return said, beside


def _is_below(text: str, person: Person | None) -> bool:
    """Whether a line is below what somebody says: an editor's remark, a date or a signature."""
    if _is_direction(text) or is_date(text):
        return True
    signed = person_in(text) if width(text) < _LONGEST_TITLE else None
    return bool(person and signed and signed.name == person.name)


def _is_direction(text: str) -> bool:
    """Whether a line in brackets says what went on, unless it is how people took what was said."""
    return _DIRECTION.fullmatch(text) is not None and _REACTION.search(text) is None


def _paragraphs(blocks: Sequence[Block]) -> tuple[tuple[str, ...], tuple[int, ...]]:
    """The blocks as paragraphs, with small ones on lines of their own in those beside them.

    Returns the places at which they begin, too. A label is above what it labels, and marks without
    a word below what they follow.
    """
    paragraphs: list[str] = []
    numbers: list[int] = []
    label = False
    for block in blocks:
        if label or (paragraphs and not has_words(block.text)):
            paragraphs[-1] += f"\n{block.text}"
        else:
            paragraphs.append(block.text)
            numbers.append(block.number)
        label = is_label(block.text)
    return tuple(paragraphs), tuple(numbers)


def _interviewee_in(blocks: Sequence[Block], source: str) -> tuple[Person, int] | None:
    """The one person whom the text above an interview introduces, and where.

    Whoever the source, a credit line or a short line with a date names is the one who asks.
    """
    credit_lines = [source] + [
        block.text
        for block in blocks
        if is_credit(block.text) or (is_short(block.text) and date_in(block.text))
    ]
    for introduced in (_biography, _introduced):
        for block in blocks:
            for person in filter(None, introduced(block.text)):
                if not any(person.name in text for text in credit_lines if text != block.text):
                    return person, block.number
    return None


def _biography(text: str) -> Iterator[Person | None]:
    yield biography_in(text[:_LONGEST])


def _introduced(text: str) -> Iterator[Person | None]:
    """A name at the end of a clause, or before what is done with its owner."""
    for clause in map(str.strip, _CLAUSE.findall(text)):
        before = pattern_in("meetings").match(clause)
        ends = [found.start() for found in pattern_in("meeting-ends").finditer(clause)]
        for start in (*([before.end()] if before else []), *([] if clause.isascii() else [0])):
            for end in (len(clause), *ends):
                person = person_in(clause[start:end].strip()) if end > start else None
                yield person if person and (person.role or start) else None
