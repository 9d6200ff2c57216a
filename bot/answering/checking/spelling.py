"""How names sound, and whether one is another with a slip of the pen in it."""

from collections.abc import Iterator

from bot.language.script import readings

_SHORTEST = 6
"""Letters without which a name is too short for a slip to be told from another name."""


def sound_of(name: str) -> str:
    """How a Chinese name is read, without tones; letters sound as they are written.

    >>> sound_of("刘晖") == sound_of("刘辉") == sound_of("liuhui")
    True
    """
    if _is_in_letters(name):
        return name
    ways = readings(name) if len(name) > 1 else []
    return "".join(ways[0]) if ways else ""


def without_a_letter(name: str) -> Iterator[str]:
    """A long enough name in letters, whole and without each letter in turn."""
    if _is_in_letters(name) and len(name) >= _SHORTEST:
        yield from {name, *(name[:at] + name[at + 1 :] for at in range(len(name)))}


def is_slip(one: str, other: str) -> bool:
    """Whether two names differ in one letter, or in two that have changed places.

    >>> is_slip("hanson", "hansen"), is_slip("hanson", "johansen")
    (True, False)
    """
    while one and other and one[0] == other[0]:
        one, other = one[1:], other[1:]
    while one and other and one[-1] == other[-1]:
        one, other = one[:-1], other[:-1]
    swapped = len(one) == 2 and one == other[::-1]
    return swapped or max(len(one), len(other)) == 1


def _is_in_letters(name: str) -> bool:
    return name.isascii() and name.isalpha()
