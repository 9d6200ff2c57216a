"""Which words of a passage answer a question: the spans to mark when it is shown."""

from collections.abc import Container, Iterable

from bot.language.terms import Term


def highlights(terms: Iterable[Term], wanted: Container[str]) -> tuple[tuple[int, int], ...]:
    """The spans (start, end) of the terms that are wanted, joined where they touch."""
    spans: list[tuple[int, int]] = []
    for start, end in sorted((t.start, t.end) for t in terms if t.text in wanted):
        if spans and start <= spans[-1][1]:
            start, end = spans[-1][0], max(end, spans.pop()[1])
        spans.append((start, end))
    return tuple(spans)
