"""The English words of a question as groups of terms that stand in the index."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain, pairwise

from bot.language.glossary import Glossary, Weights
from bot.language.numbers import in_chinese, number_of
from bot.language.synonyms import synonyms_of_terms
from bot.language.terms import Kind, Term, to_the_letter
from bot.language.transliteration import sounding_like

_WORD_OF_PHRASE = 0.5
_WELL = 0.5
"""The weight from which on a word is translated well, and those it comes from do not count."""

_BY_SOUND = 0.5
_NUMBER_WORD = 0.7
_MOST_BY_SOUND = 32
"""Words of a question at most that are compared with all foreign names."""

_LONGEST_GAP = len(" of the ")
"""Characters between two words of a phrase at most; where there are more, words were left out."""


@dataclass(frozen=True, slots=True)
class Translation:
    """What a word or phrase may be in the index: `variants` with weights in (0, 1].

    `characters` are the single characters that its translations share; `weight` says how much
    it counts: the words of a phrase count less than the phrase. `letters` is the word as it is
    written, where the index has that, too: it outranks others of its stem, and translations.
    """

    text: str
    variants: Weights
    characters: Weights
    weight: float
    letters: str | None = None


class Translator:
    """Translates by a glossary; nothing is loaded before the first word comes."""

    def __init__(self, glossary: Callable[[], Glossary]) -> None:
        self._glossary = glossary

    def translate(self, words: Sequence[Term]) -> Iterator[Translation]:
        """Phrases of words in letters first, then the words; what the index may have of each."""
        if not words:
            return
        glossary = self._glossary()
        by_stem = {term.text: term for term in words}
        variants_of = {stem: self._variants(term, glossary) for stem, term in by_stem.items()}
        unknown = [stem for stem, variants in variants_of.items() if len(variants) == 1]
        for stem in unknown[:_MOST_BY_SOUND]:
            variants_of[stem] |= _by_sound(by_stem[stem].word, glossary)
        runs = (glossary.phrases([term.text for term in run]) for run in _runs(words))
        for phrase in chain.from_iterable(runs):
            if len(phrase) > 1:
                text = " ".join(phrase)
                variants = {text: 1.0, **glossary.words(text)}
                yield Translation(text, variants, {}, 1.0)
            weight = 1.0 if len(phrase) == 1 else _WORD_OF_PHRASE
            for stem in phrase:
                letters = to_the_letter(by_stem[stem].word)
                yield Translation(
                    stem,
                    variants_of[stem],
                    glossary.characters(stem),
                    weight,
                    letters if glossary.holds(letters) else None,
                )

    def synonyms(self, terms: Iterable[Term]) -> Mapping[str, Weights]:
        """What the index may have of each Chinese word that has other words for it."""
        chinese = [term for term in terms if term.kind is Kind.WORD]
        return synonyms_of_terms(chinese, self._glossary().synonyms) if chinese else {}

    def _variants(self, term: Term, glossary: Glossary) -> dict[str, float]:
        stem = term.text
        own = glossary.words(stem)
        found = {stem: 1.0, **own}
        related = glossary.relatives(term.word) if max(own.values(), default=0) < _WELL else {}
        for root, share in related.items():
            for word, weight in glossary.words(root).items():
                found.setdefault(word, weight * share)
        found |= glossary.acronyms(term.word) if term.capitals else {}
        number = number_of(term.word)
        if number is not None:
            found |= number_forms(number)
        return found


def _runs(words: Sequence[Term]) -> Iterator[Sequence[Term]]:
    """The words in pieces that may be phrases: those with no more than grammar between them."""
    begins = [
        at for at in range(1, len(words)) if words[at].start - words[at - 1].end > _LONGEST_GAP
    ]
    for start, end in pairwise([0, *begins, len(words)]):
        yield words[start:end]


def _by_sound(word: str, glossary: Glossary) -> dict[str, float]:
    """The names that a word may be, and the pairs of characters in them."""
    names = sounding_like(word, glossary.names())
    pieces = (a + b for name in names for a, b in pairwise(name))
    return dict.fromkeys((*names, *pieces), _BY_SOUND)


def number_forms(number: int) -> dict[str, float]:
    """A number in digits and, if it is small, in Chinese characters."""
    chinese = in_chinese(number)
    return {str(number): 1.0} | ({chinese: _NUMBER_WORD} if chinese else {})
