"""A word that a passage has to the letter outranks others of its stem, and translations."""

from pathlib import Path

import pytest

from bot.answering.answerer import Answerer
from bot.answering.live_corpus import open_corpus
from tests.conftest import FORUM, WriteCorpus, speech

TOOL = "Exercism is the site where my pupils learn to write programs in the evening."
GYMNASTICS = "Every morning we exercise on the quay; exercise keeps us well, and exercise is free."
HEALTH = "渡口的老人每天早上一起锻炼，练习太极拳和健身操。"


@pytest.fixture
def quay(write_corpus: WriteCorpus, cache: Path) -> Answerer:
    texts = {"Ada Fern": TOOL, "Bram Oake": GYMNASTICS, "韩小满": HEALTH}
    pages = {
        f"quay/{at}.md": speech(text, title=f"第{at}篇", speaker=name)
        for at, (name, text) in enumerate(texts.items())
    }
    return open_corpus(write_corpus({"quay/forum.md": FORUM, **pages}), cache)


@pytest.mark.parametrize(("word", "text"), [("exercism", TOOL), ("exercise", GYMNASTICS)])
def test_the_word_itself_comes_first(quay: Answerer, word: str, text: str) -> None:
    assert quay.answer(word).quotes[0].passage.text == text
