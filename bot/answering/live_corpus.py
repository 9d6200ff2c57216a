"""The corpus in use: put together from its folder, and reloaded while questions are asked."""

import asyncio
from collections.abc import Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from bot.answering.answerer import Answerer
from bot.answering.framing.forum_names import ForumNames
from bot.answering.framing.frame import FrameReader
from bot.answering.framing.scope import Scopes
from bot.answering.question import Interpreter
from bot.answering.speakers.directory import directory_of
from bot.answering.speakers.speaker import Discussions, speakers_of
from bot.corpus.watching import settled
from bot.errors import ForumBotError
from bot.language.encoder import OFF, Semantics
from bot.language.english import Stemmer
from bot.language.glossary import Glossary
from bot.language.normal import Normaliser
from bot.language.script import ENGLISH, simplifier
from bot.language.segmentation import Segmenter, place_names
from bot.language.stopwords import Stopwords
from bot.language.terms import Analyzer, Term
from bot.language.translation import Translator
from bot.search.builder import Progress
from bot.search.catalogue import read_lexicon
from bot.search.contents import Contents, note_of, unnamed_in
from bot.search.index import read_index
from bot.search.saved import UNCHANGED, Changes, changes_between, is_of, open_saved
from bot.search.saved_contents import SavedContents, foreign_in, languages_in
from bot.storage import Bundle, open_bundle
from bot.workers import run_in_background

if TYPE_CHECKING:
    from bot.language.english_index import Inversion
    from bot.language.explanation import Explainer

_ANY_QUESTION = "What did Wang Wu (王五) say about rentals?"
"""One that needs all that is otherwise made when it is first needed."""


def open_corpus(
    folder: Path,
    cache_folder: Path,
    *,
    at_once: bool = False,
    progress: Progress = lambda done, total: None,
    semantics: Semantics = OFF,
) -> Answerer:
    """Opens a corpus folder, and indexes what of it has changed.

    `cache_folder` is private to this user; the index is kept there. The dictionary is opened when
    English is first asked, or now, beside the index, if all is wanted `at_once`. Raises
    CorpusError where the corpus has faults, and SettingsError where `semantics` need what is not
    installed.
    """
    dictionary = opening_dictionary(cache_folder) if at_once else None
    bundle = open_saved(folder, cache_folder, progress, semantics)
    return answerer_of(bundle, cache_folder, dictionary, semantics)


def opening_dictionary(cache_folder: Path) -> "Future[Inversion]":
    """The dictionary, which is opened while other things are done."""
    return ThreadPoolExecutor(1).submit(_dictionary, cache_folder)


def answerer_of(
    bundle: Bundle,
    cache_folder: Path,
    dictionary: "Future[Inversion] | None" = None,
    semantics: Semantics = OFF,
) -> Answerer:
    """What answers from an index; where a dictionary is given, all is made that is made once."""
    index = read_index(bundle, semantics)
    words, foreign = read_lexicon(bundle), foreign_in(bundle)
    languages = languages_in(bundle)
    normaliser = Normaliser(simplifier())
    stemmer = Stemmer()
    stopwords = Stopwords()
    segmenter = Segmenter(cache_folder, words)
    analyzer = Analyzer(normaliser, segmenter, stemmer)
    speakers = speakers_of(index.contents.people, analyzer.normal)
    discussions = Discussions(lambda: unnamed_in(index.contents), analyzer.normal)
    directory = directory_of(speakers, segmenter, discussions)

    @cache
    def inversion() -> "Inversion":
        return dictionary.result() if dictionary else _dictionary(cache_folder)

    @cache
    def glossary() -> Glossary:
        from bot.language.glossary import english_glossary, glossary_of

        if languages == ENGLISH:
            return english_glossary(index.known, stemmer)
        places = place_names(words)
        return glossary_of(inversion(), index.known, places, foreign, stemmer, words)

    @cache
    def explainer() -> "Explainer":
        from bot.language.explanation import Explainer

        return Explainer(inversion(), index.known, foreign, stemmer)

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
    """What reads the frames of questions about some contents."""

    @cache
    def names() -> ForumNames:
        notes = {
            forum.name: "\n".join(passage.text for passage in note_of(contents, forum.name))
            for forum in contents.forums
        }
        return ForumNames(contents.forums, notes, analyzer, stopwords.is_empty)

    def translated(words: Sequence[Term]) -> Iterator[str]:
        for translation in translator.translate(words):
            yield from translation.variants

    return FrameReader(stopwords, Scopes(names, translated))


def _dictionary(cache_folder: Path) -> "Inversion":
    from bot.language.english_index import Inversion, kept_inversion

    return Inversion(kept_inversion(cache_folder))


_QUIET_SECONDS = 1.0
"""How long nothing may have changed before a corpus is read."""

_FAULTY_SECONDS = 5.0
"""How long a corpus must have had the same faults before they are taken for such."""


class LiveCorpus:
    """Holds the one answerer that everybody asks, and when its corpus was read.

    `cache_folder` is private to this user. Raises CorpusError where the corpus has faults.
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

    async def refresh(self, *, patiently: bool = True) -> Changes:
        """Reloads the corpus once nobody is writing to it; tells what differs.

        Where it is to be done `patiently`, faults must have been there for a while.

        Until all is done, and if it fails, the old answerer answers: the index is made by another
        process, and taken over in one step. Raises CorpusError where the corpus has faults that
        stay, and ForumBotError or OSError where it cannot be indexed.
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
        """Reads the corpus in this state, unless it is what the answerer has."""
        async with self._reading:
            read_at = datetime.now(UTC)
            if is_of(self._index, state):
                self.read_at = read_at
                return UNCHANGED
            index = await run_in_background(
                _made, (self.folder, self._cache_folder, self._semantics)
            )
            return await asyncio.to_thread(self._take, index, read_at)

    def _take(self, index: Path, read_at: datetime) -> Changes:
        bundle = open_bundle(index)
        if bundle is None:
            raise ForumBotError(f"{index} is gone; something else empties that folder")
        contents = SavedContents(bundle)
        answerer = answerer_of(bundle, self._cache_folder, self._dictionary, self._semantics)
        changes = changes_between(self._contents, contents)
        self.answerer = answerer
        self._index, self._contents, self.read_at = index, contents, read_at
        return changes


def _made(order: tuple[Path, Path, Semantics]) -> Path:
    """Where the index of the corpus is that another process has made."""
    folder, cache_folder, semantics = order
    return open_saved(folder, cache_folder, semantics=semantics).folder
