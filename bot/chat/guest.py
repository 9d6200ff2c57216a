"""Guest mode: the bot is mentioned in a chat that it is no member of, and answers once."""

from typing import Any

from telegram import Update
from telegram.ext import Application, ContextTypes, MessageHandler, filters

from bot.answering.answerer import Answerer
from bot.chat.addressing import question_in, texts_of
from bot.chat.delivery import answer_as_guest
from bot.chat.reply import response


class Guest:
    """Answers guest messages; whatever chat they name, only their query leads back to it."""

    def __init__(self, answerer: Answerer) -> None:
        self._answerer = answerer

    def register(self, application: "Application[Any, Any, Any, Any, Any, Any]") -> None:
        application.add_handler(MessageHandler(filters.UpdateType.GUEST_MESSAGE, self.answer))

    async def answer(self, update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
        message = update.guest_message
        assert message is not None  # the handler's filter lets nothing else through
        question = question_in(message, context.bot.bot)
        texts = texts_of(message)
        markup = response(self._answerer, question, texts)
        await answer_as_guest(message, texts("answer"), markup)
