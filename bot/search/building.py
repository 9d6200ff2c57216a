"""Builds the index of a corpus, taking from a previous one what is the same.

The files are gone through twice, by as many processes as there are cores: once for what they say
of themselves and what they add to the corpus's own words, and once, those words being known, for
their terms. A file is tokenised again only if its content has changed, or if it may hold a word
that the corpus's own words have gained or lost.
"""

import gc
import json
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import TypeVar

from bot.corpus.files import FileState, ForumFiles
from bot.corpus.reader import Record, problems_between, sources_of, speeches_of
from bot.corpus.speech import Speech, people_of
from bot.errors import CorpusError
from bot.language.encoder import OFF, Semantics
from bot.language.normal import Normaliser
from bot.language.script import simplifier
from bot.language.segmentation import Segmenter, names_and_roles
from bot.search.build_tasks import Language, Survey, survey, tokenise
from bot.search.mapped import write_speeches
from bot.search.merging import Source, join
from bot.search.previous import MADE, Catalogue, PreviousIndex, write_catalogue
from bot.storage import UNFINISHED, Bundle, BundleWriter, writing
from bot.workers import Workers

Progress = Callable[[int, int], None]
"""Is told how many bytes of text of how many are tokenised, and then how many are encoded."""

_PORTION = 1 << 20
"""Bytes of files that a process is given at a time."""

_MUCH = 1 << 20
"""Bytes of files from which on it is worth to start further processes."""

Document = tuple[Record, Speech]
Item = TypeVar("Item")


class Builder:
    """Builds the index of one folder; `kept` is the folder of dictionaries."""

    def __init__(
        self, folder: Path, kept: Path, progress: Progress, semantics: Semantics = OFF
    ) -> None:
        self._folder = folder
        self._kept = kept
        self._progress = progress
        self._semantics = semantics

    def build(self, path: Path, forums: Sequence[ForumFiles], before: Bundle | None) -> Bundle:
        """Writes the bundle `path`, taking over what it can from the one before.

        Raises CorpusError where the corpus has faults, and ChangedMeanwhile where it changes.
        """
        made = time.time_ns()
        with _without_collector():
            previous = PreviousIndex(before)
            states = [state for forum in forums for state in forum.all()]
            unknown = [state for state in states if not previous.knows(state)]
            much = sum(state.size for state in unknown) > _MUCH
            with (
                tempfile.TemporaryDirectory(dir=self._kept, prefix=UNFINISHED) as scratch,
                Workers(much=much) as workers,
                writing(path) as writer,
            ):
                surveys = self._surveys(unknown, workers)
                records, quoted = self._read(forums, surveys, previous.catalogue)
                documents = [found for forum in forums for found in speeches_of(forum, records)]
                paths = [record.state.path for record, _ in documents]
                lexicon = self._lexicon(documents, quoted.values(), previous.catalogue.lexicon)
                stale = previous.stale(records, lexicon)
                language = Language(self._kept, Path(scratch, "lexicon"), in_bulk=much)
                language.lexicon.write_text(json.dumps(lexicon), encoding="utf-8")
                fresh = [at for at, path in enumerate(paths) if path in stale]
                sources = [*previous.sources(paths, stale)]
                sources += self._tokenised(documents, fresh, language, workers)
                join(writer, sources, len(documents))
                write_speeches(writer, documents, sources_of(forums, records))
                catalogue = Catalogue(records, quoted, paths, lexicon)
                write_catalogue(writer, catalogue, previous.catalogue)
                writer.info[MADE] = made
                self._write_vectors(writer, before)
        return Bundle(path, writer.info)

    def _write_vectors(self, writer: BundleWriter, before: Bundle | None) -> None:
        """Writes what the passages mean, where that is wanted of so many."""
        if model := self._semantics.model_for(len(writer.written().array("text-words"))):
            from bot.search.vectors import write_vectors

            write_vectors(writer, model, before, self._progress)

    def _surveys(self, states: Sequence[FileState], workers: Workers) -> Mapping[str, Survey]:
        """The given files, read."""
        portions = list(_portions(states, lambda state: state.size))
        found = workers.each(partial(survey, self._folder), portions)
        return {
            state.path: read
            for portion, surveys in zip(portions, found, strict=True)
            for state, read in zip(portion, surveys, strict=True)
        }

    def _read(
        self,
        forums: Sequence[ForumFiles],
        surveys: Mapping[str, Survey],
        known: Catalogue,
    ) -> tuple[dict[str, Record], dict[str, Sequence[str]]]:
        """All files in the order of the corpus, and the terms quoted in them: read, or known."""
        records: dict[str, Record] = {}
        quoted: dict[str, Sequence[str]] = {}
        for state in (state for forum in forums for state in forum.all()):
            read = surveys.get(state.path)
            record = read.file.record if read else known.records[state.path]
            if record:
                records[state.path] = record
                quoted[state.path] = read.quoted if read else known.quoted[state.path]
        problems = [problem for read in surveys.values() for problem in read.file.problems]
        problems += problems_between(self._folder, forums, records)
        if problems:
            raise CorpusError(sorted(problems))
        return records, quoted

    def _lexicon(
        self,
        documents: Iterable[Document],
        quoted: Iterable[Sequence[str]],
        known: Mapping[str, int],
    ) -> dict[str, int]:
        """The corpus's own words with their frequencies, of which some may be known."""
        normaliser = Normaliser(simplifier())
        own = {word for of_file in quoted for word in of_file}
        for person in people_of(speech for _, speech in documents):
            own |= names_and_roles(person, normaliser)
        missing = sorted(own - known.keys())
        found = {word: known[word] for word in own & known.keys()}
        found |= Segmenter(self._kept).frequencies(missing) if missing else {}
        return dict(sorted(found.items()))

    def _tokenised(
        self,
        documents: Sequence[Document],
        fresh: Sequence[int],
        language: Language,
        workers: Workers,
    ) -> Iterator[Source]:
        """The passages of the fresh documents, given by their numbers."""
        scratch = language.lexicon.parent
        sizes = {at: documents[at][0].state.size for at in fresh}
        portions = list(_portions(fresh, sizes.__getitem__))
        tasks = [
            ([documents[at] for at in portion], scratch / str(number))
            for number, portion in enumerate(portions)
        ]
        done, total = 0, sum(sizes.values())
        results = workers.each(partial(tokenise, self._folder, language), tasks)
        for portion, bundle in zip(portions, results, strict=True):
            yield Source(Bundle(bundle, {}), portion)
            done += sum(map(sizes.__getitem__, portion))
            self._progress(done, total)


@contextmanager
def _without_collector() -> Iterator[None]:
    """Spares the search for cycles, of which a build makes none, among very many objects."""
    gc.disable()
    try:
        yield
    finally:
        gc.enable()


def _portions(items: Sequence[Item], size: Callable[[Item], int]) -> Iterator[list[Item]]:
    """The items in their order, parted where the sizes add up to enough."""
    portion: list[Item] = []
    filled = 0
    for item in items:
        portion.append(item)
        filled += size(item)
        if filled >= _PORTION:
            yield portion
            portion, filled = [], 0
    if portion:
        yield portion
