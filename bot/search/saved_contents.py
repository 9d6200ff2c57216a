"""Contents in a bundle: written when the index is built, mapped when it is used."""

import json
import re
from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Mapping, Sequence
from functools import cached_property, lru_cache, partial
from typing import Any, Protocol

import numpy as np
from xxhash import xxh3_64_intdigest

from bot.corpus.reader import Record
from bot.corpus.speech import Forum, Passage, Person, Source, Speech, forums_of, people_of
from bot.language.terms import key_of
from bot.search.contents import Contents, ForumSpan, Lazy, Places, Selection
from bot.storage import Bundle, BundleWriter, starts_of

_CACHED = 1024
"""Speeches, passages, and selections of forums that are cached at most."""

_HANDLE = re.compile("[0-9a-f]{16}")


class Texts(Protocol):
    """The texts of passages."""

    def at(self, places: Sequence[int]) -> list[str]:
        """Returns the texts at some places."""


class SavedTexts:
    """The texts in a bundle."""

    def __init__(self, bundle: Bundle) -> None:
        self._texts, self._starts = bundle.text("texts"), bundle.array("text-starts")

    def at(self, places: Sequence[int]) -> list[str]:
        spans = (slice(*self._starts[place : place + 2]) for place in places)
        return [bytes(self._texts[span]).decode() for span in spans]


class SavedSpeeches:
    """The speeches in a bundle, none of which is read before it is asked for.

    `keys` has a number for each speech that stands for its id, and `digests` one for all that its
    files say.
    """

    def __init__(self, bundle: Bundle) -> None:
        self._speech = lru_cache(_CACHED)(self._read_speech)
        self.keys, self.digests = bundle.array("speech-keys"), bundle.array("speech-digests")
        self._lines, self._line_starts = bundle.text("speeches"), bundle.array("speech-starts")
        self.speeches = Lazy(range(len(self.keys)), self._speech)

    def _read_speech(self, at: int) -> Speech:
        line = self._lines[slice(*self._line_starts[at : at + 2])]
        name, title, source, speaker, role, aliases = json.loads(bytes(line))
        return Speech(name, title, Source(*source), speaker, role, tuple(aliases))


class SavedContents(SavedSpeeches):
    """The contents in a bundle, of which nothing is read before it is asked for.

    All files are mapped at once, since the bundle's folder may be gone later. The passages' texts
    are in the bundle, too, unless others are given.
    """

    def __init__(self, bundle: Bundle, texts: Texts | None = None) -> None:
        super().__init__(bundle)
        self._firsts = bundle.array("first-passages")
        self._texts = texts or SavedTexts(bundle)
        self._text_digests = bundle.array("text-digests")
        self._people, self._forums = bundle.text("people"), bundle.text("forums")
        self._spoken, self._spoken_starts = bundle.array("spoken"), bundle.array("speaker-starts")
        self._forum_starts = bundle.array("forum-starts")
        self._named, speakers = bundle.array("named"), bundle.array("speakers")
        self._selection = lru_cache(_CACHED)(partial(Selection, self, speakers=speakers))
        self.spoken = Lazy(self._named, self._speech)
        passage = lru_cache(_CACHED)(lambda place: self._read_passages([place])[0])
        places = range(len(self._text_digests))
        self.passages: Sequence[Passage] = Lazy(places, passage, self._read_passages)

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
    def _unnamed(self) -> dict[str, list[int]]:
        """The speeches without a speaker, by their titles."""
        found: defaultdict[str, list[int]] = defaultdict(list)
        for at in np.setdiff1d(np.arange(len(self.speeches)), self._named).tolist():
            found[self._speech(at).title].append(at)
        return dict(found)

    @cached_property
    def _forum_numbers(self) -> dict[str, int]:
        return {forum.name: number for number, forum in enumerate(self.forums)}

    def places_of(self, speakers: Collection[str]) -> Places:
        known = {self._numbers[name] for name in speakers if name in self._numbers}
        spoken = [self._spoken[slice(*self._spoken_starts[n : n + 2])] for n in known]
        unknown = (name for name in set(speakers) if name not in self._numbers)
        spoken += [np.array(self._unnamed[title]) for title in unknown if title in self._unnamed]
        listed = np.sort(np.concatenate(spoken)) if spoken else np.empty(0, np.int32)
        ranges = [np.arange(*self._firsts[at : at + 2], dtype=np.int32) for at in listed]
        return np.concatenate(ranges) if ranges else np.empty(0, np.int32)

    def passages_at(self, places: Places) -> Sequence[Passage]:
        return self._read_passages(places.tolist())

    def passages_of(self, speech_id: str) -> Sequence[Passage]:
        found = (at for at in self._with_key(key_of(speech_id)) if self._speech(at).id == speech_id)
        return next(map(self._of_speech, found), [])

    def passages_by_handle(self, handle: str) -> Sequence[Passage]:
        key = int(handle, 16) if _HANDLE.fullmatch(handle) else None
        return [] if key is None else next(map(self._of_speech, self._with_key(key)), [])

    def passages_by_digest(self, digest: str) -> Sequence[Passage]:
        places = np.flatnonzero(self._text_digests == np.uint64(int(digest, 16)))
        return self.passages_at(places.astype(np.int32))

    def within(self, forums: Collection[str]) -> Contents:
        return self._selection(frozenset(forums))

    def spans_of(self, forums: Collection[str]) -> Sequence[ForumSpan]:
        known = self._forum_numbers
        numbers = sorted({known[name] for name in forums if name in known})
        speeches = [self._forum_starts[at : at + 2] for at in numbers]
        spans = ((each, self._named.searchsorted(each), self._firsts[each]) for each in speeches)
        return [ForumSpan(*(range(*ends.tolist()) for ends in span)) for span in spans]

    def _with_key(self, key: int) -> list[int]:
        """Returns the numbers of the speeches with a key: hardly ever more than one."""
        found: list[int] = np.flatnonzero(self.keys == np.uint64(key)).tolist()
        return found

    def _of_speech(self, at: int) -> Sequence[Passage]:
        return self.passages[slice(*self._firsts[at : at + 2].tolist())]

    def _read_passages(self, places: Sequence[int]) -> list[Passage]:
        return list(map(self._passage, places, self._texts.at(places)))

    def _passage(self, place: int, text: str) -> Passage:
        at = int(self._firsts.searchsorted(place, side="right")) - 1
        first, end = map(int, self._firsts[at : at + 2])
        return Passage(self._speech(at), place - first + 1, end - first, text)


