"""Where a scene is played: people, chats and the bot, and what is shown of what they do."""

import re
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Literal, TypeAlias

from bot.texts import Texts
from tests.bot_api import BotApiServer, Chat, Message, SentMessage, User
from tests.chat.seen import now_shown
from tests.pictures import page
from tests.pictures.bubble import Seen, bubble, document_of
from tests.pictures.element import Html
from tests.pictures.names import colour_of
from tests.pictures.service import service_text

Language: TypeAlias = Literal["en", "zh"]

ME = 5_000_001
"""The id of the one who sees it all: the first person that the server makes."""

_MOMENT = re.compile(r"\d{4}-\d\d-\d\d \d\d:\d\d UTC")
_SOME_MOMENT = "2026-05-12 09:41 UTC"
"""In the place of every other, so that a picture changes only with what is said in it."""

_CODES: dict[Language, str] = {"en": "en", "zh": "zh-hans"}


@dataclass(slots=True)
class Stage:
    """What is played in a chat is seen by `me`; each thing that is done is also shown.

    `corpus` is a copy of the shipped one, which a scene may change.
    """

    server: BotApiServer
    language: Language
    corpus: Path
    me: User
    other: User
    chat: Chat
    _pieces: list[Html] = field(default_factory=list)

    @property
    def texts(self) -> Texts:
        """The bot's sentences, for the labels of its buttons."""
        return Texts(self.language)

    def words(self, english: str, chinese: str) -> str:
        return english if self.language == "en" else chinese

    def enter(self, chat: Chat) -> None:
        """The scene is played in this chat."""
        self.chat = chat

    def say(
        self,
        english: str,
        chinese: str,
        *,
        by: User | None = None,
        reply_to: Message | None = None,
        thread_id: int | None = None,
    ) -> Message:
        """Somebody, I myself unless it is told otherwise, writes into the chat."""
        text, sender = self.words(english, chinese), by or self.me
        message = self.chat.say(text, sender=sender, reply_to=reply_to, thread_id=thread_id)
        self.show(message)
        return message

    async def ask(
        self,
        english: str,
        chinese: str,
        *,
        by: User | None = None,
        reply_to: Message | None = None,
        thread_id: int | None = None,
    ) -> SentMessage:
        """Somebody writes, and the bot replies."""
        said = self.say(english, chinese, by=by, reply_to=reply_to, thread_id=thread_id)
        reply = await self.server.reply_to(said)
        self.show(reply)
        return reply

    async def press(self, message: SentMessage, label: str, *, by: User | None = None) -> None:
        """Somebody presses a button; shows how the message is then, if it has changed."""
        before = now_shown(message)
        press = self.chat.press(message, label, by or self.me)
        answer = await self.server.answer_to(press)
        await self.server.settled()
        self._pieces.append(page.tap(label))
        if now_shown(message) is not before:
            self.show(now_shown(message))
        if answer.text:
            self._pieces.append(page.notice(answer.text))

    def show(self, message: Message) -> None:
        """How a message is at this moment."""
        if message.is_service and not document_of(message):
            self._pieces.append(page.service(service_text(message, self.language)))
            return
        self._pieces.append(bubble(self._seen(message)))

    async def offer(self, english: str, chinese: str) -> None:
        """I write a question behind the bot's name into the message field."""
        query = self.words(english, chinese)
        answer = await self.server.inline_answer(self.server.inline(self.me, query))
        self._pieces.append(page.offers(answer, f"@{self.server.bot.username} {query}"))

    def forget(self) -> None:
        """Nothing of what was shown so far is in the picture."""
        self._pieces.clear()

    async def settle(self) -> None:
        """Waits until the bot has done what it does."""
        await self.server.settled()

    def page(self) -> Html:
        """All that was shown, in the chat in which the scene has ended."""
        return page.page(self.language, self._header(), self._pieces)

    def _header(self) -> Html:
        chat, bot = self.chat, self.server.bot.user
        if chat.user:
            whom = bot if chat.user is self.me else chat.user
            told = self.words("bot", "机器人") if whom.is_bot else self.words("online", "在线")
            return page.header(whom.first_name, told, colour_of(whom.id))
        count = sum(member.is_present for member in chat.members.values())
        told = self.words(f"{count} members", f"{count} 位成员")
        return page.header(chat.title, told, colour_of(chat.id))

    def _lasting(self, text: str) -> str:
        """Without what is another one each time that the scene is played."""
        return _MOMENT.sub(_SOME_MOMENT, text).replace(str(self.corpus), "corpus")

    def _seen(self, message: Message) -> Seen:
        changed = message.edit_date is not None and not message.sender.is_bot
        quoted = self.chat.messages.get(message.reply_to_message_id or 0)
        return Seen(
            message=replace(message, text=self._lasting(message.text)),
            by=self.me,
            quoted=None if quoted is None or quoted.is_service else quoted,
            reactions=self.chat.reactions_to(message),
            named=self.chat.user is None,
            edited=self.words("edited", "已编辑") if changed else "",
        )


def stage(server: BotApiServer, language: Language, corpus: Path) -> Stage:
    """Two people who use this language, and a private chat of the first one with the bot."""
    names, bot = (
        (("Ann", "Ben"), "Speeches") if language == "en" else (("小王", "小李"), "论坛发言")
    )
    server.bot.first_name = bot
    code = _CODES[language]
    me, other = (server.user(name, language_code=code) for name in names)
    return Stage(server, language, corpus, me, other, server.private(me))
