"""Reads the frame of a question: what it asks for, whose words it excludes, and which forums."""

import re
from collections.abc import Mapping, Set
from dataclasses import dataclass, replace
from typing import Literal

from bot.answering.framing.clauses import Courtesies, asks, clauses
from bot.answering.framing.scope import Scope, Scopes
from bot.answering.framing.sketch import (
    NAME_MEANT,
    Phrasebook,
    Sketch,
    Span,
    read_phrases,
    read_rules,
    read_sorted_phrases,
    squeezed,
)
from bot.language.stopwords import Stopwords

Kind = Literal[
    "passage", "said", "speech", "outline", "facts", "others", "more", "help", "settings", "nothing"
]
"""What a question asks for.

A passage on a subject; what somebody said, on no particular subject; a whole speech or its outline;
facts about a forum; what others say, or more than an answer showed; help with the bot, or its
settings; nothing.
"""

_KINDS: Mapping[str, Kind] = {
    "others": "others",
    "more": "more",
    "facts": "facts",
    "outline": "outline",
    "full": "speech",
}
"""The kinds by the meanings of phrases, the most important first."""

_OF_A_FORUM = ("date", "speakers", "theme")
"""The facts about a forum that a question without a subject asks for."""

_REMARK = 40
"""Characters of a remark at most."""

_FEW = 4
"""Clauses at most of a question of which one may be all that it asks."""

_SAYING = frozenset("说讲谈提聊报映谁哪什着")
"""The rules of `speaking.txt` match nothing without one of these characters."""

_NO_FIGURE = re.compile(r"\D*(?:\d{0,2}|(\d)\1+|\+\d+|2333*)\D*")
"""A text without letters whose digits are no figure that a speech may mention."""


@dataclass(frozen=True, slots=True)
class Frame:
    """What a question asks for; the sketch has only its subject left.

    `facts` have the names in `facts.txt`. `excluded` speakers are not to answer. `of_forums` says
    that the question refers to forums, even if `scope` does not exclude any; `unscoped` is the
    frame if the scope may be a part of the subject. `is_remark` says that it may be no question at
    all, unless something answers it.
    """

    kind: Kind
    sketch: Sketch
    facts: tuple[str, ...] = ()
    excluded: tuple[str, ...] = ()
    scope: Scope | None = None
    of_forums: bool = False
    is_remark: bool = False
    unscoped: "Frame | None" = None


