"""What those who look after the bot can ask of it in private."""

from pathlib import Path

import pytest
from sqlalchemy import text

from bot.texts import texts_in
from tests.bot_api import BotApiServer, User
from tests.bots import database_in, running_bot
from tests.chat.seen import pressed
from tests.conftest import FORUM, WriteCorpus, speech

pytestmark = pytest.mark.server

ZH, EN = texts_in("zh"), texts_in("en")


async def test_only_those_who_look_after_the_bot_have_their_commands(cache: Path) -> None:
    async with BotApiServer() as server:
        ann, wang = server.user("Ann"), server.user("小王", language_code="zh")
        chat, group = server.private(ann), server.supergroup("Group", members=[ann])
        async with running_bot(server, cache, ADMINS=str(ann.id)):
            status = (await server.reply_to(chat.say("/status"))).text
            assert "Forums: 1 · documents: 10 · passages: 54" in status
            assert "No errors since startup" in status
            for command in ("/status", "/reload", "/gaps"):
                group.say(command, sender=ann)
                denied = await server.reply_to(server.private(wang).say(command))
                assert denied.text == ZH("unknown-command")
            await server.settled()
            assert not [sent for sent in server.sent if sent.chat is group]
            scopes = [call.parameters.json("scope") for call in server.calls_of("setMyCommands")]
            assert {"type": "chat", "chat_id": ann.id} in scopes


async def test_the_status_lists_the_last_errors(cache: Path) -> None:
    async with BotApiServer() as server:
        ann = server.user("Ann")
        chat = server.private(ann)
        async with running_bot(server, cache, ADMINS=str(ann.id)):
            server.fail("sendMessage", status=400, description="Bad Request: strange")
            chat.say("刘晖谈物业")
            await server.settled()
            status = (await server.reply_to(chat.say("/status"))).text
            assert "1 error since startup" in status
            assert "Telegram refused a request: Strange" in status


@pytest.mark.usefixtures("patience")
async def test_a_corpus_is_reloaded_unless_it_has_faults(
    cache: Path, write_corpus: WriteCorpus
) -> None:
    corpus = write_corpus({"会/forum.md": FORUM, "会/1.md": speech("要种树。", speaker="张三")})
    async with BotApiServer() as server:
        ann = server.user("Ann")
        chat = server.private(ann)
        async with running_bot(
            server, cache, ADMINS=str(ann.id), CORPUS=str(corpus), WATCH="false"
        ):
            write_corpus({"会/2.md": speech("要修路。", speaker="李四")})
            assert (await server.reply_to(chat.say("李四谈修路"))).quotes == []
            assert "Documents: 2 · passages: 2" in (await server.reply_to(chat.say("/reload"))).text
            assert (await server.reply_to(chat.say("李四谈修路"))).quotes == ["要修路。"]
            write_corpus({"会/3.md": "kein Titel"})
            faults = await server.reply_to(chat.say("/reload"))
            assert faults.text.startswith(EN("refresh-failed"))
            assert "3.md:1:" in faults.text
            assert (await server.reply_to(chat.say("李四谈修路"))).quotes == ["要修路。"]


async def test_what_was_not_found_is_listed_and_given_as_a_table(cache: Path) -> None:
    async with BotApiServer() as server:
        ann = server.user("Ann")
        chat, other = server.private(ann), server.private(server.user("小王", language_code="zh"))
        async with running_bot(server, cache, KEEP_QUESTIONS="true", ADMINS=str(ann.id)):
            assert (await server.reply_to(chat.say("/gaps"))).text == EN("gaps-none")
            for question in ("红烧肉怎么做", "=1+1 等于几", "红烧肉怎么做"):
                await server.reply_to(other.say(question))
            listed = await server.reply_to(chat.say("/gaps"))
            assert "2 × 红烧肉怎么做\n1 × =1+1 等于几" in listed.text
            await server.settled()
            (file,) = [sent.document for sent in server.sent if sent.document]
            assert file.name == "gaps.csv"
            table = file.content.decode("utf-8-sig").splitlines()
            assert table[0].startswith("question,times,first,last,other wordings")
            assert table[1].startswith("红烧肉怎么做,2,20")
            assert table[2].startswith("'=1+1")
        async with running_bot(server, cache, ADMINS=str(ann.id)):
            assert (await server.reply_to(chat.say("/gaps"))).text == EN("gaps-not-kept")


