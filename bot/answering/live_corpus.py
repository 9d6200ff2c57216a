"""The corpus in use: opened from its folder, and reloaded while questions are asked."""

import asyncio
from collections.abc import Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from datetime import UTC, datetime
from functools import cache
from itertools import chain
from pathlib import Path

from xxhash import xxh3_64_hexdigest

from bot.answering.answerer import Answerer
from bot.answering.framing.forum_names import ForumNames
from bot.answering.framing.frame import FrameReader
from bot.answering.framing.scope import Scopes
from bot.answering.question import Interpreter
from bot.answering.speakers.directory import Discussions, directory_of
from bot.answering.speakers.speaker import speakers_of
from bot.corpus.watching import settled
from bot.errors import ForumBotError
from bot.language.chinese_to_english import Explainer
from bot.language.dictionary import Dictionary, open_dictionary
from bot.language.encoder import OFF, Semantics
from bot.language.english import Stemmer
from bot.language.english_to_chinese import Glossary, english_glossary, glossary_of
from bot.language.normal import Normaliser
from bot.language.script import ENGLISH, simplifier
from bot.language.segmentation import Segmenter, place_names
from bot.language.stopwords import Stopwords
from bot.language.terms import Analyzer, Term
from bot.language.translation import Translator
from bot.search.builder import Progress
from bot.search.catalogue import read_lexicon
from bot.search.contents import Contents
from bot.search.index import read_index
from bot.search.saved import UNCHANGED, Changes, changes_between, is_of, open_saved
from bot.search.saved_contents import SavedContents, foreign_in, languages_in
from bot.storage import Bundle, open_bundle
from bot.workers import run_in_background

_ANY_QUESTION = "What did Wang Wu (王五) say about rentals?"
"""A question that needs everything which is otherwise made on first use."""


def open_corpus(
    folder: Path,
    cache_folder: Path,
    *,
    at_once: bool = False,
    progress: Progress = lambda done, total: None,
    semantics: Semantics = OFF,
) -> Answerer:
    """Opens a corpus folder, and indexes what has changed.

    `cache_folder` is private to this user and holds the index. The dictionary is opened for the
    first English question, or, if `at_once`, now and parallel to the index. Raises CorpusError if
    the corpus has faults, and SettingsError if `semantics` need an extra that is not installed.
    """
    dictionary = opening_dictionary(cache_folder) if at_once else None
    bundle = open_saved(folder, cache_folder, progress, semantics)
    return answerer_of(bundle, cache_folder, dictionary, semantics)


def opening_dictionary(cache_folder: Path) -> Future[Dictionary]:
    """The dictionary, opened in a thread."""
    return ThreadPoolExecutor(1).submit(open_dictionary, cache_folder)


def answerer_of(
    bundle: Bundle,
    cache_folder: Path,
    dictionary: Future[Dictionary] | None = None,
    semantics: Semantics = OFF,
) -> Answerer:
    """The answerer from an index; with a dictionary, all that is made on first use is made now."""
    index = read_index(bundle, semantics)
    words, foreign, languages = read_lexicon(bundle), foreign_in(bundle), languages_in(bundle)
    normaliser, stemmer, stopwords = Normaliser(simplifier()), Stemmer(), Stopwords()
    segmenter = Segmenter(cache_folder, words)
    analyzer = Analyzer(normaliser, segmenter, stemmer)
    speakers = speakers_of(index.contents.people, analyzer.normal)
    discussions = Discussions(index.contents, analyzer.normal)
    directory = directory_of(speakers, segmenter, discussions)

    @cache
    def opened() -> Dictionary:
        return dictionary.result() if dictionary else open_dictionary(cache_folder)

    @cache
    def glossary() -> Glossary:
        if languages == ENGLISH:
            return english_glossary(index.known, stemmer)
        places = place_names(words)
        return glossary_of(opened(), index.known, places, foreign, stemmer, words)

    @cache
    def explainer() -> Explainer:
        return Explainer(opened(), index.known, foreign, stemmer)

    translator = Translator(glossary, explainer if languages & ENGLISH else None)
    frames = frames_of(index.contents, analyzer, stopwords, translator)
    interpreter = Interpreter(normaliser, analyzer, stopwords, directory, translator, frames)
    answerer = Answerer(interpreter, index, analyzer)
    if dictionary:
        answerer.answer(_ANY_QUESTION)
    return answerer


