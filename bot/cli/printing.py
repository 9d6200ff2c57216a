"""Prints answers: coloured and with the matched words marked in a terminal, plain elsewhere."""

from collections.abc import Iterator, Sequence
from itertools import groupby

from rich.console import Console
from rich.padding import Padding
from rich.text import Text

from bot.answering import phrases
from bot.answering.answer import DEFAULT_LANGUAGE, Answer, Quote
from bot.corpus.speech import Passage, Speech
from bot.search.contents import Contents
from bot.texts import Texts, texts_in

_CONTROLS = dict.fromkeys({*range(32), *range(127, 160)} - {ord("\n")}, "\N{REPLACEMENT CHARACTER}")

Line = tuple[Text, int]
"""A line and its indentation."""


class Printer:
    """Prints answers to standard output."""

    def __init__(self, contents: Contents) -> None:
        self._contents = contents
        self._console = Console(highlight=False, markup=False, emoji=False)

    def print(self, answer: Answer) -> None:
        """Prints the parts of an answer with a blank line between them."""
        for number, part in enumerate(_parts(answer, self._contents)):
            if number:
                self._console.print()
            for text, indent in part:
                if self._console.is_terminal:
                    self._console.print(Padding(text, (0, 0, 0, indent)))
                else:
                    self._console.print(text, soft_wrap=True)


def _parts(answer: Answer, contents: Contents) -> Iterator[Iterator[Line]]:
    texts = texts_in(answer.language or DEFAULT_LANGUAGE)
    quotes = phrases.shown_quotes(answer)
    sentences = phrases.opening(answer, texts)
    if not quotes and not sentences:
        sentences = phrases.apology(answer, contents, texts)
    if sentences:
        yield map(_line, sentences)
    if answer.frame in ("speech", "outline"):
        passages = [quote.passage for quote in quotes]
        for _, of_speech in groupby(passages, key=lambda passage: passage.speech.id):
            yield _speech(list(of_speech), texts, is_outline=answer.frame == "outline")
    else:
        yield from (_quote(quote, texts) for quote in quotes)


def _speech(passages: Sequence[Passage], texts: Texts, *, is_outline: bool) -> Iterator[Line]:
    """Yields a whole speech, or its outline: the topic sentences of its passages."""
    speech = passages[0].speech
    yield from _speaker(speech, texts)
    yield _line(texts("speech", title=speech.title))
    if is_outline:
        yield _line(texts("outline"))
    body = phrases.topic_lines(passages) if is_outline else [passage.text for passage in passages]
    for paragraph in body:
        yield _line(paragraph, indent=2)
    yield _line(phrases.credit(speech.source, texts), "dim")


def _quote(quote: Quote, texts: Texts) -> Iterator[Line]:
    passage = quote.passage
    yield from _speaker(passage.speech, texts)
    yield _line(phrases.place(passage, texts))
    body, indent = _line(passage.text, indent=2)
    for start, end in quote.highlights:
        body.stylize("bold yellow", start, end)
    yield body, indent
    yield _line(phrases.credit(passage.speech.source, texts), "dim")


def _speaker(speech: Speech, texts: Texts) -> Iterator[Line]:
    if speech.speaker:
        head, _ = _line(phrases.spoken_name(speech.speaker, texts), "bold")
        role = f"{texts('source-separator')}{speech.role}" if speech.role else ""
        yield head.append_text(_line(role)[0]), 0


def _line(text: str, style: str = "", indent: int = 0) -> Line:
    """Replaces control characters, which a terminal would obey."""
    return Text(text.translate(_CONTROLS), style), indent
