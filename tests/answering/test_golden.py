"""Questions as people ask them, with a floor on how many find a right passage first."""

import json
from typing import Any

from bot.answering.answerer import Answerer
from tests.conftest import ROOT

RIGHT_FIRST = 0.80
REFUSED_RIGHT = 1.0


def questions() -> list[dict[str, Any]]:
    lines = (ROOT / "tests/data/questions.jsonl").read_text(encoding="utf-8").splitlines()
    return [json.loads(line) for line in lines]


def right_first(forum: Answerer, question: dict[str, Any]) -> bool:
    expected = question["expect"]
    quotes = forum.answer(question["question"]).quotes
    if not quotes:
        return False
    passage = quotes[0].passage
    return expected.get("speaker") in (None, passage.speech.speaker) and any(
        part in passage.text for part in expected["contains"]
    )


def test_a_right_passage_comes_first(forum: Answerer) -> None:
    answerable = [question for question in questions() if question["expect"]]
    found = [right_first(forum, question) for question in answerable]
    assert sum(found) / len(found) >= RIGHT_FIRST


def test_what_the_speeches_do_not_say_is_refused(forum: Answerer) -> None:
    unanswerable = [question for question in questions() if not question["expect"]]
    refused = [forum.answer(question["question"]).status == "refused" for question in unanswerable]
    assert sum(refused) / len(refused) >= REFUSED_RIGHT
