"""Chinese names in letters: "Liu Hui", "liuhui", "Hui Liu", and a surname by itself."""

import re
from collections.abc import Iterator, Sequence
from functools import cached_property

from bot.answering.speakers.parsed_question import Named, ParsedQuestion
from bot.answering.speakers.speaker import Speakers, grouped, surname_of
from bot.answering.speakers.surroundings import Surroundings, find_in_words
from bot.answering.speakers.titles import all_surnames, is_office, is_title, listed, spellings_of
from bot.language.script import readings

_MOST_WORDS = 4
_BETWEEN = re.compile(r"[\s'’·-]*")


class PinyinNames:
    """Finds names spelt in pinyin, the surname first or last, in any case.

    The beginning of a name ("Fu Tie") must be two words, as one may be a place. A surname alone
    needs a capital, or a title beside it; if that is an office, the speaker must hold it.
    """

    def __init__(self, speakers: Speakers) -> None:
        self._speakers = speakers

    @cached_property
    def _names(self) -> "_Spellings":
        return _Spellings(self._speakers.chinese)

    def find(self, question: ParsedQuestion) -> Iterator[Named]:
        return find_in_words(question, self._found_at)

    def _found_at(self, around: Surroundings, at: int) -> tuple[int, tuple[str, ...]]:
        if around.words[at].text[:2] not in self._names.initials:
            return 1, ()
        size, speakers = self._longest(around, at)
        if size == 1 and speakers and _has_other_surname(around, at):
            return 1, ()
        return size, speakers or self._by_surname(around, at)

    def _longest(self, around: Surroundings, at: int) -> tuple[int, tuple[str, ...]]:
        """How many words spell a name, and whose; the beginning of one only if none is whole."""
        words = around.words[at : at + _MOST_WORDS]
        longest = 1
        while longest < len(words) and _BETWEEN.fullmatch(around.question.between(at + longest)):
            longest += 1
        for size in range(longest, 0, -1):
            spelt = "".join(word.text for word in words[:size])
            found = self._names.whole.get(spelt) or self._names.careless.get(_careless(spelt))
            if not found and size > 1:  # people in haste type "s" for "'s"
                bare = spelt.removesuffix("s")
                found = self._names.begun.get(spelt) or self._names.whole.get(bare)
            if found and not (size == 1 and spelt in listed("english-too")):
                return size, found
        return 1, ()

    def _by_surname(self, around: Surroundings, at: int) -> tuple[str, ...]:
        speakers = self._names.surnames.get(around.words[at].text)
        if not speakers or around.is_of_another(at):
            return ()
        titles = around.of(around.words[at]).titles
        if not titles and not around.may_be_name(at, capitalised=True):
            return ()
        return self._speakers.among(speakers, filter(is_office, titles))


def _has_other_surname(around: Surroundings, at: int) -> bool:
    """Whether the surname of somebody else precedes a given name: Zhang Heping."""
    if at == 0 or len(around.question.between(at)) != 1:
        return False
    before = around.words[at - 1].text
    surname = before in all_surnames() and before not in listed("english-too")
    return surname and not is_title(before)


class _Spellings:
    """The speakers by spellings of their whole name, its beginning and their surname."""

    def __init__(self, names: Sequence[tuple[str, str]]) -> None:
        read = [
            (label, "".join(syllables[:size]), syllables[size:])
            for name, label in names
            for size in [len(surname_of(name))]
            for syllables in readings(name)
        ]
        whole = [
            (spelt, label) for label, surname, given in read for spelt in _whole(surname, given)
        ]
        self.whole = grouped(whole)
        self.careless = grouped((_careless(spelt), label) for spelt, label in whole)
        self.begun = grouped(
            (surname + given[0], label) for label, surname, given in read if len(given) > 1
        )
        self.surnames = grouped(
            (spelt, label) for name, label in names for spelt in spellings_of(surname_of(name))
        )
        spellings = (*self.whole, *self.careless, *self.begun, *self.surnames)
        self.initials = frozenset(spelt[:2] for spelt in spellings)


def _whole(surname: str, syllables: Sequence[str]) -> tuple[str, ...]:
    """The spellings of a name: the surname first, the surname last, and without it."""
    given = "".join(syllables)
    return (surname + given, given + surname, *([given] if len(syllables) > 1 else ()))


def _careless(spelt: str) -> str:
    """A spelling without the distinctions that many dialects lack: zh and z, ng and n."""
    return re.sub(r"(?<=[zcs])h|(?<=n)g", "", spelt)
