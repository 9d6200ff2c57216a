"""`forum-bot ask`: answers one question, or each that is typed at a prompt or piped in."""

import json
import re
import sys
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from unicodedata import normalize

from bot.answering.answer import Answer, Quote
from bot.answering.answerer import PASSAGES, Answerer
from bot.answering.further import beginning_with, further, passages_of, speaker_meant
from bot.cli.opening import open_answerer
from bot.corpus.speech import Passage
from bot.errors import QuestionError
from bot.folders import private_folder
from bot.settings import Settings

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
    passages: Sequence[Passage] = ()
    for line in filter(str.strip, lines):
        try:
            answer, found = _answer(answerer, line, passages if at_prompt else ())
            show(answer)
            passages = found or passages
        except QuestionError as error:
            print(f"forum-bot: {error}", file=sys.stderr)
        print(end="" if as_json else "\n", flush=True)


def _print_json(answer: Answer) -> None:
    print(json.dumps(answer.as_json(), ensure_ascii=False), flush=True)


def _answer(
    answerer: Answerer, question: str, previous: Sequence[Passage]
) -> tuple[Answer, list[Passage]]:
    """Returns the answer, and the passages that a follow-up question refers to."""
    if not previous:
        answer = answerer.answer(question)
        return answer, passages_of(answer)
    understood = answerer.interpret(question)
    speakers = speaker_meant(understood, previous)
    answer = answerer.answer(question, speakers=speakers)
    if speakers:
        answer = beginning_with(answer, previous[0].speech.id)
    if understood.frame not in ("others", "more"):
        return answer, passages_of(answer)
    left = further(understood.frame, previous, PASSAGES, answerer.contents)
    quotes = tuple(Quote(passage, (), 0.0) for passage in left[:PASSAGES])
    return replace(answer, status="answered", quotes=quotes), left


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
