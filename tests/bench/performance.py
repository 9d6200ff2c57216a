"""Measures speed, memory and size, beside other search engines, for docs/performance.md.

    python -m tests.bench.performance [--sizes 1000,10000,100000,1000000] [--corpus FOLDER]
        [--questions FILE] [--engines NAME,…] [--keep FOLDER] [--print]

The plots need matplotlib; engines that are not installed are left out.
"""

import argparse
import tempfile
from collections.abc import Sequence
from pathlib import Path

from tests.bench.comparison import NAMES, Comparison, Found, Limits
from tests.bench.figures import draw, report
from tests.bench.page import put
from tests.bench.whole import ROOT

PAGE = ROOT / "docs/performance.md"


def main(arguments: Sequence[str] | None = None) -> None:
    """Measures, and puts the figures into the page and the plots."""
    options = _parser().parse_args(arguments)
    if options.keep:
        found = _compare(options, options.keep)
    else:
        with tempfile.TemporaryDirectory(prefix="performance-") as folder:
            found = _compare(options, Path(folder))
    tables = report(found)
    print(tables)
    if not options.print:
        put(tables, PAGE)
        draw(found, PAGE)


def _compare(options: argparse.Namespace, folder: Path) -> list[Found]:
    comparison = Comparison(folder, Limits(options.seconds, options.asking_seconds))
    comparison.prepare(options.corpus, options.questions)
    for passages in options.sizes:
        comparison.measure(passages, options.engines)
    return comparison.found()


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser("python -m tests.bench.performance")
    parser.add_argument("--sizes", type=_sizes, default="1000,10000,100000,1000000")
    parser.add_argument("--corpus", type=Path, default=ROOT / "corpus")
    parser.add_argument("--questions", type=Path, default=ROOT / "tests/data/held-out.jsonl")
    parser.add_argument(
        "--engines", type=_engines, default=",".join(NAMES), help="some of %(default)s"
    )
    parser.add_argument(
        "--keep",
        type=Path,
        metavar="FOLDER",
        help="of one corpus: what was made there is used again, and what was measured is shown too",
    )
    parser.add_argument("--print", action="store_true", help="leave the page as it is")
    parser.add_argument(
        "--seconds", type=float, default=1800.0, help="for one engine to build at one size"
    )
    parser.add_argument(
        "--asking-seconds", type=float, default=60.0, help="for one engine to be asked at one size"
    )
    return parser


def _sizes(text: str) -> list[int]:
    return sorted(map(int, text.split(",")))


def _engines(text: str) -> list[str]:
    names = text.split(",")
    if unknown := set(names) - set(NAMES):
        raise argparse.ArgumentTypeError(f"no such engine: {', '.join(unknown)}")
    return sorted(names, key=NAMES.index)


if __name__ == "__main__":
    main()
