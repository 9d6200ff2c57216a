"""Opens the saved index of a corpus folder, brought up to date with the files; compares indices."""

import logging
import os
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from bot import corpus, language, search
from bot.corpus.files import list_forums, signature
from bot.corpus.speech import Speech
from bot.errors import ForumBotError
from bot.language.encoder import OFF, Semantics
from bot.search.build_tasks import ChangedMeanwhile
from bot.search.builder import Builder, Progress
from bot.search.catalogue import is_settled
from bot.search.saved_contents import SavedSpeeches
from bot.search.vectors import fits
from bot.storage import Bundle, fingerprint, open_bundle, tidy

log = logging.getLogger(__name__)

_OWN = (corpus, language, search)
OTHERS = ("jieba", "opencc", "Stemmer")
"""The packages of the bot, and of others, that an index depends on."""

_KEPT = 4
"""Indices in a folder at most, of several corpora or of the states of one."""

_TRIES = 3


def open_saved(
    folder: Path,
    kept: Path,
    progress: Progress = lambda done, total: None,
    semantics: Semantics = OFF,
) -> Bundle:
    """Opens the index of the corpus as it is now; `kept` is the folder of indices.

    Raises CorpusError if the corpus has faults, and SettingsError if its passages are to be found
    by meaning and what this needs is not installed.
    """
    semantics.model()
    for _ in range(_TRIES):
        try:
            return _open(folder, kept, progress, semantics)
        except ChangedMeanwhile:
            log.info("%s changed while it was read, and is read again", folder)
    fault = f"{folder} keeps changing while it is read; try again when nobody writes to it"
    raise ForumBotError(fault)


def state_of(index: Bundle) -> str:
    """Returns the signature of the files that an index was built from."""
    return index.folder.name.rpartition("-")[2]


def _open(folder: Path, kept: Path, progress: Progress, semantics: Semantics) -> Bundle:
    forums = list_forums(folder)
    family = f"index-{fingerprint(_OWN, OTHERS, str(folder.resolve()))}"
    path = kept / f"{family}-{signature(forums)}"
    bundle = open_bundle(path)
    changed = max((state.changed for forum in forums for state in forum.all()), default=0)
    if bundle and is_settled(bundle, changed) and fits(bundle, semantics):
        os.utime(path)  # marks it as used
        return bundle
    previous = bundle or _sibling(path, f"{family}-*")
    log.info("indexing %s", folder)
    kept.mkdir(mode=0o700, parents=True, exist_ok=True)
    built = Builder(folder, kept, progress, semantics).build(path, forums, previous)
    tidy(kept, "index-*", _KEPT)
    return built


def _sibling(path: Path, pattern: str) -> Bundle | None:
    """Returns the newest other index of the same corpus."""
    others = (other for other in path.parent.glob(pattern) if other != path)
    newest_first = sorted(others, key=lambda other: -other.stat().st_mtime)
    return next(filter(None, map(open_bundle, newest_first)), None)


@dataclass(frozen=True, slots=True)
class Changes:
    """The speeches that were added to a corpus, changed in it, and removed from it.

    A speech whose file was renamed is removed and added.
    """

    added: Sequence[Speech] = ()
    changed: Sequence[Speech] = ()
    removed: Sequence[Speech] = ()

    def __bool__(self) -> bool:
        return bool(self.added or self.changed or self.removed)


UNCHANGED = Changes()


def changes_between(before: SavedSpeeches, after: SavedSpeeches) -> Changes:
    """Returns what has changed, speeches in the order of their corpus."""
    stays = np.isin(after.keys, before.keys)
    order = before.keys.argsort()
    previous = order[before.keys.searchsorted(after.keys[stays], sorter=order)]
    differs = before.digests[previous] != after.digests[stays]
    return Changes(
        _speeches(after, np.flatnonzero(~stays)),
        _speeches(after, np.flatnonzero(stays)[differs]),
        _speeches(before, np.flatnonzero(~np.isin(before.keys, after.keys))),
    )


def _speeches(saved: SavedSpeeches, numbers: NDArray[np.integer]) -> tuple[Speech, ...]:
    return tuple(saved.speeches[number] for number in numbers.tolist())
