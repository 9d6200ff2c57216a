"""What a question asks for, whatever it is about."""

import pytest

from bot.answering.answerer import Answerer

NOTHING = (
    *(
        "谢谢",
        "谢谢啦！！",
        "收到",
        "好的好的",
        "明白了",
        "哈哈哈哈",
        "辛苦了",
        "不对",
        "答非所问",
        "嗯嗯",
    ),
    *("唔該晒", "多謝", "ok", "OKAY", "thanks!", "Thank you so much", "lol", "hahaha", "got it"),
    *("not what i asked", "👍", "🙏🙏", "1", "+1", "？？", "...", "谢谢梁会长"),
)
HELP = (
    *("你好", "在吗", "早上好呀", "hi", "Hello there!", "怎么用", "这个机器人怎么用啊", "你是谁"),
    *(
        "你能干什么？",
        "how do I use you",
        "what can you do",
        "who are you?",
        "help",
        "谢谢，怎么用",
    ),
)
SETTINGS = ("设置", "怎么改设置", "settings", "change the language please")
SAID = (
    *(
        "梁小满同志说了什么",
        "梁小满怎么看",
        "欧阳校长提了什么",
        "梁小满咋说的",
        "what did Ann Whitfield say",
    ),
    *("what does Mr. John Whitfield think", "梁小满"),
)
SPEECH = (
    *(
        "梁小满的全文",
        "把欧阳禾的发言稿发我",
        "欧阳禾发言原文",
        "give me the whole speech of Ann Whitfield",
    ),
    *(
        "Ann Whitfield's speech please",
        "full transcript of John Whitfield",
        "圆桌讨论那场的内容发我看看",
    ),
)
OUTLINE = (
    *(
        "总结一下欧阳禾讲的",
        "梁小满主要讲了哪几点",
        "欧阳禾的要点",
        "summarise Ann Whitfield's speech",
    ),
    *("key points of John Whitfield please",),
)
FACTS = {
    "date": (
        "2021",
        "碧湖那次座谈会",
        "the Saltmarsh forum",
        "这个会几号开的",
        "when was it held",
        "云岭论坛是什么时候办的",
    ),
    "year": ("座谈会是哪一年开的", "what year was the Saltmarsh forum"),
    "place": ("在哪个城市开的会", "where did the forum take place"),
    "publisher": ("哪家报纸登的", "which paper published it"),
    "recorder": ("稿子谁整理的", "which reporter wrote it up"),
    "organiser": ("碧湖那个会谁主办的", "who organised the Saltmarsh forum"),
    "attendance": ("来了多少人", "how many people took part"),
    "guests": ("谁来了", "谁参加了", "who attended"),
    "number": ("一共几个人发言了", "讲了几个人啊", "how many speakers were there"),
    "speakers": ("都有谁发言了", "who spoke", "有哪些人发言", "除了梁渡还有谁发言"),
    "theme": ("会议主题是啥", "what was the theme"),
    "titles": ("list the titles", "有哪些发言题目"),
    "forums": ("有哪些论坛", "which forums are there"),
}
ONWARDS = {
    "others": ("还有谁?", "who else", "其他人呢"),
    "more": ("还有呢", "还说了什么", "what else?"),
}
PASSAGE = (
    *(
        "冷库一年电费多少",
        "学徒什么时候招",
        "谁整理的渔网",
        "好的冷库在哪里买",
        "梁渡的全文里怎么说补贴",
    ),
    *(
        "总结一下梁渡对网箱的看法",
        "where is the cold store",
        "梁小满有什么建议",
        "设置网箱要批准吗",
    ),
    *("3163", "帮助渔民上岸", "谢谢渔民", "who pays for ice", "主题公园", "人才"),
)


def cases(kinds: dict[str, tuple[str, ...]]) -> list[tuple[str, str]]:
    return [(question, kind) for kind, questions in kinds.items() for question in questions]


@pytest.mark.parametrize(
    ("question", "kind"),
    cases(
        {
            "nothing": NOTHING,
            "help": HELP,
            "settings": SETTINGS,
            "said": SAID,
            "speech": SPEECH,
            "outline": OUTLINE,
            "passage": PASSAGE,
            **ONWARDS,
        }
    ),
)
def test_the_kind_of_a_question(lakeside: Answerer, question: str, kind: str) -> None:
    assert lakeside.interpret(question).frame == kind


@pytest.mark.parametrize(("question", "fact"), cases(FACTS))
def test_the_facts_that_are_asked_for(lakeside: Answerer, question: str, fact: str) -> None:
    understood = lakeside.interpret(question)
    assert understood.frame == "facts"
    assert fact in understood.facts


@pytest.mark.parametrize(
    "question",
    [*NOTHING, *HELP, *SETTINGS, *(q for questions in ONWARDS.values() for q in questions)],
)
def test_what_is_no_question_is_never_looked_for(lakeside: Answerer, question: str) -> None:
    answer = lakeside.answer(question)
    assert (answer.status, answer.quotes, answer.closest) == ("refused", (), None)


@pytest.mark.parametrize(
    ("question", "subject"),
    [
        ("各位老师好，打扰一下，请问冷库电费多少呀，谢谢啦🙏", "冷库电费"),
        ("@小助手 你好 麻烦查一下冷库电费 多谢多谢", "冷库电费"),
        ("Good morning everyone, hope you are all well! Quick question: ice", "ice"),
        ("Sorry for my English. Can somebody tell me about ice? Many thanks", "ice"),
    ],
)
def test_courtesy_is_no_part_of_a_subject(lakeside: Answerer, question: str, subject: str) -> None:
    wanted = [group.variants for group in lakeside.interpret(subject).subject]
    assert [group.variants for group in lakeside.interpret(question).subject] == wanted
