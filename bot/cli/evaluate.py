"""`forum-bot eval`: question sets, with figures by kind and the failures listed."""

import json
from collections.abc import Sequence
from pathlib import Path

from rich.console import Console
from rich.progress import track
from rich.table import Table
from rich.text import Text

from bot.answering.live_corpus import open_corpus
from bot.cli.opening import Bar, semantics_of
from bot.errors import SettingsError
from bot.evaluation.evaluation import Figures, Outcome, ask, figures, figures_by_kind
from bot.evaluation.expected_questions import read_questions
from bot.settings import Settings, private_folder

_SHARES = (
    *("top1", "top3", "mrr10", "refused_right", "refused_wrong"),
    *("closest_right", "clarified"),
)


def evaluate(
    files: Sequence[Path], settings: Settings, corpus: Path, *, rank_only: bool, as_json: bool
) -> None:
    """Asks every question of the files and prints what came of it."""
    questions = [question for file in files for _, question in read_questions(file)]
    if not questions:
        raise SettingsError(f"no question in {', '.join(map(str, files))}; write one a line")
    with Bar() as making:
        cache = private_folder(settings.cache_folder)
        semantics = semantics_of(settings)
        answerer = open_corpus(corpus, cache, at_once=True, progress=making, semantics=semantics)
    bar = Console(stderr=True)
    asked = track(questions, "asking", console=bar, transient=True, disable=not bar.is_terminal)
    outcomes = [ask(answerer, question, rank_only=rank_only) for question in asked]
    if as_json:
        kinds = {kind: found.as_json() for kind, found in figures_by_kind(outcomes).items()}
        report = figures(outcomes).as_json() | {"kinds": kinds}
        report["failures"] = [_failure(outcome) for outcome in _wrong(outcomes)]
        print(json.dumps(report, ensure_ascii=False))
    else:
        _print(outcomes)


def _print(outcomes: Sequence[Outcome]) -> None:
    console = Console(highlight=False, markup=False, emoji=False)
    for outcome in _wrong(outcomes):
        failure = _failure(outcome)
        first = outcome.first
        place = failure["rank"] or failure["status"]
        console.print(Text(f"{place}  {outcome.question.question}"), soft_wrap=True)
        if first is not None:
            console.print(Text(f"   {first.id}  {first.text[:40]}…", "dim"), soft_wrap=True)
    table = Table()
    table.add_column("kind")
    for name in ("questions", *_SHARES):
        table.add_column(name.replace("_", " "), justify="right")
    for kind, found in figures_by_kind(outcomes).items():
        table.add_row(kind or "-", *_cells(found))
    whole = figures(outcomes)
    table.add_row("all", *_cells(whole), style="bold")
    console.print(table)
    console.print(f"p50 {whole.p50_ms:.1f} ms, p99 {whole.p99_ms:.1f} ms a question")


def _cells(found: Figures) -> list[str]:
    shares = (getattr(found, name) for name in _SHARES)
    return [str(found.questions), *("" if s is None else f"{s:.3f}" for s in shares)]


def _wrong(outcomes: Sequence[Outcome]) -> list[Outcome]:
    return [outcome for outcome in outcomes if not outcome.is_right]


def _failure(outcome: Outcome) -> dict[str, object]:
    """A failure for programs: what was asked and expected, and what came first instead."""
    expected = outcome.question.expect
    return {
        "question": outcome.question.question,
        "kind": outcome.question.kind,
        "expect": expected.model_dump(exclude_defaults=True, by_alias=True) if expected else None,
        "status": outcome.status,
        "rank": outcome.rank,
        "first": outcome.first.id if outcome.first else None,
    }
