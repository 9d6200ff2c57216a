"""Speeches without a speaker's name: their headings look like those of the other speeches."""

from collections import Counter
from collections.abc import Sequence, Set

from bot.importing.headings import Look, is_plain
from bot.importing.opening import Opening
from bot.importing.ranks import Ranks


def with_unnamed(openings: Sequence[Opening], ranks: Ranks) -> list[Opening]:
    """The openings, and those that nothing but a heading shows, in the order of the article."""
    free = _free(openings, ranks)
    looks = Counter(map(ranks.look, free))
    titles = _looks_of_titles(openings, ranks, looks) if openings else _highest(looks)
    found = [
        Opening(at, at + 1, title=(ranks.blocks[at],), sure=False)
        for at in free
        if ranks.look(at) in titles
    ]
    return sorted([*openings, *found], key=lambda opening: opening.start)


def _free(openings: Sequence[Opening], ranks: Ranks) -> list[int]:
    """The headings that no opening takes or begins right below of."""
    taken = {at for opening in openings for at in range(opening.start, opening.body)}
    first = openings[0].start if openings else ranks.first
    return [
        at
        for at in range(first, len(ranks.blocks) - 1)
        if not taken.intersection((at, at + 1)) and ranks.is_free(at)
    ]


def _looks_of_titles(openings: Sequence[Opening], ranks: Ranks, looks: Counter[Look]) -> Set[Look]:
    """How titles of several speeches look, and fewer of the other headings."""
    titles = Counter(ranks.look_of(opening.title[-1]) for opening in openings if opening.title)
    return {look for look, times in titles.items() if times > max(1, looks[look])}


def _highest(looks: Counter[Look]) -> Set[Look]:
    """The look of the highest headings, if there are several that have one."""
    several = [look for look, times in looks.items() if times > 1 and not is_plain(look)]
    best = min(several, key=lambda look: (look[0] or 9, not look[1], not look[2]), default=None)
    return {best} if best else set()
