"""What is told about a refresh of the corpus: what it changed, or why it changed nothing."""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.answering.phrases import headline
from bot.chat.messages.markup import Markup, clipped, joined, plain
from bot.corpus.speech import Speech
from bot.errors import Problem, in_one_line
from bot.search.contents import Contents
from bot.search.saved import UNCHANGED, Changes
from bot.texts import Texts

_MOST = 15
"""Speeches, or problems, that a message lists."""

_LINE = 200
"""UTF-16 units of a line at most; so many lines always fit."""


@dataclass(frozen=True, slots=True)
class Report:
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


def report_text(report: Report, texts: Texts) -> Markup:
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
        (joined(plain(clipped(line, _LINE)) for line in section) for section in sections), "\n\n"
    )
