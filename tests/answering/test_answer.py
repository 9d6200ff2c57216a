"""Marked words: those that match, joined where they touch."""

from bot.answering.answer import from_first_match, joined, worth_marking
from bot.language.terms import Analyzer
from bot.search.query import TermGroup


def test_neighbouring_matches_are_one_span(analyzer: Analyzer) -> None:
    text = "建立房屋租赁制度"
    spans = joined(analyzer.places(text, {"房屋", "租赁", "制度"}))
    assert [text[start:end] for start, end in spans] == ["房屋租赁制度"]


def test_what_is_not_wanted_is_not_marked(analyzer: Analyzer) -> None:
    assert joined(analyzer.places("建立房屋租赁制度", {"火锅"})) == ()


def test_words_and_good_translations_are_worth_marking_and_pieces_are_not() -> None:
    groups = [
        TermGroup({"rent": 1.0, "租赁": 1.0, "租": 0.9, "雇": 0.6, "出租": 0.8, "让步": 0.1}),
        TermGroup({"债": 1.0}),
        TermGroup({"屋租": 1.0}, is_word=False),
    ]
    assert worth_marking(groups) == {"rent", "租赁", "出租", "债"}


def test_the_synonyms_of_a_chinese_word_are_all_worth_marking() -> None:
    assert worth_marking([TermGroup({"教师": 1.0, "老师": 0.15})]) == {"教师", "老师"}


def test_a_word_is_marked_however_the_text_around_it_is_cut_and_spelt(analyzer: Analyzer) -> None:
    text = "ＲＥＮＴＡＬＳ of 2,022 月塘街道黨工委书记月塘街道"
    spans = joined(analyzer.places(text, {"塘街道党", "rental", "2022", "月"}))
    assert [text[start:end] for start, end in spans] == [
        "ＲＥＮＴＡＬＳ",
        "2,022",
        "月塘街道黨",
        "月",
    ]


def test_a_text_whose_first_match_comes_late_is_shown_from_that_clause_on() -> None:
    text = "我们的工作一直很难，" * 5 + "建议登记租赁。" + "此外" * 20
    at = text.index("租赁")
    assert from_first_match(text, [(at, at + 2)]) == "…" + text[text.index("建议") :]


def test_a_text_without_matches_or_with_an_early_one_is_shown_whole() -> None:
    assert from_first_match("租赁要登记。", []) == "租赁要登记。"
    assert from_first_match("要登记租赁。", [(3, 5)]) == "要登记租赁。"


def test_a_match_within_a_very_long_clause_stays_near_the_beginning() -> None:
    shown = from_first_match("长" * 500 + "租赁", [(500, 502)])
    assert shown.index("租赁") < 40
