"""Paragraphs that nobody can read."""

import pytest

from bot.corpus.checks.paragraphs import unreadable_paragraphs
from tests.conftest import WriteCorpus, speech
from tests.corpus.checks.sheets import told


@pytest.mark.parametrize("text", ["***", "——", "……", "\u200b", "。\n。"])
def test_a_paragraph_without_a_word_is_told_of(write_corpus: WriteCorpus, text: str) -> None:
    (found,) = told(unreadable_paragraphs, speech(f"甲\n\n\n{text}\n\n乙"), write_corpus)
    assert found == f"8: the paragraph '{text}' has nothing to read; delete it"


def test_a_very_long_paragraph_is_told_of_with_its_pieces(write_corpus: WriteCorpus) -> None:
    long = "要建一座图书馆。" * 300
    (found,) = told(unreadable_paragraphs, speech(f"甲\n乙\n \n{long}"), write_corpus)
    assert found.startswith("8: a paragraph of 2,400 characters is shown in 5 pieces; ")


@pytest.mark.parametrize(
    "text",
    ["好!", "1.", "“……”他说", "要建一座图书馆。" * 240, "We need a library. " * 200],
    ids=["short", "number", "quotation", "long", "long-latin"],
)
def test_a_paragraph_that_can_be_read_is_left_alone(write_corpus: WriteCorpus, text: str) -> None:
    assert not told(unreadable_paragraphs, speech(text), write_corpus)
