"""Parts to speeches: who speaks, as what, under which title, and what belongs to the note."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import zip_longest

from bot.importing.article import Block, Remark, SpeechDraft
from bot.importing.cast import Cast
from bot.importing.clues.lead import Kind, Person
from bot.importing.collection import Collection
from bot.importing.doubts import doubts_about, like_turns
from bot.importing.forum_note import ForumNote
from bot.importing.head import Head
from bot.importing.note import numbers_of, paragraphs_of
from bot.importing.opening import Part
from bot.importing.punctuation import has_words
from bot.importing.titles import Titles


class Speeches:
    """The speeches of an article in its parts, its note, and what was doubtful about them.

    `above` are the blocks over the first part, of which the title is none; `listed` people have
    the roles that a list states.
    """

    def __init__(
        self,
        head: Head,
        above: Sequence[Block],
        parts: Sequence[Part],
        listed: Iterable[Person] = (),
    ) -> None:
        self._remarks: list[Remark] = []
        self._collection = Collection()
        self._note = ForumNote(head.source)
        self._note.blocks += above
        self._cast = Cast(head.title, self._note)
        self._remarks += like_turns(above)
        self._cast.introduce(above)
        for person in listed:
            self._cast.meet(person)
        self._titles = Titles(head.title, parts, self._note)
        self._labels: set[str] = set()
        self._add(parts)

    @property
    def drafts(self) -> tuple[SpeechDraft, ...]:
        return tuple(self._collection.drafts)

    @property
    def note(self) -> tuple[str, ...]:
        return paragraphs_of(self._note.blocks)

    @property
    def note_numbers(self) -> tuple[int, ...]:
        return numbers_of(self._note.blocks)

    @property
    def remarks(self) -> list[Remark]:
        sources = (self._collection, self._note, self._cast, self._titles)
        return [*self._remarks, *(remark for source in sources for remark in source.remarks)]

    def _add(self, parts: Sequence[Part]) -> None:
        """Every part, in the order of the article."""
        for last in parts[-1:]:
            self._note.take_closing(last)
        for part, following in zip_longest(parts, parts[1:]):
            self._titles.head_over(part.opening)
            self._tell_label(part)
            if part.opening.kind is Kind.QUESTION:
                self._ask(part, following)
            else:
                self._speak(part)
        self._titles.give_up()

    def _tell_label(self, part: Part) -> None:
        """Tells once of each label that questions or answers have, and that is not kept."""
        label = part.opening.label
        if label and label not in self._labels:
            self._labels.add(label)
            self._remarks.append(Remark(part.number, f"left out before what is said: {label}"))

    def _ask(self, part: Part, following: Part | None) -> None:
        """A question; what is below it may be the answer itself."""
        words = part.words()
        is_answered_below = following is not None and following.opening.kind is not Kind.QUESTION
        if is_answered_below or len(words) < 2:
            self._titles.ask(words)
            return
        self._titles.ask(words[:1])
        opening = replace(part.opening, kind=Kind.ANSWER, rest="", title=())
        self._speak(Part(opening, words[1:], words[1].number))

    def _speak(self, part: Part) -> None:
        words = part.words()
        person = self._cast.speaker_of(part)
        if not any(has_words(block.text) for block in words):
            self._say_nothing(part, person)
            return
        paragraphs = paragraphs_of(words)
        title = self._titles.title_of(part, paragraphs)
        self._remarks += doubts_about(part, person, title)
        draft = SpeechDraft(part.number, title, paragraphs, numbers=numbers_of(words))
        if person:
            role = self._cast.role_of(person, paragraphs)
            draft = replace(draft, speaker=person.name, role=role, aliases=person.aliases)
        self._collection.keep(draft)

    def _say_nothing(self, part: Part, person: Person | None) -> None:
        """Somebody is named who says nothing; in an interview, that is who will answer."""
        if person:
            self._cast.meet(person)
        own = part.lines[len(part.opening.section) :]
        self._note.keep([*own, *part.blocks], "no words below this")
