"""Whom a question names, in all the ways in which people name somebody."""

from collections.abc import Callable

import pytest

from bot.answering.answerer import Answerer

Named = Callable[[str], tuple[str, ...]]


@pytest.fixture
def named(forum: Answerer) -> Named:
    """The speakers that a question names, or the choices it leaves."""

    def named(question: str) -> tuple[str, ...]:
        understood = forum.interpret(question)
        return understood.speakers or understood.choices

    return named


@pytest.mark.parametrize(
    ("question", "speaker"),
    [
        ("问刘晖", "刘晖"),
        ("聶嵐豔談養老", "聂岚艳"),
        ("What did Liu Hui say?", "刘晖"),
        ("liuhui on rentals", "刘晖"),
        ("HUI LIU on rentals", "刘晖"),
        ("Nie Lan-yan on care", "聂岚艳"),
        ("nielanyan说养老", "聂岚艳"),
        ("what does Heping think", "陈和平"),
        ("Zang Yexi on talent", "张叶喜"),
        ("刘辉怎么看", "刘晖"),
        ("聂岚燕对养老怎么看", "聂岚艳"),
        ("陈合平讲了什么", "陈和平"),
        ("万丽萍讲的农村产业", "万莉萍"),
        ("傅铁梯谈民宿", "付铁梯"),
        ("莉萍谈路灯", "万莉萍"),
        ("刘书记说了什么", "刘晖"),
        ("苏主任谈旅游", "苏东坡"),
        ("老聂怎么说", "聂岚艳"),
        ("姓万的那位", "万莉萍"),
        ("what did Secretary Nie propose", "聂岚艳"),
        ("月塘街道党工委书记对物业有什么看法", "刘晖"),
        ("石峰区的代表怎么说", "付铁琪"),
        ("网岭镇的书记谈人才", "张叶喜"),
        ("攸县的张书记", "张叶喜"),
        ("朱亭镇的陈书记", "陈和平"),
        ("炎陵党校副校长", "万莉萍"),
        ("那位调研员怎么说", "陈和平"),
        ("the party secretary of Wangling town on customs", "张叶喜"),
        ("what did the Yuetang subdistrict secretary say", "刘晖"),
    ],
)
def test_a_name_is_taken_for_the_speaker_it_means(
    named: Named, question: str, speaker: str
) -> None:
    assert named(question) == (speaker,)


@pytest.mark.parametrize(
    ("question", "speakers"),
    [
        ("付书记怎么看", {"付铁梯", "付铁琪"}),
        ("付铁说了什么", {"付铁梯", "付铁琪"}),
        ("what did Secretary Fu suggest", {"付铁梯", "付铁琪"}),
        ("Fu Tie on policies", {"付铁梯", "付铁琪"}),
        ("陈书记讲了什么", {"陈妮", "陈和平"}),
        ("姓陈的代表", {"陈妮", "陈和平"}),
    ],
)
def test_a_name_that_fits_two_leads_to_a_question_back(
    forum: Answerer, question: str, speakers: set[str]
) -> None:
    answer = forum.answer(question)
    assert (answer.status, set(answer.choices)) == ("clarify", speakers)


@pytest.mark.parametrize(
    "question",
    [
        "会议是几点开始的",
        "趁和平时期发展经济",
        "这一张也喜欢",
        "支付铁路款",
        "江苏东部的天气",
        "人流汇集的地方",
        "沉溺于手机怎么办",
        "刘海怎么剪",
        "陈皮泡水",
        "东坡肉怎么做",
        "刘市长说了什么",
        "lanyard for badges",
        "flights to Chennai",
        "he put a chain on his wan face",
        "网岭镇有多少人",
        "株洲的代表怎么说",
        "醴陵市委书记是谁",
        "云田镇镇长是谁",
        "Zhuzhou officials on housing",
        "hotels in Zhangye",
    ],
)
def test_a_word_that_sounds_like_a_name_is_none(named: Named, question: str) -> None:
    assert named(question) == ()


def test_two_names_are_both_found_in_their_order(named: Named) -> None:
    assert named("Fu Tieqi和刘晖谁谈物业") == ("付铁琪", "刘晖")
