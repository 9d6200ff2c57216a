"""Answers questions as each chat wants it, and keeps what buttons and replies need."""

import asyncio
import logging
from collections.abc import Callable, Sequence
from contextlib import suppress
from contextvars import Context
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from time import monotonic, perf_counter

from telegram import Message, User
from telegram.error import TelegramError

from bot.answering.answer import Answer
from bot.answering.confidence import SURE, VERY_SURE
from bot.answering.follow_up import Previous, passages_of
from bot.answering.framing.frame import Kind as FrameKind
from bot.answering.phrases import is_refusal, is_scoped, objection, shown_quotes
from bot.chat.addressing import Asked, replies_to
from bot.chat.bot_api.delivery import edit, react, reply
from bot.chat.limits import Limits, Verdict
from bot.chat.messages.answer import answer_post
from bot.chat.messages.post import Post, is_private, plain, venue_of
from bot.chat.messages.speech import first_page
from bot.chat.metrics import Metrics, Outcome, outcome_of
from bot.chat.preferences import Preferences, language_for, texts_for
from bot.chat.threads import ThreadedAnswerer
from bot.corpus.speech import Passage
from bot.database.answers import Answers, KeptAnswer, Narrowing
from bot.database.chats import AnswersTo, ChatSettings
from bot.database.feedback import Gaps
from bot.errors import DatabaseError, QuestionError, SearchError
from bot.search.contents import Contents, reference_to
from bot.texts import texts_in

log = logging.getLogger(__name__)

_NOBODY = "🤷"
"""The reaction for "I found nothing" in groups that want no message for it."""

_AGAIN_SECONDS = 10.0
_LONGEST_OUTAGE_SECONDS = 600.0
"""Between the times that a question is looked up again that could not be, and for how long."""

_CONFIDENCE: dict[AnswersTo, float] = {"questions": SURE, "sure": VERY_SURE}
"""The least confidence for an answer to a question that was not put to the bot."""


Reader = Callable[[ChatSettings], Asked | None]
"""What a message asks in a chat with these settings; None where it is not for the bot."""


@dataclass(frozen=True, slots=True)
class _Found:
    """The reply to a question: an answer, or an objection to the question.

    `asked` is the message that holds the question; `limited` says that it exceeded a limit, and
    `unavailable` that it could not be looked up. `passages` and `others` are references for buttons
    and follow-up questions.
    """

    answer: Answer | None
    post: Post
    language: str
    asked: Message
    narrowing: Narrowing = ""
    passages: tuple[str, ...] = ()
    others: tuple[str, ...] = ()
    limited: bool = False
    unavailable: bool = False

    @property
    def outcome(self) -> Outcome | None:
        if self.unavailable:
            return "unavailable"
        if self.answer is None:
            return "limited" if self.limited else "objection"
        return outcome_of(self.answer)

    @property
    def is_refusal(self) -> bool:
        return self.answer is not None and is_refusal(self.answer)

    @property
    def elsewhere(self) -> FrameKind | None:
        """Help or the settings, where the message asks for these and not for an answer."""
        frame = self.answer.frame if self.answer else None
        return frame if frame in ("help", "settings") else None


