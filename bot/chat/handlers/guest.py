"""Guest mode: the bot is mentioned in a chat that it is no member of, and answers once."""

from time import perf_counter

from telegram import Message, Update
from telegram.ext import MessageHandler, filters

from bot.answering.phrases import objection
from bot.chat.addressing import question_in
from bot.chat.delivery import answer_as_guest
from bot.chat.handlers.updates import App, Context
from bot.chat.limits import Limits
from bot.chat.messages.answer import guest_post
from bot.chat.messages.markup import plain
from bot.chat.messages.post import Post, venue_of
from bot.chat.metrics import Metrics, Outcome, outcome_of
from bot.chat.preferences import Preferences, texts_for
from bot.database.chats import DEFAULTS, ChatSettings
from bot.errors import QuestionError
from bot.texts import Texts


class Guest:
    """Answers guest messages; whatever chat they name, only their query leads back to it.

    What counts is what people have set in their private chat.
    """

    def __init__(self, preferences: Preferences, limits: Limits, metrics: Metrics) -> None:
        self._preferences = preferences
        self._limits = limits
        self._metrics = metrics

    def register(self, application: App) -> None:
        application.add_handler(MessageHandler(filters.UpdateType.GUEST_MESSAGE, self.answer))

    async def answer(self, update: Update, context: Context) -> None:
        message = update.guest_message
        assert message is not None  # the handler's filter lets nothing else through
        started = perf_counter()
        user = message.from_user
        verdict = await self._limits.verdict(message.chat_id, user.id if user else None)
        if verdict == "ignored":
            return
        settings = await self._preferences.of(user.id) if user else DEFAULTS
        texts = texts_for(settings, user)
        if verdict == "refused":
            outcome: Outcome | None = "limited"
            post = Post(plain(texts("too-many-questions")))
        else:
            question = question_in(message, context.bot.bot)
            outcome, post = await self._found(question, message, settings, texts)
        await answer_as_guest(message, texts("answer"), post)
        self._metrics.question(outcome, perf_counter() - started)

    async def _found(
        self, question: str, message: Message, settings: ChatSettings, texts: Texts
    ) -> tuple[Outcome | None, Post]:
        """What to say to a question, an objection to it in these `texts`."""
        answerer = self._preferences.answerer(settings)
        try:
            answer = await answerer.answer(question)
        except QuestionError as error:
            return "objection", Post(plain(objection(error, answerer.contents, texts)))
        shown_in = texts_for(settings, message.from_user, answer.language)
        post = guest_post(answer, answerer.contents, shown_in, venue_of(message))
        return outcome_of(answer), post
