"""Asks question sets of the bot, of its variants and of the baseline."""

import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache, cached_property
from itertools import groupby
from pathlib import Path
from unittest.mock import patch

import bot.search.ranking
from bot.answering.answerer import Answerer
from bot.answering.live_corpus import frames_of, open_corpus, said_or_name
from bot.answering.speakers.directory import Discussions
from bot.answering.speakers.speaker import speakers_of
from bot.corpus.speech import people_of
from bot.evaluation.evaluation import Figures, Outcome, ask, figures
from bot.evaluation.expected_questions import ExpectedQuestion
from bot.language.chinese_to_english import Explainer
from bot.language.dictionary import open_dictionary
from bot.language.english import Stemmer
from bot.language.english_to_chinese import Glossary, glossary_of
from bot.language.foreign_names import capitalised_in
from bot.language.normal import Normaliser
from bot.language.script import ENGLISH, languages_of
from bot.language.segmentation import Segmenter, names_and_roles, quoted_words
from bot.language.terms import Analyzer
from bot.language.translation import Translator
from bot.search.index import PassageIndex
from tests.bench.variants import WITHOUT, Baseline, Recipe
from tests.documents import Corpus, read_corpus


@dataclass(frozen=True)
class QuestionSet:
    """Questions about a corpus; `rank_only` where the ranking is measured and not the answers."""

    name: str
    corpus: Path
    questions: tuple[ExpectedQuestion, ...]
    rank_only: bool

    @property
    def measure(self) -> str:
        """The figure that tells how good the bot is at this set."""
        return "MRR@10" if self.rank_only else "top1"

    def ask(self, answerer: Answerer) -> list[Outcome]:
        return [ask(answerer, question, rank_only=self.rank_only) for question in self.questions]


@dataclass(frozen=True)
class Measured:
    """The figures of a set: the bot's, and by their names those of its variants."""

    asked: QuestionSet
    whole: Figures
    variants: Mapping[str, Figures]

    def score(self, found: Figures) -> float:
        """What the set's measure is in some figures; 0 where nothing is answerable."""
        return (found.mrr10 if self.asked.rank_only else found.top1) or 0.0

    def loss(self, variant: str) -> float:
        return self.score(self.whole) - self.score(self.variants[variant])


@dataclass(frozen=True)
class Indexed:
    """A corpus, its own words, and what analyses it."""

    corpus: Corpus
    words: set[str]
    normaliser: Normaliser
    stemmer: Stemmer
    segmenter: Segmenter
    analyzer: Analyzer
    index: PassageIndex

    def normal(self, text: str) -> str:
        return self.normaliser.normal(text).text

    @cached_property
    def foreign(self) -> tuple[set[str], int]:
        """What may be names of the other language in the documents, and the languages of all."""
        names: set[str] = set()
        languages = 0
        for _, passages in groupby(self.index.contents.passages, lambda passage: passage.speech.id):
            texts = [passage.text for passage in passages]
            spoken = languages_of("\n".join(texts))
            languages |= spoken
            names.update(*(self.analyzer.long_terms(self.normal(text))[1] for text in texts))
            names |= capitalised_in("\n".join(texts)) if spoken & ENGLISH else set()
        return names, languages


class Workshop:
    """Follows recipes as `bot.answering.live_corpus` puts the bot together."""

    def __init__(self, cache_folder: Path) -> None:
        self._cache_folder = cache_folder
        self._indexed = cache(self._index)
        self._glossary = cache(self._make_glossary)

    def measure(self, asked: QuestionSet) -> Measured:
        """Exits where the variants are no longer put together as the bot is."""
        whole = asked.ask(open_corpus(asked.corpus, self._cache_folder, at_once=True))
        if list(map(_place, whole)) != list(map(_place, self._ask(Recipe(), asked))):
            sys.exit(f"{__file__}: not put together as bot/answering/live_corpus.py does it")
        variants = {f"without {part}": self._ask(recipe, asked) for part, recipe in WITHOUT.items()}
        passages = read_corpus(asked.corpus).passages()
        variants["plain BM25"] = asked.ask(Baseline(passages, Segmenter(self._cache_folder)))
        found = {name: figures(outcomes) for name, outcomes in variants.items()}
        return Measured(asked, figures(whole), found)

    def _ask(self, recipe: Recipe, asked: QuestionSet) -> list[Outcome]:
        answerer = self._answerer(recipe, asked.corpus)
        with patch.object(bot.search.ranking, "_COORDINATION", recipe.coordination):
            return asked.ask(answerer)

    def _answerer(self, recipe: Recipe, corpus: Path) -> Answerer:
        made = self._indexed(corpus, recipe.of_index())
        glossary = recipe.translating(self._glossary(corpus, recipe.of_glossary()))
        discussions = Discussions(made.index.contents, made.analyzer.normal)
        speakers = speakers_of(made.index.contents.people, made.normal)
        directory = recipe.directory(speakers, made.segmenter, discussions)
        translator = Translator(lambda: glossary, self._explaining(made))
        stopwords = recipe.stopwords()
        frames = frames_of(made.index.contents, made.analyzer, stopwords, translator)
        interpreter = recipe.interpreter(
            made.normaliser, made.analyzer, stopwords, directory, translator, frames
        )
        return recipe.answerer(interpreter, made.index, made.analyzer)

    def _index(self, folder: Path, recipe: Recipe) -> Indexed:
        corpus = read_corpus(folder)
        normaliser, stemmer = Normaliser(recipe.simplifier()), Stemmer()
        words = quoted_words(normaliser.normal(p.text).text for p in corpus.passages())
        for person in people_of(corpus.speeches):
            words |= names_and_roles(person, normaliser)
        lexicon = Segmenter(self._cache_folder).frequencies(words)
        segmenter = Segmenter(self._cache_folder, lexicon)
        analyzer = recipe.analyzer(normaliser, segmenter, stemmer)
        index = recipe.index(corpus, analyzer)
        words_that_count = said_or_name(index, recipe.stopwords())
        asking = recipe.analyzer(normaliser, segmenter, stemmer, words_that_count)
        return Indexed(corpus, words, normaliser, stemmer, segmenter, asking, index)

    def _make_glossary(self, folder: Path, recipe: Recipe) -> Glossary:
        made = self._indexed(folder, recipe.of_index())
        foreign, _ = made.foreign
        places = recipe.places(made.words)
        dictionary = recipe.dictionary(open_dictionary(self._cache_folder))
        known = made.index.known
        return glossary_of(dictionary, known, places, foreign.copy, made.stemmer, made.words)

    def _explaining(self, made: Indexed) -> Callable[[], Explainer] | None:
        """What explains Chinese words by English ones, where a text has any."""
        foreign, languages = made.foreign
        dictionary = open_dictionary(self._cache_folder)
        explainer = Explainer(dictionary, made.index.known, foreign.copy, made.stemmer)
        return (lambda: explainer) if languages & ENGLISH else None


def _place(outcome: Outcome) -> tuple[int, bool]:
    return outcome.rank, outcome.refused
