"""Keeps the glossary of an index in a file, so that only the first start has to make it."""

import json
import logging
import os
import tempfile
from collections.abc import Callable, Collection
from dataclasses import asdict
from hashlib import sha256
from pathlib import Path

from bot import language
from bot.language.dictionary import dictionary_path
from bot.language.glossary import Glossary

log = logging.getLogger(__name__)

_KEPT = 8
_MAKING = Path(language.__path__[0])
"""The folder of what a glossary is made with: code, and lists of words."""


def saved_glossary(
    folder: Path, vocabulary: Collection[str], make: Callable[[], Glossary]
) -> Glossary:
    """The glossary of a vocabulary, from the folder's file where that was made for the same."""
    path = folder / f"glossary-{_fingerprint(vocabulary)}.json"
    try:
        return Glossary(**json.loads(path.read_bytes()))
    except (OSError, ValueError, TypeError):
        pass  # not kept yet, or damaged: made anew
    glossary = make()
    try:
        _write(path, json.dumps(asdict(glossary), ensure_ascii=False))
        _tidy(folder)
    except OSError as error:
        log.warning("cannot keep the glossary in %s (%s)", folder, error.strerror)
    return glossary


def _fingerprint(vocabulary: Collection[str]) -> str:
    """Changes with the vocabulary, the dictionary and the way a glossary is made of them."""
    digest = sha256(dictionary_path().read_bytes())
    for path in sorted(_MAKING.rglob("*")):
        if path.suffix in (".py", ".txt"):
            digest.update(path.read_bytes())
    digest.update("\n".join(sorted(vocabulary)).encode())
    return digest.hexdigest()[:16]


def _tidy(folder: Path) -> None:
    """Deletes the oldest glossaries, of corpora and versions that are no more."""
    newest_first = sorted(folder.glob("glossary-*.json"), key=lambda p: -p.stat().st_mtime)
    for path in newest_first[_KEPT:]:
        path.unlink(missing_ok=True)


def _write(path: Path, text: str) -> None:
    """Writes the file whole or not at all."""
    handle, name = tempfile.mkstemp(dir=path.parent)
    with os.fdopen(handle, "w", encoding="utf-8") as file:
        file.write(text)
    Path(name).replace(path)
