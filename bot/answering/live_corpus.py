"""The corpus in use: opened from its folder, and reloaded while questions are asked."""

import asyncio
from collections.abc import Callable, Iterator, Sequence
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
from bot.language.terms import Analyzer, Term, has
from bot.language.translation import Translator
from bot.search.builder import Progress
from bot.search.catalogue import read_lexicon
from bot.search.contents import Contents
from bot.search.index import PassageIndex
from bot.search.opening import IndexTask, newer_index, open_index, read_index, works
from bot.search.opensearch.address import ServerAddress
from bot.search.saved import UNCHANGED, Changes, changes_between, state_of
from bot.search.saved_contents import SavedSpeeches, foreign_in, languages_in
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
    server: ServerAddress | None = None,
) -> Answerer:
    """Opens a corpus folder, and indexes what has changed.

    `cache_folder` is private to this user and holds the index, unless a search server does. The
    dictionary is opened for the first English question, or, if `at_once`, now and parallel to the
    index. Raises CorpusError if the corpus has faults, SettingsError if `semantics` need an extra
    that is not installed, and SearchError if the server fails.
    """
    dictionary = opening_dictionary(cache_folder) if at_once else None
    bundle = open_index(IndexTask(folder, cache_folder, semantics, server), progress)
    return answerer_of(bundle, cache_folder, dictionary, semantics, server)


def opening_dictionary(cache_folder: Path) -> Future[Dictionary]:
    """The dictionary, opened in a thread."""
    return ThreadPoolExecutor(1).submit(open_dictionary, cache_folder)


def answerer_of(
    bundle: Bundle,
    cache_folder: Path,
    dictionary: Future[Dictionary] | None = None,
    semantics: Semantics = OFF,
    server: ServerAddress | None = None,
) -> Answerer:
    """The answerer from an index; with a dictionary, all that is made on first use is made now."""
    index = read_index(bundle, semantics, server)
    words, foreign, languages = read_lexicon(bundle), foreign_in(bundle), languages_in(bundle)
    normaliser, stemmer, stopwords = Normaliser(simplifier()), Stemmer(), Stopwords()
    segmenter = Segmenter(cache_folder, words)
    analyzer = Analyzer(normaliser, segmenter, stemmer, said_or_name(index, stopwords))
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


def said_or_name(index: PassageIndex, stopwords: Stopwords) -> Callable[[str], bool]:
    """Which words that no dictionary has count: those that a passage has, and possible names."""
    return lambda word: has(index.known, word) or stopwords.may_be_name(word)


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

    `cache_folder` is private to this user. Raises what `open_corpus` raises.
    """

    def __init__(
        self,
        folder: Path,
        cache_folder: Path,
        progress: Progress = lambda done, total: None,
        semantics: Semantics = OFF,
        server: ServerAddress | None = None,
    ) -> None:
        self.folder = folder
        self._task = IndexTask(folder, cache_folder, semantics, server)
        self._reading = asyncio.Lock()
        self._dictionary = opening_dictionary(cache_folder)
        self.read_at = datetime.now(UTC)
        self._bundle = open_index(self._task, progress, stays=True)
        self._speeches = SavedSpeeches(self._bundle)
        self.answerer = self._answerer(self._bundle)
        self._state = "" if server else state_of(self._bundle)

    @property
    def fingerprint(self) -> str:
        """The same for processes that answer from the same speeches."""
        speeches = self._speeches
        return xxh3_64_hexdigest(speeches.keys.tobytes() + speeches.digests.tobytes())

    @property
    def is_remote(self) -> bool:
        """Whether the passages are on a search server."""
        return self._task.server is not None

    async def works(self) -> bool:
        """Whether passages can be looked up now."""
        return await asyncio.to_thread(works, self._task.server)

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

    async def follow(self) -> Changes:
        """Takes over what another process has published on the search server, if there is one.

        It is a small request, to be made every few seconds. Raises SearchError if that fails.
        """
        async with self._reading:
            if self._task.server is None:
                return UNCHANGED
            read_at = datetime.now(UTC)
            bundle = await asyncio.to_thread(newer_index, self._task, self._bundle)
            return await asyncio.to_thread(self._take, bundle, read_at) if bundle else UNCHANGED

    async def _read(self, state: str) -> Changes:
        """Reads the corpus in this state, unless the answerer has it already."""
        async with self._reading:
            read_at = datetime.now(UTC)
            if self._state == state:
                self.read_at = read_at
                return UNCHANGED
            index = await run_in_background(_make_index, self._task)
            changes = UNCHANGED
            if index != self._bundle.folder:
                changes = await asyncio.to_thread(lambda: self._take(open_made(index), read_at))
            self.read_at = read_at
            if self._task.server is None:  # which may lose an index
                self._state = state
            return changes

    def _take(self, bundle: Bundle, read_at: datetime) -> Changes:
        speeches = SavedSpeeches(bundle)
        answerer = self._answerer(bundle)
        changes = changes_between(self._speeches, speeches)
        self.answerer = answerer
        self._bundle, self._speeches, self.read_at = bundle, speeches, read_at
        return changes

    def _answerer(self, bundle: Bundle) -> Answerer:
        _, cache_folder, semantics, server = self._task
        return answerer_of(bundle, cache_folder, self._dictionary, semantics, server)


def open_made(index: Path) -> Bundle:
    """Opens an index that another process has made."""
    bundle = open_bundle(index)
    if bundle is None:
        raise ForumBotError(f"{index} is missing: another program empties that folder")
    return bundle


def _make_index(task: IndexTask) -> Path:
    """Makes the index of a corpus, in another process, and returns its folder."""
    return open_index(task).folder
