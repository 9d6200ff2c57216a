"""A running bot reads its corpus anew, and tells those who look after it."""

import asyncio
import signal
from collections.abc import AsyncIterator
from dataclasses import dataclass
from pathlib import Path

import pytest
import pytest_asyncio

from bot.texts import Texts
from tests.bot_api import BotApiServer, Chat, SentMessage
from tests.chat.conftest import BotProcess, bot_process
from tests.conftest import FORUM, WriteCorpus, speech

ZH, EN = Texts("zh"), Texts("en")
FILES = {"会/forum.md": FORUM, "会/1.md": speech("要种树。", title="甲", speaker="张三")}
SECOND = {"会/2.md": speech("要修路。", title="乙", speaker="李四")}
PATIENCE = 20


@dataclass(slots=True)
class Scene:
    """A bot with a corpus of its own; `chats` are those of the two who look after it."""

    server: BotApiServer
    bot: BotProcess
    corpus: Path
    chats: tuple[Chat, Chat]
    heard: int = 0

    def news(self, chat: Chat) -> list[SentMessage]:
        """What somebody was told without having asked."""
        sent = self.server.sent
        return [each for each in sent if each.chat is chat and not each.reply_to_message_id]

    async def told(self) -> list[str]:
        """What the two are told next without having asked."""
        self.heard += 1
        return [await self.news_of(chat, self.heard) for chat in self.chats]

    async def news_of(self, chat: Chat, number: int) -> str:
        async with asyncio.timeout(PATIENCE):
            while len(self.news(chat)) < number:
                await asyncio.sleep(0.05)
        return self.news(chat)[number - 1].text

    async def quotes(self, question: str) -> list[str]:
        return (await self.server.reply_to(self.chats[0].say(question))).quotes


@pytest.fixture
def watch(request: pytest.FixtureRequest) -> str:
    return str(getattr(request, "param", True))


@pytest_asyncio.fixture
async def scene(cache: Path, write_corpus: WriteCorpus, watch: str) -> AsyncIterator[Scene]:
    corpus = write_corpus(FILES)
    async with BotApiServer() as server:
        people = server.user("Ann"), server.user("Bob")
        chats = server.private(people[0]), server.private(people[1])
        admins = ",".join(str(person.id) for person in people)
        async with bot_process(
            server, cache, ADMINS=admins, CORPUS=str(corpus), WATCH=watch
        ) as bot:
            await server.reply_to(chats[0].say("/language en"))
            yield Scene(server, bot, corpus, chats)


async def test_what_changes_is_answered_and_told_to_those_who_look_after_it(
    scene: Scene, write_corpus: WriteCorpus
) -> None:
    write_corpus(SECOND | {"会/1.md": speech("要种花。", title="甲", speaker="张三")})
    english, chinese = await scene.told()
    assert english == (
        "The corpus was read anew. Documents: 2 · passages: 2\n\n"
        "Added (1):\n• 李四 乙\n\nChanged (1):\n• 张三 甲"
    )
    assert chinese.endswith("新增 1 份：\n• 李四 《乙》\n\n修改 1 份：\n• 张三 《甲》")
    assert await scene.quotes("李四谈修路") == ["要修路。"]
    assert await scene.quotes("张三谈种树") == []
    (scene.corpus / "会/2.md").unlink()
    assert (await scene.told())[0].endswith("\n\nRemoved (1):\n• 李四 乙")
    assert await scene.quotes("李四谈修路") == []


async def test_faults_are_told_once_and_so_is_that_they_are_mended(
    scene: Scene, write_corpus: WriteCorpus
) -> None:
    write_corpus(SECOND | {"会/3.md": "kein Titel"})
    english, chinese = await scene.told()
    assert english.startswith(EN("refresh-failed"))
    assert f"{scene.corpus}/会/3.md:1: no front matter" in english
    assert chinese.startswith(ZH("refresh-failed"))
    assert await scene.quotes("李四谈修路") == []
    assert await scene.quotes("张三谈种树") == ["要种树。"]
    (first,) = scene.news(scene.chats[1])
    write_corpus({"会/3.md": "---\ntitle: 丙\n---\n"})
    edited = await scene.server.edit_of(first, PATIENCE)
    assert "会/3.md:3: the body is empty" in edited.text
    write_corpus({"会/3.md": speech("要养鱼。", title="丙")})
    mended = (await scene.told())[0]
    assert mended.startswith("The corpus is in order again")
    assert "• 李四 乙\n• 丙" in mended
    assert await scene.quotes("李四谈修路") == ["要修路。"]
    assert len(scene.news(scene.chats[1])) == 2


async def test_a_file_written_in_pieces_is_not_told_of(scene: Scene) -> None:
    path = scene.corpus / "会/2.md"
    text = SECOND["会/2.md"].encode()
    for end in (6, 12, len(text) - 4, len(text)):
        path.write_bytes(text[:end])
        await asyncio.sleep(1.5)
    assert "Added (1):" in (await scene.told())[0]


@pytest.mark.parametrize("watch", ["false"], indirect=True)
async def test_without_watching_a_signal_or_a_command_is_what_it_takes(
    scene: Scene, write_corpus: WriteCorpus
) -> None:
    write_corpus(SECOND)
    await asyncio.sleep(2)
    assert await scene.quotes("李四谈修路") == []
    scene.bot.process.send_signal(signal.SIGHUP)
    assert "Added (1):" in (await scene.told())[0]
    assert await scene.quotes("李四谈修路") == ["要修路。"]
    (scene.corpus / "会/2.md").unlink()
    reply = await scene.server.reply_to(scene.chats[0].say("/reload"))
    assert "Removed (1):" in reply.text
    assert "删除 1 份：" in await scene.news_of(scene.chats[1], 2)
    reply = await scene.server.reply_to(scene.chats[0].say("/reload"))
    assert reply.text.endswith(EN("unchanged"))


async def test_the_status_tells_that_the_corpus_has_faults(
    scene: Scene, write_corpus: WriteCorpus
) -> None:
    write_corpus({"会/3.md": "kein Titel"})
    reply = await scene.server.reply_to(scene.chats[0].say("/reload"))
    assert reply.text.startswith(EN("refresh-failed"))
    status = await scene.server.reply_to(scene.chats[0].say("/status"))
    assert "as it is now it has faults" in status.text


async def test_it_stops_at_once_while_an_index_is_made(
    scene: Scene, write_corpus: WriteCorpus
) -> None:
    write_corpus({f"会/{n}.md": speech(f"第{n}次要修路。" * 400) for n in range(100, 400)})
    await asyncio.sleep(1.6)
    assert await scene.bot.stop() == 0
