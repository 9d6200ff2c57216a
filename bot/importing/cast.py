"""Who speaks in an article, and as what: a role that is told once counts for all speeches."""

from collections.abc import Iterable, Sequence

from bot.importing.article import Block, Remark
from bot.importing.attendance import people_in
from bot.importing.clues.biography import biography_at, role_of_author, role_told_of
from bot.importing.clues.lead import Kind, Person
from bot.importing.forum_note import ForumNote
from bot.importing.interviewee import interviewee_in
from bot.importing.opening import Part


class Cast:
    """The people of an article; its note, or else its title, tells who is interviewed."""

    def __init__(self, forum_title: str, note: ForumNote) -> None:
        self._titles = [Block(forum_title, (1,))]
        self._note = note
        self.remarks: list[Remark] = []
        self._roles: dict[str, str] = {}
        self._guest: Person | None = None
        self._guests: set[str] = set()
        self._read = 0

    def introduce(self, blocks: Iterable[Block]) -> None:
        """Meets those whose biographies stand above the speeches, or whom a line lists."""
        for block in blocks:
            told = biography_at(block.text)
            people = [told.person] if told and told.person else people_in(block.text)
            for person in people:
                self.meet(person)

    def meet(self, person: Person) -> None:
        """Remembers the role that somebody is first said to have."""
        if person.role:
            self._roles.setdefault(person.name, person.role)

    def speaker_of(self, part: Part) -> Person | None:
        """Who speaks: as named there, or for an answer, whom the interview is with."""
        if part.opening.kind is not Kind.ANSWER:
            self._guest = part.opening.person or self._guest
            self._guests |= {self._guest.name} if self._guest else set()
            return part.opening.person
        found = None if self._guest else self._introduced()
        if found:
            self._guest, number = found
            message = f"taken for who is interviewed: {self._guest.name}"
            self.remarks.append(Remark(number, message))
        elif self._guest and len(self._guests) > 1:
            message = f"taken for who answers, the last who was named: {self._guest.name}"
            self.remarks.append(Remark(part.number, message))
        return self._guest

    def _introduced(self) -> tuple[Person, int] | None:
        """Whom the note, as far as it is unread, or the title says the interview is with."""
        unread = [*self._note.blocks[self._read :], *self._titles]
        self._read, self._titles = len(self._note.blocks), []
        return interviewee_in(unread)

    def role_of(self, person: Person, paragraphs: Sequence[str]) -> str | None:
        """The role of who said these paragraphs: as stated beside the name, in them, or before."""
        role = person.role or _told(person.name, paragraphs) or self._roles.get(person.name)
        if role:
            self._roles.setdefault(person.name, role)
        return role


def _told(name: str, paragraphs: Sequence[str]) -> str | None:
    """What a speech itself says of its speaker, at its beginning or end."""
    for text in (paragraphs[0], paragraphs[-1]):
        _, role = role_told_of(name, text)
        role = role or role_of_author(text)
        if role:
            return role
    return None
