"""The index of a corpus: its passages, ranked for the terms of a question."""

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain

import numpy as np

from bot.corpus.parting import sentence
from bot.corpus.speech import Corpus, Passage
from bot.language.terms import Analyzer
from bot.search.ranking import PassageRanking, TermGroup

_OWN = 2
"""How many times as much a passage's own words count as those that it is only about."""

_AT_HAND = 16
"""Texts whose words are remembered while passages are read: a speech's title, speaker and role."""

_K1, _B = 1.2, 0.75
_COORDINATION = 0.4
"""How much of its score a passage loses that carries nothing of the question's weight."""

_LACKING = 0.2
"""How much of its score a passage loses that has nothing of the kind that is asked for."""


@dataclass(frozen=True, slots=True)
class Hit:
    """A passage that was found, `place` counting through the corpus from 0.

    `coverage`, in [0, 1], is how much of the question's weight the passage carries: the idf of
    the question's terms that stand in it, as a share of the idf of them all.
    """

    passage: Passage
    place: int
    score: float
    coverage: float


@dataclass(frozen=True, slots=True)
class WordsCarried:
    """What a passage carries of a question's words, pieces of words aside.

    `weight` is the idf of those that stand in it, `share` the share of it in the idf of them
    all, and `unsaid` the share of the words that stand in no passage at all.
    """

    weight: float
    share: float
    unsaid: float


class PassageIndex:
    """Finds the passages of one corpus."""

    def __init__(self, corpus: Corpus, analyzer: Analyzer) -> None:
        self.speeches = corpus.speeches
        self.passages = corpus.passages()
        words_of = lru_cache(_AT_HAND)(lambda text: [term.text for term in analyzer.terms(text)])
        words = [_words(passage, words_of) for passage in self.passages]
        self.ranking = PassageRanking(words, k1=_K1, b=_B, unit=_OWN)

    @property
    def vocabulary(self) -> Collection[str]:
        """Every term that stands in a passage."""
        return self.ranking.postings.keys()

    def search(
        self,
        groups: Sequence[TermGroup],
        speakers: Collection[str] = (),
        wanted: TermGroup | None = None,
        limit: int = 10,
    ) -> list[Hit]:
        """The best passages first, near ties in the order of the corpus.

        Where speakers are given, only passages of theirs. A passage without what is `wanted`,
        such as a figure, loses a part of its score. One in which none of the terms stands is
        never a hit.
        """
        scores, carried = np.zeros((2, len(self.passages)))
        total = 1e-9
        for group in groups:
            frequencies = self.ranking.frequencies(group)
            weight = group.weight * self.ranking.group_idf(frequencies)
            scores += weight * self.ranking.saturated(frequencies)
            carried += weight * np.minimum(frequencies, 1)
            total += weight
        coverage = carried / total
        scores *= 1 - _COORDINATION + _COORDINATION * coverage
        if wanted:
            presence = np.minimum(self.ranking.frequencies(wanted), 1)
            scores *= 1 - _LACKING + _LACKING * presence
        if speakers:
            scores *= [passage.speech.speaker in speakers for passage in self.passages]
        best = np.argsort(-scores.round(6), kind="stable")[:limit]
        return [
            Hit(self.passages[at], int(at), float(scores[at]), float(coverage[at]))
            for at in best
            if scores[at] > 0
        ]

    def words_carried(self, groups: Sequence[TermGroup], hit: Hit) -> WordsCarried:
        """What a hit carries of the words of a question."""
        words = [group for group in groups if group.is_word]
        if not words:
            return WordsCarried(0.0, 0.0, 0.0)
        weights = [g.weight * self.ranking.group_idf(self.ranking.frequencies(g)) for g in words]
        present = [self.ranking.presence(group, hit.place) for group in words]
        carried = sum(w * p for w, p in zip(weights, present, strict=True))
        unsaid = sum(not self.ranking.is_known(group) for group in words) / len(words)
        return WordsCarried(carried, carried / sum(weights), unsaid)

    def of(self, speakers: Collection[str]) -> list[Hit]:
        """Everything that the speakers said, in the order of the corpus."""
        return [
            Hit(passage, place, 0.0, 0.0)
            for place, passage in enumerate(self.passages)
            if passage.speech.speaker in speakers
        ]


def _words(passage: Passage, words_of: Callable[[str], list[str]]) -> list[str]:
    """What a passage is found by: its own words, and what they are about.

    That is its speech's title, speaker and role, and its topic sentence (the first of its
    paragraph), each where the passage does not say it itself.
    """
    speech = passage.speech
    about = (sentence(passage.opening), speech.title, speech.speaker, speech.role)
    context = [text for text in about if text and text not in passage.text]
    return [*words_of(passage.text) * _OWN, *chain.from_iterable(map(words_of, context))]
