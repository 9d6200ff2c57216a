"""Surnames."""

import pytest

from bot.answering.speakers.speaker import surname_of


@pytest.mark.parametrize(
    ("name", "surname"),
    [
        ("刘晖", "刘"),
        ("欧阳静宜", "欧阳"),
        ("司马岚", "司马"),
        ("东方", "东"),
        ("玛丽亚·索科洛娃", "索科洛娃"),
        ("ann whitfield", "whitfield"),
        ("", ""),
    ],
)
def test_a_surname_is_the_first_or_the_last_part_of_a_name(name: str, surname: str) -> None:
    assert surname_of(name) == surname
