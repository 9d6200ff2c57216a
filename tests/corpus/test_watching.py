"""Changes of a folder are noticed, and waited out while somebody is still writing."""

import asyncio
import os
import shutil
from collections.abc import AsyncIterator, Callable
from pathlib import Path

import pytest
import pytest_asyncio
from watchfiles import awatch

from bot.corpus import watching
from bot.corpus.files import list_forums, signature
from bot.corpus.watching import changes, settled
from tests.conftest import FORUM, WriteCorpus, speech

FILES = {"会/forum.md": FORUM, "会/1.md": speech("要种树。")}
Noticed = Callable[[], bool]


@pytest.fixture
def folder(write_corpus: WriteCorpus) -> Path:
    return write_corpus(FILES)


class Observer:
    """Watches a folder; `changed` is set with each change."""

    def __init__(self, folder: Path) -> None:
        self.changed = asyncio.Event()
        self.stopping = asyncio.Event()
        self._task = asyncio.create_task(self._observe(folder))

    async def _observe(self, folder: Path) -> None:
        async for _ in changes(folder, self.stopping):
            self.changed.set()

    async def notices(self, seconds: float = 10) -> bool:
        try:
            await asyncio.wait_for(self.changed.wait(), seconds)
        except TimeoutError:
            return False
        await asyncio.sleep(0.2)
        self.changed.clear()
        return True

    async def stop(self) -> None:
        self.stopping.set()
        await asyncio.wait_for(self._task, 10)


@pytest_asyncio.fixture
async def observer(folder: Path, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Observer]:
    monkeypatch.setattr(watching, "_LOOK_SECONDS", 0.2)
    observer = Observer(folder)
    await asyncio.sleep(0.3)  # until it watches
    yield observer
    await observer.stop()


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
    assert not observer.changed.is_set()
    change(folder)
    assert await observer.notices()


async def test_what_editors_hide_is_no_change(observer: Observer, folder: Path) -> None:
    (folder / "会/.1.md.swp").write_text("…")
    (folder / ".git").mkdir()
    (folder / ".git/HEAD").write_text("…")
    assert not await observer.notices(0.6)


async def test_a_folder_that_takes_the_place_of_another_is_watched(
    observer: Observer, folder: Path
) -> None:
    other = folder.with_name("other")
    shutil.copytree(folder, other)
    folder.rename(folder.with_name("former"))
    assert await observer.notices()
    other.rename(folder)
    assert await observer.notices()
    (folder / "会/2.md").write_text(speech("要修路。"), encoding="utf-8")
    assert await observer.notices()


async def test_a_link_that_is_turned_to_another_folder_is_noticed(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(watching, "_LOOK_SECONDS", 0.2)
    other, link = folder.with_name("other"), folder.with_name("link")
    shutil.copytree(folder, other)
    link.symlink_to(folder)
    observer = Observer(link)
    await asyncio.sleep(0.3)
    link.with_name("new").symlink_to(other)
    link.with_name("new").rename(link)
    assert await observer.notices()
    (other / "会/2.md").write_text(speech("要修路。"), encoding="utf-8")
    assert await observer.notices()
    await observer.stop()


async def test_a_folder_that_cannot_be_watched_is_looked_through(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:

    def full(*args: object, force_polling: bool | None, **options: object) -> object:
        if not force_polling:
            raise OSError("OS file watch limit reached.")
        return awatch(*args, force_polling=True, **options)  # type: ignore[arg-type]

    monkeypatch.setattr(watching, "awatch", full)
    monkeypatch.setattr(watching, "_LOOK_SECONDS", 0.2)
    observer = Observer(folder)
    await asyncio.sleep(1)
    (folder / "会/2.md").write_text(speech("要修路。"), encoding="utf-8")
    assert await observer.notices()
    await observer.stop()


def state(folder: Path) -> str:
    return signature(list_forums(folder))


async def test_a_folder_is_settled_when_it_has_not_changed_for_a_while(folder: Path) -> None:
    async def write_slowly() -> None:
        for part in range(4):
            (folder / "会/2.md").write_text("---\n" * part)
            await asyncio.sleep(0.2)

    writing = asyncio.create_task(write_slowly())
    await asyncio.sleep(0)
    found = await settled(folder, 0.4)
    assert writing.done()
    assert found == state(folder)


async def test_what_has_long_been_so_is_not_waited_for(folder: Path) -> None:
    await asyncio.sleep(0.3)
    assert await asyncio.wait_for(settled(folder, 0.2), 0.15) == state(folder)


@pytest.mark.parametrize("name", ["会/.2.md.Xa31Bq", ".git/index.lock"], ids=["rsync", "git"])
async def test_unfinished_work_of_other_programs_is_waited_for(folder: Path, name: str) -> None:
    path = folder / name
    path.parent.mkdir(exist_ok=True)
    path.write_text("")
    settling = asyncio.create_task(settled(folder, 0.1))
    await asyncio.sleep(0.5)
    assert not settling.done()
    path.unlink()
    assert await asyncio.wait_for(settling, 5) == state(folder)


async def test_git_is_found_from_a_further_work_tree(folder: Path, tmp_path: Path) -> None:
    kept = tmp_path / "project/.git/worktrees/corpus"
    kept.mkdir(parents=True)
    (folder.parent / ".git").write_text(f"gitdir: {kept}\n")
    (kept / "index.lock").write_text("")
    with pytest.raises(TimeoutError):
        await asyncio.wait_for(settled(folder, 0.1), 0.5)


async def test_a_lock_that_a_dead_process_has_left_is_not_believed(folder: Path) -> None:
    lock = folder / ".git/index.lock"
    lock.parent.mkdir()
    lock.write_text("")
    os.utime(lock, (0, 0))
    assert await asyncio.wait_for(settled(folder, 0.1), 5) == state(folder)


async def test_a_folder_that_is_gone_settles_too(tmp_path: Path) -> None:
    assert "no such folder" in await asyncio.wait_for(settled(tmp_path / "none", 0.1), 5)


async def test_one_that_never_rests_is_taken_as_it_is(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(watching, "_LONGEST_SETTLING", 0.5)

    async def write_without_end() -> None:
        while True:
            (folder / "会/2.md").touch()
            await asyncio.sleep(0.05)

    writing = asyncio.create_task(write_without_end())
    await asyncio.wait_for(settled(folder, 0.2), 5)
    assert not writing.done()
    writing.cancel()
