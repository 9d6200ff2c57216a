"""A dictionary of limited size."""

from typing import TypeVar

Key = TypeVar("Key")
Value = TypeVar("Value")


class FifoCache(dict[Key, Value]):
    """Drops the oldest entries beyond `most`.

    >>> kept = FifoCache(2)
    >>> kept["a"], kept["b"], kept["c"] = 1, 2, 3
    >>> kept
    {'b': 2, 'c': 3}
    """

    def __init__(self, most: int) -> None:
        super().__init__()
        self._most = most

    def __setitem__(self, key: Key, value: Value) -> None:
        self.pop(key, None)
        super().__setitem__(key, value)
        if len(self) > self._most:
            del self[next(iter(self))]
