"""What an evaluation measures, on a corpus whose answers are known."""

import json
from pathlib import Path

import pytest

from bot.answering.answerer import Answerer
from bot.answering.live_corpus import open_corpus
from bot.errors import CorpusError
from bot.evaluation.evaluation import ask, figures, figures_by_kind
from bot.evaluation.expected_questions import Expected, ExpectedQuestion, read_questions
from tests.conftest import FORUM, WriteCorpus, speech


@pytest.fixture
def answerer(cache: Path, write_corpus: WriteCorpus) -> Answerer:
    folder = write_corpus(
        {
            "f/forum.md": FORUM,
            "f/1.md": speech("要建图书馆。", title="一", speaker="刘晖"),
            "f/2.md": speech("图书馆晚上也要开门，图书馆要大。", title="二", speaker="陈妮"),
        }
    )
    return open_corpus(folder, cache)


def golden(question: str, expect: dict[str, object] | None, kind: str = "") -> ExpectedQuestion:
    return ExpectedQuestion.model_validate({"question": question, "expect": expect, "kind": kind})


def test_the_figures_are_shares_of_the_questions_they_are_about(answerer: Answerer) -> None:
    questions = [
        golden("图书馆", {"contains": "要建"}, "zh"),
        golden("图书馆", {"document": "f/2"}, "zh"),
        golden("图书馆", {"speaker": "王五"}, "who"),
        golden("红烧肉怎么做", None, "none"),
        golden("图书馆", None, "none"),
        golden("  ", None, "none"),
    ]
    outcomes = [ask(answerer, question) for question in questions]
    assert sorted(outcome.rank for outcome in outcomes) == [0, 0, 0, 0, 1, 2]
    found = figures(outcomes)
    assert (found.questions, found.answerable) == (6, 3)
    assert (found.top1, found.top3, found.mrr10) == (0.3333, 0.6667, 0.5)
    assert (found.refused_right, found.refused_wrong) == (0.6667, 0)
    assert list(figures_by_kind(outcomes)) == ["zh", "who", "none"]
    assert figures_by_kind(outcomes)["none"].top1 is None


def test_a_refusal_counts_as_not_found_unless_only_the_ranking_is_asked(
    answerer: Answerer,
) -> None:
    question = golden("图书馆里的火锅和红烧肉多少钱一份呢朋友", {"contains": "图书馆"})
    assert ask(answerer, question).refused
    assert ask(answerer, question, rank_only=True).rank == 1


def test_nothing_measured_has_no_shares() -> None:
    found = figures([])
    assert (found.questions, found.top1, found.refused_right, found.p50_ms) == (0, None, None, 0)


def test_a_right_passage_fits_every_field_that_is_given(answerer: Answerer) -> None:
    (quote, *_) = answerer.answer("图书馆开门").quotes
    assert Expected().fits(quote.passage)
    assert Expected(speaker="陈妮", contains=("没有", "开门"), document="f/2").fits(quote.passage)
    assert not Expected(speaker="刘晖", contains=("开门",)).fits(quote.passage)
    assert not Expected(contains=("没有",)).fits(quote.passage)


def test_question_files_are_read_with_their_lines(tmp_path: Path) -> None:
    path = tmp_path / "q.jsonl"
    rows = [{"question": "甲", "expect": None}, {"question": "乙", "expect": {"contains": "丙"}}]
    path.write_text("\n\n".join(json.dumps(row) for row in rows), encoding="utf-8")
    assert [(line, q.question) for line, q in read_questions(path)] == [(1, "甲"), (3, "乙")]


def test_every_line_of_a_question_file_that_is_wrong_is_named(tmp_path: Path) -> None:
    path = tmp_path / "q.jsonl"
    lines = [
        "not json",
        '{"question": "甲"}',
        '{"question": "乙", "expect": {"contain": "丙"}}',
        '{"question": "丁", "expect": null, "remark": "fine"}',
    ]
    path.write_text("\n".join(lines), encoding="utf-8")
    with pytest.raises(CorpusError) as error:
        read_questions(path)
    assert [problem.line for problem in error.value.problems] == [1, 2, 3]


def test_a_question_file_that_is_not_there_is_a_clear_error(tmp_path: Path) -> None:
    with pytest.raises(CorpusError, match="cannot be read"):
        read_questions(tmp_path / "nowhere.jsonl")
