"""Questions that say it in another Chinese word than the speeches."""

from pathlib import Path

import pytest

from bot.answering.answerer import Answerer
from bot.answering.live_corpus import open_corpus
from tests.conftest import FORUM, WriteCorpus, speech


@pytest.fixture(scope="module")
def clinic(tmp_path_factory: pytest.TempPathFactory, cache: Path) -> Answerer:
    folder = tmp_path_factory.mktemp("clinic")
    texts = (
        "养老金每月按时发到卡上，邻县也能领。",
        "镇上的大夫夜里也出诊，路远就骑马。",
        "水库的堤坝要在雨季以前修好。",
        "果园的苹果今年卖得好，合作社有分红。",
    )
    (folder / "valley").mkdir()
    (folder / "valley" / "forum.md").write_text(FORUM, encoding="utf-8")
    for number, text in enumerate(texts):
        page = speech(text, title=f"第{number}篇", speaker=f"王{'甲乙丙丁'[number]}")
        (folder / "valley" / f"{number}.md").write_text(page, encoding="utf-8")
    return open_corpus(folder, cache)


@pytest.mark.parametrize(
    ("question", "said"), [("退休金怎么领", "养老金"), ("医生夜里出诊吗", "大夫")]
)
def test_a_synonym_finds_the_passage_and_is_marked(
    clinic: Answerer, question: str, said: str
) -> None:
    quote = clinic.answer(question).quotes[0]
    assert said in quote.passage.text
    assert any(said in quote.passage.text[start:end] for start, end in quote.highlights)


def test_the_word_itself_counts_for_more(write_corpus: WriteCorpus, cache: Path) -> None:
    pages = {
        "f/forum.md": FORUM,
        "f/1.md": speech("医生都在这里。", title="一", speaker="王甲"),
        "f/2.md": speech("大夫都在这里。", title="二", speaker="王乙"),
    }
    answerer = open_corpus(write_corpus(pages), cache)
    assert "医生" in answerer.rank("医生", 2).quotes[0].passage.text
    assert "大夫" in answerer.rank("大夫", 2).quotes[0].passage.text


def test_what_has_nothing_to_do_with_it_is_still_refused(clinic: Answerer) -> None:
    for question in ("手机怎么贴膜", "足球比赛几点开始", "披萨怎么做"):
        assert clinic.answer(question).status == "refused"


@pytest.mark.parametrize("question", ["物业费收不上来咋办，有人说过没", "物业费收不回来咋办"])
def test_the_ending_of_a_verb_is_no_word_that_nobody_said(forum: Answerer, question: str) -> None:
    answer = forum.answer(question)
    assert answer.status == "answered"
    assert "拒缴物业费" in answer.quotes[0].passage.text


def test_words_that_go_with_anything_say_little_beside_others(
    write_corpus: WriteCorpus, cache: Path
) -> None:
    light = "昨天下午开会，路灯开始坏，灯杆倒了。"
    pages = {
        "reservoir/1.md": speech(light, title="一", speaker="罗大成"),
        "reservoir/2.md": speech("那座水库漏水，坝脚长期泡着水。", title="二", speaker="罗桂芳"),
    }
    answerer = open_corpus(write_corpus({"reservoir/forum.md": FORUM, **pages}), cache)
    said = answerer.rank("昨天下午的水库", 2).quotes
    assert [quote.passage.speech.speaker for quote in said] == ["罗桂芳", "罗大成"]
