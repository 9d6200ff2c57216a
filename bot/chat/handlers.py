"""What the bot does with each kind of message: it reads, asks, and replies."""

from typing import Any

from telegram import Message, Update, User
from telegram.constants import ChatType
from telegram.ext import Application, CommandHandler, ContextTypes, MessageHandler, filters

from bot.answering.answerer import Answerer
from bot.answering.wording import example
from bot.chat.addressing import asked_by_command, asked_in_text, texts_of
from bot.chat.delivery import reply
from bot.chat.markup import plain
from bot.chat.reply import response, speakers_message
from bot.texts import Texts

Context = ContextTypes.DEFAULT_TYPE


class Handlers:
    """The handlers of one bot; what they say is worded elsewhere."""

    def __init__(self, answerer: Answerer) -> None:
        self._answerer = answerer

    def register(self, application: "Application[Any, Any, Any, Any, Any, Any]") -> None:
        """Adds the handlers; of the updates they see new messages only."""
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

    async def _answer(self, message: Message, question: str, texts: Texts) -> None:
        await reply(message, response(self._answerer, question, texts))


def _read(update: Update) -> tuple[Message, Texts]:
    """The message of an update, and the texts in its sender's language."""
    message = update.effective_message
    assert message is not None  # the handlers' filters let nothing else through
    return message, texts_of(message)
