"""Makes a glossary: CC-CEDICT's glosses turned round, for the terms of one index.

The dictionary explains Chinese words in English. Read the other way, it tells which Chinese words
an English word may stand for (dictionary translation, as in Pirkola 1998). Where the passages say
it in another word, that word often shares a character with the dictionary's; so an English word
is also turned into the characters that its translations have in common.
"""

import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from itertools import chain, pairwise

from bot.language.dictionary import Entry, entries, public_life
from bot.language.english import Stemmer
from bot.language.glossary import LONGEST_PHRASE, Glossary, Weights
from bot.language.pinyin import readings
from bot.language.stopwords import Stopwords
from bot.language.transliteration import Names, names_in

_ASIDE = re.compile(r"\([^)]*\)|\[[^]]*\]")
_WORD = re.compile(r"[a-z0-9]+(?:'[a-z]+)?")
_CAPITALS = re.compile(r"\b[A-Z]{2,6}\b")
_TITLE = re.compile(r"[A-Z][a-z]+(?: (?:of |the |and |for )*[A-Z][a-z]+)+")

_LONGEST_GLOSS = 5
_LONGEST_WORD = 3
_MANY_GLOSSES = 0.3
_LATER_SENSE = 0.8
_PART_OF_GLOSS = 0.5
_ONE_CHARACTER = 0.6
_BY_PIECES = 0.4
_ACRONYM = 0.7
_SLIGHTEST = 0.05
_MOST_WORDS = 30
_MOST_CHARACTERS = 12
_SLIGHTEST_CHARACTER = 0.05


def make_glossary(
    texts: Iterable[str],
    places: Iterable[str],
    vocabulary: Collection[str],
    stemmer: Stemmer,
    stopwords: Stopwords,
) -> Glossary:
    """The glossary of an index from its texts in normal form, and the names of places in them."""
    maker = GlossaryMaker(vocabulary, stemmer, stopwords)
    for entry in entries():
        maker.add(entry)
    for english, chinese in public_life():
        maker.add_term(english, chinese)
    for place in places:
        maker.add_name(place)
    return maker.glossary(names_in(texts))


