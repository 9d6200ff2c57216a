"""Facts about forums, from their front matter and the editor's note."""

import re
from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence
from functools import cache
from itertools import islice
from pathlib import Path

from bot.answering.answer import Fact, Quote, joined
from bot.corpus.speech import Forum, Passage, by_age
from bot.corpus.splitting import sentences
from bot.language.word_lists import read_lines
from bot.search.contents import Contents, note_of

_RULES = Path(__file__).parent / "facts.txt"
_FORUMS = 3
"""Forums at most in an answer to a question about no particular one."""

_LISTED = 30
"""Names, or titles, of one forum at most."""


def facts_about(
    contents: Contents, kinds: Sequence[str], excluded: Collection[str] = ()
) -> tuple[list[Fact], list[Quote]]:
    """The facts of each kind about the forums, the newest first, and the passages that state them.

    The sentences that state a fact are highlighted. Both lists are empty if nothing is known.
    """
    facts: list[Fact] = []
    stating: dict[Passage, list[tuple[int, int]]] = {}
    if "forums" in kinds:
        dated = [f"{f.title} ({f.date})" if f.date else f.title for f in contents.forums]
        facts.append(Fact("fact-forums", {"forums": dated}))
    for forum in by_age(contents.forums)[:_FORUMS]:
        note = note_of(contents, forum.name)
        for kind in kinds:
            facts += _stated(contents, forum, kind, excluded)
            for passage, sentence in _noted(note, kind):
                start = passage.text.index(sentence)
                stating.setdefault(passage, []).append((start, start + len(sentence)))
                facts.append(Fact("fact-note", {"sentence": sentence}))
        if note:
            stating.setdefault(note[0], [])
    quotes = [Quote(passage, joined(spans), 0.0) for passage, spans in stating.items()]
    return (facts, quotes) if facts else ([], [])


def _stated(
    contents: Contents, forum: Forum, kind: str, excluded: Collection[str]
) -> Iterator[Fact]:
    """The facts of a kind in the front matter, or in the speeches themselves."""
    about: dict[str, str | int | Sequence[str]] = {"forum": forum.title}
    match kind:
        case "date" if forum.date:
            yield Fact("fact-date", about | {"date": forum.date})
        case "year" if forum.date:
            key = "fact-date" if forum.held_on and forum.held_on.year else "fact-no-year"
            yield Fact(key, about | {"date": forum.date})
        case "place" if forum.place:
            yield Fact("fact-place", about | {"place": forum.place})
        case "publisher" | "recorder" if forum.publisher:
            yield Fact("fact-publisher", about | {"publisher": forum.publisher})
            yield from [Fact("fact-note", {"sentence": forum.url})] if forum.url else []
        case "theme":
            yield Fact("fact-title", about)
        case "number" | "speakers":
            people = contents.within([forum.name]).people
            names = [person.name for person in people if person.name not in excluded]
            shown = names[:_LISTED]
            yield Fact("fact-speakers", about | {"count": len(names), "speakers": shown})
        case "titles":
            spoken = contents.within([forum.name]).spoken
            titles = "\n".join(speech.title for speech in spoken[:_LISTED])
            yield Fact("fact-titles", about | {"titles": titles})


def _noted(note: Sequence[Passage], kind: str) -> Iterator[tuple[Passage, str]]:
    """The first sentence of a note that states a fact, with its passage."""
    said = [(passage, sentence) for passage in note for sentence in sentences(passage.text)]
    found = (pair for rule in _rules().get(kind, ()) for pair in said if rule.search(pair[1]))
    return islice(found, 1)


@cache
def _rules() -> dict[str, list[re.Pattern[str]]]:
    """The rules of `facts.txt` by their facts, the most certain first."""
    rules: defaultdict[str, list[re.Pattern[str]]] = defaultdict(list)
    for line in read_lines(_RULES):
        kind, _, rule = line.partition(": ")
        rules[kind].append(re.compile(rule, re.IGNORECASE))
    return rules
