"""The bot with one part left out, for each part, and a plain baseline to compare it with."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from time import perf_counter
from typing import Any

import numpy as np
from rank_bm25 import BM25Okapi

import bot.search.ranking
from bot.answering.answer import Answer, Quote
from bot.answering.answerer import PASSAGES, Answerer
from bot.answering.finding import Finder
from bot.answering.question import Interpreter, Question
from bot.answering.speakers.chinese_names import exact_names
from bot.answering.speakers.directory import Recogniser, SpeakerDirectory, directory_of
from bot.answering.speakers.speaker import Speaker, Speakers
from bot.corpus.speech import Passage
from bot.language.dictionary import Dictionary
from bot.language.english_to_chinese import Glossary, nothing
from bot.language.script import simplifier
from bot.language.segmentation import Segmenter, place_names
from bot.language.stopwords import Stopwords
from bot.language.terms import Analyzer, Kind, Term
from bot.language.weighted_lists import WeightedNumbers
from bot.search.index import Hit, PostingsIndex
from bot.search.postings import FORMULA
from bot.search.query import Query
from tests.documents import Corpus
from tests.held import HeldContents, held_index, postings_of


class LackingAnalyzer(Analyzer):
    """Finds no terms of one kind, neither in passages nor in questions."""

    def __init__(self, kind: Kind, *parts: Any) -> None:
        super().__init__(*parts)
        self._kind = kind

    def terms(self, source: str) -> list[Term]:
        return [term for term in super().terms(source) if term.kind is not self._kind]


def own_words_index(corpus: Corpus, analyzer: Analyzer) -> PostingsIndex:
    """Finds passages by their own words alone."""
    passages = corpus.passages()
    words = [[term.text for term in analyzer.terms(passage.text)] for passage in passages]
    postings = postings_of(words, replace(FORMULA, unit=1))
    return PostingsIndex(HeldContents(corpus.speeches, passages), postings)


class NoPublicLife(Dictionary):
    """Knows the dictionary's terms alone."""

    def __init__(self, whole: Dictionary) -> None:
        vars(self).update(vars(whole))

    def public(self, phrase: str) -> WeightedNumbers:
        return super().public("")

    def is_public(self, phrase: str) -> bool:
        return False


class NoStopwords(Stopwords):
    """Takes every word for a part of the subject."""

    def is_asking(self, term: Term) -> bool:
        return False

    def is_empty(self, term: Term) -> bool:
        return False


class NoFigures(Interpreter):
    """Does not see that a question wants a figure or a date."""

    def interpret(self, text: str) -> Question:
        return replace(super().interpret(text), wanted=None)


class NothingBeside(Interpreter):
    """Looks for the subject alone."""

    def interpret(self, text: str) -> Question:
        return replace(super().interpret(text), beside=())


class Credulous(Finder):
    """Is sure of whatever comes first."""

    def _confidence(self, question: Question, query: Query, hit: Hit) -> float:
        return 1.0


class Unrefusing(Answerer):
    """Shows whatever comes first."""

    finder = Credulous


class Baseline(Answerer):
    """Okapi BM25 over jieba's words as they are, with nothing else."""

    def __init__(self, passages: Sequence[Passage], segmenter: Segmenter) -> None:
        self._texts = passages
        self._segmenter = segmenter
        self._ranking = BM25Okapi([self._words(passage.text) for passage in passages])

    def answer(self, text: str, passages: int = PASSAGES) -> Answer:
        return self.rank(text, passages)

    def rank(self, text: str, limit: int) -> Answer:
        started = perf_counter()
        scores = self._ranking.get_scores(self._words(text))
        best = np.argsort(-scores, kind="stable")[:limit]
        quotes = tuple(Quote(self._texts[at], (), float(scores[at])) for at in best)
        elapsed = (perf_counter() - started) * 1000
        return Answer(text, "", "answered", (), quotes, elapsed_ms=elapsed)

    def _words(self, text: str) -> list[str]:
        return [word for word in self._segmenter._jieba.cut(text) if not word.isspace()]


def nobody(
    _speakers: Sequence[Speaker], _segmenter: Segmenter, *_others: Recogniser
) -> SpeakerDirectory:
    return SpeakerDirectory([], Speakers([]))


def exact_only(
    speakers: Sequence[Speaker], _segmenter: Segmenter, *_others: Recogniser
) -> SpeakerDirectory:
    return SpeakerDirectory([exact_names(speakers)], Speakers(speakers))


@dataclass(frozen=True)
class Recipe:
    """What each part of the bot is made by; as it stands here, that is the whole bot."""

    simplifier: Callable[[], Callable[[str], str]] = simplifier
    analyzer: Callable[..., Analyzer] = Analyzer
    index: Callable[[Corpus, Analyzer], PostingsIndex] = held_index
    stopwords: Callable[[], Stopwords] = Stopwords
    places: Callable[[Iterable[str]], Iterable[str]] = place_names
    dictionary: Callable[[Dictionary], Dictionary] = lambda whole: whole
    translating: Callable[[Glossary], Glossary] = lambda whole: whole
    directory: Callable[..., SpeakerDirectory] = directory_of
    interpreter: type[Interpreter] = Interpreter
    answerer: type[Answerer] = Answerer
    coordination: float = bot.search.ranking._COORDINATION

    def of_index(self) -> "Recipe":
        """What of this the index depends on."""
        return Recipe(simplifier=self.simplifier, analyzer=self.analyzer, index=self.index)

    def of_glossary(self) -> "Recipe":
        """What of this the glossary depends on, as it is before `translating`."""
        return replace(self.of_index(), places=self.places, dictionary=self.dictionary)


WITHOUT: Mapping[str, Recipe] = {
    "character pairs": Recipe(analyzer=partial(LackingAnalyzer, Kind.BIGRAM)),
    "single characters": Recipe(analyzer=partial(LackingAnalyzer, Kind.CHARACTER)),
    "Traditional to Simplified": Recipe(simplifier=lambda: str),
    "stopwords": Recipe(stopwords=NoStopwords),
    "translation": Recipe(translating=lambda _: Glossary(nothing)),
    "characters of translations": Recipe(translating=partial(replace, characters=nothing)),
    "terms of public life": Recipe(dictionary=NoPublicLife),
    "synonyms": Recipe(translating=partial(replace, synonyms=nothing)),
    "foreign names by sound": Recipe(translating=partial(replace, names=dict)),
    "pinyin of places": Recipe(places=lambda _: ()),
    "names of speakers": Recipe(directory=nobody),
    "inexact names": Recipe(directory=exact_only),
    "title, speaker, role, topic": Recipe(index=own_words_index),
    "coordination": Recipe(coordination=0.0),
    "figure questions": Recipe(interpreter=NoFigures),
    "function words": Recipe(interpreter=NothingBeside),
    "refusals": Recipe(answerer=Unrefusing),
}
"""What each variant is without."""
