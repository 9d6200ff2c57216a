"""Measures how long answers take in Telegram while the whole corpus is indexed again.

python -m tests.bench.refresh [--passages N] [--rate N] [--rounds N] [--print]

In each round all files of the corpus are changed, questions are asked at a steady rate until the
new index answers, and then for as long without.
"""

import argparse
import asyncio
import os
import signal
import sys
import tempfile
from collections.abc import AsyncIterator, Callable, Iterator, Sequence
from contextlib import asynccontextmanager
from itertools import cycle
from pathlib import Path
from statistics import median, quantiles
from time import perf_counter

from tests.bench.page import put, table
from tests.bench.recombined import recombination_of
from tests.bench.whole import ROOT
from tests.bot_api import BotApiServer, Chat, Message
from tests.documents import read_corpus

PAGE = ROOT / "docs/refresh-performance.md"
QUESTIONS = ROOT / "tests/data/questions.jsonl"
_PEOPLE = 50
_LONGEST = 900.0

Latencies = list[float]
"""Milliseconds from a question to its answer."""


def main(arguments: Sequence[str] | None = None) -> None:
    options = _parser().parse_args(arguments)
    with tempfile.TemporaryDirectory(prefix="refresh-") as scratch:
        corpus = Path(scratch, "corpus")
        recombination_of(read_corpus(ROOT / "corpus")).write(corpus, options.passages)
        during, without, seconds = asyncio.run(_measure(corpus, options))
    report = "\n".join(_figures(during, without, seconds))
    print(report)
    if not options.print:
        put(report, PAGE)


async def _measure(
    corpus: Path, options: argparse.Namespace
) -> tuple[Latencies, Latencies, list[float]]:
    during, without, seconds = Latencies(), Latencies(), list[float]()
    async with BotApiServer() as server:
        ann = server.private(server.user("Ann", language_code="en"))
        people = [server.private(server.user("Bob", language_code="en")) for _ in range(_PEOPLE)]
        asking = Asking(server, people, options.rate)
        async with _bot(server, corpus, admin=ann.id):
            await asking.until(_after(15.0))  # to warm up, and settle
            for number in range(options.rounds):
                is_told = _told_once_more(server, ann)
                await asyncio.to_thread(_change, corpus, number)
                started = perf_counter()
                during += await asking.until(is_told)
                seconds.append(perf_counter() - started)
                await asking.until(_after(3.0))
                without += await asking.until(_after(seconds[-1]))
                print(number, _summary(during), _summary(without), file=sys.stderr)
    return during, without, seconds


class Asking:
    """People who ask one question after another, in turns, at a rate of so many a second."""

    def __init__(self, server: BotApiServer, people: Sequence[Chat], rate: float) -> None:
        from bot.evaluation.expected_questions import read_questions

        questions = [question.question for _, question in read_questions(QUESTIONS)]
        self._server = server
        self._next = zip(cycle(people), cycle(questions), strict=False)
        self._pause = 1 / rate

    async def until(self, is_over: Callable[[], bool]) -> Latencies:
        """How long each answer took to the questions asked until then."""
        asked: list[asyncio.Task[float]] = []
        async with asyncio.timeout(_LONGEST):
            due = perf_counter()
            while not is_over():
                chat, question = next(self._next)
                asked.append(asyncio.create_task(self._wait(chat.say(question))))
                due += self._pause
                await asyncio.sleep(max(0.0, due - perf_counter()))
            return await asyncio.gather(*asked)

    async def _wait(self, question: Message) -> float:
        started = perf_counter()
        await self._server.reply_to(question, timeout=60)
        return (perf_counter() - started) * 1000


def _after(seconds: float) -> Callable[[], bool]:
    end = perf_counter() + seconds
    return lambda: perf_counter() > end


def _told_once_more(server: BotApiServer, chat: Chat) -> Callable[[], bool]:
    """Whether more has been written to a chat since."""

    def count() -> int:
        return sum(sent.chat is chat for sent in server.sent)

    before = count()
    return lambda: count() > before


def _change(corpus: Path, number: int) -> None:
    """Gives every speech a paragraph more."""
    for path in corpus.glob("*/[0-9]*.md"):
        with path.open("a", encoding="utf-8") as file:
            file.write(f"\n第{number + 1}次会议以后补充。\n")


@asynccontextmanager
async def _bot(server: BotApiServer, corpus: Path, admin: int) -> AsyncIterator[None]:
    variables = {
        "TELEGRAM_TOKEN": server.token,
        "TELEGRAM_BASE_URL": server.base_url,
        "CORPUS": str(corpus),
        "CACHE_FOLDER": str(corpus.parent / "cache"),
        "DATA_FOLDER": str(corpus.parent / "data"),
        "ADMINS": str(admin),
        "LOG_LEVEL": "WARNING",
    }
    bot = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "bot", "run"), cwd=ROOT, env=os.environ | variables
    )
    try:
        await server.call_of("deleteWebhook", timeout=_LONGEST)  # the last one before it polls
        yield
    finally:
        bot.send_signal(signal.SIGTERM)
        await bot.wait()


def _figures(during: Latencies, without: Latencies, seconds: Sequence[float]) -> Iterator[str]:
    rows = [
        [name, str(len(found)), f"{median(found):.1f}", f"{_p99(found):.1f}", f"{max(found):.0f}"]
        for name, found in (("during a rebuild", during), ("without", without))
    ]
    yield from table(("answers", "number", "p50 ms", "p99 ms", "longest ms"), rows)
    yield ""
    yield f"p99 during a rebuild: **{_p99(during) / _p99(without):.2f} times** that without."
    yield f"A rebuild took {median(seconds):.0f} s, from the last file written to the first answer."


def _summary(found: Latencies) -> str:
    return f"n {len(found)} p50 {median(found):.1f} p99 {_p99(found):.1f} max {max(found):.0f}"


def _p99(found: Latencies) -> float:
    return quantiles(found, n=100)[-1]


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser("python -m tests.bench.refresh")
    parser.add_argument("--passages", type=int, default=100_000, help="ten of them make a file")
    parser.add_argument("--rate", type=float, default=20, help="questions a second")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--print", action="store_true", help="leave the page as it is")
    return parser


if __name__ == "__main__":
    main()
