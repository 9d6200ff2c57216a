"""Names, brands and places that nobody said, asked for by themselves."""

from pathlib import Path

import pytest

from bot.answering.answerer import Answerer
from bot.answering.live_corpus import open_corpus
from bot.language.word_lists import read_words
from tests.conftest import FORUM, ROOT, WriteCorpus, speech

DATA = ROOT / "tests" / "data"
NAMES = sorted(read_words(DATA / "unsaid-names.txt"))
FORMS = ("{}", "what did {} say", "anything about {}?", "有没有人提到{}")
MOST = 0.02
"""The share that may be answered: of a translation that stands there for something else."""


@pytest.fixture(scope="module")
def school(cache: Path) -> Answerer:
    return open_corpus(DATA / "education" / "corpus", cache)


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("corpus", ["forum", "school"])
def test_names_that_nobody_said_are_refused(
    corpus: str, form: str, request: pytest.FixtureRequest
) -> None:
    answerer: Answerer = request.getfixturevalue(corpus)
    replies = {name: answerer.answer(form.format(name)) for name in NAMES}
    answered = [name for name, reply in replies.items() if reply.status == "answered"]
    assert len(answered) <= MOST * len(NAMES), answered


def test_a_name_that_is_only_known_by_its_sound_is_no_answer_but_comes_closest(
    write_corpus: WriteCorpus, cache: Path
) -> None:
    pages = {
        "f/forum.md": FORUM,
        "f/1.md": speech("卢克拦下了三个球。", title="球赛", speaker="王甲"),
        "f/2.md": speech("水库的堤坝要在雨季以前修好。", title="水利", speaker="王乙"),
    }
    answerer = open_corpus(write_corpus(pages), cache)
    assert answerer.answer("Luke").status == "refused"
    (found,) = answerer.rank("Luke", 1).quotes
    assert "卢克" in found.passage.text


def test_a_name_by_its_sound_goes_with_other_words(write_corpus: WriteCorpus, cache: Path) -> None:
    pages = {
        "f/forum.md": FORUM,
        "f/1.md": speech("卢克拦下了三个球。", title="球赛", speaker="王甲"),
        "f/2.md": speech("球场的灯要换。", title="球场", speaker="王乙"),
    }
    answerer = open_corpus(write_corpus(pages), cache)
    assert "卢克" in answerer.rank("Did Luke stop the balls?", 1).quotes[0].passage.text
