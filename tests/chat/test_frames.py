"""What else is asked for than a passage: nothing, help, a speech, its outline, facts, a forum."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import pytest_asyncio

from bot.database.feedback import Gaps
from bot.texts import texts_in
from tests.bot_api import BotApiServer, Chat, SentMessage, User
from tests.bots import RunningBot, database_in, running_bot
from tests.chat.seen import labels, now_shown, pressed
from tests.conftest import speech

ZH, EN = texts_in("zh"), texts_in("en")
WHOLE, EVERYWHERE, WHO_SPOKE = (
    ZH(key) for key in ("button-speech", "button-everywhere", "button-who-spoke")
)

FILES = {
    "岛/forum.md": "---\ntitle: 青屿论坛\ndate: 2023年6月8日\n---\n\n在礼堂举行。\n",
    "岛/1-曾勇.md": speech(
        "加装电梯最难。低层不愿意。\n\n电梯的费用由居民分摊。\n\n停车位也要规划。",
        title="加装电梯",
        speaker="曾勇",
    ),
    "岛/2-陈妮.md": speech("电梯由物业维护。夜市归物业打扫。", title="物业", speaker="陈妮"),
    "港/forum.md": "---\ntitle: 港口会议\ndate: 2024年5月12日\n---\n\n港口会议谈城市。\n",
    "港/1-曾勇.md": speech("自行车道修了十一公里。", title="自行车", speaker="曾勇"),
    "港/2-李四.md": speech(
        "\n\n".join(["港口的电梯坏了。" * 60] * 12), title="长篇", speaker="李四"
    ),
}

pytestmark = [
    pytest.mark.server,
    pytest.mark.asyncio(loop_scope="module"),
    pytest.mark.usefixtures("bot"),
]


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("data")


@pytest_asyncio.fixture(loop_scope="module", scope="module")
async def bot(
    server: BotApiServer, cache: Path, data: Path, tmp_path_factory: pytest.TempPathFactory
) -> AsyncIterator[RunningBot]:
    """A bot with two forums, which keeps what it did not find."""
    corpus = tmp_path_factory.mktemp("corpus")
    for name, text in FILES.items():
        (corpus / name).parent.mkdir(exist_ok=True)
        (corpus / name).write_text(text, encoding="utf-8")
    running = running_bot(server, cache, data=data, CORPUS=str(corpus), KEEP_QUESTIONS="true")
    async with running as bot:
        yield bot


def sent_to(server: BotApiServer, chat: Chat) -> list[SentMessage]:
    return [sent for sent in server.sent if sent.chat is chat]


@pytest.mark.parametrize("words", ["谢谢", "ok", "👍", "+1", "不对"])
async def test_a_group_that_asks_nothing_is_left_alone(
    server: BotApiServer, open_group: Chat, wang: User, data: Path, words: str
) -> None:
    answer = await server.reply_to(open_group.say("/ask 曾勇谈电梯", sender=wang))
    said = [
        open_group.say(words, sender=wang, reply_to=answer),
        open_group.say(f"@SpeechesBot {words}", sender=wang),
    ]
    open_group.edit(said[1], f"@SpeechesBot {words}！")
    await server.settled()
    assert sent_to(server, open_group) == [answer]
    assert not any(open_group.reactions_to(message) for message in said)
    async with database_in(data) as database:
        assert words not in {gap.question for gap in await Gaps(database).listed()}


@pytest.mark.parametrize("words", ["谢谢", "ok", "👍", "不对"])
async def test_in_private_it_is_taken_with_a_friendly_line(
    server: BotApiServer, private: Chat, words: str
) -> None:
    assert (await server.reply_to(private.say(words))).text == ZH("nothing-asked")


async def test_an_ok_does_not_change_the_language(server: BotApiServer, private: Chat) -> None:
    await server.reply_to(private.say("曾勇谈电梯"))
    assert (await server.reply_to(private.say("ok"))).text == ZH("nothing-asked")


async def test_help_and_settings_are_what_the_commands_send(
    server: BotApiServer, private: Chat, open_group: Chat, wang: User, ann: User
) -> None:
    for words, command in (("帮助", "/help"), ("设置", "/settings")):
        told = await server.reply_to(private.say(words))
        same = await server.reply_to(private.say(command))
        assert (told.text, labels(told)) == (same.text, labels(same))
        for sender in (wang, ann):
            told = await server.reply_to(open_group.say(f"@SpeechesBot {words}", sender=sender))
            same = await server.reply_to(open_group.say(command, sender=sender))
            assert (told.text, labels(told)) == (same.text, labels(same))


async def test_a_question_becomes_one_for_help(server: BotApiServer, private: Chat) -> None:
    question = private.say("曾勇谈电梯")
    await server.reply_to(question)
    private.edit(question, "帮助")
    await server.settled()
    assert "/speakers" in sent_to(server, private)[-1].text


async def test_a_speech_is_shown_from_its_first_page(server: BotApiServer, private: Chat) -> None:
    answer = await server.reply_to(private.say("李四的发言全文"))
    assert "《长篇》" in answer.text
    (turning,) = labels(answer)
    assert turning.endswith("▶")
    await pressed(server, private, answer, turning)
    assert ZH("button-previous") in labels(answer)


async def test_in_a_group_a_speech_is_its_first_page_with_a_way_to_the_whole(
    server: BotApiServer, group: Chat, wang: User
) -> None:
    answer = await server.reply_to(group.say("/ask 李四的发言全文", sender=wang))
    assert "《长篇》" in answer.text
    (whole,) = answer.buttons
    assert whole.text == WHOLE
    assert whole.url


async def test_of_several_speeches_the_last_one_is_shown_with_ways_to_the_others(
    server: BotApiServer, private: Chat
) -> None:
    answer = await server.reply_to(private.say("曾勇的发言全文"))
    assert "自行车道修了十一公里。" in answer.text
    other = ZH("button-speech-of", speech="加装电梯")
    assert labels(answer) == [other]
    await pressed(server, private, answer, other)
    assert "停车位也要规划。" in server.sent[-1].text


async def test_an_outline_has_the_topic_sentence_of_each_part(
    server: BotApiServer, private: Chat
) -> None:
    answer = await server.reply_to(private.say("总结一下陈妮的发言"))
    assert answer.text.splitlines()[:5] == [
        "陈妮",
        "《物业》",
        ZH("outline"),
        "",
        "1. 电梯由物业维护。",
    ]
    assert labels(answer) == [WHOLE]


async def test_facts_precede_the_note_that_says_them(server: BotApiServer, private: Chat) -> None:
    answer = await server.reply_to(private.say("论坛什么时候举行"))
    assert answer.text.splitlines()[:2] == [
        ZH("fact-date", forum="港口会议", date="2024年5月12日"),
        ZH("fact-date", forum="青屿论坛", date="2023年6月8日"),
    ]
    assert answer.quotes == ["港口会议谈城市。"]
    helped = ZH("button-helped")
    assert await pressed(server, private, answer, helped) == ZH("voted-helped")


async def test_an_answer_from_some_forums_says_so_and_can_be_widened(
    server: BotApiServer, private: Chat
) -> None:
    line = ZH("scoped", forums="青屿论坛（2023年6月8日）")
    answer = await server.reply_to(private.say("2023年的会上谁谈到电梯"))
    assert answer.text.startswith(line)
    assert "李四" not in answer.bold
    await pressed(server, private, answer, EVERYWHERE)
    assert "李四" in now_shown(answer).bold
    assert line not in now_shown(answer).text
    assert EVERYWHERE not in labels(answer)


async def test_the_pages_of_an_answer_from_some_forums_say_so(
    server: BotApiServer, private: Chat
) -> None:
    await server.reply_to(private.say("/settings"))
    answer = await server.reply_to(private.say("2024年的会上李四怎么说电梯"))
    (more,) = [label for label in labels(answer) if "▶" in label]
    await pressed(server, private, answer, more)
    line = ZH("scoped", forums="港口会议（2024年5月12日）")
    assert now_shown(answer).text.startswith(line)
    assert EVERYWHERE in labels(answer)


async def test_what_is_said_at_other_forums_alone_is_a_press_away(
    server: BotApiServer, private: Chat
) -> None:
    answer = await server.reply_to(private.say("2024年的会上谁谈到夜市"))
    assert answer.text.splitlines() == [
        ZH("refused-scope", forums="港口会议（2024年5月12日）"),
        ZH("spoken-beyond", forums="青屿论坛（2023年6月8日）"),
    ]
    assert labels(answer) == [EVERYWHERE, WHO_SPOKE]
    await pressed(server, private, answer, EVERYWHERE)
    assert "夜市归物业打扫" in now_shown(answer).text


async def test_an_unknown_forum_is_reported(server: BotApiServer, private: Chat) -> None:
    answer = await server.reply_to(private.say("2019年的会上谁谈到夜市"))
    first, second = answer.text.splitlines()
    assert "2019年" in first
    assert second == ZH("spoken-beyond", forums="青屿论坛（2023年6月8日）")


async def test_who_spoke_is_a_press_away_from_a_refusal(
    server: BotApiServer, private: Chat
) -> None:
    refusal = await server.reply_to(private.say("红烧肉怎么做"))
    assert (refusal.text, labels(refusal)) == (ZH("refused"), [WHO_SPOKE])
    await pressed(server, private, refusal, WHO_SPOKE)
    assert "曾勇" in now_shown(refusal).text


async def test_others_and_more_go_on_from_the_answer_they_reply_to(
    server: BotApiServer, private: Chat
) -> None:
    answer = await server.reply_to(private.say("曾勇谈低层"))
    assert "停车位" not in answer.text
    more = await server.reply_to(private.say("还说了什么", reply_to=answer))
    assert "停车位也要规划。" in more.text
    over = await server.reply_to(private.say("还说了什么", reply_to=more))
    assert over.text == ZH("nothing-further")
    alone = await server.reply_to(private.say("还有谁"))
    assert alone.text == ZH("nothing-to-go-on")


async def test_others_are_known_where_an_answer_is_of_one_speaker(
    server: BotApiServer, private: Chat
) -> None:
    answer = await server.reply_to(private.say("曾勇谈电梯"))
    assert "陈妮" not in answer.text
    others = await server.reply_to(private.say("还有谁", reply_to=answer))
    assert "电梯由物业维护" in others.text
    assert "曾勇" not in others.bold


async def test_a_speech_of_nobody_is_that_of_the_answer_it_replies_to(
    server: BotApiServer, private: Chat
) -> None:
    answer = await server.reply_to(private.say("曾勇谈加装电梯"))
    whole = await server.reply_to(private.say("全文", reply_to=answer))
    assert "《加装电梯》" in whole.text
    outline = await server.reply_to(private.say("总结一下", reply_to=whole))
    assert ZH("outline") in outline.text
    asked = await server.reply_to(private.say("全文"))
    assert asked.text.startswith("您问的是哪一位")


@pytest.mark.parametrize(
    "question", ["除了曾勇谁谈电梯", "2024年的会上怎么说电梯", "论坛什么时候举行"]
)
async def test_a_reply_that_says_itself_what_it_is_about_is_not_about_the_same_speaker(
    server: BotApiServer, private: Chat, question: str
) -> None:
    answer = await server.reply_to(private.say("曾勇谈加装电梯"))
    following = await server.reply_to(private.say(question, reply_to=answer))
    assert not following.text.startswith(ZH("meant", speakers="曾勇"))
    assert "曾勇" not in following.bold


async def test_english_names_people_in_both_scripts(server: BotApiServer, ann: User) -> None:
    chat = server.private(ann)
    answer = await server.reply_to(chat.say("what did Zeng Yong say about bicycle lanes"))
    assert answer.bold[0] == "Zeng Yong 曾勇"
    assert (answer.button(EN("button-copy")).copy_text or "").startswith("Zeng Yong 曾勇 · ")
    listed = await server.reply_to(chat.say("/speakers"))
    assert "Zeng Yong 曾勇" in labels(listed)
    refusal = await server.reply_to(chat.say("what did Zeng Yong say about pandas"))
    assert refusal.text == EN("refused-speakers", speakers="Zeng Yong 曾勇")
