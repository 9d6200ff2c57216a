"""Checks a whole corpus: its files, how they fit together, and its own questions."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from bot.checking.checked_file import CheckedFile
from bot.checking.copies import Copies
from bot.checking.file import warnings_in
from bot.checking.folders import Forums, alike_names, ignored_files
from bot.checking.names import People
from bot.corpus.files import NOTE, FileState, ForumFiles, leads_out, list_forums
from bot.corpus.reader import Record, problems_between, read_file
from bot.errors import CorpusError, Problem, Severity
from bot.language.encoder import OFF, Semantics
from bot.language.normal import Normaliser
from bot.language.script import simplifier

_QUESTIONS = "questions.jsonl"


@dataclass(frozen=True, slots=True)
class Report:
    """Counts of what could be read in a corpus, and its problems by file and line."""

    forums: int
    speeches: int
    passages: int
    problems: tuple[Problem, ...]

    @property
    def errors(self) -> int:
        return sum(problem.severity is Severity.ERROR for problem in self.problems)

    @property
    def warnings(self) -> int:
        return len(self.problems) - self.errors


def check_corpus(folder: Path, cache_folder: Path, semantics: Semantics = OFF) -> Report:
    """Reads a corpus and reports all its errors, and what is likely to be a slip.

    Its own questions, if it has any, are asked where there is no error.
    """
    try:
        forums = list_forums(folder)
    except CorpusError as error:
        beside = () if (folder / NOTE).is_file() else ignored_files(folder, ())
        return Report(0, 0, 0, tuple(sorted([*error.problems, *beside])))
    check = _Check(folder)
    for forum in forums:
        for state in forum.all():
            check.read(state)
    problems = list(check.problems(forums))
    if not any(problem.severity is Severity.ERROR for problem in problems):
        problems += _unanswered(folder, forums, cache_folder, semantics)
    speeches = [path for path, record in check.records.items() if record.body]
    count = len({path.partition("/")[0] for path in speeches})
    return Report(count, len(speeches), check.passages, tuple(sorted(problems)))


class _Check:
    """Reads the files of a corpus one by one, and keeps what to compare between them."""

    def __init__(self, folder: Path) -> None:
        normaliser = Normaliser(simplifier())
        self.records: dict[str, Record] = {}
        self.passages = 0
        self._folder = folder
        self._found: list[Problem] = []
        self._forums = Forums()
        self._people = People(lambda text: normaliser.normal(text).text)
        self._copies = Copies(lambda text: normaliser.normal(text).text)
        self._bodies: set[tuple[str, str]] = set()

    def read(self, state: FileState) -> None:
        file = read_file(self._folder, state)
        self._found += file.problems
        if file.record:
            self.records[state.path] = file.record
        if file.text:
            checked = CheckedFile(self._folder / state.path, file)
            self.passages += sum(checked.pieces) if file.record else 0
            self._found += warnings_in(checked)
            self._found += self._forums.problems(checked)
            self._people.add(checked)
            if not self._is_duplicate(file.record, checked):
                self._copies.add(checked)

    def problems(self, forums: Sequence[ForumFiles]) -> Iterator[Problem]:
        yield from self._found
        yield from problems_between(self._folder, forums, self.records)
        yield from ignored_files(self._folder, forums)
        yield from alike_names(self._folder, forums)
        yield from self._people.problems()
        yield from self._copies.problems()

    def _is_duplicate(self, record: Record | None, checked: CheckedFile) -> bool:
        """Whether its forum has the whole speech already, which is an error."""
        mark = (checked.path.parent.name, record.body if record else "")
        is_known = bool(mark[1]) and mark in self._bodies
        if checked.path.name != NOTE:  # a speech that repeats the note is no error
            self._bodies.add(mark)
        return is_known


def _unanswered(
    folder: Path, forums: Sequence[ForumFiles], cache_folder: Path, semantics: Semantics
) -> Sequence[Problem]:
    """Returns the problems of the questions beside the speeches."""
    files = [folder / forum.name / _QUESTIONS for forum in forums]
    files = [file for file in files if file.exists() and not leads_out(file, folder)]
    if not files:
        return ()
    from bot.evaluation.evaluation import problems_of

    return problems_of(files, folder, cache_folder, semantics)
