"""The tasks of a build's processes: reading files, and turning passages into postings."""

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, fields
from functools import cache, lru_cache
from itertools import chain, pairwise
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray
from xxhash import xxh3_64_intdigest

from bot.corpus.files import FileState
from bot.corpus.reader import Record, read_file, read_paragraphs
from bot.corpus.speech import Piece, Speech, pieces_of
from bot.corpus.splitting import sentence
from bot.errors import Problem
from bot.language.english import Stemmer
from bot.language.foreign_names import capitalised_in
from bot.language.normal import Normaliser
from bot.language.script import ENGLISH, is_han, languages_of, simplifier
from bot.language.segmentation import Segmenter, quoted_words
from bot.language.terms import Analyzer, Keys, key_of, keys_of_pairs
from bot.search.catalogue import Entry
from bot.search.postings import MOST, OWN
from bot.storage import starts_of, writing

_CACHED = 64
"""Texts that many passages share, whose terms are cached: titles, speakers and roles."""

_WEIGHT_BITS, _PASSAGE_BITS = 2, 20
_ROOM = 1 << 64 - _WEIGHT_BITS - _PASSAGE_BITS
"""The keys of all terms of up to two characters are below this."""


@dataclass(frozen=True, slots=True)
class Run:
    """The postings of some passages, numbered from 0, to be merged with others.

    Term i has `keys[i]`, ascending, and the postings from `starts[i]` to `starts[i + 1]`:
    `documents`, ascending, with `counts`. `lengths` are the sums of each passage's counts.
    """

    keys: Keys
    starts: NDArray[np.int64]
    documents: NDArray[np.int32]
    counts: NDArray[np.uint16]
    lengths: NDArray[np.int32]

    def digests(self) -> NDArray[np.uint64]:
        """Returns a digest of each passage's terms and their counts."""
        each = mixed(np.repeat(self.keys, np.diff(self.starts)) + mixed(self.counts))
        digests = np.zeros(len(self.lengths), np.uint64)
        np.add.at(digests, self.documents, each)
        return digests


