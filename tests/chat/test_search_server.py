"""While a search server does not answer, nobody is told that nobody said something."""

import shutil
from pathlib import Path
from typing import Any

import pytest

from bot.chat import answer_service, refreshing
from bot.texts import texts_in
from tests.bot_api import BotApiServer
from tests.bots import Figures, running_bot
from tests.conftest import SHIPPED, speech
from tests.ports import free_port
from tests.reliability.wire import Wire
from tests.search_node import SearchNode

pytestmark = pytest.mark.server

ZH = texts_in("zh")


async def test_a_question_that_cannot_be_looked_up_is_looked_up_again(
    search_server: SearchNode, cache: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(answer_service, "_AGAIN_SECONDS", 0.2)
    figures = Figures(port := free_port())
    async with (
        BotApiServer() as server,
        Wire(search_server.url) as wire,
        running_bot(
            server,
            cache,
            data=tmp_path,
            PORT=str(port),
            SEARCH_URL=wire.address,
            SEARCH_PREFIX="outage",
        ),
    ):
        wang = server.user("小王", language_code="zh-hans")
        chat = server.private(wang)
        before = await server.reply_to(chat.say("刘晖谈物业"))
        assert before.quotes
        assert await figures.ready()
        wire.cut()
        asked = chat.say("陈妮谈网格")
        told = await server.reply_to(asked)
        assert told.text == ZH("search-down")
        assert not await figures.ready()
        inline = await server.inline_answer(server.inline(wang, "刘晖 租房"))
        assert inline.button
        assert inline.button["text"] == ZH("inline-search-down")
        edited = chat.say("红烧肉怎么做")
        assert (await server.reply_to(edited)).text == ZH("search-down")
        wire.mend()
        assert (await server.edit_of(told)).quotes
        nobody = await server.edit_of(await server.reply_to(edited))
        assert not nobody.quotes
        assert await figures.ready()
        figures_now = await figures.read()
        assert figures_now["errors bot.chat.answer_service"] >= 2
        assert (await server.reply_to(chat.say("刘晖谈物业"))).quotes == before.quotes


async def test_who_waits_in_vain_is_told_so_at_last(
    search_server: SearchNode, cache: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(answer_service, "_AGAIN_SECONDS", 0.1)
    monkeypatch.setattr(answer_service, "_LONGEST_OUTAGE_SECONDS", 0.0)
    async with (
        BotApiServer() as server,
        Wire(search_server.url) as wire,
        running_bot(server, cache, SEARCH_URL=wire.address, SEARCH_PREFIX="vain"),
    ):
        chat = server.private(server.user("小王", language_code="zh-hans"))
        assert (await server.reply_to(chat.say("刘晖谈物业"))).quotes
        wire.cut()
        told = await server.reply_to(chat.say("陈妮谈网格"))
        assert (await server.edit_of(told)).text == ZH("search-stays-down")


async def test_an_index_that_another_process_has_published_is_taken_over(
    search_server: SearchNode, cache: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(refreshing, "_FOLLOWING_SECONDS", 0.1)
    corpora = [tmp_path / "one", tmp_path / "other"]
    for corpus in corpora:
        shutil.copytree(SHIPPED, corpus)
    variables: dict[str, Any] = {"SEARCH_URL": search_server.url, "SEARCH_PREFIX": "followed"}
    async with (
        BotApiServer() as server,
        running_bot(server, cache, CORPUS=str(corpora[0]), WATCH="false", **variables),
    ):
        chat = server.private(server.user("小王", language_code="zh-hans"))
        assert not (await server.reply_to(chat.say("欧阳春谈油茶"))).quotes
        new = corpora[1] / "zhuzhou-grassroots/98-甲.md"
        new.write_text(speech("要种油茶。", speaker="欧阳春"), encoding="utf-8")
        async with (
            BotApiServer(token="110201544:AAHdqTcvCH1vGWJxfSeofSAs0K5PALDsaw1") as others,
            running_bot(others, cache, CORPUS=str(corpora[1]), **variables),
        ):
            pass
        while not (await server.reply_to(chat.say("欧阳春谈油茶"))).quotes:
            pass
