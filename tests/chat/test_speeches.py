"""Who spoke and whole speeches: lists, cards, pages, and the way from a group to a speech."""

import pytest

from bot.texts import texts_in
from tests.bot_api import BotApiServer, Chat, User
from tests.chat.seen import labels, now_shown, pressed

pytestmark = [
    pytest.mark.server,
    pytest.mark.asyncio(loop_scope="module"),
    pytest.mark.usefixtures("bot"),
]

ZH, EN = texts_in("zh"), texts_in("en")
WHOLE, SPEAKERS = ZH("button-speech"), ZH("button-speakers")
EVERYBODY = ["付铁梯", "陈妮", "苏东坡", "万莉萍", "陈和平", "张叶喜", "聂岚艳", "刘晖", "付铁琪"]


async def test_a_speaker_in_the_list_leads_to_what_can_be_asked_and_back(
    server: BotApiServer, private: Chat
) -> None:
    listed = await server.reply_to(private.say("/speakers"))
    assert listed.text.startswith(ZH("speakers", count=9))
    assert listed.bold == labels(listed) == EVERYBODY
    assert "荷塘区月塘街道党工委书记" in listed.text
    await pressed(server, private, listed, "刘晖")
    card = now_shown(listed)
    assert "《加强流动人口的管理和服务》" in card.text
    assert card.code
    for question in card.code:
        assert question.startswith("刘晖 ")
        answer = await server.reply_to(private.say(question))
        assert answer.bold[0] == "刘晖"
    searches = [b.switch_inline_query_current_chat for b in card.buttons]
    assert [search for search in searches if search] == card.code
    await pressed(server, private, listed, SPEAKERS)
    assert now_shown(listed).text == listed.text


async def test_a_whole_speech_is_a_message_of_its_own_in_private(
    server: BotApiServer, private: Chat
) -> None:
    answer = await server.reply_to(private.say("刘晖对房屋出租有什么建议"))
    await pressed(server, private, answer, WHOLE)
    speech = await server.reply_to(answer)
    assert speech.text.startswith("刘晖 · 荷塘区月塘街道党工委书记\n《加强流动人口的管理和服务》\n")
    assert answer.quotes[0] in speech.text
    assert now_shown(answer).text == answer.text


async def test_a_long_speech_has_pages_which_lose_nothing(
    server: BotApiServer, private: Chat
) -> None:
    speech = await server.reply_to(private.say("/speech 聂岚艳"))
    pages = [now_shown(speech).text]
    while following := [label for label in labels(speech) if "▶" in label]:
        await pressed(server, private, speech, following[0])
        pages.append(now_shown(speech).text)
    from tests.conftest import SHIPPED

    (file,) = SHIPPED.glob("*/*聂岚艳.md")
    body = file.read_text(encoding="utf-8").split("---\n", 2)[2]
    for paragraph in filter(None, body.split("\n\n")):
        assert any(paragraph.strip() in page for page in pages)
    assert all(page.splitlines()[-1].startswith("来源：") for page in pages)


async def test_from_a_group_a_link_leads_to_the_speech_in_private(
    server: BotApiServer, group: Chat, private: Chat, wang: User
) -> None:
    answer = await server.reply_to(group.say("/ask 刘晖对房屋出租有什么建议", sender=wang))
    url = answer.button(WHOLE).url or ""
    assert url.startswith("https://t.me/SpeechesBot?start=")
    payload = url.partition("?start=")[2]
    speech = await server.reply_to(private.say(f"/start {payload}"))
    assert answer.quotes[0] in speech.text
    gone = await server.reply_to(private.say("/start speech-0123456789abcdef-1"))
    assert gone.text == ZH("passages-gone")


@pytest.mark.parametrize(
    ("name", "begins"),
    [
        ("刘晖", "刘晖 · 荷塘区月塘街道党工委书记"),
        ("劉暉", "刘晖 · 荷塘区月塘街道党工委书记"),
        ("liu hui", "刘晖 · 荷塘区月塘街道党工委书记"),
        ("付书记", "您问的是哪一位"),
        ("张三丰", "没有找到这位发言人"),
        ("", "共有 9 人发言"),
    ],
    ids=["name", "traditional", "pinyin", "unclear", "unknown", "none"],
)
async def test_a_speech_is_found_by_whoever_is_named(
    server: BotApiServer, private: Chat, name: str, begins: str
) -> None:
    reply = await server.reply_to(private.say(f"/speech {name}".strip()))
    assert reply.text.startswith(begins)


async def test_in_a_group_a_speech_is_offered_and_not_poured_out(
    server: BotApiServer, group: Chat, ann: User
) -> None:
    card = await server.reply_to(group.say("/speech 刘晖", sender=ann))
    assert "加强流动人口的管理和服务" in card.text
    assert len(card.text) < 300
    assert card.button(EN("button-speech")).url
    unclear = await server.reply_to(group.say("/speech 付书记", sender=ann))
    await pressed(server, group, unclear, "Fu Tieqi 付铁琪", ann)
    assert now_shown(unclear).bold[0] == "Fu Tieqi 付铁琪"


async def test_about_is_in_the_language_of_the_sender(
    server: BotApiServer, private: Chat, ann: User
) -> None:
    about = (await server.reply_to(private.say("/about"))).text
    assert "加强基层建设 创新社会治理" in about
    assert "9 篇发言" in about
    assert ZH("report-here") in about
    about = (await server.reply_to(server.private(ann).say("/about"))).text
    assert "9 speeches" in about
    assert "Speeches, last updated 20" in about
