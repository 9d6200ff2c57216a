"""A week in a group: from the day that it adds the bot to the day that it removes it.

It goes through restarts of the bot and changes of the corpus, with a database of either kind.
"""

import re
import shutil
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import pytest

from bot.texts import texts_in
from tests.bot_api import BotApiServer, Chat, SentMessage, User
from tests.bots import running_bot
from tests.chat.seen import label_of, labels, now_shown, pressed
from tests.conftest import SHIPPED

pytestmark = pytest.mark.server

ZH = texts_in("zh")
NEXT, PREVIOUS = ZH("button-next", count=2), ZH("button-previous")
SETTINGS = f"{ZH('set-passages')}{ZH('colon')}2"


@dataclass(slots=True)
class Week:
    """The group, its people, and what is remembered from day to day."""

    server: BotApiServer
    group: Chat
    member: User
    admin: User
    answer: SentMessage | None = None

    async def ask(self, text: str, **options: object) -> SentMessage:
        said = self.group.say(text, sender=self.member, **options)  # type: ignore[arg-type]
        return await self.server.reply_to(said)

    async def press(self, message: SentMessage, label: str, by: User | None = None) -> str:
        return await pressed(self.server, self.group, message, label, by or self.member)

    async def monday_it_comes_and_is_set_up(self) -> None:
        self.group.put_bot("member", self.admin)
        assert "/ask" in (await self.server.next_message(self.group)).text
        assert (await self.ask("/settings")).text == ZH("only-administrators")
        opened = self.group.say("/settings", sender=self.admin)
        panel = await self.server.reply_to(opened)
        await self.press(panel, label_of(panel, ZH("set-passages")), self.admin)
        assert await self.press(panel, "2") == ZH("only-administrators")
        await self.press(panel, "2", self.admin)
        anonymous = self.group.say("/settings", anonymous_admin=True)
        again = await self.server.reply_to(anonymous)
        assert SETTINGS in labels(again)
        self.group.put(self.admin, "administrator", is_anonymous=True)
        await self.press(again, ZH("button-done"), self.admin)
        assert labels(again) == []

    async def tuesday_it_is_asked_in_every_way(self) -> None:
        answer = await self.ask("/ask 刘晖对流动人口有什么建议")
        assert len(answer.quotes) == 2
        assert "准入和退出机制" in (await self.ask("刘晖谈物业", reply_to=answer)).text
        unheard = self.group.say("@SpeechesBot 刘晖谈物业", sender=self.member)
        self.group.put_bot("administrator", self.admin)
        assert "准入和退出机制" in (await self.ask("@SpeechesBot 刘晖谈物业")).text
        await self.server.settled()
        replied = {sent.reply_to_message_id for sent in self.server.sent}
        assert unheard.message_id not in replied

    async def wednesday_it_is_talked_with(self) -> None:
        answer = await self.ask("/ask 刘晖谈流动人口")
        following = await self.ask("那物业呢?", reply_to=answer)
        assert following.text.startswith(ZH("meant", speakers="刘晖"))
        await self.press(following, ZH("button-everybody"))
        assert ZH("button-everybody") not in labels(following)
        back = await self.ask("/ask 付书记说了什么")
        await self.press(back, "付铁琪")
        assert now_shown(back).bold[0] == "付铁琪"
        assert await self.press(back, ZH("button-helped")) == ZH("voted-helped")
        question = self.group.say("/ask 红烧肉怎么做", sender=self.member)
        refusal = await self.server.reply_to(question)
        self.group.edit(question, "/ask 聂岚艳谈养老")
        await self.server.settled()
        assert now_shown(refusal).bold[0] == "聂岚艳"

    async def thursday_it_moves_to_a_supergroup(self) -> None:
        self.group = self.group.migrate(announced=True)
        self.answer = await self.ask("/ask 刘晖是谁")
        assert re.findall("第 (.) 段", self.answer.text) == ["1", "2"]

    async def friday_it_goes_on_after_a_restart(self) -> None:
        assert self.answer is not None
        await self.press(self.answer, ZH("button-next", count=3))
        assert re.findall("第 (.) 段", now_shown(self.answer).text) == ["3", "4"]
        opened = self.group.say("/settings", sender=self.admin)
        assert SETTINGS in labels(await self.server.reply_to(opened))

    async def saturday_the_corpus_is_another(self) -> None:
        """The third and fourth parts are gone, so the fifth is all that comes after the second."""
        assert self.answer is not None
        await self.press(self.answer, PREVIOUS)
        assert len(now_shown(self.answer).quotes) == 2
        await self.press(self.answer, ZH("button-next", count=1))
        assert re.findall("第 (.) 段", now_shown(self.answer).text) == ["3"]
        assert await self.press(self.answer, ZH("button-unhelpful")) == ZH("voted-unhelpful")

    async def sunday_it_goes_and_topics_come(self) -> None:
        topic = self.group.topic("发言", self.admin)
        asked = self.group.say("/ask 刘晖谈物业", sender=self.member, thread_id=topic)
        assert (await self.server.reply_to(asked)).thread_id == topic
        before = len(self.server.sent)
        self.group.put_bot("kicked", self.admin)
        await self.server.settled()
        assert len(self.server.sent) == before


def without_two_parts(corpus: Path) -> None:
    """Takes the third and the fourth part out of a speech."""
    (file,) = corpus.glob("*/*刘晖.md")
    head, body = re.split(r"(?<=\n---\n)", file.read_text(encoding="utf-8"), maxsplit=1)
    parts = body.strip().split("\n\n")
    assert len(parts) == 5
    kept = "\n\n".join([*parts[:2], parts[4]])
    file.write_text(f"{head}\n{kept}\n", encoding="utf-8")


async def test_a_week_in_a_group(cache: Path, tmp_path: Path, address: str) -> None:
    corpus = tmp_path / "corpus"
    shutil.copytree(SHIPPED, corpus)
    running = partial(running_bot, cache=cache, DATABASE_URL=address, CORPUS=str(corpus))
    async with BotApiServer() as server:
        member, admin = (server.user(name, language_code="zh-hans") for name in ("小王", "老安"))
        group = server.group("工作群", members=[member], admins=[admin], bot="left")
        week = Week(server, group, member, admin)
        async with running(server):
            await week.monday_it_comes_and_is_set_up()
            await week.tuesday_it_is_asked_in_every_way()
            await week.wednesday_it_is_talked_with()
            await week.thursday_it_moves_to_a_supergroup()
        async with running(server):
            await week.friday_it_goes_on_after_a_restart()
        without_two_parts(corpus)
        async with running(server):
            await week.saturday_the_corpus_is_another()
            week.group.is_forum = True
            await week.sunday_it_goes_and_topics_come()
        allowed = {"getUpdates", "setMyCommands"}
        refused = [c for c in server.calls if c.error and c.method not in allowed]
        assert refused == []
