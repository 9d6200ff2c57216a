"""The buttons under an answer: they turn its pages, copy a citation, and count votes."""

import re
from pathlib import Path
from sqlite3 import connect

import pytest

from bot.database.connection import Database, sqlite_address
from bot.database.gaps import Gaps
from bot.texts import Texts
from tests.bot_api import BotApiServer, Button, Chat, Message, SentMessage, User
from tests.chat.conftest import bot_process
from tests.conftest import FORUM, WriteCorpus, speech

ZH, EN = Texts("zh"), Texts("en")
LONG = "刘晖是谁"
COPY, HELPED, UNHELPFUL = ZH("button-copy"), ZH("button-helped"), ZH("button-unhelpful")
PREVIOUS, NEXT = ZH("button-previous"), ZH("button-next", count=2)

pytestmark = pytest.mark.asyncio


def now_shown(message: Message) -> SentMessage:
    """A message as it is now."""
    current = message.chat.messages[message.message_id]
    assert isinstance(current, SentMessage)
    return current


def labels(message: Message) -> list[str]:
    return [button.text for button in now_shown(message).buttons]


async def pressed(
    server: BotApiServer, chat: Chat, message: SentMessage, label: str, sender: User | None = None
) -> str:
    """Presses a button; gives the notice that is shown."""
    press = chat.press(message, label, sender)
    return (await server.answer_to(press)).text


async def test_pages_turn_forth_and_back_in_the_same_message(cache: Path, tmp_path: Path) -> None:
    async with BotApiServer() as server, bot_process(server, cache, data=tmp_path):
        chat = server.private(server.user("小王", language_code="zh"))
        answer = await server.reply_to(chat.say(LONG))
        assert labels(answer) == [NEXT, COPY, HELPED, UNHELPFUL]
        assert re.findall("第 (.) 段", answer.text) == ["1", "2", "3"]
        await pressed(server, chat, answer, NEXT)
        await server.settled()
        assert re.findall("第 (.) 段", now_shown(answer).text) == ["4", "5"]
        assert labels(answer) == [PREVIOUS, COPY, HELPED, UNHELPFUL]
        await pressed(server, chat, answer, PREVIOUS)
        await server.settled()
        assert now_shown(answer).text == answer.text
        assert now_shown(answer).entities == answer.entities
        assert len(server.sent) == 1


async def test_an_answer_that_is_whole_has_nothing_to_turn(cache: Path, tmp_path: Path) -> None:
    async with BotApiServer() as server, bot_process(server, cache, data=tmp_path):
        chat = server.private(server.user("Ann", language_code="en"))
        answer = await server.reply_to(chat.say("what did 刘晖 propose about rentals"))
        copy, *votes = answer.buttons
        assert copy == Button(
            EN("button-copy"),
            copy_text="刘晖 · 加强流动人口的管理和服务 · part 3 of 5 · Source: "
            "加强基层建设 创新社会治理 基层干部代表这样说…… · "
            "株洲日报·掌上株洲记者/凌琳 整理 易翔 摄影 · 5月12日",
        )
        assert [vote.text for vote in votes] == [EN("button-helped"), EN("button-unhelpful")]
        refusal = await server.reply_to(chat.say("how do I reset my password"))
        assert refusal.buttons == []


async def test_buttons_work_after_a_restart_and_a_refresh_of_the_corpus(
    cache: Path, tmp_path: Path, write_corpus: WriteCorpus
) -> None:
    parts = [f"第{number}件事是垃圾分类。" for number in "一二三四五"]
    body, changed = "\n\n".join(parts), "\n\n".join(["序言。", *parts[:3], parts[4]])
    name = "会/1-张三.md"
    corpus = write_corpus({"会/forum.md": FORUM, name: speech(body, speaker="张三")})
    data = tmp_path / "data"
    async with BotApiServer() as server:
        chat = server.private(server.user("小王", language_code="zh"))
        async with bot_process(server, cache, data=data, CORPUS=str(corpus)):
            answer = await server.reply_to(chat.say("张三谈垃圾分类"))
        write_corpus({name: speech(changed, speaker="张三")})
        async with bot_process(server, cache, data=data, CORPUS=str(corpus)):
            await pressed(server, chat, answer, NEXT)
            await server.settled()
            assert now_shown(answer).quotes == [parts[4]]
            assert "垃圾分类" in now_shown(answer).bold
        write_corpus({name: speech("别的话。", speaker="张三")})
        async with bot_process(server, cache, data=data, CORPUS=str(corpus)):
            assert await pressed(server, chat, answer, PREVIOUS) == ZH("passages-gone")


