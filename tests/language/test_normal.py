"""Normal form: the same for what people mean to be the same, and traceable to the source."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.language.normal import Normaliser
from bot.language.script import simplifier

NORMALISER = Normaliser(simplifier())


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("劉暉對房屋出租有什麼建議", "刘晖对房屋出租有什么建议"),
        ("聶嵐豔談居家養老", "聂岚艳谈居家养老"),
        ("ＧＤＰ２０２１年", "gdp2021年"),
        ("Café", "cafe"),
        ("Cafe\u0301", "cafe"),
        ("①％", "1%"),
    ],
    ids=["traditional", "variants", "full-width", "accent", "combining-accent", "compatibility"],
)
def test_spellings_of_the_same_have_one_normal_form(written: str, meant: str) -> None:
    assert NORMALISER.normal(written).text == meant


@given(st.text(st.characters(exclude_categories=["Cs"]), max_size=80))
def test_every_part_of_a_normal_form_has_a_place_in_the_source(source: str) -> None:
    normal = NORMALISER.normal(source)
    assert len(normal.origin) == len(normal.text)
    places = [normal.span(at, at + 1) for at in range(len(normal.text))]
    assert places == sorted(places)
    assert all(0 <= start < end <= len(source) for start, end in places)


@pytest.mark.parametrize("unseen", "\u00ad\u200b\u200c\u200d\u2060\ufeff\u202e")
def test_what_is_not_seen_within_a_word_is_left_out(unseen: str) -> None:
    normal = Normaliser(simplify=str).normal(f"物{unseen}业 ren{unseen}tal")
    assert normal.text == "物业 rental"
    assert normal.span(0, 2) == (0, 3)
