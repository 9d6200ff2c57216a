"""This project as one of the engines."""

from pathlib import Path
from typing import ClassVar

from bot.answering.answerer import Answerer
from bot.answering.live_corpus import open_corpus
from bot.search.query import TermGroup
from bot.settings import private_folder
from tests.bench.engines import BEST
from tests.bench.material import Asked, Material


class ForumBot:
    """Reads the corpus folder, and makes its terms by itself."""

    without: ClassVar[tuple[str, ...]] = ()

    def build(self, material: Material, kept: Path) -> None:
        self.answerer = open_corpus(material.corpus, private_folder(kept))

    def open(self, material: Material, kept: Path) -> None:
        self.build(material, kept)

    def search(self, asked: Asked) -> list[int]:
        groups = [TermGroup({term.text: 1.0}, term.weight, term.is_word) for term in asked]
        return _ranked(self.answerer, groups)


def _ranked(answerer: Answerer, groups: list[TermGroup]) -> list[int]:
    """The one place that knows how this project's index is asked."""
    index = answerer._index
    return [hit.place for hit in index.hits(index.query(groups), limit=BEST)]
