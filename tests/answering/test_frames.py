"""Answers to what is asked besides passages: speeches, facts, several questions, much talk."""

import pytest

from bot.answering.answerer import Answerer


def shown(lakeside: Answerer, question: str) -> list[str]:
    return [quote.passage.id for quote in lakeside.answer(question).quotes]


def test_what_somebody_said_is_told_from_its_beginning_the_newest_first(lakeside: Answerer) -> None:
    assert shown(lakeside, "梁渡说了什么") == [
        "lakeside-2024/01#1",
        "lakeside-2024/01#2",
        "lakeside-2021/01#1",
    ]
    assert shown(lakeside, "what did the harbour master say")[0] == "harbour-2022/01#1"


def test_a_whole_speech_has_all_its_passages(lakeside: Answerer) -> None:
    assert shown(lakeside, "欧阳禾的全文") == ["lakeside-2021/02#1", "lakeside-2021/02#2"]
    assert len(shown(lakeside, "梁渡的发言稿")) == 4
    assert shown(lakeside, "圆桌讨论那场的内容") == [
        "lakeside-2024/03-圆桌#1",
        "lakeside-2024/03-圆桌#2",
    ]


@pytest.mark.parametrize(
    ("question", "frame"),
    [
        ("收到，我转给老板了", "nothing"),
        ("lol that made my day", "nothing"),
        ("好的，冷库电费", "passage"),
        ("thanks, and ice", "passage"),
        ("谢谢，请发欧阳禾的全文", "speech"),
        ("OK, now show me Ann Whitfield's speech", "speech"),
        ("key points of John Whitfield? my boss is waiting", "outline"),
    ],
)
def test_what_begins_as_chatter_is_a_question_if_the_speeches_answer_it(
    lakeside: Answerer, question: str, frame: str
) -> None:
    answer = lakeside.answer(question)
    assert (answer.frame, answer.status == "refused") == (frame, frame == "nothing")


def test_a_speech_of_nobody_or_of_several_is_asked_back_for(lakeside: Answerer) -> None:
    assert set(lakeside.answer("key points of the Whitfield speech thx").choices) == {
        "Ann Whitfield",
        "John Whitfield",
    }
    assert lakeside.answer("全文").status == "clarify"


def test_the_rest_of_a_question_settles_an_unclear_name(lakeside: Answerer) -> None:
    assert lakeside.answer("what did Whitfield say about ice").speakers == ("Ann Whitfield",)


@pytest.mark.parametrize(
    ("question", "told"),
    [
        ("碧湖座谈会哪天开的", "2021年4月9日"),
        ("碧湖座谈会谁主办的", "渔业协会主办"),
        ("碧湖座谈会是哪家报纸登的", "碧湖日报"),
        ("碧湖座谈会的稿子谁整理的", "何小舟"),
        ("碧湖座谈会来了多少人", "八十名渔民参加"),
        ("碧湖座谈会一共几个人发言", "2 人发言"),
        ("碧湖座谈会都有谁发言，除了梁渡", "欧阳禾"),
        ("碧湖座谈会的主题是什么", "留住一湖鱼"),
        ("云岭论坛在哪里办的", "云岭市图书馆"),
        ("list the titles of the Saltmarsh speeches", "Ice and a roof"),
        ("who organised the Saltmarsh forum", "Harbour Board"),
        ("which forums are there", "Saltmarsh Harbour Forum 2022: Open Water (14 September 2022)"),
    ],
)
def test_a_fact_is_told_from_the_front_matter_or_the_note(
    lakeside: Answerer, question: str, told: str
) -> None:
    answer = lakeside.answer(question)
    assert told in answer.facts_text
    assert answer.quotes[0].passage.speech.id.endswith("/forum")
    assert answer.as_json()["facts"] == answer.facts_text


def test_a_fact_that_nothing_tells_is_said_to_be_unknown(
    lakeside: Answerer, forum: Answerer
) -> None:
    answer = lakeside.answer("云岭论坛谁主办的")
    assert (answer.status, answer.quotes) == ("refused", ())
    assert [fact.key for fact in answer.facts] == ["fact-unknown"]
    assert "没有写年份" in forum.answer("座谈会是哪一年开的").facts_text


def test_each_of_two_questions_is_answered(lakeside: Answerer) -> None:
    for question in ("网箱怎么办，冷库一年电费多少", "what about ice, and how much is a trawler"):
        assert len({passage.partition("#")[0] for passage in shown(lakeside, question)[:3]}) > 1
    assert {"lakeside-2021/01#2", "lakeside-2021/02#1"} <= set(
        shown(lakeside, "网箱怎么办，冷库一年电费多少")
    )


def test_what_surrounds_the_clause_that_asks_does_not_lead_to_a_refusal(lakeside: Answerer) -> None:
    question = (
        "我舅舅住在外地的小镇，前几天搬家把腰扭了，医生让他躺着，他闲得慌老打电话给我聊钓鱼的事，"
        "休渔期渔民靠补贴怎么过日子，后来我们又聊到买房和孩子上学"
    )
    assert "lakeside-2021/01#1" in shown(lakeside, question)


def test_a_passage_that_almost_answers_is_given_as_the_closest(lakeside: Answerer) -> None:
    answers = [
        lakeside.answer(f"冷库{word}") for word in ("保险费怎么算", "的屋顶漏水怎么修", "招聘")
    ]
    refused = [answer for answer in answers if answer.status == "refused"]
    assert all(answer.quotes == () and answer.hits == () for answer in refused)
