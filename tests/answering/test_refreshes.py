"""Whatever happens to the files, nothing is answered that is not in the last good corpus."""

import asyncio
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    Bundle,
    RuleBasedStateMachine,
    consumes,
    initialize,
    invariant,
    multiple,
    rule,
    run_state_machine_as_test,
)

from bot.answering import live_corpus as module
from bot.answering.live_corpus import LiveCorpus
from bot.errors import CorpusError
from bot.search.contents import openings_of, passage_at, reference_to, short_id
from tests.conftest import EXAMPLES, FORUM, speech

if TYPE_CHECKING:
    from bot.corpus.speech import Passage

pytestmark = pytest.mark.server


TOPICS = ["图书馆", "出租房", "幼儿园", "养老院", "自来水", "停车场", "路灯", "垃圾分类"]
SPEAKERS = ["张三", "李四", "王建国"]
FAULTS = [
    b"no front matter",
    "---\ntitle: 甲\n---\n\n半个字".encode()[:-1],
    "---\ntitle: 甲\nspeker: 张三\n---\n\n要读书。\n".encode(),
    "---\ntitle: 甲\n---\n".encode(),
    b"---\ntitle: [\n---\n\n...\n",
    b"",
]

Files = dict[str, bytes]
Texts = set[tuple[str, str]]
"""Passages as the files say them: the id of the speech, and the words."""


class Refreshes(RuleBasedStateMachine):
    """A maintainer at work, while somebody asks, and presses buttons of earlier answers."""

    files = Bundle("files")
    cache: Path

    def __init__(self) -> None:
        super().__init__()
        self._scratch = tempfile.TemporaryDirectory()
        self.folder = Path(self._scratch.name, "corpus")
        self.written = 0
        self.present: Files = {}
        self.good: Files = {}
        self.seen: dict[str, Passage] = {}

    def teardown(self) -> None:
        self._scratch.cleanup()

    @initialize(target=files)
    def start(self) -> Any:
        (self.folder / "甲会").mkdir(parents=True)
        (self.folder / "乙会").mkdir()
        for forum in ("甲会", "乙会"):
            self.write(f"{forum}/forum.md", FORUM.encode())
        kept = "甲会/0.md", "乙会/0.md"
        for name in kept:  # a forum has a speech at least, so these are never deleted
            self.write(name, self.text(TOPICS[:1], SPEAKERS[0]))
        self.library = LiveCorpus(self.folder, self.cache)
        self.good = dict(self.present)
        return multiple()

    @rule(
        target=files,
        forum=st.sampled_from(["甲会", "乙会"]),
        topics=st.lists(st.sampled_from(TOPICS), min_size=1, max_size=3),
        speaker=st.sampled_from(SPEAKERS),
    )
    def add(self, forum: str, topics: list[str], speaker: str) -> str:
        name = f"{forum}/{self.written + 1}.md"
        self.write(name, self.text(topics, speaker))
        return name

    @rule(
        name=files,
        topics=st.lists(st.sampled_from(TOPICS), min_size=1, max_size=3),
        speaker=st.sampled_from(SPEAKERS),
    )
    def edit(self, name: str, topics: list[str], speaker: str) -> None:
        """Also mends what is broken."""
        self.write(name, self.text(topics, speaker))

    @rule(name=files, fault=st.sampled_from(FAULTS))
    def break_it(self, name: str, fault: bytes) -> None:
        self.write(name, fault)

    @rule(target=files, name=consumes(files))
    def rename(self, name: str) -> str:
        self.written += 1
        other = f"{name.partition('/')[0]}/{self.written}.md"
        (self.folder / name).rename(self.folder / other)
        self.present[other] = self.present.pop(name)
        return other

    @rule(name=consumes(files))
    def delete(self, name: str) -> None:
        (self.folder / name).unlink()
        del self.present[name]

    @rule()
    def mend_all(self) -> None:
        for name, content in self.present.items():
            if content in FAULTS:
                self.write(name, self.text(TOPICS[-1:], SPEAKERS[-1]))

    @rule()
    def refresh(self) -> None:
        faulty = any(content in FAULTS for content in self.present.values())
        try:
            changes = asyncio.run(self.library.refresh())
        except CorpusError as error:
            assert faulty
            broken = {str(problem.path.relative_to(self.folder)) for problem in error.problems}
            assert broken >= {name for name, text in self.present.items() if text in FAULTS}
        else:
            assert not faulty
            names = {f"{speech.id}.md" for speech in changes.added}
            assert names == self.present.keys() - self.good.keys()
            names = {f"{speech.id}.md" for speech in changes.removed}
            assert names == self.good.keys() - self.present.keys()
            self.good = dict(self.present)

    @rule(topic=st.sampled_from(TOPICS), speaker=st.sampled_from(["", *SPEAKERS]))
    def ask(self, topic: str, speaker: str) -> None:
        answer = self.library.answerer.answer(f"{speaker}谈{topic}")
        said = [quote.passage for quote in answer.quotes]
        self.check(said)
        self.seen |= {reference_to(passage): passage for passage in said}
        everywhere = self.passages()
        if not speaker and any(topic in text for _, text in everywhere):
            assert said, f"{topic} is not found though it stands in the corpus"

    @rule()
    def go_on_from_earlier_answers(self) -> None:
        contents = self.library.answerer.contents
        standing = self.passages()
        for reference, passage in self.seen.items():
            found = passage_at(contents, reference)
            if (passage.speech.id, passage.text) in standing:
                assert found is not None
            self.check([found] if found else [])
            self.check(contents.passages_by_handle(short_id(passage.speech)))
            self.check(openings_of(contents, passage.speech.speaker or ""))

    @invariant()
    def all_that_can_be_asked_about_is_the_last_good_corpus(self) -> None:
        if self.good:
            contents = self.library.answerer.contents
            assert {(each.speech.id, each.text) for each in contents.passages} == self.passages()

    def check(self, said: Any) -> None:
        assert {(passage.speech.id, passage.text) for passage in said} <= self.passages()

    def passages(self) -> Texts:
        return {
            (name.removesuffix(".md"), paragraph)
            for name, content in self.good.items()
            for paragraph in content.decode().split("\n---\n")[1].strip().split("\n\n")
            if paragraph
        }

    def text(self, topics: list[str], speaker: str) -> bytes:
        """A speech that says something else than any before."""
        self.written += 1
        said = (f"第{self.written}回说要办好{topic}。" for topic in topics)
        return speech("\n\n".join(said), title=f"发言{self.written}", speaker=speaker).encode()

    def write(self, name: str, content: bytes) -> None:
        (self.folder / name).write_bytes(content)
        self.present[name] = content


async def directly(work: Callable[[Any], Any], task: Any) -> Any:
    """In this process, since to start one for each of very many refreshes would take too long."""
    return work(task)


def test_no_state_answers_what_is_not_in_the_last_good_corpus(
    cache: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "_QUIET_SECONDS", 0.06)
    monkeypatch.setattr(module, "_FAULTY_SECONDS", 0.07)
    monkeypatch.setattr(module, "run_in_background", directly)
    monkeypatch.setattr(Refreshes, "cache", cache, raising=False)
    run_state_machine_as_test(
        Refreshes,
        settings=settings(
            max_examples=EXAMPLES // 2,
            stateful_step_count=30,
            deadline=None,
            suppress_health_check=list(HealthCheck),
        ),
    )
