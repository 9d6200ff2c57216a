"""Questions: by command, as a message, and when they are edited."""

from telegram import Update
from telegram.ext import CommandHandler, MessageHandler, filters

from bot.chat.addressing import asked_by_command, asked_in
from bot.chat.handlers.updates import EDITED, NEW, WORDS, App, Context, message_of
from bot.chat.respondent import Respondent


class Questions:
    """Reads what is asked, and has it answered."""

    def __init__(self, respondent: Respondent) -> None:
        self._respondent = respondent

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
        await self._respondent.answer(message, lambda _: asked_by_command(message))

    async def text(self, update: Update, context: Context) -> None:
        message, bot = message_of(update), context.bot.bot
        await self._respondent.answer(message, lambda chat: asked_in(message, bot, chat.answers_to))

    async def edited(self, update: Update, context: Context) -> None:
        message, bot = message_of(update), context.bot.bot
        await self._respondent.answer_edit(
            message, lambda chat: asked_in(message, bot, chat.answers_to)
        )
