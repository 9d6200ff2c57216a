"""Finds whom a question names, trying the most certain way first."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cache, cached_property
from typing import Protocol

from bot.answering.speakers.chinese_names import (
    GivenNames,
    MistypedNames,
    Surnames,
    exact_names,
    exact_roles,
)
from bot.answering.speakers.foreign_names import DottedNames, ForeignNames
from bot.answering.speakers.parsed_question import Named, ParsedQuestion
from bot.answering.speakers.pinyin_names import PinyinNames
from bot.answering.speakers.places import Places
from bot.answering.speakers.roles import ChineseRoles, EnglishRoles
from bot.answering.speakers.speaker import Speaker, Speakers, grouped
from bot.answering.speakers.surroundings import Address, Surroundings
from bot.language.segmentation import Segmenter
from bot.search.contents import Contents, unnamed_in


class Recogniser(Protocol):
    """One way of naming somebody."""

    def find(self, question: ParsedQuestion) -> Iterator[Named]: ...


class SpeakerDirectory:
    """Everybody whom a question may name, by all the ways in which people do."""

    def __init__(self, recognisers: Sequence[Recogniser], speakers: Speakers) -> None:
        self._recognisers = recognisers
        self._speakers = speakers

    def named_in(self, question: ParsedQuestion) -> list[Named]:
        """The names in a question with their titles, in order and without overlaps.

        A name that fits several speakers means the one whom another name in the question fits
        too: "朱亭镇的陈书记".
        """
        candidates = [named for way in self._recognisers for named in way.find(question)]
        found: list[Named] = []
        taken: set[int] = set()
        for named in candidates:
            if taken.isdisjoint(named.places):
                found.append(named)
                taken.update(named.places)
        found.sort(key=lambda named: named.start)
        narrowed = _narrowing([named.speakers for named in candidates])
        found = [replace(named, speakers=narrowed(named.speakers)) for named in found]
        return self._addressed(question, found) if found else []

    def _addressed(self, question: ParsedQuestion, found: Sequence[Named]) -> list[Named]:
        """The names with what belongs to them, as far as it does not belong to another one."""
        surroundings = Surroundings(question)
        names = _without_titles([(named, surroundings.of(named)) for named in found])
        ends = [0, *(named.end for named, _ in names)]
        starts = [*(named.start for named, _ in names[1:]), len(question.source)]
        addressed = []
        for (named, address), least, most in zip(names, ends, starts, strict=False):
            speakers = named.speakers
            if speakers[1:]:
                speakers = self._speakers.among(speakers, address.titles) or speakers
            start, end = max(address.start, least), min(address.end, most)
            addressed.append(Named(start, end, speakers))
        return addressed


def _without_titles(found: Sequence[tuple[Named, Address]]) -> list[tuple[Named, Address]]:
    """The names without those that are only the title of a neighbour."""
    around = [None, *(address for _, address in found), None]
    return [
        (named, address)
        for (named, address), before, after in zip(found, around, around[2:], strict=False)
        if not (before and named.end <= before.end) and not (after and after.start <= named.start)
    ]


def _narrowing(meanings: Iterable[tuple[str, ...]]) -> Callable[[tuple[str, ...]], tuple[str, ...]]:
    """A function from the speakers that a name may mean to those that other names mean, too."""
    distinct = list(dict.fromkeys(meanings))
    mentions = grouped((label, at) for at, labels in enumerate(distinct) for label in labels)

    @cache
    def narrowed(speakers: tuple[str, ...]) -> tuple[str, ...]:
        if len(speakers) == 1:
            return speakers
        for number in sorted({at for label in speakers for at in mentions[label]}):
            shared = set(speakers).intersection(distinct[number])
            if shared:
                speakers = tuple(label for label in speakers if label in shared)
        return speakers

    return narrowed


def directory_of(
    speakers: Sequence[Speaker], segmenter: Segmenter, *others: Recogniser
) -> SpeakerDirectory:
    """A directory of the speakers with every way of naming them, and `others`."""
    everybody = Speakers(speakers)
    places = Places(everybody)
    recognisers: list[Recogniser] = [
        exact_names(speakers),
        PinyinNames(everybody),
        ForeignNames(everybody),
        Surnames(everybody, segmenter.is_word),
        DottedNames(speakers),
        GivenNames(everybody, segmenter.is_word),
        ChineseRoles(places, everybody),
        EnglishRoles(places, everybody),
        exact_roles(speakers),
        *others,
        MistypedNames(speakers, segmenter.is_word),
    ]
    return SpeakerDirectory(recognisers, everybody)


_KINDS = (
    *("圆桌", "讨论", "对话", "问答", "交流", "座谈", "辩论", "访谈", "沙龙", "答疑"),
    *("discussion", "debate", "round table", "roundtable", "panel", "dialogue", "interview"),
    *("questions and answers", "q&a", "conversation"),
)
_KIND = "|".join(map(re.escape, _KINDS))
_CALLED = re.compile(
    rf"(?P<kinds>(?:{_KIND})+)(?:那一?[场段部篇次]分?|这一?[场段部篇次]分?|部分|环节|阶段"
    r"|(?P<rest>之外|以外|(?:的)?(?:内容|全文|原文))|(?:的)?时候|[里中上时])"
    rf"|(?<![a-z])the (?P<named>(?:{_KIND})(?: (?:{_KIND}))?)(?![a-z])"
)


class Discussions:
    """Finds references to a discussion (圆桌讨论那场, "the debate"), but no bare 讨论.

    A discussion is a speech that names no speaker; its title takes the place of the name.
    """

    def __init__(self, contents: Contents, normal: Callable[[str], str]) -> None:
        self._contents = contents
        self._normal = normal

    @cached_property
    def _titles(self) -> Mapping[str, tuple[str, ...]]:
        """The titles, in the corpus's spelling, by the kinds of discussion in them."""
        titles = (
            (speech.title, self._normal(speech.title)) for speech in unnamed_in(self._contents)
        )
        return grouped(
            (kind, title) for title, normal in titles for kind in _KINDS if kind in normal
        )

    def find(self, question: ParsedQuestion) -> Iterator[Named]:
        for match in _CALLED.finditer(question.normal.text):
            called = match["kinds"] or match["named"]
            meant = [self._titles.get(kind, ()) for kind in _KINDS if kind in called]
            titles = set.intersection(*map(set, meant))
            if titles:
                end = match.end() if match["rest"] is None else match.start("rest")
                span = question.normal.span(match.start(), end)
                yield Named(*span, tuple(sorted(titles)))
