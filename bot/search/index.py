"""The index of a corpus: its passages, ranked for the terms of a question."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from bot.corpus.parting import sentence
from bot.corpus.speech import Corpus, Passage
from bot.language.terms import Analyzer
from bot.search.ranking import PassageRanking, TermGroup


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


class PassageIndex:
    """Finds the passages of one corpus."""

    def __init__(self, corpus: Corpus, analyzer: Analyzer) -> None:
        self.speeches = corpus.speeches
        self.passages = corpus.passages()
        self.ranking = PassageRanking([list(_words(p, analyzer)) for p in self.passages])

    @property
    def vocabulary(self) -> Collection[str]:
        """Every term that stands in a passage."""
        return self.ranking.postings.keys()

    def search(
        self, groups: Sequence[TermGroup], speakers: Collection[str] = (), limit: int = 10
    ) -> list[Hit]:
        """The best passages first, near ties in the order of the corpus.

        Where speakers are given, only passages of theirs. A passage in which none of the terms
        stands is never a hit.
        """
        scores, carried = np.zeros((2, len(self.passages)))
        total = 0.0
        for group in groups:
            frequencies = self.ranking.frequencies(group)
            weight = group.weight * self.ranking.group_idf(frequencies)
            scores += weight * self.ranking.saturated(frequencies)
            carried += weight * np.minimum(frequencies, 1)
            total += weight
        if speakers:
            scores *= [passage.speech.speaker in speakers for passage in self.passages]
        best = np.argsort(-scores.round(6), kind="stable")[:limit]
        return [
            Hit(self.passages[at], int(at), float(scores[at]), float(carried[at] / total))
            for at in best
            if scores[at] > 0
        ]

    def of(self, speakers: Collection[str]) -> list[Hit]:
        """Everything that the speakers said, in the order of the corpus."""
        return [
            Hit(passage, place, 0.0, 0.0)
            for place, passage in enumerate(self.passages)
            if passage.speech.speaker in speakers
        ]


def _words(passage: Passage, analyzer: Analyzer) -> Iterator[str]:
    """What a passage is found by: its words, and once more the words that say what it is about.

    Those are its topic sentence (the first of its paragraph), and its speech's title, speaker
    and role.
    """
    speech = passage.speech
    context = (sentence(passage.opening), speech.title, speech.speaker, speech.role)
    for text in (passage.text, *context):
        if text:
            yield from (term.text for term in analyzer.terms(text))
