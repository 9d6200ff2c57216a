"""Guest mode: one answer in a chat that the bot is no member of."""

from pathlib import Path

import pytest

from bot.texts import texts_in
from tests.bot_api import BotApiServer, Chat, User
from tests.bots import running_bot
from tests.waits import Waits

pytestmark = [
    pytest.mark.server,
    pytest.mark.asyncio(loop_scope="module"),
    pytest.mark.usefixtures("bot"),
]

ZH, EN = texts_in("zh"), texts_in("en")


@pytest.fixture
def foreign(server: BotApiServer, ann: User) -> Chat:
    """A group that the bot is no member of."""
    return server.supergroup("别人的群", members=[ann], bot="left")


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("@SpeechesBot 刘晖对房屋租赁有什么建议", "第 3 段，共 5 段"),
        ("what did 刘晖 propose about rentals @speechesBOT", "part 3 of 5"),
        ("@SpeechesBot /ask 刘晖对房屋租赁有什么建议", "第 3 段，共 5 段"),
    ],
    ids=["chinese", "mixed-in-other-case", "command"],
)
async def test_a_mention_is_answered_once_in_the_questions_language(
    server: BotApiServer, foreign: Chat, ann: User, text: str, place: str
) -> None:
    answer = await server.reply_to(foreign.say(text, sender=ann))
    assert "房屋租赁信息登记" in answer.quotes[0]
    assert place in answer.text
    assert answer.link_preview_options == {"is_disabled": True}
    await server.settled()
    assert len([sent for sent in server.sent if sent.chat is foreign]) == 1


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("@SpeechesBot 红烧肉怎么做", ZH("refused")),
        ("@SpeechesBot how do I reset my password", EN("refused")),
        ("@SpeechesBot 陈妮谈民宿", "谈到这一点的有：付铁梯"),
        ("@SpeechesBot 老付说了什么", "您问的是哪一位"),
        ("@SpeechesBot", "Please type your question"),
        ("@SpeechesBot 红烧肉怎么做</blockquote>&<", ZH("refused")),
    ],
    ids=["nobody", "nobody-english", "another-speaker", "unclear-name", "nothing", "hostile"],
)
async def test_a_question_without_a_passage_gets_an_honest_answer(
    server: BotApiServer, foreign: Chat, ann: User, text: str, expected: str
) -> None:
    assert expected in (await server.reply_to(foreign.say(text, sender=ann))).text


async def test_a_mention_alone_asks_what_it_replies_to(
    server: BotApiServer, foreign: Chat, ann: User
) -> None:
    said = foreign.say("隆兴坳村有多少家民宿", sender=ann)
    answer = await server.reply_to(foreign.say("@SpeechesBot", reply_to=said, sender=ann))
    assert "17家特色民宿" in answer.text


async def test_nothing_is_sent_to_the_chat_but_the_answer_of_the_query(
    server: BotApiServer, foreign: Chat, ann: User
) -> None:
    before = len(server.calls_of("sendMessage"))
    await server.reply_to(foreign.say("@SpeechesBot 刘晖谈物业", sender=ann))
    foreign.say("刘晖谈物业", sender=ann)
    foreign.say("@SpeechesBot-dev 刘晖谈物业 @someone", sender=ann)
    await server.settled()
    assert len(server.calls_of("sendMessage")) == before


async def test_a_private_chat_of_others_is_answered_by_the_query_alone(
    server: BotApiServer, ann: User
) -> None:
    chat = server.private(ann)
    chat.put_bot("left")
    for text in ("@SpeechesBot 刘晖谈物业", "/help @SpeechesBot 刘晖谈物业"):
        assert "准入和退出机制" in (await server.reply_to(chat.say(text))).text
    await server.settled()
    assert not [call for call in server.calls if call.error or call.chat_id == chat.id]


async def test_faults_are_waited_out_and_a_late_answer_is_passed_over(
    cache: Path, waits: Waits
) -> None:
    async with BotApiServer() as server, running_bot(server, cache) as bot:
        ann = server.user("Ann")
        chat = server.supergroup("别人的群", members=[ann], bot="left")
        late = "Bad Request: query is too old and response timeout expired or query ID is invalid"
        server.fail("answerGuestQuery", status=400, description=late)
        chat.say("@SpeechesBot 刘晖谈物业", sender=ann)
        assert (await server.call_of("answerGuestQuery")).status == 400
        server.fail("answerGuestQuery", status=500)
        answer = await server.reply_to(chat.say("@SpeechesBot 刘晖谈物业", sender=ann))
        assert "准入和退出机制" in answer.text
        assert "ERROR" not in bot.log


async def test_a_mention_without_words_is_answered_in_the_askers_language(
    server: BotApiServer, foreign: Chat, ann: User
) -> None:
    answer = await server.reply_to(foreign.say("@SpeechesBot 2035", sender=ann))
    assert answer.text.startswith(EN("refused"))
