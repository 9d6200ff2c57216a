"""Finding passages: by their words, and by who said them and what the speech is called."""

import pytest

from bot.corpus.speech import Source, Speech
from bot.language.terms import Analyzer
from bot.search.index import PostingsIndex
from bot.search.query import TermGroup
from tests.documents import Corpus, Document
from tests.held import held_index

CORPUS = Corpus(
    (
        Document(
            Speech("f/1", "物业管理", Source("会"), "刘晖", "月塘书记"),
            ("开场。", "小区要管好。小区很大。"),
        ),
        Document(
            Speech("f/2", "养老", Source("会"), "聂岚艳", "贺家土书记"),
            ("小区要有食堂。", "老人多。"),
        ),
    )
)


@pytest.fixture(scope="module")
def index(analyzer: Analyzer) -> PostingsIndex:
    return held_index(CORPUS, analyzer)


def found(index: PostingsIndex, *words: str, speakers: tuple[str, ...] = ()) -> list[str]:
    groups = [TermGroup({word: 1.0}) for word in words]
    return [hit.passage.id for hit in index.hits(index.query(groups), speakers)]


def test_the_best_passage_comes_first(index: PostingsIndex) -> None:
    assert found(index, "小区") == ["f/1#2", "f/2#1"]


def test_a_passage_is_found_by_its_title_speaker_and_role(index: PostingsIndex) -> None:
    assert set(found(index, "物业")) == {"f/1#1", "f/1#2"}
    assert set(found(index, "贺家")) == {"f/2#1", "f/2#2"}


def test_only_the_given_speakers_passages_are_found(index: PostingsIndex) -> None:
    assert found(index, "小区", speakers=("聂岚艳",)) == ["f/2#1"]


def test_passages_that_share_nothing_are_not_found(index: PostingsIndex) -> None:
    assert found(index, "火锅") == []
    assert found(index) == []


def test_equal_passages_come_in_the_order_of_the_corpus(analyzer: Analyzer) -> None:
    speeches = (Speech(f"f/{n}", "题", Source("会")) for n in range(9))
    twins = tuple(Document(speech, ("一样的话。",)) for speech in speeches)
    alike = held_index(Corpus(twins), analyzer)
    assert found(alike, "一样") == [f"f/{n}#1" for n in range(9)]
