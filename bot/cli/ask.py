"""`forum-bot ask`: one question, a prompt, or a file of questions on standard input."""

import json
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from bot.answering.answerer import Answerer
from bot.answering.assembly import open_corpus
from bot.cli.printing import Printer
from bot.errors import QuestionError
from bot.folders import private_folder


def open_desk(corpus: Path, cache_folder: Path, as_json: bool) -> "Desk":
    cache = private_folder(cache_folder)
    answerer = open_corpus(corpus, cache)
    return Desk(answerer, Printer(answerer.speeches), cache / "history", as_json)


@dataclass(frozen=True, slots=True)
class Desk:
    """Where questions are asked in a terminal."""

    answerer: Answerer
    printer: Printer
    history: Path
    as_json: bool

    def ask(self, question: str) -> None:
        """Prints the answer; raises QuestionError for a question that cannot be asked."""
        answer = self.answerer.answer(question)
        if self.as_json:
            print(json.dumps(answer.as_json(), ensure_ascii=False), flush=True)
        else:
            self.printer.print(answer)

    def ask_everything(self) -> None:
        """Asks line by line: at a prompt in a terminal, from standard input elsewhere."""
        at_prompt = sys.stdin.isatty() and sys.stdout.isatty()
        for line in self._typed() if at_prompt else sys.stdin:
            if line.strip():
                try:
                    self.ask(line)
                except QuestionError as error:
                    print(f"forum-bot: {error}", file=sys.stderr)
                if not self.as_json:
                    print(flush=True)

    def _typed(self) -> Iterator[str]:
        """What is typed at the prompt, with the arrow keys' history, until Ctrl-D."""
        from bot.cli.prompt import typed_lines

        return typed_lines(self.history)
