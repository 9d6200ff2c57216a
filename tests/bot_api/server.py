"""The server as a test holds it: starts, makes people and chats, lets calls fail."""

import asyncio
import itertools
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from typing import Self

from aiohttp import web

from .chat import SUPERGROUP_PREFIX, Chat
from .fault import Fault
from .front import Front
from .json_value import JsonObject
from .membership import Member, Standing
from .person import Bot, User
from .query import InlineQuery
from .room import Room
from .watch import Watch
from .webhook import Webhook
from .world import World

TOKEN = "110201543:AAHdqTcvCH1vGWJxfSeofSAs0K5PALDsaw1"
HOST = "127.0.0.1"

_FIRST_USER_ID = 5_000_001


class BotApiServer(Watch):
    """A Bot API for one bot, on a free port of this machine::

    async with BotApiServer() as server:
        group = server.group("Readers")
        question = group.say("/ask what?", sender=server.user("Ann"))
        answer = await server.reply_to(question)
    """

    def __init__(
        self, token: str = TOKEN, port: int = 0, bot_username: str = "SpeechesBot"
    ) -> None:
        self.token = token
        super().__init__(World(Bot(int(token.partition(":")[0]), bot_username)))
        self.port = port
        self._front = Front(self.world, token)
        self._webhook = Webhook(self.world)
        self._delivering: asyncio.Task[None] | None = None
        self._runner: web.AppRunner | None = None
        self._user_ids = itertools.count(_FIRST_USER_ID)

    async def __aenter__(self) -> Self:
        # A call is carried out to its end even if who called has died, as Telegram does.
        runner = self._runner = web.AppRunner(self._front.application(), access_log=None)
        await runner.setup()
        await web.TCPSite(runner, HOST, self.port).start()
        self.port = runner.addresses[0][1]
        self._delivering = asyncio.create_task(self._webhook.deliver())
        return self

    async def __aexit__(self, *exception: object) -> None:
        if self._delivering is not None:
            self._delivering.cancel()
        self._front.close()
        if self._runner is not None:
            await self._runner.cleanup()

    @property
    def base_url(self) -> str:
        """The address without token, as python-telegram-bot's base_url wants it."""
        return f"http://{HOST}:{self.port}/bot"

    @property
    def bot(self) -> Bot:
        return self.world.bot

    def user(
        self, first_name: str, username: str = "", language_code: str = "en", last_name: str = ""
    ) -> User:
        """Somebody new."""
        user = User(next(self._user_ids), first_name, last_name, username, language_code)
        self.world.know(user)
        return user

    def private(self, user: User) -> Chat:
        """The private chat of a person who has started the bot; the same one each time."""
        chat = self.world.chats.get(user.id)
        if isinstance(chat, Chat):
            return chat
        return self._add(
            Chat(
                id=user.id,
                kind="private",
                user=user,
                bot=self.bot,
                next_message_id=self.world.next_message_id,
                members={m.user.id: m for m in (Member(user), Member(self.bot.user))},
                world=self.world,
            )
        )

    def group(
        self,
        title: str,
        *,
        members: Iterable[User] = (),
        admins: Iterable[User] = (),
        owner: User | None = None,
        bot: Standing = "member",
    ) -> Chat:
        """A basic group that the bot is in already, or not, without being told."""
        return self._add(
            Chat(
                id=-self.world.new_chat_number(),
                kind="group",
                title=title,
                bot=self.bot,
                next_message_id=self.world.next_message_id,
                members=self._members(members, admins, owner, bot),
                world=self.world,
            )
        )

    def supergroup(
        self,
        title: str,
        *,
        members: Iterable[User] = (),
        admins: Iterable[User] = (),
        owner: User | None = None,
        bot: Standing = "member",
        username: str = "",
        forum: bool = False,
    ) -> Chat:
        """A supergroup that the bot is in already, or not; a forum has topics."""
        return self._add(
            Chat(
                id=SUPERGROUP_PREFIX - self.world.new_chat_number(),
                kind="supergroup",
                title=title,
                username=username,
                is_forum=forum,
                bot=self.bot,
                next_message_id=itertools.count(1).__next__,
                members=self._members(members, admins, owner, bot),
                world=self.world,
            )
        )

    def chat_member(self, chat: Chat, standing: Standing, by: User | None = None) -> None:
        """The bot is added, promoted, restricted, removed or blocked, and told so."""
        chat.put_bot(standing, by)

    def inline(
        self, user: User, text: str, chat_type: str = "sender", expired: bool = False
    ) -> InlineQuery:
        """Somebody types a query after the bot's name."""
        self.world.know(user)
        query = InlineQuery(self.world.next_query_id(), user, text, expired)
        self.world.inline_queries[query.id] = query
        update = {
            "id": query.id,
            "from": user.json(),
            "query": text,
            "offset": "",
            "chat_type": chat_type,
        }
        self.world.updates.post("inline_query", update)
        return query

    def post(self, update: JsonObject) -> None:
        """Queues a raw update; an update_id is added where there is none."""
        self.world.updates.post_raw(update)

    @contextmanager
    def changing(self, change: Callable[[JsonObject], JsonObject]) -> Iterator[None]:
        """Until the end of the body, whatever happens is told to the bot as `change` makes it."""
        usual, self.world.updates.change = self.world.updates.change, change
        try:
            yield
        finally:
            self.world.updates.change = usual

    def fail(
        self,
        method: str,
        *,
        status: int | None = None,
        retry_after: int | None = None,
        description: str = "",
        times: int = 1,
        chat: Room | None = None,
        hang: float = 0,
        drop: bool = False,
        deliver: bool = False,
    ) -> None:
        """The next `times` calls of a method go wrong; see `Fault` for the ways.

        `retry_after` alone means status 429.
        """
        fault = Fault(
            method=method,
            status=429 if status is None and retry_after is not None else status,
            retry_after=retry_after,
            description=description,
            chat_id=chat.id if chat is not None else None,
            hang=hang,
            drop=drop,
            deliver=deliver,
        )
        for _ in range(times):
            self.world.faults.add(fault)

    def _add(self, chat: Chat) -> Chat:
        self.world.add_chat(chat)
        return chat

    def _members(
        self, members: Iterable[User], admins: Iterable[User], owner: User | None, bot: Standing
    ) -> dict[int, Member]:
        everyone = [Member(user) for user in members]
        everyone += [Member(user, "administrator") for user in admins]
        if owner is not None:
            everyone.append(Member(owner, "creator"))
        everyone.append(Member(self.bot.user, bot))
        return {member.user.id: member for member in everyone}
