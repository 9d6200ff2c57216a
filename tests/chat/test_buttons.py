"""The buttons under an answer: they turn its pages, copy a citation, narrow it, and count votes."""

import asyncio
import re
from contextlib import closing
from pathlib import Path
from sqlite3 import connect

import pytest

from bot.database.feedback import Gaps
from bot.texts import texts_in
from tests.bot_api import BotApiServer, Button, Chat, User
from tests.bots import database_in, running_bot
from tests.chat.seen import labels, now_shown, pressed
from tests.conftest import FORUM, WriteCorpus, speech

ZH, EN = texts_in("zh"), texts_in("en")
LONG = "刘晖是谁"
COPY, HELPED, UNHELPFUL = ZH("button-copy"), ZH("button-helped"), ZH("button-unhelpful")
PREVIOUS, NEXT = ZH("button-previous"), ZH("button-next", count=2)
WHOLE, EVERYBODY = ZH("button-speech"), ZH("button-everybody")
WHO_SPOKE = ZH("button-who-spoke")

pytestmark = [pytest.mark.server, pytest.mark.asyncio(loop_scope="module")]
shared = pytest.mark.usefixtures("bot")


@shared
async def test_pages_turn_forth_and_back_in_the_same_message(
    server: BotApiServer, private: Chat
) -> None:
    before = len(server.sent)
    answer = await server.reply_to(private.say(LONG))
    assert labels(answer) == [NEXT, WHOLE, COPY, HELPED, UNHELPFUL]
    assert re.findall("第 (.) 段", answer.text) == ["1", "2", "3"]
    await pressed(server, private, answer, NEXT)
    assert re.findall("第 (.) 段", now_shown(answer).text) == ["4", "5"]
    assert labels(answer) == [PREVIOUS, WHOLE, COPY, HELPED, UNHELPFUL]
    await pressed(server, private, answer, PREVIOUS)
    assert now_shown(answer).text == answer.text
    assert now_shown(answer).entities == answer.entities
    assert len(server.sent) == before + 1


@shared
async def test_an_answer_that_is_whole_has_nothing_to_turn(server: BotApiServer, ann: User) -> None:
    chat = server.private(ann)
    answer = await server.reply_to(chat.say("what did 刘晖 propose about rentals"))
    whole, copy, *votes = answer.buttons
    assert whole.text == EN("button-speech")
    assert copy == Button(
        EN("button-copy"),
        copy_text="Liu Hui 刘晖 · 加强流动人口的管理和服务 · part 3 of 5 · Source: "
        "加强基层建设 创新社会治理 基层干部代表这样说…… · "
        "株洲日报·掌上株洲记者/凌琳 整理 易翔 摄影 · 5月12日",
    )
    assert [vote.text for vote in votes] == [EN("button-helped"), EN("button-unhelpful")]
    refusal = await server.reply_to(chat.say("how do I reset my password"))
    assert labels(refusal) == [EN("button-who-spoke")]


@shared
async def test_an_answer_of_several_speakers_can_be_narrowed_and_widened_again(
    server: BotApiServer, private: Chat
) -> None:
    answer = await server.reply_to(private.say("对物业管理有什么建议"))
    speakers = [name for name in ("刘晖", "聂岚艳") if name in answer.bold]
    assert len(speakers) == 2
    assert {ZH("button-only", speaker=name) for name in speakers} <= set(labels(answer))
    copied = answer.button(COPY).copy_text or ""
    assert all(name in copied for name in speakers)
    assert copied.count("来源") == 1
    await pressed(server, private, answer, ZH("button-only", speaker="刘晖"))
    assert "聂岚艳" not in now_shown(answer).text
    assert "刘晖" in now_shown(answer).bold
    assert WHOLE in labels(answer)
    await pressed(server, private, answer, EVERYBODY)
    assert now_shown(answer).text == answer.text


@shared
async def test_the_citation_of_several_passages_fits_what_a_button_copies(
    server: BotApiServer, private: Chat
) -> None:
    answer = await server.reply_to(private.say("刘晖是谁"))
    copied = answer.button(COPY).copy_text or ""
    assert 100 < len(copied) <= 256
    assert copied.splitlines()[-1].startswith("来源：加强基层建设")


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
        async with running_bot(server, cache, data=data, CORPUS=str(corpus)):
            answer = await server.reply_to(chat.say("张三谈垃圾分类"))
        write_corpus({name: speech(changed, speaker="张三")})
        async with running_bot(server, cache, data=data, CORPUS=str(corpus)):
            await pressed(server, chat, answer, NEXT)
            assert now_shown(answer).quotes == [parts[4]]
            assert "垃圾分类" in now_shown(answer).bold
            await pressed(server, chat, answer, PREVIOUS)
            assert now_shown(answer).quotes == parts[:3]
            assert ZH("button-next", count=1) in labels(answer)
        write_corpus({name: speech("别的话。", speaker="张三")})
        async with running_bot(server, cache, data=data, CORPUS=str(corpus)):
            assert await pressed(server, chat, answer, WHOLE) == ""
            assert "别的话。" in server.sent[-1].text
            next_page = ZH("button-next", count=1)
            assert await pressed(server, chat, answer, next_page) == ZH("passages-gone")


@shared
async def test_each_member_of_a_group_votes_and_is_thanked(
    server: BotApiServer, group: Chat, wang: User, ann: User
) -> None:
    answer = await server.reply_to(group.say("/ask 刘晖谈物业", sender=wang))
    assert await pressed(server, group, answer, HELPED, wang) == ZH("voted-helped")
    assert await pressed(server, group, answer, UNHELPFUL, ann) == ZH("voted-unhelpful")


