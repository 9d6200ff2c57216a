"""The saved index of a corpus folder: opened as it is, or made again where files changed."""

import logging
import os
from collections.abc import Sequence
from dataclasses import dataclass
from operator import attrgetter
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from bot import corpus, language, search
from bot.corpus.files import FileState, ForumFiles, list_forums, signature
from bot.corpus.speech import Speech
from bot.errors import ForumBotError
from bot.language.encoder import OFF, Semantics
from bot.search.build_tasks import ChangedMeanwhile
from bot.search.builder import Builder, Progress
from bot.search.catalogue import is_settled
from bot.search.saved_contents import DIGESTS, KEYS, SavedContents
from bot.search.vectors import fits
from bot.storage import Bundle, fingerprint, open_bundle, tidy

log = logging.getLogger(__name__)

_OWN = (corpus, language, search)
_OTHERS = ("jieba", "opencc", "Stemmer")
"""What an index is made by: packages of the bot, and of others."""

_KEPT = 4
"""Indices in a folder at most: of several corpora, or of the states of one."""

_TRIES = 3
_NO_FILE = FileState("", 0, 0, 0, 0)


def open_saved(
    folder: Path,
    kept: Path,
    progress: Progress = lambda done, total: None,
    semantics: Semantics = OFF,
) -> Bundle:
    """The index of the corpus as it is now; `kept` is the folder of indices.

    Raises CorpusError where the corpus has faults, and SettingsError where its passages are to be
    found by what they mean, and cannot be.
    """
    semantics.model()
    for _ in range(_TRIES):
        try:
            return _open(folder, kept, progress, semantics)
        except ChangedMeanwhile:
            log.info("%s changed while it was read: it is read once more", folder)
    fault = f"{folder} keeps changing while it is read; try again when nobody writes to it"
    raise ForumBotError(fault)


def is_of(index: Path, state: str) -> bool:
    """Whether an index is that of files with this signature."""
    return index.name.endswith(f"-{state}")


def _open(folder: Path, kept: Path, progress: Progress, semantics: Semantics) -> Bundle:
    forums = list_forums(folder)
    family = f"index-{fingerprint(_OWN, _OTHERS, str(folder.resolve()))}"
    path = kept / f"{family}-{signature(forums)}"
    bundle = open_bundle(path)
    settled = bundle and is_settled(bundle, _newest(forums))
    if bundle and settled and fits(bundle, semantics):
        os.utime(path)  # it is in use
        return bundle
    previous = bundle or _sibling(path, f"{family}-*")
    log.info("indexing %s", folder)
    kept.mkdir(mode=0o700, parents=True, exist_ok=True)
    made = Builder(folder, kept, progress, semantics).build(path, forums, previous)
    tidy(kept, "index-*", _KEPT)
    return made


def _newest(forums: Sequence[ForumFiles]) -> FileState:
    """The file that changed last."""
    states = (state for forum in forums for state in forum.all())
    return max(states, key=attrgetter("changed"), default=_NO_FILE)


def _sibling(path: Path, pattern: str) -> Bundle | None:
    """The index of the same corpus as it was before."""
    others = (other for other in path.parent.glob(pattern) if other != path)
    newest_first = sorted(others, key=lambda other: -other.stat().st_mtime)
    return next(filter(None, map(open_bundle, newest_first)), None)


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
    return Inventory(SavedContents(bundle).speeches, bundle.array(KEYS), bundle.array(DIGESTS))


def changes_between(before: Inventory, after: Inventory) -> Changes:
    """What has changed; each part is in the order of its corpus."""
    stays = np.isin(after.keys, before.keys)
    order = before.keys.argsort()
    previous = order[before.keys.searchsorted(after.keys[stays], sorter=order)]
    differs = before.digests[previous] != after.digests[stays]
    return Changes(
        _speeches(after, ~stays),
        _speeches(after, np.flatnonzero(stays)[differs]),
        _speeches(before, ~np.isin(before.keys, after.keys)),
    )


def _speeches(inventory: Inventory, which: NDArray[Any]) -> tuple[Speech, ...]:
    numbers = np.arange(len(inventory.keys))[which]
    return tuple(inventory.speeches[number] for number in numbers.tolist())
