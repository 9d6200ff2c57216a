"""A Bot API server in a process of its own, with people in private chats who all ask at once.

It prints the address for the bot; for each line with a number N, N questions are asked, and when
all are answered it prints how long that took, and how much of that time it was busy itself.
"""

import asyncio
import json
import sys
from itertools import cycle, islice
from pathlib import Path
from time import perf_counter, process_time

from bot.evaluation.expected_questions import read_questions
from tests.bot_api import BotApiServer, Chat

_PEOPLE = 100
_LONGEST = 120.0


async def serve(file: Path) -> None:
    questions = [question.question for _, question in read_questions(file)]
    async with BotApiServer() as server:
        print(json.dumps({"TELEGRAM_TOKEN": server.token, "TELEGRAM_BASE_URL": server.base_url}))
        people = (server.user("Ann", language_code="en") for _ in range(_PEOPLE))
        asking = zip(cycle([server.private(person) for person in people]), cycle(questions))
        while line := await asyncio.to_thread(sys.stdin.readline):
            print(json.dumps(await _ask(server, list(islice(asking, int(line))))))


async def _ask(server: BotApiServer, asking: list[tuple[Chat, str]]) -> dict[str, float]:
    """Nothing is fetched before all is asked, since that leaves the loop no time in between."""
    wanted = len(server.sent) + len(asking)
    for chat, question in asking:
        chat.say(question)
    started, busy = perf_counter(), process_time()
    await server.world.notices.until(
        lambda: True if len(server.sent) >= wanted else None,
        _LONGEST,
        lambda: f"{wanted - len(server.sent)} of {len(asking)} questions are not answered",
    )
    return {"seconds": perf_counter() - started, "busy": process_time() - busy}


if __name__ == "__main__":
    sys.stdout.reconfigure(line_buffering=True)  # type: ignore[union-attr]
    asyncio.run(serve(Path(sys.argv[1])))
