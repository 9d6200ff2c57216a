"""Openings to speeches: who speaks, as what, under which title, and what belongs to the note."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from bot.corpus.splitting import sentence, sentences, width
from bot.importing.article import Block, Remark, SpeechDraft, shortened
from bot.importing.head import Head, begins_afterword, is_closing, is_label
from bot.importing.marks import Form, Kind, Register
from bot.importing.openings import Opening, is_heading
from bot.importing.people import Person, biography_in, name_at, person_in
from bot.importing.wording import asks, has_words, kind_of_number, number_before

_OWN_LINE = {Form.LINE, Form.LINE, Form.BIOGRAPHY, Form.SIGNED, Form.REPORTED}
_HANDS_OVER = re.compile(
    r"(?:请|請|欢迎|歡迎)[^，。？?]{2,24}(?:发言|發言|讲话|致辞|演讲|分享)[。！!]?$"
    r"|(?:over to|please welcome|the floor is yours|you have the floor)[^?]*$",
    re.IGNORECASE,
)
_HOST = re.compile(r"主持人?|host|moderator|interviewer|facilitator", re.IGNORECASE)
_AUTHOR = re.compile(
    r"[（(]?\s*(?:作者|本文作者|发言者|发言人)\s*(?:系|为|是|单位)\s*[:：]?\s*(.+?)[。.]?\s*[)）]?"
    r"|[（(]?\s*The (?:writer|author|speaker) is (?:the |an? )?(.+?)[.]?\s*[)）]?"
)
_DIRECTION = re.compile(r"♪.*|[（(\[【][^（()）\[\]【】]{2,90}[)）\]】][。.]?")
_REACTION = re.compile(r"笑|掌|laugh|applau|cheer|clap|sigh|pause|music|沉默|鼓", re.IGNORECASE)
_CLAUSE = re.compile(r"[^，,。！？!?；;：:“”\"（）()\n]+")
_MEETING = (
    "(?:interview|conversation|q ?& ?a|talk(?:s|ed|ing)?|spoke) (?:with|to)"
    "|questions (?:for|to)|met"
)
_BEFORE = re.compile(
    rf".*?(?:专访了?|采访了?|对话|访谈|访|邀请了?|对|与|和|到|请|{_MEETING})\s*", re.IGNORECASE
)
_BEHIND = re.compile(
    r"(?:接受|进行|做客|就|围绕|谈|畅谈|回答|介绍|，|的专访|一起|同志|来回答|[.]$|about|on|talks|speaks)"
)
_SENTENCE = re.compile(r"(.*?)(?:[.,]|\s(?:about|on)\s|$)", re.DOTALL)
_LONGEST_TITLE, _LONGEST_QUESTION, _LONGEST = 80, 400, 300


class Speeches:
    """The speeches of an article, its note, and what was doubtful about them.

    `above` are the blocks over the first opening, of which the title is none.
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
        self._places: dict[object, int] = {}
        self._latest: dict[str, int] = {}
        self._labels: set[str] = set()
        self._heading: Sequence[Block] = ()
        self._section, self._level = "", 0
        self._asked: list[Block] = []
        self._question = ""
        headings = (opening.title or opening.section for opening in openings)
        kinds = Counter(kind_of_number(" ".join(each.text for each in found)) for found in headings)
        self._counting = {kind for kind, times in kinds.items() if kind and times > 1}
        named = {each.mark.person for each in openings if each.mark and each.mark.person}
        self._guest = self._interviewee(above, {each.name: each for each in named})
        self._add(openings)

    @property
    def note(self) -> tuple[str, ...]:
        return _paragraphs(self._note)

    def _interviewee(self, above: Sequence[Block], named: Mapping[str, Person]) -> Person | None:
        """Who gives answers that are labelled only as answers: whom the text above introduces, or
        the only one who is named at all.
        """
        told = interviewee_in([*above, Block(self._head.title, (1,))])
        if told:
            person = named.get(told[0].name, told[0])
            self._register.add(told[0])
            self._told = Remark(told[1], f"taken for who is interviewed: {person.name}")
            return person
        self._told = None
        return next(iter(named.values())) if len(named) == 1 else None

    def _add(self, openings: Sequence[Opening]) -> None:
        for at, opening in enumerate(openings):
            last = at + 1 == len(openings)
            end = len(self._blocks) if last else openings[at + 1].start
            blocks = list(self._blocks[opening.body : end])
            if last:
                self._take_closing(blocks)
            self._head_over(opening)
            is_turn = opening.mark is not None and opening.mark.form not in _OWN_LINE
            own = blocks[: self._cut(blocks)] if is_turn else blocks
            words = [*self._first(opening), *own]
            kind = opening.mark.kind if opening.mark else Kind.NAMED
            if kind is Kind.FIELD:
                lines = self._blocks[opening.start + len(opening.section) : opening.body]
                self._keep([*lines, *own], "nobody's words")
            elif kind is Kind.ASKS:
                self._tell_label(opening)
                self._ask(words, opening, end)
            else:
                self._speak(opening, words)
            if len(own) < len(blocks):
                self._below_heading(blocks[len(own) :])
        self._give_up()

    def _first(self, opening: Opening) -> list[Block]:
        """What the block of a mark has of the words themselves."""
        number = self._blocks[max(opening.body - 1, opening.start)].number
        return [Block(opening.rest, (number,))] if opening.rest else []

    def _cut(self, blocks: Sequence[Block]) -> int:
        """Where a heading ends what somebody says that a mark begins."""
        cuts = (
            at for at, each in enumerate(blocks)
            if (each.level and (not self._level or each.level <= self._level))
            or begins_afterword(each.text)
        )
        return next(cuts, len(blocks))

    def _below_heading(self, blocks: list[Block]) -> None:
        """What stands below a heading and no mark of its own is nobody's."""
        if begins_afterword(blocks[0].text) or not any(map(_is_text, blocks[1:])):
            self._keep(blocks, "below a heading, and nobody's words")
        else:
            self._speak(Opening(0, 0, None, (blocks[0],)), blocks[1:])

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

    def _keep(self, blocks: Iterable[Block], where: str) -> None:
        """Adds blocks from elsewhere to the note, and tells so."""
        for block in blocks:
            message = f"{where}; kept in the forum's note: {shortened(block.text)}"
            self.remarks.append(Remark(block.number, message))
            self._note.append(block)

    def _tell_label(self, opening: Opening) -> None:
        """Tells once of each label that questions or answers have, and that is not kept."""
        label = opening.mark.label if opening.mark else ""
        if label and label not in self._labels:
            self._labels.add(label)
            number = self._blocks[opening.start].number
            self.remarks.append(Remark(number, f"left out before what is said: {label}"))

    def _head_over(self, opening: Opening) -> None:
        """A heading over several speeches: the title of those without one, or for the note."""
        if not opening.section:
            return
        self._give_up()
        self._heading, self._section = opening.section, self._title_in(opening.section)
        self._level = opening.section[-1].level or self._level
        if opening.title:
            self._give_up_heading()

    def _ask(self, words: list[Block], opening: Opening, end: int) -> None:
        """Keeps a question as the title of its answers; what is below it may be an answer."""
        self._give_up_question()
        mark = opening.mark
        is_bare = mark is not None and mark.form in _OWN_LINE
        if is_bare and len(words) > 1:
            self._asked, self._question = words[:1], words[0].text
            self._speak(replace(opening, mark=replace(mark, kind=Kind.ANSWERS, label=""), title=()), words[1:])
            return
        self._asked, self._question = words, " ".join(block.text for block in words)

    def _give_up(self) -> None:
        """Keeps in the note what nobody answered, and a heading of nobody's."""
        self._give_up_question()
        self._give_up_heading()

    def _give_up_question(self) -> None:
        self._keep(self._asked, "said by the host")
        self._asked, self._question = [], ""

    def _give_up_heading(self) -> None:
        self._keep(self._heading, "a heading over several speeches")
        self._heading, self._section = (), ""

    def _speak(self, opening: Opening, words: list[Block]) -> None:
        person = opening.mark.person if opening.mark else None
        number = self._blocks[opening.start].number if opening.body else words[0].number
        if opening.mark and opening.mark.kind is Kind.ANSWERS:
            self._tell_label(opening)
            person = self._guest
            if self._told:
                self.remarks.append(self._told)
                self._told = None
        signed = opening.mark.label if opening.mark and opening.mark.form is Form.SIGNED else ""
        below = [each for each in words if each.text == signed]
        words = [each for each in words if each.text != signed]
        words, beside = self._without_directions(words)
        beside += [each for each in words[1:] if is_closing(each.text)]
        words = [each for at, each in enumerate(words) if not at or not is_closing(each.text)]
        if not any(_is_text(block) for block in words):
            own = self._blocks[opening.start + len(opening.section) : opening.body]
            rest = (each for each in words if each.text != opening.rest)
            self._keep([*own, *rest, *beside, *below], "no words below this")
            return
        paragraphs = _paragraphs(words)
        is_host = person is not None and _HOST.fullmatch(person.role or "") is not None
        if is_host:
            self._give_up_question()
        title = self._title_of(opening, paragraphs, number)
        self._doubt(opening, person, title, words, number)
        draft = SpeechDraft(number, title, paragraphs)
        if person:
            role = person.role or _role_told(person.name, paragraphs)
            role = role or self._register.role_of(person.name)
            if _AUTHOR.fullmatch(paragraphs[-1][:_LONGEST]) and len(paragraphs) > 1:
                message = f"tells who speaks; kept in the speech: {shortened(paragraphs[-1])}"
                self.remarks.append(Remark(words[-1].number, message))
            if role:
                self._register.add(replace(person, role=role))
            draft = replace(draft, speaker=person.name, role=role, aliases=person.aliases)
        self._add_draft(draft)
        self._keep(beside, "nobody's words")
        if is_host and asks(paragraphs[-1]):
            self._asked, self._question = [], paragraphs[-1]

    def _without_directions(self, words: list[Block]) -> tuple[list[Block], list[Block]]:
        """The words without lines in brackets below them that tell what went on, and these."""
        end = len(words)
        while end and _DIRECTION.fullmatch(words[end - 1].text) and not _AUTHOR.fullmatch(words[end - 1].text):
            if _REACTION.search(words[end - 1].text):
                break
            end -= 1
        return words[:end], words[end:]

    def _doubt(self, opening: Opening, person: Person | None, title: str, words: Sequence[Block], number: int) -> None:
        told = []
        if person is None:
            told.append((number, "no speaker found for this speech"))
        elif opening.mark and not opening.mark.sure:
            told.append((number, f"taken for the speaker of '{shortened(title)}': {person.name}"))
        if person and person.several:
            told.append((number, f"several speak together; each name is an alias: {person.name}"))
        for block in words:
            is_marked = block.level or block.bold or number_before(block.text)
            if opening.mark and opening.mark.form is Form.REPORTED and block is not words[0]:
                message = f"names no speaker; kept with the words before: {shortened(block.text)}"
                told.append((block.number, message))
            if is_heading(block) and not is_marked and block.text != opening.rest:
                message = f"a short line, kept as a paragraph of the speech: {block.text}"
                told.append((block.number, message))
        self.remarks += [Remark(*each) for each in told]

    def _title_of(self, opening: Opening, paragraphs: Sequence[str], number: int) -> str:
        """The speech's own heading, the question it answers, a heading over several, or less."""
        if opening.title:
            return self._own_title(opening)
        question = self._answered()
        if question:
            return question
        if self._section:
            self._heading = ()
            return self._section
        first = sentence(paragraphs[0]).strip()
        is_whole = (first,) == tuple(paragraphs) and not asks(first)
        is_whole = is_whole or re.search(r"\b(?:Mr|Mrs|Ms|Dr|Hon|St)\.$", first)
        is_first = bool(opening.rest) and width(first) <= _LONGEST_TITLE and not is_whole
        told = "its first sentence" if is_first else "the forum's"
        self.remarks.append(Remark(number, f"no title found for this speech; it has {told}"))
        return first if is_first else self._head.title

    def _own_title(self, opening: Opening) -> str:
        title, first = self._title_in(opening.title), opening.title[0]
        if first.text not in title and not title.startswith(first.text[number_before(first.text) :]):
            message = f"left out, as the speech's number: {first.text}"
            self.remarks.append(Remark(first.number, message))
        return title

    def _title_in(self, blocks: Sequence[Block]) -> str:
        """The words of a title that may take several lines, without a number that counts speeches."""
        text = " ".join(block.text for block in blocks)
        at, kind = number_before(text), kind_of_number(text)
        is_counted = kind in self._counting or not re.search(r"\w|#", kind)
        return text[at:] if at < len(text) and is_counted else text

    def _answered(self) -> str:
        """The question as a title, of a long speech of the host's its last sentence.

        To be asked to speak is no question.
        """
        if width(self._question) > _LONGEST_QUESTION or _HANDS_OVER.search(self._question):
            self._keep(self._asked, "said by the host")
            last = (sentences(self._question) or [""])[-1]
            self._question = last if asks(last) else ""
        self._asked = []
        return self._question

    def _add_draft(self, draft: SpeechDraft) -> None:
        """Adds a speech, or what is said further under the same title by the same speaker."""
        name = (draft.title, draft.speaker)
        twin = self._places.get(draft.paragraphs)
        at = self._places.get(name)
        if twin is not None and at is None:
            at = self._latest.get(draft.speaker or "")
            if self.drafts[twin].speaker == draft.speaker or at is None:
                message = f"left out, the same words as in '{shortened(self.drafts[twin].title)}': {draft.speaker or ''} {draft.title}"
                self.remarks.append(Remark(draft.number, message))
                return
        if at is not None:
            self.drafts[at] = self._continued(self.drafts[at], draft)
        else:
            at = len(self.drafts)
            self._places |= {draft.paragraphs: at, name: at}
            self.drafts.append(draft)
        if draft.speaker:
            self._latest[draft.speaker] = at

    def _continued(self, draft: SpeechDraft, more: SpeechDraft) -> SpeechDraft:
        if draft.role and more.role and draft.role != more.role:
            message = f"left out, a second role of {draft.speaker}: {more.role}"
            self.remarks.append(Remark(more.number, message))
        aliases = tuple(dict.fromkeys(draft.aliases + more.aliases))
        words = draft.paragraphs + more.paragraphs
        return replace(draft, paragraphs=words, role=draft.role or more.role, aliases=aliases)


