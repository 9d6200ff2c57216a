"""Which forums a question is about: those of a year, a day, a place, a name or a publisher."""

import datetime
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

from bot.answering.framing.forum_names import ForumNames
from bot.answering.framing.signs import Sign, Signs, Translated
from bot.answering.framing.sketch import Sketch, Span
from bot.language.script import HAN

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
"""What precedes a forum that is excluded."""

_MAY = {*"不有是让被把用给"}
"""What follows 会 if it is no meeting, but means "will"."""
_LONG_WORD = re.compile(rf"[{HAN}]{{1,}}(?<!上)[会坛议桌]|[a-z]{{5,}}")
_UNKNOWN = re.compile(rf"(?:(?![说讲谈提聊谁哪什怎有])[{HAN}]){{1,6}}|\s*[a-z]{{3,12}}\s*")
"""A word for a meeting, and words before it that are in no title: 青屿那个校长论坛."""
_REACH = 24
"""Characters before a word that are searched for what belongs to it."""
_MOST = 32
"""Signs, and words for meetings, of a question that are examined."""


@dataclass(frozen=True, slots=True)
class Scope:
    """The names of the forums that a question is about, and the words of it that say so.

    With empty `forums`, no forum fits. A scope that is not `sure` may be a part of the subject;
    then the passage that answers has one of the `signs`.
    """

    forums: tuple[str, ...]
    text: str
    sure: bool = True
    signs: tuple[str, ...] = ()


class Scopes:
    """Finds the scope of questions; `names` is called when it is first needed."""

    def __init__(
        self,
        names: Callable[[], ForumNames],
        translated: Translated,
        today: Callable[[], datetime.date] = datetime.date.today,
    ) -> None:
        self._names = names
        self._signs = Signs(translated, today)

    def scope(self, sketch: Sketch) -> tuple[Scope | None, list[Span]]:
        """The scope of a question, if it has one, and the pieces of it that refer to forums."""
        names = self._names()
        found = list(islice(self._signs.find(sketch, names), _MOST))
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
        """Words for a meeting with the signs around them: 23年的会, "the meeting in Qingyu"."""
        done = 0
        for start, word in islice(self._signs.meetings.find(text), _MOST):
            end = start + len(word)
            if text[end - 1] == "会" and text[end : end + 1] in _MAY:
                continue
            around = _around(text, start, end, signs) if start >= done else []
            if around:
                done = max(end, *(sign.end for sign in around))
                first = min(start, around[0].start)
                kind = around[0].kind if len({s.kind for s in around}) == 1 else "forum"
                yield Sign(first, done, _common(around, forums), kind, sure=True)


def _common(signs: Iterable[Sign], forums: frozenset[str]) -> frozenset[str]:
    """The forums that all signs fit; of two contradictory times or places, either may fit."""
    fitting: dict[str, frozenset[str]] = {}
    for sign in signs:
        others = fitting.get(sign.kind, sign.forums)
        fitting[sign.kind] = others & sign.forums or others | sign.forums
    return forums.intersection(*fitting.values())


def _around(text: str, start: int, end: int, signs: Sequence[Sign]) -> list[Sign]:
    """The signs that lead up to a word for a meeting, and those that follow it."""
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
    """A sign with the words that only join it to the rest."""
    before = _LEADING.search(text, max(0, sign.start - _REACH), sign.start)
    after = _TRAILING.match(text, sign.end)
    return before.start() if before else sign.start, after.end() if after else sign.end


def _source(sketch: Sketch, spans: Iterable[Span]) -> str:
    """The source of some pieces, in order."""
    normal, source = sketch.reading.normal, sketch.reading.source
    pieces = (source[slice(*normal.span(*span))].strip() for span in sorted(spans))
    return " ".join(pieces)