class FrameReader:
    """Recognises the words that frame a question."""

    def __init__(self, stopwords: Stopwords, scopes: Scopes) -> None:
        self._scopes = scopes
        self._courtesies = Courtesies()
        self._excluding = read_rules("excluding")
        self._speaking = read_rules("speaking")
        said = ("nothing", "thanks", "greeting", "help", "settings")
        filler = read_phrases("filler")
        chatter = {**{meaning: read_phrases(meaning) for meaning in said}, "": filler}
        self._chatter = Phrasebook({m: map(squeezed, phrases) for m, phrases in chatter.items()})
        plain = [*stopwords.grammar, *stopwords.asking, *read_phrases("request"), *filler]
        forms = {form: read_phrases(form) for form in ("outline", "full")}
        proposing = read_phrases("proposing")
        self._of_somebody = Phrasebook({**forms, "proposing": proposing, "": plain})
        self._facts = read_sorted_phrases("facts")
        further = read_sorted_phrases("more")
        plain += read_phrases("forum-words")
        self._of_nobody = Phrasebook({**forms, **self._facts, **further, "": plain})

    def frame(self, sketch: Sketch) -> Frame:
        chatter = self._of_chatter(sketch)
        if chatter:
            return Frame(chatter, sketch)
        is_remark = self._is_remark(sketch)
        sketch = sketch.without(self._courtesies.in_(sketch))
        excluded, spans = self._excluded(sketch)
        sketch = sketch.without(spans)
        scope, spans = self._scopes.scope(sketch)
        before = list(self._courtesies.before(sketch))
        unsure = scope and not scope.sure
        unscoped = self._framed(sketch.without(before), excluded) if unsure else None
        of_forums = bool(spans) and not unsure
        framed = self._framed(sketch.without((*spans, *before)), excluded)
        if framed.kind == "passage" and spans and not (sketch.has_names or framed.sketch.content()):
            framed = replace(framed, kind="facts", facts=_OF_A_FORUM)
        return replace(
            framed, scope=scope, of_forums=of_forums, is_remark=is_remark, unscoped=unscoped
        )

    def _excluded(self, sketch: Sketch) -> tuple[tuple[str, ...], list[Span]]:
        """The speakers who are not to answer ("except Liu Hui"), and the pieces that say so.

        A name that fits several speakers excludes them all.
        """
        spans = [match.span() for match in self._excluding.finditer(sketch.text)]
        named = (name for span in spans for name in sketch.named_in(span))
        return tuple(dict.fromkeys(s for name in named for s in name.speakers)), spans

    def _of_chatter(self, sketch: Sketch) -> Literal["help", "settings", "nothing"] | None:
        has_words = sketch.has_names or any(map(str.isalpha, sketch.text))
        if not has_words and _NO_FIGURE.fullmatch(sketch.text):
            return "nothing"
        meant = self._chatter.meant(squeezed(sketch.text))
        if not meant or (NAME_MEANT in meant and meant != {NAME_MEANT, "thanks"}):
            return None
        if "settings" in meant:
            return "settings"
        return "help" if "help" in meant or meant == {"greeting"} else "nothing"

    def _framed(self, sketch: Sketch, excluded: tuple[str, ...]) -> Frame:
        """The frame of what is left of a question."""
        meant = self._meant(sketch)
        facts: Set[str] = meant & self._facts.keys()
        of_anybody = "others" in meant or not (facts or sketch.has_names or sketch.content())
        if excluded and of_anybody:  # who else spoke at all
            facts, meant = {"speakers"}, frozenset()
        if not (meant or facts) or "proposing" in meant:
            return Frame("passage", self._subject_of(sketch), (), excluded)
        asked = meant | {"facts"} if facts else meant
        kinds = (kind for meaning, kind in _KINDS.items() if meaning in asked)
        return Frame(next(kinds, "said"), sketch, tuple(sorted(facts)), excluded)

    def _is_remark(self, sketch: Sketch) -> bool:
        """Whether a question begins as chatter, and has no word that asks something."""
        spans = clauses(sketch.text)
        if len(spans) < 2 or len(sketch.text) > _REMARK or sketch.has_names or asks(sketch.text):
            return False
        meant = self._chatter.meant(squeezed(sketch.text[slice(*spans[0])])) or frozenset()
        return not meant.isdisjoint({"nothing", "thanks"})

    def _meant(self, sketch: Sketch) -> frozenset[str]:
        """The meanings of a question, or a clause, that consists of phrases alone.

        The other clauses must not ask anything: "key points of Liu Hui? my boss is waiting".
        """
        book = self._of_somebody if sketch.has_names else self._of_nobody
        whole = book.meant(sketch.text, sketch.inside)
        if whole is not None or not sketch.has_names:
            return whole or frozenset()
        spans = clauses(sketch.text, apart=True)[: _FEW + 1]
        texts = [sketch.text[slice(*span)] for span in spans]
        inside = [{at - start for at in sketch.inside} for start, _ in spans]
        meant = [book.meant(*pair) or frozenset() for pair in zip(texts, inside, strict=True)]
        forms = [each for each in meant if NAME_MEANT in each and each & {"outline", "full"}]
        talk = (text for text, each in zip(texts, meant, strict=True) if not each)
        if len(spans) > _FEW or len(forms) != 1 or any(map(asks, talk)):
            return frozenset()
        return forms[0]

    def _subject_of(self, sketch: Sketch) -> Sketch:
        """The sketch without phrases that only say that somebody speaks, unless that is all."""
        if _SAYING.isdisjoint(sketch.text):
            return sketch
        subject = sketch.without(match.span() for match in self._speaking.finditer(sketch.text))
        return subject if subject.content() else sketch
