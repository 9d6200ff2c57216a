"""One process builds a generation, all take it over in one step, and what is unused goes."""

import asyncio
import shutil
import threading
from collections.abc import Callable
from itertools import count
from pathlib import Path
from typing import Any

import pytest

from bot.answering.live_corpus import LiveCorpus
from bot.errors import SearchError
from bot.search.opening import IndexTask, open_index, read_index
from bot.search.opensearch import build_lock, building, generation
from bot.search.opensearch.address import ServerAddress
from bot.search.opensearch.build_lock import BuildLock
from bot.search.opensearch.building import Task, build, generations_on
from bot.search.opensearch.generation import IDS
from bot.search.opensearch.server import SearchServer, connected
from bot.search.query import TermGroup
from bot.storage import Bundle
from tests.conftest import FORUM, WriteCorpus, speech
from tests.patience import Patience

pytestmark = pytest.mark.server

NewMachine = Callable[[], Path]

FILES = {"会/forum.md": FORUM, "会/5.md": speech("要种树。\n\n要浇水。", speaker="张三")}
EARLIER = {"会/1.md": speech("要修路。", speaker="李四")}


@pytest.fixture
def new_machine(tmp_path: Path, cache: Path) -> NewMachine:
    """Makes cache folders that have the dictionaries, which take a while, and no index."""
    numbers = count()

    def make() -> Path:
        folder = tmp_path / f"machine-{next(numbers)}"
        for dictionary in cache.glob("[dw]*"):
            shutil.copytree(dictionary, folder / dictionary.name)
        return folder

    return make


@pytest.fixture
def kept(new_machine: NewMachine) -> Path:
    return new_machine()


@pytest.fixture(autouse=True)
def patience(monkeypatch: pytest.MonkeyPatch) -> Patience:
    return Patience(monkeypatch)


def found(bundle: Bundle, address: ServerAddress, word: str) -> list[str]:
    index = read_index(bundle, server=address)
    return [hit.passage.id for hit in index.hits(index.query([TermGroup({word: 1.0})]))]


def sent(monkeypatch: pytest.MonkeyPatch) -> list[bytes]:
    """What is sent to an index, from now on."""
    bulks: list[bytes] = []
    send = SearchServer.bulk

    def noted(self: Any, index: str, lines: bytes, seconds: float) -> None:
        bulks.append(lines)
        send(self, index, lines, seconds)

    monkeypatch.setattr(SearchServer, "bulk", noted)
    return bulks


