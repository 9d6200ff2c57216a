"""Puts an answerer together from a corpus folder: the one place where its parts meet."""

from functools import cache
from pathlib import Path

from bot.answering.answerer import Answerer
from bot.answering.naming.directory import directory_of
from bot.answering.naming.speaker import speakers_of
from bot.answering.question import Interpreter
from bot.corpus.reader import read_corpus
from bot.corpus.speech import Corpus
from bot.language.english import Stemmer
from bot.language.glossary import Glossary
from bot.language.inversion import make_glossary
from bot.language.lexicon import lexicon, place_names
from bot.language.normal import Normaliser
from bot.language.script import simplifier
from bot.language.segmenter import Segmenter
from bot.language.stopwords import Stopwords
from bot.language.terms import Analyzer
from bot.language.translation import Translator
from bot.search.index import PassageIndex
from bot.search.saved import saved_glossary


def open_corpus(folder: Path, cache_folder: Path, *, at_once: bool = False) -> Answerer:
    """Reads a corpus folder and indexes it; raises CorpusError where it has faults.

    `cache_folder` is private to this user; what is kept there makes the next start quicker.
    The dictionary is opened when English is first asked, or now, if all is wanted `at_once`.
    """
    return assemble(read_corpus(folder), cache_folder, at_once=at_once)


def assemble(corpus: Corpus, cache_folder: Path, *, at_once: bool = False) -> Answerer:
    """An answerer for a corpus that has been read."""
    normaliser = Normaliser(simplifier())
    stemmer = Stemmer()
    stopwords = Stopwords()
    words = lexicon(corpus, normaliser)
    segmenter = Segmenter(cache_folder, words)
    analyzer = Analyzer(normaliser, segmenter, stemmer)
    index = PassageIndex(corpus, analyzer)

    @cache
    def glossary() -> Glossary:
        return saved_glossary(
            cache_folder,
            index.vocabulary,
            lambda: make_glossary(
                (normaliser.normal(passage.text).text for passage in index.passages),
                place_names(words),
                index.vocabulary,
                stemmer,
                stopwords,
            ),
        )

    if at_once:
        glossary()
    speakers = speakers_of(corpus.speeches, lambda name: normaliser.normal(name).text)
    directory = directory_of(speakers, segmenter)
    translator = Translator(glossary)
    interpreter = Interpreter(normaliser, analyzer, stopwords, directory, translator)
    return Answerer(interpreter, index, analyzer)