class GlossaryMaker:
    """Turns dictionary entries into the tables of a glossary.

    A gloss that is the whole phrase weighs 1, one that only contains the word less, each later
    sense of a Chinese word less than the one before, and a word with many glosses a little less.
    """

    def __init__(self, vocabulary: Collection[str], stemmer: Stemmer, stopwords: Stopwords) -> None:
        self._vocabulary = vocabulary
        self._single = {term for term in vocabulary if len(term) == 1}
        self._stemmer = stemmer
        self._stems = _Stems(stemmer, stopwords.grammar)
        self._words: defaultdict[str, dict[str, float]] = defaultdict(dict)
        self._characters: defaultdict[str, dict[str, float]] = defaultdict(dict)
        self._acronyms: defaultdict[str, dict[str, float]] = defaultdict(dict)

    def add(self, entry: Entry) -> None:
        """An entry of the dictionary, if the index has its word or pieces or characters of it."""
        word = entry.headword
        forms = self._forms(word)
        known = set(word) & self._single if len(word) <= _LONGEST_WORD else ()
        if not forms and not known:
            return
        phrases = self._phrases(entry)
        for phrase, weight in phrases.items():
            if forms:
                _raise_to(self._words[phrase], forms, weight)
            if known and " " not in phrase:
                characters = self._characters[phrase]
                for character in known:
                    characters[character] = characters.get(character, 0) + weight
        for gloss in chain.from_iterable(entry.senses) if forms else ():
            for acronym in _acronyms(gloss) if not gloss.islower() else ():
                _raise_to(self._acronyms[acronym], forms, _ACRONYM)

    def add_term(self, english: str, chinese: Sequence[str]) -> None:
        """A term of public life, by the Chinese words for it."""
        phrase = " ".join(self._stems_of(english))
        for word in chinese:
            _raise_to(self._words[phrase], self._forms(word), 1.0)

    def add_name(self, name: str) -> None:
        """A Chinese name, to be found by its pinyin: "wangling" and "wang ling" for 网岭."""
        for syllables in readings(name):
            for spelt in ("".join(syllables), " ".join(syllables)):
                stems = " ".join(map(self._stemmer.stem, spelt.split()))
                _raise_to(self._words[stems], self._forms(name), 1.0)

    def glossary(self, names: Names) -> Glossary:
        return Glossary(
            {phrase: _heaviest(weights) for phrase, weights in self._words.items()},
            {phrase: _sharpened(weights) for phrase, weights in self._characters.items()},
            dict(self._acronyms),
            names,
        )

    def _forms(self, headword: str) -> dict[str, float]:
        """The terms of the index that hold a Chinese word: itself, or else its pieces."""
        if headword in self._vocabulary:
            return {headword: 1.0}
        pieces = [a + b for a, b in pairwise(headword)]
        known = [piece for piece in pieces if piece in self._vocabulary]
        if len(pieces) < 2 or not known:
            return {}
        return dict.fromkeys(known, _BY_PIECES * len(known) / len(pieces))

    def _phrases(self, entry: Entry) -> dict[str, float]:
        """The phrases that an entry translates, with how well: whole glosses, and their words."""
        weight: float = max(1, sum(map(len, entry.senses))) ** -_MANY_GLOSSES
        weight *= _ONE_CHARACTER if len(entry.headword) == 1 else 1
        found: dict[str, float] = {}
        for sense in entry.senses:
            for gloss in sense:
                stems = self._stems_of(gloss)
                if 0 < len(stems) <= LONGEST_PHRASE:
                    phrase = " ".join(stems)
                    found[phrase] = max(found.get(phrase, 0), weight)
                if 1 < len(stems) <= _LONGEST_GLOSS:
                    part = weight * _PART_OF_GLOSS / (len(stems) - 1)
                    for stem in stems:
                        found[stem] = max(found.get(stem, 0), part)
            weight *= _LATER_SENSE
        return found

    def _stems_of(self, gloss: str) -> list[str]:
        plain = _ASIDE.sub(" ", gloss) if "(" in gloss or "[" in gloss else gloss
        return [stem for word in _WORD.findall(plain.lower()) if (stem := self._stems[word])]


class _Stems(dict[str, str]):
    """The stems of words, found once each; empty for a word of grammar."""

    def __init__(self, stemmer: Stemmer, grammar: Collection[str]) -> None:
        super().__init__(dict.fromkeys(grammar, ""))
        self._stemmer = stemmer

    def __missing__(self, word: str) -> str:
        found = self[word] = self._stemmer.stem(word)
        return found


def _acronyms(gloss: str) -> Iterator[str]:
    """The capitals by which a gloss may be known: its own, or those of a title in it."""
    for capitals in _CAPITALS.findall(gloss):
        yield capitals.lower()
    for title in _TITLE.findall(gloss):
        yield "".join(word[0] for word in title.split() if word[0].isupper()).lower()


def _raise_to(weights: dict[str, float], forms: Weights, weight: float) -> None:
    for form, share in forms.items():
        weights[form] = max(weights.get(form, 0.0), round(weight * share, 3))


def _heaviest(weights: Weights) -> Weights:
    most = _greatest(weights, _MOST_WORDS)
    return {word: weight for word, weight in most if weight >= _SLIGHTEST * most[0][1]}


def _greatest(weights: Weights, most: int) -> list[tuple[str, float]]:
    """The greatest weights, of equal ones the first by their text: the same in every process."""
    return sorted(weights.items(), key=lambda item: (-item[1], item[0]))[:most]


def _sharpened(weights: Weights) -> Weights:
    """The characters that most translations share; squared, so that chance ones fade."""
    most = _greatest(weights, _MOST_CHARACTERS)
    shares = ((character, (weight / most[0][1]) ** 2) for character, weight in most)
    return {c: round(share, 2) for c, share in shares if share >= _SLIGHTEST_CHARACTER}
