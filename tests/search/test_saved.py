"""The glossary is made once for a vocabulary, and anew whenever its file is not as written."""

from pathlib import Path

import pytest

from bot.language.glossary import Glossary
from bot.search.saved import saved_glossary

GLOSSARY = Glossary({"garden": {"花园": 1.0}}, {"garden": {"园": 1.0}}, {}, {"LG": ["卢克"]})


class Maker:
    """Makes the glossary, and counts how often."""

    def __init__(self) -> None:
        self.made = 0

    def __call__(self) -> Glossary:
        self.made += 1
        return GLOSSARY


def test_a_second_start_reads_the_file(tmp_path: Path) -> None:
    make = Maker()
    for _ in range(2):
        assert saved_glossary(tmp_path, {"花园"}, make) == GLOSSARY
    assert make.made == 1


def test_another_vocabulary_has_a_glossary_of_its_own(tmp_path: Path) -> None:
    make = Maker()
    saved_glossary(tmp_path, {"花园"}, make)
    saved_glossary(tmp_path, {"森林"}, make)
    assert make.made == 2


@pytest.mark.parametrize("content", [b"", b"{", b"[]", b'{"other": 1}', b"\xff"])
def test_a_damaged_file_is_made_anew(tmp_path: Path, content: bytes) -> None:
    make = Maker()
    saved_glossary(tmp_path, {"花园"}, make)
    (path,) = tmp_path.iterdir()
    path.write_bytes(content)
    for _ in range(2):
        assert saved_glossary(tmp_path, {"花园"}, make) == GLOSSARY
    assert make.made == 2


def test_a_folder_that_cannot_be_written_is_no_hindrance(tmp_path: Path) -> None:
    assert saved_glossary(tmp_path / "missing", {"花园"}, Maker()) == GLOSSARY


def test_glossaries_of_former_corpora_do_not_pile_up(tmp_path: Path) -> None:
    for number in range(20):
        saved_glossary(tmp_path, {str(number)}, Maker())
    kept = list(tmp_path.iterdir())
    assert len(kept) == 8
    make = Maker()
    saved_glossary(tmp_path, {"19"}, make)
    assert make.made == 0
