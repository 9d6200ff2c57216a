"""From Chinese words to the English terms of an index, by the dictionary's glosses and by sound."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from functools import cached_property, lru_cache
from itertools import islice, pairwise

from bot.language.dictionary import Dictionary
from bot.language.english import Stemmer, roots
from bot.language.foreign_names import english_skeletons, names_in, names_of, sounding_in_letters
from bot.language.script import syllables
from bot.language.synonyms import Weights, greatest, raise_to
from bot.language.terms import Kind, Known, Term, key_of, keys_of

BESIDE = 0.6  # the share of a translation where the index has the word of the question itself
WELL = 0.5  # the weight from which on a translation is good enough without others
_OF_PHRASE = 0.7
_OF_PART = 0.4  # the weight of a word of a gloss whose other words the index lacks
_DERIVED = 0.5
_BY_CHARACTER = 0.2
_BY_SYNONYM = 0.6
_SPELT = 0.9
_BY_SOUND = 0.5
_SLIGHTEST = 0.15
_MOST = 12
_MOST_SYNONYMS = 6
_CACHED = 4096


@dataclass(frozen=True, slots=True)
class InEnglish:
    """What the Chinese terms of a question may be in English.

    `words` has stems for its words, `names` those that sound like its foreign names. The terms
    `within` words add nothing: the index lacks them, and they are parts of these, or pieces of any
    word.
    """

    words: Mapping[str, Weights]
    names: Mapping[str, Weights]
    within: AbstractSet[str]


class Explainer:
    """Explains Chinese words by the English stems of an index.

    `known` says which terms the index has; `names` returns what may be names in its texts, and is
    called when they are needed.
    """

    def __init__(
        self,
        dictionary: Dictionary,
        known: Known,
        names: Callable[[], Iterable[str]],
        stemmer: Stemmer,
    ) -> None:
        self._dictionary = dictionary
        self._known = known
        self._all_names = names
        self._stemmer = stemmer
        self.english = lru_cache(_CACHED)(self._english)
        self.sounding = lru_cache(_CACHED)(self._sounding)

    def explain(self, terms: Sequence[Term]) -> InEnglish:
        """Explains the Chinese terms of a question."""
        names = dict(self._name_spans(terms))
        known = self._known(keys_of([term.text for term in terms])).tolist()
        there = {term.text for term, is_known in zip(terms, known, strict=True) if is_known}
        words: dict[str, Weights] = {}
        for term in terms:
            if term.kind is Kind.WORD and (english := self.english(term.text)):
                share = BESIDE if term.text in there else 1.0
                words[term.text] = {stem: weight * share for stem, weight in english.items()}
        well = {text for text, stems in words.items() if max(stems.values()) >= WELL}
        spans = [(term.start, term.end) for term in _longest(terms) if term.text in well]
        spans += names.values()
        within = {
            term.text
            for term in terms
            if term.kind is not Kind.WORD or any(_is_part(term, span) for span in spans)
        }
        sounding = {name: self.sounding(name) for name in names}
        return InEnglish(words, sounding, within - there - names.keys())

    def names(self, words: Iterable[str]) -> Iterator[str]:
        """Yields what may be foreign names among the words of a question, given in their order."""
        return names_in(words, lambda word: self._dictionary.is_word(key_of(word)))

    def _name_spans(self, terms: Iterable[Term]) -> Iterator[tuple[str, tuple[int, int]]]:
        """Yields the foreign names that sound like a word of the index, and where they are."""
        end = 0
        runs: list[tuple[list[str], int]] = []
        for term in _longest(terms):
            if not runs or term.start != end:
                runs.append(([], term.start))
            runs[-1][0].append(term.text)
            end = term.end
        for words, start in runs:
            together = "".join(words)
            found = [name for name in self.names(words) if self.sounding(name)]
            for name in found:
                if not any(name in other and name != other for other in found):
                    at = start + together.index(name)
                    yield name, (at, at + len(name))

    @cached_property
    def _names(self) -> frozenset[str]:
        """The names in letters."""
        return frozenset(name for name in self._all_names() if name.isascii())

    @cached_property
    def _letters(self) -> Mapping[str, list[str]]:
        return names_of(self._names, english_skeletons)

    def _sounding(self, name: str) -> Weights:
        """Returns the stems of the English words that a name in Chinese may mean."""
        alike = sounding_in_letters(name, self._letters)
        return {self._stemmer.stem(word): _BY_SOUND for word in alike}

    def _english(self, word: str) -> Weights:
        """Returns the stems for a word, with weights in (0, 1]: 1 for a gloss of one word.

        A word that the dictionary lacks is explained by its characters.
        """
        found = self._by_glosses(word)
        for other, weight in islice(
            self._dictionary.words(self._dictionary.synonyms(word)), _MOST_SYNONYMS
        ):
            raise_to(found, self._by_glosses(other), _BY_SYNONYM * weight)
        if not found and len(word) > 1:
            pieces = map("".join, pairwise(word)) if len(word) > 2 else word
            for piece in pieces:
                raise_to(found, self._by_glosses(piece), _BY_CHARACTER)
        for spelt in _spellings(word):
            if spelt in self._names:
                raise_to(found, {self._stemmer.stem(spelt): 1.0}, _SPELT)
        most = greatest(found, _MOST)
        return {stem: round(weight, 3) for stem, weight in most if weight >= _SLIGHTEST}

    def _by_glosses(self, word: str) -> dict[str, float]:
        found: dict[str, float] = {}
        for phrase, weight in self._dictionary.glosses(word).items():
            raise_to(found, self._stems(phrase.split()), weight)
        return found

    def _stems(self, stems: list[str]) -> Weights:
        """Returns the stems of a gloss that the index has; the rarer one is, the more it weighs."""
        there = [self._in_index(stem) for stem in stems]
        if len(stems) == 1:
            return there[0]
        share = _OF_PHRASE if all(there) else _OF_PART
        breadths = [max(len(self._dictionary.phrase(stem).numbers), 1) for stem in stems]
        found: dict[str, float] = {}
        for own, breadth in zip(there, breadths, strict=True):
            raise_to(found, own, share * (min(breadths) / breadth) ** 0.5)
        return found

    def _in_index(self, stem: str) -> Weights:
        """Returns a stem if the index has it, or else one that it is derived from."""
        stems = [stem, *roots(stem)]
        there = zip(stems, self._known(keys_of(stems)).tolist(), strict=True)
        first = next((each for each, is_there in there if is_there), "")
        return {first: 1.0 if first == stem else _DERIVED} if first else {}


def _longest(terms: Iterable[Term]) -> Iterator[Term]:
    """Yields the words among some terms, without those that begin within a longer one."""
    end = 0
    for term in sorted(terms, key=lambda term: (term.start, -term.end)):
        if term.kind is Kind.WORD and term.start >= end:
            end = term.end
            yield term


def _is_part(term: Term, span: tuple[int, int]) -> bool:
    """Whether a term overlaps a span, and is not the whole of it."""
    start, end = span
    return start < term.end and term.start < end and span != (term.start, term.end)


def _spellings(word: str) -> Iterator[str]:
    """Yields the pinyin of a name, also without its kind of place or its surname."""
    if len(word) < 2:
        return
    read = [next(iter(syllables(character)), "") for character in word]
    yield "".join(read)
    if len(word) > 2:
        yield "".join(read[:-1])
        yield "".join(read[1:])
