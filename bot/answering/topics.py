"""What a speech is about: the words that it uses more often than others do."""

import re
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence

from bot.corpus.speech import Passage
from bot.corpus.splitting import sentence
from bot.language.terms import Analyzer, Term
from bot.search.index import PassageIndex

_IN_TOPIC_SENTENCE = 1.5
_IN_TITLE = 2
"""How much a word counts in the first sentence of a passage, and in the title."""

_COUNTED = re.compile("[一二三四五六七八九十百千万亿两几多半第]+[个年月日次名家户位条项类种点些]?")

_GOES_ON = re.compile(r"(?![的等和与及或])\w")
"""What follows a word that does not end a phrase."""

_TERM = 4
"""Characters of a word at least that is a term by itself, wherever it is."""

_SAID_BY_THE_WAY = 0.5
"""Subtracted from the count of a word, so that words that occur once weigh less."""


class Topics:
    """Finds the words that are characteristic of a speech.

    The weight of a word grows with its frequency in the speech (Luhn 1958), its rarity among the
    passages of the corpus (Spärck Jones 1972), and its rarity in the language, which distinguishes
    terms from the words of any speech. The word must end a phrase somewhere: a verb that only
    leads to its object, such as "strengthen", names no subject.
    """

    def __init__(
        self, analyzer: Analyzer, index: PassageIndex, is_empty: Callable[[Term], bool]
    ) -> None:
        self._analyzer = analyzer
        self._index = index
        self._is_empty = is_empty

    def of(self, passages: Sequence[Passage]) -> list[str]:
        """The Chinese words of the passages of a speech, as spelt there, the best first."""
        spelt: dict[str, str] = {}
        counts: defaultdict[str, float] = defaultdict(float)
        nouns = set()
        for text in _spoken(passages):
            topical = len(sentence(text))
            for word in self._words(text):
                spelt.setdefault(word.text, text[word.start : word.end])
                counts[word.text] += _IN_TOPIC_SENTENCE if word.start < topical else 1
                if len(word.text) >= _TERM or not _GOES_ON.match(text, word.end):
                    nouns.add(word.text)
        for word in self._words(passages[0].speech.title) if passages else ():
            counts[word.text] += _IN_TITLE if word.text in counts else 0
        words = [word for word in counts if word in nouns]
        rare = zip(words, self._index.idf(words), strict=True)
        weights = {
            word: (counts[word] - _SAID_BY_THE_WAY) * idf * self._analyzer.rarity(word)
            for word, idf in rare
        }
        return [spelt[word] for word in sorted(words, key=lambda word: -weights[word])]

    def _words(self, text: str) -> Iterator[Term]:
        for term in self._analyzer.longest_words(text):
            is_counted = len(term.text) < 2 or _COUNTED.fullmatch(term.text)
            if not is_counted and not self._is_empty(term):
                yield term


def _spoken(passages: Sequence[Passage]) -> list[str]:
    """The texts except the editor's, which begin with the name of the speaker."""
    named = ((passage.text, passage.speech.speaker) for passage in passages)
    return [text for text, speaker in named if not speaker or not text.startswith(speaker)]
