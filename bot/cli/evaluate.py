"""`forum-bot eval`: measures the answers to question sets, and lists the failures."""

import json
from collections.abc import Sequence
from pathlib import Path

from rich.console import Console
from rich.progress import track
from rich.table import Table
from rich.text import Text

from bot.cli.opening import open_answerer
from bot.errors import SettingsError
from bot.evaluation.evaluation import Figures, Outcome, ask, figures, figures_by_kind
from bot.evaluation.expected_questions import read_questions
from bot.settings import Settings, private_folder

_SHARES = (
    *("top1", "top3", "mrr10", "refused_right", "refused_wrong"),
    *("closest_right", "clarified"),
)


def evaluate(settings: Settings, files: Sequence[Path], *, rank_only: bool, as_json: bool) -> None:
    """Asks every question of the files, and prints the figures and the failures."""
    questions = [question for file in files for _, question in read_questions(file)]
    if not questions:
        raise SettingsError(f"no question in {', '.join(map(str, files))}; write one a line")
    answerer = open_answerer(settings, private_folder(settings.cache_folder), at_once=True)
    bar = Console(stderr=True)
    asked = track(questions, "asking", console=bar, transient=True, disable=not bar.is_terminal)
    outcomes = [ask(answerer, question, rank_only=rank_only) for question in asked]
    failures = [outcome for outcome in outcomes if not outcome.is_right]
    total, by_kind = figures(outcomes), figures_by_kind(outcomes)
    if as_json:
        report = total.as_json() | {
            "kinds": {kind: of_kind.as_json() for kind, of_kind in by_kind.items()},
            "failures": [_failure(outcome) for outcome in failures],
        }
        print(json.dumps(report, ensure_ascii=False))
        return
    console = Console(highlight=False, markup=False, emoji=False)
    for outcome in failures:
        place = outcome.rank or outcome.status
        console.print(Text(f"{place}  {outcome.question.question}"), soft_wrap=True)
        if outcome.first:
            first = f"   {outcome.first.id}  {outcome.first.text[:40]}…"
            console.print(Text(first, "dim"), soft_wrap=True)
    console.print(_table(total, by_kind))
    console.print(f"p50 {total.p50_ms:.1f} ms, p99 {total.p99_ms:.1f} ms a question")


def _table(total: Figures, by_kind: dict[str, Figures]) -> Table:
    table = Table()
    table.add_column("kind")
    for name in ("questions", *_SHARES):
        table.add_column(name.replace("_", " "), justify="right")
    for kind, found in (*by_kind.items(), ("all", total)):
        shares = (getattr(found, name) for name in _SHARES)
        cells = ("" if share is None else f"{share:.3f}" for share in shares)
        style = "bold" if found is total else None
        table.add_row(kind or "-", str(found.questions), *cells, style=style)
    return table


def _failure(outcome: Outcome) -> dict[str, object]:
    """Formats a failure for JSON: the question, what was expected, and what came first."""
    expected = outcome.question.expect
    return {
        "question": outcome.question.question,
        "kind": outcome.question.kind,
        "expect": expected.model_dump(exclude_defaults=True, by_alias=True) if expected else None,
        "status": outcome.status,
        "rank": outcome.rank,
        "first": outcome.first.id if outcome.first else None,
    }
