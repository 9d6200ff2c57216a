"""Search engines behind one interface: each indexes the same tokens, and finds the best passages.

Each is imported when it is made, so that none is in the memory of another.
"""

import importlib
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from types import SimpleNamespace
from typing import ClassVar, Protocol

from tests.bench.material import Asked, Material
from tests.bench.tokens import Tokens, word

BEST = 10
_K1, _B = 1.2, 0.75


class Engine(Protocol):
    """One engine; `without` names packages that it is not to find, though they may be there."""

    without: ClassVar[tuple[str, ...]]

    def build(self, material: Material, kept: Path) -> None:
        """Indexes the passages, and leaves in an empty folder what it keeps of that."""

    def open(self, material: Material, kept: Path) -> None:
        """Takes up, in a new process, what was kept."""

    def search(self, asked: Asked) -> list[int]:
        """The places of the best passages, counted from 0."""


class RankBM25:
    """rank-bm25, which keeps nothing: it is built whenever it is opened."""

    without: ClassVar[tuple[str, ...]] = ()

    def __init__(self) -> None:
        self._class = importlib.import_module("rank_bm25").BM25Okapi

    def build(self, material: Material, kept: Path) -> None:
        self._ranking = self._class(material.tokens.worded(), k1=_K1, b=_B)

    def open(self, material: Material, kept: Path) -> None:
        self.build(material, kept)

    def search(self, asked: Asked) -> list[int]:
        scores = self._ranking.get_scores([word(term.number) for term in asked])
        return [int(at) for at in scores.argsort()[::-1][:BEST] if scores[at] > 0]


class BM25S:
    """bm25s with numpy, its arrays mapped."""

    without: ClassVar[tuple[str, ...]] = ("numba",)
    backend: ClassVar[str] = "numpy"

    def __init__(self) -> None:
        self._class = importlib.import_module("bm25s").BM25

    def build(self, material: Material, kept: Path) -> None:
        tokens = material.tokens
        vocabulary = {word(number): number for number in range(tokens.vocabulary)}
        content = SimpleNamespace(ids=_Listed(tokens), vocab=vocabulary)
        index = self._class(k1=_K1, b=_B, method="lucene", backend=self.backend)
        index.index(content, create_empty_token=False, show_progress=False)
        index.save(kept, show_progress=False)

    def open(self, material: Material, kept: Path) -> None:
        self._index = self._class.load(kept, mmap=True, show_progress=False)
        self._most = min(BEST, material.passages)

    def search(self, asked: Asked) -> list[int]:
        numbers = [[term.number for term in asked]]
        found, scores = self._index.retrieve(numbers, k=self._most, show_progress=False)
        return [int(at) for at, score in zip(found[0], scores[0], strict=True) if score > 0]


class BM25SNumba(BM25S):
    """bm25s with what numba compiles for it."""

    without: ClassVar[tuple[str, ...]] = ()
    backend: ClassVar[str] = "numba"


class Tantivy:
    """tantivy, a search engine in Rust."""

    without: ClassVar[tuple[str, ...]] = ()
    _heap: ClassVar[int] = 500_000_000

    def __init__(self) -> None:
        self._tantivy = importlib.import_module("tantivy")

    def build(self, material: Material, kept: Path) -> None:
        builder = self._tantivy.SchemaBuilder()
        builder.add_text_field(
            "body", stored=False, tokenizer_name="whitespace", index_option="freq"
        )
        builder.add_integer_field("place", fast=True)
        index = self._tantivy.Index(builder.build(), str(kept))
        writer = index.writer(self._heap, 1)
        for place, terms in enumerate(material.tokens.worded()):
            writer.add_document(self._tantivy.Document(body=" ".join(terms), place=place))
        writer.commit()
        writer.wait_merging_threads()

    def open(self, material: Material, kept: Path) -> None:
        self._index = self._tantivy.Index.open(str(kept))
        self._schema, self._searcher = self._index.schema, self._index.searcher()

    def search(self, asked: Asked) -> list[int]:
        make, should = self._tantivy.Query, self._tantivy.Occur.Should
        terms = [make.term_query(self._schema, "body", word(t.number), "freq") for t in asked]
        query = make.boolean_query([(should, term) for term in terms])
        hits = self._searcher.search(query, BEST, count=False).hits
        places = self._searcher.fast_field_values("place", [address for _, address in hits])
        return [int(place) for place in places]


class SqliteFTS5:
    """SQLite's full text search, which keeps no text here."""

    without: ClassVar[tuple[str, ...]] = ()

    def build(self, material: Material, kept: Path) -> None:
        rows = ((at, " ".join(terms)) for at, terms in enumerate(material.tokens.worded()))
        with closing(_database(kept)) as database, database:
            database.execute("PRAGMA synchronous = OFF")
            database.execute(
                "CREATE VIRTUAL TABLE passages USING fts5(body, content='', tokenize='ascii')"
            )
            database.executemany("INSERT INTO passages (rowid, body) VALUES (?, ?)", rows)
            database.execute("INSERT INTO passages (passages) VALUES ('optimize')")

    def open(self, material: Material, kept: Path) -> None:
        self._database = _database(kept)
        self._database.execute(f"PRAGMA mmap_size = {2**40}")

    def search(self, asked: Asked) -> list[int]:
        query = " OR ".join(word(term.number) for term in asked)
        found = self._database.execute(
            "SELECT rowid FROM passages WHERE passages MATCH ? ORDER BY rank LIMIT ?", (query, BEST)
        )
        return [int(place) for (place,) in found]


def _database(kept: Path) -> sqlite3.Connection:
    return sqlite3.connect(kept / "fts5.db")


class _Listed:
    """Tokens as bm25s wants them: a list a passage, made when it is wanted."""

    def __init__(self, tokens: Tokens) -> None:
        self._tokens = tokens

    def __len__(self) -> int:
        return len(self._tokens)

    def __iter__(self) -> Iterator[list[int]]:
        return (numbers.tolist() for numbers in self._tokens)


OTHERS: dict[str, type[Engine]] = {
    "rank-bm25": RankBM25,
    "bm25s": BM25S,
    "bm25s+numba": BM25SNumba,
    "tantivy": Tantivy,
    "sqlite-fts5": SqliteFTS5,
}
