"""What an index is about: passages, speeches and people, in memory or mapped from a bundle."""

import json
import re
from collections import Counter
from collections.abc import Callable, Collection, Mapping, Sequence
from functools import cached_property, lru_cache
from typing import Any, Protocol

import numpy as np
from xxhash import xxh3_64_hexdigest

from bot.corpus.speech import Forum, Passage, Person, Source, Speech, forums_of, people_of
from bot.language.keys import key_of
from bot.search.selection import Lazy, Places, Selection, Stretch
from bot.storage import Bundle, BundleWriter, starts_of

_AT_HAND = 1024
"""Speeches, passages, and selections of forums that are kept in memory once they were read."""

_HANDLE = re.compile("[0-9a-f]{16}")


class Contents(Protocol):
    """Passages are numbered through the corpus from 0: these numbers are their places."""

    @property
    def speeches(self) -> Sequence[Speech]: ...

    @property
    def spoken(self) -> Sequence[Speech]:
        """The speeches that somebody is named for."""

    @property
    def passages(self) -> Sequence[Passage]: ...

    @property
    def people(self) -> Sequence[Person]:
        """Everybody who spoke, in the order of the corpus."""

    @property
    def forums(self) -> Sequence[Forum]:
        """Every forum, in the order of the corpus."""

    def places_of(self, speakers: Collection[str]) -> Places:
        """Where everything stands that the speakers said, ascending."""

    def passages_of(self, speech_id: str) -> Sequence[Passage]:
        """The passages of a speech in their order; none where there is no such speech."""

    def passages_by_handle(self, handle: str) -> Sequence[Passage]:
        """The passages of the speech that has a handle; none where there is no such speech."""

    def within(self, forums: Collection[str]) -> "Contents":
        """What of it belongs to these forums, given by their names; nothing to unknown ones."""

    def stretches_of(self, forums: Collection[str]) -> Sequence[Stretch]:
        """Where the forums stand, ascending; unknown ones nowhere."""


class HeldContents:
    """Contents in memory."""

    def __init__(self, speeches: Sequence[Speech], passages: Sequence[Passage] = ()) -> None:
        self.speeches = speeches
        self.spoken = [speech for speech in speeches if speech.speaker]
        self.passages = passages
        self.people = people_of(speeches)
        self.forums = forums_of(speeches)

    def places_of(self, speakers: Collection[str]) -> Places:
        found = (at for at, p in enumerate(self.passages) if p.speech.speaker in speakers)
        return np.fromiter(found, np.int32)

    def passages_of(self, speech_id: str) -> Sequence[Passage]:
        return [passage for passage in self.passages if passage.speech.id == speech_id]

    def passages_by_handle(self, handle: str) -> Sequence[Passage]:
        speech = next((each for each in self.speeches if handle_of(each) == handle), None)
        return self.passages_of(speech.id) if speech else []

    def within(self, forums: Collection[str]) -> Contents:
        numbers = {person.name: number for number, person in enumerate(self.people)}
        speakers = np.array([numbers[speech.speaker or ""] for speech in self.spoken], np.int32)
        return Selection(self, forums, speakers)

    def stretches_of(self, forums: Collection[str]) -> Sequence[Stretch]:
        passages = (passage.speech for passage in self.passages)
        counts = [
            Counter(speech.folder for speech in each)
            for each in (self.speeches, self.spoken, passages)
        ]
        found, begins = [], [0, 0, 0]
        for forum in self.forums:
            ends = [begin + count[forum.name] for begin, count in zip(begins, counts, strict=True)]
            if forum.name in forums:
                found.append(Stretch(*map(range, begins, ends)))
            begins = ends
        return found


