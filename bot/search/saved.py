"""The saved index of a corpus folder: opened as it is, or made anew where files changed."""

import logging
import os
from collections.abc import Sequence
from operator import attrgetter
from pathlib import Path

from bot import corpus, language, search
from bot.corpus.files import FileState, ForumFiles, list_forums, signature
from bot.errors import ForumBotError
from bot.fingerprint import fingerprint
from bot.language.encoder import OFF, Semantics
from bot.search.building import Builder, Progress
from bot.search.former import is_settled
from bot.search.vectors import fits
from bot.search.working import ChangedMeanwhile
from bot.storage import Bundle, open_bundle, tidy

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
    former = bundle or _sibling(path, f"{family}-*")
    log.info("indexing %s", folder)
    kept.mkdir(mode=0o700, parents=True, exist_ok=True)
    made = Builder(folder, kept, progress, semantics).build(path, forums, former)
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
