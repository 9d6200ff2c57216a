"""jieba, kept quiet, with the corpus's own words beside its dictionary in a file of ours."""

import functools
import importlib
import subprocess
import sys
import warnings
from pathlib import Path
from random import Random
from typing import Any

import jieba
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.language.segmentation import Segmenter, quoted_words, words_of_role
from bot.language.tokenizer import guessed
from tests.conftest import ROOT, SHIPPED
from tests.documents import read_corpus


def test_the_corpus_own_words_are_kept_whole(cache: Path) -> None:
    lexicon = Segmenter(cache).frequencies(["能人强乡兴村"])
    words = [word for word, _, _ in Segmenter(cache, lexicon).words("推广能人强乡兴村经验")]
    assert "能人强乡兴村" in words


@pytest.mark.server
def test_the_dictionary_is_kept_in_the_given_folder_without_a_word(tmp_path: Path) -> None:
    code = f"""
from pathlib import Path
from random import Random
from bot.language.segmentation import Segmenter
Segmenter(Path({str(tmp_path)!r}))
"""
    run = subprocess.run(
        [sys.executable, "-W", "error", "-c", code], cwd=ROOT, capture_output=True, check=True
    )
    assert (run.stdout, run.stderr) == (b"", b"")
    (kept,) = tmp_path.iterdir()
    assert kept.name.startswith("words-")


@pytest.mark.server
def test_a_damaged_dictionary_is_rebuilt(tmp_path: Path) -> None:
    Segmenter(tmp_path)
    (kept,) = tmp_path.iterdir()
    (kept / "words.marisa").write_bytes(b"not a dictionary")
    assert [word for word, _, _ in Segmenter(tmp_path).words("物业")] == ["物业"]


@pytest.fixture(scope="module")
def jieba_itself(tmp_path_factory: pytest.TempPathFactory) -> Any:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        tokenizer = jieba.Tokenizer()
    tokenizer.tmp_dir = str(tmp_path_factory.mktemp("jieba"))
    tokenizer.initialize()
    return tokenizer


ARTICLE = "".join(passage.text for passage in read_corpus(SHIPPED).passages())


@functools.cache
def _both(cache: Path) -> tuple[Segmenter, Segmenter]:
    return Segmenter(cache), Segmenter(cache, in_bulk=True)


@given(
    st.integers(0, len(ARTICLE)),
    st.integers(0, 60),
    st.text("物业管理小区的了刘晖攸县", max_size=9),
)
@settings(deadline=None)
def test_texts_are_cut_as_jieba_itself_cuts_them(
    cache: Path, jieba_itself: Any, start: int, size: int, more: str
) -> None:
    text = ARTICLE[start : start + size] + more
    expected = list(jieba_itself.cut_for_search(text))
    mapped, in_bulk = _both(cache)
    assert [word for word, _, _ in mapped.words(text)] == expected
    for segmenter in (mapped, in_bulk):
        assert list(segmenter.long_words(segmenter.cut(text))) == [
            word for word in expected if len(word) > 2
        ]


def test_the_frequencies_are_those_that_jieba_reads(cache: Path, jieba_itself: Any) -> None:
    read = Segmenter(cache, in_bulk=True)._jieba
    assert (read.FREQ, read.total) == (jieba_itself.FREQ, jieba_itself.total)


def test_the_order_of_the_own_words_makes_no_difference(cache: Path) -> None:
    words = ["网岭", "网岭镇", "岭镇党委", "党委书记"]
    one, other = (Segmenter(cache).frequencies(order) for order in (words, words[::-1]))
    assert one == other


def test_runs_of_single_characters_are_read_as_jieba_reads_them() -> None:
    finalseg = importlib.import_module("jieba.finalseg")
    by_jieba = getattr(finalseg, "__cut")
    chance, characters = Random(7), [*finalseg.emit_P["B"], "的", "⿰"]
    for length in range(1, 200):
        run = "".join(chance.choices(characters, k=length))
        assert guessed(run) == list(by_jieba(run))


@pytest.mark.parametrize(
    "text", ["T恤衫和卡拉OK厅", "Frank Haken谈AA制", "㐀一𠀀头〇九", "3.5万平方米"]
)
@pytest.mark.parametrize("guesses", [True, False])
def test_rare_characters_and_letters_are_cut_as_jieba_cuts_them(
    cache: Path, jieba_itself: Any, text: str, guesses: bool
) -> None:
    expected = list(jieba_itself.cut(text, HMM=guesses))
    for segmenter in _both(cache):
        assert segmenter._jieba.cut(text, HMM=guesses) == expected


@pytest.mark.parametrize(
    ("role", "words"),
    [
        ("石峰区响石岭街道党工委书记", {"石峰区", "响石岭街道", "党工委书记"}),
        ("攸县网岭镇党委书记", {"攸县", "网岭镇", "党委书记"}),
        ("美泉社区党总支书记、社区主任", {"美泉社区", "党总支书记", "社区主任"}),
    ],
    ids=["district", "county", "two-offices"],
)
def test_a_role_gives_its_places_and_offices(role: str, words: set[str]) -> None:
    assert words_of_role(role) >= words


def test_terms_in_quotation_marks_are_words_and_sentences_are_not() -> None:
    text = "探索“以房管人”，做到“欲筑室者，先治其基。”"
    assert quoted_words([text]) == {"以房管人"}
