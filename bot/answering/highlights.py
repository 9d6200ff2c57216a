"""Which words of a passage answer a question: the spans to mark when it is shown."""

import re
from collections.abc import Iterable, Sequence

from bot.search.ranking import TermGroup

_GOOD = 0.3
"""The weight from which on a translation is worth marking."""

_NEAR = 30
"""Characters before a match at most for a passage to be shown from its own beginning."""

_CLAUSE = re.compile(r"[，。；：！？、,;:!?]\s*|\s+")


def worth_marking(groups: Iterable[TermGroup]) -> set[str]:
    """The terms of a question that tell a reader why a passage answers it.

    Those are its words, the synonyms of Chinese ones, and the better translations of others, but no
    pieces of words; a character alone only where it is itself what was asked.
    """
    return {
        term
        for group in groups
        if group.is_word
        for term, weight in group.variants.items()
        if (weight >= _GOOD or not (term.isascii() or next(iter(group.variants)).isascii()))
        and (len(term) > 1 or len(group.variants) == 1)
    }


def joined(places: Iterable[tuple[int, int]]) -> tuple[tuple[int, int], ...]:
    """The spans (start, end) of some places, joined where they touch."""
    spans: list[tuple[int, int]] = []
    for start, end in sorted(places):
        if spans and start <= spans[-1][1]:
            start, end = spans[-1][0], max(end, spans.pop()[1])
        spans.append((start, end))
    return tuple(spans)


def from_first_match(text: str, highlights: Sequence[tuple[int, int]]) -> str:
    """The text from the clause of its first match on, or whole where that comes early.

    >>> from_first_match("前言" * 20 + "。建议登记租赁信息。", [(45, 47)])
    '…建议登记租赁信息。'
    """
    start = highlights[0][0] if highlights else 0
    if start <= _NEAR:
        return text
    begin = max((gap.end() for gap in _CLAUSE.finditer(text, 0, start)), default=0)
    return f"…{text[max(begin, start - _NEAR) :]}"
