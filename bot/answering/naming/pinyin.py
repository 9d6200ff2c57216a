"""Chinese names in letters: "Liu Hui", "liuhui", "Hui Liu", and a surname by itself."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property

from bot.answering.naming.reading import Named, Reading
from bot.answering.naming.speaker import Speaker
from bot.language.pinyin import readings
from bot.language.terms import Term

_MOST_WORDS = 4
_BETWEEN = re.compile(r"[\s'’·-]*")
_TITLES = frozenset(
    [
        "mr",
        "mrs",
        "ms",
        "miss",
        "comrade",
        "secretary",
        "director",
        "representative",
        "delegate",
        "principal",
        "captain",
        "chief",
        "official",
        "shuji",
        "zhuren",
        "daibiao",
    ]
)


class PinyinNames:
    """Finds names spelt in pinyin, the surname first or last, in any case.

    A name that is only begun ("Fu Tie") counts if it is two words, lest a place be taken for it.
    """

    def __init__(self, speakers: Sequence[Speaker]) -> None:
        self._speakers = speakers

    @cached_property
    def _names(self) -> "_Spellings":
        return _Spellings(self._speakers)

    def find(self, reading: Reading) -> Iterator[Named]:
        words = reading.latin()
        at = 0
        while at < len(words):
            run = _run(words[at : at + _MOST_WORDS], reading.source)
            size, speakers = self._longest(run)
            if not speakers and self._may_be_surname(words, at):
                size, speakers = 1, self._names.surnames.get(words[at].word, {})
            if speakers:
                yield Named(run[0].start, run[size - 1].end, tuple(speakers))
            at += size

    def _longest(self, run: Sequence[Term]) -> tuple[int, Iterable[str]]:
        """How many words spell a name, and whose; a name begun only where none is whole."""
        for size in range(len(run), 0, -1):
            spelt = "".join(term.word for term in run[:size])
            found = self._names.whole.get(spelt) or self._names.careless.get(_careless(spelt))
            if not found and size > 1:
                found = self._names.begun.get(spelt)
            if found:
                return size, found
        return 1, ()

    def _may_be_surname(self, words: Sequence[Term], at: int) -> bool:
        """Whether a word alone is used as a surname: capitalised, or beside a title."""
        beside = {word.word for word in words[max(0, at - 1) : at + 2]}
        return words[at].capitalised or bool(beside & _TITLES)


class _Spellings:
    """Whose name, careless name, beginning of a name and surname a spelling is."""

    def __init__(self, speakers: Iterable[Speaker]) -> None:
        self.whole: defaultdict[str, dict[str, None]] = defaultdict(dict)
        self.careless: defaultdict[str, dict[str, None]] = defaultdict(dict)
        self.begun: defaultdict[str, dict[str, None]] = defaultdict(dict)
        self.surnames: defaultdict[str, dict[str, None]] = defaultdict(dict)
        for speaker in filter(lambda speaker: speaker.name, speakers):
            for surname, *given in readings(speaker.name):
                self.surnames[surname][speaker.label] = None
                spellings = {"".join([surname, *given]), "".join([*given, surname])}
                if len(given) > 1:
                    spellings.add("".join(given))
                    self.begun[surname + given[0]][speaker.label] = None
                for spelt in spellings:
                    self.whole[spelt][speaker.label] = None
                    self.careless[_careless(spelt)][speaker.label] = None


def _run(words: Sequence[Term], source: str) -> list[Term]:
    """The words as far as nothing but spaces and hyphens stands between them."""
    run = [words[0]]
    for word in words[1:]:
        if not _BETWEEN.fullmatch(source[run[-1].end : word.start]):
            break
        run.append(word)
    return run


def _careless(spelt: str) -> str:
    """A spelling without what speakers of many dialects do not tell apart: zh and z, ng and n."""
    return re.sub(r"(?<=[zcs])h|(?<=n)g", "", spelt)