async def test_each_member_of_a_group_votes_and_is_thanked(cache: Path, tmp_path: Path) -> None:
    async with BotApiServer() as server, bot_process(server, cache, data=tmp_path):
        wang, ann = server.user("小王"), server.user("Ann")
        group = server.supergroup("工作群", members=[wang, ann])
        answer = await server.reply_to(group.say("/ask 刘晖谈物业", sender=wang))
        assert await pressed(server, group, answer, HELPED, wang) == ZH("voted-helped")
        assert await pressed(server, group, answer, UNHELPFUL, ann) == ZH("voted-unhelpful")


async def test_a_question_back_has_a_button_for_each_choice_that_answers_the_question(
    cache: Path, tmp_path: Path
) -> None:
    async with BotApiServer() as server, bot_process(server, cache, data=tmp_path):
        wang, ann = server.user("小王"), server.user("Ann")
        group = server.supergroup("工作群", members=[wang, ann])
        back = await server.reply_to(group.say("/ask 付书记说了什么", sender=wang))
        assert [button.text for button in back.buttons] == ["付铁梯", "付铁琪"]
        await pressed(server, group, back, "付铁琪", ann)
        await server.settled()
        assert now_shown(back).bold[0] == "付铁琪"
        assert UNHELPFUL in labels(back)
        assert await pressed(server, group, back, HELPED, ann) == ZH("voted-helped")
        assert len(server.sent) == 1


async def test_who_did_speak_about_it_is_a_press_away(cache: Path, tmp_path: Path) -> None:
    async with BotApiServer() as server, bot_process(server, cache, data=tmp_path):
        chat = server.private(server.user("小王", language_code="zh"))
        refusal = await server.reply_to(chat.say("陈妮谈民宿"))
        assert [button.text for button in refusal.buttons] == ["付铁梯"]
        await pressed(server, chat, refusal, "付铁梯")
        await server.settled()
        assert "17家特色民宿" in now_shown(refusal).text


async def test_a_choice_whose_question_is_gone_says_so(cache: Path, tmp_path: Path) -> None:
    async with BotApiServer() as server, bot_process(server, cache, data=tmp_path):
        chat = server.private(server.user("小王", language_code="zh"))
        question = chat.say("付书记说了什么")
        back = await server.reply_to(question)
        chat.delete(question)
        assert await pressed(server, chat, back, "付铁琪") == ZH("answer-gone")


@pytest.mark.parametrize("kept", ["true", "false"])
async def test_questions_without_an_answer_are_kept_only_where_they_may_be(
    cache: Path, tmp_path: Path, kept: str
) -> None:
    async with (
        BotApiServer() as server,
        bot_process(server, cache, data=tmp_path, KEEP_QUESTIONS=kept),
    ):
        wang = server.user("小王", language_code="zh")
        group = server.supergroup("工作群", members=[wang])
        await server.reply_to(group.say("/ask 红烧肉怎么做", sender=wang))
        answer = await server.reply_to(group.say("/ask@SpeechesBot 刘晖谈物业", sender=wang))
        for _ in range(2):
            await pressed(server, group, answer, UNHELPFUL, wang)
        await server.settled()
    database = await Database.open(sqlite_address(tmp_path))
    questions = {gap.question: gap.times for gap in await Gaps(database).listed()}
    await database.close()
    assert questions == ({"红烧肉怎么做": 1, "刘晖谈物业": 1} if kept == "true" else {})


async def test_a_database_that_fails_stops_no_answer(cache: Path, tmp_path: Path) -> None:
    async with BotApiServer() as server, bot_process(server, cache, data=tmp_path) as bot:
        chat = server.private(server.user("小王", language_code="zh"))
        with connect(tmp_path / "forum-bot.sqlite3") as database:
            database.execute("DROP TABLE answers")
        answer = await server.reply_to(chat.say("刘晖谈物业"))
        assert "准入和退出机制" in answer.text
        assert await pressed(server, chat, answer, HELPED) == ZH("failed")
        await bot.stop()
        assert bot.log.count("waits until it works") == 1
        assert "rows that could not be written: 1" in bot.log
        assert len(server.sent) == 1


async def test_a_button_that_nothing_is_known_of_says_so(cache: Path, tmp_path: Path) -> None:
    async with BotApiServer() as server:
        wang = server.user("小王", language_code="zh")
        chat = server.private(wang)
        async with bot_process(server, cache, data=tmp_path / "one"):
            answer = await server.reply_to(chat.say(LONG))
        async with bot_process(server, cache, data=tmp_path / "two"):
            assert await pressed(server, chat, answer, NEXT) == ZH("answer-gone")
            assert await pressed(server, chat, answer, HELPED) == ZH("answer-gone")
            for data in ("page:99999999999999999999", "page:٣", "vote:maybe", "x" * 64):
                press = chat.press_data(answer, data, wang)
                assert (await server.answer_to(press)).text in ("", ZH("answer-gone"))
