"""Chinese words by the English stems of an index."""

from pathlib import Path

import numpy as np
import pytest

from bot.language.chinese_to_english import Explainer
from bot.language.dictionary import open_dictionary
from bot.language.english import Stemmer
from bot.language.terms import Analyzer, Keys, Kind, key_of

STEMS = ("goat", "mountain", "school", "bus", "retir", "qingyu", "beckham", "hous", "rent")


@pytest.fixture(scope="module")
def explainer(cache: Path) -> Explainer:
    keys = np.array(sorted(map(key_of, STEMS)), np.uint64)

    def known(asked: Keys) -> np.ndarray[tuple[int], np.dtype[np.bool_]]:
        return np.isin(asked, keys)

    return Explainer(
        open_dictionary(cache), known, lambda: ["qingyu", "beckham", "卢克"], Stemmer()
    )


def test_a_gloss_that_is_a_word_counts_in_full(explainer: Explainer) -> None:
    assert explainer.english("山羊")["goat"] == 1


def test_the_words_of_a_gloss_of_several_count_less(explainer: Explainer) -> None:
    found = explainer.english("校车")
    assert 0 < found["bus"] < 1
    assert 0 < found["school"] < 1


def test_only_what_the_index_has_is_found(explainer: Explainer) -> None:
    assert set(explainer.english("退休")) <= set(STEMS)
    assert explainer.english("披萨") == {}


@pytest.mark.parametrize("place", ["青羽", "青羽镇"])
def test_a_name_is_found_by_its_pinyin(explainer: Explainer, place: str) -> None:
    assert "qingyu" in explainer.english(place)


def test_a_foreign_name_is_found_by_its_sound(explainer: Explainer) -> None:
    (name,) = explainer.names(["贝克汉姆"])
    assert list(explainer.sounding(name)) == ["beckham"]
    assert explainer.sounding("卢克") == {}


def test_pieces_of_words_that_the_index_lacks_add_nothing(
    explainer: Explainer, analyzer: Analyzer
) -> None:
    found = explainer.explain([t for t in analyzer.terms("出租山羊") if t.kind is not Kind.LATIN])
    assert set(found.words) >= {"出租", "山羊"}
    assert found.within == {"租山", *"出租山羊"}
