"""Inline mode: passages to choose from while somebody types a question after the bot's name."""

from typing import Any

from telegram import (
    InlineQuery,
    InlineQueryResultArticle,
    InlineQueryResultsButton,
    InputTextMessageContent,
    Update,
)
from telegram.ext import Application, ContextTypes, InlineQueryHandler
from xxhash import xxh3_128_hexdigest

from bot.answering.answer import Quote
from bot.answering.answerer import Answerer
from bot.answering.highlights import from_first_match
from bot.answering.wording import headline
from bot.chat.addressing import texts_for
from bot.chat.markup import clipped
from bot.chat.reply import card
from bot.errors import QuestionError
from bot.texts import Texts, texts_in

_CACHE_SECONDS = 10
"""Short, since what is found changes with the corpus."""

_TITLE = 100
_DESCRIPTION = 200
"""UTF-16 units of what a list shows of a passage; apps show a line, and two or three."""

_START = "inline"
"""What /start is told where somebody comes from the list; it greets all the same."""


class Inline:
    """Answers inline queries; somebody who still types is never told of an error."""

    def __init__(self, answerer: Answerer) -> None:
        self._answerer = answerer

    def register(self, application: "Application[Any, Any, Any, Any, Any, Any]") -> None:
        application.add_handler(InlineQueryHandler(self.suggest))

    async def suggest(self, update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
        query = update.inline_query
        assert query is not None  # the handler lets nothing else through
        articles, button = self._suggestions(query)
        await query.answer(articles, _CACHE_SECONDS, is_personal=True, button=button)

    def _suggestions(
        self, query: InlineQuery
    ) -> tuple[list[InlineQueryResultArticle], InlineQueryResultsButton | None]:
        """An article a passage, or none and a button that leads to the bot."""
        try:
            answer = self._answerer.suggest(query.query)
        except QuestionError:
            return [], _button(texts_for(query.from_user)("inline-ask"))
        texts = texts_in(answer.language)
        if not answer.quotes:
            return [], _button(texts("inline-nobody"))
        return [_article(quote, texts) for quote in answer.quotes], None


def _article(quote: Quote, texts: Texts) -> InlineQueryResultArticle:
    passage = quote.passage
    return InlineQueryResultArticle(
        id=xxh3_128_hexdigest(passage.id.encode()),  # a passage's own may be longer than 64 bytes
        title=clipped(headline(passage.speech, texts), _TITLE),
        description=clipped(from_first_match(passage.text, quote.highlights), _DESCRIPTION),
        input_message_content=InputTextMessageContent(card(quote, texts).html),
    )


def _button(text: str) -> InlineQueryResultsButton:
    return InlineQueryResultsButton(text, start_parameter=_START)
