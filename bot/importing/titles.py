"""What a speech is called: its heading, the question it answers, or a heading over several."""

import re
from collections import Counter
from collections.abc import Sequence

from bot.corpus.splitting import sentence, width
from bot.importing.article import Block, Remark
from bot.importing.clues.lead import LINES
from bot.importing.forum_note import ForumNote
from bot.importing.headings import title_of
from bot.importing.numbering import kind_of_number, number_before
from bot.importing.opening import Opening, Part
from bot.importing.punctuation import asks

_LONGEST_TITLE = 80
_LONGEST_QUESTION = 400
_HANDS_OVER = re.compile(
    r"(?:请|請|欢迎|歡迎)[^，。？?]{2,24}(?:发言|發言|讲话|致辞|演讲|分享)[。！!]?$"
    r"|(?:over to|please welcome|the floor is yours|you have the floor)[^?]*$",
    re.IGNORECASE,
)


class Titles:
    """Gives titles in the order of the speeches; what became nobody's goes into the note."""

    def __init__(self, forum_title: str, parts: Sequence[Part], note: ForumNote) -> None:
        self.remarks: list[Remark] = []
        self._forum_title = forum_title
        self._note = note
        self._counting = _numbers_of_several(parts)
        self._heading: Sequence[Block] = ()
        self._section = ""
        self._asked: Sequence[Block] = ()
        self._question = ""

    def head_over(self, opening: Opening) -> None:
        """A heading over several speeches: the title of those without one, or for the note."""
        if not opening.section:
            return
        self.give_up()
        self._heading, self._section = opening.section, title_of(opening.section, self._counting)
        if opening.title:
            self._give_up_heading()

    def ask(self, asked: Sequence[Block]) -> None:
        """Keeps a question for those who answer it."""
        self._give_up_question()
        self._asked, self._question = asked, " ".join(block.text for block in asked)

    def give_up(self) -> None:
        """Keeps in the note what the host said and nobody answered, and a heading of nobody's."""
        self._give_up_question()
        self._give_up_heading()

    def title_of(self, part: Part, paragraphs: Sequence[str]) -> str:
        if part.opening.title:
            title = title_of(part.opening.title, self._counting)
            self._tell_number(part.opening.title[0], title)
            return title
        question = self._answered()
        if question:
            return question
        if self._section:
            self._heading = ()
            return self._section
        title, told = self._makeshift(part.opening, paragraphs)
        message = f"no title found for this speech; it has {told}"
        self.remarks.append(Remark(part.number, message))
        return title

    def _tell_number(self, first: Block, title: str) -> None:
        """Tells of a line that says only which speech it is."""
        if first.text not in title and not title.startswith(
            first.text[number_before(first.text) :]
        ):
            message = f"left out, as the speech's number: {first.text}"
            self.remarks.append(Remark(first.number, message))

    def _answered(self) -> str:
        """The question as a title, of a long speech of the host's its last sentence.

        To be asked to speak is no question.
        """
        is_long = width(self._question) > _LONGEST_QUESTION
        if is_long or _HANDS_OVER.search(self._question):
            last = _last_sentence(self._question)
            self._note.keep(self._asked, "said by the host")
            self._question = last if asks(last) else ""
        self._asked = ()
        return self._question

    def _makeshift(self, opening: Opening, paragraphs: Sequence[str]) -> tuple[str, str]:
        """The first sentence, if it is short and not all that is said, or the forum's title."""
        first = sentence(paragraphs[0]).strip()
        begins_with_it = opening.person is not None and opening.kind not in LINES
        if begins_with_it and width(first) <= _LONGEST_TITLE and (first,) != tuple(paragraphs):
            return first, "its first sentence"
        return self._forum_title, "the forum's"

    def _give_up_question(self) -> None:
        self._note.keep(self._asked, "said by the host")
        self._asked, self._question = (), ""

    def _give_up_heading(self) -> None:
        self._note.keep(self._heading, "a heading over several speeches")
        self._heading, self._section = (), ""


def _numbers_of_several(parts: Sequence[Part]) -> frozenset[str]:
    """The kinds of numbers that count speeches: those that several titles have."""
    headings = (part.opening.title or part.opening.section for part in parts)
    titles = (" ".join(block.text for block in blocks) for blocks in headings)
    kinds = Counter(map(kind_of_number, titles))
    return frozenset(kind for kind, times in kinds.items() if kind and times > 1)


def _last_sentence(text: str) -> str:
    found = re.findall(r"[^。！？!?.]+[。！？!?.]*[”’」』\"'）)]*", text)
    return found[-1].strip() if found else text
