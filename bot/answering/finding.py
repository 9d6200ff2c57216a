"""Finds the passages that answer a question, and judges how sure that is."""

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace
from functools import cached_property

from bot.answering.confidence import (
    ALMOST,
    OF_SPEAKERS,
    Evidence,
    confidence,
    unprompted_confidence,
)
from bot.answering.question import Question
from bot.corpus.speech import by_age
from bot.corpus.splitting import sentence_ends
from bot.language.terms import Analyzer
from bot.search.index import Hit, PassageIndex
from bot.search.query import Query, TermGroup, WordsCarried
from bot.search.ranking import share

_MOST = 10
"""Passages in an answer and behind its buttons."""

_MANY = 50
"""Passages searched to find everybody who talks about a subject."""

_WHOLE = 1000
"""Passages of somebody's speeches at most."""

_EQUAL = 0.99
"""The share of another's score at which a passage counts as equal."""

_RARITY = 9.0
"""Words below this are general ones: about seven hundred, such as 时间, 问题 and 学校."""

CLOSE = 0.4
"""A passage joins the best one in an answer if it has at least this share of its score."""


@dataclass(frozen=True, slots=True)
class Found:
    """The passages that answer; if none does, the `closest` one, if any is close."""

    hits: list[Hit]
    closest: Hit | None = None


