"""What an index is about: passages, speeches, people and forums, and how they are referred to."""

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from functools import cached_property
from pathlib import PurePath
from typing import NamedTuple, Protocol, TypeVar, overload

import numpy as np
from numpy.typing import NDArray
from xxhash import xxh3_64_hexdigest

from bot.corpus.files import NOTE
from bot.corpus.speech import Forum, Passage, Person, Speech
from bot.language.terms import key_of

Places = NDArray[np.int32]
"""Passages by their numbers, which count through the corpus from 0."""


class Stretch(NamedTuple):
    """Where a forum stands among all speeches, among those somebody is named for, and all passages.

    What belongs to a forum stands together.
    """

    speeches: range
    spoken: range
    passages: range


class Contents(Protocol):
    """All that can be asked about; what belongs to a forum stands together."""

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
        """Where everything stands that the speakers said, ascending.

        A speech that nobody is named for is called by its title.
        """

    def passages_of(self, speech_id: str) -> Sequence[Passage]:
        """The passages of a speech in their order; none where there is no such speech."""

    def passages_by_handle(self, handle: str) -> Sequence[Passage]:
        """The passages of the speech that has a handle; none where there is no such speech."""

    def passages_reading(self, words: str) -> Sequence[Passage]:
        """The passages with these words, given as what `reference_to` says of them."""

    def within(self, forums: Collection[str]) -> "Contents":
        """What of it belongs to these forums, given by their names; nothing to unknown ones."""

    def stretches_of(self, forums: Collection[str]) -> Sequence[Stretch]:
        """Where the forums stand, ascending; unknown ones nowhere."""


def short_id(speech: Speech) -> str:
    """What a speech is called where there is little room: 16 hexadecimal digits.

    It stays the same as long as the speech's file does not move.
    """
    return f"{key_of(speech.id):016x}"


def words_of(text: str) -> str:
    """What tells a passage's words from others: 16 hexadecimal digits."""
    return xxh3_64_hexdigest(text.encode())


def reference_to(passage: Passage) -> str:
    """What a passage is found by as long as its words stand in its forum, wherever in it."""
    return f"{passage.speech.id}@{words_of(passage.text)}"


def passage_at(contents: Contents, reference: str) -> Passage | None:
    """The passage that a reference is to; None where it is not there any more.

    It may stand elsewhere in its speech, or the speech's file may have another name.
    """
    speech_id, _, words = reference.rpartition("@")
    of_speech = contents.passages_of(speech_id)
    found = (passage for passage in of_speech if words_of(passage.text) == words)
    return next(found, None) or next(_in_forum(contents, speech_id, words), None)


def _in_forum(contents: Contents, speech_id: str, words: str) -> Iterator[Passage]:
    """The passages with these words in the forum of a speech."""
    forum = speech_id.partition("/")[0]
    passages = contents.passages_reading(words)
    return (passage for passage in passages if passage.speech.folder == forum)


def note_of(contents: Contents, forum: str) -> Sequence[Passage]:
    """What the editor of a forum, given by its name, says about it."""
    return contents.passages_of(f"{forum}/{PurePath(NOTE).stem}")


def unnamed_in(contents: Contents) -> list[Speech]:
    """The speeches that nobody is named for, where these are few: a discussion among speeches."""
    if len(contents.speeches) > len(contents.forums) + 2 * len(contents.spoken):
        return []
    unnamed = (speech for speech in contents.speeches if not speech.speaker)
    return [speech for speech in unnamed if PurePath(speech.id).name != PurePath(NOTE).stem]


def openings_of(contents: Contents, speaker: str) -> list[Passage]:
    """The first passage of each speech that somebody gave."""
    places = contents.places_of((speaker,)).tolist()
    passages = (contents.passages[place] for place in places)
    return [passage for passage in passages if passage.number == 1]


Item = TypeVar("Item", Speech, Passage)


class Lazy(Sequence[Item]):
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


