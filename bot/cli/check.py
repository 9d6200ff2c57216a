"""`forum-bot check`: everything that is wrong with a corpus, a line each."""

import json
from pathlib import Path

from bot.answering.checking import check_corpus
from bot.corpus.speech import Corpus
from bot.errors import CorpusError, Problem
from bot.folders import private_folder


def check(folder: Path, cache_folder: Path, *, as_json: bool, for_github: bool) -> int:
    """Prints the problems, or what the corpus holds; returns the exit status.

    GitHub shows problems that are printed for it beside their lines in a pull request.
    """
    problems: tuple[Problem, ...] = ()
    corpus = Corpus(())
    try:
        corpus = check_corpus(folder, private_folder(cache_folder))
    except CorpusError as error:
        problems = error.problems
    if as_json:
        print(json.dumps(_report(corpus, problems), ensure_ascii=False))
    elif problems:
        print(*map(_annotation if for_github else str, problems), sep="\n")
    else:
        counts = _report(corpus, ())
        print(
            f"{folder}: no problems in {counts['forums']} forum(s), "
            f"{counts['speeches']} speech(es), {counts['passages']} passages"
        )
    return 1 if problems else 0


def _annotation(problem: Problem) -> str:
    """A workflow command of GitHub Actions, which has some characters encoded."""
    path = _encoded(str(problem.path)).replace(":", "%3A").replace(",", "%2C")
    return f"::error file={path},line={problem.line}::{_encoded(problem.message)}"


def _encoded(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _report(corpus: Corpus, problems: tuple[Problem, ...]) -> dict[str, object]:
    return {
        "forums": len({speech.id.partition("/")[0] for speech in corpus.speeches}),
        "speeches": len(corpus.speeches),
        "passages": len(corpus.passages()),
        "problems": [
            {"path": str(problem.path), "line": problem.line, "message": problem.message}
            for problem in problems
        ],
    }
