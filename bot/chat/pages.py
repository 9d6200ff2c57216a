"""Answers that can be leafed through: the first page as a reply, others in its place."""

import asyncio
import logging
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from weakref import WeakValueDictionary

from telegram import CallbackQuery, InlineKeyboardMarkup, Message
from telegram.error import BadRequest

from bot.answering.answer import Answer, Quote
from bot.answering.answerer import PASSAGES, Answerer
from bot.answering.wording import names
from bot.chat.addressing import question_in, replies_to, texts_for
from bot.chat.buttons import HELPED, PAGE, answer_buttons, choice_buttons, chosen, widened
from bot.chat.delivery import reply
from bot.chat.markup import Markup
from bot.chat.reply import answer_message, citation, passages_message
from bot.database.answers import Answers, KeptAnswer
from bot.database.gaps import Gaps
from bot.errors import DatabaseError, QuestionError
from bot.search.contents import reference_to
from bot.texts import Texts, texts_in

log = logging.getLogger(__name__)

_NOT_MODIFIED = "not modified"


class Pages:
    """Sends answers, keeps what their buttons need, and does what the buttons say.

    Where no question may be kept, there are no `gaps`. An answer goes out also when the database
    does not work: then its buttons do nothing until it does.
    """

    def __init__(self, answerer: Answerer, answers: Answers, gaps: Gaps | None) -> None:
        self._answerer = answerer
        self._answers = answers
        self._gaps = gaps
        self._turns: WeakValueDictionary[int, asyncio.Lock] = WeakValueDictionary()

    async def answer(self, message: Message, question: str) -> None:
        """Replies to the message that asked.

        A question in reply to an answer is about the same speaker, unless it names one or asks
        who. Raises QuestionError for a question that is empty or too long.
        """
        async with self._turn(message.chat_id):
            meant = await self._meant(message, question)
            answer = self._answerer.answer(question, speakers=meant)
            sent = await reply(message, *self._shown(answer, meant=meant))
            if sent:
                self._keep(answer, sent, message.message_id)

    async def choose(self, query: CallbackQuery) -> None:
        """Answers the question that a message asked back about, for the speaker of the button."""
        await self._answer_again(query, lambda question: self._chosen(query.data or "", question))

    async def widen(self, query: CallbackQuery) -> None:
        """Answers a question of everybody that was taken to be about one speaker."""
        await self._answer_again(query, self._answerer.answer)

    async def _answer_again(
        self, query: CallbackQuery, answering: Callable[[str], Answer | None]
    ) -> None:
        shown = query.message if isinstance(query.message, Message) else None
        try:
            answer = answering(_question(shown) or "") if shown else None
        except QuestionError:  # the question was deleted
            answer = None
        if not shown or not shown.reply_to_message or not answer:
            await self._tell(query, "answer-gone")
            return
        await query.answer()
        await _edit(query, *self._shown(answer))
        self._keep(answer, shown, shown.reply_to_message.message_id)

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
        await _edit(query, *_page(quotes, start, len(kept.passages), texts))

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
            self._gaps.keep(question, kept.language, "unhelpful", datetime.now(UTC))
        await self._tell(query, "voted-helped" if helped else "voted-unhelpful", kept.language)

    async def _pressed(self, query: CallbackQuery) -> tuple[Message | None, KeptAnswer | None]:
        """The message that shows the pressed button, and the answer that it shows."""
        message = query.message
        if not isinstance(message, Message):
            return None, None  # too old for Telegram to tell what it says
        async with self._turn(message.chat_id):
            return message, await self._answers.shown_in(message.chat_id, message.message_id)

    def _turn(self, chat_id: int) -> asyncio.Lock:
        """A chat's turn: people see an answer, and may press a button, before it is kept."""
        return self._turns.setdefault(chat_id, asyncio.Lock())

    async def _tell(self, query: CallbackQuery, key: str, language: str | None = None) -> None:
        """A notice that only who pressed sees."""
        texts = texts_in(language) if language else texts_for(query.from_user)
        await query.answer(texts(key))

    def _shown(
        self, answer: Answer, meant: Sequence[str] = ()
    ) -> tuple[Markup, InlineKeyboardMarkup | None]:
        """What an answer says, and its buttons; `meant` are speakers that it does not name."""
        texts = texts_in(answer.language)
        opening = texts("meant", speakers=names(meant, texts)) if meant else ""
        buttons: InlineKeyboardMarkup | None
        if answer.quotes:
            total = len(answer.quotes) + len(answer.further)
            message, buttons = _page(answer.quotes, 0, total, texts, opening)
        else:
            message = answer_message(answer, self._answerer.contents, texts)
            buttons = choice_buttons(answer.choices)
        return message, widened(buttons, texts) if meant else buttons

    def _chosen(self, data: str, question: str) -> Answer | None:
        """The answer for the speaker of a button; the choices are found as they were before."""
        speaker = chosen(data, self._answerer.answer(question).choices)
        return self._answerer.answer(question, speakers=(speaker,)) if speaker else None

    async def _meant(self, message: Message, question: str) -> tuple[str, ...]:
        """Whom the answer that a question replies to is about, if it does not say otherwise."""
        answered = message.reply_to_message
        if not answered or not replies_to(message, message.get_bot().bot):
            return ()
        understood = self._answerer.interpret(question)
        if understood.speakers or understood.choices or understood.wants_speakers:
            return ()
        try:
            kept = await self._answers.shown_in(message.chat_id, answered.message_id)
        except DatabaseError as error:
            log.error("a question is taken by itself, not as one in reply: %s", error)
            return ()
        return kept.speakers if kept else ()

    def _keep(self, answer: Answer, sent: Message, question_id: int) -> None:
        """Keeps what goes on from the message: an answer's passages, or that there were none."""
        now = datetime.now(UTC)
        found = [quote.passage for quote in answer.quotes]
        found += [hit.passage for hit in answer.further]
        passages = tuple(map(reference_to, found))
        place = (sent.chat_id, sent.message_id, question_id)
        if passages:
            self._answers.keep(KeptAnswer(*place, answer.language, _about(answer), passages, now))
        elif self._gaps and answer.status == "refused":
            self._gaps.keep(answer.question, answer.language, "refused", now)


def _page(
    quotes: Sequence[Quote], first: int, total: int, texts: Texts, opening: str = ""
) -> tuple[Markup, InlineKeyboardMarkup]:
    markup, shown = passages_message(quotes, texts, opening)
    copied = citation(quotes[0].passage, texts)
    return markup, answer_buttons(first, shown, total, PASSAGES, copied, texts)


def _about(answer: Answer) -> tuple[str, ...]:
    """Whom an answer is about: whom it was asked of, or the only one who answers it."""
    said = {quote.passage.speech.speaker for quote in answer.quotes}
    only = tuple(filter(None, said)) if len(said) == 1 else ()
    return answer.speakers or only


async def _edit(query: CallbackQuery, markup: Markup, buttons: InlineKeyboardMarkup | None) -> None:
    """Puts something else into the message of a button; two people may have pressed it."""
    try:
        await query.edit_message_text(markup.html, reply_markup=buttons)
    except BadRequest as error:
        if _NOT_MODIFIED not in error.message:
            raise


def _question(shown: Message) -> str | None:
    """What the answer in a message was asked, as far as Telegram still tells."""
    asked = shown.reply_to_message
    return question_in(asked, shown.get_bot().bot) if asked else None
