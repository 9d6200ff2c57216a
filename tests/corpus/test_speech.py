"""Passages of a speech know their place in it."""

from bot.corpus.speech import Source, Speech, people_of
from bot.corpus.splitting import LONGEST
from tests.documents import Document

SPEECH = Speech("f/01", "题", Source("会"))


def test_a_paragraph_is_a_passage_counted_from_one() -> None:
    passages = Document(SPEECH, ("甲", "乙")).passages()
    assert [(p.id, p.number, p.total, p.text) for p in passages] == [
        ("f/01#1", 1, 2, "甲"),
        ("f/01#2", 2, 2, "乙"),
    ]


def test_the_pieces_of_a_long_paragraph_remember_how_it_opens() -> None:
    paragraph = "开头这一句。" + "后面还有很多话要说。" * (LONGEST // 10)
    first, second, *_ = Document(SPEECH, (paragraph,)).pieces()
    assert first.text.startswith("开头这一句。")
    assert not second.text.startswith("开头")
    assert second.opening == first.text


def test_people_are_known_by_all_their_speeches() -> None:
    speeches = [
        SPEECH,
        Speech("f/02", "题", Source("会"), "刘晖", "书记", ("老刘",)),
        Speech("f/03", "题", Source("会"), "聂岚艳"),
        Speech("f/04", "题", Source("会"), "刘晖", "主任", ("老刘", "刘书记")),
    ]
    assert [(p.name, p.aliases, p.roles) for p in people_of(speeches)] == [
        ("刘晖", ("老刘", "刘书记"), ("书记", "主任")),
        ("聂岚艳", (), ()),
    ]
