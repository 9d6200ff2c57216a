"""Whose words a question does not want."""

import pytest

from bot.answering.answerer import Answerer


@pytest.mark.parametrize(
    "question",
    [
        *(
            "除了梁渡还有谁讲了休渔",
            "不要梁渡的，休渔怎么说",
            "休渔 别发梁渡的",
            "梁渡以外的人怎么说休渔",
        ),
        *("休渔的事，不算梁渡，还有人说吗", "梁渡说了休渔，还有别人说吗", "休渔梁渡没讲的"),
        *(
            "who else besides 梁渡 talked about the cold store",
            "冷库 except 梁渡",
            "冷库, not 梁渡",
        ),
        *("everyone except Liang Du on apprentices", "apart from 梁渡's words, who mentioned 冷库"),
    ],
)
def test_an_excluded_speaker_is_never_shown(lakeside: Answerer, question: str) -> None:
    understood = lakeside.interpret(question)
    assert (understood.speakers, understood.excluded) == ((), ("梁渡",))
    answer = lakeside.answer(question)
    assert "梁渡" not in {quote.passage.speech.speaker for quote in answer.quotes}


@pytest.mark.parametrize(
    "question",
    [
        *("梁渡没讲过冷库吗", "did 梁渡 not mention 冷库", "除了冷库梁渡还说了什么", "梁渡说休渔"),
        *("休渔是不是梁渡讲的", "不是梁渡讲的休渔吗", "was it not 梁渡 who mentioned 冷库"),
        *("梁渡 did not mention 冷库, did he?", "除了欧阳禾，梁渡讲了什么", "not only 梁渡"),
    ],
)
def test_who_is_asked_of_is_not_excluded(lakeside: Answerer, question: str) -> None:
    assert lakeside.interpret(question).speakers == ("梁渡",)


def test_who_is_excluded_is_not_asked_back_for(lakeside: Answerer) -> None:
    assert "梁渡" not in lakeside.answer("不要梁渡的讲话稿").choices


def test_several_may_be_excluded_and_a_discussion_too(lakeside: Answerer) -> None:
    answer = lakeside.answer("学徒，除了欧阳禾和John Whitfield")
    assert set(answer.excluded) == {"欧阳禾", "John Whitfield"}
    assert [quote.passage.speech.title for quote in answer.quotes] == ["圆桌讨论 谁来上船"]
    assert lakeside.interpret("学徒，圆桌之外别的人怎么看").excluded == ("圆桌讨论 谁来上船",)
