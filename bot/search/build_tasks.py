"""What processes share of a build: reading files, and turning passages to terms."""

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, fields
from functools import cache, lru_cache
from itertools import accumulate, chain, pairwise
from pathlib import Path
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from xxhash import xxh3_64_intdigest

from bot.corpus.files import FileState
from bot.corpus.reader import Record, read_file, read_paragraphs
from bot.corpus.speech import Document, Piece, Speech
from bot.corpus.splitting import sentence
from bot.errors import Problem
from bot.language.english import Stemmer
from bot.language.foreign_names import capitalised_in
from bot.language.normal import Normaliser
from bot.language.script import ENGLISH, is_han, languages_of, simplifier
from bot.language.segmentation import Segmenter, quoted_words
from bot.language.term_keys import Keys, key_of, keys_of_pairs
from bot.language.terms import Analyzer
from bot.search.catalogue import Entry
from bot.search.postings import MOST, OWN
from bot.storage import starts_of, writing

_AT_HAND = 64
"""Texts whose terms are remembered: a speech's title, speaker and role."""

_WEIGHT_BITS, _PASSAGE_BITS = 2, 20
_ROOM = 1 << 64 - _WEIGHT_BITS - _PASSAGE_BITS
"""Keys below this are those of all terms of up to two characters."""


@dataclass(frozen=True, slots=True)
class Run:
    """The postings of some passages, numbered from 0, before they are merged with others.

    Term i has `keys[i]`, ascending, and the postings from `starts[i]` to `starts[i + 1]`:
    `documents`, ascending, with `counts`. `lengths` are the counts of each passage added up.
    """

    keys: Keys
    starts: NDArray[np.int64]
    documents: NDArray[np.int32]
    counts: NDArray[np.uint16]
    lengths: NDArray[np.int32]


def context(speech: Speech, piece: Piece) -> list[str]:
    """What a passage is about, where it does not say it itself.

    That is its speech's title, speaker and role, and its topic sentence (the first of its
    paragraph).
    """
    about = (sentence(piece.opening), speech.title, speech.speaker, speech.role)
    return [text for text in about if text and text not in piece.text]


class Tokeniser:
    """Turns passages into runs of postings."""

    def __init__(self, normaliser: Normaliser, analyzer: Analyzer) -> None:
        self._normaliser = normaliser
        self._analyzer = analyzer
        self._context = lru_cache(_AT_HAND)(self._text)

    def run(self, passages: Iterable[tuple[Speech, Piece]]) -> tuple[Run, list[set[str]]]:
        """The run of some passages, and what in each may be foreign names in Chinese."""
        texts: list[_Text] = []
        passage_of: list[int] = []
        weights: list[int] = []
        names: list[set[str]] = []
        for speech, piece in passages:
            about = [self._context(text) for text in context(speech, piece)]
            own = self._text(piece.text)
            names.append(own.names)
            texts += [own, *about]
            passage_of += [len(names) - 1] * (1 + len(about))
            weights += [OWN, *(1 for _ in about)]
        owners, counted = np.array(passage_of, np.int64), np.array(weights, np.int64)
        return _run(texts, owners, counted, len(names)), names

    def _text(self, source: str) -> "_Text":
        normal = self._normaliser.normal(source).text
        terms, names = self._analyzer.long_terms(normal)
        return _Text(normal, list(map(key_of, terms)), names)


class _Text(NamedTuple):
    """A text in normal form, the keys of all its terms but Chinese characters and pairs, and names.

    The names are those that may be foreign ones.
    """

    normal: str
    keys: list[int]
    names: set[str]


