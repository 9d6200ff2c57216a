"""What a running bot counts and measures, as Prometheus reads it; nothing that tells who asked."""

from collections.abc import Iterable
from datetime import UTC, datetime
from functools import partial
from typing import Literal

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, generate_latest
from prometheus_client.core import CounterMetricFamily, Metric
from prometheus_client.registry import Collector

from bot.answering.library import Library
from bot.chat.logs import Errors
from bot.chat.pace import Pace
from bot.database.connection import Database
from bot.database.inbox import Inbox

Outcome = Literal["answered", "refused", "clarify", "objection", "limited"]

_SECONDS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 120)


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

    def question(self, outcome: Outcome, seconds: float) -> None:
        """A question that got a reply, or a reaction, after so many seconds."""
        self._questions.labels(outcome).inc()
        self._seconds.observe(seconds)

    def inline_query(self) -> None:
        """What somebody has typed so far, one of several times for a question."""
        self._inline_queries.inc()

    def watch(
        self, library: Library, pace: Pace, inbox: Inbox, database: Database, errors: Errors
    ) -> None:
        """Figures that are looked up when they are asked for."""
        self._registry.register(_ErrorsByKind(errors))
        for kind in ("forums", "speeches", "passages"):
            gauge = self._gauge(f"index_{kind}", f"The {kind} that are answered from")
            gauge.set_function(partial(_count, library, kind))
        age = self._gauge("index_age_seconds", "Since the corpus was read")
        age.set_function(lambda: (datetime.now(UTC) - library.read_at).total_seconds())
        queue = self._gauge("updates_in_hand", "Updates that are handled or wait for it")
        queue.set_function(lambda: pace.in_hand)
        unkept = self._gauge("inbox_failures", "Times that an update could not be written down")
        unkept.set_function(lambda: inbox.failures)
        waiting = self._gauge("rows_waiting", "Rows that are still to be written to the database")
        waiting.set_function(lambda: database.waiting)
        lost = self._gauge("rows_lost", "Rows that were given up since the database failed")
        lost.set_function(lambda: database.lost)

    def text(self) -> bytes:
        """All figures in Prometheus's text format."""
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


def _count(library: Library, kind: str) -> float:
    return len(getattr(library.answerer.contents, kind))
