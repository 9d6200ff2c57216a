"""The names of the forums of a corpus, and when and where they were held."""

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from functools import cached_property

from bot.answering.speakers.parsed_question import Phrases
from bot.corpus.dates import Date
from bot.corpus.speech import Forum, by_age
from bot.corpus.splitting import sentences
from bot.language.script import HAN, readings
from bot.language.segmentation import place_names, words_of_role
from bot.language.terms import Analyzer, Kind, Term
from bot.search.contents import Contents, note_of

_PARTS = re.compile(rf"[^\w\s'-]+|(?<=[{HAN}])\s+|\s+(?=[{HAN}])")
_OPENING = re.compile(rf"[\d\W年第届]*([{HAN}]+)")
_LONGEST_PLACE = 4
"""Characters of the name of a place at most."""

_FOLDED = re.compile(r"[\W\d_]+")
_HELD_IN = re.compile(rf"[在于]([{HAN}]{{2,4}}?[省市州县区镇乡村])")
_HELD_AT = re.compile(r"\b(?:held|place|met|gathered) (?:in|at) (?!The\b)([A-Z]\w+)")
_PLANNED = re.compile(r"下一?[届次]|计划|将于|拟于|定在|定于|\bnext\b")
_PAPER = re.compile(
    r"(?:日报|晚报|晨报|早报|商报|时报|周报|周刊|都市报|电视台|广播|新闻网?|在线|发布|网)$"
)
"""The ending of a newspaper's name, which often follows the name of its city."""


class ForumNames:
    """The words by which a question may refer to some of the forums, all in normal form.

    `meant` has the names of the forums by each such word or phrase: words of their titles, and the
    parts of them (`titles`), their publishers (`publishers`) and places (`places`).
    """

    def __init__(
        self, contents: Contents, analyzer: Analyzer, is_empty: Callable[[Term], bool]
    ) -> None:
        self.forums = contents.forums
        self.everything = frozenset(forum.name for forum in self.forums)
        self._notes = {
            forum.name: "\n".join(passage.text for passage in note_of(contents, forum.name))
            for forum in self.forums
        }
        self._analyzer = analyzer
        self._is_empty = is_empty
        self.titles: set[str] = set()
        self.publishers: set[str] = set()
        self.places: set[str] = set()
        self.meant: defaultdict[str, set[str]] = defaultdict(set)
        self._words: set[str] = set()
        for forum in self.forums:
            self._add(forum)
        self.phrases = Phrases(self.meant)

    @cached_property
    def _dated(self) -> list[tuple[str, Date | None]]:
        """The names of the forums with their dates, the newest first."""
        return [(forum.name, forum.held_on) for forum in by_age(self.forums)]

    def on(self, date: Date) -> frozenset[str]:
        """The forums held on a date; if none is known to be, those that may have been."""
        known = frozenset(name for name, held in self._dated if held and held.fits(date))
        maybe = (name for name, held in self._dated if not (held and held.contradicts(date)))
        return known or frozenset(maybe)

    def has(self, date: Date) -> bool:
        """Whether a forum is known to have been held on a date, in all that the date says."""
        return any(
            held
            and held.fits(date)
            and (date.month is None or held.month is not None)
            and (date.day is None or held.day is not None)
            for _, held in self._dated
        )

    def numbered(self, number: int) -> frozenset[str]:
        """The forum with a number, counted from the newest, 1, or from the oldest, -1.

        All of them if no year is known; none for 0, the one to come.
        """
        if not number:
            return frozenset()
        dated = [name for name, held in self._dated if held and held.year]
        if not dated:
            return self.everything
        return frozenset(dated[number - 1 : number] if number > 0 else dated[number:][:1])

    def mentioning(self, words: str) -> frozenset[str]:
        """The forums whose title or note has these words (第三届), or all if none has.

        Sentences about a forum to come do not count.
        """

        def mentions(forum: Forum) -> bool:
            said = (forum.title, *sentences(self._notes[forum.name]))
            normal = (self._analyzer.normal(text) for text in said if not _PLANNED.search(text))
            return any(words in text for text in normal)

        return frozenset(forum.name for forum in self.forums if mentions(forum)) or self.everything

    def is_place(self, word: str) -> bool:
        """Whether a word, or its pinyin, is the place of a forum."""
        return word in self.places or word in self._spelt_places

    @cached_property
    def spelt(self) -> Mapping[str, set[str]]:
        """The names of the forums by words in letters, and by the pinyin of Chinese ones."""
        spelt: defaultdict[str, set[str]] = defaultdict(set)
        for forum in self.forums:
            titled = self._analyzer.terms(f"{forum.title} {forum.publisher or ''}")
            latin = (t.word for t in titled if t.kind is Kind.LATIN and not self._is_empty(t))
            for word in (*latin, *filter(str.isascii, _FOLDED.split(forum.name))):
                spelt[word].add(forum.name)
        for word in self.places | self._words:
            for pinyin in _pinyin(word):
                spelt[pinyin] |= self.meant[word]
        return spelt

    @cached_property
    def _spelt_places(self) -> set[str]:
        return {pinyin for place in self.places for pinyin in _pinyin(place)}

    def _add(self, forum: Forum) -> None:
        normal = self._analyzer.normal
        title = normal(forum.title)
        titles = {title, *_parts(title)}
        published = set(_parts(normal(forum.publisher or "")))
        cities = {_PAPER.sub("", outlet) for outlet in published} - published
        terms = self._analyzer.terms(forum.title)
        words = {term.text for term in terms if term.kind is Kind.WORD and len(term.text) > 1}
        places = self._places_of(forum) | self._unknown_place(title)
        self.titles |= titles
        self.publishers |= published
        self.places |= places
        self._words |= words
        for phrase in titles.union(published, cities, words, places) - {""}:
            self.meant[phrase].add(forum.name)

    def _unknown_place(self, title: str) -> set[str]:
        """The name that begins a title but is in no dictionary, which is probably a place."""
        opening = _OPENING.match(title)
        run = opening[1] if opening else ""
        known = (
            word.start
            for word in self._analyzer.longest_words(run)
            if word.end > _LONGEST_PLACE or (word.text[1:] and self._analyzer.is_word(word.text))
        )
        size = next(known, len(run))
        return {run[:size]} if size > 1 else set()

    def _places_of(self, forum: Forum) -> set[str]:
        """The places in the title, those where the note says it was held, and the stated one."""
        normal, note = self._analyzer.normal, self._notes[forum.name]
        place = normal(forum.place or "")
        in_title, in_place = words_of_role(normal(forum.title)), words_of_role(place)
        found = place_names([*in_title, *in_place, *_HELD_IN.findall(normal(note))])
        return found.union(map(normal, _HELD_AT.findall(note)), {place}) - {""}


def _parts(text: str) -> list[str]:
    """The names in a title or a source, separated by punctuation, in Chinese also by spaces."""
    return [part.strip() for part in _PARTS.split(text) if len(part.strip()) > 2]


def _pinyin(word: str) -> Iterable[str]:
    """The spellings of a Chinese word; none of a word in letters."""
    return map("".join, readings(word)) if not word.isascii() else ()