def languages_in(bundle: Bundle) -> int:
    """Returns the languages of the texts in a bundle, as bits of a number."""
    return int(np.bitwise_or.reduce(bundle.array("languages")))


def foreign_in(bundle: Bundle) -> Callable[[], set[str]]:
    """Returns what reads the words in a bundle's texts that may be names of the other language."""
    words = bundle.text("foreign")
    return lambda: set(bytes(words).decode().split())


def write_speeches(
    writer: BundleWriter,
    documents: Sequence[tuple[Record, Speech]],
    stated: Mapping[str, Source],
) -> None:
    """Writes the speeches, their speakers, and the forums, with what their notes have `stated`."""
    speeches = [speech for _, speech in documents]
    people = people_of(speeches)
    numbers = {person.name: number for number, person in enumerate(people)}
    speakers = np.array([numbers.get(speech.speaker or "", -1) for speech in speeches], np.int32)
    lines = list(map(_json, speeches))
    writer.text("people", _json(people))
    writer.text("speeches", b"".join(lines))
    writer.array("speech-starts", starts_of(list(map(len, lines))))
    writer.array("speech-keys", np.array([key_of(speech.id) for speech in speeches], np.uint64))
    bodies = (record.body.encode() for record, _ in documents)
    whole = map(b" ".join, zip(bodies, lines, strict=True))
    writer.array("speech-digests", np.array(list(map(xxh3_64_intdigest, whole)), np.uint64))
    writer.array("named", np.flatnonzero(speakers >= 0))
    named = speakers[speakers >= 0]
    writer.array("speakers", named)
    by_speaker = speakers.argsort(kind="stable")[len(speakers) - len(named) :]
    writer.array("spoken", by_speaker.astype(np.int32))
    writer.array("speaker-starts", starts_of(np.bincount(named, minlength=len(people))))
    forums = forums_of(speeches, stated)
    writer.text("forums", _json(forums))
    sizes = Counter(speech.folder for speech in speeches)
    writer.array("forum-starts", starts_of([sizes[forum.name] for forum in forums]))


def _json(value: Any) -> bytes:
    return _ENCODER.encode(value).encode()


def _fields(record: Any) -> list[Any]:
    """Returns the fields of a dataclass, much sooner than `astuple`, which copies each of them."""
    return [getattr(record, name) for name in record.__slots__]


_ENCODER = json.JSONEncoder(ensure_ascii=False, default=_fields)
