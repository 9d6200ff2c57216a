"""Passages that say nearly the same, in whichever forum they stand."""

from collections import defaultdict
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path

import numpy as np

from bot.answering.checking.shingles import Codes, Shingler
from bot.answering.checking.sketches import likely_pairs, sketches_of
from bot.corpus.checks.sheet import Sheet, also, sheet_of, warning
from bot.corpus.front_matter import ForumFields, read_page
from bot.errors import Problem

_NARROWEST = 80
"""Columns of a passage, without its punctuation, that is long enough to be a copy."""

_SHORTEST = _NARROWEST // 2
_ALIKE = 0.7
"""What two passages must share of their shingles: one in 25 of their characters may differ."""

_BATCH = 500_000
"""Characters that are sketched at once."""

_KEPT_FILES = 64


class Copies:
    """Takes the paragraphs of a corpus, of which it keeps sketches only, and compares them all."""

    def __init__(self, folder: Path, shingler: Shingler) -> None:
        self._folder = folder
        self._shingler = shingler
        self._sketches: list[Codes] = []
        self._files: list[Path] = []
        self._places: list[tuple[int, int]] = []
        self._waiting: list[tuple[str, tuple[int, int]]] = []
        self._size = 0
        self._paragraphs = lru_cache(_KEPT_FILES)(_paragraphs)

    def add(self, sheet: Sheet) -> None:
        number = len(self._files)
        self._files.append(sheet.path)
        for line, paragraph in zip(sheet.paragraph_lines(), sheet.paragraphs, strict=True):
            if len(paragraph) >= _SHORTEST:
                self._waiting.append((paragraph, (number, line)))
                self._size += len(paragraph)
        if self._size > _BATCH:
            self._sketch()

    def problems(self) -> Iterator[Problem]:
        """One for each two files that share passages, where the first stands in the later one."""
        self._sketch()
        if not self._sketches:
            return
        shared: defaultdict[tuple[Path, Path], list[tuple[int, int]]] = defaultdict(list)
        for later, earlier, alike in zip(
            *likely_pairs(np.concatenate(self._sketches)), strict=True
        ):
            places = self._places[later], self._places[earlier]
            (file, line), (other, there) = places
            if alike == 1 or self._resemble(*places):
                shared[self._files[file], self._files[other]].append((line, there))
        for (path, twin), lines in shared.items():
            line, there = lines[0]
            where = f"line {there}" if path == twin else f"{twin.relative_to(self._folder)}:{there}"
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

    def _resemble(self, place: tuple[int, int], other: tuple[int, int]) -> bool:
        texts = [self._paragraphs(self._files[file]).get(line, "") for file, line in (place, other)]
        return self._shingler.resemblance(*texts) >= _ALIKE


def _paragraphs(path: Path) -> dict[int, str]:
    """The paragraphs of a file that was read before, by their lines."""
    sheet = sheet_of(read_page(path, ForumFields))
    return dict(zip(sheet.paragraph_lines(), sheet.paragraphs, strict=True)) if sheet else {}
