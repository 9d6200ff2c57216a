"""Answers that can be leafed through: the first page as a reply, others in its place."""

import logging
from collections.abc import Sequence
from datetime import UTC, datetime

from telegram import CallbackQuery, InlineKeyboardMarkup, Message
from telegram.error import BadRequest

from bot.answering.answer import Answer, Quote
from bot.answering.answerer import PASSAGES, Answerer
from bot.chat.addressing import question_in, texts_for
from bot.chat.buttons import HELPED, PAGE, answer_buttons
from bot.chat.delivery import reply
from bot.chat.markup import Markup
from bot.chat.reply import answer_message, citation, passages_message
from bot.database.answers import Answers, KeptAnswer
from bot.database.gaps import Gaps
from bot.errors import DatabaseError
from bot.search.contents import reference_to
from bot.texts import Texts, texts_in

log = logging.getLogger(__name__)

_NOT_MODIFIED = "not modified"


class Pages:
    """Sends answers, keeps what their buttons need, and does what the buttons say.

    Where no question may be kept, there are no `gaps`. An answer goes out also when the database
    does not work: then its buttons do nothing.
    """

    def __init__(self, answerer: Answerer, answers: Answers, gaps: Gaps | None) -> None:
        self._answerer = answerer
        self._answers = answers
        self._gaps = gaps

    async def send(self, message: Message, answer: Answer) -> None:
        """Replies to the message that asked."""
        texts = texts_in(answer.language)
        if not answer.quotes:
            await reply(message, answer_message(answer, self._answerer.contents, texts))
            await self._keep_gap(answer)
            return
        references = (*(reference_to(quote.passage) for quote in answer.quotes), *answer.further)
        sent = await reply(message, *_page(answer.quotes, 0, len(references), texts))
        if sent:
            kept = KeptAnswer(
                sent.chat_id,
                sent.message_id,
                message.message_id,
                answer.language,
                answer.speakers,
                references,
                datetime.now(UTC),
            )
            await self._keep(kept)

    async def turn(self, query: CallbackQuery) -> None:
        """Shows the page that the button names; says so where the answer is not kept any more."""
        shown, kept = await self._pressed(query)
        first = (query.data or "").removeprefix(PAGE)
        if not shown or not kept or not first.isdecimal() or int(first) >= len(kept.passages):
            await self._tell(query, "answer-gone")
            return
        texts, start = texts_in(kept.language), int(first)
        references = kept.passages[start : start + PASSAGES]
        quotes = self._answerer.quotes(references, _question(shown))
        if not quotes:
            await self._tell(query, "passages-gone", kept.language)
            return
        await query.answer()
        markup, buttons = _page(quotes, start, len(kept.passages), texts)
        try:
            await query.edit_message_text(markup.html, reply_markup=buttons)
        except BadRequest as error:  # two people may press at once
            if _NOT_MODIFIED not in error.message:
                raise

    async def vote(self, query: CallbackQuery) -> None:
        """Keeps whether the answer helped; the question too, if it did not and may be kept."""
        shown, kept = await self._pressed(query)
        if not shown or not kept:
            await self._tell(query, "answer-gone")
            return
        helped = query.data == HELPED
        new = await self._answers.vote(
            kept.chat_id, kept.message_id, query.from_user.id, helped=helped
        )
        question = _question(shown)
        if self._gaps and new and not helped and question:
            await self._gaps.keep(question, kept.language, "unhelpful", datetime.now(UTC))
        await self._tell(query, "voted-helped" if helped else "voted-unhelpful", kept.language)

    async def _pressed(self, query: CallbackQuery) -> tuple[Message | None, KeptAnswer | None]:
        """The message that shows the pressed button, and the answer that it shows."""
        message = query.message
        if not isinstance(message, Message):
            return None, None  # too old for Telegram to tell what it says
        return message, await self._answers.shown_in(message.chat_id, message.message_id)

    async def _tell(self, query: CallbackQuery, key: str, language: str | None = None) -> None:
        """A notice that only who pressed sees."""
        texts = texts_in(language) if language else texts_for(query.from_user)
        await query.answer(texts(key))

    async def _keep(self, answer: KeptAnswer) -> None:
        try:
            await self._answers.keep(answer)
        except DatabaseError as error:
            log.error("an answer could not be kept, so its buttons will not work: %s", error)

    async def _keep_gap(self, answer: Answer) -> None:
        if not self._gaps or answer.status != "refused":
            return
        try:
            await self._gaps.keep(answer.question, answer.language, "refused", datetime.now(UTC))
        except DatabaseError as error:
            log.error("a question that found nothing could not be kept: %s", error)


def _page(
    quotes: Sequence[Quote], first: int, total: int, texts: Texts
) -> tuple[Markup, InlineKeyboardMarkup]:
    markup, shown = passages_message(quotes, texts)
    copied = citation(quotes[0].passage, texts)
    return markup, answer_buttons(first, shown, total, PASSAGES, copied, texts)


def _question(shown: Message) -> str | None:
    """What the answer in a message was asked, as far as Telegram still tells."""
    asked = shown.reply_to_message
    return question_in(asked, shown.get_bot().bot) if asked else None
