"""`forum-bot gaps`: what people asked and did not find."""

import asyncio
import json
import sys
from pathlib import Path

from bot.answering.assembly import open_corpus
from bot.answering.gaps import GapGroup, grouped, table_of
from bot.cli.database import database_address
from bot.database.connection import Database
from bot.database.gaps import Gap, Gaps
from bot.errors import UNPRINTABLE, in_one_line
from bot.folders import private_folder
from bot.settings import Settings


def gaps(settings: Settings, corpus: Path, *, as_json: bool, as_csv: bool) -> None:
    """Prints the gaps, the most frequent first."""
    kept = asyncio.run(_kept(database_address(settings)))
    answerer = open_corpus(corpus, private_folder(settings.cache_folder)) if kept else None
    groups = grouped(kept, answerer) if answerer else []
    if as_json:
        print(_json([group.as_json() for group in groups]))
    elif as_csv:
        sys.stdout.buffer.write(table_of(groups))
    elif groups:
        print(*map(_line, groups), sep="\n")
    elif settings.keep_questions:
        print("no question has gone without an answer so far")
    else:
        print("no questions are kept; to keep those that find nothing, set KEEP_QUESTIONS=true")


async def _kept(address: str) -> list[Gap]:
    database = await Database.open(address)
    try:
        return await Gaps(database).listed()
    finally:
        await database.close()


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
