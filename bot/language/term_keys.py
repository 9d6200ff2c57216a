"""Terms as numbers, by which postings are found without a table of strings.

A term of up to three characters is its code points side by side, 21 bits each. A longer one is its
XXH3 hash with the highest bit set: among ten million terms the chance that any two share a key is
below one in a hundred thousand.
"""

from collections.abc import Callable
from typing import Any

import numpy as np
from numpy.typing import NDArray
from xxhash import xxh3_64_intdigest

Keys = NDArray[np.uint64]
Known = Callable[[Keys], NDArray[np.bool_]]
"""Tells which of some terms, given by their keys, stand in an index."""

_BITS = 21
_PACKED = 3
_HASHED = 1 << 63


def key_of(term: str) -> int:
    """The key of a term that is not empty, below 2 to the 64.

    >>> key_of("a"), key_of("ab") == 97 << 21 | 98
    (97, True)
    """
    if len(term) > _PACKED:
        return xxh3_64_intdigest(term.encode()) | _HASHED
    key = 0
    for char in term:
        key = key << _BITS | ord(char)
    return key


def keys_of_pairs(first: NDArray[Any], second: NDArray[Any]) -> Keys:
    """The keys of terms of two characters, given as arrays of code points."""
    keys: Keys = first.astype(np.uint64) << np.uint64(_BITS) | second
    return keys


def term_of(key: int) -> str:
    """The term of up to three characters that a key below 2 to the 63 stands for.

    >>> term_of(key_of("房屋"))
    '房屋'
    """
    characters = ""
    while key:
        characters = chr(key & (1 << _BITS) - 1) + characters
        key >>= _BITS
    return characters


def stands(known: Known, term: str) -> bool:
    """Whether a single term stands in an index."""
    return bool(known(np.array([key_of(term)], np.uint64))[0])
