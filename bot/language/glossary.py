"""What English may stand for among the terms of one index."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from bot.language.transliteration import Names

LONGEST_PHRASE = 4
"""Words of a phrase at most."""

Weights = Mapping[str, float]
Table = Mapping[str, Weights]


@dataclass(frozen=True, slots=True)
class Glossary:
    """What English may stand for in an index: `words["rent"]["出租"]` is a weight in (0, 1].

    A key is one stem, or the stems of a phrase with a space between. `characters` holds single
    characters in the same way, `acronyms` words by their capitals in lower case, and `names`
    what may be foreign names, by the skeleton of their sounds.
    """

    words: Table
    characters: Table = field(default_factory=dict)
    acronyms: Table = field(default_factory=dict)
    names: Names = field(default_factory=dict)

    def phrases(self, stems: Sequence[str]) -> Iterator[Sequence[str]]:
        """Parts the stems into the longest phrases that the glossary knows."""
        at = 0
        while at < len(stems):
            size = min(LONGEST_PHRASE, len(stems) - at)
            while size > 1 and " ".join(stems[at : at + size]) not in self.words:
                size -= 1
            yield stems[at : at + size]
            at += size