class Finder:
    """Searches the index, within `forums` where they are given."""

    def __init__(self, index: PassageIndex, analyzer: Analyzer) -> None:
        self._index = index
        self._analyzer = analyzer

    def answering(
        self, question: Question, speakers: Collection[str], forums: Collection[str] = ()
    ) -> Found:
        """The passages that answer a question, of these speakers if any are given.

        If it consists of several questions, the best passage of each follows the best of all.
        """
        if not question.subject:
            return Found(self._without_subject(question, speakers, forums))
        found = self._sure(question, question.subject, speakers, forums)
        hits = found.hits
        if question.wants_speakers and not speakers:
            hits = _one_a_speaker(hits)[:_MOST]
        parts = (self._sure(question, part, speakers, forums).hits for part in question.parts)
        firsts = [hit for part in parts for hit in part[:1]]
        ordered = {hit.place: hit for hit in (*hits[:1], *firsts, *hits)}
        return Found(list(ordered.values()), found.closest)

    def ranked(self, question: Question, limit: int, forums: Collection[str] = ()) -> list[Hit]:
        """The best passages, however weak."""
        query = self._query(question, question.subject or question.asking)
        asked = question.text if question.subject else ""
        return self._hits(question, query, question.speakers, forums, limit, asked)

    def speeches(self, speakers: Collection[str], forums: Collection[str] = ()) -> list[Hit]:
        """Everything the speakers said, the latest forum first, each speech from its beginning."""
        return sorted(self._index.of(speakers, _WHOLE, forums), key=self._age)

    def unprompted_confidence(self, question: Question, hit: Hit) -> float:
        """The log-odds that a passage answers a question that nobody put to the bot.

        No speech says when somebody speaks.
        """
        if not question.subject:
            return 0.0 if question.wanted or not question.of_speakers else OF_SPEAKERS
        query = self._query(question, question.subject)
        words = query.words_carried(hit.terms)
        evidence = self._evidence(question, query, hit, words)
        return unprompted_confidence(evidence, words.distinct, of_speakers=question.of_speakers)

    def _sure(
        self,
        question: Question,
        subject: Sequence[TermGroup],
        speakers: Collection[str],
        forums: Collection[str],
    ) -> Found:
        query = self._query(question, subject)
        limit = _MANY if question.wants_speakers and not speakers else _MOST
        whole = subject is question.subject  # the text of a part is not known by itself
        text = question.text if whole else ""
        hits = self._hits(question, query, speakers, forums, limit, text)
        if not hits:
            return Found([])
        asked = replace(question, speakers=tuple(speakers))
        sure = self._confidence(asked, query, hits[0])
        if query.is_only_by_sound(hits[0].terms):
            return Found([], hits[0] if sure > 0 else None)
        if sure > 0:
            return Found([hit for hit in hits if hit.score >= CLOSE * hits[0].score])
        return Found([], hits[0] if sure > ALMOST else None)

    def _query(self, question: Question, subject: Sequence[TermGroup]) -> Query:
        """The query for a subject, and for the words beside it where it is the whole one."""
        beside = question.beside if subject is question.subject else ()
        return self._index.query(subject, question.wanted, beside)

    def _hits(
        self,
        question: Question,
        query: Query,
        speakers: Collection[str],
        forums: Collection[str],
        limit: int,
        asked: str = "",
    ) -> list[Hit]:
        hits = self._index.hits(query, speakers, limit, forums, question.excluded, asked)
        groups = (sorted(g, key=self._age) if g[1:] else g for g in _equals(hits))
        return [hit for group in groups for hit in group]

    def _age(self, hit: Hit) -> int:
        """How many forums are newer than that of a passage, which need not be read for that."""
        firsts, ages = self._ages
        return ages[bisect_right(firsts, hit.place) - 1]

    @cached_property
    def _ages(self) -> tuple[Sequence[int], Sequence[int]]:
        """The place of the first passage of each forum, and how many forums are newer."""
        contents = self._index.contents
        ages = {forum.name: age for age, forum in enumerate(by_age(contents.forums))}
        spans = contents.spans_of(ages)
        firsts = [span.passages.start for span in spans]
        return firsts, [ages[forum.name] for forum in contents.forums]

    def _confidence(self, question: Question, query: Query, hit: Hit) -> float:
        words = query.words_carried(hit.terms)
        return confidence(self._evidence(question, query, hit, words))

    def _evidence(
        self, question: Question, query: Query, hit: Hit, words: WordsCarried
    ) -> Evidence:
        said = list(self._said(words, hit.passage.text))
        together: defaultdict[int, float] = defaultdict(float)
        for _, information, sentences in said:
            for sentence in sentences:
                together[sentence] += information
        return Evidence(
            information=words.information,
            rarest=words.rarest,
            unsaid=words.unsaid,
            passages=len(self._index.contents.passages),
            length=len(hit.passage.text.encode()),
            score=share(query, hit.terms),
            together=max(together.values(), default=0.0),
            named=bool(question.speakers),
            of_forum=question.of_forums,
            near=hit.similarity,
            is_vague=not question.speakers
            and len(words.each) > 1
            and len(said) == 1
            and self._is_general(said[0][0]),
        )

    def _said(
        self, words: WordsCarried, text: str
    ) -> Iterator[tuple[AbstractSet[str], float, AbstractSet[int]]]:
        """Each word that the text itself has: its terms, its information, and its sentences."""
        ends = sentence_ends(text)
        for terms, information in words.each:
            places = self._analyzer.places(text, terms)
            if sentences := {bisect_right(ends, start) for start, _ in places}:
                yield terms, information, sentences

    def _is_general(self, terms: Iterable[str]) -> bool:
        """Whether a word is a general one, as far as its rarity is known."""
        return all(not t.isascii() and self._analyzer.rarity(t) < _RARITY for t in terms)

    def _without_subject(
        self, question: Question, speakers: Collection[str], forums: Collection[str]
    ) -> list[Hit]:
        """For "what did she propose": the passages that propose, else the speech's beginning."""
        if not speakers:
            return []
        query = self._index.query(question.asking)
        hits = self._hits(question, query, speakers, forums, _MOST)
        in_order = sorted(hits, key=lambda hit: hit.place)
        return in_order or self._index.of(speakers, _MOST, forums)


def _equals(hits: Sequence[Hit]) -> Iterator[list[Hit]]:
    """The passages in their order, those together whose scores hardly differ."""
    equals: list[Hit] = []
    for hit in hits:
        if equals and hit.score < _EQUAL * equals[0].score:
            yield equals
            equals = []
        equals.append(hit)
    yield equals


def _one_a_speaker(hits: Sequence[Hit]) -> list[Hit]:
    """The best passage of each speaker; one that nobody is named for only if it comes first."""
    best: dict[str | None, Hit] = {hit.passage.speech.speaker: hit for hit in hits[:1]}
    for hit in hits:
        if speaker := hit.passage.speech.speaker:
            best.setdefault(speaker, hit)
    return list(best.values())
