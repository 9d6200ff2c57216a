"""Passages that say nearly the same, in whichever forum they stand."""

from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import numpy as np

from bot.answering.checking.shingles import Shingler
from bot.answering.checking.sketches import Sketches, likely_pairs, sketches_of
from bot.corpus.checks.sheet import Sheet, also, path_within, warning
from bot.errors import Problem

_NARROWEST = 80
"""Columns of a passage, without its punctuation, that is long enough to be a copy."""

_SHORTEST = _NARROWEST // 2

_BATCH = 100_000
"""Characters that are sketched at once: what fits into the caches of a processor is done sooner."""


class _Place(NamedTuple):
    path: Path
    line: int


class Copies:
    """Takes the paragraphs of a corpus, of which it keeps sketches only, and compares them all."""

    def __init__(self, shingler: Shingler) -> None:
        self._shingler = shingler
        self._sketches: list[Sketches] = []
        self._places: list[_Place] = []
        self._waiting: list[tuple[str, _Place]] = []
        self._size = 0

    def add(self, sheet: Sheet) -> None:
        for line, paragraph in zip(sheet.paragraph_lines(), sheet.paragraphs, strict=True):
            if len(paragraph) >= _SHORTEST:
                self._waiting.append((paragraph, _Place(sheet.path, line)))
                self._size += len(paragraph)
        if self._size > _BATCH:
            self._sketch()

    def problems(self) -> Iterator[Problem]:
        """One for each two files that share passages, where the first stands in the later one."""
        self._sketch()
        if not self._sketches:
            return
        shared: defaultdict[tuple[Path, Path], list[tuple[int, int]]] = defaultdict(list)
        for later, earlier in likely_pairs(np.concatenate(self._sketches)):
            here, there = self._places[later], self._places[earlier]
            shared[here.path, there.path].append((here.line, there.line))
        for (path, twin), lines in shared.items():
            line, other = lines[0]
            where = f"line {other}" if path == twin else f"{path_within(twin)}:{other}"
            more = also(line for line, _ in lines)
            yield warning(path, line, f"nearly the same as {where}; delete one of the two{more}")

    def _sketch(self) -> None:
        """Sketches what waits and is long enough."""
        texts = [text for text, _ in self._waiting]
        places = [place for _, place in self._waiting]
        self._waiting, self._size = [], 0
        shingles = self._shingler.shingles(texts)
        chosen = np.flatnonzero((shingles.widths >= _NARROWEST) & (shingles.counts > 0))
        if len(chosen):
            self._sketches.append(sketches_of(shingles.of(chosen)))
            self._places += [places[number] for number in chosen]