@dataclass
class AnswerService:
    """Replies to messages, edits and presses; `gaps` is None where questions are not kept.

    Answers are sent even if the database fails, but their buttons do nothing then. A question that
    cannot be looked up is looked up again for some minutes.
    """

    preferences: Preferences
    answers: Answers
    gaps: Gaps | None
    limits: Limits
    metrics: Metrics

    def __post_init__(self) -> None:
        self._put_off: set[asyncio.Task[None]] = set()

    def close(self) -> None:
        """Gives up what could not be looked up."""
        for task in self._put_off:
            task.cancel()

    async def answer(self, message: Message, reader: Reader) -> FrameKind | None:
        """Replies to a message, with a reaction if refusals are to be quiet.

        Returns "help" or "settings" where the message asks for these, else None.
        """
        started = perf_counter()
        settings = await self.preferences.of(message.chat_id)
        found = await self._find(message, reader, settings)
        if found and not found.elsewhere:
            await self._respond(message, found, settings)
            self.metrics.question(found.outcome, perf_counter() - started)
            if found.unavailable:
                self._ask_again_later(message, reader)
        return found.elsewhere if found else None

    async def answer_edit(self, message: Message, reader: Reader) -> FrameKind | None:
        """Replaces the answer of an edited question, or answers it now; returns as `answer`."""
        kept = await self.answers.given_to(message.chat_id, message.message_id)
        settings = await self.preferences.of(message.chat_id)
        found = await self._find(message, reader, settings)
        if found and found.unavailable:
            self._ask_again_later(message, reader)
        if not found or not found.answer or found.elsewhere:  # an objection replaces no answer
            return found.elsewhere if found else None
        await self._replace(message, kept, found, settings)
        return None

    async def _replace(
        self, message: Message, kept: KeptAnswer | None, found: _Found, settings: ChatSettings
    ) -> None:
        """Shows something else in the message that answers one, or in a new one."""
        if not kept or kept.message_id == message.message_id:  # it had a reaction
            await self._respond(message, found, settings, reacted=kept is not None)
        elif await edit(message.get_bot(), kept.chat_id, kept.message_id, found.post):
            self._keep(found, message.chat_id, kept.message_id, message.message_id)
            self._keep_gap(found)

    def _ask_again_later(self, message: Message, reader: Reader) -> None:
        """Looks a question up again, beside all else, as its update is done with."""
        asking = self._ask_again(message, reader)
        task = asyncio.create_task(asking, context=Context())
        self._put_off.add(task)
        task.add_done_callback(self._put_off.discard)

    async def _ask_again(self, message: Message, reader: Reader) -> None:
        since = monotonic()
        try:
            while True:
                await asyncio.sleep(_AGAIN_SECONDS)
                settings = await self.preferences.of(message.chat_id)
                found = await self._find(message, reader, settings, is_new=False)
                if found and found.unavailable and monotonic() - since < _LONGEST_OUTAGE_SECONDS:
                    continue
                if found and found.unavailable:
                    found = replace(found, post=_words("search-stays-down", message, settings))
                if found and not found.elsewhere:
                    kept = await self.answers.given_to(message.chat_id, message.message_id)
                    await self._replace(message, kept, found, settings)
                return
        except (DatabaseError, TelegramError) as error:
            log.error("a question that was put off is not answered: %s", error)

    async def answer_of(
        self,
        shown: Message,
        text: str,
        speakers: tuple[str, ...] = (),
        *,
        scoped: bool = True,
    ) -> None:
        """Edits an answer into one of these speakers, or of all; from all forums if not `scoped`.

        `shown` is the message of the answer, and replies to the message with the question `text`.
        """
        asked = shown.reply_to_message
        assert asked is not None  # where the question was read
        settings = await self.preferences.of(shown.chat_id)
        answerer = self.preferences.answerer(settings)
        question = await answerer.interpret(text)
        narrowing: Narrowing = ""
        if speakers:
            kept = await self._kept(shown.chat_id, shown.message_id)
            narrowing = "chosen" if kept and kept.passages else ""  # not of those who may be meant
            question = question.asked_of(speakers)
        if not scoped:
            question = question.asked_everywhere()
        answer = await answerer.reply(question, settings.passages)
        if speakers and answer.beyond:  # chosen where the answer was from all forums
            answer = await answerer.reply(question.asked_everywhere(), settings.passages)
        language = await self._language(answer, shown.chat_id, asked.from_user, settings)
        found = _found(asked, answer, answerer.contents, language, narrowing)
        if await edit(shown.get_bot(), shown.chat_id, shown.message_id, found.post):
            self._keep(found, shown.chat_id, shown.message_id, asked.message_id)

    async def _find(
        self, message: Message, reader: Reader, settings: ChatSettings, *, is_new: bool = True
    ) -> _Found | None:
        """The reply to a message; None for one that needs none.

        That is a message not meant for the bot unless it is confident, and small talk in a group.
        One that is not new counts for no limit.
        """
        read = reader(settings)
        if not read:
            return None
        user = message.from_user
        verdict: Verdict = "admitted"
        if is_new:
            verdict = await self.limits.verdict(message.chat_id, user.id if user else None)
        if verdict != "admitted":
            replies = verdict == "refused" and not read.unasked
            return _too_many(message, settings) if replies else None
        answerer = self.preferences.answerer(settings)
        previous = await self._previous(message)
        try:
            found = await answerer.follow_up(read.question, previous, settings.passages)
            answer = found.answer
            if read.unasked:
                confidence = await answerer.unprompted_confidence(found.question, answer)
                if confidence < _CONFIDENCE.get(settings.answers_to, SURE):
                    return None
        except QuestionError as error:
            return None if read.unasked else _objection(message, error, answerer, settings)
        except SearchError as error:
            log.error("a question cannot be looked up: %s", error)
            return None if read.unasked else _unavailable(message, settings)
        if answer.frame == "nothing" and not is_private(message.chat):
            return None
        # A press of a choice brings along the message that was replied to: it must be the question.
        has_choices = answer.choices or answer.scope
        asked = read.holder if read.holder and has_choices else message
        language = await self._language(answer, message.chat_id, user, settings)
        contents, left = answerer.contents, found.left
        return _found(asked, answer, contents, language, found.narrowing, left)

    async def _previous(self, message: Message) -> Previous | None:
        """The answer that a message replies to; None where it replies to none that is kept."""
        answered = message.reply_to_message
        if not answered or not replies_to(message, message.get_bot().bot):
            return None
        kept = await self._kept(message.chat_id, answered.message_id)
        return Previous(kept.passages, kept.others, kept.speakers) if kept else None

    async def _kept(self, chat_id: int, message_id: int) -> KeptAnswer | None:
        """The answer in a message; None also while the database does not work."""
        try:
            return await self.answers.shown_in(chat_id, message_id)
        except DatabaseError as error:
            log.error("a question is answered as if it followed no answer: %s", error)
            return None

    async def _language(
        self, answer: Answer, chat_id: int, user: User | None, settings: ChatSettings
    ) -> str:
        """The language to answer in; "2035" and "ok" get that of the chat's last answer."""
        asked_in = answer.language if answer.frame != "nothing" else None
        if not settings.language and not asked_in:
            with suppress(DatabaseError):
                asked_in = await self.answers.last_language(chat_id)
        return language_for(settings, user, asked_in)

    async def _respond(
        self, message: Message, found: _Found, settings: ChatSettings, *, reacted: bool = False
    ) -> None:
        """Replies, or reacts; a message that was `reacted` to before loses its reaction."""
        place = (message.chat_id, message.message_id)
        if found.is_refusal and settings.quiet and not is_private(message.chat):
            if await react(message, _NOBODY):
                self._keep(found, *place, message.message_id)
                self._keep_gap(found)
                return
        elif reacted:
            await react(message, None)
        sent = await reply(found.asked, found.post)
        if sent:
            self._keep(found, sent.chat_id, sent.message_id, message.message_id)
            self._keep_gap(found)

    def _keep(self, found: _Found, chat_id: int, message_id: int, question_id: int) -> None:
        """Stores the passages of an answer, or that it has none, for buttons and replies."""
        answer = found.answer
        self.answers.keep(
            KeptAnswer(
                chat_id,
                message_id,
                question_id,
                found.language,
                _about(answer) if answer else (),
                found.passages,
                datetime.now(UTC),
                found.narrowing,
                found.others,
            )
        )

    def _keep_gap(self, found: _Found) -> None:
        if self.gaps and found.answer and found.is_refusal:
            self.gaps.keep(found.answer.question, datetime.now(UTC))


