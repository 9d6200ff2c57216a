"""What the forums of a corpus are called, and when and where they were held."""

import re
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from functools import cached_property

from bot.answering.speakers.reading import Phrases
from bot.corpus.dates import Date
from bot.corpus.speech import Forum, by_age
from bot.corpus.splitting import sentences
from bot.language.script import HAN, readings
from bot.language.segmentation import place_names, words_of_role
from bot.language.terms import Analyzer, Kind, Term

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
"""What the name of a newspaper ends with; before it often stands the city."""


class ForumNames:
    """The words by which a question may mean some of the forums, all in normal form.

    By each word, or phrase, the names of the forums that it fits: the parts of their titles
    (`titles`), who published them (`publishers`), where they were held (`places`), and any word of
    a title.
    """

    def __init__(
        self,
        forums: Sequence[Forum],
        notes: Mapping[str, str],
        analyzer: Analyzer,
        is_empty: Callable[[Term], bool],
    ) -> None:
        self.forums = forums
        self._notes = notes
        self._analyzer = analyzer
        self._is_empty = is_empty
        self.titles: set[str] = set()
        self.publishers: set[str] = set()
        self.places: set[str] = set()
        self.meant: defaultdict[str, set[str]] = defaultdict(set)
        self._words: set[str] = set()
        for forum in forums:
            self._add(forum)
        self.phrases = Phrases(self.meant)

    @cached_property
    def dated(self) -> list[tuple[Forum, Date | None]]:
        """The forums with their dates, the newest first."""
        return [(forum, forum.held_on) for forum in by_age(self.forums)]

    def on(self, date: Date) -> frozenset[str]:
        """The forums that were held then; where none is known to be, those that may have been."""
        known = {forum.name for forum, held in self.dated if held and held.fits(date)}
        maybe = (forum.name for forum, held in self.dated if not (held and held.contradicts(date)))
        return frozenset(known or maybe)

    def has(self, date: Date) -> bool:
        """Whether a forum is known to have been held then."""
        return any(held and held.fits(date) and _is_known(held, date) for _, held in self.dated)

    def numbered(self, number: int) -> frozenset[str]:
        """The forum with a number, counted from the newest, 1, or from the oldest, -1.

        All of them, where no year is known.
        """
        dated = [forum.name for forum, held in self.dated if held and held.year]
        if not dated:
            return self.everything
        at = number - 1 if number > 0 else number
        return frozenset(dated[at : at + 1] if at >= 0 else dated[at:][:1])

    def telling(self, words: str) -> frozenset[str]:
        """The forums whose title or note has these words: "第三届"; all, where none has."""
        return frozenset(f.name for f in self.forums if self._tells(f, words)) or self.everything

    def _tells(self, forum: Forum, words: str) -> bool:
        """Whether a forum has words said of it, and not of one that is to come."""
        told = (forum.title, *sentences(self._notes[forum.name]))
        normal = (self._analyzer.normal(text) for text in told if not _PLANNED.search(text))
        return any(words in text for text in normal)

    @cached_property
    def everything(self) -> frozenset[str]:
        """The names of all forums."""
        return frozenset(forum.name for forum in self.forums)

    def is_place(self, word: str) -> bool:
        """Whether a word is, also in pinyin, where a forum was held."""
        return word in self.places or word in self._spelt[1]

    @property
    def spelt(self) -> Mapping[str, set[str]]:
        """The names of the forums by words in letters, and by the pinyin of Chinese ones."""
        return self._spelt[0]

    @cached_property
    def _spelt(self) -> tuple[Mapping[str, set[str]], set[str]]:
        """What is spelt in letters, and which of it are places."""
        spelt: defaultdict[str, set[str]] = defaultdict(set)
        spelt_places: set[str] = set()
        for forum in self.forums:
            titled = self._analyzer.terms(f"{forum.title} {forum.publisher or ''}")
            latin = (t.word for t in titled if t.kind is Kind.LATIN and not self._is_empty(t))
            for word in (*latin, *filter(str.isascii, _FOLDED.split(forum.name))):
                spelt[word].add(forum.name)
        for word in self.places | self._words:
            for syllables in readings(word) if not word.isascii() else ():
                spelt["".join(syllables)] |= self.meant[word]
                spelt_places |= {"".join(syllables)} if word in self.places else set()
        return spelt, spelt_places

    def _add(self, forum: Forum) -> None:
        normal = self._analyzer.normal
        title = normal(forum.title)
        titles = {title, *_parts(title)}
        published = set(_parts(normal(forum.publisher or "")))
        cities = {_PAPER.sub("", outlet) for outlet in published} - published
        terms = self._analyzer.terms(forum.title)
        words = [term.text for term in terms if term.kind is Kind.WORD and len(term.text) > 1]
        places = self._places_of(forum) | self._unheard(title)
        self.titles |= titles
        self.publishers |= published
        self.places |= places
        self._words.update(words)
        for phrase in {*titles, *published, *cities, *words, *places} - {""}:
            self.meant[phrase].add(forum.name)

    def _unheard(self, title: str) -> set[str]:
        """The name that a title begins with if no dictionary has it, which is likely a place's."""
        opening = _OPENING.match(title)
        run = opening[1] if opening else ""
        size = 0
        for word in self._analyzer.longest_words(run):
            known = len(word.text) > 1 and self._analyzer.is_word(word.text)
            if known or word.end > _LONGEST_PLACE:
                break
            size = word.end
        return {run[:size]} if size > 1 else set()

    def _places_of(self, forum: Forum) -> set[str]:
        """The places of the title, those where the note says that it was held, and the stated."""
        normal, note = self._analyzer.normal, self._notes[forum.name]
        stated = normal(forum.place or "")
        held = {normal(place) for place in _HELD_AT.findall(note)}
        told = (words_of_role(normal(forum.title)), words_of_role(stated))
        found = place_names([*told[0], *told[1], *_HELD_IN.findall(normal(note))])
        return (found | held | {stated}) - {""}


def _parts(text: str) -> list[str]:
    """The names in a title or a source: what stands between punctuation, in Chinese also spaces."""
    return [part.strip() for part in _PARTS.split(text) if len(part.strip()) > 2]


def _is_known(held: Date, date: Date) -> bool:
    """Whether all that a date says is known of a forum's."""
    pairs = ((held.month, date.month), (held.day, date.day))
    return all(known is not None for known, asked in pairs if asked is not None)
