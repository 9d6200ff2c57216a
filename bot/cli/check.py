"""`forum-bot check`: everything that is wrong with a corpus, or may be, a line each."""

import json
from pathlib import Path

from bot.checking.corpus import Report, check_corpus
from bot.cli.opening import semantics_of
from bot.errors import Problem, in_one_line
from bot.settings import Settings, private_folder


def check(
    settings: Settings, folder: Path, *, strict: bool, as_json: bool, for_github: bool
) -> int:
    """Prints the problems and what the corpus holds; returns the exit status.

    It is 1 if there is an error, or, where the check is `strict`, a warning. GitHub shows problems
    that are printed for it beside their lines in a pull request.
    """
    cache = private_folder(settings.cache_folder)
    report = check_corpus(folder, cache, semantics_of(settings))
    if as_json:
        print(json.dumps(_object(report), ensure_ascii=False))
    else:
        for problem in report.problems:
            print(_annotation(problem) if for_github else problem)
        print(f"{folder}: {summary(report)}")
    return 1 if report.errors or (strict and report.warnings) else 0


def summary(report: Report) -> str:
    """How many problems there are, and in how much."""
    counts = [(report.errors, "error(s)"), (report.warnings, "warning(s)")]
    found = ", ".join(f"{count} {name}" for count, name in counts if count)
    return (
        f"{found or 'no problems'} in {report.forums} forum(s), "
        f"{report.speeches} speech(es), {report.passages} passages"
    )


def _annotation(problem: Problem) -> str:
    """A workflow command of GitHub Actions, which has some characters encoded."""
    path = _encoded(str(problem.path)).replace(":", "%3A").replace(",", "%2C")
    place = f"file={path},line={problem.line}"
    return f"::{problem.severity} {place}::{_encoded(in_one_line(problem.message))}"


def _encoded(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _object(report: Report) -> dict[str, object]:
    return {
        "forums": report.forums,
        "speeches": report.speeches,
        "passages": report.passages,
        "problems": [
            {
                "path": str(problem.path),
                "line": problem.line,
                "severity": str(problem.severity),
                "message": problem.message,
            }
            for problem in report.problems
        ],
    }
