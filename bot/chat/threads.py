"""Runs answering in threads, so that nothing else on the event loop waits for it."""

import asyncio
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import ParamSpec, TypeVar

from bot.answering.answer import Answer, Quote
from bot.answering.answerer import Answerer
from bot.answering.follow_up import FollowUp, Previous, follow_up
from bot.answering.question import Question
from bot.errors import QuestionError
from bot.search.contents import Contents

Parameters = ParamSpec("Parameters")
Result = TypeVar("Result")

_SHORT = 256
"""Characters of a text at most that takes no time; longer ones wait only for each other."""

_PATIENCE_SECONDS = 10.0


class Threads:
    """Threads for short texts and one for long ones; nobody waits longer than `patience`.

    There is one unless they wait for others: they take turns with the event loop, and none may wait
    for many.
    """

    def __init__(self, short: int = 1, patience: float = _PATIENCE_SECONDS) -> None:
        self._short = ThreadPoolExecutor(short, "short")
        self._long = ThreadPoolExecutor(1, "long")
        self._patience = patience

    async def run(
        self,
        size: int,
        work: Callable[Parameters, Result],
        *args: Parameters.args,
        **options: Parameters.kwargs,
    ) -> Result:
        """Returns the result of some work on a text of so many characters.

        Raises QuestionError where it takes too long, as well as what the work raises.
        """
        thread = self._short if size <= _SHORT else self._long
        future = asyncio.wrap_future(thread.submit(work, *args, **options))
        try:
            return await asyncio.wait_for(future, self._patience)
        except TimeoutError:
            fault = f"the question took longer than {self._patience:g} seconds; ask in fewer words"
            raise QuestionError(fault, "question-slow") from None

    def close(self) -> None:
        """Drops work that has not begun."""
        for thread in (self._short, self._long):
            thread.shutdown(wait=False, cancel_futures=True)


class ThreadedAnswerer:
    """An `Answerer` for the event loop; raises as `Threads.run` does."""

    def __init__(self, answerer: Answerer, threads: Threads) -> None:
        self._answerer = answerer
        self._run = threads.run

    @property
    def contents(self) -> Contents:
        return self._answerer.contents

    async def interpret(self, text: str) -> Question:
        return await self._run(len(text), self._answerer.interpret, text)

    async def answer(self, text: str) -> Answer:
        return await self._run(len(text), self._answerer.answer, text)

    async def reply(self, question: Question, passages: int) -> Answer:
        """The answer, with what others say."""
        reply = self._answerer.reply
        return await self._run(len(question.text), reply, question, passages, others=True)

    async def follow_up(self, text: str, previous: Previous | None, passages: int) -> FollowUp:
        return await self._run(len(text), follow_up, self._answerer, text, previous, passages)

    async def unprompted_confidence(self, question: Question, answer: Answer) -> float:
        confidence = self._answerer.unprompted_confidence
        return await self._run(len(question.text), confidence, question, answer)

    async def suggest(self, text: str) -> Answer:
        return await self._run(len(text), self._answerer.suggest, text)

    async def quotes(self, references: Sequence[str], text: str | None) -> list[Quote]:
        return await self._run(len(text or ""), self._answerer.quotes, references, text)

    async def topics(self, speech_id: str, most: int) -> list[str]:
        return await self._run(0, self._answerer.topics, speech_id, most)