def mixed(values: NDArray[np.unsignedinteger[Any]]) -> NDArray[np.uint64]:
    """Returns a hash of each number: the finaliser of SplitMix64 (Steele et al. 2014)."""
    bits = values.astype(np.uint64) + np.uint64(0x9E3779B97F4A7C15)
    bits = (bits ^ (bits >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    bits = (bits ^ (bits >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    hashes: NDArray[np.uint64] = bits ^ (bits >> np.uint64(31))
    return hashes


def context(speech: Speech, piece: Piece) -> list[str]:
    """Returns what a passage is about, unless it says so itself.

    That is its speech's title, speaker and role, and its topic sentence (the first of its
    paragraph).
    """
    about = (sentence(piece.opening), speech.title, speech.speaker, speech.role)
    return [text for text in about if text and text not in piece.text]


class _Text(NamedTuple):
    """A text in normal form, the keys of its terms but for Chinese characters and their pairs.

    `names` are the words that may be foreign names in Chinese.
    """

    normal: str
    keys: list[int]
    names: set[str]


class Tokeniser:
    """Turns passages into runs of postings."""

    def __init__(self, normaliser: Normaliser, analyzer: Analyzer) -> None:
        self._normaliser = normaliser
        self._analyzer = analyzer
        self._context = lru_cache(_CACHED)(self._text)

    def run(self, passages: Iterable[tuple[Speech, Piece]]) -> tuple[Run, list[set[str]]]:
        """Returns the run of some passages, and each one's words that may be foreign names."""
        texts: list[_Text] = []
        passage_of: list[int] = []
        weights: list[int] = []
        names: list[set[str]] = []
        for number, (speech, piece) in enumerate(passages):
            own = self._text(piece.text)
            about = [self._context(text) for text in context(speech, piece)]
            texts += [own, *about]
            passage_of += [number] * (1 + len(about))
            weights += [OWN, *[1] * len(about)]
            names.append(own.names)
        return _run(texts, np.array(passage_of, int), np.array(weights, int), len(names)), names

    def _text(self, source: str) -> _Text:
        normal = self._normaliser.normal(source).text
        terms, names = self._analyzer.long_terms(normal)
        return _Text(normal, list(map(key_of, terms)), names)


def _run(
    texts: Sequence[_Text],
    passage_of: NDArray[np.int64],
    weights: NDArray[np.int64],
    size: int,
) -> Run:
    """Returns the run of `size` passages, given their texts and each text's passage and weight."""
    codes = np.frombuffer("".join(f"{t.normal}\n" for t in texts).encode("utf-32-le"), np.uint32)
    owners = np.repeat(np.arange(len(texts)), [len(text.normal) + 1 for text in texts])
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
    terms, *short = _counted(np.concatenate(keys), passage_of[of_keys], weights[of_keys])
    others = of_longer[~small]
    _, *long = _counted(of_great.astype(np.uint64), passage_of[others], weights[others])
    sizes, passages, counts = map(np.concatenate, zip(short, long, strict=True))
    return Run(
        np.concatenate([terms, great]),
        starts_of(sizes),
        passages.astype(np.int32),
        np.minimum(counts, MOST).astype(np.uint16),
        np.bincount(passages, counts, size).astype(np.int32),
    )


def _counted(
    terms: Keys, passages: NDArray[np.int64], weights: NDArray[np.int64]
) -> tuple[NDArray[Any], ...]:
    """Counts occurrences of terms below `_ROOM` by their weights.

    Returns the terms, ascending, how many passages have each, and these passages with their counts.
    A term, a passage and a weight are packed into one number, so that one sort sorts all three.
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
    return (
        of_pairs[begins],
        np.diff(begins, append=len(of_pairs)),
        (pairs & np.uint64((1 << _PASSAGE_BITS) - 1)).astype(np.int64),
        counts,
    )


class ChangedMeanwhile(Exception):  # noqa: N818 - no error: the corpus is read again
    """A file has changed since it was first read."""


class Language(NamedTuple):
    """What tokenising needs: the folder of dictionaries, and the file of a lexicon.

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
    """Writes the segment of some documents into a bundle; returns its path.

    Raises ChangedMeanwhile if a file is no longer what its record says.
    """
    documents, path = task
    pieces: list[tuple[Speech, Piece]] = []
    starts = [0]
    for record, speech in documents:
        paragraphs = read_paragraphs(folder, record)
        if paragraphs is None:
            raise ChangedMeanwhile
        pieces += [(speech, piece) for piece in pieces_of(paragraphs)]
        starts.append(len(pieces))
    run, names = _tokeniser(language).run(pieces)
    texts = [piece.text.encode() for _, piece in pieces]
    bodies = ["\n".join(piece.text for _, piece in pieces[a:b]) for a, b in pairwise(starts)]
    languages = list(map(languages_of, bodies))
    foreign = [
        _foreign(names[slice(*span)], body if spoken & ENGLISH else "")
        for span, body, spoken in zip(pairwise(starts), bodies, languages, strict=True)
    ]
    with writing(path) as writer:
        for field in fields(run):
            writer.array(field.name, getattr(run, field.name))
        writer.array("first-passages", np.array(starts, np.int64))
        writer.array("text-starts", starts_of(list(map(len, texts))))
        writer.text("texts", b"".join(texts))
        writer.array("term-digests", run.digests())
        writer.array("text-digests", np.array(list(map(xxh3_64_intdigest, texts)), np.uint64))
        writer.array("foreign-starts", starts_of(list(map(len, foreign))))
        writer.text("foreign", b"".join(foreign))
        writer.array("languages", np.array(languages, np.uint8))
    return path


def _foreign(chinese: Iterable[set[str]], english: str) -> bytes:
    """Returns the words of a document that may be names of the other language, a space after each.

    In Chinese these are the given ones, in English text any names.
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
