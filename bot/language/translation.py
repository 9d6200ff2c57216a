"""The English words of a question as groups of terms that stand in the index."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from itertools import chain, pairwise

from bot.language.explanation import Explainer
from bot.language.foreign_names import sounding_like
from bot.language.glossary import Glossary, nothing
from bot.language.quantities import in_chinese, number_of
from bot.language.synonyms import Weights, synonyms_of_terms
from bot.language.terms import Kind, Term, to_the_letter

_WORD_OF_PHRASE = 0.5
_WELL = 0.5
"""The weight from which on a word is translated well, and those it comes from do not count."""

_BY_SOUND = 0.5
_NUMBER_WORD = 0.7
_BESIDE = 0.6
"""How much a word of the other language counts where the index has the word of the question."""
_CHINESE = (Kind.WORD, Kind.BIGRAM, Kind.CHARACTER)
_MOST_BY_SOUND = 32
"""Words of a question at most that are compared with all foreign names."""

_LONGEST_GAP = len(" of the ")
"""Characters between two words of a phrase at most; where there are more, words were left out."""


@dataclass(frozen=True, slots=True)
class Translation:
    """What a word or phrase may be in the index: `variants` with weights in (0, 1].

    `characters` are the single characters that its translations share; `weight` says how much
    it counts: the words of a phrase count less than the phrase. `letters` are the word as it is
    written, one or many of it, where the index has that: these outrank others of its stem, and
    translations.
    `synonyms` are English ones. What is found `by_sound` alone may be somebody else's name.
    """

    text: str
    variants: Weights
    characters: Weights
    weight: float
    letters: tuple[str, ...] = ()
    synonyms: Weights = field(default_factory=dict)
    by_sound: bool = False


@dataclass(frozen=True, slots=True)
class Explained:
    """What of a question in Chinese is said in English.

    `words` has the stems for its words, `names` those that sound like its foreign names. The terms
    `within` these say nothing more: pieces of them that the index does not have.
    """

    words: Mapping[str, Weights]
    names: Mapping[str, Weights]
    within: AbstractSet[str]


class Translator:
    """Translates by a glossary; nothing is loaded before the first word comes.

    An explainer is there where the index has English texts.
    """

    def __init__(
        self,
        glossary: Callable[[], Glossary],
        explainer: Callable[[], Explainer] | None = None,
    ) -> None:
        self._glossary = glossary
        self._explainer = explainer

    def translate(self, words: Sequence[Term]) -> Iterator[Translation]:
        """Phrases of words in letters first, then the words; what the index may have of each."""
        if not words:
            return
        glossary = self._glossary()
        synonyms = glossary.synonyms if self._explainer else nothing
        by_stem = {term.text: term for term in words}
        variants_of = {stem: self._variants(term, glossary) for stem, term in by_stem.items()}
        unknown = [by_stem[stem] for stem, variants in variants_of.items() if len(variants) == 1]
        names = {term.text: _by_sound(term, glossary) for term in unknown[:_MOST_BY_SOUND]}
        runs = (glossary.phrases([term.text for term in run]) for run in _runs(words))
        for phrase in chain.from_iterable(runs):
            if len(phrase) > 1:
                text = " ".join(phrase)
                variants = {text: 1.0, **glossary.words(text)}
                yield Translation(text, variants, {}, 1.0, synonyms=synonyms(text))
            weight = 1.0 if len(phrase) == 1 else _WORD_OF_PHRASE
            for stem in phrase:
                sounding = names.get(stem, {})
                variants = variants_of[stem] | sounding
                is_name = glossary.is_name(stem) and by_stem[stem].capitalised
                is_said = self._explainer is not None and glossary.holds(stem)
                if is_said:
                    variants = _beside(variants)
                characters = {} if is_name or is_said else glossary.characters(stem)
                letters = filter(
                    glossary.holds, map(to_the_letter, _one_or_many(by_stem[stem].word))
                )
                yield Translation(
                    stem,
                    variants,
                    characters,
                    weight,
                    tuple(letters),
                    {} if is_name else synonyms(stem),
                    by_sound=bool(sounding),
                )

    def synonyms(self, terms: Iterable[Term]) -> Mapping[str, Weights]:
        """What the index may have of each Chinese word that has other words for it."""
        chinese = [term for term in terms if term.kind is Kind.WORD]
        return synonyms_of_terms(chinese, self._glossary().synonyms) if chinese else {}

    def explained(self, terms: Iterable[Term]) -> Explained:
        """What the index has in English of the Chinese words of a question."""
        if self._explainer is None:
            return Explained({}, {}, frozenset())
        explainer = self._explainer()
        chinese = [term for term in terms if term.kind in _CHINESE]
        names = dict(_names(chinese, explainer))
        longest = _longest(chinese)
        words: dict[str, Weights] = {}
        for term in chinese:
            if term.kind is Kind.WORD and (english := explainer.english(term.text)):
                share = _BESIDE if explainer.stands(term.text) else 1.0
                words[term.text] = {stem: weight * share for stem, weight in english.items()}
        well = {text for text, stems in words.items() if max(stems.values()) >= _WELL}
        spans = [(term.start, term.end) for term in longest if term.text in well]
        spans += list(names.values())
        inner = {
            term.text
            for term in chinese
            if any(
                start < term.end and term.start < end and (start, end) != (term.start, term.end)
                for start, end in spans
            )
            and not explainer.stands(term.text)
        }
        sounding = {name: explainer.sounding(name) for name in names}
        return Explained(words, sounding, frozenset(inner - names.keys()))

    def _variants(self, term: Term, glossary: Glossary) -> dict[str, float]:
        stem = term.text
        own = glossary.words(stem)
        found = {stem: 1.0, **own}
        is_name = glossary.is_name(stem) and term.capitalised
        derived = not is_name and max(own.values(), default=0) < _WELL
        written = term.word.capitalize() if term.capitalised else term.word
        related = glossary.relatives(written) if derived else {}
        for root, share in related.items():
            for word, weight in glossary.words(root).items():
                found.setdefault(word, weight * share)
        found |= glossary.acronyms(term.word) if term.capitals else {}
        number = number_of(term.word)
        if number is not None:
            found |= number_forms(number)
        return found


def _one_or_many(word: str) -> tuple[str, str]:
    """A word as it is written, and as another number of it, which is no other word."""
    return word, word.removesuffix("s") if word.endswith("s") else f"{word}s"


def _runs(words: Sequence[Term]) -> Iterator[Sequence[Term]]:
    """The words in pieces that may be phrases: those with no more than grammar between them."""
    begins = [
        at for at in range(1, len(words)) if words[at].start - words[at - 1].end > _LONGEST_GAP
    ]
    for start, end in pairwise([0, *begins, len(words)]):
        yield words[start:end]


def _beside(variants: Weights) -> dict[str, float]:
    """Variants of a word that the index has itself, which counts for more than any in Chinese."""
    return {
        word: weight if word.isascii() else weight * _BESIDE for word, weight in variants.items()
    }


def _by_sound(term: Term, glossary: Glossary) -> dict[str, float]:
    """The names in Chinese that a word may be, each as a term or as the pairs that make it up.

    None where the index has the word itself, nor for one that the dictionary has for another.
    """
    stem = term.text
    if glossary.holds(stem) or glossary.is_name(stem) is False:
        return {}
    found: dict[str, float] = {}
    for name in sounding_like(term.word, glossary.names()):
        pieces = [name] if glossary.holds(name) else map("".join, pairwise(name))
        found |= dict.fromkeys(pieces, _BY_SOUND)
    return found


def number_forms(number: int) -> dict[str, float]:
    """A number in digits and, if it is small, in Chinese characters."""
    chinese = in_chinese(number)
    return {str(number): 1.0} | ({chinese: _NUMBER_WORD} if chinese else {})


def _longest(terms: Iterable[Term]) -> Iterator[Term]:
    """The words among some terms without those that begin within a longer one."""
    end = 0
    for term in sorted(terms, key=lambda term: (term.start, -term.end)):
        if term.kind is Kind.WORD and term.start >= end:
            end = term.end
            yield term


def _names(terms: Sequence[Term], explainer: Explainer) -> Iterator[tuple[str, tuple[int, int]]]:
    """The foreign names among Chinese terms that sound like a word of the index: (name, span)."""
    end = 0
    runs: list[tuple[list[str], int]] = []
    for term in _longest(terms):
        if not runs or term.start != end:
            runs.append(([], term.start))
        runs[-1][0].append(term.text)
        end = term.end
    for words, start in runs:
        together = "".join(words)
        found = [name for name in explainer.names(words) if explainer.sounding(name)]
        longest = [n for n in found if not any(n in other and n != other for other in found)]
        for name in longest:
            at = start + together.index(name)
            yield name, (at, at + len(name))