def _is_text(block: Block) -> bool:
    return has_words(block.text)


def _role_told(name: str, paragraphs: Sequence[str]) -> str | None:
    """The role that a speech tells of its own speaker, at its beginning or its end."""
    found = biography_in(paragraphs[0])
    if found and found.name == name:
        return found.role
    author = _AUTHOR.fullmatch(paragraphs[-1].strip()[:_LONGEST])
    return (author[1] or author[2]).strip() if author else None


def _paragraphs(blocks: Sequence[Block]) -> tuple[str, ...]:
    """The blocks as paragraphs, with small ones on lines of their own in those beside them.

    A label stands over what it labels, and marks without a word below what they follow.
    """
    paragraphs: list[str] = []
    label = ""
    for block in blocks:
        if is_label(block.text):
            label += f"{block.text}\n"
        elif paragraphs and not label and not has_words(block.text):
            paragraphs[-1] += f"\n{block.text}"
        else:
            paragraphs.append(label + block.text)
            label = ""
    return (*paragraphs, label.rstrip("\n")) if label else tuple(paragraphs)


def interviewee_in(blocks: Sequence[Block]) -> tuple[Person, int] | None:
    """The one person whom the text above an interview introduces, and where."""
    for block in blocks:
        told = biography_in(block.text[: 2 * _LONGEST])
        if told:
            return told, block.number
    for block in blocks:
        for clause in _CLAUSE.findall(block.text):
            person = _introduced(clause.strip())
            if person:
                return person, block.number
    for block in blocks:
        before = _BEFORE.match(block.text[: 2 * _LONGEST])
        behind = block.text[before.end() :][:_LONGEST] if before else ""
        pieces = (behind[: found.start()] for found in re.finditer(r"[,.]|\s(?:about|on)\s|$", behind))
        whole = _SENTENCE.match(behind)
        people = map(person_in, (whole[1] if whole else "", *pieces))
        person = next(filter(None, people), None)
        if person:
            return person, block.number
    return None


def _introduced(clause: str) -> Person | None:
    """A name at the end of a clause in Chinese, or before what is done with its owner."""
    if clause.isascii():
        return None
    ends = [len(clause), *(found.start() for found in _BEHIND.finditer(clause))]
    starts = [0, *([found.end()] if (found := _BEFORE.match(clause)) else [])]
    for start in reversed(starts):
        for end in ends:
            person = person_in(clause[start:end]) if end > start else None
            if person and (person.role or start):
                return person
    return None
