"""`forum-bot ask`: answers one question, or each that is typed at a prompt or piped in."""

import json
import re
import sys
from collections.abc import Iterator
from pathlib import Path
from unicodedata import normalize

from bot.answering.answer import Answer
from bot.answering.follow_up import Previous, follow_up
from bot.cli.opening import open_answerer
from bot.errors import QuestionError
from bot.settings import Settings, private_folder

_LATIN = re.compile("[A-Za-z]{2}")
_QUIT = frozenset({"quit", "exit", ":q", "退出"})
_HELP = frozenset({"help", "?", "帮助"})
_HOW_TO_ASK = (
    "Ask in your own words, in Chinese or English; name a speaker to hear that one alone."
    " Ctrl-D or quit ends."
)


def ask(settings: Settings, question: str | None, *, as_json: bool) -> None:
    """Answers the question; without one, every line from the prompt or standard input.

    At the prompt a question may refer to the previous answer. Raises QuestionError where the
    question is empty or too long.
    """
    cache = private_folder(settings.cache_folder)
    is_english = _LATIN.search(question or "") is not None  # and needs the dictionary at once
    answerer = open_answerer(settings, cache, at_once=is_english)
    show = _print_json
    if not as_json:
        from bot.cli.printing import Printer

        show = Printer(answerer.contents).print
    if question is not None:
        show(answerer.answer(question))
        return
    at_prompt = sys.stdin.isatty() and sys.stdout.isatty()
    lines = _typed_lines(cache / "history") if at_prompt else sys.stdin
    previous: Previous | None = None
    for line in filter(str.strip, lines):
        try:
            if at_prompt:
                found = follow_up(answerer, line, previous)
                show(found.answer)
                previous = found.as_previous() or previous
            else:
                show(answerer.answer(line))
        except QuestionError as error:
            print(f"forum-bot: {error}", file=sys.stderr)
        print(end="" if as_json else "\n", flush=True)


def _print_json(answer: Answer) -> None:
    print(json.dumps(answer.as_json(), ensure_ascii=False), flush=True)


def _typed_lines(history: Path) -> Iterator[str]:
    """Yields the questions typed at a prompt; Ctrl-C drops a line, Ctrl-D or `quit` ends."""
    from prompt_toolkit import PromptSession
    from prompt_toolkit.history import FileHistory

    session: PromptSession[str] = PromptSession(history=FileHistory(str(history)))
    while True:
        try:
            line = session.prompt("❯ ")
        except KeyboardInterrupt:
            continue
        except EOFError:
            return
        word = normalize("NFKC", line).strip().lower()
        if word in _QUIT:
            return
        if word in _HELP:
            print(_HOW_TO_ASK)
        else:
            yield line
