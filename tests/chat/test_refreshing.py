"""A running bot reloads its corpus, and tells those who look after it."""

import asyncio
import os
import signal
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest
import pytest_asyncio

from bot.texts import texts_in
from tests.bot_api import BotApiServer, Chat, SentMessage
from tests.bot_api.watch import LIMIT
from tests.bots import RunningBot, running_bot
from tests.conftest import FORUM, WriteCorpus, speech
from tests.patience import Patience

pytestmark = pytest.mark.server

ZH, EN = texts_in("zh"), texts_in("en")
FILES = {"会/forum.md": FORUM, "会/1.md": speech("要种树。", title="甲", speaker="张三")}
SECOND = {"会/2.md": speech("要修路。", title="乙", speaker="李四")}


@dataclass(slots=True)
class Scene:
    """A bot with a corpus of its own; `chats` are those of the two who look after it."""

    server: BotApiServer
    bot: RunningBot
    corpus: Path
    patience: Patience
    write_corpus: WriteCorpus
    chats: tuple[Chat, Chat]
    heard: int = 0

    async def write(self, files: Mapping[str, str]) -> None:
        """Writes files, none of which is read without the others."""
        async with self.patience.held():
            self.write_corpus(files)

    def news(self, chat: Chat) -> list[SentMessage]:
        """What somebody was told without having asked."""
        sent = self.server.sent
        return [each for each in sent if each.chat is chat and not each.reply_to_message_id]

    async def told(self) -> list[str]:
        """What the two are told next without having asked."""
        self.heard += 1
        return [await self.news_of(chat, self.heard) for chat in self.chats]

    async def news_of(self, chat: Chat, number: int) -> str:
        while len(self.news(chat)) < number:
            await self.server.next_message(chat)
        return self.news(chat)[number - 1].text

    async def quotes(self, question: str) -> list[str]:
        return (await self.server.reply_to(self.chats[0].say(question))).quotes


@asynccontextmanager
async def played(
    cache: Path, write_corpus: WriteCorpus, patience: Patience, *, watch: bool = True
) -> AsyncIterator[Scene]:
    corpus = write_corpus(FILES)
    async with BotApiServer() as server:
        people = server.user("Ann"), server.user("Bob")
        chats = server.private(people[0]), server.private(people[1])
        admins = ",".join(str(person.id) for person in people)
        async with running_bot(
            server, cache, ADMINS=admins, CORPUS=str(corpus), WATCH=str(watch)
        ) as bot:
            await server.reply_to(chats[0].say("/language en"))
            yield Scene(server, bot, corpus, patience, write_corpus, chats)


@pytest_asyncio.fixture
async def scene(cache: Path, write_corpus: WriteCorpus, patience: Patience) -> AsyncIterator[Scene]:
    async with played(cache, write_corpus, patience) as scene:
        yield scene


async def test_changes_are_answered_and_reported_to_the_admins(scene: Scene) -> None:
    await scene.write(SECOND | {"会/1.md": speech("要种花。", title="甲", speaker="张三")})
    english, chinese = await scene.told()
    assert english == (
        "Corpus reloaded. Documents: 2 · passages: 2\n\n"
        "Added (1):\n• Li Si 李四 乙\n\nChanged (1):\n• Zhang San 张三 甲"
    )
    assert chinese.endswith("新增 1 份：\n• 李四 《乙》\n\n修改 1 份：\n• 张三 《甲》")
    assert await scene.quotes("李四谈修路") == ["要修路。"]
    assert await scene.quotes("张三谈种树") == []
    (scene.corpus / "会/2.md").unlink()
    assert (await scene.told())[0].endswith("\n\nRemoved (1):\n• Li Si 李四 乙")
    assert await scene.quotes("李四谈修路") == []


async def test_faults_are_reported_once_and_so_is_their_end(scene: Scene) -> None:
    await scene.write(SECOND | {"会/3.md": "kein Titel"})
    english, chinese = await scene.told()
    assert english.startswith(EN("refresh-failed"))
    assert f"{scene.corpus}/会/3.md:1: no front matter" in english
    assert chinese.startswith(ZH("refresh-failed"))
    assert await scene.quotes("李四谈修路") == []
    assert await scene.quotes("张三谈种树") == ["要种树。"]
    (first,) = scene.news(scene.chats[1])
    await scene.write({"会/3.md": "---\ntitle: 丙\n---\n"})
    edited = await scene.server.edit_of(first)
    assert "会/3.md 第 3 行：没有正文" in edited.text
    await scene.write({"会/3.md": speech("要养鱼。", title="丙")})
    mended = (await scene.told())[0]
    assert mended.startswith("Corpus fixed and reloaded")
    assert "• Li Si 李四 乙\n• 丙" in mended
    assert await scene.quotes("李四谈修路") == ["要修路。"]
    assert len(scene.news(scene.chats[1])) == 2


async def test_a_file_written_in_pieces_is_not_reported(scene: Scene) -> None:
    path = scene.corpus / "会/2.md"
    text = SECOND["会/2.md"].encode()
    async with scene.patience.with_faults_held():
        path.write_bytes(text[:6])
        await scene.patience.faults_found()
        path.write_bytes(text[:12])
    for end in (len(text) - 5, len(text)):  # the last character in two
        async with scene.patience.with_faults_held():
            await scene.patience.faults_found()
            path.write_bytes(text[:end])
    assert "Added (1):" in (await scene.told())[0]


async def test_without_watching_a_signal_or_a_command_is_what_it_takes(
    cache: Path, write_corpus: WriteCorpus, patience: Patience
) -> None:
    async with played(cache, write_corpus, patience, watch=False) as scene:
        await scene.write(SECOND)
        assert await scene.quotes("李四谈修路") == []
        os.kill(os.getpid(), signal.SIGHUP)
        assert "Added (1):" in (await scene.told())[0]
        assert await scene.quotes("李四谈修路") == ["要修路。"]
        (scene.corpus / "会/2.md").unlink()
        reply = await scene.server.reply_to(scene.chats[0].say("/reload"))
        assert "Removed (1):" in reply.text
        assert "删除 1 份：" in await scene.news_of(scene.chats[1], 2)
        reply = await scene.server.reply_to(scene.chats[0].say("/reload"))
        assert reply.text.endswith(EN("unchanged"))
        assert len(scene.news(scene.chats[1])) == 2


async def test_the_status_says_that_the_corpus_has_faults(scene: Scene) -> None:
    await scene.write({"会/3.md": "kein Titel"})
    reply = await scene.server.reply_to(scene.chats[0].say("/reload"))
    assert reply.text.startswith(EN("refresh-failed"))
    status = await scene.server.reply_to(scene.chats[0].say("/status"))
    assert "its files now have errors" in status.text


async def test_it_stops_at_once_while_an_index_is_made(
    cache: Path, write_corpus: WriteCorpus, patience: Patience
) -> None:
    async with played(cache, write_corpus, patience) as scene:
        await scene.write({f"会/{n}.md": speech(f"第{n}次要修路。" * 400) for n in range(100, 400)})
        async with asyncio.timeout(LIMIT):
            while not scene.bot.library._reading.locked():
                await asyncio.sleep(0.01)
    assert len(scene.bot.library.answerer.contents.speeches) == 1
