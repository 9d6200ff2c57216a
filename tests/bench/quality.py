"""Measures the bot on question sets, whole and with parts left out, for docs/quality.md.

    python -m tests.bench.quality [NAME=]CORPUS:QUESTIONS.jsonl[:rank] …

With `:rank` the ranking is measured as it is, as `forum-bot eval --rank-only` does. The plot
needs matplotlib.
"""

import sys
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from bot.evaluation.evaluation import Figures
from bot.evaluation.expected_questions import read_questions
from tests.bench.page import new_figure, put, table
from tests.bench.workshop import Measured, QuestionSet, Workshop

ROOT = Path(__file__).parents[2]
SHIPPED = f"forum={ROOT / 'corpus'}:{ROOT / 'tests/data/questions.jsonl'}"
PAGE, PLOT = ROOT / "docs/quality.md", ROOT / "docs/quality.svg"

_ROOM = 0.15
"""The largest loss that the plot has room for; a longer bar is cut, and says how long it is."""

_SLIGHTEST = 0.001
_AXIS = f"lost against the whole bot; bars are cut at {_ROOM}, and point left where it gains"
_COLOURS = ("#4c78a8", "#f58518", "#54a24b", "#b279a2", "#9d9d9d", "#e45756", "#72b7b2")


def main(arguments: Sequence[str]) -> None:
    """Measures all sets, and puts the figures into the page and the plot."""
    sets = list(map(read_set, arguments or [SHIPPED]))
    with tempfile.TemporaryDirectory() as cache_folder:
        workshop = Workshop(Path(cache_folder))
        measured = [workshop.measure(asked) for asked in sets]
    report = "\n".join([*figures_table(measured), "", *ablation_table(measured)])
    print(report)
    put(report, PAGE)
    draw(measured, PLOT)


def read_set(argument: str) -> QuestionSet:
    """A set as it is given on the command line; without a name, by that of its file."""
    name, named, places = argument.partition("=") if "=" in argument else ("", "", argument)
    corpus, _, file = places.removesuffix(":rank").partition(":")
    questions = tuple(question for _, question in read_questions(Path(file)))
    name = name if named else Path(file).stem
    return QuestionSet(name, Path(corpus), questions, rank_only=places.endswith(":rank"))


def figures_table(sets: Sequence[Measured]) -> Iterator[str]:
    """The figures of the whole bot, a row a set."""
    shares = ("top1", "top3", "MRR@10", "refused right", "refused wrong")
    yield from table(("set", "questions", *shares, "p50 ms", "p99 ms"), map(_figures_row, sets))


def ablation_table(sets: Sequence[Measured]) -> Iterator[str]:
    """The measure of each set in each variant; "=" where it is the whole bot's."""
    columns: list[str] = []
    for one in sets:
        columns.append(f"{one.asked.name}, {one.asked.measure}")
        columns += [] if one.asked.rank_only else ["refused right / wrong"]
    whole = _cells((one, one.whole) for one in sets)
    rows = [["the whole bot", *whole]]
    for variant in sets[0].variants:
        cells = _cells((one, one.variants[variant]) for one in sets)
        rows.append([variant, *("=" if a == b else a for a, b in zip(cells, whole, strict=True))])
    yield from table(("", *columns), rows)


def draw(sets: Sequence[Measured], path: Path) -> None:
    """A group of bars a variant, a bar a set: how much of the set's measure is lost."""
    variants = list(sets[0].variants)
    bars, height = len(variants) * (len(sets) + 1), 1 / (len(sets) + 1)
    figure = new_figure(9, 1.2 + 0.115 * bars, "quality")
    axes = figure.subplots()
    for number, one in enumerate(sets, start=1):
        losses = [one.loss(variant) for variant in variants]
        shown = [max(-_ROOM, min(loss, _ROOM)) for loss in losses]
        places = [row + number * height - 0.5 for row in range(len(variants))]
        label, colour = (
            f"{one.asked.name} ({one.asked.measure})",
            _COLOURS[(number - 1) % len(_COLOURS)],
        )
        drawn = axes.barh(places, shown, height, label=label, color=colour)
        told = [f"{loss:.3f}" if abs(loss) >= _SLIGHTEST else "" for loss in losses]
        axes.bar_label(drawn, told, padding=2, fontsize=7, color="#444")
    axes.set_yticks(range(len(variants)), variants)
    for row in range(1, len(variants)):
        axes.axhline(row - 0.5, color="#ddd", lw=0.5)
    axes.tick_params(length=0)
    axes.spines[:].set_visible(False)
    axes.axvline(0, color="#888", lw=0.8)
    axes.margins(x=0.08)
    axes.set(ylim=(len(variants) - 0.5, -0.5), xlabel=_AXIS)
    figure.legend(loc="outside upper center", ncols=len(sets), frameon=False, fontsize=8)
    figure.savefig(path, metadata={"Date": None})


def _figures_row(one: Measured) -> list[str]:
    found = one.whole
    cells = [found.top1, found.top3, found.mrr10, found.refused_right, found.refused_wrong]
    if one.asked.rank_only:
        cells[3:] = None, None
    times = (f"{found.p50_ms:.1f}", f"{found.p99_ms:.1f}")
    return [one.asked.name, str(found.questions), *map(_share, cells), *times]


def _cells(found: Iterable[tuple[Measured, Figures]]) -> list[str]:
    """Each set's measure and, for a set of answers, the refusals."""
    cells: list[str] = []
    for one, of_variant in found:
        cells.append(_share(one.score(of_variant)))
        if not one.asked.rank_only:
            refused = of_variant.refused_right, of_variant.refused_wrong
            cells.append(" / ".join(map(_share, refused)))
    return cells


def _share(value: float | None) -> str:
    return "–" if value is None else f"{value:.3f}"


if __name__ == "__main__":
    main(sys.argv[1:])
