"""Builds the index of a corpus, taking over from a previous one what has not changed.

The files are gone through twice, by as many processes as there are cores: once for what they say
of themselves and for the words that they add to the corpus's own, and once, when all these words
are known, for their terms. A file is tokenised again only if its content has changed, or if it may
have a word that the corpus's own words have gained or lost.
"""

import gc
import json
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from itertools import accumulate, chain, groupby
from pathlib import Path
from typing import TypeVar

import numpy as np

from bot.corpus.files import FileState, ForumFiles
from bot.corpus.reader import Record, problems_between, sources_of, speeches_of
from bot.corpus.speech import Speech, people_of
from bot.errors import CorpusError, Problem
from bot.language.encoder import Semantics
from bot.language.normal import Normaliser
from bot.language.script import simplifier
from bot.language.segmentation import Segmenter, names_and_roles
from bot.search.build_tasks import Language, survey, tokenise
from bot.search.catalogue import MADE, Catalogue, Entry, PreviousIndex, write_catalogue
from bot.search.saved_contents import write_speeches
from bot.search.segments import Segment, merge_passages
from bot.search.vectors import write_vectors
from bot.storage import UNFINISHED, Bundle, writing
from bot.workers import Workers

Progress = Callable[[int, int], None]
"""Is called with how many bytes of text of how many are tokenised, and then are encoded."""

_PORTION = 1 << 20
"""Bytes of files that a process is given at a time."""

_MUCH = 1 << 20
"""Bytes of files from which on further processes are worth starting."""

Document = tuple[Record, Speech]
Item = TypeVar("Item")


@dataclass(frozen=True, slots=True)
class Builder:
    """Builds the index of a folder; `kept` is the folder of dictionaries."""

    folder: Path
    kept: Path
    progress: Progress
    semantics: Semantics

    def build(self, path: Path, forums: Sequence[ForumFiles], before: Bundle | None) -> Bundle:
        """Writes the bundle `path`, taking over what it can from the one before.

        Raises CorpusError if the corpus has faults, and ChangedMeanwhile if a file changes.
        """
        made = time.time_ns()
        with _without_collector():
            previous = PreviousIndex(before)
            states = [state for forum in forums for state in forum.all()]
            unknown = [state for state in states if not previous.knows(state)]
            much = sum(state.size for state in unknown) > _MUCH
            with (
                tempfile.TemporaryDirectory(dir=self.kept, prefix=UNFINISHED) as scratch,
                Workers(much=much) as workers,
                writing(path) as writer,
            ):
                entries = self._read(forums, unknown, previous.catalogue.entries, workers)
                records = {path: entry.record for path, entry in entries.items()}
                documents = [found for forum in forums for found in speeches_of(forum, records)]
                lexicon = self._lexicon(documents, entries, previous.catalogue.lexicon)
                language = Language(self.kept, Path(scratch, "lexicon"), in_bulk=much)
                language.lexicon.write_text(json.dumps(lexicon), encoding="utf-8")
                paths = [record.state.path for record, _ in documents]
                stale = previous.stale(entries, lexicon)
                fresh = [at for at, path in enumerate(paths) if path in stale]
                segments = previous.segments(paths, stale)
                segments += self._tokenised(documents, fresh, language, workers)
                merge_passages(writer, segments, len(documents))
                write_speeches(writer, documents, sources_of(forums, records))
                write_catalogue(writer, Catalogue(entries, paths, lexicon))
                writer.info[MADE] = made
                write_vectors(writer, self.semantics, before, self.progress)
        return Bundle(path, writer.info)

    def _read(
        self,
        forums: Sequence[ForumFiles],
        unknown: Sequence[FileState],
        known: Mapping[str, Entry],
        workers: Workers,
    ) -> dict[str, Entry]:
        """Reads the unknown files; returns the entries of all, in the order of the corpus."""
        portions = _portions(unknown, lambda state: state.size)
        read = chain.from_iterable(workers.each(partial(survey, self.folder), portions))
        surveys = {state.path: found for state, found in zip(unknown, read, strict=True)}
        entries: dict[str, Entry] = {}
        problems: list[Problem] = []
        for state in (state for forum in forums for state in forum.all()):
            entry, faults = surveys.get(state.path) or (known[state.path], ())
            problems += faults
            if entry:
                entries[state.path] = entry
        records = {path: entry.record for path, entry in entries.items()}
        problems += problems_between(self.folder, forums, records)
        if problems:
            raise CorpusError(sorted(problems))
        return entries

    def _lexicon(
        self,
        documents: Iterable[Document],
        entries: Mapping[str, Entry],
        known: Mapping[str, int],
    ) -> dict[str, int]:
        """Returns the corpus's own words with their frequencies, looking up the unknown ones."""
        normaliser = Normaliser(simplifier())
        own = {word for entry in entries.values() for word in entry.quoted}
        for person in people_of(speech for _, speech in documents):
            own |= names_and_roles(person, normaliser)
        missing = sorted(own - known.keys())
        found = {word: known[word] for word in own & known.keys()}
        found |= Segmenter(self.kept).frequencies(missing) if missing else {}
        return dict(sorted(found.items()))

    def _tokenised(
        self,
        documents: Sequence[Document],
        fresh: Sequence[int],
        language: Language,
        workers: Workers,
    ) -> Iterator[Segment]:
        """Tokenises the fresh documents, given by their numbers, portion by portion."""
        scratch = language.lexicon.parent
        sizes = {at: documents[at][0].state.size for at in fresh}
        portions = _portions(fresh, sizes.__getitem__)
        tasks = [
            ([documents[at] for at in portion], scratch / str(number))
            for number, portion in enumerate(portions)
        ]
        done, total = 0, sum(sizes.values())
        results = workers.each(partial(tokenise, self.folder, language), tasks)
        for portion, bundle in zip(portions, results, strict=True):
            yield Segment(Bundle(bundle, {}), np.array(portion, np.int64))
            done += sum(map(sizes.__getitem__, portion))
            self.progress(done, total)


@contextmanager
def _without_collector() -> Iterator[None]:
    """Turns off the collector of cycles: a build makes very many objects, and no cycles."""
    gc.disable()
    try:
        yield
    finally:
        gc.enable()


def _portions(items: Sequence[Item], size: Callable[[Item], int]) -> list[list[Item]]:
    """Returns the items in order, in lists of about a portion."""
    totals = accumulate(map(size, items))
    groups = groupby(zip(items, totals, strict=True), lambda each: each[1] // _PORTION)
    return [[item for item, _ in group] for _, group in groups]
