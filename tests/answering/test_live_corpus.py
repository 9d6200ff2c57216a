"""The corpus in use is read again without fear: of faults, of half-written files, of old texts."""

import asyncio
import os
import signal
import threading
from pathlib import Path

import pytest

from bot.answering import live_corpus as module
from bot.answering.live_corpus import LiveCorpus
from bot.errors import CorpusError, ForumBotError
from bot.language.encoder import Semantics
from bot.search.contents import passage_at, reference_to
from bot.storage import Bundle
from tests.conftest import FORUM, WriteCorpus, speech
from tests.extras import needs_semantic
from tests.patience import Patience

pytestmark = pytest.mark.server

FILES = {"会/forum.md": FORUM, "会/1.md": speech("要种树。", speaker="张三")}
SECOND = {"会/2.md": speech("要修路。", speaker="李四")}


@pytest.fixture(autouse=True)
def patience(monkeypatch: pytest.MonkeyPatch) -> Patience:
    return Patience(monkeypatch)


@pytest.fixture
def library(write_corpus: WriteCorpus, cache: Path) -> LiveCorpus:
    return LiveCorpus(write_corpus(FILES), cache)


def found(library: LiveCorpus, question: str) -> list[str]:
    return [quote.passage.text for quote in library.answerer.answer(question).quotes]


async def test_what_has_changed_is_answered_and_told(
    library: LiveCorpus, write_corpus: WriteCorpus
) -> None:
    read_at = library.read_at
    write_corpus(SECOND)
    assert found(library, "李四谈修路") == []
    changes = await library.refresh()
    assert [each.id for each in changes.added] == ["会/2"]
    assert found(library, "李四谈修路") == ["要修路。"]
    assert library.read_at > read_at
    assert not await library.refresh()


@needs_semantic
async def test_what_passages_mean_is_read_anew_too(write_corpus: WriteCorpus, cache: Path) -> None:
    library = LiveCorpus(write_corpus(FILES), cache, semantics=Semantics("auto", 10))
    write_corpus(SECOND)
    await library.refresh()
    (first, *_) = library.answerer.rank("铺沥青的事", 10).quotes
    assert first.passage.text == "要修路。"


async def test_questions_are_answered_while_the_corpus_is_read(
    library: LiveCorpus, write_corpus: WriteCorpus
) -> None:
    write_corpus(SECOND)
    refreshing = asyncio.create_task(library.refresh())
    asked = 0
    while not refreshing.done():
        assert found(library, "张三谈种树") == ["要种树。"]
        asked += 1
        await asyncio.sleep(0.01)
    assert asked > 10


async def test_nobody_waits_while_the_new_index_is_checked(
    library: LiveCorpus, write_corpus: WriteCorpus, monkeypatch: pytest.MonkeyPatch
) -> None:
    checked_by: list[threading.Thread] = []

    def open_made(index: Path) -> Bundle:
        checked_by.append(threading.current_thread())
        return made(index)

    made = module.open_made
    monkeypatch.setattr(module, "open_made", open_made)
    write_corpus(SECOND)
    assert await library.refresh()
    assert checked_by
    assert threading.current_thread() not in checked_by


async def test_an_earlier_answer_goes_on_as_long_as_its_passage_stands(
    library: LiveCorpus, write_corpus: WriteCorpus
) -> None:
    (quote,) = library.answerer.answer("张三谈种树").quotes
    reference = reference_to(quote.passage)
    write_corpus(SECOND | {"会/1.md": speech("先要浇水。\n\n要种树。", speaker="张三")})
    await library.refresh()
    stands = passage_at(library.answerer.contents, reference)
    assert stands is not None
    assert stands.id == "会/1#2"
    (library.folder / "会/1.md").rename(library.folder / "会/9.md")
    await library.refresh()
    renamed = passage_at(library.answerer.contents, reference)
    assert renamed is not None
    assert renamed.id == "会/9#2"
    write_corpus({"会/9.md": speech("先要浇水。", speaker="张三")})
    await library.refresh()
    assert passage_at(library.answerer.contents, reference) is None


async def test_faults_change_nothing(library: LiveCorpus, write_corpus: WriteCorpus) -> None:
    write_corpus(SECOND | {"会/3.md": "kein Titel"})
    with pytest.raises(CorpusError) as error:
        await library.refresh()
    assert [problem.path.name for problem in error.value.problems] == ["3.md"]
    assert found(library, "李四谈修路") == []
    assert found(library, "张三谈种树") == ["要种树。"]


async def test_a_file_that_is_written_in_pieces_is_no_fault(
    library: LiveCorpus, patience: Patience
) -> None:
    text = SECOND["会/2.md"].encode()
    path = library.folder / "会/2.md"
    path.write_bytes(text[:5])
    async with patience.with_faults_held():
        refreshing = asyncio.create_task(library.refresh())
        await patience.faults_found()
        path.write_bytes(text[:9])
    for end in (30, len(text)):
        async with patience.with_faults_held():
            await patience.faults_found()
            path.write_bytes(text[:end])
    assert [each.speaker for each in (await refreshing).added] == ["李四"]


async def test_an_index_that_cannot_be_made_changes_nothing(
    library: LiveCorpus, write_corpus: WriteCorpus, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_corpus(SECOND)
    monkeypatch.setattr(module, "_make_index", _killed)
    with pytest.raises(ChildProcessError, match="status -9"):
        await library.refresh()
    assert found(library, "张三谈种树") == ["要种树。"]


async def test_an_index_that_is_taken_away_changes_nothing(
    library: LiveCorpus, write_corpus: WriteCorpus, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_corpus(SECOND)
    monkeypatch.setattr(module, "_make_index", _nowhere)
    with pytest.raises(ForumBotError, match="is missing"):
        await library.refresh()
    assert found(library, "张三谈种树") == ["要种树。"]


def _killed(_folders: tuple[Path, Path]) -> Path:
    os.kill(os.getpid(), signal.SIGKILL)
    raise AssertionError


def _nowhere(folders: tuple[Path, Path]) -> Path:
    return folders[1] / "index-nowhere"
