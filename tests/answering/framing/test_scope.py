"""Which forums a question is about, and what is said where none of them answers it."""

import datetime

import pytest

from bot.answering.answerer import Answerer
from bot.answering.framing import scope

OLD, NEW, ENGLISH = "lakeside-2021", "lakeside-2024", "harbour-2022"


@pytest.fixture(autouse=True)
def in_2026(monkeypatch: pytest.MonkeyPatch, lakeside: Answerer) -> None:
    signs = lakeside._interpreter._frames._scopes._signs
    monkeypatch.setattr(signs, "_today", lambda: datetime.date(2026, 3, 1))


@pytest.mark.parametrize(
    ("question", "forums"),
    [
        ("2021年的座谈会上怎么说冷库", [OLD]),
        ("24年的会上冷库怎么样", [NEW]),
        ("2021那次谁讲了冷库", [OLD]),
        ("2021的会上怎么说冷库", [OLD]),
        ("2024年冷库电费多少", [NEW]),
        ("冷库 in 2021", [OLD]),
        ("what was said about ice at the 2022 forum", [ENGLISH]),
        ("4月9日那天谈到了冷库吗", [OLD]),
        ("what did they say on 14 September about ice", [ENGLISH]),
        ("在云岭市的会上，学徒怎么说", [NEW]),
        ("碧湖那边冷库电费多少", [OLD]),
        ("in Saltmarsh, who talked about the roof", [ENGLISH]),
        ("云岭渔业论坛上谁说了补贴", [NEW]),
        ("云岭那个水产论坛上谁说了补贴", [NEW]),
        ("at the Yunling forum, what about the cold store", [NEW]),
        ("at Open Water, who talked about ice", [ENGLISH]),
        ("“留住一湖鱼”那次会谁说网箱", [OLD]),
        ("第三届论坛上谁说了补贴", [NEW]),
        ("碧湖日报登的那篇里冷库怎么说", [OLD]),
        ("in the Courier article, ice", [ENGLISH]),
        ("最近一次会上冷库怎么说", [NEW]),
        ("上次谁说了补贴", [NEW]),
        ("the first forum: fish", [OLD]),
        ("五年前梁渡怎么说休渔", [OLD]),
        ("前年的论坛上谁说了补贴", [NEW]),
        ("2021年和2024年谁讲了补贴", [OLD, NEW]),
        ("除了2021年的座谈会，谁说了冷库", [ENGLISH, NEW]),
        ("not at the Saltmarsh forum, who talked about 冷库", [OLD, NEW]),
        ("2023年谁讲了冷库", []),
        ("1999年的座谈会上怎么说冷库", []),
        ("5月1日那天的会谁说冷库", []),
        ("下一届论坛什么时候开", []),
        ("when is the next forum", []),
    ],
)
def test_the_forums_that_a_question_names(
    lakeside: Answerer, question: str, forums: list[str]
) -> None:
    found = lakeside.interpret(question).scope
    assert found is not None
    assert list(found.forums) == forums


@pytest.mark.parametrize(
    "question",
    [
        *(
            "冷库一年电费多少",
            "去年电费涨了多少",
            "第一次上船的人",
            "渔业怎么样",
            "留住一湖鱼",
            "5月开湖",
        ),
        *("机会多不多", "渔业会不会好", "one trawler", "may I ask"),
        *("the next generation", "刘晖说下次怎么改", "next steps for the cold store"),
        *("the latest machines", "2000元够吗", "网箱多少年拆一次", "2021年以前的冷库"),
    ],
)
def test_what_is_no_scope(lakeside: Answerer, question: str) -> None:
    assert lakeside.interpret(question).scope is None


def test_only_the_forums_that_are_named_answer(lakeside: Answerer) -> None:
    answer = lakeside.answer("2021年的座谈会上怎么说冷库")
    assert {quote.passage.speech.folder for quote in answer.quotes} == {OLD}
    assert answer.scope is not None
    assert answer.scope.text == "2021年的座谈会"
    question = lakeside.interpret("2021年的座谈会上怎么说冷库")
    everywhere = lakeside.reply(question.asked_everywhere())
    assert {quote.passage.speech.folder for quote in everywhere.quotes} > {OLD}


def test_what_others_said_is_told_but_not_shown_as_if_it_were_of_this_forum(
    lakeside: Answerer,
) -> None:
    for question in ("1999年的座谈会上谁说了网箱", "云岭的论坛上谁说了网箱", "2024年网箱拆了没有"):
        answer = lakeside.answer(question)
        assert (answer.status, answer.quotes, answer.beyond) == ("refused", (), (OLD,)), question


def test_a_place_that_is_spoken_of_elsewhere_is_no_scope_there(lakeside: Answerer) -> None:
    assert lakeside.interpret("碧湖三中校长说了什么").speakers == ("欧阳禾",)
    assert lakeside.answer("碧湖三中校长说了什么").status == "answered"


def test_who_did_not_speak_there_is_told_to_have_spoken_elsewhere(lakeside: Answerer) -> None:
    answer = lakeside.answer("梁小满在碧湖的会上说了什么")
    assert (answer.status, answer.quotes, answer.beyond) == ("refused", (), (NEW,))


def test_the_only_forum_may_be_named_and_that_changes_nothing(lakeside: Answerer) -> None:
    alone = lakeside.within([OLD])
    assert alone.answer("2021年的座谈会上怎么说冷库").quotes == alone.answer("怎么说冷库").quotes
    there = alone.answer("2024年的论坛上怎么说冷库")
    assert (there.status, there.quotes, there.beyond) == ("refused", (), (OLD,))


def test_the_clock_is_read_when_a_question_is_asked() -> None:
    assert scope.Scopes.__init__.__defaults__ == (datetime.date.today,)