def _found(
    asked: Message,
    answer: Answer,
    contents: Contents,
    language: str,
    narrowing: Narrowing,
    left: Sequence[Passage] = (),
) -> _Found:
    """The reply with an answer; `left` are the passages of one that continues another."""
    narrowing = narrowing or ("scoped" if is_scoped(answer) else "")
    passages = tuple(map(reference_to, left or _continuing(answer, contents)))
    post = answer_post(
        answer, contents, texts_in(language), venue_of(asked), narrowing, len(passages)
    )
    others = tuple(reference_to(hit.passage) for hit in answer.others)
    return _Found(answer, post, language, asked, narrowing, passages, others)


def _continuing(answer: Answer, contents: Contents) -> Sequence[Passage]:
    """The passages that a question may follow; of a whole speech, the last one that is shown."""
    if answer.frame == "speech" and answer.quotes:
        return first_page(contents.passages_of(answer.quotes[0].passage.speech.id))[-1:]
    return passages_of(answer)


def _objection(
    asked: Message, error: QuestionError, answerer: ThreadedAnswerer, settings: ChatSettings
) -> _Found:
    """Says why a question cannot be answered, in the language of its author."""
    language = language_for(settings, asked.from_user)
    text = objection(error, answerer.contents, texts_in(language))
    return _Found(None, Post(plain(text)), language, asked)


def _unavailable(asked: Message, settings: ChatSettings) -> _Found:
    """Says that nothing can be looked up now: it is not known whether anybody said something."""
    language = language_for(settings, asked.from_user)
    post = _words("search-down", asked, settings)
    return _Found(None, post, language, asked, unavailable=True)


def _words(key: str, asked: Message, settings: ChatSettings) -> Post:
    """A message in the language of who asked."""
    return Post(plain(texts_for(settings, asked.from_user)(key)))


def _too_many(asked: Message, settings: ChatSettings) -> _Found:
    """Says that the author asked too many questions in a short time."""
    language = language_for(settings, asked.from_user)
    post = _words("too-many-questions", asked, settings)
    return _Found(None, post, language, asked, limited=True)


def _about(answer: Answer) -> tuple[str, ...]:
    """The speakers an answer is about: those the question names, or the only one quoted."""
    said = {quote.passage.speech.speaker for quote in shown_quotes(answer)}
    only = tuple(filter(None, said)) if len(said) == 1 else ()
    return answer.speakers or only
