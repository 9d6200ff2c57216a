"""The contents of an index: passages, speeches, people and forums, and references to them."""

from collections.abc import Callable, Collection, Iterable, Sequence
from functools import cached_property
from itertools import chain
from pathlib import PurePath
from typing import Any, NamedTuple, Protocol, TypeVar

import numpy as np
from numpy.typing import NDArray
from xxhash import xxh3_64_hexdigest

from bot.corpus.files import NOTE
from bot.corpus.speech import Forum, Passage, Person, Speech
from bot.language.terms import key_of

Places = NDArray[np.int32]
"""Numbers of passages, counted through the corpus from 0."""


class ForumSpan(NamedTuple):
    """The numbers of a forum's speeches, of those that have a speaker, and of its passages."""

    speeches: range
    spoken: range
    passages: range


class Contents(Protocol):
    """All that can be asked about, forum by forum in the order of the corpus."""

    @property
    def speeches(self) -> Sequence[Speech]: ...

    @property
    def spoken(self) -> Sequence[Speech]:
        """The speeches that have a speaker."""

    @property
    def passages(self) -> Sequence[Passage]: ...

    @property
    def people(self) -> Sequence[Person]:
        """Everybody who spoke."""

    @property
    def forums(self) -> Sequence[Forum]: ...

    def places_of(self, speakers: Collection[str]) -> Places:
        """Returns the places of the speakers' passages, ascending.

        A speech without a speaker is named by its title.
        """

    def passages_at(self, places: Places) -> Sequence[Passage]:
        """Returns the passages at some places, in one go."""

    def passages_of(self, speech_id: str) -> Sequence[Passage]:
        """Returns the passages of a speech in order; none if there is no such speech."""

    def passages_by_handle(self, handle: str) -> Sequence[Passage]:
        """Returns the passages of the speech with a `short_id`; none if there is no such speech."""

    def passages_by_digest(self, digest: str) -> Sequence[Passage]:
        """Returns the passages whose text has a digest, see `digest_of`."""

    def within(self, forums: Collection[str]) -> "Contents":
        """Returns what belongs to the forums of these names; unknown ones are ignored."""


class WholeContents(Contents, Protocol):
    """The contents of an index, of all its forums."""

    def spans_of(self, forums: Collection[str]) -> Sequence[ForumSpan]:
        """Returns the spans of the forums, ascending; unknown ones have none."""


def short_id(speech: Speech) -> str:
    """Returns a handle of a speech for where there is little room: 16 hexadecimal digits.

    It stays the same as long as the speech's file does not move.
    """
    return f"{key_of(speech.id):016x}"


def digest_of(text: str) -> str:
    """Returns the digest of a passage's text: 16 hexadecimal digits."""
    return xxh3_64_hexdigest(text.encode())


def reference_to(passage: Passage) -> str:
    """Returns a reference that finds a passage as long as its forum has one of the same text."""
    return f"{passage.speech.id}@{digest_of(passage.text)}"


def passage_at(contents: Contents, reference: str) -> Passage | None:
    """Returns the passage that a reference is to, maybe elsewhere in its forum; None if gone."""
    speech_id, _, digest = reference.rpartition("@")
    forum = speech_id.partition("/")[0]
    own = (each for each in contents.passages_of(speech_id) if digest_of(each.text) == digest)
    others = (p for p in contents.passages_by_digest(digest) if p.speech.folder == forum)
    return next(chain(own, others), None)


def note_of(contents: Contents, forum: str) -> Sequence[Passage]:
    """Returns the editor's note on a forum, given by its name."""
    return contents.passages_of(f"{forum}/{PurePath(NOTE).stem}")


def unnamed_in(contents: Contents) -> list[Speech]:
    """Returns the speeches without a speaker if they are few: a discussion among speeches."""
    if len(contents.speeches) > len(contents.forums) + 2 * len(contents.spoken):
        return []
    unnamed = (speech for speech in contents.speeches if not speech.speaker)
    return [speech for speech in unnamed if PurePath(speech.id).name != PurePath(NOTE).stem]


