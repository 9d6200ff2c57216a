"""Translates the words of a question into terms of the index, in both directions."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from bot.language.chinese_to_english import BESIDE, WELL, Explainer, InEnglish
from bot.language.english_to_chinese import Glossary, nothing
from bot.language.foreign_names import sounding_like
from bot.language.quantities import number_forms, number_of
from bot.language.synonyms import Weights, synonyms_of_terms
from bot.language.terms import Kind, Term, to_the_letter

_WORD_OF_PHRASE = 0.5
_BY_SOUND = 0.5
_CHINESE = (Kind.WORD, Kind.BIGRAM, Kind.CHARACTER)
_MOST_BY_SOUND = 32  # words of a question at most that are compared with all foreign names
_LONGEST_GAP = len(" of the ")  # characters at most between two words of a phrase


@dataclass(frozen=True, slots=True)
class Translation:
    """What a word or phrase may be in the index: `variants` with weights in (0, 1].

    `characters` are the single characters that its translations share; `weight` says how much it
    counts: the words of a phrase less than the phrase. `letters` are the word as it is spelt, in
    singular or plural, if the index has that: these outrank others with its stem, and translations.
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
class Translator:
    """Translates by a glossary and, where the index has English texts, by an explainer.

    Both are loaded when they are needed.
    """

    glossary: Callable[[], Glossary]
    explainer: Callable[[], Explainer] | None = None

    def translate(self, words: Sequence[Term]) -> Iterator[Translation]:
        """Yields the translations of words in letters, those of a phrase before its words."""
        if not words:
            return
        glossary = self.glossary()
        synonyms = glossary.synonyms if self.explainer else nothing
        by_stem = {term.text: term for term in words}
        variants = {stem: _variants(term, glossary) for stem, term in by_stem.items()}
        unknown = [by_stem[stem] for stem, found in variants.items() if len(found) == 1]
        sounding = {term.text: _by_sound(term, glossary) for term in unknown[:_MOST_BY_SOUND]}
        for phrase in _phrases(words, glossary):
            if len(phrase) > 1:
                text = " ".join(phrase)
                found = {text: 1.0, **glossary.words(text)}
                yield Translation(text, found, {}, 1.0, synonyms=synonyms(text))
            weight = 1.0 if len(phrase) == 1 else _WORD_OF_PHRASE
            for stem in phrase:
                names = sounding.get(stem, {})
                yield self._translation(by_stem[stem], variants[stem], names, weight)

    def _translation(
        self, term: Term, variants: Weights, names: Weights, weight: float
    ) -> Translation:
        glossary, stem = self.glossary(), term.text
        is_name = glossary.is_name(stem) and term.capitalised
        in_english = self.explainer is not None and glossary.has(stem)
        found = {**variants, **names}
        other_number = term.word[:-1] if term.word.endswith("s") else f"{term.word}s"
        if in_english:
            found = {w: share if w.isascii() else share * BESIDE for w, share in found.items()}
        return Translation(
            stem,
            found,
            {} if is_name or in_english else glossary.characters(stem),
            weight,
            tuple(filter(glossary.has, map(to_the_letter, (term.word, other_number)))),
            glossary.synonyms(stem) if self.explainer and not is_name else {},
            by_sound=bool(names),
        )

    def synonyms(self, terms: Iterable[Term]) -> Mapping[str, Weights]:
        """Returns what the index may have in place of each Chinese word that has synonyms."""
        chinese = [term for term in terms if term.kind is Kind.WORD]
        return synonyms_of_terms(chinese, self.glossary().synonyms) if chinese else {}

    def explained(self, terms: Iterable[Term]) -> InEnglish:
        """Returns what the index has in English for the Chinese words of a question."""
        if self.explainer is None:
            return InEnglish({}, {}, frozenset())
        return self.explainer().explain([term for term in terms if term.kind in _CHINESE])


def _variants(term: Term, glossary: Glossary) -> dict[str, float]:
    """Returns a stem with its translations, those of words related to it, and numbers."""
    stem = term.text
    own = glossary.words(stem)
    found = {stem: 1.0, **own}
    is_name = glossary.is_name(stem) and term.capitalised
    if not is_name and max(own.values(), default=0) < WELL:
        written = term.word.capitalize() if term.capitalised else term.word
        for root, share in glossary.relatives(written).items():
            for word, weight in glossary.words(root).items():
                found.setdefault(word, weight * share)
    found |= glossary.acronyms(term.word) if term.capitals else {}
    number = number_of(term.word)
    return found if number is None else found | number_forms(number)


def _phrases(words: Sequence[Term], glossary: Glossary) -> Iterator[Sequence[str]]:
    """Splits words into phrases of the glossary, with no more than grammar within one."""
    begins = [
        at for at in range(1, len(words)) if words[at].start - words[at - 1].end > _LONGEST_GAP
    ]
    for start, end in pairwise([0, *begins, len(words)]):
        yield from glossary.phrases([term.text for term in words[start:end]])


def _by_sound(term: Term, glossary: Glossary) -> dict[str, float]:
    """Returns the names in Chinese that a word may mean, each as a term or as its pairs.

    Empty where the index has the word itself, or the dictionary has it with another meaning.
    """
    stem = term.text
    if glossary.has(stem) or glossary.is_name(stem) is False:
        return {}
    found: dict[str, float] = {}
    for name in sounding_like(term.word, glossary.names()):
        pieces = [name] if glossary.has(name) else map("".join, pairwise(name))
        found |= dict.fromkeys(pieces, _BY_SOUND)
    return found
