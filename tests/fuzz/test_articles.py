"""Whatever a file is like, it is imported as a forum or refused in one clear line."""

import random
import shutil
from pathlib import Path

import pytest

from bot.errors import ImportingError
from bot.importing.assembling import understand
from bot.importing.reading.formats import read_lines
from bot.importing.writing import forum_of, write
from tests.conftest import SOAK
from tests.documents import read_corpus
from tests.fuzz.articles import write_strange_article
from tests.fuzz.guard import hang_guard, memory_guard

SECONDS = 120
MEGABYTES = 500
SOAKED = {"txt": 60_000, "md": 30_000, "html": 9_000, "docx": 500, "pdf": 500}
LONG = {"txt": 200, "md": 100, "html": 40, "docx": 10, "pdf": 10}
SHORT = {kind: count // 5 for kind, count in LONG.items()}
COUNTS = [
    *SHORT.items(),
    *(pytest.param(kind, count, marks=pytest.mark.long) for kind, count in LONG.items()),
    *(pytest.param(kind, count, marks=SOAK) for kind, count in SOAKED.items()),
]


@pytest.mark.parametrize(("kind", "files"), COUNTS)
def test_any_file_is_imported_or_refused_in_one_line(kind: str, files: int, tmp_path: Path) -> None:
    with memory_guard(MEGABYTES, f"{files} files of {kind}"):
        for number in range(files):
            path = write_strange_article(tmp_path, kind, random.Random(f"{kind} {number}"))
            with hang_guard(SECONDS, f"{kind} {number}"):
                told = imported(path, tmp_path / "corpus", writes=number % 10 == 0)
            assert len(told.splitlines()) <= 1, f"{kind} {number}: {told}"
            assert len(told) < 1_000, f"{kind} {number}: {told[:2_000]}"
            path.unlink()


def imported(path: Path, corpus: Path, *, writes: bool) -> str:
    """Imports a file; gives the reason where that is refused."""
    try:
        draft = forum_of(understand(path, read_lines(path)), "会")
        if writes:
            write(draft, corpus, force=False)
    except ImportingError as error:
        return str(error)
    if writes:
        assert read_corpus(corpus).passages()
        shutil.rmtree(corpus)
    return ""


@pytest.mark.parametrize("unit", ["和", "和王", "王芳和", "、", "Ann and ", "A b and ", "王 "])
def test_a_row_of_names_is_done_with_whatever_joins_them(unit: str, tmp_path: Path) -> None:
    path = tmp_path / "article.txt"
    for length in (60, 120, 240):
        path.write_text(f"{(unit * length)[:length]}\n\n要修路。\n", encoding="utf-8")
        with hang_guard(SECONDS, f"{length} characters of {unit}"):
            imported(path, tmp_path / "corpus", writes=False)