def openings_of(contents: Contents, speaker: str) -> list[Passage]:
    """Returns the first passage of each speech that somebody gave."""
    passages = contents.passages_at(contents.places_of((speaker,)))
    return [passage for passage in passages if passage.number == 1]


Item = TypeVar("Item", Speech, Passage)


class Lazy(Sequence[Item]):
    """A sequence whose items are read by their numbers when they are asked for.

    `read_all` reads several at once where that is better.
    """

    def __init__(
        self,
        numbers: range | NDArray[np.integer[Any]],
        read: Callable[[int], Item],
        read_all: Callable[[Sequence[int]], list[Item]] | None = None,
    ) -> None:
        self._numbers = numbers
        self._read: Callable[[int], Item] = read
        self._read_all: Callable[[Sequence[int]], list[Item]] = read_all or (
            lambda numbers: list(map(read, numbers))
        )

    def __len__(self) -> int:
        return len(self._numbers)

    def __getitem__(self, at: Any) -> Any:
        if isinstance(at, slice):
            return self._read_all(list(map(int, self._numbers[at])))
        return self._read(int(self._numbers[at]))


class Selection:
    """The contents of some forums; `speakers` are the numbers of who gave the spoken speeches."""

    def __init__(
        self, whole: WholeContents, forums: Collection[str], speakers: NDArray[np.integer]
    ) -> None:
        self._whole = whole
        self._names = frozenset(forums)
        self._speakers = speakers
        self._spans = whole.spans_of(self._names)
        self._spoken = _numbers(span.spoken for span in self._spans)
        speeches = _numbers(span.speeches for span in self._spans)
        self.speeches: Sequence[Speech] = Lazy(speeches, whole.speeches.__getitem__)
        self.spoken: Sequence[Speech] = Lazy(self._spoken, whole.spoken.__getitem__)
        self.forums = tuple(forum for forum in whole.forums if forum.name in self._names)

    @cached_property
    def _places(self) -> Places:
        return _numbers(span.passages for span in self._spans)

    @property
    def passages(self) -> Sequence[Passage]:
        return Lazy(self._places, self._whole.passages.__getitem__)

    @cached_property
    def people(self) -> Sequence[Person]:
        """Everybody who spoke there, with the other names and roles they have anywhere."""
        distinct, firsts = np.unique(self._speakers[self._spoken], return_index=True)
        return tuple(self._whole.people[at] for at in distinct[firsts.argsort()].tolist())

    def places_of(self, speakers: Collection[str]) -> Places:
        places = among(self._whole.places_of(speakers), self._spans)
        return self._places.searchsorted(places).astype(np.int32)

    def passages_at(self, places: Places) -> Sequence[Passage]:
        return self._whole.passages_at(self._places[places])

    def passages_of(self, speech_id: str) -> Sequence[Passage]:
        return self._own(self._whole.passages_of(speech_id))

    def passages_by_handle(self, handle: str) -> Sequence[Passage]:
        return self._own(self._whole.passages_by_handle(handle))

    def passages_by_digest(self, digest: str) -> Sequence[Passage]:
        return self._own(self._whole.passages_by_digest(digest))

    def within(self, forums: Collection[str]) -> Contents:
        return self._whole.within(self._names.intersection(forums))

    def _own(self, passages: Sequence[Passage]) -> Sequence[Passage]:
        return [passage for passage in passages if passage.speech.folder in self._names]


def among(places: Places | None, spans: Iterable[ForumSpan]) -> Places:
    """Returns the ascending places that are in the spans; all that are, if None is given.

    >>> among(np.array([1, 4, 7], np.int32), [ForumSpan(range(1), range(1), range(3, 6))]).tolist()
    [4]
    """
    ranges = [span.passages for span in spans]
    if places is None:
        return _numbers(ranges)
    cuts = (places.searchsorted([each.start, each.stop]) for each in ranges)
    return np.concatenate([np.empty(0, np.int32), *(places[slice(*cut)] for cut in cuts)])


def _numbers(ranges: Iterable[range]) -> Places:
    arrays = (np.arange(each.start, each.stop, dtype=np.int32) for each in ranges)
    return np.concatenate([np.empty(0, np.int32), *arrays])
