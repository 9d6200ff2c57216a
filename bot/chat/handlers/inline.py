"""Inline and guest mode: passages for somebody who asks where the bot is no member."""

import logging
from collections.abc import Sequence
from dataclasses import dataclass
from time import perf_counter

from telegram import (
    InlineKeyboardMarkup,
    InlineQuery,
    InlineQueryResultArticle,
    InlineQueryResultsButton,
    InputTextMessageContent,
    Message,
    Update,
)
from telegram.ext import InlineQueryHandler, MessageHandler, filters
from xxhash import xxh3_128_hexdigest

from bot.answering.answer import Quote, from_first_match
from bot.answering.phrases import headline, is_question, objection
from bot.chat.addressing import App, Context, question_in
from bot.chat.bot_api.delivery import answer_as_guest
from bot.chat.limits import Limits
from bot.chat.messages.answer import guest_post
from bot.chat.messages.buttons import speech_button
from bot.chat.messages.cards import card
from bot.chat.messages.post import Post, Venue, clipped, plain, venue_of
from bot.chat.metrics import Metrics, Outcome, outcome_of
from bot.chat.preferences import Preferences, texts_for
from bot.database.chats import DEFAULTS, ChatSettings
from bot.errors import QuestionError, SearchError
from bot.texts import Texts

log = logging.getLogger(__name__)

_CACHE_SECONDS = 10
"""Short, since what is found changes with the corpus."""

_TITLE = 100
_DESCRIPTION = 200
"""UTF-16 units of what a list shows of a passage; apps show a line, and two or three."""

_MOST = 10
"""Passages in a list, which may be those of a whole speech."""

_START = "inline"
"""The parameter of /start for people who come from the list; they are greeted like others."""


@dataclass
class Inline:
    """Answers inline queries, without error messages to people who are still typing.

    Telegram does not say which chat they type in; the settings of their private chat apply.
    """

    preferences: Preferences
    limits: Limits
    metrics: Metrics

    def register(self, application: App) -> None:
        application.add_handler(InlineQueryHandler(self.suggest))

    async def suggest(self, update: Update, context: Context) -> None:
        query = update.inline_query
        assert query is not None  # the handler lets nothing else through
        venue = Venue(context.bot.username, private=False, inline=True)
        settings = await self.preferences.of(query.from_user.id)
        texts = texts_for(settings, query.from_user)
        self.metrics.inline_query()
        if not await self.limits.admits_typing(query.from_user.id):
            await _answer(query, [], _button(texts("inline-too-many")))
            return
        answerer = self.preferences.answerer(settings)
        try:
            answer = await answerer.suggest(query.query)
        except QuestionError:
            await _answer(query, [], _button(texts("inline-ask")))
            return
        except SearchError as error:
            log.error("passages cannot be looked up: %s", error)
            await _answer(query, [], _button(texts("inline-search-down")))
            return
        texts = texts_for(settings, query.from_user, answer.language)
        articles = [_article(quote, texts, venue) for quote in answer.quotes[:_MOST]]
        found_nothing = "inline-nobody" if is_question(answer) else "inline-ask"
        await _answer(query, articles, None if articles else _button(texts(found_nothing)))


async def _answer(
    query: InlineQuery,
    articles: Sequence[InlineQueryResultArticle],
    button: InlineQueryResultsButton | None,
) -> None:
    await query.answer(articles, _CACHE_SECONDS, is_personal=True, button=button)


def _article(quote: Quote, texts: Texts, venue: Venue) -> InlineQueryResultArticle:
    passage = quote.passage
    whole = speech_button(passage, texts("button-speech"), venue)
    return InlineQueryResultArticle(
        id=xxh3_128_hexdigest(passage.id.encode()),  # a passage's own may be longer than 64 bytes
        title=clipped(headline(passage.speech, texts), _TITLE),
        description=clipped(from_first_match(passage.text, quote.highlights), _DESCRIPTION),
        input_message_content=InputTextMessageContent(card(quote, texts).html),
        reply_markup=InlineKeyboardMarkup.from_button(whole),
    )


def _button(text: str) -> InlineQueryResultsButton:
    return InlineQueryResultsButton(text, start_parameter=_START)


@dataclass
class Guest:
    """Answers guest messages by their query, since the bot is not in their chat.

    The settings of the author's private chat apply.
    """

    preferences: Preferences
    limits: Limits
    metrics: Metrics

    def register(self, application: App) -> None:
        application.add_handler(MessageHandler(filters.UpdateType.GUEST_MESSAGE, self.answer))

    async def answer(self, update: Update, context: Context) -> None:
        message = update.guest_message
        assert message is not None  # the handler's filter lets nothing else through
        started = perf_counter()
        user = message.from_user
        verdict = await self.limits.verdict(message.chat_id, user.id if user else None)
        if verdict == "ignored":
            return
        settings = await self.preferences.of(user.id) if user else DEFAULTS
        texts = texts_for(settings, user)
        if verdict == "refused":
            outcome: Outcome | None = "limited"
            post = Post(plain(texts("too-many-questions")))
        else:
            question = question_in(message, context.bot.bot)
            outcome, post = await self._found(question, message, settings, texts)
        await answer_as_guest(message, texts("answer"), post)
        self.metrics.question(outcome, perf_counter() - started)

    async def _found(
        self, question: str, message: Message, settings: ChatSettings, texts: Texts
    ) -> tuple[Outcome | None, Post]:
        """The outcome and the reply; an objection to the question is worded with `texts`."""
        answerer = self.preferences.answerer(settings)
        try:
            answer = await answerer.answer(question)
        except QuestionError as error:
            return "objection", Post(plain(objection(error, answerer.contents, texts)))
        except SearchError as error:
            log.error("a question cannot be looked up: %s", error)
            return "unavailable", Post(plain(texts("search-stays-down")))
        shown_in = texts_for(settings, message.from_user, answer.language)
        post = guest_post(answer, answerer.contents, shown_in, venue_of(message))
        return outcome_of(answer), post
