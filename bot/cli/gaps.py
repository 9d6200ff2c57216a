"""`forum-bot gaps`: what people asked and did not find, and which answers did not help."""

import asyncio
import json
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

from bot.answering.feedback import GapGroup, PassageVotes, by_passage, grouped, table_of
from bot.answering.live_corpus import open_corpus
from bot.cli.opening import database_address, semantics_of
from bot.database.connection import Database
from bot.database.feedback import Gap, Gaps, Tally, Votes
from bot.errors import UNPRINTABLE, in_one_line
from bot.settings import Settings, private_folder


def gaps(settings: Settings, corpus: Path, *, as_json: bool, as_csv: bool) -> None:
    """Prints the gaps, the most frequent first, and the passages whose answers did not help."""
    kept, tallies = asyncio.run(_kept(database_address(settings)))
    groups: list[GapGroup] = []
    voted_down: list[PassageVotes] = []
    if kept or tallies:
        cache = private_folder(settings.cache_folder)
        answerer = open_corpus(corpus, cache, semantics=semantics_of(settings))
        groups, voted_down = grouped(kept, answerer), by_passage(tallies, answerer.contents)
    if as_json:
        passages = [votes.as_json() for votes in voted_down]
        print(_json([group.as_json() for group in groups] + passages))
    elif as_csv:
        sys.stdout.buffer.write(table_of(groups, voted_down))
    else:
        print(*_lines(groups, voted_down, keeps=settings.keep_questions), sep="\n")


async def _kept(address: str) -> tuple[list[Gap], list[Tally]]:
    database = await Database.open(address)
    try:
        return await Gaps(database).listed(), await Votes(database).unhelpful()
    finally:
        await database.close()


def _lines(
    groups: Sequence[GapGroup], voted_down: Sequence[PassageVotes], *, keeps: bool
) -> Iterator[str]:
    if groups:
        yield from map(_line, groups)
    elif keeps:
        yield "no question has gone without an answer so far"
    else:
        yield "no questions are kept; to keep those that find nothing, set KEEP_QUESTIONS=true"
    if voted_down:
        yield "\nanswers that did not help, by the passage they begin with:"
        yield from (in_one_line(str(votes)) for votes in voted_down)


def _line(group: GapGroup) -> str:
    """How often, from when to when, and what; another wording behind it."""
    wordings = map(in_one_line, group.wordings)
    days = f"{group.first:%Y-%m-%d} – {group.last:%Y-%m-%d}"
    return f"{group.times:>4} ×  {days}  {' | '.join(wordings)}"


def _json(value: object) -> str:
    r"""The value as JSON that is safe to print, which is read as exactly the same.

    >>> print(_json("问\x9b"))
    "问\u009b"
    """
    text = json.dumps(value, ensure_ascii=False)
    return UNPRINTABLE.sub(lambda found: json.dumps(found.group())[1:-1], text)
