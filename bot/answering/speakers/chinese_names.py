"""Chinese names: whole, without the surname (莉萍), with a title (刘书记), and mistyped."""

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from itertools import product

from bot.answering.speakers.parsed_question import Named, ParsedQuestion, Phrases
from bot.answering.speakers.roles import FEW
from bot.answering.speakers.speaker import Speaker, Speakers, grouped, surname_of
from bot.answering.speakers.surroundings import title_behind
from bot.answering.speakers.titles import (
    alternatives,
    is_office,
    listed,
    pattern_of,
    titles_beside_names,
)
from bot.language.script import syllables
from bot.language.word_lists import surnames, usual_surnames

_END_OF_ROLE = re.compile(r"\s*(?:[,;/(·]|\b(?:of|at|for|in|from)\b).*")
_FEWEST_WORDS = 2
"""Words of a role at least: a single one ("owner") occurs in many subjects."""


class Exact:
    """Finds phrases that mean certain speakers, the longest first."""

    def __init__(self, called: Mapping[str, tuple[str, ...]]) -> None:
        self._called = called
        self._phrases = Phrases(called)

    def find(self, question: ParsedQuestion) -> Iterator[Named]:
        for at, phrase in self._phrases.find(question.normal.text):
            yield Named(*question.normal.span(at, at + len(phrase)), self._called[phrase])


def exact_names(speakers: Iterable[Speaker]) -> Exact:
    """Finds whole names and aliases, except those that are English words."""
    called = ((name, speaker.label) for speaker in speakers for name in speaker.names)
    return Exact(grouped(pair for pair in called if pair[0] not in listed("english-too")))


def exact_roles(speakers: Iterable[Speaker]) -> Exact:
    """Finds roles in letters that few speakers have, without the place or body they belong to."""
    roles = ((role, speaker.label) for speaker in speakers for role in speaker.roles)
    held = grouped((_END_OF_ROLE.sub("", role), label) for role, label in roles if role.isascii())
    few = ((role, labels) for role, labels in held.items() if len(labels) <= FEW)
    return Exact({role: labels for role, labels in few if len(role.split()) >= _FEWEST_WORDS})


_SHORTEST = 2
_NO_SURNAMES = frozenset("和于向从同都那有对与当让被把跟及问请按据找时应解管经安通常任")
"""Surnames that are more often words than surnames before a given name."""
_IMPERSONAL = frozenset(("代表", "总", "工"))
"""Titles after a word of the dictionary that form another word: 和平代表."""


class GivenNames:
    """Finds a given name that is no word of the dictionary, or has a title behind it.

    If the title is an office, the speaker must hold it.
    """

    def __init__(self, speakers: Speakers, is_word: Callable[[str], bool]) -> None:
        self._speakers = speakers
        self._is_word = is_word
        given = ((name.removeprefix(surname_of(name)), label) for name, label in speakers.chinese)
        self._given = grouped((name, label) for name, label in given if len(name) >= _SHORTEST)
        self._names = Phrases(self._given)

    def find(self, question: ParsedQuestion) -> Iterator[Named]:
        text, at = question.normal.text, 0
        while (at := self._names.next(text, at)) < len(text):
            for name in self._names.at(text, at):
                end = at + len(name)
                speakers = self._meant(question, name, at) if question.is_whole(at, end) else ()
                if speakers:
                    yield Named(*question.normal.span(at, end), speakers)
                    at = end - 1
                    break
            at += 1

    def _meant(self, question: ParsedQuestion, name: str, at: int) -> tuple[str, ...]:
        before = question.normal.text[at - 1 : at]
        is_surname = before in usual_surnames() and before not in _NO_SURNAMES
        if is_surname and (at < 2 or question.is_whole(at - 1, at)):  # somebody else's
            return ()
        if not self._is_word(name):
            return self._given[name]
        title = title_behind().match(question.normal.text, at + len(name))
        if not title or title.group() in _IMPERSONAL or not question.is_whole(*title.span()):
            return ()
        return self._speakers.among(self._given[name], filter(is_office, [title.group()]))


_POINTING = "那位|这位|那个|这个"
_OF_PLACES = "庄村镇家店屯湾沟坪坳岭街巷"
"""Characters that turn a surname into a place: 小刘庄."""


class Surnames:
    """Finds a surname with a title; if the title is an office, the speaker must hold it.

    If the title is a calling (刘教授), speakers whose role contains it are preferred.
    """

    def __init__(self, speakers: Speakers, is_word: Callable[[str], bool]) -> None:
        self._speakers = speakers
        self._is_word = is_word
        self._called = grouped((surname_of(name), label) for name, label in speakers.chinese)
        surname = alternatives(map(re.escape, self._called))
        behind = pattern_of(titles_beside_names() | listed("collective"))
        self._pattern = re.compile(
            rf"(?P<surname>{surname})(?P<title>{behind})"
            rf"|[老小](?P<old>{surname})(?P<old_title>{behind})?(?![{_OF_PLACES}])"
            rf"|(?:{_POINTING})?姓(?P<called>{surname})"
            rf"(?:的?(?:{_POINTING})?(?P<called_title>{behind}|人)|的?(?:{_POINTING})|的)?"
        )

    def find(self, question: ParsedQuestion) -> Iterator[Named]:
        for match in self._pattern.finditer(question.normal.text):
            found = self._meant(match)
            if found and question.is_whole(*match.span()):
                yield Named(*question.normal.span(*match.span()), found)

    def _meant(self, match: re.Match[str]) -> tuple[str, ...]:
        surname = match["surname"] or match["old"] or match["called"]
        title = match["title"] or match["old_title"] or match["called_title"] or ""
        if match.group() in listed("no-surnames"):
            return ()
        if len(title) == 1 and match["surname"] and self._is_word(match.group()):
            return ()
        found = self._speakers.among(self._called[surname], [title])
        return found if found or is_office(title) else self._called[surname]


