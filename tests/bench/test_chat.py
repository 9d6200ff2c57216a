"""The bots in the chat's benchmark answer, and its table compares them with the echo bot."""

from pathlib import Path

import pytest

from tests.bench.chat import Run, figures, measure
from tests.conftest import ROOT

pytestmark = pytest.mark.server


def test_a_bot_is_measured(cache: Path) -> None:
    questions = ROOT / "tests/data/questions.jsonl"
    run = measure("echo bot over aiohttp", questions, 100, str(cache))
    assert run.rate > 0
    assert run.cpu_ms > 0
    assert 0 < run.server_busy < 2


def test_the_table_has_medians_and_multiples_of_the_echo_bot() -> None:
    runs = {
        "forum-bot": [Run(500, 1.7, 0.3), Run(700, 1.8, 0.2), Run(600, 1.9, 0.25)],
        "echo bot": [Run(400, 2.2, 0.1)],
    }
    _, _, *rows = figures(runs)
    assert rows == [
        "| forum-bot | 600 | 1.50 | 1.80 | 25% |",
        "| echo bot | 400 | 1.00 | 2.20 | 10% |",
    ]
