"""What an index is about: in memory and mapped alike, whole and of some forums alone."""

import re
from pathlib import Path

import pytest

from bot.corpus.speech import Forum, Speech
from bot.search.contents import Contents, passage_at, reference_to, short_id
from bot.search.saved import open_saved
from bot.search.saved_contents import SavedContents
from tests.conftest import FORUM, SHIPPED, WriteCorpus, speech
from tests.documents import read_corpus
from tests.held import HeldContents

FILES = {
    "a/forum.md": "---\ntitle: 第一届\ndate: 2021年5月\n---\n\n编者的话。\n",
    "a/01.md": speech("出租房要登记。\n\n老人要有食堂。", title="甲", speaker="刘晖"),
    "a/02.md": speech("能人强乡兴村。", title="乙", speaker="聂岚艳"),
    "b/forum.md": FORUM,
    "b/01.md": speech("没有名字的一篇。", title="丙"),
    "c/forum.md": "---\ntitle: 第三届\n---\n",
    "c/01.md": speech("村里要修路。\n\n也要种树。", title="丁", speaker="付铁琪"),
    "c/02.md": speech("小区要管好。", title="戊", speaker="刘晖"),
}


@pytest.fixture(params=["held", "mapped"])
def contents(request: pytest.FixtureRequest, write_corpus: WriteCorpus, cache: Path) -> Contents:
    folder = write_corpus(FILES)
    if request.param == "held":
        corpus = read_corpus(folder)
        return HeldContents(corpus.speeches, corpus.passages())
    return SavedContents(open_saved(folder, cache))


def titles(speeches: object) -> str:
    return "".join(each.title for each in speeches)  # type: ignore[attr-defined]


def test_forums_are_listed_in_order_with_how_many_spoke(contents: Contents) -> None:
    assert list(contents.forums) == [
        Forum("a", "第一届", "2021年5月", 2),
        Forum("b", "座谈会", None, 0),
        Forum("c", "第三届", None, 2),
    ]


def test_a_forum_has_the_date_of_its_note_whatever_a_speech_says(
    write_corpus: WriteCorpus, cache: Path
) -> None:
    folder = write_corpus(
        {
            "f/forum.md": "---\ntitle: 会\ndate: 5月1日至2日\n---\n",
            "f/1.md": speech("种树。", date="5月1日"),
        }
    )
    mapped = SavedContents(open_saved(folder, cache))
    assert mapped.forums == (Forum("f", "会", "5月1日至2日", 0),)


def test_a_forum_has_what_its_note_states_and_none_of_what_a_speech_does(
    write_corpus: WriteCorpus, cache: Path
) -> None:
    note = "---\ntitle: 会\nplace: 株洲\nsource: 日报\nurl: http://a.example\n---\n"
    other = {"place": "长沙", "source": "晚报", "url": "http://b.example"}
    folder = write_corpus(
        {
            "f/forum.md": note,
            "f/1.md": speech("种树。", **other),
            "g/forum.md": FORUM,
            "g/1.md": speech("修路。", **other),
        }
    )
    mapped = SavedContents(open_saved(folder, cache))
    assert mapped.forums == (
        Forum("f", "会", None, 0, "日报", "http://a.example", "株洲"),
        Forum("g", "座谈会", None, 0),
    )
    assert [each.source.place for each in mapped.speeches] == ["长沙", "长沙"]


def test_the_note_of_a_forum_is_found_by_the_forums_name(contents: Contents) -> None:
    assert [passage.text for passage in contents.passages_of("a/forum")] == ["编者的话。"]
    assert list(contents.passages_of("b/forum")) == [], "its note says nothing"
    assert [passage.text for passage in contents.within(["a"]).passages_of("a/forum")]


def test_a_selection_holds_what_belongs_to_its_forums(contents: Contents) -> None:
    some = contents.within(["c", "a"])
    assert [forum.name for forum in some.forums] == ["a", "c"]
    assert titles(some.speeches) == "第一届甲乙丁戊"
    assert titles(some.spoken) == "甲乙丁戊"
    assert [person.name for person in some.people] == ["刘晖", "聂岚艳", "付铁琪"]
    own = [passage for passage in contents.passages if passage.speech.folder != "b"]
    assert list(some.passages) == own
    assert [some.passages[at].text for at in some.places_of(["刘晖"])] == [
        "出租房要登记。",
        "老人要有食堂。",
        "小区要管好。",
    ]


def test_people_of_a_selection_come_in_its_own_order(contents: Contents) -> None:
    assert [person.name for person in contents.within(["c"]).people] == ["付铁琪", "刘晖"]
    assert [person.name for person in contents.within(["b"]).people] == []


def test_a_selection_gives_only_its_own_speeches_passages(contents: Contents) -> None:
    some = contents.within({"c"})
    assert [passage.id for passage in some.passages_of("c/01")] == ["c/01#1", "c/01#2"]
    assert list(some.passages_of("a/01")) == []
    (other, *_) = contents.speeches
    assert list(some.passages_by_handle(short_id(other))) == []


def test_a_selection_of_a_selection_is_what_both_hold(contents: Contents) -> None:
    some = contents.within(["b", "c"])
    assert [forum.name for forum in some.within(["a", "c"]).forums] == ["c"]


def test_a_selection_of_unknown_forums_is_empty(contents: Contents) -> None:
    none = contents.within(["gone"])
    sizes = (none.speeches, none.spoken, none.passages, none.people, none.forums)
    assert list(map(len, sizes)) == [0] * 5
    assert list(none.places_of(["刘晖"])) == []


def test_a_speech_is_found_by_its_handle(contents: Contents) -> None:
    for each in contents.speeches:
        handle = short_id(each)
        assert re.fullmatch("[A-Za-z0-9_-]{1,64}", handle)
        assert list(contents.passages_by_handle(handle)) == list(contents.passages_of(each.id))


@pytest.mark.parametrize(
    "handle",
    ["", "xyz", "0" * 15, "0" * 16, "f" * 17, "FFFFFFFFFFFFFFFF", "-000000000000001", "１" * 16],
)
def test_a_handle_of_no_speech_finds_nothing(contents: Contents, handle: str) -> None:
    assert list(contents.passages_by_handle(handle)) == []


def test_a_handle_depends_on_nothing_but_where_the_speech_is() -> None:
    (one, *_) = (each for each in read_corpus(SHIPPED).speeches if each.speaker == "刘晖")
    assert short_id(one) == short_id(Speech(one.id, "", one.source)) == "ad5bf6b4f332abbf"


def test_a_passage_is_found_by_its_words_in_the_speech_it_was_in(contents: Contents) -> None:
    for each in contents.passages:
        assert passage_at(contents, reference_to(each)) == each
        assert passage_at(contents.within([each.speech.folder]), reference_to(each)) == each


def test_a_passage_is_found_by_its_words_elsewhere_in_its_forum_alone(contents: Contents) -> None:
    (first, *_) = contents.passages_of("c/01")
    words = reference_to(first).rpartition("@")[2]
    assert passage_at(contents, f"c/99@{words}") == first
    assert passage_at(contents, f"a/01@{words}") is None
    assert passage_at(contents.within(["a"]), f"c/99@{words}") is None
    assert passage_at(contents, f"c/01@{'0' * 16}") is None
