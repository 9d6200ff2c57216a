"""Changes of a folder are noticed, and waited out while somebody is still writing."""

import asyncio
import os
import shutil
import time
from collections.abc import AsyncIterator, Callable
from functools import partial
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
import pytest_asyncio
from watchfiles import awatch

from bot.corpus import watching
from bot.corpus.files import list_forums, signature
from bot.corpus.watching import changes, settled
from tests.bot_api.watch import LIMIT
from tests.conftest import FORUM, WriteCorpus, speech

FILES = {"会/forum.md": FORUM, "会/1.md": speech("要种树。")}


@pytest.fixture
def folder(write_corpus: WriteCorpus) -> Path:
    return write_corpus(FILES)


class Observer:
    """Watches a folder, which is looked at in rounds of a fifth of a second."""

    def __init__(self, folder: Path, monkeypatch: pytest.MonkeyPatch, watch: Any = awatch) -> None:
        self.noticed = False
        self._stopping = asyncio.Event()
        self._round = asyncio.Condition()
        self._is_quiet = False
        monkeypatch.setattr(watching, "_LOOK_SECONDS", 0.2)
        monkeypatch.setattr(watching, "awatch", self._rounds(watch))
        self._task = asyncio.create_task(self._observe(folder))

    async def at_rest(self) -> None:
        """Waits until a whole round has brought nothing."""
        async with asyncio.timeout(LIMIT), self._round:
            self._is_quiet = False
            await self._round.wait_for(lambda: self._is_quiet)

    async def notices(self) -> bool:
        """Whether there was a change since the last time, which is waited for."""
        async with asyncio.timeout(LIMIT), self._round:
            await self._round.wait_for(lambda: self.noticed)
        await self.at_rest()
        noticed, self.noticed = self.noticed, False
        return noticed

    async def stop(self) -> None:
        self._stopping.set()
        await asyncio.wait_for(self._task, LIMIT)

    async def _observe(self, folder: Path) -> None:
        async for _ in changes(folder, self._stopping):
            async with self._round:
                self.noticed = True
                self._round.notify_all()

    async def _end_round(self, *, quiet: bool) -> None:
        async with self._round:
            self._is_quiet = quiet
            self._round.notify_all()

    def _rounds(self, watch: Any) -> Any:
        async def rounds(*args: object, **options: object) -> AsyncIterator[set[object]]:
            try:
                async for found in watch(*args, **options):
                    yield found
                    await self._end_round(quiet=not found)
            except FileNotFoundError:
                await self._end_round(quiet=True)  # there is nothing to be looked at
                raise

        return rounds


@pytest_asyncio.fixture
async def observer(folder: Path, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Observer]:
    observer = Observer(folder, monkeypatch)
    await observer.at_rest()
    yield observer
    await observer.stop()


@pytest.mark.server
@pytest.mark.parametrize(
    "change",
    [
        lambda folder: (folder / "会/1.md").write_text(speech("要修路。"), encoding="utf-8"),
        lambda folder: (folder / "会/2.md").write_text(speech("要修路。"), encoding="utf-8"),
        lambda folder: (folder / "会/1.md").unlink(),
        lambda folder: (folder / "会/1.md").rename(folder / "会/2.md"),
        lambda folder: shutil.copytree(folder / "会", folder / "又一会"),
        lambda folder: shutil.rmtree(folder / "会"),
    ],
    ids=["edited", "added", "deleted", "renamed", "a-forum-added", "a-forum-deleted"],
)
async def test_a_change_is_noticed(
    observer: Observer, folder: Path, change: Callable[[Path], object]
) -> None:
    assert not observer.noticed
    change(folder)
    assert await observer.notices()


@pytest.mark.server
async def test_what_editors_hide_is_no_change(observer: Observer, folder: Path) -> None:
    (folder / "会/.1.md.swp").write_text("…")
    (folder / "会/~$1.md").write_text("…")
    (folder / ".git").mkdir()
    (folder / ".git/HEAD").write_text("…")
    await observer.at_rest()
    assert not observer.noticed