_SAME_SOUND = 0.3
_WRONG = 1.0
_FARTHEST = 1.0


class MistypedNames:
    """Finds names with a wrong, missing or like-sounding character; never a dictionary's word.

    The indexes by sound, and by the rest without a character, hold the numbers of the speakers.
    They are not built before a question may contain such a name.
    """

    def __init__(self, speakers: Sequence[Speaker], is_word: Callable[[str], bool]) -> None:
        self._is_word = is_word
        self._speakers = [s for s in speakers if len(s.name) > 1 and not s.name.isascii()]
        native = [speaker for speaker in self._speakers if not speaker.dotted]
        self._native = {speaker.name for speaker in native}
        self._characters: defaultdict[int, set[str]] = defaultdict(set)
        for speaker in self._speakers:
            self._characters[len(speaker.name)].update(speaker.name)
        surnames_and_one = ((s, len(surname_of(s.name)) + 1) for s in native)
        self._begun = grouped(
            (s.name[:size], s.label) for s, size in surnames_and_one if size < len(s.name)
        )
        self._sizes = sorted(self._characters, reverse=True)
        self._sizes_begun = sorted(set(map(len, self._begun)), reverse=True)
        self._first = surnames().union(speaker.name[0] for speaker in self._speakers)

    @cached_property
    def _by_sound(self) -> Mapping[tuple[str, ...], Sequence[int]]:
        numbered = enumerate(self._speakers)
        return grouped((key, at) for at, speaker in numbered for key in _sounds(speaker.name))

    @cached_property
    def _by_rest(self) -> Mapping[tuple[str, str], Sequence[int]]:
        numbered = enumerate(self._speakers)
        return grouped((rest, at) for at, speaker in numbered for rest in _rests(speaker.name))

    def find(self, question: ParsedQuestion) -> Iterator[Named]:
        for size in self._sizes:
            for window, start, end in question.windows(size, self._may_be_name):
                if speakers := self._meant(window):
                    yield Named(start, end, speakers)
        for size in self._sizes_begun:
            for window, start, end in question.windows(size, self._begun.__contains__):
                if not self._is_word(window):
                    yield Named(start, end, self._begun[window])

    def _may_be_name(self, window: str) -> bool:
        """Whether the characters alone allow a window to be a name."""
        if window[0] not in self._first:
            return False
        shared = not self._characters[len(window)].isdisjoint(window)
        return shared and not self._is_word(window)

    def _meant(self, window: str) -> tuple[str, ...]:
        """The speakers with the smallest slip."""
        for similar in (self._alike, self._nearly):
            found = [self._speakers[number] for number in similar(window)]
            slips = {speaker.label: self._slip(window, speaker.name) for speaker in found}
            least = min(filter(None, slips.values()), default=None)
            if least:
                return tuple(label for label, slip in slips.items() if slip == least)
        return ()

    def _alike(self, window: str) -> list[int]:
        """The names that may sound like a window, by the readings of its surname."""
        surname = syllables(window[0])
        found: dict[int, int] = {}
        for key in _sounds(window) if surname else ():
            for number in self._by_sound.get(key, ()):
                found.setdefault(number, surname.index(key[0]))
        return sorted(found, key=lambda number: (found[number], number))

    def _nearly(self, window: str) -> list[int]:
        """The names that differ from a window in one character, but not in the surname."""
        rests = _rests(window) if syllables(window[0]) else ()
        return sorted({number for rest in rests for number in self._by_rest.get(rest, ())})

    def _slip(self, window: str, name: str) -> float | None:
        """How far a window is from a name, or None if it is another one.

        The surname, and a name of two characters or a foreign one, must sound the same.
        """
        if len(window) != len(name) or not set(window) & set(name):
            return None
        slips = list(map(_difference, window, name))
        if slips[0] == _WRONG or (slips[0] and window[0] not in surnames()):
            return None
        farthest = _FARTHEST if len(name) > 2 and name in self._native else 2 * _SAME_SOUND
        return sum(slips) if 0 < sum(slips) <= farthest else None


def _difference(a: str, b: str) -> float:
    if a == b:
        return 0
    return _SAME_SOUND if set(syllables(a)) & set(syllables(b)) else _WRONG


def _sounds(name: str) -> Iterator[tuple[str, ...]]:
    """The readings of a name, of a long one only those of its first and last two characters."""
    return product(*(syllables(char) or (char,) for char in name[0] + name[1:][-2:]))


def _rests(name: str) -> list[tuple[str, str]]:
    """The parts of a full name before and after each character but the first."""
    return [(name[:at], name[at + 1 :]) for at in range(1, len(name)) if len(name) > 2]
