"""What a question means that replies to an answer: the same speaker, the others, or more of it."""

import logging
from dataclasses import dataclass

from telegram import Message

from bot.answering.answer import Answer
from bot.answering.further import beginning_with, further, speaker_meant
from bot.answering.question import Question
from bot.chat.addressing import replies_to
from bot.chat.threads import ThreadedAnswerer
from bot.database.answers import Answers, KeptAnswer, Narrowing
from bot.database.chats import ChatSettings
from bot.errors import DatabaseError
from bot.search.contents import passage_at, reference_to

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class FollowUp:
    """An answer that may go on from another one.

    `narrowing` tells how, if it does. `left` are references to the passages that the other one has
    left, if it is continued.
    """

    answer: Answer
    narrowing: Narrowing = ""
    left: tuple[str, ...] = ()


class FollowUps:
    """Answers questions as what they reply to makes them meant."""

    def __init__(self, answers: Answers) -> None:
        self._answers = answers

    async def answer(
        self, message: Message, question: str, answerer: ThreadedAnswerer, settings: ChatSettings
    ) -> FollowUp:
        """Raises QuestionError as the answerer does."""
        kept = await self._kept(message)
        if not kept:
            return FollowUp(await answerer.answer(question, settings.passages))
        understood = await answerer.interpret(question)
        if understood.frame in ("others", "more"):
            return await self._continued(understood, kept, answerer, settings.passages)
        found = (passage_at(answerer.contents, reference) for reference in kept.passages[:1])
        passages = [passage for passage in found if passage]
        speakers = speaker_meant(understood, passages)
        if speakers:
            answer = await answerer.answer(question, settings.passages, speakers)
            return FollowUp(beginning_with(answer, passages[0].speech.id))
        meant = () if _stands_alone(understood) else kept.speakers
        answer = await answerer.answer(question, settings.passages, meant)
        return FollowUp(answer, "meant" if meant else "")

    async def _continued(
        self, understood: Question, kept: KeptAnswer, answerer: ThreadedAnswerer, size: int
    ) -> FollowUp:
        beside = kept.others if understood.frame == "others" else ()
        kept_passages = (*kept.passages, *beside)
        found = (passage_at(answerer.contents, reference) for reference in kept_passages)
        passages = [passage for passage in found if passage]
        left = further(understood.frame, passages, size, answerer.contents)
        references = tuple(map(reference_to, left))
        quotes = await answerer.quotes(references[:size], None)
        answer = Answer(
            understood.text,
            understood.language,
            "answered",
            quotes=tuple(quotes),
            frame=understood.frame,
        )
        return FollowUp(answer, "further", references)

    async def _kept(self, message: Message) -> KeptAnswer | None:
        """The answer that a message replies to, if it does and there are passages to go on from."""
        answered = message.reply_to_message
        if not answered or not replies_to(message, message.get_bot().bot):
            return None
        try:
            return await self._answers.shown_in(message.chat_id, answered.message_id)
        except DatabaseError as error:
            log.error("a question is taken by itself, not as one in reply: %s", error)
            return None


def _stands_alone(question: Question) -> bool:
    """Whether a question says itself whom it is about, or is about nobody."""
    names = question.speakers or question.choices or question.excluded or question.wants_speakers
    framed = question.frame in ("facts", "help", "settings", "nothing")
    return bool(names) or question.scope is not None or framed
