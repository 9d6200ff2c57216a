"""What a running bot counts and measures, as Prometheus reads it; nothing that tells who asked."""

import asyncio
import logging
import time
from collections.abc import Iterable
from datetime import UTC, datetime
from functools import partial
from typing import Literal

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, generate_latest
from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily, Metric
from prometheus_client.registry import Collector

from bot.answering.answer import Answer
from bot.answering.feedback import PassageVotes, by_passage
from bot.answering.live_corpus import LiveCorpus
from bot.answering.phrases import is_question
from bot.chat.bot_api.concurrency import ConcurrencyLimit
from bot.chat.logs import Errors
from bot.database.connection import Database
from bot.database.feedback import Tally, Votes
from bot.database.inbox import Inbox
from bot.errors import DatabaseError

log = logging.getLogger(__name__)

Outcome = Literal["answered", "refused", "clarify", "objection", "limited"]

_SECONDS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 120)

_PASSAGES = 100
"""Passages whose votes are told at most, those with the most."""

_VOTES_SECONDS = 60.0
"""For how long votes are not counted again: figures are asked for far more often."""


def outcome_of(answer: Answer) -> Outcome | None:
    """What became of a question; None where nothing was asked that the speeches might tell."""
    return None if answer.status == "refused" and not is_question(answer) else answer.status


class Metrics:
    """The figures of one bot."""

    def __init__(self) -> None:
        self._registry = registry = CollectorRegistry()
        self._questions = Counter(
            "forum_bot_questions",
            "Questions by what became of them",
            ["outcome"],
            registry=registry,
        )
        self._seconds = Histogram(
            "forum_bot_answer_seconds",
            "From the turn of a question to its reply",
            buckets=_SECONDS,
            registry=registry,
        )
        self._inline_queries = Counter(
            "forum_bot_inline_queries",
            "Times that passages were asked for while somebody typed",
            registry=registry,
        )
        self._votes: _CountedVotes | None = None

    def question(self, outcome: Outcome | None, seconds: float) -> None:
        """A question that got a reply, or a reaction, after so many seconds; if it was one."""
        if outcome is None:
            return
        self._questions.labels(outcome).inc()
        self._seconds.observe(seconds)

    def inline_query(self) -> None:
        """What somebody has typed so far, one of several times for a question."""
        self._inline_queries.inc()

    def watch(
        self,
        library: LiveCorpus,
        concurrency: ConcurrencyLimit,
        inbox: Inbox,
        database: Database,
        errors: Errors,
    ) -> None:
        """Figures that are looked up when they are asked for."""
        self._votes = _CountedVotes(Votes(database), library)
        self._registry.register(self._votes)
        self._registry.register(_ErrorsByKind(errors))
        for kind in ("forums", "speeches", "passages"):
            gauge = self._gauge(f"index_{kind}", f"The {kind} that are answered from")
            gauge.set_function(partial(_count, library, kind))
        age = self._gauge("index_age_seconds", "Since the corpus was read")
        age.set_function(lambda: (datetime.now(UTC) - library.read_at).total_seconds())
        queue = self._gauge("updates_in_hand", "Updates that are handled or wait for it")
        queue.set_function(lambda: concurrency.in_hand)
        unkept = self._gauge("inbox_failures", "Times that an update could not be written down")
        unkept.set_function(lambda: inbox.failures)
        waiting = self._gauge("rows_waiting", "Rows that are still to be written to the database")
        waiting.set_function(lambda: database.backlog.waiting)
        lost = self._gauge("rows_lost", "Rows that were given up since the database failed")
        lost.set_function(lambda: database.backlog.lost)

    async def text(self) -> bytes:
        """All figures in Prometheus's text format."""
        if self._votes:
            await self._votes.count()
        return generate_latest(self._registry)

    def _gauge(self, name: str, meaning: str) -> Gauge:
        return Gauge(f"forum_bot_{name}", meaning, registry=self._registry)


class _ErrorsByKind(Collector):
    def __init__(self, errors: Errors) -> None:
        self._errors = errors

    def collect(self) -> Iterable[Metric]:
        family = CounterMetricFamily("forum_bot_errors", "Logged errors by kind", labels=["kind"])
        for kind, count in self._errors.kinds.items():
            family.add_metric([kind], count)
        yield family


class _CountedVotes(Collector):
    """The votes as they were a minute ago at most, or when the database last worked."""

    def __init__(self, votes: Votes, library: LiveCorpus) -> None:
        self._votes = votes
        self._library = library
        self._counted_at = float("-inf")
        self._total: Tally | None = None
        self._passages: list[PassageVotes] = []

    async def count(self) -> None:
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
        if self._total is None:
            return ()
        total = GaugeMetricFamily("forum_bot_votes", "Votes on kept answers", labels=["helped"])
        passages = GaugeMetricFamily(
            "forum_bot_passage_votes",
            "Votes on kept answers by the passage with which they began, of the most voted ones",
            labels=["speech", "passage", "helped"],
        )
        for helped, count in (("yes", self._total.helped), ("no", self._total.unhelpful)):
            total.add_metric([helped], count)
        for votes in self._passages:
            place = [votes.speech_id, f"{votes.passage or ''}"]
            passages.add_metric([*place, "yes"], votes.helped)
            passages.add_metric([*place, "no"], votes.unhelpful)
        return (total, passages)


def _count(library: LiveCorpus, kind: str) -> float:
    return len(getattr(library.answerer.contents, kind))
