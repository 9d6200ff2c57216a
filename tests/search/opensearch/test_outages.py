"""One node of three may fail, and no search does; with a second one gone, searches fail plainly."""

import threading
import time
from collections import Counter
from pathlib import Path

import pytest

from bot.answering.live_corpus import open_corpus
from bot.errors import SearchError
from bot.search.opensearch import building
from bot.search.opensearch.address import ServerAddress
from tests.conftest import SHIPPED
from tests.search_node import cluster

pytestmark = [pytest.mark.server, pytest.mark.long]

QUESTION = "刘晖谈出租房"


def test_a_node_that_is_killed_costs_no_answer(
    search_program: Path, cache: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(building, "_SHARD_PASSAGES", 20)  # three shards, a copy of each
    with cluster(search_program, 3) as nodes:
        address = ServerAddress(tuple(node.url for node in nodes), prefix="outages")
        answerer = open_corpus(SHIPPED, cache, server=address)
        expected = [quote.passage.id for quote in answerer.answer(QUESTION).quotes]
        assert expected
        stopped = threading.Event()
        seen: Counter[str] = Counter()

        def ask() -> None:
            while not stopped.is_set():
                try:
                    answer = answerer.answer(QUESTION)
                    same = [quote.passage.id for quote in answer.quotes] == expected
                    seen["right" if same else "wrong"] += 1
                except SearchError:
                    seen["failed"] += 1
                    time.sleep(0.1)

        asking = threading.Thread(target=ask)
        asking.start()
        try:
            time.sleep(2)
            nodes[0].kill()
            time.sleep(8)
            one_gone = seen.copy()
            nodes[1].kill()
            time.sleep(8)
        finally:
            stopped.set()
            asking.join()
        assert set(one_gone) == {"right"}
        assert set(seen) == {"right", "failed"}, "a part of the passages is no answer"
        assert one_gone["right"] > 50