@pytest.mark.server
async def test_what_is_behind_a_link_out_of_the_corpus_is_no_change(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    others = folder.with_name("others")
    others.mkdir()
    (folder / "又一会").symlink_to(others)
    before = state(folder)
    observer = Observer(folder, monkeypatch)
    await observer.at_rest()
    (others / "forum.md").write_text(FORUM, encoding="utf-8")
    await observer.at_rest()
    assert not observer.noticed
    assert state(folder) == before
    (folder / "会/2.md").symlink_to("1.md")
    assert await observer.notices()
    await observer.stop()


@pytest.mark.server
async def test_a_folder_that_takes_the_place_of_another_is_watched(
    observer: Observer, folder: Path
) -> None:
    other = folder.with_name("other")
    shutil.copytree(folder, other)
    folder.rename(folder.with_name("previous"))
    assert await observer.notices()
    other.rename(folder)
    assert await observer.notices()
    (folder / "会/2.md").write_text(speech("要修路。"), encoding="utf-8")
    assert await observer.notices()


@pytest.mark.server
async def test_a_link_that_is_turned_to_another_folder_is_noticed(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    other, link = folder.with_name("other"), folder.with_name("link")
    shutil.copytree(folder, other)
    link.symlink_to(folder)
    observer = Observer(link, monkeypatch)
    await observer.at_rest()
    link.with_name("new").symlink_to(other)
    link.with_name("new").rename(link)
    assert await observer.notices()
    (other / "会/2.md").write_text(speech("要修路。"), encoding="utf-8")
    assert await observer.notices()
    await observer.stop()


@pytest.mark.server
async def test_a_folder_that_cannot_be_watched_is_looked_through(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:

    def full(*args: object, force_polling: bool | None, **options: object) -> object:
        if not force_polling:
            raise OSError("OS file watch limit reached.")
        return awatch(*args, force_polling=True, **options)  # type: ignore[arg-type]

    observer = Observer(folder, monkeypatch, full)
    await observer.at_rest()
    (folder / "会/2.md").write_text(speech("要修路。"), encoding="utf-8")
    assert await observer.notices()
    await observer.stop()


def state(folder: Path) -> str:
    return signature(list_forums(folder))


class OwnTime:
    """Time that passes only while somebody sleeps, and what happens in it.

    Files change in the real one; `since_files` are seconds that have passed since then.
    """

    def __init__(self) -> None:
        self.passed = 0.0
        self.since_files = 0.0
        self._events: list[tuple[float, Callable[[], object]]] = []

    def at(self, seconds: float, event: Callable[[], object]) -> None:
        """Has something happen after so many seconds."""
        self._events.append((seconds, event))

    async def sleep(self, seconds: float) -> None:
        self.passed += seconds
        for at, event in self._events:
            if self.passed - seconds < at <= self.passed:
                event()


@pytest.fixture
def own_time(monkeypatch: pytest.MonkeyPatch) -> OwnTime:
    own_time = OwnTime()
    clock = SimpleNamespace(
        monotonic=lambda: own_time.passed, time=lambda: time.time() + own_time.since_files
    )
    monkeypatch.setattr(watching, "time", clock)
    monkeypatch.setattr(asyncio, "sleep", own_time.sleep)
    return own_time


async def test_a_folder_is_settled_when_it_has_not_changed_for_a_while(
    folder: Path, own_time: OwnTime
) -> None:
    for part in range(4):
        own_time.at(1 + part * 2, partial((folder / "会/2.md").write_text, "---\n" * part))
    found = await settled(folder, 4)
    assert 7 + 4 <= own_time.passed < 7 + 4 + 3
    assert found == state(folder)


async def test_what_has_long_been_so_is_not_waited_for(folder: Path, own_time: OwnTime) -> None:
    own_time.since_files = 3600
    assert await settled(folder, 60) == state(folder)
    assert own_time.passed == 0


@pytest.mark.parametrize("name", ["会/.2.md.Xa31Bq", ".git/index.lock"], ids=["rsync", "git"])
async def test_unfinished_work_of_other_programs_is_waited_for(
    folder: Path, own_time: OwnTime, name: str
) -> None:
    path = folder / name
    path.parent.mkdir(exist_ok=True)
    path.write_text("")
    own_time.at(30, path.unlink)
    assert await settled(folder, 1) == state(folder)
    assert 30 <= own_time.passed < 33


async def test_git_is_found_from_a_further_work_tree(
    folder: Path, tmp_path: Path, own_time: OwnTime
) -> None:
    kept = tmp_path / "project/.git/worktrees/corpus"
    kept.mkdir(parents=True)
    (folder.parent / ".git").write_text(f"gitdir: {kept}\n")
    lock = kept / "index.lock"
    lock.write_text("")
    own_time.at(30, lock.unlink)
    await settled(folder, 1)
    assert 30 <= own_time.passed < 33


async def test_a_lock_that_a_dead_process_has_left_is_not_believed(
    folder: Path, own_time: OwnTime
) -> None:
    lock = folder / ".git/index.lock"
    lock.parent.mkdir()
    lock.write_text("")
    os.utime(lock, (0, 0))
    assert await settled(folder, 1) == state(folder)
    assert own_time.passed < 3


async def test_a_folder_that_is_gone_settles_too(tmp_path: Path, own_time: OwnTime) -> None:
    assert "no such folder" in await settled(tmp_path / "none", 1)
    assert own_time.passed < 3


async def test_one_that_never_rests_is_taken_as_it_is(folder: Path, own_time: OwnTime) -> None:
    for number in range(1000):
        own_time.at(number / 2, partial((folder / "会/2.md").write_text, str(number)))
    await settled(folder, 1)
    assert 60 <= own_time.passed < 63
