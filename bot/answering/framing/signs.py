"""The pieces of a question that may refer to forums: a year, a day, a place, a name."""

import datetime
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain, islice

from bot.answering.framing.forum_names import ForumNames
from bot.answering.framing.sketch import NAME, Sketch, read_phrases, read_sorted_phrases
from bot.answering.speakers.parsed_question import Phrases
from bot.corpus.dates import Date, read_date
from bot.language.terms import Kind, Term

Translated = Callable[[Sequence[Term]], Iterable[str]]
"""The possible Chinese translations of words in letters."""

_MONTHS = "jan|feb|mar|apr|may|june?|july?|aug|sept?|oct|nov|dec"
_DIGIT = re.compile(r"\d")
_DATE = re.compile(
    r"(?<!\d)(?:(?:19|20)\d\d年)?\d{1,2}月(?:份|\d{1,2}[日号])?"
    r"|(?<![\d.])(?:19|20)\d\d"
    r"(?:年(?!代)|[-/.]\d{1,2}[-/.]\d{1,2}(?!\d)|(?=的|[那这][次场届回个])"
    r"|(?![\d.%]|[^\W\d_a-z]))"
)
_WORDED = re.compile(
    rf"(?<![a-z\d])(?:\d{{1,2}}(?:st|nd|rd|th)? (?:of )?)?(?:{_MONTHS})[a-z]*"
    r"(?: \d{1,2}(?:st|nd|rd|th)?(?!\d))?(?:,? (?:19|20)\d\d)?(?![a-z\d])"
)
_SHORT_YEAR = re.compile(r"(?<!\d)(\d\d)年(?![\d前后来内多间代])")
_SESSION = re.compile(
    r"第(?:[一二三四五六七八九十]{1,3}|\d{1,3})[届次回期场]|\b\d{1,2}(?:st|nd|rd|th)\b"
)
_SAID = re.compile(
    rf"\s*(?:{NAME}|在?会上|(?:都)?有?谁|哪位|哪些人|有没有人|有人)|[的都又]?[说讲谈提报](?:到|过|的|了|起|$)"
)
_OF_MEETING = re.compile(rf"\s*(?:$|[的会谁有,，:：开]|{NAME}|在?会上|[说讲谈提](?:到|过|的|了))")
_BEHIND = re.compile(r"\s*(?:以|之)?[前后来]|\s*(?:and|or) (?:before|after|later|earlier)")
_AHEAD = re.compile(r"(?<![a-z])(?:before|after|since|until|by)\s+\Z")
_ENDS = re.compile(r"\s*[,，:：]")
_QUOTED = {*"“\"《「'"}
_TELLING = 8
"""Characters of a part of a title that refers to its forum wherever it is."""
_WORDS = 5
"""Words before a meeting that may belong to its name."""
_MOST_LATIN = 32
"""Words in letters of a question that are examined."""


@dataclass(frozen=True, slots=True)
class Sign:
    """A piece of a question that may refer to some forums.

    `kind` is shared by signs that say the same about a forum. A `sure` sign needs no word for a
    meeting beside it; a `likely` one counts if the question has no better sign. The words of one
    that `names` a place or a forum may also be in a passage.
    """

    start: int
    end: int
    forums: frozenset[str]
    kind: str = "name"
    sure: bool = False
    likely: bool = False
    names: bool = False


class Signs:
    """Finds the signs in a question."""

    def __init__(self, translated: Translated, today: Callable[[], datetime.date]) -> None:
        self._translated = translated
        self._today = today
        relative = read_sorted_phrases("relative").items()
        self._relative = {phrase: meaning for meaning, phrases in relative for phrase in phrases}
        self._relative_phrases = Phrases(self._relative)
        self._meeting_words = frozenset(read_phrases("meeting"))
        self.meetings = Phrases(self._meeting_words)

    def find(self, sketch: Sketch, forums: ForumNames) -> Iterator[Sign]:
        text = sketch.text
        yield from _dates(text, forums)
        yield from self._relative_dates(text, forums)
        for match in _SESSION.finditer(text):
            yield Sign(*match.span(), forums.mentioning(match.group()), "number")
        yield from _called(text, forums)
        yield from self._in_letters(sketch, forums)

    def _relative_dates(self, text: str, forums: ForumNames) -> Iterator[Sign]:
        """Last year's, the latest: counted from today's year, or among the forums."""
        for start, phrase in self._relative_phrases.find(text):
            end = start + len(phrase)
            kind, number, *alone = self._relative[phrase].split()
            apart = not text[:start].strip() and bool(_ENDS.match(text, end))
            sure = apart or bool((_OF_MEETING if alone else _SAID).match(text, end))
            if kind == "year":
                year = self._today().year + int(number)
                yield Sign(start, end, forums.on(Date(year, None, None)), "time", sure=sure)
            else:
                fitting = forums.numbered(int(number))
                yield Sign(start, end, fitting, "time", sure=sure, likely=bool(alone))

    def _in_letters(self, sketch: Sketch, forums: ForumNames) -> Iterator[Sign]:
        """Words in letters: of a title, the pinyin of a place, a translation of a title's word."""
        latin = [term for term in sketch.terms if term.kind is Kind.LATIN]
        meetings = {at for at, term in enumerate(latin) if term.word in self._meeting_words}
        for at, term in islice(enumerate(latin), _MOST_LATIN):
            fitting = set(forums.spelt.get(term.word, ()))
            if not fitting and not meetings.isdisjoint(range(at - 2, at + _WORDS)):
                meant = self._translated([term])
                fitting = {name for word in meant for name in forums.meant.get(word, ())}
            if fitting and at not in meetings:
                start, end = sketch.reading.place(term.start), sketch.reading.place(term.end)
                likely = forums.is_place(term.word) or self._is_proper(term)
                yield Sign(start, end, frozenset(fitting), likely=likely, names=True)

    def _is_proper(self, term: Term) -> bool:
        """Whether a word is capitalised and in no dictionary: "Ashmere"."""
        return term.capitalised and set(self._translated([term])) <= {term.text}


def _dates(text: str, forums: ForumNames) -> Iterator[Sign]:
    """Dates, but not those that only begin or end a time: 2023年以前, "since 2023"."""
    numbered = _DATE.finditer(text) if _DIGIT.search(text) else ()
    for match in chain(numbered, _WORDED.finditer(text)):
        date = read_date(match.group().title())
        is_bound = _BEHIND.match(text, match.end()) or _AHEAD.search(text, 0, match.start())
        if date and not is_bound:
            yield _dated(text, match, date, forums)
    for match in _SHORT_YEAR.finditer(text):
        yield _dated(text, match, Date(2000 + int(match[1]), None, None), forums)


def _dated(text: str, match: re.Match[str], date: Date, forums: ForumNames) -> Sign:
    """A date as a sign: sure on the day of a forum, or if something was said then."""
    is_day = date.day is not None
    sure = forums.has(date) if is_day else bool(_SAID.match(text, match.end()))
    likely = date.month is None and forums.has(date)
    return Sign(*match.span(), forums.on(date), "time", sure=sure, likely=likely)


def _called(text: str, forums: ForumNames) -> Iterator[Sign]:
    """Titles, words of titles, publishers and places."""
    for at, phrase in forums.phrases.find(text):
        quoted = at > 0 and text[at - 1] in _QUOTED
        entire = phrase in forums.titles and (quoted or len(phrase) >= _TELLING)
        yield Sign(
            at,
            at + len(phrase),
            frozenset(forums.meant[phrase]),
            sure=entire or phrase in forums.publishers,
            likely=phrase in forums.places,
            names=True,
        )
