"""Contractions: two characters that a text has close together, in one word or in two."""

import pytest

from bot.language.contraction import is_said_in_parts


@pytest.mark.parametrize(
    ("word", "text", "said"),
    [
        ("租房", "研究制定房屋出租管理条例", True),
        ("修路", "在道路新修硬化方面", True),
        ("租房", "房租", True),
        ("租房", "房东和租户", True),
        ("租房", "租赁、房产", False),
        ("租房", "出租的老旧房屋", False),
        ("租房", "房屋", False),
        ("出租房", "出租房屋", False),
        ("ab", "a b", False),
        ("租", "租", False),
    ],
    ids=[
        "within-four", "turned-round", "side-by-side", "within-three", "parted-by-a-comma",
        "too-far", "one-missing", "three-characters", "letters", "one-character",
    ],
)  # fmt: skip
def test_a_contraction_is_said_where_its_parts_are_close(word: str, text: str, said: bool) -> None:
    assert is_said_in_parts(word, text) is said
