"""`forum-bot ask`: one question, a prompt, or a file of questions on standard input."""

import json
import re
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from bot.answering.answer import Answer
from bot.answering.answerer import Answerer
from bot.answering.follow_up import Previous, follow_up
from bot.answering.live_corpus import open_corpus
from bot.cli.opening import Bar, semantics_of
from bot.errors import QuestionError
from bot.folders import private_folder
from bot.settings import Settings

_LATIN = re.compile("[A-Za-z]{2}")


def open_repl(settings: Settings, corpus: Path, as_json: bool, question: str | None) -> "Repl":
    """What asks the question, or many; one in English opens the dictionary at once."""
    cache = private_folder(settings.cache_folder)
    english = _LATIN.search(question or "") is not None
    with Bar() as bar:
        semantics = semantics_of(settings)
        answerer = open_corpus(corpus, cache, at_once=english, progress=bar, semantics=semantics)
    if as_json:
        return Repl(answerer, _print_json, cache / "history", between="")
    from bot.cli.printing import Printer

    return Repl(answerer, Printer(answerer.contents).print, cache / "history", between="\n")


def _print_json(answer: Answer) -> None:
    print(json.dumps(answer.as_json(), ensure_ascii=False), flush=True)


@dataclass(frozen=True, slots=True)
class Repl:
    """Where questions are asked in a terminal; `between` parts one answer from the next."""

    answerer: Answerer
    show: Callable[[Answer], None]
    history: Path
    between: str

    def ask(self, question: str) -> None:
        """Prints the answer. Raises QuestionError for a question that cannot be asked."""
        self.show(self.answerer.answer(question))

    def ask_everything(self) -> None:
        """Asks line by line: at a prompt in a terminal, from standard input elsewhere.

        At the prompt a question may follow the last answer.
        """
        at_prompt = sys.stdin.isatty() and sys.stdout.isatty()
        previous: Previous | None = None
        for line in self._typed() if at_prompt else sys.stdin:
            if line.strip():
                try:
                    if at_prompt:
                        previous = self._follow_up(line, previous)
                    else:
                        self.ask(line)
                except QuestionError as error:
                    print(f"forum-bot: {error}", file=sys.stderr)
                print(end=self.between, flush=True)

    def _follow_up(self, question: str, previous: Previous | None) -> Previous | None:
        """Prints the answer, and returns the one that the next question may follow."""
        found = follow_up(self.answerer, question, previous)
        self.show(found.answer)
        others = [hit.passage for hit in found.answer.others]
        return Previous(found.passages, others) if found.passages else previous

    def _typed(self) -> Iterator[str]:
        """What is typed at the prompt, with the arrow keys' history, until it is left."""
        from bot.cli.prompt import typed_lines

        return typed_lines(self.history)
