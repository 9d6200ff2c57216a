"""Chinese names in letters: "Liu Hui", "liuhui", "Hui Liu", and a surname by itself."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property

from bot.answering.speakers.address import Addressing, Capitals, is_title
from bot.answering.speakers.office import Holders, is_office
from bot.answering.speakers.reading import Named, ParsedQuestion, Word
from bot.answering.speakers.speaker import Speaker, surname_of
from bot.answering.speakers.word_lists import all_surnames, listed, spellings_of
from bot.language.script import readings

_MOST_WORDS = 4
_BETWEEN = re.compile(r"[\s'’·-]*")


class PinyinNames:
    """Finds names spelt in pinyin, the surname first or last, in any case.

    A name that is only begun ("Fu Tie") counts if it is two words, lest a place be taken for it.
    A surname alone is capitalised, or beside a title: of an office, one that is held.
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
        addressing = Addressing(reading)
        words = addressing.words
        capitals = Capitals(words, reading.source)
        at = 0
        while at < len(words):
            if words[at].text[:2] not in self._names.initials:
                at += 1
                continue
            run = _run(words[at : at + _MOST_WORDS], reading.source)
            size, speakers = self._longest(run)
            if size == 1 and speakers and self._has_other_surname(addressing.words, at):
                speakers = ()
            elif not speakers:
                size, speakers = 1, self._by_surname(addressing, capitals, at)
            if speakers:
                yield Named(run[0].start, run[size - 1].end, tuple(speakers))
            at += size

    def _longest(self, run: Sequence[Word]) -> tuple[int, Iterable[str]]:
        """How many words spell a name, and whose; a name begun only where none is whole."""
        for size in range(len(run), 0, -1):
            spelt = "".join(term.text for term in run[:size])
            found = self._names.whole.get(spelt) or self._names.careless.get(_careless(spelt))
            if not found and size > 1:
                found = self._names.begun.get(spelt) or self._names.whole.get(_of(spelt))
            if found and not (size == 1 and spelt in listed("english-too")):
                return size, found
        return 1, ()

    def _has_other_surname(self, words: Sequence[Word], at: int) -> bool:
        """Whether the surname of somebody else stands before a given name: Zhang Heping."""
        before = words[at - 1] if at else None
        if before is None or before.end + 1 != words[at].start or is_title(before.text):
            return False
        return before.text in all_surnames() and before.text not in listed("english-too")

    def _by_surname(self, addressing: Addressing, capitals: Capitals, at: int) -> Iterable[str]:
        word = addressing.words[at]
        speakers = self._names.surnames.get(word.text)
        if not speakers:
            return ()
        titles = addressing.of(addressing.words[at]).titles
        alone = capitals.may_be_name(at, capitalised=True)
        if capitals.is_of_another(at) or not (titles or alone):
            return ()
        return self._holders.among(tuple(speakers), filter(is_office, titles))


class _Spellings:
    """Whose name, careless name, beginning of a name and surname a spelling is."""

    def __init__(self, speakers: Iterable[Speaker]) -> None:
        self.whole: defaultdict[str, dict[str, None]] = defaultdict(dict)
        self.careless: defaultdict[str, dict[str, None]] = defaultdict(dict)
        self.begun: defaultdict[str, dict[str, None]] = defaultdict(dict)
        self.surnames: defaultdict[str, dict[str, None]] = defaultdict(dict)
        for speaker in speakers:
            for name in speaker.chinese:
                self._add(name, speaker.label)

    def _add(self, name: str, label: str) -> None:
        double = len(surname_of(name))
        for syllables in readings(name):
            surname, given = "".join(syllables[:double]), syllables[double:]
            spellings = {"".join([surname, *given]), "".join([*given, surname])}
            if len(given) > 1:
                spellings.add("".join(given))
                self.begun[surname + given[0]][label] = None
            for spelt in spellings:
                self.whole[spelt][label] = None
                self.careless[_careless(spelt)][label] = None
        for spelt in spellings_of(surname_of(name)):
            self.surnames[spelt][label] = None

    @cached_property
    def initials(self) -> frozenset[str]:
        """The two letters that spellings begin with."""
        spellings = (*self.whole, *self.careless, *self.begun, *self.surnames)
        return frozenset(spelt[:2] for spelt in spellings)


def _run(words: Sequence[Word], source: str) -> list[Word]:
    """The words as far as nothing but spaces and hyphens stands between them."""
    run = [words[0]]
    for word in words[1:]:
        if not _BETWEEN.fullmatch(source[run[-1].end : word.start]):
            break
        run.append(word)
    return run


def _of(spelt: str) -> str:
    """A spelling without an "s" that stands for "'s", as people type it in haste."""
    return spelt.removesuffix("s")


def _careless(spelt: str) -> str:
    """A spelling without what speakers of many dialects do not tell apart: zh and z, ng and n."""
    return re.sub(r"(?<=[zcs])h|(?<=n)g", "", spelt)