def _run(
    texts: Sequence[_Text],
    passage_of: NDArray[np.int64],
    weights: NDArray[np.int64],
    size: int,
) -> Run:
    """A run of texts; `passage_of` and `weights` are those of each text."""
    joined = "\n".join(text.normal for text in texts)
    codes = np.frombuffer(joined.encode("utf-32-le"), np.uint32)
    owners = np.repeat(np.arange(len(texts)), [len(text.normal) + 1 for text in texts])[
        : len(codes)
    ]
    han = is_han(codes)
    pairs = np.flatnonzero(han[:-1] & han[1:])
    longer = np.fromiter(chain.from_iterable(text.keys for text in texts), np.uint64)
    of_longer = np.repeat(np.arange(len(texts)), [len(text.keys) for text in texts])
    small = longer < _ROOM
    keys = [
        codes[han].astype(np.uint64),
        keys_of_pairs(codes[pairs], codes[pairs + 1]),
        longer[small],
    ]
    of_keys = np.concatenate([owners[han], owners[pairs], of_longer[small]])
    great, of_great = np.unique(longer[~small], return_inverse=True)
    short = _counted(np.concatenate(keys), passage_of[of_keys], weights[of_keys])
    others = of_longer[~small]
    long = _counted(of_great.astype(np.uint64), passage_of[others], weights[others])
    sums = zip(short, long, strict=True)
    _, sizes, passages, counts = map(np.concatenate, sums)
    lengths = np.bincount(passages, counts, size)
    return Run(
        np.concatenate([short.terms, great]),
        starts_of(sizes),
        passages.astype(np.int32),
        np.minimum(counts, MOST).astype(np.uint16),
        lengths.astype(np.int32),
    )


class _Counted(NamedTuple):
    """Terms, ascending, with how many passages each has; and these with their counts."""

    terms: Keys
    sizes: NDArray[np.int64]
    passages: NDArray[np.int64]
    counts: NDArray[np.int64]


def _counted(terms: Keys, passages: NDArray[np.int64], weights: NDArray[np.int64]) -> _Counted:
    """Single occurrences of terms below `_ROOM`, counted by their weights.

    A term, a passage and a weight fit into one number, so that one sort sorts all three.
    """
    packed = terms << np.uint64(_PASSAGE_BITS)
    packed |= passages.astype(np.uint64)
    packed <<= np.uint64(_WEIGHT_BITS)
    packed |= weights.astype(np.uint64)
    packed.sort()
    pairs = packed >> np.uint64(_WEIGHT_BITS)
    firsts = np.flatnonzero(np.diff(pairs, prepend=~pairs[:1]))
    weighed = (packed & np.uint64((1 << _WEIGHT_BITS) - 1)).astype(np.int64)
    counts = np.add.reduceat(weighed, firsts) if len(firsts) else weighed
    pairs = pairs[firsts]
    of_pairs = pairs >> np.uint64(_PASSAGE_BITS)
    begins = np.flatnonzero(np.diff(of_pairs, prepend=~of_pairs[:1]))
    return _Counted(
        of_pairs[begins],
        np.diff(begins, append=len(of_pairs)),
        (pairs & np.uint64((1 << _PASSAGE_BITS) - 1)).astype(np.int64),
        counts,
    )


class ChangedMeanwhile(Exception):  # noqa: N818 - no error: the corpus is read once more
    """A file is not what it was a moment ago."""


class Language(NamedTuple):
    """What is needed to tokenise: the folder of kept dictionaries, and the file of a lexicon.

    `in_bulk` is for much text, see Segmenter.
    """

    kept: Path
    lexicon: Path
    in_bulk: bool


def survey(
    folder: Path, states: Sequence[FileState]
) -> list[tuple[Entry | None, tuple[Problem, ...]]]:
    """Reads files of a corpus folder; returns the entry of each, or what is wrong with it."""
    normal = _normaliser().normal
    found = []
    for state in states:
        file = read_file(folder, state)
        quoted = sorted({normal(term).text for term in quoted_words(file.paragraphs)})
        entry = Entry(file.record, quoted) if file.record else None
        found.append((entry, file.problems))
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
        writer.array("text-digests", np.array(list(map(xxh3_64_intdigest, texts)), np.uint64))
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
