"""What a speech is about, in words of its own: those that it says more often than others do."""

import re
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence

from bot.corpus.speech import Passage
from bot.corpus.splitting import sentence
from bot.language.terms import Analyzer, Term
from bot.search.index import PassageIndex

_IN_TOPIC_SENTENCE = 1.5
_IN_TITLE = 2
"""How much a word counts in the sentence that a passage begins with, and in the title."""

_COUNTED = re.compile("[一二三四五六七八九十百千万亿两几多半第]+[个年月日次名家户位条项类种点些]?")

_GOES_ON = re.compile(r"(?![的等和与及或])\w")
"""What follows a word that is not the end of a phrase."""

_TERM = 4
"""Characters from which on a word is a term in itself, wherever it stands."""

_SAID_BY_THE_WAY = 0.5
"""What is taken off from how often a word is said, so that words said once weigh less."""


class Topics:
    """Finds the words that are characteristic of a speech.

    A word weighs by how often the speech says it (Luhn 1958), how few passages of the corpus do
    (Spärck Jones 1972), and how rare it is in the language, which tells terms from words that any
    speech is full of. It must end a phrase somewhere: a verb that only leads to its object, as
    "strengthen" does, names no subject.
    """

    def __init__(
        self, analyzer: Analyzer, index: PassageIndex, is_empty: Callable[[Term], bool]
    ) -> None:
        self._analyzer = analyzer
        self._index = index
        self._is_empty = is_empty

    def of(self, passages: Sequence[Passage]) -> list[str]:
        """The Chinese words of the passages of a speech as they stand there, the best first."""
        spelt: dict[str, str] = {}
        counts: defaultdict[str, float] = defaultdict(float)
        nouns = set()
        for text, topical in _texts(passages):
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
            if (
                len(term.text) > 1
                and not self._is_empty(term)
                and not _COUNTED.fullmatch(term.text)
            ):
                yield term


def _texts(passages: Sequence[Passage]) -> Iterator[tuple[str, int]]:
    """What the speaker says, each text with where its topic sentence ends.

    A text that begins with the speaker's name is the editor's, about the speaker.
    """
    for passage in passages:
        speaker = passage.speech.speaker
        if not speaker or not passage.text.startswith(speaker):
            yield passage.text, len(sentence(passage.text))
