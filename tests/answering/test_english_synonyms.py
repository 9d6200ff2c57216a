"""Questions in English that say it in another word than the speeches."""

from pathlib import Path

import pytest

from bot.answering.answerer import Answerer
from bot.answering.live_corpus import open_corpus
from tests.conftest import FORUM, WriteCorpus, speech

TEXTS = (
    "The vessel leaves the quay at seven, and in winter at eight.",
    "Older people told us that stairs are what keeps them at home.",
    "Our garbage goes to the mainland, at ninety pounds a load.",
    "The bakery sells bread from six, and by noon there is none.",
    "Sheep graze on the dunes from May, to the joy of the birds.",
)


@pytest.fixture
def island(write_corpus: WriteCorpus, cache: Path) -> Answerer:
    return opened(write_corpus, cache, TEXTS)


def opened(write_corpus: WriteCorpus, cache: Path, texts: tuple[str, ...]) -> Answerer:
    pages = {
        f"island/{number}.md": speech(text, title=f"Page {number}", speaker=f"Ann {name}")
        for number, (text, name) in enumerate(zip(texts, NAMES, strict=False))
    }
    return open_corpus(write_corpus({"island/forum.md": FORUM, **pages}), cache)


NAMES = ("Marlow", "Denby", "Ashcroft", "Tully", "Quill")


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("when does the ferry leave the quay?", "vessel"),
        ("are stairs a trouble for pensioners?", "Older people"),
        ("does the rubbish go to the mainland?", "garbage"),
    ],
)
def test_a_synonym_finds_the_passage_and_is_marked(
    island: Answerer, question: str, said: str
) -> None:
    quote = island.answer(question).quotes[0]
    assert said in quote.passage.text
    assert any(quote.passage.text[start:end] in said for start, end in quote.highlights)


def test_the_word_itself_comes_first_however_often_its_synonyms_are_said(
    write_corpus: WriteCorpus, cache: Path
) -> None:
    often = "The boat is a boat, and where a boat cannot land no other boat can."
    once = "The ferry is full, and whoever cannot board waits until it is noon."
    answerer = opened(write_corpus, cache, (often, once, *TEXTS[2:]))
    assert answerer.answer("anything about ferries?").quotes[0].passage.text == once


def test_words_that_go_with_anything_say_little_beside_others(
    write_corpus: WriteCorpus, cache: Path
) -> None:
    light = "Now take it away, I said, and far away they took it, and now it is gone."
    texts = (light, "The library is closed on Mondays and has no books on trains.", *TEXTS[2:])
    answerer = opened(write_corpus, cache, texts)
    assert "library" in answerer.answer("take me now to the library").quotes[0].passage.text
