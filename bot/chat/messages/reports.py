"""Messages about the bot itself: what it holds, how it is, and how a refresh went."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TypeVar

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

Item = TypeVar("Item")

_MOST = 15
"""Forums, speeches, questions or problems that a message lists."""

_LINE = 200
"""UTF-16 units of a line at most; so many lines always fit."""

VOTED_DOWN = 3
"""Passages whose answers did not help that a message lists."""


@dataclass(frozen=True, slots=True)
class RefreshReport:
    """How a refresh went; `contents` are those after it.

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
        """Whether to report it to those who have not asked."""
        return bool(self.failed or self.mended or self.changes)


def report_text(report: RefreshReport, texts: Texts) -> Markup:
    if report.reason:
        return plain(texts("refresh-impossible", reason=clipped(report.reason, _LINE)))
    if report.problems:
        problems = _listed(report.problems, _problem, _MOST, "problems-more", texts)
        return joined([_lines([texts("refresh-failed")]), _lines(problems)], "\n\n")
    contents, changes = report.contents, report.changes
    values = {"speeches": len(contents.speeches), "passages": len(contents.passages)}
    head = [texts("mended" if report.mended else "refreshed", **values)]
    if not changes:
        return _lines([*head, texts("unchanged")])
    parts = {"added": changes.added, "changed": changes.changed, "removed": changes.removed}
    most = _MOST // sum(map(bool, parts.values()))
    sections = [
        [texts(key, count=len(speeches)), *_listed(speeches, _speech, most, "speeches-more", texts)]
        for key, speeches in parts.items()
        if speeches
    ]
    return joined(map(_lines, [head, *sections]), "\n\n")


def _problem(problem: Problem, texts: Texts) -> str:
    """Where a problem is and what it is; in English where its kind has no sentence."""
    sentence = texts("problem", kind=problem.kind, about=problem.about, message=problem.message)
    path = str(problem.path)
    return in_one_line(texts("problem-at", path=path, line=problem.line, problem=sentence))


def _speech(speech: Speech, texts: Texts) -> str:
    title = texts("speech", title=speech.title)
    named = f"{headline(speech, texts)} {title}" if speech.speaker else title
    return texts("bullet") + named


@dataclass(frozen=True, slots=True)
class Health:
    """How a running bot is: since when, when it read its corpus, what went wrong, and the votes.

    `stale` says that the corpus could not be read since then. Without `votes` on all answers the
    database does not work; `voted_down` are the passages whose answers helped least.
    """

    started_at: datetime
    read_at: datetime
    stale: bool
    errors: int
    last_errors: Sequence[str]
    votes: Tally | None = None
    voted_down: Sequence[PassageVotes] = ()


def about_text(contents: Contents, read_at: datetime, contact: str | None, texts: Texts) -> Markup:
    """What the answers come from, when it was read, and where to report mistakes."""
    forums = _listed(contents.forums, _forum, _MOST, "forums-more", texts)
    reporting = texts("report-to", contact=contact) if contact else texts("report-here")
    return joined(
        [
            plain(texts("about", version=__version__)),
            _lines([texts("as-of", moment=_moment(read_at)), *forums]),
            plain(reporting),
        ],
        "\n\n",
    )


def _forum(forum: Forum, texts: Texts) -> str:
    parts = (forum.title, forum.date, texts("speeches", count=forum.speeches))
    return texts("bullet") + texts("source-separator").join(filter(None, parts))


def status_text(contents: Contents, health: Health, texts: Texts, now: datetime) -> Markup:
    """The state of the bot, for those who look after it."""
    held = {
        "forums": len(contents.forums),
        "speeches": len(contents.speeches),
        "passages": len(contents.passages),
    }
    hours, seconds = divmod(int((now - health.started_at).total_seconds()), 3600)
    uptime = texts("span", days=hours // 24, hours=hours % 24, minutes=seconds // 60)
    votes = []
    if health.votes:
        total = {"helped": health.votes.helped, "unhelpful": health.votes.unhelpful}
        votes = [texts("status-votes", **total), *map(str, health.voted_down[:VOTED_DOWN])]
    lines = [
        texts("status-uptime", time=uptime),
        texts("status-corpus", **held),
        texts("status-stale" if health.stale else "status-read", moment=_moment(health.read_at)),
        *votes,
        texts("status-errors", count=health.errors),
        *health.last_errors,
    ]
    return joined([bold(f"forum-bot {__version__}"), _lines(lines)])


def _moment(at: datetime) -> str:
    return f"{at:%Y-%m-%d %H:%M} UTC"


def gaps_text(
    gaps: Sequence[GapGroup] | None, voted_down: Sequence[PassageVotes], texts: Texts
) -> Markup:
    """The questions asked most often that found nothing, or nothing that helped.

    Below them are the passages whose answers helped least. None for gaps says that no question is
    kept.
    """
    if gaps:
        counted = (f"{gap.times} × {' '.join(gap.question.split())}" for gap in gaps[:_MOST])
        parts = [plain(texts("gaps", count=len(gaps))), _lines(counted)]
    else:
        parts = [plain(texts("gaps-not-kept" if gaps is None else "gaps-none"))]
    if voted_down:
        parts.append(_lines([texts("gaps-passages"), *map(str, voted_down[:VOTED_DOWN])]))
    return joined(parts, "\n\n")


def _listed(
    items: Sequence[Item], line: Callable[[Item, Texts], str], most: int, more: str, texts: Texts
) -> list[str]:
    """The lines of the first items, and one with the text `more` that counts the others."""
    lines = [line(item, texts) for item in items[:most]]
    if len(items) > most:
        lines.append(texts(more, count=len(items) - most))
    return lines


def _lines(lines: Iterable[str]) -> Markup:
    return joined(plain(clipped(line, _LINE)) for line in lines)
