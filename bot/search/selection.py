"""The contents of some forums alone: a view of all that an index is about."""

from collections.abc import Callable, Collection, Iterable, Sequence
from functools import cached_property
from typing import TypeVar, overload

import numpy as np
from numpy.typing import NDArray

from bot.corpus.speech import Forum, Passage, Person, Speech
from bot.search.contents import Contents, Places, Stretch

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
