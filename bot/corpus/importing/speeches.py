"""Parts to speeches: titles, roles, questions and answers, and what belongs to the note."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import zip_longest

from bot.corpus.importing.article import Block, Remark, SpeechDraft, shortened
from bot.corpus.importing.clues.biography import biography_at, role_of_author, role_told_of
from bot.corpus.importing.clues.lead import Kind, Person
from bot.corpus.importing.clues.signature import signature_at
from bot.corpus.importing.credits import is_closing
from bot.corpus.importing.headings import is_heading, title_of
from bot.corpus.importing.interviewee import interviewee_in
from bot.corpus.importing.note import begins_afterword, paragraphs_of
from bot.corpus.importing.numbering import kind_of_number, number_before
from bot.corpus.importing.openings import Opening
from bot.corpus.importing.punctuation import has_words
from bot.corpus.parting import sentence, width

_LONGEST_TITLE = 80
_LONGEST_QUESTION = 400
_ASKS = re.compile(r"[？?][”’」』\"'）)]*$")


@dataclass(slots=True)
class Part:
    """A beginning and the blocks of text below it; `number` is where it stands.

    `lines` are the blocks that the beginning itself takes.
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


class Speeches:
    """Gathers the speeches of an article, its note, and what was doubtful about them."""

    def __init__(self, forum_title: str) -> None:
        self.drafts: list[SpeechDraft] = []
        self.note: list[Block] = []
        self.remarks: list[Remark] = []
        self._forum_title = forum_title
        self._section = ""
        self._heading: Sequence[Block] = ()
        self._question = ""
        self._asked: list[Block] = []
        self._labels: set[str] = set()
        self._places: dict[tuple[str | None, ...], int] = {}
        self._guest: Person | None = None
        self._roles: dict[str, str] = {}

    def introduce(self, blocks: Sequence[Block]) -> None:
        """What stands above the first speech: the editor's note, and who is to speak."""
        self.note += blocks
        for block in blocks:
            told = biography_at(block.text)
            if told and told.person and told.person.role:
                self._roles.setdefault(told.person.name, told.person.role)

    def add(self, parts: Sequence[Part]) -> None:
        """Every part, in the order of the article."""
        self._cut_closing(parts[-1:])
        titles = (part.opening.title[0].text for part in parts if part.opening.title)
        kinds = Counter(map(kind_of_number, titles))
        counting = frozenset(kind for kind, times in kinds.items() if kind and times > 1)
        for part, following in zip_longest(parts, parts[1:]):
            self._head_over(part, counting)
            self._tell_label(part)
            if part.opening.kind is Kind.QUESTION:
                self._ask(part, following)
            else:
                self._speak(part, counting)
        self._give_up_question()
        self._give_up_section()

    def _cut_closing(self, last: Sequence[Part]) -> None:
        """Moves what the newspaper says below the last speech to the note."""
        for part in last:
            after = next((at for at, b in enumerate(part.blocks) if begins_afterword(b.text)), None)
            end = len(part.blocks) if after is None else after
            while end > 0 and is_closing(part.blocks[end - 1].text):
                end -= 1
            self._keep_in_note(part.blocks[end:], "below the last speech")
            del part.blocks[end:]

    def _keep_in_note(self, blocks: Sequence[Block], where: str) -> None:
        for block in blocks:
            text = shortened(block.text)
            self.remarks.append(Remark(block.number, f"{where}; kept in the forum's note: {text}"))
        self.note += blocks

    def _tell_label(self, part: Part) -> None:
        """Tells once of each label that questions or answers have, and that is not kept."""
        label = part.opening.label
        if label and label not in self._labels:
            self._labels.add(label)
            self.remarks.append(Remark(part.number, f"left out before what is said: {label}"))

    def _head_over(self, part: Part, counting: frozenset[str]) -> None:
        """A heading over several speeches: the title of those without one, or for the note."""
        opening = part.opening
        if not opening.section:
            return
        self._give_up_question()
        self._give_up_section()
        self._section = title_of(opening.section, counting)
        self._heading = opening.section
        if opening.title:
            self._give_up_section()

    def _give_up_section(self) -> None:
        """Keeps a heading that became nobody's title."""
        self._keep_in_note(self._heading, "a heading over several speeches")
        self._heading, self._section = (), ""

    def _ask(self, part: Part, following: Part | None) -> None:
        """Keeps a question for the answer; what is below it may be the answer itself."""
        self._give_up_question()
        words = part.words()
        labelled = following is not None and following.opening.kind is not Kind.QUESTION
        asked = words if labelled else words[:1]
        self._asked = asked
        self._question = " ".join(block.text for block in asked)
        if not labelled and words[1:]:
            opening = replace(part.opening, kind=Kind.ANSWER, rest="", title=())
            self._speak(Part(opening, words[1:], words[1].number), frozenset())

    def _give_up_question(self) -> None:
        """Keeps what the host said last and nobody answered."""
        self._keep_in_note(self._asked, "said by the host")
        self._asked, self._question = [], ""

    def _asked_title(self) -> str:
        """The question as a title; a long speech of the host's is not one."""
        if not self._question:
            return ""
        question = self._question
        if width(question) > _LONGEST_QUESTION:
            last = _last_sentence(question)
            self._keep_in_note(self._asked, "said by the host")
            question = last if _ASKS.search(last) else ""
            self._question = question
        self._asked = []
        return question

    def _speak(self, part: Part, counting: frozenset[str]) -> None:
        blocks = part.words()
        person = self._person(part)
        if not any(has_words(block.text) for block in blocks):
            self._say_nothing(part, person)
            return
        paragraphs = paragraphs_of(blocks)
        title = self._title(part, paragraphs, counting)
        role = person.role if person else None
        if person:
            role = role or self._role(person, paragraphs) or self._roles.get(person.name)
            if role:
                self._roles.setdefault(person.name, role)
            if not part.opening.sure:
                message = f"taken for the speaker of '{shortened(title)}': {person.name}"
                self.remarks.append(Remark(part.number, message))
        else:
            self.remarks.append(Remark(part.number, "no speaker found for this speech"))
        if part.opening.kind is Kind.REPORTED:
            self._doubt_all_but_first(part)
        self._doubt_short_lines(part)
        aliases = person.aliases if person else ()
        self._keep(
            SpeechDraft(
                part.number, title, paragraphs, person.name if person else None, role, aliases
            )
        )

    def _doubt_all_but_first(self, part: Part) -> None:
        """In a report, a paragraph that names nobody may be anybody's."""
        for block in part.blocks:
            message = f"names no speaker; kept with the words before: {shortened(block.text)}"
            self.remarks.append(Remark(block.number, message))

    def _doubt_short_lines(self, part: Part) -> None:
        """A short line in a speech that no mark shows to be a heading may be somebody's name."""
        for block in part.blocks:
            is_marked = block.level or block.bold or number_before(block.text)
            if is_heading(block) and not is_marked:
                message = f"a short line, kept as a paragraph of the speech: {block.text}"
                self.remarks.append(Remark(block.number, message))

    def _person(self, part: Part) -> Person | None:
        """Who speaks: as named there, or for an answer, whom the interview is with."""
        if part.opening.kind is not Kind.ANSWER:
            self._guest = part.opening.person or self._guest
            return part.opening.person
        if self._guest is None:
            titled = Block(self._forum_title, (1,))
            found = interviewee_in([*self.note, titled])
            if found:
                self._guest, number = found
                message = f"taken for who is interviewed: {self._guest.name}"
                self.remarks.append(Remark(number, message))
        return self._guest

    def _say_nothing(self, part: Part, person: Person | None) -> None:
        """Somebody is named who says nothing; in an interview, that is who will answer."""
        if person and person.role:
            self._roles.setdefault(person.name, person.role)
        own = part.lines[len(part.opening.section) :]
        self._keep_in_note([*own, *part.blocks], "no words below this")

    def _title(self, part: Part, paragraphs: Sequence[str], counting: frozenset[str]) -> str:
        if part.opening.title:
            return title_of(part.opening.title, counting)
        asked = self._asked_title()
        if asked:
            return asked
        if self._section:
            self._heading = ()
            return self._section
        first = sentence(paragraphs[0]).strip()
        lines = (Kind.ALONE, Kind.ENTITLED)
        if (
            part.opening.person
            and part.opening.kind not in lines
            and width(first) <= _LONGEST_TITLE
            and paragraphs != (first,)
        ):
            told = "its first sentence"
        else:
            first, told = self._forum_title, "the forum's"
        self.remarks.append(Remark(part.number, f"no title found for this speech; it has {told}"))
        return first

    def _role(self, person: Person, paragraphs: Sequence[str]) -> str | None:
        """What the speech itself says of its speaker, at its beginning or end."""
        for text in (paragraphs[0], paragraphs[-1]):
            _, role = role_told_of(person.name, text)
            role = role or role_of_author(text)
            if role:
                return role
        return None

    def _continued(self, draft: SpeechDraft, more: SpeechDraft) -> SpeechDraft:
        """The speech with what its speaker says further under the same title."""
        if draft.role and more.role and draft.role != more.role:
            message = f"left out, a second role of {draft.speaker}: {more.role}"
            self.remarks.append(Remark(more.number, message))
        return replace(
            draft,
            paragraphs=draft.paragraphs + more.paragraphs,
            role=draft.role or more.role,
            aliases=tuple(dict.fromkeys(draft.aliases + more.aliases)),
        )

    def _keep(self, draft: SpeechDraft) -> None:
        """Adds a speech, or what is said further under the same title by the same speaker."""
        words, name = draft.paragraphs, (draft.title, draft.speaker)
        if words in self._places:
            other = self.drafts[self._places[words]]
            twin = f"left out, the same words as in '{shortened(other.title)}'"
            message = " ".join(filter(None, (f"{twin}:", draft.speaker, draft.title)))
            self.remarks.append(Remark(draft.number, message))
        elif name in self._places:
            at = self._places[name]
            self.drafts[at] = self._continued(self.drafts[at], draft)
        else:
            self._places |= {words: len(self.drafts), name: len(self.drafts)}
            self.drafts.append(draft)


def _last_sentence(text: str) -> str:
    found = re.findall(r"[^。！？!?.]+[。！？!?.]*[”’」』\"'）)]*", text)
    return found[-1].strip() if found else text
