"""The glossary is made once for a vocabulary, and anew whenever its file is not as written."""

from pathlib import Path

import pytest

from bot.language.english import Stemmer
from bot.language.glossary import Glossary, glossary_for
from bot.language.stopwords import Stopwords
from bot.search import saved
from bot.search.saved import saved_glossary


def made(folder: Path, vocabulary: set[str]) -> Glossary:
    return saved_glossary(folder, vocabulary, Stemmer(), Stopwords())


@pytest.fixture
def count(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """How often a glossary was made from the dictionary."""
    calls: list[int] = []
    make = glossary_for

    def counted(*arguments: object) -> Glossary:
        calls.append(1)
        return make(*arguments)  # type: ignore[arg-type]

    monkeypatch.setattr(saved, "glossary_for", counted)
    return calls


def test_a_second_start_reads_the_file(tmp_path: Path, count: list[int]) -> None:
    first = made(tmp_path, {"花园"})
    assert made(tmp_path, {"花园"}) == first
    assert len(count) == 1


def test_another_vocabulary_has_a_glossary_of_its_own(tmp_path: Path) -> None:
    assert "garden" in made(tmp_path, {"花园"}).words
    assert "garden" not in made(tmp_path, {"森林"}).words


@pytest.mark.parametrize("content", [b"", b"{", b"[]", b"\xff"])
def test_a_damaged_file_is_made_anew(tmp_path: Path, count: list[int], content: bytes) -> None:
    first = made(tmp_path, {"花园"})
    (path,) = tmp_path.iterdir()
    path.write_bytes(content)
    assert made(tmp_path, {"花园"}) == first
    assert len(count) == 2
    assert made(tmp_path, {"花园"}) == first
    assert len(count) == 2


def test_a_folder_that_cannot_be_written_is_no_hindrance(tmp_path: Path) -> None:
    assert "garden" in made(tmp_path / "missing", {"花园"}).words
