"""Questions: by command, as a message, and when they are edited."""

from contextlib import suppress

from telegram import Message, Update
from telegram.ext import CommandHandler, MessageHandler, filters

from bot.answering.wording import objection
from bot.chat.addressing import asked_by_command, asked_in_edit, asked_in_text
from bot.chat.delivery import reply
from bot.chat.handlers.updates import NEW, App, Context, message_of
from bot.chat.messages.markup import plain
from bot.chat.messages.post import Post
from bot.chat.preferences import Preferences, texts_for
from bot.chat.respondent import Reading, Respondent
from bot.errors import QuestionError


class Questions:
    """Reads what is asked, and has it answered."""

    def __init__(self, respondent: Respondent, preferences: Preferences) -> None:
        self._respondent = respondent
        self._preferences = preferences

    def register(self, application: App) -> None:
        application.add_handlers(
            [
                CommandHandler("ask", self.ask, NEW),
                MessageHandler(NEW & filters.TEXT & ~filters.COMMAND, self.text),
                MessageHandler(filters.UpdateType.EDITED_MESSAGE & filters.TEXT, self.edited),
            ]
        )

    async def ask(self, update: Update, context: Context) -> None:
        message = message_of(update)
        await self._answer(message, lambda _: asked_by_command(message))

    async def text(self, update: Update, context: Context) -> None:
        message, bot = message_of(update), context.bot.bot
        await self._answer(message, lambda chat: asked_in_text(message, bot, chat.answers_to))

    async def edited(self, update: Update, context: Context) -> None:
        message, bot = message_of(update), context.bot.bot
        with suppress(QuestionError):  # the answer that there is stays
            await self._respondent.answer_edit(
                message, lambda chat: asked_in_edit(message, bot, chat.answers_to)
            )

    async def _answer(self, message: Message, reading: Reading) -> None:
        try:
            await self._respondent.answer(message, reading)
        except QuestionError as error:
            settings = await self._preferences.of(message.chat_id)
            contents = self._preferences.answerer(settings).contents
            texts = texts_for(settings, message.from_user)
            await reply(message, Post(plain(objection(error, contents, texts))))
