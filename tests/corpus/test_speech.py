"""Passages of a speech know their place in it."""

from bot.corpus.parting import LONGEST
from bot.corpus.speech import Source, Speech


def test_a_paragraph_is_a_passage_counted_from_one() -> None:
    speech = Speech("f/01", "题", Source("会"), ("甲", "乙"))
    assert [(p.id, p.number, p.total, p.text) for p in speech.passages()] == [
        ("f/01#1", 1, 2, "甲"),
        ("f/01#2", 2, 2, "乙"),
    ]


def test_the_pieces_of_a_long_paragraph_remember_how_it_opens() -> None:
    paragraph = "开头这一句。" + "后面还有很多话要说。" * (LONGEST // 10)
    first, second, *_ = Speech("f/01", "题", Source("会"), (paragraph,)).passages()
    assert first.text.startswith("开头这一句。")
    assert not second.text.startswith("开头")
    assert second.opening == first.text
