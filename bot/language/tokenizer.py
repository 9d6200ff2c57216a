"""jieba's tokenizer, kept quiet, with a quicker way of its own to the same words."""

import logging
import re
import sys
import warnings
from collections.abc import Container, Mapping
from math import inf, log
from pathlib import Path

import marisa_trie
import numpy as np

from bot.storage import open_or_build, writing

# it would also import pkg_resources, which is slow and deprecated, only to open a file
_HIDDEN = sys.modules.setdefault("pkg_resources", None) is None  # type: ignore[arg-type]
with warnings.catch_warnings():
    warnings.simplefilter("ignore")  # on newer Pythons
    import jieba
    from jieba.finalseg import emit_P, start_P, trans_P
if _HIDDEN:
    del sys.modules["pkg_resources"]
jieba.setLogLevel(logging.CRITICAL + 1)

_TRIE, _NUMBERS = "words.marisa", "frequencies"
_COMMON = re.compile("[\u4e00-\u9fd5]+|.", re.DOTALL)  # runs of what is in words, for jieba
_LETTERS = re.compile(r"[a-zA-Z0-9+#&._%-]")

_BEGIN, _END, _MIDDLE, _SINGLE = range(4)
_NEVER = -3.14e100  # the likelihood that jieba gives to what cannot be
_BEGINS, _ENDS, _INSIDE, _ALONE = (emit_P[tag].get for tag in "BEMS")
_BE, _BM, _ME, _MM = (trans_P[tag][after] for tag in "BM" for after in "EM")
_EB, _ES, _SB, _SS = (trans_P[tag][after] for tag in "ES" for after in "BS")


class _Likelihoods(dict[int, float]):
    """The logarithms of a word's chance by its frequency; a look-up is quicker than a logarithm."""

    def __init__(self, total: int) -> None:
        super().__init__()
        self._total = log(total)

    def __missing__(self, frequency: int) -> float:
        likelihood = self[frequency] = log(frequency) - self._total
        return likelihood


class Tokenizer(jieba.Tokenizer):  # type: ignore[misc]
    """Finds the words that jieba finds, with the frequencies of a dictionary and their total."""

    def __init__(self, frequencies: "dict[str, int] | MappedFrequencies", total: int) -> None:
        super().__init__()
        self.FREQ, self.total = frequencies, total
        self.initialized = True
        self._likelihoods = _Likelihoods(total)
        self._last: tuple[str, list[int]] = ("", [])

    def cut(
        self,
        sentence: str,
        cut_all: bool = False,
        HMM: bool = True,  # noqa: N803 - as jieba has it
        use_paddle: bool = False,
    ) -> list[str]:
        """Cuts Chinese characters; leaves to jieba what has letters, too."""
        if cut_all or _LETTERS.search(sentence):
            return list(super().cut(sentence, cut_all, HMM, use_paddle))
        return [word for run in _COMMON.findall(sentence) for word in self._words(run, guesses=HMM)]

    def _words(self, run: str, *, guesses: bool) -> list[str]:
        """Returns the words of the likeliest path, and `guesses` of the single characters on it."""
        last, ends = self._last  # a run is often segmented twice, in different ways
        if run != last:
            ends = self._ends(run)
            self._last = run, ends
        words: list[str] = []
        single = at = 0
        while at < len(run):
            end = ends[at]
            if end - at > 1 or not guesses:
                if single < at:
                    words += self._unlisted(run[single:at])
                words.append(run[at:end])
                single = end
            at = end
        return words + self._unlisted(run[single:]) if single < at else words

    def _unlisted(self, characters: str) -> list[str]:
        """Joins neighbouring characters to words that the dictionary lacks."""
        is_known = len(characters) == 1 or self.FREQ.get(characters)
        return [*characters] if is_known else guessed(characters)

    def _ends(self, run: str) -> list[int]:
        """Returns where the first word of the likeliest path from each place to the end ends.

        Of equally likely words the longest is taken.
        """
        look_up, likelihood_of, size = self.FREQ.get, self._likelihoods, len(run)
        ends = [*range(1, size + 1)]
        likelihoods = [0.0] * (size + 1)
        for start in range(size - 1, -1, -1):
            best = -inf
            end = start + 1
            frequency = look_up(run[start])
            while frequency is not None:
                if frequency:  # 0 for a prefix of words
                    likelihood = likelihood_of[frequency] + likelihoods[end]
                    if likelihood >= best:
                        best, ends[start] = likelihood, end
                end += 1
                frequency = look_up(run[start:end]) if end <= size else None
            likelihoods[start] = best if best > -inf else likelihood_of[1] + likelihoods[start + 1]
        return ends


