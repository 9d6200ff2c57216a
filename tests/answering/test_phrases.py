"""What is said around the passages of an answer, or in their place, in both languages."""

import pytest

from bot.answering.answer import Answer, Fact, Quote
from bot.answering.framing.frame import Kind as FrameKind
from bot.answering.framing.scope import Scope
from bot.answering.phrases import (
    apology,
    in_letters,
    is_refusal,
    names,
    opening,
    short_name,
    shown_quotes,
    spoken_name,
    topic_lines,
)
from bot.corpus.speech import Passage, Source, Speech
from bot.texts import texts_in
from tests.held import HeldContents

ZH, EN = texts_in("zh"), texts_in("en")
SPEECHES = [
    Speech("甲/1", "种树", Source("甲论坛", date="2023年6月8日"), "刘晖"),
    Speech("乙/1", "养鱼", Source("乙论坛"), "Jane Doe"),
]
CONTENTS = HeldContents(SPEECHES)
QUOTES = tuple(Quote(Passage(speech, 1, 2, "先种树。再浇水。"), (), 1.0) for speech in SPEECHES)


@pytest.mark.parametrize(
    ("name", "letters"),
    [
        ("刘晖", "Liu Hui"),
        ("劉暉", "Liu Hui"),
        ("聂岚艳", "Nie Lanyan"),
        ("欧阳修", "Ouyang Xiu"),
        ("赵喜安", "Zhao Xi'an"),
        ("曾勇", "Zeng Yong"),
        ("吕梁", "Lü Liang"),
        ("主持人", None),
        ("王", None),
        ("阿不都·克力木", None),
        ("Jane Doe", None),
    ],
)
def test_a_chinese_name_is_spelt_with_the_surname_first(name: str, letters: str | None) -> None:
    assert in_letters(name) == letters


def test_only_english_spells_names() -> None:
    assert (spoken_name("刘晖", EN), spoken_name("刘晖", ZH)) == ("Liu Hui 刘晖", "刘晖")
    assert (short_name("刘晖", EN), short_name("刘晖", ZH)) == ("Liu Hui", "刘晖")
    assert names(["刘晖", "Jane Doe"], EN) == "Liu Hui 刘晖, Jane Doe"


def test_a_list_of_names_is_cut_short() -> None:
    assert names(["刘晖"] * 11, ZH) == "、".join(["刘晖"] * 10) + "等"


def refused(frame: FrameKind = "passage", **fields: object) -> Answer:
    return Answer("问", "zh", "refused", frame=frame, **fields)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("answer", "sentences"),
    [
        (refused(), ["I found nothing about that in these speeches."]),
        (refused(speakers=("刘晖",)), ["I found nothing about that in what Liu Hui 刘晖 said."]),
        (
            refused(speakers=("刘晖",), choices=("Jane Doe",)),
            [
                "I found nothing about that in what Liu Hui 刘晖 said.",
                "Others who spoke about it: Jane Doe.",
            ],
        ),
        (
            refused(excluded=("刘晖",)),
            ["Apart from Liu Hui 刘晖, I found nobody who spoke about that."],
        ),
        (refused("facts"), [EN("fact-unknown")]),
        (refused("nothing"), [EN("nothing-asked")]),
        (refused("more"), [EN("nothing-to-go-on")]),
        (Answer("问", "zh", "answered", frame="others"), [EN("nothing-further")]),
        (
            Answer("问", "zh", "clarify", choices=("刘晖", "Jane Doe")),
            ["Who do you mean: Liu Hui 刘晖, Jane Doe?"],
        ),
        (refused("help"), [EN("how-to-ask", example="what did Liu Hui 刘晖 propose")]),
    ],
)
def test_what_stands_in_the_place_of_passages(answer: Answer, sentences: list[str]) -> None:
    assert apology(answer, CONTENTS, EN) == sentences


@pytest.mark.parametrize(
    ("forums", "beyond", "sentences"),
    [
        ((), (), ["这里没有出自“2019年”的发言。"]),
        ((), ("乙",), ["这里没有出自“2019年”的发言。", "谈到这一点的有：乙论坛。"]),
        (
            ("甲",),
            ("乙",),
            ["在甲论坛（2023年6月8日）里没有找到相关内容。", "谈到这一点的有：乙论坛。"],
        ),
        (("没选的",), (), ["这里没有出自“2019年”的发言。"]),
    ],
    ids=["nowhere", "elsewhere", "beyond", "not-of-this-chat"],
)
def test_a_scope_without_an_answer_says_where_there_is_one(
    forums: tuple[str, ...], beyond: tuple[str, ...], sentences: list[str]
) -> None:
    answer = refused(scope=Scope(forums, "2019年"), beyond=beyond)
    assert apology(answer, CONTENTS, ZH) == sentences


def test_a_scope_is_told_with_the_dates_of_its_forums() -> None:
    answer = Answer("问", "zh", "answered", quotes=QUOTES, scope=Scope(("甲", "乙"), ""))
    assert opening(answer, ZH) == ["以下出自甲论坛（2023年6月8日）、乙论坛："]
    assert opening(answer, EN) == ["In 甲论坛 (2023年6月8日), 乙论坛:"]


def test_the_closest_passage_is_shown_unless_others_say_it() -> None:
    closest = refused(closest=QUOTES[0])
    assert (opening(closest, ZH), shown_quotes(closest)) == ([ZH("closest")], QUOTES[:1])
    assert is_refusal(closest)
    others = refused(closest=QUOTES[0], speakers=("刘晖",), choices=("Jane Doe",))
    assert (opening(others, ZH), shown_quotes(others)) == ([], ())


def test_one_passage_stands_beside_facts() -> None:
    fact = Fact("fact-place", {"forum": "甲论坛", "place": "株洲"})
    answer = Answer("问", "zh", "answered", quotes=QUOTES, frame="facts", facts=(fact,))
    assert opening(answer, ZH) == ["甲论坛：在株洲举行"]
    assert shown_quotes(answer) == QUOTES[:1]


def test_an_outline_is_the_first_sentence_of_each_passage() -> None:
    assert topic_lines(quote.passage for quote in QUOTES) == ["1. 先种树。"] * 2
