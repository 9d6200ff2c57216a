"""Roles in letters, in the corpus's own words: "the harbour master"."""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

from bot.answering.naming.reading import Named, Reading
from bot.answering.naming.role import FEW
from bot.answering.naming.speaker import Speaker

_END = re.compile(r"\s*(?:[,;/(·]|\b(?:of|at|for|in|from)\b).*")
_LEAST = 2
"""Words of a role at least: a single one ("owner") is a word of many subjects."""


class OwnRoles:
    """Finds a role up to where it tells of which place or body, if few have it."""

    def __init__(self, speakers: Sequence[Speaker]) -> None:
        held: defaultdict[str, dict[str, None]] = defaultdict(dict)
        for speaker in speakers:
            for role in filter(str.isascii, speaker.roles):
                head = _END.sub("", role)
                if len(head.split()) >= _LEAST:
                    held[head][speaker.label] = None
        self._held: Mapping[str, tuple[str, ...]] = {
            role: tuple(holders) for role, holders in held.items() if len(holders) <= FEW
        }
        roles = "|".join(map(re.escape, sorted(self._held, key=len, reverse=True)))
        self._role = re.compile(rf"(?<![a-z])({roles or '(?!)'})(?:'s)?(?![a-z])")

    def find(self, reading: Reading) -> Iterator[Named]:
        for match in self._role.finditer(reading.normal.text):
            yield Named(*reading.normal.span(*match.span()), self._held[match[1]])
