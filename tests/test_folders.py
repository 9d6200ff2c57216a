"""What cannot be kept where it should be goes into one private folder, and that is said."""

import stat
from pathlib import Path

import pytest

from bot.folders import private_folder


@pytest.fixture
def unwritable(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder that cannot be made, as root may write anywhere else."""
    (tmp_path / "file").touch()
    (tmp_path / "temporary").mkdir()
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path / "temporary"))
    return tmp_path / "file" / "folder"


def test_a_folder_that_cannot_be_had_has_the_same_one_in_its_place_each_time(
    unwritable: Path, caplog: pytest.LogCaptureFixture
) -> None:
    first, again = private_folder(unwritable), private_folder(unwritable)
    assert first == again != private_folder(unwritable.with_name("other"))
    assert stat.S_IMODE(first.stat().st_mode) == 0o700
    assert f"nothing can be kept in {unwritable} (Not a directory)" in caplog.messages[0]
    assert str(first) in caplog.messages[0]


def test_nothing_is_kept_where_somebody_else_leads_to(unwritable: Path) -> None:
    planted = private_folder(unwritable)
    planted.rmdir()
    (planted.parent / "theirs").mkdir()
    planted.symlink_to(planted.parent / "theirs")
    assert private_folder(unwritable) != planted
    assert not list((planted.parent / "theirs").iterdir())
