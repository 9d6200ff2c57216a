"""Answers in a terminal: coloured with the matched words marked, plain anywhere else."""

from collections.abc import Callable, Iterator, Sequence
from functools import partial
from itertools import groupby

from rich.console import Console
from rich.padding import Padding
from rich.text import Text

from bot.answering.answer import DEFAULT_LANGUAGE, Answer, Quote
from bot.answering.phrases import (
    apology,
    credit,
    opening,
    place,
    shown_quotes,
    spoken_name,
    topic_lines,
)
from bot.corpus.speech import Passage, Speech
from bot.search.contents import Contents
from bot.texts import Texts, texts_in

_CONTROLS = dict.fromkeys({*range(32), *range(127, 160)} - {ord("\n")}, "\N{REPLACEMENT CHARACTER}")


class Printer:
    """Prints answers to standard output."""

    def __init__(self, contents: Contents) -> None:
        self._contents = contents
        self._console = Console(highlight=False, markup=False, emoji=False)

    def print(self, answer: Answer) -> None:
        texts = texts_in(answer.language or DEFAULT_LANGUAGE)
        for number, block in enumerate(self._blocks(answer, texts)):
            if number:
                self._line(Text())
            block()

    def _blocks(self, answer: Answer, texts: Texts) -> Iterator[Callable[[], None]]:
        """What prints each part of an answer; a blank line is between them."""
        quotes = shown_quotes(answer)
        sentences = opening(answer, texts)
        if not quotes and not sentences:
            sentences = apology(answer, self._contents, texts)
        if sentences:
            yield partial(self._lines, sentences)
        if answer.frame in ("speech", "outline"):
            passages = [quote.passage for quote in quotes]
            for _, of_speech in groupby(passages, key=lambda passage: passage.speech.id):
                yield partial(self._speech, list(of_speech), answer.frame == "outline", texts)
        else:
            yield from (partial(self._quote, quote, texts) for quote in quotes)

    def _speech(self, passages: Sequence[Passage], is_outlined: bool, texts: Texts) -> None:
        """All that somebody said in a speech, or the sentences with which its passages begin."""
        speech = passages[0].speech
        self._head(speech, texts)
        self._line(_clean(texts("speech", title=speech.title)))
        if is_outlined:
            self._line(_clean(texts("outline")))
        words = [passage.text for passage in passages]
        for line in topic_lines(passages) if is_outlined else words:
            self._line(_clean(line), indent=2)
        self._line(_clean(credit(speech.source, texts), "dim"))

    def _quote(self, quote: Quote, texts: Texts) -> None:
        speech = quote.passage.speech
        self._head(speech, texts)
        self._line(_clean(place(quote.passage, texts)))
        body = _clean(quote.passage.text)
        for start, end in quote.highlights:
            body.stylize("bold yellow", start, end)
        self._line(body, indent=2)
        self._line(_clean(credit(speech.source, texts), "dim"))

    def _head(self, speech: Speech, texts: Texts) -> None:
        if speech.speaker:
            head = _clean(spoken_name(speech.speaker, texts), "bold")
            if speech.role:
                head.append_text(_clean(texts("source-separator") + speech.role))
            self._line(head)

    def _lines(self, sentences: Sequence[str]) -> None:
        for sentence in sentences:
            self._line(_clean(sentence))

    def _line(self, text: Text, indent: int = 0) -> None:
        if self._console.is_terminal:
            self._console.print(Padding(text, (0, 0, 0, indent)))
        else:
            self._console.print(text, soft_wrap=True)


def _clean(text: str, style: str = "") -> Text:
    """The text without control characters, which a terminal would obey."""
    return Text(text.translate(_CONTROLS), style)