async def test_answers_that_did_not_help_are_listed_even_if_no_question_is_kept(
    cache: Path, tmp_path: Path
) -> None:
    async with BotApiServer() as server:
        ann, wang = server.user("Ann"), server.user("小王", language_code="zh")
        chat, group = server.private(ann), server.supergroup("工作群", members=[ann, wang])
        async with running_bot(server, cache, data=tmp_path, ADMINS=str(ann.id)):
            status = (await server.reply_to(chat.say("/status"))).text
            assert EN("status-votes", helped=0, unhelpful=0) in status
            answer = await server.reply_to(group.say("/ask 刘晖是谁", sender=wang))
            assert len(answer.quotes) > 1
            await pressed(server, group, answer, ZH("button-unhelpful"), wang)
            await pressed(server, group, answer, ZH("button-helped"), ann)
            line = "👎 1 · 👍 1 · zhuzhou-grassroots/08-刘晖#"
            status = (await server.reply_to(chat.say("/status"))).text
            assert f"{EN('status-votes', helped=1, unhelpful=1)}\n{line}" in status
            listed = (await server.reply_to(chat.say("/gaps"))).text
            assert listed.startswith(EN("gaps-not-kept"))
            assert f"{EN('gaps-passages')}\n{line}" in listed
            assert listed.count("👎") == 1
            await server.settled()
            (file,) = [sent.document for sent in server.sent if sent.document]
            told = file.content.decode("utf-8-sig")
            assert ",,,,,zhuzhou-grassroots/08-刘晖," in told
            assert "是谁" not in told + listed + status


async def test_the_status_works_when_votes_cannot_be_read(cache: Path, tmp_path: Path) -> None:
    async with BotApiServer() as server:
        ann = server.user("Ann")
        chat = server.private(ann)
        async with running_bot(server, cache, data=tmp_path, ADMINS=str(ann.id)):
            async with database_in(tmp_path) as database:
                await database.write(lambda session: session.execute(text("DROP TABLE votes")))
            status = (await server.reply_to(chat.say("/status"))).text
            assert "votes cannot be counted: the database failed: no such table: votes" in status
            assert "👍" not in status


def shown(server: BotApiServer, person: User) -> list[int]:
    """How many commands somebody sees, in English and in Chinese."""
    scope = {"type": "chat", "chat_id": person.id}
    profile = server.world.profile
    return [len(profile.commands(scope, language)) for language in ("", "zh")]


def two_people(server: BotApiServer) -> tuple[User, User]:
    """Somebody of each language, who has written to the bot."""
    ann, wang = server.user("Ann"), server.user("小王", language_code="zh")
    for person in (ann, wang):
        server.private(person)
    return ann, wang


async def test_who_has_left_admins_has_the_commands_taken_back_once(
    cache: Path, tmp_path: Path
) -> None:
    async with BotApiServer() as server:
        ann, wang = two_people(server)
        both = f"{ann.id},{wang.id}"
        for admins, taken_back in ((both, 0), (both, 0), (f"{wang.id}", 2), (f"{wang.id}", 2)):
            async with running_bot(server, cache, data=tmp_path, ADMINS=admins):
                assert len(server.calls_of("deleteMyCommands")) == taken_back
                assert shown(server, ann) == ([0, 0] if taken_back else [11, 11])
                assert shown(server, wang) == [11, 11]
        async with running_bot(server, cache, data=tmp_path, ADMINS=both):
            assert shown(server, ann) == [11, 11]


async def test_commands_that_telegram_did_not_take_back_are_at_the_next_start(
    cache: Path, tmp_path: Path
) -> None:
    async with BotApiServer() as server:
        ann, wang = two_people(server)
        async with running_bot(server, cache, data=tmp_path, ADMINS=f"{ann.id},{wang.id}"):
            pass
        server.fail("deleteMyCommands", status=403)
        async with running_bot(server, cache, data=tmp_path) as bot:
            assert f"{ann.id}, who has left ADMINS, still sees the commands" in bot.log
            assert (shown(server, ann), shown(server, wang)) == ([11, 11], [0, 0])
        async with running_bot(server, cache, data=tmp_path):
            assert shown(server, ann) == [0, 0]


async def test_who_has_left_admins_and_is_unknown_to_telegram_is_asked_about_once(
    cache: Path, tmp_path: Path
) -> None:
    async with BotApiServer() as server:
        for admins in ("987654321", "", ""):
            async with running_bot(server, cache, data=tmp_path, ADMINS=admins):
                pass
        assert len(server.calls_of("deleteMyCommands")) == 2
