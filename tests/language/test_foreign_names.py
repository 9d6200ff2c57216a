"""Foreign names by their sound."""

from pathlib import Path

import pytest

from bot.language.foreign_names import (
    english_skeletons,
    names_in,
    names_of,
    skeleton,
    sounding_like,
)
from bot.language.segmentation import Segmenter


@pytest.fixture(scope="module")
def segmenter(cache: Path) -> Segmenter:
    return Segmenter(cache)


def names_of_text(text: str, segmenter: Segmenter) -> set[str]:
    return set(names_in(segmenter.cut(text), segmenter.is_word))


@pytest.mark.parametrize(
    ("english", "chinese"),
    [
        ("luke", "卢克"),
        ("beckham", "贝克汉姆"),
        ("churchill", "丘吉尔"),
        ("kenya", "肯尼亚"),
        ("canada", "加拿大"),
        ("gates", "盖茨"),
        ("kissinger", "基辛格"),
        ("hilton", "希尔顿"),
        ("houston", "休斯顿"),
        ("joseph", "约瑟夫"),
        ("jacob", "雅各布"),
        ("jefferson", "杰斐逊"),
        ("gibson", "吉布森"),
        ("whitman", "惠特曼"),
        ("washington", "华盛顿"),
        ("kennedy", "肯尼迪"),
        ("california", "加利福尼亚"),
        ("tanzania", "坦桑尼亚"),
        ("thompson", "汤普森"),
        ("fermi", "费米"),
        ("lavoisier", "拉瓦锡"),
        ("fresno", "弗雷斯诺"),
        ("jacksonville", "杰克逊维尔"),
        ("edwards", "爱德华兹"),
        ("mckinley", "麦金利"),
        ("tesla", "特斯拉"),
        ("okafor", "奥卡福"),
        ("petersen", "彼得森"),
        ("manning", "曼宁"),
        ("rodriguez", "罗德里格斯"),
        ("seaman", "西曼"),
    ],
)
def test_a_name_in_a_text_is_found_by_a_word_that_sounds_like_it(
    english: str, chinese: str, segmenter: Segmenter
) -> None:
    names = names_of_text(f"去年{chinese}在会上说", segmenter)
    assert chinese in sounding_like(english, names_of(names))


@pytest.mark.parametrize(
    ("english", "text"),
    [
        ("charlie", "基层治理的力度大"),
        ("adidas", "加大支持力度大家都满意"),
        ("julie", "要树立大局意识"),
        ("zzzz", "组织支持孜孜不倦地自治"),
        ("derek", "得力的干部"),
    ],
)
def test_ordinary_words_and_what_meets_at_their_borders_are_no_names(
    english: str, text: str, segmenter: Segmenter
) -> None:
    assert sounding_like(english, names_of(names_of_text(text, segmenter))) == []


def test_the_closest_of_several_names_comes_first() -> None:
    names = names_of(["杰克逊维尔", "杰克逊", "莫斯科"])
    assert sounding_like("jacksonville", names)[0] == "杰克逊维尔"
    assert sounding_like("moscow", names) == ["莫斯科"]


@pytest.mark.parametrize(("name", "bones"), [("加拿大", "GND"), ("杰克逊维尔", "SGSNVL")])
def test_characters_are_read_as_names_use_them(name: str, bones: str) -> None:
    assert skeleton(name) == bones


@pytest.mark.parametrize("first", ["H", "S"])
def test_a_character_that_writes_two_sounds_is_found_by_both(first: str) -> None:
    assert names_of(["希尔顿"])[f"{first}LDN"] == ["希尔顿"]


def test_nothing_sounds_like_a_word_without_consonants() -> None:
    assert sounding_like("eau", names_of(["卢克"])) == []
    assert sounding_like("x" * 50, names_of(["卢克"])) == []
    assert english_skeletons("eau") == set()