class Selection:
    """What belongs to some forums; `speakers` has the number of who gave each spoken speech."""

    def __init__(
        self, whole: Contents, forums: Collection[str], speakers: NDArray[np.integer]
    ) -> None:
        self._whole = whole
        self._names = frozenset(forums)
        self._speakers = speakers
        self._stretches = whole.stretches_of(self._names)

    @cached_property
    def speeches(self) -> Sequence[Speech]:
        return _parts(self._whole.speeches, [each.speeches for each in self._stretches])

    @cached_property
    def spoken(self) -> Sequence[Speech]:
        return _parts(self._whole.spoken, [each.spoken for each in self._stretches])

    @cached_property
    def passages(self) -> Sequence[Passage]:
        return _parts(self._whole.passages, [each.passages for each in self._stretches])

    @cached_property
    def people(self) -> Sequence[Person]:
        """Everybody who spoke there, with the other names and roles they have anywhere."""
        numbers = self._speakers[_joined(each.spoken for each in self._stretches)]
        distinct, firsts = np.unique(numbers, return_index=True)
        return tuple(self._whole.people[at] for at in distinct[firsts.argsort()].tolist())

    @cached_property
    def forums(self) -> Sequence[Forum]:
        return tuple(forum for forum in self._whole.forums if forum.name in self._names)

    def places_of(self, speakers: Collection[str]) -> Places:
        places = among(self._whole.places_of(speakers), self._stretches)
        return _joined(each.passages for each in self._stretches).searchsorted(places).astype("i4")

    def passages_of(self, speech_id: str) -> Sequence[Passage]:
        return self._own(self._whole.passages_of(speech_id))

    def passages_by_handle(self, handle: str) -> Sequence[Passage]:
        return self._own(self._whole.passages_by_handle(handle))

    def passages_reading(self, words: str) -> Sequence[Passage]:
        found = self._whole.passages_reading(words)
        return [passage for passage in found if passage.speech.folder in self._names]

    def within(self, forums: Collection[str]) -> Contents:
        return self._whole.within(self._names.intersection(forums))

    def stretches_of(self, forums: Collection[str]) -> Sequence[Stretch]:
        """Where the forums stand in this selection."""
        found, begins = [], [0, 0, 0]
        for forum, stretch in zip(self.forums, self._stretches, strict=True):
            ends = [begin + len(part) for begin, part in zip(begins, stretch, strict=True)]
            if forum.name in forums:
                found.append(Stretch(*map(range, begins, ends)))
            begins = ends
        return found

    def _own(self, passages: Sequence[Passage]) -> Sequence[Passage]:
        """The passages of a speech if it belongs to these forums."""
        return passages if passages and passages[0].speech.folder in self._names else []


def among(places: Places | None, stretches: Iterable[Stretch]) -> Places:
    """Those of some ascending places that are in the stretches; all that are, where None is given.

    >>> among(np.array([1, 4, 7], np.int32), [Stretch(range(1), range(1), range(3, 6))]).tolist()
    [4]
    """
    ranges = [stretch.passages for stretch in stretches]
    if places is None:
        return _joined(ranges)
    cuts = (places.searchsorted([part.start, part.stop]) for part in ranges)
    return np.concatenate([np.empty(0, np.int32), *(places[slice(*cut)] for cut in cuts)])


def _joined(ranges: Iterable[range]) -> Places:
    arrays = (np.arange(part.start, part.stop, dtype=np.int32) for part in ranges)
    return np.concatenate([np.empty(0, np.int32), *arrays])


def _parts(whole: Sequence[Item], ranges: Sequence[range]) -> Sequence[Item]:
    """Those items of a sequence whose numbers are in the ranges."""
    ends = np.cumsum([len(part) for part in ranges])

    def item(at: int) -> Item:
        number = int(ends.searchsorted(at, side="right"))
        return whole[ranges[number][at - int(ends[number])]]  # counted from the end of its range

    return Lazy(int(ends[-1]) if len(ends) else 0, item)
