"""What an index is about: passages, speeches and people, in memory or mapped from a bundle."""

import json
from collections.abc import Callable, Collection, Sequence
from functools import cached_property, lru_cache
from typing import Any, Protocol, TypeVar, overload

import numpy as np
from numpy.typing import NDArray
from xxhash import xxh3_64_hexdigest

from bot.corpus.speech import Passage, Person, Source, Speech, people_of
from bot.language.keys import key_of
from bot.storage import Bundle, BundleWriter, starts_of

Places = NDArray[np.int32]

_AT_HAND = 1024
"""Speeches, and passages, that are kept in memory once they were read."""

Item = TypeVar("Item", Speech, Passage)


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

    def places_of(self, speakers: Collection[str]) -> Places:
        """Where everything stands that the speakers said, ascending."""

    def passages_of(self, speech_id: str) -> Sequence[Passage]:
        """The passages of a speech in their order; none where there is no such speech."""


class HeldContents:
    """Contents in memory."""

    def __init__(self, speeches: Sequence[Speech], passages: Sequence[Passage] = ()) -> None:
        self.speeches = speeches
        self.spoken = [speech for speech in speeches if speech.speaker]
        self.passages = passages
        self.people = people_of(speeches)

    def places_of(self, speakers: Collection[str]) -> Places:
        found = (at for at, p in enumerate(self.passages) if p.speech.speaker in speakers)
        return np.fromiter(found, np.int32)

    def passages_of(self, speech_id: str) -> Sequence[Passage]:
        return [passage for passage in self.passages if passage.speech.id == speech_id]


class MappedContents:
    """The contents that a bundle holds; what is not asked for is not read.

    All is mapped at once, since the bundle's folder may be gone when it is asked for.
    """

    def __init__(self, bundle: Bundle) -> None:
        self._speech = lru_cache(_AT_HAND)(self._read_speech)
        self._firsts = bundle.array("first-passages")
        self._texts, self._text_starts = bundle.text("texts"), bundle.array("text-starts")
        self._keys = bundle.array("speech-keys")
        self._lines, self._line_starts = bundle.text("speeches"), bundle.array("speech-starts")
        self.speeches = _Lazy(len(self._firsts) - 1, self._speech)
        self._people = bundle.text("people")
        self._spoken, self._spoken_starts = bundle.array("spoken"), bundle.array("speaker-starts")
        named = bundle.array("named")
        self.spoken = _Lazy(len(named), lambda at: self._speech(int(named[at])))
        self.passages = _Lazy(len(self._text_starts) - 1, lru_cache(_AT_HAND)(self._passage))

    @cached_property
    def people(self) -> tuple[Person, ...]:
        listed = json.loads(bytes(self._people))
        return tuple(Person(name, tuple(aliases), tuple(roles)) for name, aliases, roles in listed)

    @cached_property
    def _numbers(self) -> dict[str, int]:
        return {person.name: number for number, person in enumerate(self.people)}

    def places_of(self, speakers: Collection[str]) -> Places:
        known = {self._numbers[name] for name in speakers if name in self._numbers}
        spoken = [self._spoken[slice(*self._spoken_starts[n : n + 2])] for n in known]
        listed = np.sort(np.concatenate(spoken)) if spoken else np.empty(0, np.int32)
        ranges = [np.arange(*self._firsts[at : at + 2], dtype=np.int32) for at in listed]
        return np.concatenate(ranges) if ranges else np.empty(0, np.int32)

    def passages_of(self, speech_id: str) -> Sequence[Passage]:
        for at in np.flatnonzero(self._keys == np.uint64(key_of(speech_id))):
            if self._speech(int(at)).id == speech_id:
                return self.passages[slice(*self._firsts[at : at + 2].tolist())]
        return []

    def _read_speech(self, at: int) -> Speech:
        line = self._lines[slice(*self._line_starts[at : at + 2])]
        name, title, source, speaker, role, aliases = json.loads(bytes(line))
        return Speech(name, title, Source(*source), speaker, role, tuple(aliases))

    def _passage(self, place: int) -> Passage:
        at = int(self._firsts.searchsorted(place, side="right")) - 1
        first, end = map(int, self._firsts[at : at + 2])
        text = bytes(self._texts[self._text_starts[place] : self._text_starts[place + 1]])
        return Passage(self._speech(at), place - first + 1, end - first, text.decode())


def reference_to(passage: Passage) -> str:
    """What the passage is found by as long as its words stand in its speech, wherever in it."""
    return f"{passage.speech.id}@{xxh3_64_hexdigest(passage.text.encode())}"


def passage_at(contents: Contents, reference: str) -> Passage | None:
    """The passage that a reference is to; None where it is not there any more."""
    passages = contents.passages_of(reference.rpartition("@")[0])
    return next((passage for passage in passages if reference_to(passage) == reference), None)


def foreign_in(bundle: Bundle) -> Callable[[], set[str]]:
    """What may be foreign names in the texts of a bundle, read when it is asked for."""
    mapped = bundle.text("foreign")
    return lambda: set(bytes(mapped).decode().split())


def write_speeches(writer: BundleWriter, speeches: Sequence[Speech]) -> None:
    """Writes the speeches, and the people who gave them."""
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
    by_speaker = speakers.argsort(kind="stable")[len(speakers) - len(named) :]
    writer.array("spoken", by_speaker.astype(np.int32))
    writer.array("speaker-starts", starts_of(np.bincount(named, minlength=len(people))))


def _as_list(speech: Speech) -> list[Any]:
    source = speech.source
    published = (source.forum, source.publisher, source.date, source.url)
    return [speech.id, speech.title, published, speech.speaker, speech.role, speech.aliases]


class _Lazy(Sequence[Item]):
    """A sequence whose items are made when they are asked for."""

    def __init__(self, size: int, item: Callable[[int], Item]) -> None:
        self._size = size
        self._item: Callable[[int], Item] = item

    def __len__(self) -> int:
        return self._size

    @overload
    def __getitem__(self, at: int) -> Item: ...

    @overload
    def __getitem__(self, at: slice) -> Sequence[Item]: ...

    def __getitem__(self, at: int | slice) -> Item | Sequence[Item]:
        if isinstance(at, slice):
            return [self._item(i) for i in range(*at.indices(self._size))]
        return self._item(range(self._size)[at])
