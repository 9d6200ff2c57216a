"""What the tests of the checks share."""

from collections.abc import Callable, Iterator

from bot.checking.checked_file import CheckedFile
from bot.corpus.files import list_forums
from bot.corpus.reader import read_file
from bot.errors import Problem, Severity
from tests.conftest import FORUM, WriteCorpus

Check = Callable[[CheckedFile], Iterator[Problem]]


def reported(check: Check, text: str, write_corpus: WriteCorpus) -> list[str]:
    """What a check says of a speech with this text, each with its line before it."""
    folder = write_corpus({"f/forum.md": FORUM})
    (folder / "f/1.md").write_text(text, encoding="utf-8", newline="")
    (forum,) = list_forums(folder)
    (state,) = forum.speeches
    checked = CheckedFile(folder / state.path, read_file(folder, state))
    problems = list(check(checked))
    assert all(problem.severity is Severity.WARNING for problem in problems)
    return [f"{problem.line}: {problem.message}" for problem in problems]
