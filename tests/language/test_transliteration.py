"""Foreign names by their sound."""

import pytest

from bot.language.transliteration import (
    english_skeletons,
    names_of,
    runs_in,
    skeleton,
    sounding_like,
)


@pytest.mark.parametrize(
    ("english", "chinese"),
    [
        ("luke", "卢克"),
        ("jacksonville", "杰克逊维尔"),
        ("lavoisier", "拉瓦锡"),
        ("fresno", "弗雷斯诺"),
        ("seaman", "西曼"),
    ],
)
def test_a_name_and_its_transcription_have_a_skeleton_in_common(english: str, chinese: str) -> None:
    assert skeleton(chinese) in english_skeletons(english)


def test_the_name_in_a_text_that_sounds_like_a_word_is_found() -> None:
    names = names_of(runs_in("后来杰克逊维尔的港口和莫斯科的大学"))
    assert sounding_like("jacksonville", names)[0] == "杰克逊维尔"
    assert "莫斯科" in sounding_like("moscow", names)


def test_nothing_sounds_like_a_word_without_consonants() -> None:
    assert sounding_like("eau", names_of(["卢克"])) == []
    assert sounding_like("x" * 50, names_of(["卢克"])) == []
