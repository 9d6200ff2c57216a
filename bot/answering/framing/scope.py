"""Which forums a question is about: those of a year, a day, a place, a name or a publisher."""

import datetime
import re
from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain, islice

from bot.answering.framing.forum_names import ForumNames
from bot.answering.framing.sketch import (
    NAME,
    Phrasebook,
    Sketch,
    Span,
    read_phrases,
    read_sorted_phrases,
)
from bot.corpus.dates import Date, read_date
from bot.language.script import HAN
from bot.language.terms import Kind, Term

Translated = Callable[[Sequence[Term]], Iterable[str]]
"""What words in letters may be in Chinese."""

_MONTHS = "jan|feb|mar|apr|may|june?|july?|aug|sept?|oct|nov|dec"
_DIGIT = re.compile(r"\d")
_DATE = re.compile(
    r"(?<!\d)(?:(?:19|20)\d\d年)?\d{1,2}月(?:份|\d{1,2}[日号])?"
    r"|(?<![\d.])(?:19|20)\d\d"
    r"(?:年(?!代)|[-/.]\d{1,2}[-/.]\d{1,2}(?!\d)|(?![\d.%]|[^\W\d_a-z]))"
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
"""Characters of a part of a title that names its forum wherever it stands."""
_WORDS = 5
"""Words before a meeting that may be of its name."""
_MOST_LATIN = 32
"""Words in letters of a question that are looked at."""


@dataclass(frozen=True, slots=True)
class Sign:
    """A piece of a question that may tell forums from others, and those that it fits.

    `kind` is that of all that tells the same of a forum. `sure` says that it does even without a
    word for a meeting, `likely` that it does if nothing else in the question does. One that `names`
    a place or a forum may stand in a passage, too.
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
        self._relative = Phrasebook(read_sorted_phrases("relative"))
        self.meetings = Phrasebook({"": read_phrases("meeting")})

    def found(self, sketch: Sketch, forums: ForumNames) -> Iterator[Sign]:
        text = sketch.text
        yield from _dates(text, forums)
        yield from self._relative_to_now(text, forums)
        for match in _SESSION.finditer(text):
            yield Sign(*match.span(), forums.telling(match.group()), "number")
        yield from _called(text, forums)
        yield from self._in_letters(sketch, forums)

    def _relative_to_now(self, text: str, forums: ForumNames) -> Iterator[Sign]:
        """Last year's, the latest: counted from today's year, or among the forums."""
        for start, end, meaning in self._relative.found(text):
            kind, number, *alone = meaning.split()
            apart = not text[:start].strip() and bool(_ENDS.match(text, end))
            sure = apart or bool((_OF_MEETING if alone else _SAID).match(text, end))
            if kind == "year":
                year = self._today().year + int(number)
                yield Sign(start, end, forums.on(Date(year, None, None)), "time", sure=sure)
            else:
                fitting = forums.numbered(int(number))
                yield Sign(start, end, fitting, "time", sure=sure, likely=bool(alone))

    def _in_letters(self, sketch: Sketch, forums: ForumNames) -> Iterator[Sign]:
        """Words in letters: of a title, the pinyin of a place, what a word of a title means."""
        origin = sketch.reading.normal.origin
        latin = [term for term in sketch.terms if term.kind is Kind.LATIN]
        meetings = {at for at, term in enumerate(latin) if self.meetings.has(term.word)}
        for at, term in islice(enumerate(latin), _MOST_LATIN):
            fitting = set(forums.spelt.get(term.word, ()))
            if not fitting and not meetings.isdisjoint(range(at - 2, at + _WORDS)):
                meant = self._translated([term])
                fitting = {name for word in meant for name in forums.meant.get(word, ())}
            if fitting and at not in meetings:
                start, end = bisect_left(origin, term.start), bisect_left(origin, term.end)
                is_place = forums.is_place(term.word) or self._is_proper(term)
                yield Sign(start, end, frozenset(fitting), likely=is_place, names=True)

    def _is_proper(self, term: Term) -> bool:
        """Whether a word that begins with a capital is no word of a dictionary: "Ashmere"."""
        return term.capitalised and set(self._translated([term])) <= {term.text}


def _dates(text: str, forums: ForumNames) -> Iterator[Sign]:
    numbered = (_DATE,) if _DIGIT.search(text) else ()
    for match in chain.from_iterable(form.finditer(text) for form in (*numbered, _WORDED)):
        date = read_date(match.group().title())
        if date and not _is_bound(text, match):
            yield _dated(text, match, date, forums)
    for match in _SHORT_YEAR.finditer(text):
        yield _dated(text, match, Date(2000 + int(match[1]), None, None), forums)


def _is_bound(text: str, match: re.Match[str]) -> bool:
    """Whether a date is only where a time begins or ends: 2023年以前, "since 2023"."""
    return bool(_BEHIND.match(text, match.end()) or _AHEAD.search(text, 0, match.start()))


def _dated(text: str, match: re.Match[str], date: Date, forums: ForumNames) -> Sign:
    """A day on which a forum was held is a sign; a year is, if something was said then."""
    if date.day is not None:
        return Sign(*match.span(), forums.on(date), "time", sure=forums.has(date))
    said = bool(_SAID.match(text, match.end()))
    likely = date.month is None and forums.has(date)
    return Sign(*match.span(), forums.on(date), "time", sure=said, likely=likely)


def _called(text: str, forums: ForumNames) -> Iterator[Sign]:
    """Titles and words of them, publishers and places."""
    for at, phrase in forums.phrases.found(text):
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


_BEFORE = re.compile(
    r"(?:[的这那该本此届个市县区省\s“”\"《》「」'·,-]|登|刊登|报道|举行|召开|举办|最近"
    r"|(?<![a-z])(?:the|a|an|that|this|held|in|at|of|on)(?![a-z])){0,8}\Z"
)
_AFTER = re.compile(
    r"(?:[的\s“”\"《》「」'·,]|上|里|登|刊登|刊发|报道|举行|召开|举办"
    r"|(?<![a-z])(?:the|at|in|on|of|from|during|held|was)(?![a-z])){0,6}"
)
_LEADING = re.compile(
    r"(?:除了?|不是|不要|不算|[在从于“\"《「'\s]"
    r"|(?<![a-z])(?:except|besides?|not|other than|apart from)(?![a-z])"
    r"|(?<![a-z])(?:at|in|on|from|during|of|the|that|this)(?![a-z]))*\Z"
)
_TRAILING = re.compile(
    r"(?:[”\"》」]|市|那边|那里|这边|这里|那儿|那?一?[次场届天篇份回期]|那个|当天|登|刊登|刊发|报道|发表|[上里中的])*"
)
_NEGATED = re.compile(
    r"(?:除了?|除去|不是|不要|不算|不看|排除|撇开)\s*(?:在)?(?:那[个场次])?\s*\Z"
    r"|(?<![a-z])(?:except|besides?|other than|apart from|not|excluding)(?: for)?"
    r"(?: (?:in|at|from|of))?(?: the)?\s+\Z"
)
"""What stands before a forum that is not meant."""

_MAY = {*"不有是让被把用给"}
"""What follows 会 where it is no meeting, but says that something will be."""
_LONG_WORD = re.compile(rf"[{HAN}]{{1,}}(?<!上)[会坛议桌]|[a-z]{{5,}}")
_UNKNOWN = re.compile(rf"(?:(?![说讲谈提聊谁哪什怎有])[{HAN}]){{1,6}}|\s*[a-z]{{3,12}}\s*")
"""A word for a meeting, and what may stand before it though no title has it: 青屿那个校长论坛."""
_REACH = 24
"""Characters around a word that are looked at for what belongs to it."""
_MOST = 32
"""Signs, and words for meetings, of a question that are looked at."""


@dataclass(frozen=True, slots=True)
class Scope:
    """The forums that a question is about, by their names, and its words that say so.

    None fits where `forums` is empty. One that is not `sure` may be no scope, but what is said,
    which has one of the `signs` then.
    """

    forums: tuple[str, ...]
    text: str
    sure: bool = True
    signs: tuple[str, ...] = ()


class Scopes:
    """Finds what a question is confined to; the names of the forums are asked for when needed."""

    def __init__(
        self,
        names: Callable[[], ForumNames],
        translated: Translated,
        today: Callable[[], datetime.date] = datetime.date.today,
    ) -> None:
        self._names = names
        self._signs = Signs(translated, today)

    def scope(self, sketch: Sketch) -> tuple[Scope | None, list[Span]]:
        """The scope of a question, if it has one, and the pieces of it that are about forums."""
        names = self._names()
        found = list(islice(self._signs.found(sketch, names), _MOST))
        groups = list(self._with_meetings(sketch.text, found, names.everything)) if found else []
        taken = {at for group in groups for at in range(group.start, group.end)}
        others = [sign for sign in found if taken.isdisjoint(range(sign.start, sign.end))]
        sure = groups + [sign for sign in others if sign.sure]
        if any(sign.kind == "time" for sign in sure):  # "2023 and 2025"
            sure += [s for s in others if s.likely and not s.sure and s.kind == "time"]
        several = len(names.forums) > 1
        chosen = sure or [sign for sign in others if sign.likely and several and sign.forums]
        if not chosen:
            return None, []
        spans = sorted(_widened(sketch.text, sign) for sign in chosen)
        unwanted = [sign for sign in chosen if _NEGATED.search(sketch.text, 0, sign.start)]
        fitting = _common((s for s in chosen if s not in unwanted), names.everything)
        fitting = fitting.difference(*(sign.forums for sign in unwanted))
        if fitting == names.everything:
            return None, spans
        return Scope(
            tuple(forum.name for forum in names.forums if forum.name in fitting),
            _source(sketch, ((sign.start, sign.end) for sign in chosen)),
            bool(sure),
            tuple(sketch.text[sign.start : sign.end] for sign in chosen if sign.names),
        ), spans

    def _with_meetings(
        self, text: str, signs: Sequence[Sign], forums: frozenset[str]
    ) -> Iterator[Sign]:
        """Words for a meeting with the signs around them: "23年的会", "the meeting in Qingyu"."""
        done = 0
        for start, end, _ in islice(self._signs.meetings.found(text), _MOST):
            if text[end - 1] == "会" and text[end : end + 1] in _MAY:
                continue
            around = _around(text, start, end, signs) if start >= done else []
            if around:
                done = max(end, *(sign.end for sign in around))
                first = min(start, around[0].start)
                kind = around[0].kind if len({s.kind for s in around}) == 1 else "forum"
                yield Sign(first, done, _common(around, forums), kind, sure=True)


def _common(signs: Iterable[Sign], forums: frozenset[str]) -> frozenset[str]:
    """Those of the forums that all signs fit; of two times, or two places, that fit either."""
    fitting: dict[str, frozenset[str]] = {}
    for sign in signs:
        others = fitting.get(sign.kind, sign.forums)
        fitting[sign.kind] = others & sign.forums or others | sign.forums
    return forums.intersection(*fitting.values())


def _around(text: str, start: int, end: int, signs: Sequence[Sign]) -> list[Sign]:
    """The signs that lead to a word for a meeting, and those that follow on it."""
    found: list[Sign] = []
    if _LONG_WORD.fullmatch(text, start, end):
        certain = (sign for sign in signs if sign.likely or sign.sure)
        unknown = (sign for sign in certain if _UNKNOWN.fullmatch(text, sign.end, start))
        start = min((sign.end for sign in unknown), default=start)
    while gap := _BEFORE.search(text, max(0, start - _REACH), start):
        near = [sign for sign in signs if gap.start() <= sign.end <= start]
        if not near:
            break
        found.insert(0, min(near, key=lambda sign: sign.start))
        start = found[0].start
    while gap := _AFTER.match(text, end):
        near = [sign for sign in signs if end <= sign.start <= gap.end()]
        if not near:
            break
        found.append(max(near, key=lambda sign: sign.end))
        end = found[-1].end
    return found


def _widened(text: str, sign: Sign) -> Span:
    """A piece with the words that only join it to the rest."""
    before = _LEADING.search(text, max(0, sign.start - _REACH), sign.start)
    after = _TRAILING.match(text, sign.end)
    return before.start() if before else sign.start, after.end() if after else sign.end


def _source(sketch: Sketch, spans: Iterable[Span]) -> str:
    normal, source = sketch.reading.normal, sketch.reading.source
    pieces = (source[slice(*normal.span(*span))].strip() for span in sorted(spans))
    return " ".join(pieces)
