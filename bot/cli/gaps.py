"""`forum-bot gaps`: lists the questions that found nothing, and the answers that did not help."""

import asyncio
import json
import sys
from collections.abc import Iterator, Sequence

from bot.answering.feedback import GapGroup, PassageVotes, by_passage, grouped, table_of
from bot.cli.opening import database_address, open_answerer
from bot.database.connection import Database
from bot.database.feedback import Gap, Gaps, Tally, Votes
from bot.errors import UNPRINTABLE, in_one_line
from bot.settings import Settings, private_folder


def gaps(settings: Settings, *, as_json: bool, as_csv: bool) -> None:
    """Prints the gaps, the most frequent first, then the passages that were voted down."""
    kept, tallies = asyncio.run(_read(database_address(settings)))
    groups: list[GapGroup] = []
    voted_down: list[PassageVotes] = []
    if kept or tallies:
        answerer = open_answerer(settings, private_folder(settings.cache_folder))
        groups, voted_down = grouped(kept, answerer), by_passage(tallies, answerer.contents)
    if as_json:
        passages = [votes.as_json() for votes in voted_down]
        print(_json([group.as_json() for group in groups] + passages))
    elif as_csv:
        sys.stdout.buffer.write(table_of(groups, voted_down))
    else:
        print(*_lines(groups, voted_down, keeps=settings.keep_questions), sep="\n")


async def _read(address: str) -> tuple[list[Gap], list[Tally]]:
    database = await Database.open(address)
    try:
        return await Gaps(database).listed(), await Votes(database).unhelpful()
    finally:
        await database.close()


def _lines(
    groups: Sequence[GapGroup], voted_down: Sequence[PassageVotes], *, keeps: bool
) -> Iterator[str]:
    for group in groups:
        days = f"{group.first:%Y-%m-%d} – {group.last:%Y-%m-%d}"
        yield f"{group.times:>4} ×  {days}  {' | '.join(map(in_one_line, group.wordings))}"
    if not groups and keeps:
        yield "no question has gone without an answer so far"
    elif not groups:
        yield "no questions are kept; to keep those that find nothing, set KEEP_QUESTIONS=true"
    if voted_down:
        yield "\nanswers that did not help, by the passage they begin with:"
        yield from (in_one_line(str(votes)) for votes in voted_down)


def _json(value: object) -> str:
    r"""Formats a value as JSON without characters that a terminal would obey.

    >>> print(_json("问\x9b"))
    "问\u009b"
    """
    text = json.dumps(value, ensure_ascii=False)
    return UNPRINTABLE.sub(lambda found: json.dumps(found.group())[1:-1], text)
