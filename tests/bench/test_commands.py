"""The commands that the pages of figures name come to their end: each in a small form."""

from pathlib import Path

import pytest

from tests.bench import chat, decision, refresh, sureness
from tests.bench.quality import read_set
from tests.bench.variants import WITHOUT
from tests.bench.workshop import QuestionSet, Workshop
from tests.conftest import ROOT

DATA = ROOT / "tests/data"


def some(name: str, count: int) -> QuestionSet:
    """The last questions about a forum."""
    forum = DATA / name
    whole = read_set(f"{name}={forum / 'corpus'}:{forum / 'questions.jsonl'}")
    return QuestionSet(name, whole.corpus, whole.questions[-count:], rank_only=False)


def test_the_decision_is_fitted_and_reported(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    sets = [some(name, 30) for name in ("commerce", "museums")]
    monkeypatch.setattr(decision, "_own_sets", lambda: iter(sets))
    decision.main([])
    printed = capsys.readouterr().out
    assert printed.startswith("bias and weights: ")
    assert "| commerce | zh |" in printed
    assert "| 0.9 to 1.0 |" in printed


def test_how_sure_the_bot_is_is_measured(capsys: pytest.CaptureFixture[str]) -> None:
    sureness.main([str(DATA / "questions.jsonl")])
    assert "| questions | the speeches | 58 |" in capsys.readouterr().out


def test_the_bot_is_measured_without_each_of_its_parts(cache: Path) -> None:
    measured = Workshop(cache).measure(some("commerce", 8))
    assert measured.variants.keys() == {f"without {part}" for part in WITHOUT} | {"plain BM25"}


@pytest.mark.long
@pytest.mark.server
def test_the_bots_take_turns_in_two_rounds(capsys: pytest.CaptureFixture[str]) -> None:
    chat.main(["--print", "--runs", "2", "--count", "50", "--bots", "forum-bot"])
    assert "| forum-bot |" in capsys.readouterr().out


@pytest.mark.long
@pytest.mark.server
def test_answers_are_timed_during_two_reloads(capsys: pytest.CaptureFixture[str]) -> None:
    refresh.main(["--print", "--passages", "60", "--rounds", "2", "--rate", "5"])
    assert capsys.readouterr().out.count("|") > 10