def test_only_what_has_changed_is_sent_again(
    write_corpus: WriteCorpus,
    kept: Path,
    address: ServerAddress,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(building, "_MANY_CHANGED", 9.0)
    monkeypatch.setattr(building, "_DRIFT", 1.0)
    task = IndexTask(write_corpus(FILES), kept, server=address)
    before = open_index(task)
    bulks = sent(monkeypatch)
    write_corpus(EARLIER)
    after = open_index(task)
    assert b"".join(bulks).count(b'"index"') == 1, "though the others have moved"
    assert set(before.array(IDS)) < set(after.array(IDS))
    assert found(after, address, "修路") == ["会/1#1"]
    assert found(after, address, "种树") == ["会/5#1"]
    assert found(before, address, "种树") == ["会/5#1"], "the former one stays"
    assert found(before, address, "修路") == []
    (task.folder / "会/5.md").unlink()
    assert found(open_index(task), address, "种树") == []
    assert [line.split(b":")[0] for line in bulks[1].splitlines()] == [b'{"delete"'] * 2


def test_another_machine_takes_over_what_is_built(
    write_corpus: WriteCorpus,
    new_machine: NewMachine,
    kept: Path,
    address: ServerAddress,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    folder = write_corpus(FILES)
    first = open_index(IndexTask(folder, kept, server=address))
    for path in folder.rglob("*.md"):
        path.touch()  # a copy of the files has other times
    bulks = sent(monkeypatch)
    second = open_index(IndexTask(folder, new_machine(), server=address))
    assert second.folder.name == first.folder.name
    assert not bulks
    assert found(second, address, "种树") == ["会/5#1"]


def test_a_damaged_bundle_is_downloaded_again(
    write_corpus: WriteCorpus, kept: Path, address: ServerAddress
) -> None:
    task = IndexTask(write_corpus(FILES), kept, server=address)
    bundle = open_index(task)
    (bundle.folder / "speeches").write_bytes(b"")
    assert found(open_index(task), address, "种树") == ["会/5#1"]


async def test_all_take_over_what_one_has_built(
    write_corpus: WriteCorpus, new_machine: NewMachine, kept: Path, address: ServerAddress
) -> None:
    folder = write_corpus(FILES)
    one = LiveCorpus(folder, kept, server=address)
    other = LiveCorpus(folder, new_machine(), server=address)
    assert not await other.follow()
    write_corpus(EARLIER)
    changes = await one.refresh()
    assert [each.id for each in changes.added] == ["会/1"]
    before = other.answerer
    assert before.answer("李四谈修路").status != "answered"
    assert [each.id for each in (await other.follow()).added] == ["会/1"]
    assert other.answerer.answer("李四谈修路").status == "answered"
    assert before.answer("张三谈种树").status == "answered", "whoever still has it is served"
    assert not await other.refresh()


async def test_searches_go_on_while_generations_change(
    write_corpus: WriteCorpus, kept: Path, address: ServerAddress
) -> None:
    library = LiveCorpus(write_corpus(FILES), kept, server=address)
    stopped = threading.Event()
    counts = []

    def ask() -> None:
        while not stopped.is_set():
            answer = library.answerer.answer("张三谈种树")
            counts.append([quote.passage.text for quote in answer.quotes])

    asking = asyncio.create_task(asyncio.to_thread(ask))
    try:
        for number, body in enumerate(("要修路。", "要架桥，老人过河难。")):
            write_corpus({f"会/{number}.md": speech(body, speaker="李四", title=body)})
            assert await library.refresh()
    finally:
        stopped.set()
        await asking
    assert len(counts) > 10
    assert all(texts == ["要种树。"] for texts in counts)


def test_one_builds_while_others_wait(
    write_corpus: WriteCorpus,
    new_machine: NewMachine,
    address: ServerAddress,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    folder = write_corpus(FILES)
    bulks = sent(monkeypatch)
    threads = [
        threading.Thread(target=build, args=[Task(address, folder, new_machine())])
        for _ in range(3)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(bulks) == 1


def test_a_builder_that_died_is_replaced(
    write_corpus: WriteCorpus,
    kept: Path,
    address: ServerAddress,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(build_lock, "_DEAD_SECONDS", 2.0)
    generations = generations_on(address)
    with generations.building(lambda: True) as lock:
        assert lock
        lock._stopped.set()  # as if it had been killed
        other = BuildLock(connected(address), lock._index, lock._name)
        assert not other.acquire()
        bundle = open_index(IndexTask(write_corpus(FILES), kept, server=address))
        lock._version = {"if_seq_no": 0, "if_primary_term": 1}
    assert found(bundle, address, "种树") == ["会/5#1"]


def test_a_build_that_fails_leaves_nothing(
    write_corpus: WriteCorpus,
    kept: Path,
    address: ServerAddress,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(SearchServer, "bulk", lambda *arguments: None)
    with pytest.raises(SearchError, match="has 0 passages of 2"):
        open_index(IndexTask(write_corpus(FILES), kept, server=address))
    generations = generations_on(address)
    assert generations.current() is None
    assert not generations._names()


def test_what_nobody_uses_any_more_is_deleted(
    write_corpus: WriteCorpus,
    kept: Path,
    address: ServerAddress,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    task = IndexTask(write_corpus(FILES), kept, server=address)
    first = open_index(task).info[generation.GENERATION]
    write_corpus(EARLIER)
    second = open_index(task).info[generation.GENERATION]
    generations = generations_on(address)
    assert generations._names() == {first, second}
    monkeypatch.setattr(generation, "_GRACE_SECONDS", 0.0)
    write_corpus({"会/2.md": speech("要修桥。")})
    third = open_index(task).info[generation.GENERATION]
    assert generations._names() == {third}


def test_an_index_that_somebody_deletes_is_built_again(
    write_corpus: WriteCorpus, kept: Path, address: ServerAddress
) -> None:
    task = IndexTask(write_corpus(FILES), kept, server=address)
    bundle = open_index(task)
    connected(address).request("DELETE", f"/{bundle.info[generation.GENERATION]}")
    with pytest.raises(SearchError, match="no longer has the index; forum-bot index builds it"):
        found(bundle, address, "种树")
    assert found(open_index(task), address, "种树") == ["会/5#1"]


def test_another_version_of_the_program_has_a_generation_of_its_own(
    write_corpus: WriteCorpus,
    kept: Path,
    address: ServerAddress,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    task = IndexTask(write_corpus(FILES), kept, server=address)
    first = open_index(task)
    bulks = sent(monkeypatch)
    monkeypatch.setattr(building, "fingerprint", lambda *arguments: "another")
    second = open_index(task)
    assert first.folder != second.folder
    assert not bulks, "the passages are the same"
    assert found(first, address, "种树") == found(second, address, "种树") == ["会/5#1"]
