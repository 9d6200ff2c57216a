"""Names as they are written: whole, without the surname (莉萍), with a title alone (刘书记)."""

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence

from bot.answering.speakers.address import behind
from bot.answering.speakers.office import Holders, callings, is_office, offices, pattern_of
from bot.answering.speakers.reading import Named, ParsedQuestion, Phrases
from bot.answering.speakers.role import FEW
from bot.answering.speakers.speaker import Speaker, surname_of
from bot.answering.speakers.word_lists import alternatives, listed
from bot.language.word_lists import usual_surnames

_END_OF_ROLE = re.compile(r"\s*(?:[,;/(·]|\b(?:of|at|for|in|from)\b).*")
_LEAST = 2
"""Words of a role at least: a single one ("owner") is a word of many subjects."""


class Exact:
    """Finds phrases, the longest first: (phrase, whom it means) in any order."""

    def __init__(self, called: Iterable[tuple[str, str]]) -> None:
        self._called: defaultdict[str, dict[str, None]] = defaultdict(dict)
        for phrase, label in called:
            self._called[phrase][label] = None
        self._phrases = Phrases(self._called)

    def find(self, reading: ParsedQuestion) -> Iterator[Named]:
        for at, phrase in self._phrases.found(reading.normal.text):
            span = reading.normal.span(at, at + len(phrase))
            yield Named(*span, tuple(self._called[phrase]))


class ExactNames(Exact):
    """Finds whole names and aliases, but for those that are English words."""

    def __init__(self, speakers: Iterable[Speaker]) -> None:
        super().__init__(
            (name, speaker.label)
            for speaker in speakers
            for name in {speaker.name, *speaker.aliases}
            if name not in listed("english-too")
        )


class ExactRoles(Exact):
    """Finds roles in letters, up to where they tell of which place or body, that few have."""

    def __init__(self, speakers: Iterable[Speaker]) -> None:
        held: defaultdict[str, dict[str, None]] = defaultdict(dict)
        for speaker in speakers:
            for role in filter(str.isascii, speaker.roles):
                held[_END_OF_ROLE.sub("", role)][speaker.label] = None
        super().__init__(
            (role, label)
            for role, labels in held.items()
            for label in labels
            if len(role.split()) >= _LEAST and len(labels) <= FEW
        )


_SHORTEST = 2
_NO_SURNAMES = frozenset("和于向从同都那有对与当让被把跟及问请按据找时应解管经安通常任")
"""Surnames that before a name are more likely words."""
_IMPERSONAL = frozenset(("代表", "总", "工"))
"""What behind a word of the dictionary is rather another word: 和平代表."""


class GivenNames:
    """Finds a given name that is no word of the dictionary.

    With a title behind it a word is a name too; an office must be one that is held then.
    """

    def __init__(
        self, speakers: Sequence[Speaker], holders: Holders, is_word: Callable[[str], bool]
    ) -> None:
        self._holders = holders
        self._is_word = is_word
        given: defaultdict[str, dict[str, None]] = defaultdict(dict)
        for speaker in speakers:
            for name in speaker.chinese:
                surname = surname_of(name)
                if len(name) >= len(surname) + _SHORTEST:
                    given[name[len(surname) :]][speaker.label] = None
        self._given = {name: tuple(found) for name, found in given.items()}
        self._names = Phrases(given)

    def find(self, reading: ParsedQuestion) -> Iterator[Named]:
        text, at = reading.normal.text, 0
        while (at := self._names.next(text, at)) < len(text):
            for name in self._names.at(text, at):
                end = at + len(name)
                speakers = self._meant(reading, name, at) if reading.is_whole(at, end) else ()
                if speakers:
                    yield Named(*reading.normal.span(at, end), speakers)
                    at = end - 1
                    break
            at += 1

    def _meant(self, reading: ParsedQuestion, name: str, at: int) -> tuple[str, ...]:
        if not self._is_word(name):
            return self._of_nobody_else(reading, name, at)
        title = behind().match(reading.normal.text, at + len(name))
        if not title or title.group() in _IMPERSONAL or not reading.is_whole(*title.span()):
            return ()
        speakers = self._of_nobody_else(reading, name, at)
        if is_office(title.group()):
            return self._holders.among(speakers, [title.group()])
        return speakers

    def _of_nobody_else(self, reading: ParsedQuestion, name: str, at: int) -> tuple[str, ...]:
        """Whose given name it is, unless the surname of somebody else stands before it."""
        before = reading.normal.text[at - 1 : at]
        surname = before in usual_surnames() and before not in _NO_SURNAMES
        alone = at < 2 or reading.is_whole(at - 1, at)
        return () if surname and alone else self._given.get(name, ())


_POINTING = "那位|这位|那个|这个"
_OF_PLACES = "庄村镇家店屯湾沟坪坳岭街巷"
"""What makes a place of a surname: 小刘庄."""


class Titles:
    """Finds a surname with a title; an office must be one that the speaker holds.

    Of several with a calling (刘教授) those are meant whose role has it.
    """

    def __init__(
        self, speakers: Sequence[Speaker], holders: Holders, is_word: Callable[[str], bool]
    ) -> None:
        self._holders = holders
        self._is_word = is_word
        called: defaultdict[str, dict[str, None]] = defaultdict(dict)
        for speaker in speakers:
            for name in speaker.chinese:
                called[surname_of(name)][speaker.label] = None
        self._called = {surname: tuple(found) for surname, found in called.items()}
        surname = alternatives(frozenset(map(re.escape, called)))
        title = pattern_of(
            offices() | callings() | listed("courtesies") | listed("collective") | {"人"}
        )
        behind = title.replace("|人", "")
        self._pattern = re.compile(
            rf"(?P<surname>{surname})(?P<title>{behind})"
            rf"|[老小](?P<old>{surname})(?P<old_title>{behind})?(?![{_OF_PLACES}])"
            rf"|(?:{_POINTING})?姓(?P<called>{surname})"
            rf"(?:的?(?:{_POINTING})?(?P<called_title>{title})|的?(?:{_POINTING})|的)?"
        )

    def find(self, reading: ParsedQuestion) -> Iterator[Named]:
        for match in self._pattern.finditer(reading.normal.text):
            found = self._meant(match)
            if found and reading.is_whole(*match.span()):
                yield Named(*reading.normal.span(*match.span()), found)

    def _meant(self, match: re.Match[str]) -> tuple[str, ...]:
        surname = match["surname"] or match["old"] or match["called"]
        title = match["title"] or match["old_title"] or match["called_title"] or ""
        if match.group() in listed("no-surnames"):
            return ()
        if len(title) == 1 and match["surname"] and self._is_word(match.group()):
            return ()
        found = self._holders.among(self._called[surname], [title])
        return found if found or is_office(title) else self._called[surname]