def guessed(run: str) -> list[str]:
    """Returns the words of a run of characters by jieba's hidden Markov model, without dictionary.

    A character begins a word, ends it, is in its middle, or is one by itself (Xue 2003). Jieba's
    own Viterbi search copies each path, which costs the square of a run's length.
    """
    b, e, m, s = (start_P[tag] + emit_P[tag].get(run[0], _NEVER) for tag in "BEMS")
    came: list[tuple[int, int, int, int]] = []
    for char in run[1:]:
        emission = _BEGINS(char, _NEVER)
        b_of_e, b_of_s = e + _EB + emission, s + _SB + emission
        emission = _ENDS(char, _NEVER)
        e_of_b, e_of_m = b + _BE + emission, m + _ME + emission
        emission = _INSIDE(char, _NEVER)
        m_of_b, m_of_m = b + _BM + emission, m + _MM + emission
        emission = _ALONE(char, _NEVER)
        s_of_e, s_of_s = e + _ES + emission, s + _SS + emission
        b, before_b = (b_of_s, _SINGLE) if b_of_s >= b_of_e else (b_of_e, _END)
        e, before_e = (e_of_m, _MIDDLE) if e_of_m >= e_of_b else (e_of_b, _BEGIN)
        m, before_m = (m_of_m, _MIDDLE) if m_of_m >= m_of_b else (m_of_b, _BEGIN)
        s, before_s = (s_of_s, _SINGLE) if s_of_s >= s_of_e else (s_of_e, _END)
        came.append((before_b, before_e, before_m, before_s))
    tag = _SINGLE if s >= e else _END
    words: list[str] = []
    until = len(run)
    for at in range(len(run) - 1, 0, -1):
        if tag in (_BEGIN, _SINGLE):
            words.append(run[at:until])
            until = at
        tag = came[at - 1][tag]
    return [run[:until], *reversed(words)]


class MappedFrequencies:
    """The frequencies of words, mapped from a bundle; has what jieba needs of a dict."""

    def __init__(self, folder: Path, lexicon: Mapping[str, int]) -> None:
        bundle = open_or_build(folder, "words", jieba.__version__, _write_frequencies)
        self.total: int = bundle.info["total"]
        self._trie = marisa_trie.Trie().mmap(str(bundle.folder / _TRIE))
        self._numbers = memoryview(bundle.array(_NUMBERS))  # type: ignore[arg-type]
        self._added = _with_prefixes(lexicon, self._trie)

    def get(self, word: str, default: int | None = None, /) -> int | None:
        added = self._added.get(word)
        if added is not None:
            return added
        at = self._trie.get(word, -1)
        return default if at < 0 else self._numbers[at]

    def __contains__(self, word: str) -> bool:
        return self.get(word) is not None

    def __getitem__(self, word: str) -> int | None:
        return self.get(word)


def tokenizer_of(folder: Path, lexicon: Mapping[str, int], *, in_bulk: bool) -> Tokenizer:
    """Returns a tokenizer with further words; see `Segmenter`."""
    if not in_bulk:
        mapped = MappedFrequencies(folder, lexicon)
        return Tokenizer(mapped, mapped.total)
    words, total = _read_frequencies()
    words.update(_with_prefixes(lexicon, words))
    return Tokenizer(words, total)


def _with_prefixes(lexicon: Mapping[str, int], known: Container[str]) -> dict[str, int]:
    """Returns a lexicon with 0 for the prefixes of words, from which jieba reads on."""
    prefixes = (word[:end] for word in lexicon for end in range(1, len(word)))
    return {**{prefix: 0 for prefix in prefixes if prefix not in known}, **lexicon}


def _read_frequencies() -> tuple[dict[str, int], int]:
    """Returns the frequencies of jieba's words, 0 for prefixes, and their sum, as it does itself.

    It looks up every prefix of a word; here those of a prefix that is known are known.
    """
    with jieba.get_dict_file() as file:
        fields = file.read().decode().split()
    words, numbers = fields[::3], list(map(int, fields[1::3]))  # and a tag each
    found = dict(zip(words, numbers, strict=True))
    for word in words:
        for end in range(len(word) - 1, 0, -1):
            if word[:end] in found:
                break
            found[word[:end]] = 0
    return found, sum(numbers)


def _write_frequencies(path: Path) -> None:
    """Writes the frequency of each word of jieba's dictionary, 0 for prefixes, and their total."""
    frequencies, total = _read_frequencies()
    trie = marisa_trie.Trie(frequencies)
    numbers = np.empty(len(frequencies), np.int32)
    numbers[list(map(trie.__getitem__, frequencies))] = list(frequencies.values())
    with writing(path) as writer:
        writer.file(_TRIE).write_bytes(trie.tobytes())
        writer.array(_NUMBERS, numbers)
        writer.info["total"] = total
