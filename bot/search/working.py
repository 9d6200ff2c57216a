"""What the build of an index has done by several processes: reading files, and tokenising them.

Each function is handed what it needs and gives back little; what is large goes into bundles.
"""

import json
from collections.abc import Iterable, Sequence
from dataclasses import fields
from functools import cache, lru_cache
from itertools import accumulate, pairwise
from pathlib import Path
from typing import NamedTuple

import numpy as np
from xxhash import xxh3_64_intdigest

from bot.corpus.files import FileState
from bot.corpus.reader import FileRead, Record, read_file, read_paragraphs
from bot.corpus.speech import Document, Piece, Speech
from bot.language.english import Stemmer
from bot.language.foreign_names import capitalised_in
from bot.language.normal import Normaliser
from bot.language.script import ENGLISH, languages_of, simplifier
from bot.language.segmentation import Segmenter, quoted_words
from bot.language.terms import Analyzer
from bot.search.tokens import Tokeniser
from bot.storage import starts_of, writing


class ChangedMeanwhile(Exception):  # noqa: N818 - no error: the corpus is read once more
    """A file is not what it was a moment ago."""


class Survey(NamedTuple):
    """A file as read, without its paragraphs, and the terms in quotation marks in it."""

    file: FileRead
    quoted: tuple[str, ...]


class Language(NamedTuple):
    """What is needed to tokenise: the folder of kept dictionaries, and the file of a lexicon.

    `in_bulk` is for much text, see Segmenter.
    """

    kept: Path
    lexicon: Path
    in_bulk: bool


def survey(folder: Path, states: Sequence[FileState]) -> list[Survey]:
    """Reads files of a corpus folder."""
    normal = _normaliser().normal
    found = []
    for state in states:
        file = read_file(folder, state)
        quoted = {normal(term).text for term in quoted_words(file.paragraphs)}
        found.append(Survey(FileRead(file.record, (), file.problems), tuple(sorted(quoted))))
    return found


def tokenise(
    folder: Path, language: Language, task: tuple[Sequence[tuple[Record, Speech]], Path]
) -> Path:
    """Writes the run and the texts of some documents into a bundle; gives back its path.

    Raises ChangedMeanwhile where a file is no longer what its record says.
    """
    documents, path = task
    tokeniser = _tokeniser(language)
    pieces: list[tuple[Speech, Piece]] = []
    sizes: list[int] = []
    for record, speech in documents:
        paragraphs = read_paragraphs(folder, record)
        if paragraphs is None:
            raise ChangedMeanwhile
        found = Document(speech, paragraphs).pieces()
        pieces += [(speech, piece) for piece in found]
        sizes.append(len(found))
    texts = [piece.text.encode() for _, piece in pieces]
    run, names = tokeniser.run(pieces)
    starts = [0, *accumulate(sizes)]
    bodies = ["\n".join(piece.text for _, piece in pieces[a:b]) for a, b in pairwise(starts)]
    languages = list(map(languages_of, bodies))
    foreign = [
        _foreign(names[slice(*place)], body if spoken & ENGLISH else "")
        for place, body, spoken in zip(pairwise(starts), bodies, languages, strict=True)
    ]
    with writing(path) as writer:
        for field in fields(run):
            writer.array(field.name, getattr(run, field.name))
        writer.array("first-passages", starts_of(sizes))
        writer.array("text-starts", starts_of(list(map(len, texts))))
        writer.text("texts", b"".join(texts))
        writer.array("text-words", np.array(list(map(xxh3_64_intdigest, texts)), np.uint64))
        writer.array("foreign-starts", starts_of(list(map(len, foreign))))
        writer.text("foreign", b"".join(foreign))
        writer.array("languages", np.array(languages, np.uint8))
    return path


def _foreign(chinese: Iterable[set[str]], english: str) -> bytes:
    """What in a document may be names of the other language, a space after each.

    That is what may be foreign names in Chinese, and what in English text may be any names.
    """
    names = capitalised_in(english).union(*chinese)
    return "".join(f"{name} " for name in sorted(names)).encode()


@cache
def _normaliser() -> Normaliser:
    return Normaliser(simplifier())


@lru_cache(1)
def _tokeniser(language: Language) -> Tokeniser:
    lexicon = json.loads(language.lexicon.read_bytes())
    segmenter = Segmenter(language.kept, lexicon, in_bulk=language.in_bulk)
    return Tokeniser(_normaliser(), Analyzer(_normaliser(), segmenter, Stemmer()))
