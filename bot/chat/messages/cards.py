"""Passages as they are shown: the speaker, the speech and the place in it, the words, the source.

Successive passages from one source share its mention. Several are folded, as long as each shows
why it answers; a single one is shown whole. Whatever the corpus holds, the message fits.
"""

from bisect import bisect
from collections.abc import Callable, Sequence
from itertools import zip_longest
from math import ceil
from unicodedata import east_asian_width
from urllib.parse import urlsplit

from bot.answering.answer import Quote
from bot.answering.phrases import credit, place, spoken_name
from bot.chat.messages.post import (
    ENTITIES,
    Markup,
    bold,
    clipped,
    joined,
    link,
    plain,
    quotation,
    units,
)
from bot.corpus.speech import Source
from bot.texts import Texts

FIELD = 300
"""UTF-16 units of a name, role, title or source at most; a longer one is clipped."""

_OPENING = 2000
"""The same of the text before the passages."""

_CITATION = 256
"""UTF-16 units that a button may copy."""

_VISIBLE, _LINE = 3, 30
"""Lines of a folded quotation that are visible, and letters in a line on a narrow phone."""

_FIXED_ENTITIES = 3
"""Formatted parts of a passage besides its marked words: name, quotation, link."""


def passages_message(
    quotes: Sequence[Quote], texts: Texts, opening: str = ""
) -> tuple[Markup, int]:
    """The text before the passages, as many of them as fit, and how many those are."""
    before = [plain(clipped(opening, _OPENING))] if opening else []
    cards = [_words(quote, texts, len(quotes)) for quote in quotes]

    def showing(count: int) -> Markup:
        shown = [
            joined([words, source_line(source, texts)]) if source else words
            for words, source in zip(cards, _sources(quotes[:count]), strict=False)
        ]
        return joined([*before, *shown], "\n\n")

    return longest_that_fits(showing, len(cards))


def card(quote: Quote, texts: Texts) -> Markup:
    """A message with one passage, which always fits."""
    return passages_message([quote], texts)[0]


def _words(quote: Quote, texts: Texts, among: int) -> Markup:
    """A passage without its source; `among` is how many share a message's formatted parts."""
    passage = quote.passage
    speech = passage.speech
    lines = [who(speech.speaker, speech.role, texts)] if speech.speaker else []
    lines.append(plain(clipped(place(passage, texts), FIELD)))
    longest_first = sorted(quote.highlights, key=lambda mark: mark[0] - mark[1])
    marks = sorted(longest_first[: ENTITIES // among - _FIXED_ENTITIES])
    folded = among > 1 and _shows_a_mark(passage.text, marks)
    lines.append(quotation(_marked(passage.text, marks), folded=folded))
    return joined(lines)


def _shows_a_mark(text: str, marks: Sequence[tuple[int, int]]) -> bool:
    """Whether a folded quotation shows the first marked word of a text."""
    until = marks[0][1] if marks else 0
    widths = (
        sum(2 if east_asian_width(character) in "WF" else 1 for character in line)
        for line in text[:until].split("\n")
    )
    return sum(max(1, ceil(width / _LINE)) for width in widths) <= _VISIBLE


def _sources(quotes: Sequence[Quote]) -> list[Source | None]:
    """The source to name after each passage; None where the next one has the same."""
    sources = [quote.passage.speech.source for quote in quotes]
    return [
        source if source != following else None
        for source, following in zip_longest(sources, sources[1:])
    ]


def who(name: str, role: str | None, texts: Texts) -> Markup:
    """Somebody's name, and the role if it is known."""
    spoken = bold(clipped(spoken_name(name, texts), FIELD))
    return spoken + plain(texts("source-separator") + clipped(role, FIELD)) if role else spoken


def source_line(source: Source, texts: Texts) -> Markup:
    """Where a speech was published, as a link if it has an address."""
    words = clipped(credit(source, texts), FIELD)
    if source.url and urlsplit(source.url).scheme in ("http", "https"):
        return link(words, source.url)
    return plain(words)


def citation(quotes: Sequence[Quote], texts: Texts) -> str:
    """The speakers of passages, their speeches and places, and the sources, as a button copies it.

    A single passage takes one line. Passages that do not fit are left out from the end.
    """
    cited = [_cited(quotes[:count], texts) for count in range(1, len(quotes) + 1)]
    fitting = [text for text in cited if units(text) <= _CITATION]
    return fitting[-1] if fitting else clipped(cited[0], _CITATION)


def _cited(quotes: Sequence[Quote], texts: Texts) -> str:
    between = texts("source-separator")
    lines: list[str] = []
    for quote, source in zip(quotes, _sources(quotes), strict=True):
        passage = quote.passage
        speaker = spoken_name(passage.speech.speaker or "", texts)
        lines.append(between.join(filter(None, (speaker, place(passage, texts)))))
        if source:
            lines.append(credit(source, texts))
    return (between if len(quotes) == 1 else "\n").join(lines)


def longest_that_fits(showing: Callable[[int], Markup], most: int) -> tuple[Markup, int]:
    """The message that shows as many of `most` things as fit, at least one, and their number."""
    whole = showing(most)
    if whole.fits:
        return whole, most
    fitting = max(1, bisect(range(1, most), False, key=lambda count: not showing(count).fits))
    return showing(fitting), fitting


def _marked(text: str, marks: Sequence[tuple[int, int]]) -> Markup:
    """A passage's text with its marks in bold."""
    marked, at = Markup(), 0
    for start, end in marks:
        marked += plain(text[at:start]) + bold(text[start:end])
        at = end
    return marked + plain(text[at:])
