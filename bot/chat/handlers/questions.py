"""Questions: by command, as a message, and when they are edited."""

from telegram import Message, Update
from telegram.ext import CommandHandler, MessageHandler, filters

from bot.chat.addressing import asked_by_command, asked_in
from bot.chat.handlers.updates import EDITED, NEW, WORDS, App, Context, message_of
from bot.chat.respondent import Reading, Respondent


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
        message = message_of(update)
        await self._respondent.answer(message, _reading(message, context))

    async def edited(self, update: Update, context: Context) -> None:
        message = message_of(update)
        await self._respondent.answer_edit(message, _reading(message, context))


def _reading(message: Message, context: Context) -> Reading:
    return lambda chat: asked_in(message, context.bot.bot, chat.answers_to)
