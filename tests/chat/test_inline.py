"""Inline mode: passages to choose from, offered while somebody types, in any chat."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.texts import Texts, texts_in
from tests.bot_api import BotApiServer, FormattedText, InlineAnswer, User, parse_html
from tests.bots import running_bot

pytestmark = [
    pytest.mark.server,
    pytest.mark.asyncio(loop_scope="module"),
    pytest.mark.usefixtures("bot"),
]

ZH, EN = texts_in("zh"), texts_in("en")


async def offered(server: BotApiServer, user: User, query: str) -> InlineAnswer:
    return await server.inline_answer(server.inline(user, query))


def contents(answer: InlineAnswer) -> Iterator[FormattedText]:
    """The messages that the results would send."""
    for result in answer.results:
        content = result["input_message_content"]
        assert content["parse_mode"] == "HTML"
        assert content["link_preview_options"] == {"is_disabled": True}
        yield parse_html(content["message_text"])


def label(answer: InlineAnswer) -> str:
    """The text of the button, which stands alone and leads to the bot."""
    assert answer.results == ()
    assert answer.button is not None
    assert answer.button["start_parameter"]
    return str(answer.button["text"])


@pytest.mark.parametrize(
    ("query", "place", "name"),
    [
        ("刘晖 房屋租赁", "第 3 段，共 5 段", "刘晖"),
        ("劉暉 房屋租賃", "第 3 段，共 5 段", "刘晖"),
        ("what did Liu Hui propose about rentals", "part 3 of 5", "Liu Hui 刘晖"),
        ("what did 刘晖 propose about rentals", "part 3 of 5", "Liu Hui 刘晖"),
    ],
    ids=["simplified", "traditional", "english", "mixed"],
)
async def test_a_passage_is_offered_as_the_card_of_the_chat_in_the_querys_language(
    server: BotApiServer, wang: User, query: str, place: str, name: str
) -> None:
    answer = await offered(server, wang, query)
    (result,), (card,) = answer.results, contents(answer)
    assert result["title"] == f"{name} · 荷塘区月塘街道党工委书记"
    assert "房屋租赁信息登记" in result["description"]
    assert place in card.text
    assert "房屋租赁信息登记" in card.text
    assert [entity.type for entity in card.entities].count("blockquote") == 1
    assert answer.button is None


async def test_each_passage_of_an_answer_is_a_result(server: BotApiServer, wang: User) -> None:
    answer = await offered(server, wang, "刘晖")
    assert len(answer.results) == 3
    assert all("刘晖" in card.text for card in contents(answer))


async def test_answers_are_personal_and_kept_for_seconds(server: BotApiServer, wang: User) -> None:
    for query in ("刘晖", "", "红烧肉怎么做"):
        answer = await offered(server, wang, query)
        assert answer.is_personal
        assert 0 < answer.cache_time <= 30


async def test_ids_stay_the_same_and_differ_between_passages(
    server: BotApiServer, wang: User, ann: User
) -> None:
    first, second = await offered(server, wang, "刘晖"), await offered(server, ann, "刘晖")
    ids = [result["id"] for result in first.results]
    assert ids == [result["id"] for result in second.results]
    assert len(set(ids)) == 3


@pytest.mark.parametrize("query", ["刘", "刘晖 租", "wh", "ren", "付铁"])
async def test_half_a_query_is_no_error(server: BotApiServer, wang: User, query: str) -> None:
    answer = await offered(server, wang, query)
    assert list(contents(answer)) or label(answer)


@pytest.mark.parametrize("query", ["", " ", "\u3000"], ids=["empty", "space", "wide-space"])
async def test_an_empty_query_leads_to_the_bot_in_the_askers_language(
    server: BotApiServer, wang: User, ann: User, query: str
) -> None:
    assert label(await offered(server, wang, query)) == ZH("inline-ask")
    assert label(await offered(server, ann, query)) == EN("inline-ask")


async def test_the_start_that_the_button_leads_to_is_a_greeting(
    server: BotApiServer, wang: User
) -> None:
    answer = await offered(server, wang, "")
    assert answer.button is not None
    start = server.private(wang).say(f"/start {answer.button['start_parameter']}")
    assert (await server.reply_to(start)).text.startswith("您好")


@pytest.mark.parametrize(
    ("query", "texts"),
    [("红烧肉怎么做", ZH), ("how do I reset my password", EN), ("陈妮谈民宿", ZH), ("2035", EN)],
    ids=["chinese", "english", "another-speaker", "no-words"],
)
async def test_a_query_without_results_is_answered_in_its_language(
    server: BotApiServer, ann: User, query: str, texts: Texts
) -> None:
    assert label(await offered(server, ann, query)) == texts("inline-nobody")


async def test_an_unclear_name_brings_the_passages_of_those_it_may_mean(
    server: BotApiServer, wang: User
) -> None:
    answer = await offered(server, wang, "付书记谈了什么")
    assert [title.partition(" ")[0] for title in answer.titles] == ["付铁梯", "付铁琪"]


@pytest.mark.parametrize(
    "query",
    [
        "刘晖 <b>物业</b> </blockquote> &amp; &lt;",
        "刘晖 物业 \u202e\u0000\u0301\ufffd \" ' \\ { $x }",
        ("刘晖 物业 " * 60)[:256],
        "物" * 5000,
    ],
    ids=["tags", "controls", "longest", "longer-than-any-question"],
)
async def test_hostile_text_brings_valid_messages_or_none(
    server: BotApiServer, wang: User, query: str
) -> None:
    answer = await offered(server, wang, query)
    assert all("<" not in card.text for card in contents(answer))
    assert answer.results or label(answer)


async def test_a_query_that_is_too_old_is_passed_over(cache: Path) -> None:
    async with BotApiServer() as server, running_bot(server, cache) as bot:
        wang = server.user("小王")
        server.inline(wang, "刘晖", expired=True)
        assert (await server.call_of("answerInlineQuery")).status == 400
        assert len((await offered(server, wang, "刘晖")).results) == 3
        await server.settled()
        assert "ERROR" not in bot.log


async def test_no_answer_was_refused(server: BotApiServer) -> None:
    calls = server.calls_of("answerInlineQuery")
    assert {call.status for call in calls} == {200}
