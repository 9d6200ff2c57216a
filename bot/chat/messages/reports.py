"""What is told about the bot itself: what it holds, how it is, and what it did not find."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot import __version__
from bot.answering.gaps import GapGroup
from bot.chat.messages.markup import Markup, bold, clipped, joined, plain
from bot.corpus.speech import Forum
from bot.search.contents import Contents
from bot.texts import Texts

_MOST = 15
"""Forums or questions that a message lists."""

_LINE = 200
"""UTF-16 units of a line at most; so many lines always fit."""


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


def status_text(contents: Contents, health: Health, texts: Texts, now: datetime) -> Markup:
    """For those who look after the bot."""
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
        plain(texts("status-errors", count=health.errors)),
    ]
    return joined([*lines, *(plain(clipped(line, _LINE)) for line in health.last_errors)])


def gaps_text(gaps: Sequence[GapGroup], texts: Texts) -> Markup:
    """The questions asked most often that found nothing, or nothing that helped."""
    lines = [f"{gap.times} × {clipped(_in_a_line(gap.question), _LINE)}" for gap in gaps[:_MOST]]
    heading = texts("gaps", count=len(gaps)) if gaps else texts("gaps-none")
    return joined([plain(heading), *([joined(map(plain, lines))] if lines else [])], "\n\n")


def moment(at: datetime) -> str:
    return f"{at:%Y-%m-%d %H:%M} UTC"


def _in_a_line(text: str) -> str:
    return " ".join(text.split())


def _forum(forum: Forum, texts: Texts) -> Markup:
    parts = (forum.title, forum.date, texts("speeches", count=forum.speeches))
    line = texts("bullet") + texts("source-separator").join(filter(None, parts))
    return plain(clipped(line, _LINE))


def _span(span: timedelta, texts: Texts) -> str:
    hours, seconds = divmod(int(span.total_seconds()), 3600)
    return texts("span", days=hours // 24, hours=hours % 24, minutes=seconds // 60)
