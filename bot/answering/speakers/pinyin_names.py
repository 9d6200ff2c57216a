"""Chinese names in letters: "Liu Hui", "liuhui", "Hui Liu", and a surname by itself."""

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property

from bot.answering.speakers.address import Addressing, Capitals
from bot.answering.speakers.parsed_question import Named, ParsedQuestion, Word
from bot.answering.speakers.speaker import Holders, Speaker, grouped, surname_of
from bot.answering.speakers.titles import (
    all_surnames,
    is_office,
    is_title,
    listed,
    spellings_of,
)
from bot.language.script import readings

_MOST_WORDS = 4
_BETWEEN = re.compile(r"[\s'’·-]*")


class PinyinNames:
    """Finds names spelt in pinyin, the surname first or last, in any case.

    The beginning of a name ("Fu Tie") must be two words, as one may be a place. A surname alone
    needs a capital, or a title beside it; if that is an office, the speaker must hold it.
    """

    def __init__(self, speakers: Sequence[Speaker], holders: Holders) -> None:
        self._speakers = speakers
        self._holders = holders

    @cached_property
    def _names(self) -> "_Spellings":
        return _Spellings(self._speakers)

    def find(self, reading: ParsedQuestion) -> Iterator[Named]:
        if not reading.words:
            return
        addressing, words = Addressing(reading), reading.words
        capitals = Capitals(words, reading.source)
        at = 0
        while at < len(words):
            if words[at].text[:2] not in self._names.initials:
                at += 1
                continue
            run = _run(words[at : at + _MOST_WORDS], reading.source)
            size, speakers = self._longest(run)
            if size == 1 and speakers and _has_other_surname(words, at):
                speakers = ()
            elif not speakers:
                speakers = self._by_surname(addressing, capitals, at)
            if speakers:
                yield Named(run[0].start, run[size - 1].end, speakers)
            at += size

    def _longest(self, run: Sequence[Word]) -> tuple[int, tuple[str, ...]]:
        """How many words spell a name, and whose; the beginning of one only if none is whole."""
        for size in range(len(run), 0, -1):
            spelt = "".join(term.text for term in run[:size])
            found = self._names.whole.get(spelt) or self._names.careless.get(_careless(spelt))
            if not found and size > 1:  # people in haste type "s" for "'s"
                found = self._names.begun.get(spelt) or self._names.whole.get(
                    spelt.removesuffix("s")
                )
            if found and not (size == 1 and spelt in listed("english-too")):
                return size, found
        return 1, ()

    def _by_surname(self, addressing: Addressing, capitals: Capitals, at: int) -> tuple[str, ...]:
        word = addressing.words[at]
        speakers = self._names.surnames.get(word.text)
        if not speakers or capitals.is_of_another(at):
            return ()
        titles = addressing.of(word).titles
        if not titles and not capitals.may_be_name(at, capitalised=True):
            return ()
        return self._holders.among(speakers, filter(is_office, titles))


def _run(words: Sequence[Word], source: str) -> list[Word]:
    """The first words, as far as only spaces and hyphens separate them."""
    run = [words[0]]
    for word in words[1:]:
        if not _BETWEEN.fullmatch(source[run[-1].end : word.start]):
            break
        run.append(word)
    return run


def _has_other_surname(words: Sequence[Word], at: int) -> bool:
    """Whether the surname of somebody else precedes a given name: Zhang Heping."""
    before = words[at - 1] if at else None
    if before is None or before.end + 1 != words[at].start or is_title(before.text):
        return False
    return before.text in all_surnames() and before.text not in listed("english-too")


class _Spellings:
    """The speakers by spellings of their whole name, its beginning and their surname."""

    def __init__(self, speakers: Iterable[Speaker]) -> None:
        names = [(name, speaker.label) for speaker in speakers for name in speaker.chinese]
        whole = [(spelt, label) for name, label in names for spelt in _whole(name)]
        self.whole = grouped(whole)
        self.careless = grouped((_careless(spelt), label) for spelt, label in whole)
        self.begun = grouped((spelt, label) for name, label in names for spelt in _begun(name))
        self.surnames = grouped(
            (spelt, label) for name, label in names for spelt in spellings_of(surname_of(name))
        )

    @cached_property
    def initials(self) -> frozenset[str]:
        """The two letters that spellings begin with."""
        spellings = (*self.whole, *self.careless, *self.begun, *self.surnames)
        return frozenset(spelt[:2] for spelt in spellings)


def _parts(name: str) -> Iterator[tuple[str, tuple[str, ...]]]:
    """The readings of a Chinese name: the surname, and the syllables of the given name."""
    double = len(surname_of(name))
    return (("".join(read[:double]), read[double:]) for read in readings(name))


def _whole(name: str) -> Iterator[str]:
    """The spellings of a name: the surname first, the surname last, and without it."""
    for surname, given in _parts(name):
        yield "".join([surname, *given])
        yield "".join([*given, surname])
        if len(given) > 1:
            yield "".join(given)


def _begun(name: str) -> Iterator[str]:
    """The spellings of a name without its last syllables."""
    return (surname + given[0] for surname, given in _parts(name) if len(given) > 1)


def _careless(spelt: str) -> str:
    """A spelling without the distinctions that many dialects lack: zh and z, ng and n."""
    return re.sub(r"(?<=[zcs])h|(?<=n)g", "", spelt)
