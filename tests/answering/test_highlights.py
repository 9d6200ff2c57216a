"""Marked words: those that match, joined where they touch."""

from bot.answering.highlights import highlights
from bot.language.terms import Analyzer


def test_neighbouring_matches_are_one_span(analyzer: Analyzer) -> None:
    text = "建立房屋租赁制度"
    spans = highlights(analyzer.terms(text), {"房屋", "租赁", "制度"})
    assert [text[start:end] for start, end in spans] == ["房屋租赁制度"]


def test_what_is_not_wanted_is_not_marked(analyzer: Analyzer) -> None:
    assert highlights(analyzer.terms("建立房屋租赁制度"), {"火锅"}) == ()
