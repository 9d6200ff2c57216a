"""Chinese text to words, by jieba with the corpus's own names and terms added."""

import logging
import sys
import warnings
from collections.abc import Iterable, Iterator
from pathlib import Path
from types import ModuleType


class Segmenter:
    """jieba's search mode: every word, and the shorter words inside a long one.

    `cache` is a folder that only this user can write: jieba loads what it keeps there with
    marshal, so it must not be the shared temporary folder that jieba would take by itself.
    """

    def __init__(self, cache: Path, lexicon: Iterable[str] = ()) -> None:
        jieba = _import_jieba()
        self._jieba = jieba.Tokenizer()
        self._jieba.tmp_dir = str(cache)
        self._jieba.initialize()
        for word in lexicon:
            self._jieba.add_word(word)

    def is_word(self, text: str) -> bool:
        """Whether a text is a word of the dictionary, or one of the corpus's own."""
        return bool(self._jieba.FREQ.get(text))

    def parts(self, run: str) -> Iterator[tuple[int, int]]:
        """A run of Chinese characters parted into words of the dictionary: (start, end)."""
        for _, start, end in self._jieba.tokenize(run, HMM=False):
            yield start, end

    def words(self, run: str) -> Iterator[tuple[str, int, int]]:
        """The words of a run of Chinese characters as (word, start, end), overlaps included."""
        yield from self._jieba.tokenize(run, mode="search")


def _import_jieba() -> ModuleType:
    """Import jieba without its noise: warnings on newer Pythons, messages on standard error.

    It would also import pkg_resources, which is slow and deprecated, only to open a file.
    """
    hidden = "pkg_resources" not in sys.modules
    if hidden:
        sys.modules["pkg_resources"] = None  # type: ignore[assignment]
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            import jieba
    finally:
        if hidden:
            del sys.modules["pkg_resources"]
    jieba.setLogLevel(logging.CRITICAL + 1)
    module: ModuleType = jieba
    return module
