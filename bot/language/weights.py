"""How well some terms stand for a word: weights in (0, 1]."""

from collections.abc import Mapping

Weights = Mapping[str, float]


def raise_to(weights: dict[str, float], others: Weights, share: float = 1.0) -> None:
    """Raises weights to a share of others where that is higher."""
    for term, weight in others.items():
        weights[term] = max(weights.get(term, 0.0), share * weight)


def greatest(weights: Weights, most: int) -> list[tuple[str, float]]:
    """The greatest weights, of equal ones the first by their text: the same in every process."""
    return sorted(weights.items(), key=lambda item: (-item[1], item[0]))[:most]
