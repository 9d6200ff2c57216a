"""The pages of docs/ that hold figures: tables, the marks between which they stand, and plots."""

import re
import sys
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

_MARKED = re.compile(r"(?<=<!-- figures: begin -->\n).*(?=<!-- figures: end -->)", re.DOTALL)


def put(report: str, page: Path) -> None:
    """Puts a report into a page, in place of the one before; exits where it has no marks."""
    text, marked = _MARKED.subn(lambda _: f"\n{report}\n\n", page.read_text(encoding="utf-8"))
    if not marked:
        sys.exit(f"{page}: no marks between which the figures belong")
    page.write_text(text, encoding="utf-8")


def table(head: Sequence[str], rows: Iterable[Sequence[str]], *, texts: int = 1) -> Iterator[str]:
    """The lines of a table; the first `texts` columns are texts, the others figures."""
    yield _row(head)
    yield _row(["---"] * texts + ["---:"] * (len(head) - texts))
    yield from map(_row, rows)


def new_figure(width: float, height: float, salt: str) -> Any:
    """An empty figure of matplotlib's, which makes the same file of the same content."""
    import matplotlib as mpl
    from matplotlib.figure import Figure

    mpl.rcParams.update({"svg.fonttype": "none", "svg.hashsalt": salt, "axes.axisbelow": True})
    return Figure(figsize=(width, height), layout="constrained")


def _row(cells: Sequence[str]) -> str:
    return f"| {' | '.join(cells)} |"
