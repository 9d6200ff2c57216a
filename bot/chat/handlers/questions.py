"""Handles questions, edited questions, and the buttons of answers."""

from bisect import bisect_left
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime

from telegram import CallbackQuery, Message, Update
from telegram.ext import CallbackQueryHandler, CommandHandler, MessageHandler, filters

from bot.answering.framing.frame import Kind as FrameKind
from bot.chat.addressing import (
    EDITED,
    NEW,
    WORDS,
    App,
    Context,
    asked_by_command,
    asked_in,
    message_of,
    press_of,
    pressed_message,
    question_in,
)
from bot.chat.answer_service import AnswerService, Reader
from bot.chat.bot_api.delivery import edit, notify, refuse
from bot.chat.messages.answer import Page, page_post
from bot.chat.messages.buttons import (
    EVERYBODY,
    EVERYWHERE,
    HELPED,
    PAGE,
    SPEAKER,
    UNHELPFUL,
    named_by,
)
from bot.chat.messages.post import venue_of
from bot.database.answers import KeptAnswer
from bot.database.chats import DEFAULTS, ChatSettings
from bot.database.feedback import Votes
from bot.search.contents import passage_at
from bot.texts import texts_in

Handle = Callable[[Update, Context], Awaitable[None]]


@dataclass
class Questions:
    """Has questions answered; `elsewhere` handles messages that ask for help or the settings."""

    answer_service: AnswerService
    elsewhere: Mapping[FrameKind, Handle]

    def register(self, application: App) -> None:
        application.add_handlers(
            [
                CommandHandler("ask", self.ask, NEW),
                MessageHandler(NEW & WORDS & ~filters.COMMAND, self.text),
                MessageHandler(EDITED & WORDS, self.edited),
            ]
        )

    async def ask(self, update: Update, context: Context) -> None:
        message = message_of(update)
        frame = await self.answer_service.answer(message, lambda _: asked_by_command(message))
        await self._pass_on(frame, update, context)

    async def text(self, update: Update, context: Context) -> None:
        message = message_of(update)
        frame = await self.answer_service.answer(message, _reader(message, context))
        await self._pass_on(frame, update, context)

    async def edited(self, update: Update, context: Context) -> None:
        message = message_of(update)
        frame = await self.answer_service.answer_edit(message, _reader(message, context))
        await self._pass_on(frame, update, context)

    async def _pass_on(self, frame: FrameKind | None, update: Update, context: Context) -> None:
        if frame:
            await self.elsewhere[frame](update, context)


def _reader(message: Message, context: Context) -> Reader:
    return lambda chat: asked_in(message, context.bot.bot, chat.answers_to)


@dataclass
class AnswerButtons:
    """Handles the buttons of answers, also after a restart and after the corpus changed."""

    answer_service: AnswerService
    votes: Votes

    def register(self, application: App) -> None:
        application.add_handlers(
            [
                CallbackQueryHandler(self.turn, rf"^{PAGE}\d+$"),
                CallbackQueryHandler(self.choose, f"^{SPEAKER}"),
                CallbackQueryHandler(self.widen, f"^{EVERYBODY}$"),
                CallbackQueryHandler(self.unscope, f"^{EVERYWHERE}$"),
                CallbackQueryHandler(self.vote, f"^({HELPED}|{UNHELPFUL})$"),
            ]
        )

    async def turn(self, update: Update, context: Context) -> None:
        """Shows the passages from a place on."""
        query = press_of(update)
        first = int((query.data or "").removeprefix(PAGE))
        shown, kept = await self._pressed_answer(query, first)
        if not shown or not kept:
            return
        settings = await self.answer_service.preferences.of(shown.chat_id)
        page = await self._page(kept, first, settings, _question(shown))
        if not page:
            await self._refuse(query, "passages-gone")
            return
        await notify(query)
        post = page_post(page, texts_in(kept.language), venue_of(shown))
        await edit(context.bot, shown.chat_id, shown.message_id, post)

    async def choose(self, update: Update, context: Context) -> None:
        """Answers the question again, of the button's speaker."""
        query = press_of(update)
        people = self.answer_service.preferences.answerer(DEFAULTS).contents.people
        hashed = (query.data or "").removeprefix(SPEAKER)
        speaker = named_by(hashed, (person.name for person in people))
        await self._answer_again(query, (speaker,) if speaker else None)

    async def widen(self, update: Update, context: Context) -> None:
        """Answers the question again, of all speakers."""
        await self._answer_again(press_of(update), ())

    async def unscope(self, update: Update, context: Context) -> None:
        """Answers the question again, from all forums."""
        await self._answer_again(press_of(update), (), scoped=False)

    async def vote(self, update: Update, context: Context) -> None:
        """Keeps a vote, and the question of an answer that did not help if `gaps` are kept."""
        query = press_of(update)
        shown, kept = await self._pressed_answer(query)
        if not shown or not kept:
            return
        helped = query.data == HELPED
        first = await self.votes.keep(kept, query.from_user.id, helped=helped)
        question = _question(shown)
        if self.answer_service.gaps and first and not helped and question:
            self.answer_service.gaps.keep(question, datetime.now(UTC))
        thanks = "voted-helped" if helped else "voted-unhelpful"
        await notify(query, texts_in(kept.language)(thanks))

    async def _pressed_answer(
        self, query: CallbackQuery, passage: int = 0
    ) -> tuple[Message | None, KeptAnswer | None]:
        """The message of a pressed button and the answer in it.

        None, after saying so, where the answer is not kept or has no such passage.
        """
        shown = pressed_message(query)
        answers = self.answer_service.answers
        kept = await answers.shown_in(shown.chat_id, shown.message_id) if shown else None
        if kept and passage < len(kept.passages):
            return shown, kept
        await self._refuse(query, "answer-gone")
        return None, None

    async def _answer_again(
        self, query: CallbackQuery, speakers: tuple[str, ...] | None, *, scoped: bool = True
    ) -> None:
        shown = pressed_message(query)
        question = _question(shown) if shown else None
        if not shown or not question or speakers is None:
            await self._refuse(query, "answer-gone")
            return
        await notify(query)
        await self.answer_service.answer_of(shown, question, speakers, scoped=scoped)

    async def _page(
        self, kept: KeptAnswer, first: int, settings: ChatSettings, question: str | None
    ) -> Page | None:
        """The passages from a place on that still exist, or else the last ones."""
        answerer = self.answer_service.preferences.answerer(DEFAULTS)
        kept_places = enumerate(kept.passages)
        places = [place for place, r in kept_places if passage_at(answerer.contents, r)]
        if not places:
            return None
        at = min(bisect_left(places, first), len(places) - 1)
        shown = [kept.passages[place] for place in places[at : at + settings.passages]]
        quotes = await answerer.quotes(shown, question)
        return Page(quotes, places, at, settings.passages, kept.speakers, kept.narrowing)

    async def _refuse(self, query: CallbackQuery, key: str) -> None:
        texts = await self.answer_service.preferences.texts_of_press(query)
        await refuse(query, texts(key))


def _question(shown: Message) -> str | None:
    """The question of an answer; None where Telegram no longer sends the message it replies to."""
    asked = shown.reply_to_message
    return question_in(asked, shown.get_bot().bot) if asked else None
