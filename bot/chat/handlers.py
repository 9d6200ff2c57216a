"""What the bot does with each kind of message: it reads, asks, and replies."""

from typing import Any

from telegram import CallbackQuery, Message, Update, User
from telegram.constants import ChatType
from telegram.ext import (
    Application,
    CallbackQueryHandler,
    CommandHandler,
    ContextTypes,
    MessageHandler,
    filters,
)

from bot.answering.answerer import Answerer
from bot.answering.wording import example, objection
from bot.chat.addressing import asked_by_command, asked_in_text, texts_of
from bot.chat.buttons import EVERYBODY, HELPED, PAGE, SPEAKER, UNHELPFUL
from bot.chat.delivery import reply
from bot.chat.markup import plain
from bot.chat.pages import Pages
from bot.chat.reply import speakers_message
from bot.errors import QuestionError
from bot.texts import Texts

Context = ContextTypes.DEFAULT_TYPE


class Handlers:
    """The handlers of one bot; what they say is worded elsewhere."""

    def __init__(self, answerer: Answerer, pages: Pages) -> None:
        self._answerer = answerer
        self._pages = pages

    def register(self, application: "Application[Any, Any, Any, Any, Any, Any]") -> None:
        """Adds the handlers; of messages they see new ones only."""
        new = filters.UpdateType.MESSAGE
        private = new & filters.ChatType.PRIVATE
        words = filters.TEXT & ~filters.COMMAND
        application.add_handlers(
            [
                CommandHandler("start", self.start, new),
                CommandHandler("help", self.help, new),
                CommandHandler("ask", self.ask, new),
                CommandHandler("speakers", self.speakers, new),
                MessageHandler(new & words, self.text),
                MessageHandler(private & filters.COMMAND, self.unknown_command),
                MessageHandler(private & ~filters.TEXT & ~filters.StatusUpdate.ALL, self.no_text),
                CallbackQueryHandler(self.turn_page, rf"^{PAGE}\d+$"),
                CallbackQueryHandler(self.choose, f"^{SPEAKER}"),
                CallbackQueryHandler(self.widen, f"^{EVERYBODY}$"),
                CallbackQueryHandler(self.vote, f"^({HELPED}|{UNHELPFUL})$"),
                CallbackQueryHandler(self.stale_button),
            ]
        )

    async def start(self, update: Update, context: Context) -> None:
        message, texts = _read(update)
        suggestion = example(self._answerer.contents, texts)
        await reply(message, plain(texts("start", example=suggestion)))

    async def help(self, update: Update, context: Context) -> None:
        message, texts = _read(update)
        if message.chat.type == ChatType.PRIVATE:
            await reply(message, plain(texts("help-private")))
        else:
            bot: User = context.bot.bot
            mentions = "yes" if bot.can_read_all_group_messages else "no"
            name = bot.username or ""
            await reply(message, plain(texts("help-group", bot=name, mentions=mentions)))

    async def speakers(self, update: Update, context: Context) -> None:
        message, texts = _read(update)
        await reply(message, speakers_message(self._answerer.contents, texts))

    async def ask(self, update: Update, context: Context) -> None:
        message, texts = _read(update)
        await self._answer(message, asked_by_command(message), texts)

    async def text(self, update: Update, context: Context) -> None:
        message, texts = _read(update)
        question = asked_in_text(message, context.bot.bot)
        if question is not None:
            await self._answer(message, question, texts)

    async def unknown_command(self, update: Update, context: Context) -> None:
        message, texts = _read(update)
        await reply(message, plain(texts("unknown-command")))

    async def no_text(self, update: Update, context: Context) -> None:
        message, texts = _read(update)
        await reply(message, plain(texts("text-only")))

    async def turn_page(self, update: Update, context: Context) -> None:
        await self._pages.turn(_pressed(update))

    async def choose(self, update: Update, context: Context) -> None:
        await self._pages.choose(_pressed(update))

    async def widen(self, update: Update, context: Context) -> None:
        await self._pages.widen(_pressed(update))

    async def vote(self, update: Update, context: Context) -> None:
        await self._pages.vote(_pressed(update))

    async def stale_button(self, update: Update, context: Context) -> None:
        await _pressed(update).answer()

    async def _answer(self, message: Message, question: str, texts: Texts) -> None:
        try:
            await self._pages.answer(message, question)
        except QuestionError as error:
            await reply(message, plain(objection(error, self._answerer.contents, texts)))


def _pressed(update: Update) -> CallbackQuery:
    query = update.callback_query
    assert query is not None  # the handlers let nothing else through
    return query


def _read(update: Update) -> tuple[Message, Texts]:
    """The message of an update, and the texts in its sender's language."""
    message = update.effective_message
    assert message is not None  # the handlers' filters let nothing else through
    return message, texts_of(message)