class MappedContents:
    """The contents that a bundle holds; what is not asked for is not read.

    All is mapped at once, since the bundle's folder may be gone when it is asked for.
    """

    def __init__(self, bundle: Bundle) -> None:
        self._speech = lru_cache(_AT_HAND)(self._read_speech)
        self._selection = lru_cache(_AT_HAND)(self._select)
        self._firsts = bundle.array("first-passages")
        self._texts, self._text_starts = bundle.text("texts"), bundle.array("text-starts")
        self._keys = bundle.array("speech-keys")
        self._lines, self._line_starts = bundle.text("speeches"), bundle.array("speech-starts")
        self.speeches = Lazy(len(self._firsts) - 1, self._speech)
        self._people, self._forums = bundle.text("people"), bundle.text("forums")
        self._spoken, self._spoken_starts = bundle.array("spoken"), bundle.array("speaker-starts")
        self._forum_starts = bundle.array("forum-starts")
        self._named, self._speakers = bundle.array("named"), bundle.array("speakers")
        self.spoken = Lazy(len(self._named), lambda at: self._speech(int(self._named[at])))
        self.passages = Lazy(len(self._text_starts) - 1, lru_cache(_AT_HAND)(self._passage))

    @cached_property
    def people(self) -> tuple[Person, ...]:
        listed = json.loads(bytes(self._people))
        return tuple(Person(name, tuple(aliases), tuple(roles)) for name, aliases, roles in listed)

    @cached_property
    def forums(self) -> tuple[Forum, ...]:
        return tuple(Forum(*fields) for fields in json.loads(bytes(self._forums)))

    @cached_property
    def _numbers(self) -> dict[str, int]:
        return {person.name: number for number, person in enumerate(self.people)}

    @cached_property
    def _forum_numbers(self) -> dict[str, int]:
        return {forum.name: number for number, forum in enumerate(self.forums)}

    def places_of(self, speakers: Collection[str]) -> Places:
        known = {self._numbers[name] for name in speakers if name in self._numbers}
        spoken = [self._spoken[slice(*self._spoken_starts[n : n + 2])] for n in known]
        listed = np.sort(np.concatenate(spoken)) if spoken else np.empty(0, np.int32)
        ranges = [np.arange(*self._firsts[at : at + 2], dtype=np.int32) for at in listed]
        return np.concatenate(ranges) if ranges else np.empty(0, np.int32)

    def passages_of(self, speech_id: str) -> Sequence[Passage]:
        found = (at for at in self._with_key(key_of(speech_id)) if self._speech(at).id == speech_id)
        return next(map(self._of_speech, found), [])

    def passages_by_handle(self, handle: str) -> Sequence[Passage]:
        key = int(handle, 16) if _HANDLE.fullmatch(handle) else None
        return [] if key is None else next(map(self._of_speech, self._with_key(key)), [])

    def within(self, forums: Collection[str]) -> Contents:
        return self._selection(frozenset(forums))

    def stretches_of(self, forums: Collection[str]) -> Sequence[Stretch]:
        known = self._forum_numbers
        numbers = sorted({known[name] for name in forums if name in known})
        speeches = [self._forum_starts[at : at + 2] for at in numbers]
        kinds = ((each, self._named.searchsorted(each), self._firsts[each]) for each in speeches)
        return [Stretch(*(range(*part.tolist()) for part in kind)) for kind in kinds]

    def _select(self, forums: frozenset[str]) -> Contents:
        return Selection(self, forums, self._speakers)

    def _with_key(self, key: int) -> list[int]:
        """The numbers of the speeches with a key: hardly ever more than one."""
        found: list[int] = np.flatnonzero(self._keys == np.uint64(key)).tolist()
        return found

    def _of_speech(self, at: int) -> Sequence[Passage]:
        return self.passages[slice(*self._firsts[at : at + 2].tolist())]

    def _read_speech(self, at: int) -> Speech:
        line = self._lines[slice(*self._line_starts[at : at + 2])]
        name, title, source, speaker, role, aliases = json.loads(bytes(line))
        return Speech(name, title, Source(*source), speaker, role, tuple(aliases))

    def _passage(self, place: int) -> Passage:
        at = int(self._firsts.searchsorted(place, side="right")) - 1
        first, end = map(int, self._firsts[at : at + 2])
        text = bytes(self._texts[self._text_starts[place] : self._text_starts[place + 1]])
        return Passage(self._speech(at), place - first + 1, end - first, text.decode())


def handle_of(speech: Speech) -> str:
    """What a speech is called where there is little room: 16 hexadecimal digits.

    It stays the same as long as the speech's file does not move.
    """
    return f"{key_of(speech.id):016x}"


def reference_to(passage: Passage) -> str:
    """What the passage is found by as long as its words stand in its speech, wherever in it."""
    return f"{passage.speech.id}@{xxh3_64_hexdigest(passage.text.encode())}"


def passage_at(contents: Contents, reference: str) -> Passage | None:
    """The passage that a reference is to; None where it is not there any more."""
    passages = contents.passages_of(reference.rpartition("@")[0])
    return next((passage for passage in passages if reference_to(passage) == reference), None)


def openings_of(contents: Contents, speaker: str) -> list[Passage]:
    """The first passage of each speech that somebody gave."""
    places = contents.places_of((speaker,)).tolist()
    passages = (contents.passages[place] for place in places)
    return [passage for passage in passages if passage.number == 1]


def foreign_in(bundle: Bundle) -> Callable[[], set[str]]:
    """What may be foreign names in the texts of a bundle, read when it is asked for."""
    mapped = bundle.text("foreign")
    return lambda: set(bytes(mapped).decode().split())


def write_speeches(
    writer: BundleWriter, speeches: Sequence[Speech], dates: Mapping[str, str | None]
) -> None:
    """Writes the speeches, the people who gave them, and their forums, which have these dates."""
    people = people_of(speeches)
    numbers = {person.name: number for number, person in enumerate(people)}
    speakers = np.array([numbers.get(speech.speaker or "", -1) for speech in speeches], np.int32)
    lines = [json.dumps(_as_list(speech), ensure_ascii=False).encode() for speech in speeches]
    listed = [(person.name, person.aliases, person.roles) for person in people]
    writer.text("people", json.dumps(listed, ensure_ascii=False).encode())
    writer.text("speeches", b"".join(lines))
    writer.array("speech-starts", starts_of(list(map(len, lines))))
    writer.array("speech-keys", np.array([key_of(speech.id) for speech in speeches], np.uint64))
    writer.array("named", np.flatnonzero(speakers >= 0))
    named = speakers[speakers >= 0]
    writer.array("speakers", named)
    by_speaker = speakers.argsort(kind="stable")[len(speakers) - len(named) :]
    writer.array("spoken", by_speaker.astype(np.int32))
    writer.array("speaker-starts", starts_of(np.bincount(named, minlength=len(people))))
    forums = forums_of(speeches, dates)
    fields = [(each.name, each.title, each.date, each.speeches) for each in forums]
    writer.text("forums", json.dumps(fields, ensure_ascii=False).encode())
    sizes = Counter(speech.folder for speech in speeches)
    writer.array("forum-starts", starts_of([sizes[forum.name] for forum in forums]))


def _as_list(speech: Speech) -> list[Any]:
    source = speech.source
    published = (source.forum, source.publisher, source.date, source.url)
    return [speech.id, speech.title, published, speech.speaker, speech.role, speech.aliases]
