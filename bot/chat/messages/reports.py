"""What is told about the bot itself: what it holds, how it is, and how a refresh went."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot import __version__
from bot.answering.feedback import GapGroup, PassageVotes
from bot.answering.phrases import headline
from bot.chat.messages.post import Markup, bold, clipped, joined, plain
from bot.corpus.speech import Forum, Speech
from bot.database.feedback import Tally
from bot.errors import Problem, in_one_line
from bot.search.contents import Contents
from bot.search.saved import UNCHANGED, Changes
from bot.texts import Texts

_MOST = 15
"""Forums, speeches, questions or problems that a message lists."""

_LINE = 200
"""UTF-16 units of a line at most; so many lines always fit."""


@dataclass(frozen=True, slots=True)
class RefreshReport:
    """How a refresh went; `contents` are what is answered from after it.

    Where it failed there are `problems`, or a `reason` why the corpus could not be read at all.
    `mended` says that the refresh before it failed.
    """

    contents: Contents
    changes: Changes = UNCHANGED
    problems: Sequence[Problem] = ()
    reason: str = ""
    mended: bool = False

    @property
    def failed(self) -> bool:
        return bool(self.problems or self.reason)

    @property
    def is_news(self) -> bool:
        """Whether somebody wants to know who has not asked."""
        return bool(self.failed or self.mended or self.changes)


def report_text(report: RefreshReport, texts: Texts) -> Markup:
    if report.reason:
        return plain(texts("refresh-impossible", reason=clipped(report.reason, _LINE)))
    if report.problems:
        return _sections([texts("refresh-failed")], _problems(report.problems, texts))
    contents = report.contents
    values = {"speeches": len(contents.speeches), "passages": len(contents.passages)}
    head = texts("mended" if report.mended else "refreshed", **values)
    if not report.changes:
        return _sections([head, texts("unchanged")])
    return _sections([head], *_changes(report.changes, texts))


def _problems(problems: Sequence[Problem], texts: Texts) -> list[str]:
    lines = [_problem(problem, texts) for problem in problems[:_MOST]]
    if len(problems) > _MOST:
        lines.append(texts("problems-more", count=len(problems) - _MOST))
    return lines


def _problem(problem: Problem, texts: Texts) -> str:
    """Where a problem is and what it is; in English where its kind has no sentence."""
    told = texts("problem", kind=problem.kind, about=problem.about, message=problem.message)
    path = str(problem.path)
    return in_one_line(texts("problem-at", path=path, line=problem.line, problem=told))


def _changes(changes: Changes, texts: Texts) -> list[list[str]]:
    """What was added, changed and removed, each with a heading; they share the room."""
    parts = {"added": changes.added, "changed": changes.changed, "removed": changes.removed}
    room = _MOST // sum(map(bool, parts.values()))
    return [
        [texts(key, count=len(speeches)), *_listed(speeches, room, texts)]
        for key, speeches in parts.items()
        if speeches
    ]


def _listed(speeches: Sequence[Speech], room: int, texts: Texts) -> list[str]:
    lines = [texts("bullet") + _line(speech, texts) for speech in speeches[:room]]
    if len(speeches) > room:
        lines.append(texts("speeches-more", count=len(speeches) - room))
    return lines


def _line(speech: Speech, texts: Texts) -> str:
    title = texts("speech", title=speech.title)
    return f"{headline(speech, texts)} {title}" if speech.speaker else title


def _sections(*sections: Sequence[str]) -> Markup:
    """Lines, with an empty one between two sections."""
    return joined(
        (joined(plain(clipped(line, _LINE)) for line in section) for section in sections),
        "\n\n",
    )


VOTED_DOWN = 3
"""Passages whose answers did not help that a message lists."""


@dataclass(frozen=True, slots=True)
class Health:
    """How a running bot is: since when, when it read its corpus, and what went wrong.

    `stale` says that the corpus could not be read since then.
    """

    started_at: datetime
    read_at: datetime
    stale: bool
    errors: int
    last_errors: Sequence[str]


@dataclass(frozen=True, slots=True)
class Feedback:
    """The votes on all answers, and the passages whose answers helped least."""

    total: Tally
    voted_down: Sequence[PassageVotes]


def about_text(contents: Contents, read_at: datetime, contact: str | None, texts: Texts) -> Markup:
    """What the answers come from, as of when, and where to report mistakes."""
    entries = [_forum(forum, texts) for forum in contents.forums[:_MOST]]
    rest = len(contents.forums) - len(entries)
    if rest:
        entries.append(plain(texts("forums-more", count=rest)))
    reporting = texts("report-to", contact=contact) if contact else texts("report-here")
    return joined(
        [
            plain(texts("about", version=__version__)),
            joined([plain(texts("as-of", moment=moment(read_at))), *entries]),
            plain(reporting),
        ],
        "\n\n",
    )


def status_text(
    contents: Contents, health: Health, feedback: Feedback | None, texts: Texts, now: datetime
) -> Markup:
    """For those who look after the bot; without feedback where it cannot be read."""
    holds = texts(
        "status-corpus",
        forums=len(contents.forums),
        speeches=len(contents.speeches),
        passages=len(contents.passages),
    )
    read = moment(health.read_at)
    lines = [
        bold(f"forum-bot {__version__}"),
        plain(texts("status-uptime", time=_span(now - health.started_at, texts))),
        plain(holds),
        plain(texts("status-stale" if health.stale else "status-read", moment=read)),
        *(_feedback(feedback, texts) if feedback else ()),
        plain(texts("status-errors", count=health.errors)),
    ]
    return joined([*lines, *(plain(clipped(line, _LINE)) for line in health.last_errors)])


def gaps_text(
    gaps: Sequence[GapGroup] | None, voted_down: Sequence[PassageVotes], texts: Texts
) -> Markup:
    """The questions asked most often that found nothing, or nothing that helped.

    Below them are the passages whose answers helped least. None for gaps says that no question is
    kept.
    """
    if gaps:
        lines = (
            f"{gap.times} × {clipped(_in_a_line(gap.question), _LINE)}" for gap in gaps[:_MOST]
        )
        parts = [plain(texts("gaps", count=len(gaps))), joined(map(plain, lines))]
    else:
        parts = [plain(texts("gaps-not-kept" if gaps is None else "gaps-none"))]
    if voted_down:
        parts.append(joined([plain(texts("gaps-passages")), *_lines_of(voted_down)]))
    return joined(parts, "\n\n")


def moment(at: datetime) -> str:
    return f"{at:%Y-%m-%d %H:%M} UTC"


def _feedback(feedback: Feedback, texts: Texts) -> list[Markup]:
    helped, unhelpful = feedback.total.helped, feedback.total.unhelpful
    votes = plain(texts("status-votes", helped=helped, unhelpful=unhelpful))
    return [votes, *_lines_of(feedback.voted_down)]


def _lines_of(voted_down: Sequence[PassageVotes]) -> list[Markup]:
    return [plain(clipped(str(votes), _LINE)) for votes in voted_down[:VOTED_DOWN]]


def _in_a_line(text: str) -> str:
    return " ".join(text.split())


def _forum(forum: Forum, texts: Texts) -> Markup:
    parts = (forum.title, forum.date, texts("speeches", count=forum.speeches))
    line = texts("bullet") + texts("source-separator").join(filter(None, parts))
    return plain(clipped(line, _LINE))


def _span(span: timedelta, texts: Texts) -> str:
    hours, seconds = divmod(int(span.total_seconds()), 3600)
    return texts("span", days=hours // 24, hours=hours % 24, minutes=seconds // 60)
