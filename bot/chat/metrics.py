"""What a running bot counts and measures, for Prometheus; nothing in it says who asked."""

import asyncio
import logging
import time
from collections.abc import Callable, Iterable
from contextlib import suppress
from datetime import UTC, datetime
from typing import Literal

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, generate_latest
from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily, Metric
from prometheus_client.registry import Collector

from bot.answering.answer import Answer
from bot.answering.feedback import PassageVotes, by_passage
from bot.answering.live_corpus import LiveCorpus
from bot.answering.phrases import is_question
from bot.chat.bot_api.dispatching import Dispatcher
from bot.chat.logs import Errors
from bot.database.connection import Database
from bot.database.feedback import Tally, Votes
from bot.database.updates import Updates
from bot.errors import DatabaseError
from bot.search.contents import Contents

log = logging.getLogger(__name__)

Outcome = Literal["answered", "refused", "clarify", "objection", "limited", "unavailable"]

_BUCKETS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 120)

_PASSAGES = 100
"""Passages whose votes are shown at most, those with the most."""

_VOTES_SECONDS = 60.0
"""For how long votes are not counted again: figures are asked for far more often."""


def outcome_of(answer: Answer) -> Outcome | None:
    """The outcome of a question; None where nothing was asked that the speeches might answer."""
    return None if answer.status == "refused" and not is_question(answer) else answer.status


class Metrics:
    """The figures of one bot."""

    def __init__(self) -> None:
        self._registry = CollectorRegistry()
        self._questions = Counter(
            "forum_bot_questions", "Questions by outcome", ["outcome"], registry=self._registry
        )
        self._seconds = Histogram(
            "forum_bot_answer_seconds",
            "From the turn of a question to its reply",
            buckets=_BUCKETS,
            registry=self._registry,
        )
        self._inline_queries = Counter(
            "forum_bot_inline_queries",
            "Times that passages were asked for while somebody typed",
            registry=self._registry,
        )
        self._collected: _Collected | None = None
        self._updates: Updates | None = None
        self._waiting = 0

    def question(self, outcome: Outcome | None, seconds: float) -> None:
        """Counts a question that got a reply, or a reaction, after so many seconds."""
        if outcome:
            self._questions.labels(outcome).inc()
            self._seconds.observe(seconds)

    def inline_query(self) -> None:
        """Counts an inline query, one of several for a question."""
        self._inline_queries.inc()

    def watch(
        self,
        library: LiveCorpus,
        updates: Updates,
        dispatcher: Dispatcher,
        database: Database,
        errors: Errors,
    ) -> None:
        """Adds figures that are looked up when they are asked for."""

        def gauge(name: str, meaning: str, read: Callable[[], float]) -> None:
            Gauge(f"forum_bot_{name}", meaning, registry=self._registry).set_function(read)

        def contents() -> Contents:
            return library.answerer.contents

        def age() -> float:
            return (datetime.now(UTC) - library.read_at).total_seconds()

        gauge("index_forums", "Forums that are answered from", lambda: len(contents().forums))
        gauge("index_speeches", "Speeches that are answered from", lambda: len(contents().speeches))
        gauge("index_passages", "Passages that are answered from", lambda: len(contents().passages))
        gauge("index_age_seconds", "Since the corpus was read", age)
        gauge("updates_in_hand", "Updates handled now", lambda: dispatcher.in_hand)
        gauge("updates_waiting", "Updates not yet handled, by all", lambda: self._waiting)
        gauge("inbox_failures", "Updates that could not be stored", lambda: dispatcher.failures)
        gauge("rows_waiting", "Rows waiting for the database", lambda: database.backlog.waiting)
        gauge("rows_lost", "Rows given up since the database failed", lambda: database.backlog.lost)
        self._updates = updates
        self._collected = _Collected(errors, Votes(database), library)
        self._registry.register(self._collected)

    async def text(self) -> bytes:
        """All figures in Prometheus's text format."""
        if self._updates:
            with suppress(DatabaseError):
                self._waiting = await self._updates.count()
        if self._collected:
            await self._collected.count_votes()
        return generate_latest(self._registry)


class _Collected(Collector):
    """Errors by kind, and votes, of a minute ago at most or of when the database last worked."""

    def __init__(self, errors: Errors, votes: Votes, library: LiveCorpus) -> None:
        self._errors = errors
        self._votes = votes
        self._library = library
        self._counted_at = float("-inf")
        self._total: Tally | None = None
        self._passages: list[PassageVotes] = []

    async def count_votes(self) -> None:
        now = time.monotonic()
        if now - self._counted_at < _VOTES_SECONDS:
            return
        self._counted_at = now
        try:
            total, tallies = await self._votes.total(), await self._votes.most_voted(_PASSAGES)
        except DatabaseError as error:
            log.error("votes cannot be counted: %s", error)
            return
        contents = self._library.answerer.contents
        self._passages = await asyncio.to_thread(by_passage, tallies, contents)
        self._total = total

    def collect(self) -> Iterable[Metric]:
        errors = CounterMetricFamily("forum_bot_errors", "Logged errors by kind", labels=["kind"])
        for kind, count in self._errors.kinds.items():
            errors.add_metric([kind], count)
        yield errors
        if self._total is None:
            return
        total = GaugeMetricFamily("forum_bot_votes", "Votes on kept answers", labels=["helped"])
        total.add_metric(["yes"], self._total.helped)
        total.add_metric(["no"], self._total.unhelpful)
        yield total
        passages = GaugeMetricFamily(
            "forum_bot_passage_votes",
            "Votes on kept answers by their first passage, of the most voted ones",
            labels=["speech", "passage", "helped"],
        )
        for votes in self._passages:
            place = [votes.speech_id, f"{votes.passage or ''}"]
            passages.add_metric([*place, "yes"], votes.helped)
            passages.add_metric([*place, "no"], votes.unhelpful)
        yield passages
