"""`forum-bot ask`: one question, a prompt, or a file of questions on standard input."""

import json
import re
import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from bot.answering.answer import Answer, Quote
from bot.answering.answerer import PASSAGES, Answerer
from bot.answering.further import beginning_with, further, passages_of, speaker_meant
from bot.answering.live_corpus import open_corpus
from bot.cli.opening import Bar, semantics_of
from bot.corpus.speech import Passage
from bot.errors import QuestionError
from bot.settings import Settings, private_folder

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

    def ask(self, question: str, before: Sequence[Passage] = ()) -> list[Passage]:
        """Prints the answer, which may go on from the passages of the one before; gives its own.

        Raises QuestionError for a question that cannot be asked.
        """
        answer, passages = self._answer(question, before)
        self.show(answer)
        return passages

    def ask_everything(self) -> None:
        """Asks line by line: at a prompt in a terminal, from standard input elsewhere.

        At the prompt a question may go on from the last answer.
        """
        at_prompt = sys.stdin.isatty() and sys.stdout.isatty()
        passages: list[Passage] = []
        for line in self._typed() if at_prompt else sys.stdin:
            if line.strip():
                try:
                    passages = self.ask(line, passages if at_prompt else ()) or passages
                except QuestionError as error:
                    print(f"forum-bot: {error}", file=sys.stderr)
                print(end=self.between, flush=True)

    def _answer(self, question: str, before: Sequence[Passage]) -> tuple[Answer, list[Passage]]:
        """The answer, and the passages to go on from."""
        if not before:
            answer = self.answerer.answer(question)
            return answer, passages_of(answer)
        understood = self.answerer.interpret(question)
        speakers = speaker_meant(understood, before)
        answer = self.answerer.answer(question, speakers=speakers)
        if speakers:
            answer = beginning_with(answer, before[0].speech.id)
        if understood.frame not in ("others", "more"):
            return answer, passages_of(answer)
        left = further(understood.frame, before, PASSAGES, self.answerer.contents)
        quotes = tuple(Quote(passage, (), 0.0) for passage in left[:PASSAGES])
        return replace(answer, status="answered", quotes=quotes), left

    def _typed(self) -> Iterator[str]:
        """What is typed at the prompt, with the arrow keys' history, until it is left."""
        from bot.cli.prompt import typed_lines

        return typed_lines(self.history)
