"""Answers questions in chats, as each chat wants it, and keeps what goes on from an answer."""

import logging
from collections.abc import Callable
from contextlib import nullcontext, suppress
from dataclasses import dataclass
from datetime import UTC, datetime

from telegram import Message

from bot.answering.answer import Answer
from bot.answering.answerer import Answerer
from bot.answering.confidence import SURE, VERY_SURE
from bot.answering.wording import names
from bot.chat.addressing import Asked, replies_to
from bot.chat.delivery import edit, react, reply
from bot.chat.messages.answer import answer_post, widened
from bot.chat.messages.post import Post, venue_of
from bot.chat.preferences import Preferences, is_private
from bot.chat.turns import Turns
from bot.database.answers import Answers, KeptAnswer
from bot.database.chats import AnswersTo, ChatSettings
from bot.database.gaps import Gaps
from bot.errors import DatabaseError, QuestionError
from bot.search.contents import reference_to
from bot.texts import texts_in

log = logging.getLogger(__name__)

_NOBODY = "🤷"
"""The reaction that says in a group which wants it quiet that nobody spoke about it."""

_SURENESS: dict[AnswersTo, float] = {"questions": SURE, "sure": VERY_SURE}
"""How sure an answer to a question must be that nobody has asked the bot."""


Reading = Callable[[ChatSettings], Asked | None]
"""What a message asks in a chat with these settings; None where it is not for the bot."""


@dataclass(frozen=True, slots=True)
class _Found:
    """An answer, the message that says it, and the language of that."""

    answer: Answer
    post: Post
    language: str


class Respondent:
    """Where no question may be kept, there are no `gaps`.

    An answer goes out also when the database does not work: then its buttons do nothing.
    """

    def __init__(self, preferences: Preferences, answers: Answers, gaps: Gaps | None) -> None:
        self._preferences = preferences
        self._answers = answers
        self._gaps = gaps
        self.turns = Turns()

    async def answer(self, message: Message, reading: Reading) -> None:
        """Replies to a message, or with a reaction where a refusal is to be quiet.

        A question in reply to an answer is about the same speaker, unless it names one or asks
        who. Raises QuestionError for a question to the bot that is empty or too long.
        """
        async with self.turns.of(message.chat_id):
            settings = await self._preferences.of(message.chat_id)
            found = await self._find(message, reading, settings)
            if found:
                await self._respond(message, found, settings)

    async def answer_edit(self, message: Message, reading: Reading) -> None:
        """Puts the answer to a changed question in the place of the one that it had."""
        async with self.turns.of(message.chat_id):
            kept = await self._answers.given_to(message.chat_id, message.message_id)
            settings = await self._preferences.of(message.chat_id)
            found = await self._find(message, reading, settings) if kept else None
            if not kept or not found:
                return
            if kept.message_id == message.message_id:  # it had a reaction
                await self._respond(message, found, settings, reacted=True)
            elif await edit(message.get_bot(), kept.chat_id, kept.message_id, found.post):
                self._keep(found, message.chat_id, kept.message_id, message.message_id)

    async def answer_of(
        self, shown: Message, question: str, speakers: tuple[str, ...] = ()
    ) -> None:
        """Answers the question of an answer once more in its place, for these speakers or for all.

        `shown` is the message of the answer, in reply to the question.
        """
        asked = shown.reply_to_message
        assert asked is not None  # where the question was read
        async with self.turns.of(shown.chat_id):
            settings = await self._preferences.of(shown.chat_id)
            answerer = self._preferences.answerer(settings)
            answer = answerer.answer(question, settings.passages)
            could_be_all = answer.status == "answered"
            if speakers:
                answer = answerer.answer(question, settings.passages, speakers)
            found = _found(shown, answer, answerer, settings)
            post = found.post
            if speakers and could_be_all:
                post = widened(post, texts_in(found.language))
            await edit(shown.get_bot(), shown.chat_id, shown.message_id, post)
            self._keep(found, shown.chat_id, shown.message_id, asked.message_id)

    async def _find(
        self, message: Message, reading: Reading, settings: ChatSettings
    ) -> _Found | None:
        """The answer to a question; None where nobody asked the bot, and it is not sure."""
        asked = reading(settings)
        if not asked:
            return None
        answerer = self._preferences.answerer(settings)
        with suppress(QuestionError) if asked.unasked else nullcontext():
            meant = await self._meant(message, asked.question, answerer)
            answer = answerer.answer(asked.question, settings.passages, meant)
            needed = _SURENESS.get(settings.answers_to, VERY_SURE)
            if not asked.unasked or answerer.sureness(answer) >= needed:
                return _found(message, answer, answerer, settings, meant)
        return None

    async def _respond(
        self, message: Message, found: _Found, settings: ChatSettings, *, reacted: bool = False
    ) -> None:
        """Replies; `reacted` says that the message has a reaction for an answer so far."""
        refused = found.answer.status == "refused"
        if refused and settings.quiet and not is_private(message.chat):
            if await react(message, _NOBODY):
                self._keep(found, message.chat_id, message.message_id, message.message_id)
                return
        elif reacted:
            await react(message, None)
        sent = await reply(message, found.post)
        if sent:
            self._keep(found, sent.chat_id, sent.message_id, message.message_id)

    async def _meant(self, message: Message, question: str, answerer: Answerer) -> tuple[str, ...]:
        """Whom the answer that a question replies to is about, if it does not say otherwise."""
        answered = message.reply_to_message
        if not answered or not replies_to(message, message.get_bot().bot):
            return ()
        understood = answerer.interpret(question)
        if understood.speakers or understood.choices or understood.wants_speakers:
            return ()
        try:
            kept = await self._answers.shown_in(message.chat_id, answered.message_id)
        except DatabaseError as error:
            log.error("a question is taken by itself, not as one in reply: %s", error)
            return ()
        return kept.speakers if kept else ()

    def _keep(self, found: _Found, chat_id: int, message_id: int, question_id: int) -> None:
        """Keeps what goes on from a message: an answer's passages, or that there were none."""
        answer, now = found.answer, datetime.now(UTC)
        self._answers.keep(
            KeptAnswer(
                chat_id,
                message_id,
                question_id,
                found.language,
                _about(answer),
                tuple(reference_to(hit.passage) for hit in answer.hits),
                now,
            )
        )
        if self._gaps and answer.status == "refused":
            self._gaps.keep(answer.question, answer.language, "refused", now)


def _found(
    message: Message,
    answer: Answer,
    answerer: Answerer,
    settings: ChatSettings,
    meant: tuple[str, ...] = (),
) -> _Found:
    """An answer as the message that says it; `meant` are speakers that its question leaves out."""
    language = settings.language or answer.language
    texts = texts_in(language)
    opening = texts("meant", speakers=names(meant, texts)) if meant else ""
    post = answer_post(answer, answerer.contents, texts, venue_of(message), opening)
    return _Found(answer, widened(post, texts) if meant else post, language)


def _about(answer: Answer) -> tuple[str, ...]:
    """Whom an answer is about: whom it was asked of, or the only one who answers it."""
    said = {quote.passage.speech.speaker for quote in answer.quotes}
    only = tuple(filter(None, said)) if len(said) == 1 else ()
    return answer.speakers or only
