"""Answers in a terminal: coloured with the matched words marked, plain anywhere else."""

from rich.console import Console
from rich.padding import Padding
from rich.text import Text

from bot.answering.answer import DEFAULT_LANGUAGE, Answer, Quote
from bot.answering.wording import apology, credit, place
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
        for number, quote in enumerate(answer.quotes):
            if number:
                self._line(Text())
            self._quote(quote, texts)
        if not answer.quotes:
            for sentence in apology(answer, self._contents, texts):
                self._line(_clean(sentence))

    def _quote(self, quote: Quote, texts: Texts) -> None:
        speech = quote.passage.speech
        if speech.speaker:
            head = _clean(speech.speaker, "bold")
            if speech.role:
                head.append_text(_clean(texts("source-separator") + speech.role))
            self._line(head)
        self._line(_clean(place(quote.passage, texts)))
        body = _clean(quote.passage.text)
        for start, end in quote.highlights:
            body.stylize("bold yellow", start, end)
        self._line(body, indent=2)
        self._line(_clean(credit(speech.source, texts), "dim"))

    def _line(self, text: Text, indent: int = 0) -> None:
        if self._console.is_terminal:
            self._console.print(Padding(text, (0, 0, 0, indent)))
        else:
            self._console.print(text, soft_wrap=True)


def _clean(text: str, style: str = "") -> Text:
    """The text without control characters, which a terminal would obey."""
    return Text(text.translate(_CONTROLS), style)
