"""Updates that are being handled survive the process, and are handled once."""

import sqlite3
import time
from collections.abc import Iterable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest

from bot.database import inbox as module
from bot.database.inbox import Inbox
from bot.errors import DatabaseError


def update(number: int, text: str = "问题") -> dict[str, object]:
    return {"update_id": number, "message": {"text": text}}


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "inbox.sqlite3"


@contextmanager
def process(path: Path) -> Iterator[Inbox]:
    """The inbox as one process after another has it."""
    inbox = Inbox(path)
    inbox.open()
    yield inbox
    inbox.close()


def test_what_was_not_done_with_is_left_to_the_next_process(path: Path) -> None:
    with process(path) as inbox:
        taken = [update(1), update(2), update(3)]
        assert inbox.take(taken) == taken
        inbox.done(2)
    with process(path) as inbox:
        assert inbox.left() == [update(1), update(3)]


def test_an_update_is_taken_once_by_whatever_process(path: Path) -> None:
    with process(path) as inbox:
        inbox.take([update(1), update(2)])
        inbox.done(1)
        assert inbox.take([update(1), update(2), update(3)]) == [update(3)]
    with process(path) as inbox:
        assert inbox.take([update(1), update(2), update(3), update(4)]) == [update(4)]


def test_nothing_of_what_was_handled_stays_in_the_file(path: Path) -> None:
    with process(path) as inbox:
        inbox.take([update(1, "a question of mine")])
        inbox.done(1)
    kept = b"".join(each.read_bytes() for each in path.parent.glob("inbox*"))
    assert b"question of mine" not in kept


def test_only_the_user_of_the_bot_reads_the_file(path: Path) -> None:
    with process(path) as inbox:
        inbox.take([update(1)])
        assert {each.stat().st_mode & 0o777 for each in path.parent.glob("inbox*")} == {0o600}


def test_two_processes_do_not_handle_the_same_updates(path: Path) -> None:
    with process(path), pytest.raises(DatabaseError, match="another process runs this bot"):
        Inbox(path).open()


def test_an_update_that_the_process_dies_of_is_given_up(path: Path) -> None:
    with process(path) as inbox:
        inbox.take([update(1), update(2)])
        inbox.begin(1)
    for _ in range(4):
        with process(path) as inbox:
            assert inbox.left() == [update(1), update(2)]
            inbox.begin(1)
    with process(path) as inbox:
        assert inbox.left() == [update(2)]
    with process(path) as inbox:
        assert inbox.take([update(1)]) == []


def test_of_what_was_being_sent_only_the_last_is_sent_again(path: Path) -> None:
    with process(path) as inbox:
        inbox.take([update(number) for number in range(1, 7)])
        for number in (3, 1, 4, 2):
            inbox.sending(number)
        inbox.unsent(1)
        inbox.done(4)
    with process(path) as inbox:
        assert inbox.left() == [update(1), update(2), update(5), update(6)]
    with process(path) as inbox:
        assert inbox.left() == [update(1), update(2), update(5), update(6)]


def test_old_numbers_are_forgotten_and_no_content(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with process(path) as inbox:
        inbox.take([update(1), update(2)])
        inbox.done(1)
    monkeypatch.setattr(module, "_REMEMBERED_SECONDS", -1)
    with process(path) as inbox:
        assert inbox.left() == [update(2)]
        assert inbox.take([update(1), update(2)]) == [update(1)]


def test_old_numbers_are_forgotten_while_it_runs(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with process(path) as inbox:
        inbox.take([update(1), update(2)])
        inbox.done(1)
        inbox.done(2)
        monkeypatch.setattr(module, "_REMEMBERED_SECONDS", -1)
        inbox.take([update(3)])
    with closing(sqlite3.connect(path)) as file:
        assert file.execute("SELECT id FROM updates").fetchall() == [(3,)]


def test_what_was_handled_before_costs_nothing(path: Path, tmp_path: Path) -> None:
    full = tmp_path / "full.sqlite3"
    with process(full):
        pass
    filled(full, ((number, time.time()) for number in range(50_000)))
    assert steps_of_hundred(full) < 1.1 * steps_of_hundred(path)


def filled(path: Path, handled: Iterable[tuple[int, float]]) -> None:
    """Puts updates that were handled at some moments into a file."""
    with closing(sqlite3.connect(path)) as file, file:
        file.executemany("INSERT INTO updates VALUES (?, NULL, 1, ?, NULL)", handled)


def steps_of_hundred(path: Path) -> int:
    """The steps of SQLite's machine while a hundred updates come and are handled."""
    steps = 0

    def step() -> int:
        nonlocal steps
        steps += 1
        return 0

    with process(path) as inbox:
        assert inbox._file
        inbox._file.set_progress_handler(step, 1)
        for number in range(100_000, 100_100):
            inbox.take([update(number)])
            inbox.begin(number)
            inbox.sending(number)
            inbox.done(number)
    return steps


def test_what_could_not_be_struck_off_is_with_the_next(path: Path) -> None:
    with process(path) as inbox:
        inbox.take([update(1), update(2), update(3)])
        assert inbox._file
        inbox._file.execute("PRAGMA query_only=ON")
        inbox.done(1)
        assert inbox.failures == 1
        inbox._file.execute("PRAGMA query_only=OFF")
        inbox.done(2)
    with process(path) as inbox:
        assert inbox.left() == [update(3)]


def test_a_damaged_file_is_replaced(path: Path) -> None:
    path.write_bytes(b"no database" * 1000)
    with process(path) as inbox:
        assert inbox.take([update(1)]) == [update(1)]
        assert inbox.failures == 0
    with process(path) as inbox:
        assert inbox.left() == [update(1)]


def test_without_its_file_updates_are_handled_all_the_same_and_once(
    path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    with process(path / "nowhere") as inbox:
        assert inbox.take([update(1)]) == [update(1)]
        assert inbox.take([update(1), update(2)]) == [update(2)]
        inbox.done(1)
        assert inbox.left() == []
        assert inbox.failures == 5
    assert len(caplog.records) == 1


def test_it_goes_on_when_the_file_works_again(path: Path) -> None:
    with process(path.parent / "later/inbox") as inbox:
        assert inbox.take([update(1)]) == [update(1)]
        (path.parent / "later").mkdir()
        inbox.take([update(2)])
        assert inbox.failures == 2
    with process(path.parent / "later/inbox") as inbox:
        assert inbox.left() == [update(2)]


def test_a_number_that_no_integer_holds_is_handled_without_the_file(path: Path) -> None:
    with process(path) as inbox:
        assert inbox.take([update(2**70), update(1)]) == [update(2**70), update(1)]
        inbox.done(2**70)
        assert inbox.failures == 0
    with process(path) as inbox:
        assert inbox.left() == [update(1)]