@shared
async def test_a_question_back_has_a_button_for_each_choice_that_answers_the_question(
    server: BotApiServer, group: Chat, wang: User, ann: User
) -> None:
    before = len(server.sent)
    back = await server.reply_to(group.say("/ask 付书记说了什么", sender=wang))
    assert labels(back) == ["付铁梯", "付铁琪"]
    await pressed(server, group, back, "付铁琪", ann)
    assert now_shown(back).bold[0] == "付铁琪"
    assert UNHELPFUL in labels(back)
    assert await pressed(server, group, back, HELPED, ann) == ZH("voted-helped")
    assert len(server.sent) == before + 1


@shared
async def test_who_did_speak_about_it_is_a_press_away(server: BotApiServer, private: Chat) -> None:
    refusal = await server.reply_to(private.say("陈妮谈民宿"))
    assert labels(refusal) == ["付铁梯", WHO_SPOKE]
    await pressed(server, private, refusal, "付铁梯")
    assert "17家特色民宿" in now_shown(refusal).text


@shared
async def test_a_choice_whose_question_is_gone_says_so(server: BotApiServer, private: Chat) -> None:
    question = private.say("付书记说了什么")
    back = await server.reply_to(question)
    private.delete(question)
    assert await pressed(server, private, back, "付铁琪") == ZH("answer-gone")


@shared
async def test_a_button_does_what_it_says_though_its_notice_fails(
    server: BotApiServer, private: Chat
) -> None:
    answer = await server.reply_to(private.say(LONG))
    server.fail("answerCallbackQuery", status=500)
    private.press(answer, NEXT)
    assert re.findall("第 (.) 段", (await server.edit_of(answer)).text) == ["4", "5"]


@shared
async def test_a_press_that_comes_too_late_changes_the_message_all_the_same(
    server: BotApiServer, private: Chat
) -> None:
    answer = await server.reply_to(private.say(LONG))
    private.press(answer, NEXT, expired=True)
    assert re.findall("第 (.) 段", (await server.edit_of(answer)).text) == ["4", "5"]


@pytest.mark.parametrize("kept", ["true", "false"])
async def test_questions_without_an_answer_are_kept_only_where_they_may_be(
    cache: Path, tmp_path: Path, kept: str
) -> None:
    async with (
        BotApiServer() as server,
        running_bot(server, cache, data=tmp_path, KEEP_QUESTIONS=kept),
    ):
        wang = server.user("小王", language_code="zh")
        group = server.supergroup("工作群", members=[wang])
        await server.reply_to(group.say("/ask 红烧肉怎么做", sender=wang))
        answer = await server.reply_to(group.say("/ask@SpeechesBot 刘晖谈物业", sender=wang))
        for vote in (UNHELPFUL, HELPED, UNHELPFUL):
            await pressed(server, group, answer, vote, wang)
    async with database_in(tmp_path) as database:
        questions = {gap.question: gap.times for gap in await Gaps(database).listed()}
    assert questions == ({"红烧肉怎么做": 1, "刘晖谈物业": 1} if kept == "true" else {})


def drop_answers(path: Path) -> None:
    with closing(connect(path)) as database:
        database.execute("DROP TABLE answers")


async def test_a_database_that_fails_stops_no_answer(cache: Path, tmp_path: Path) -> None:
    async with BotApiServer() as server, running_bot(server, cache, data=tmp_path) as bot:
        chat = server.private(server.user("小王", language_code="zh"))
        await asyncio.to_thread(drop_answers, tmp_path / "forum-bot.sqlite3")
        answer = await server.reply_to(chat.say("刘晖谈物业"))
        assert "准入和退出机制" in answer.text
        assert await pressed(server, chat, answer, HELPED) == ZH("failed")
        assert "unsaved rows wait until it works" in bot.log
        assert len(server.sent) == 1


async def test_a_button_that_nothing_is_known_of_says_so(cache: Path) -> None:
    async with BotApiServer() as server:
        wang = server.user("小王", language_code="zh")
        chat = server.private(wang)
        async with running_bot(server, cache):
            answer = await server.reply_to(chat.say(LONG))
        async with running_bot(server, cache):
            assert await pressed(server, chat, answer, NEXT) == ZH("answer-gone")
            assert await pressed(server, chat, answer, HELPED) == ZH("answer-gone")
            for data in (
                *("page:99999999999999999999", "page:٣", "vote:maybe", "x" * 64, "speaker:"),
                *("speech:zz:1", "speech:0000000000000000:1", "leaf:1:9999999999999999999999"),
                *("who:", "speakers:99999999999999999999", "set:", "set:passages=9", "set:x=1"),
            ):
                press = chat.press_data(answer, data, wang)
                told = (await server.answer_to(press)).text
                assert told in ("", *map(ZH, ("answer-gone", "passages-gone", "speaker-gone")))


@shared
async def test_refusals_wait_to_be_closed_and_thanks_do_not(
    server: BotApiServer, group: Chat, wang: User, ann: User
) -> None:
    answer = await server.reply_to(group.say("/ask 刘晖谈物业", sender=wang))
    panel = await server.reply_to(group.say("/settings", sender=ann))
    refused = {"page:99": "answer-gone", "speaker:0": "answer-gone", "who:0": "speaker-gone"}
    refused |= {"speech:0:1": "passages-gone", "set:": "only-administrators"}
    for data, key in refused.items():
        told = await server.answer_to(
            group.press_data(panel if key[0] == "o" else answer, data, wang)
        )
        assert (told.text, told.show_alert) == (ZH(key), True)
    thanked = await server.answer_to(group.press(answer, HELPED, wang))
    assert (thanked.text, thanked.show_alert) == (ZH("voted-helped"), False)