def frames_of(
    contents: Contents, analyzer: Analyzer, stopwords: Stopwords, translator: Translator
) -> FrameReader:
    """The reader of the frames of questions about some contents."""
    names = cache(lambda: ForumNames(contents, analyzer, stopwords.is_empty))

    def translated(words: Sequence[Term]) -> Iterator[str]:
        return chain.from_iterable(each.variants for each in translator.translate(words))

    return FrameReader(stopwords, Scopes(names, translated))


_QUIET_SECONDS = 1.0
"""How long a corpus must be unchanged before it is read."""

_FAULTY_SECONDS = 5.0
"""How long a corpus must have the same faults before they are reported."""


class LiveCorpus:
    """The answerer for all questions, which changes with its corpus, and when that was read.

    `cache_folder` is private to this user. Raises CorpusError if the corpus has faults.
    """

    def __init__(
        self,
        folder: Path,
        cache_folder: Path,
        progress: Progress = lambda done, total: None,
        semantics: Semantics = OFF,
    ) -> None:
        self.folder = folder
        self._cache_folder = cache_folder
        self._semantics = semantics
        self._reading = asyncio.Lock()
        self._dictionary = opening_dictionary(cache_folder)
        self.read_at = datetime.now(UTC)
        bundle = open_saved(folder, cache_folder, progress, semantics)
        self._index, self._contents = bundle.folder, SavedContents(bundle)
        self.answerer = answerer_of(bundle, cache_folder, self._dictionary, semantics)

    @property
    def fingerprint(self) -> str:
        """The same for processes that answer from the same speeches."""
        contents = self._contents
        return xxh3_64_hexdigest(contents.keys.tobytes() + contents.digests.tobytes())

    async def refresh(self, *, patiently: bool = True) -> Changes:
        """Reloads the corpus when nobody is writing to it any more; returns what has changed.

        Another process makes the index, and the answerer is replaced in one step, or not at all.
        Raises CorpusError if the corpus has faults, for a while if `patiently`, and ForumBotError
        or OSError if it cannot be indexed.
        """
        patience = _FAULTY_SECONDS if patiently else _QUIET_SECONDS
        state = await settled(self.folder, _QUIET_SECONDS)
        while True:
            try:
                return await self._read(state)
            except ForumBotError:
                before, state = state, await settled(self.folder, patience)
                if state == before:
                    raise

    async def _read(self, state: str) -> Changes:
        """Reads the corpus in this state, unless the answerer has it already."""
        async with self._reading:
            read_at = datetime.now(UTC)
            if is_of(self._index, state):
                self.read_at = read_at
                return UNCHANGED
            task = (self.folder, self._cache_folder, self._semantics)
            index = await run_in_background(_make_index, task)
            return await asyncio.to_thread(self._take, index, read_at)

    def _take(self, index: Path, read_at: datetime) -> Changes:
        bundle = open_bundle(index)
        if bundle is None:
            raise ForumBotError(f"{index} is missing: another program empties that folder")
        contents = SavedContents(bundle)
        answerer = answerer_of(bundle, self._cache_folder, self._dictionary, self._semantics)
        changes = changes_between(self._contents, contents)
        self.answerer = answerer
        self._index, self._contents, self.read_at = index, contents, read_at
        return changes


def _make_index(task: tuple[Path, Path, Semantics]) -> Path:
    """Makes the index of a corpus, in another process, and returns its folder."""
    folder, cache_folder, semantics = task
    return open_saved(folder, cache_folder, semantics=semantics).folder
