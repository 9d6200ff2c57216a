"""Guest mode: the bot is mentioned in a chat that it is no member of, and answers once."""

from telegram import Update
from telegram.ext import MessageHandler, filters

from bot.answering.wording import objection
from bot.chat.addressing import question_in
from bot.chat.delivery import answer_as_guest
from bot.chat.handlers.updates import App, Context
from bot.chat.messages.answer import guest_post
from bot.chat.messages.markup import plain
from bot.chat.messages.post import Post, venue_of
from bot.chat.preferences import Preferences, texts_for
from bot.database.chats import DEFAULTS
from bot.errors import QuestionError
from bot.texts import texts_in


class Guest:
    """Answers guest messages; whatever chat they name, only their query leads back to it.

    What counts is what people have set in their private chat.
    """

    def __init__(self, preferences: Preferences) -> None:
        self._preferences = preferences

    def register(self, application: App) -> None:
        application.add_handler(MessageHandler(filters.UpdateType.GUEST_MESSAGE, self.answer))

    async def answer(self, update: Update, context: Context) -> None:
        message = update.guest_message
        assert message is not None  # the handler's filter lets nothing else through
        user = message.from_user
        settings = await self._preferences.of(user.id) if user else DEFAULTS
        answerer = self._preferences.answerer(settings)
        texts = texts_for(settings, user)
        try:
            answer = answerer.answer(question_in(message, context.bot.bot))
        except QuestionError as error:
            post = Post(plain(objection(error, answerer.contents, texts)))
        else:
            shown_in = texts_in(settings.language or answer.language)
            post = guest_post(answer, answerer.contents, shown_in, venue_of(message))
        await answer_as_guest(message, texts("answer"), post)
