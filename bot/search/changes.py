"""What differs between two indices of one corpus."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from bot.corpus.speech import Speech
from bot.search.mapped import DIGESTS, KEYS, MappedContents
from bot.storage import Bundle


@dataclass(frozen=True, slots=True)
class Changes:
    """The speeches that a corpus has gained, that are no longer the same, and that it has lost.

    A speech whose file was renamed is lost, and gained.
    """

    added: Sequence[Speech] = ()
    changed: Sequence[Speech] = ()
    removed: Sequence[Speech] = ()

    def __bool__(self) -> bool:
        return bool(self.added or self.changed or self.removed)


UNCHANGED = Changes()


@dataclass(frozen=True, slots=True)
class Inventory:
    """The speeches of an index, with a number for each by which it is found, and its digest."""

    speeches: Sequence[Speech]
    keys: NDArray[np.uint64]
    digests: NDArray[np.uint64]


def inventory_of(bundle: Bundle) -> Inventory:
    """That of an index; it can be used also when the bundle's folder is gone."""
    return Inventory(MappedContents(bundle).speeches, bundle.array(KEYS), bundle.array(DIGESTS))


def changes_between(before: Inventory, after: Inventory) -> Changes:
    """What has changed; each part is in the order of its corpus."""
    stays = np.isin(after.keys, before.keys)
    order = before.keys.argsort()
    former = order[before.keys.searchsorted(after.keys[stays], sorter=order)]
    differs = before.digests[former] != after.digests[stays]
    return Changes(
        _speeches(after, ~stays),
        _speeches(after, np.flatnonzero(stays)[differs]),
        _speeches(before, ~np.isin(before.keys, after.keys)),
    )


def _speeches(inventory: Inventory, which: NDArray[Any]) -> tuple[Speech, ...]:
    numbers = np.arange(len(inventory.keys))[which]
    return tuple(inventory.speeches[number] for number in numbers.tolist())
