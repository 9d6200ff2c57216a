"""Passages on a search server are found, ranked and judged as those on this machine are."""

import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.answering.answerer import Answerer
from bot.answering.live_corpus import open_corpus
from bot.errors import SearchError
from bot.search import postings
from bot.search.contents import openings_of, passage_at, reference_to
from bot.search.index import Hit, PassageIndex
from bot.search.opening import IndexTask, open_index, postings_index, read_index
from bot.search.opensearch import server_index
from bot.search.opensearch.address import ServerAddress
from bot.search.opensearch.server import connected
from bot.search.opensearch.stored_passages import StoredPassage
from bot.search.query import TermGroup
from bot.search.ranking import share
from bot.search.saved import open_saved
from bot.search.vocabulary import FEW
from tests.conftest import FORUM, ROOT, SHIPPED, WriteCorpus, speech

pytestmark = pytest.mark.server

QUESTIONS = ("people.jsonl", "unclear.jsonl", "questions.jsonl", "work-chat.jsonl")
TERMS = "树路灯水桥田村镇井渠林果"


def asked(folder: Path, *names: str) -> list[str]:
    lines = (line for name in names for line in (folder / name).read_text("utf-8").splitlines())
    return [json.loads(line)["question"] for line in lines][::2]


def said(answerer: Answerer, text: str) -> dict[str, Any]:
    """All that an answer says, and what it knows of its passages."""
    question = answerer.interpret(text)
    answer = answerer.reply(question, others=True)
    return answer.as_json() | {
        "elapsed_ms": 0,
        "sure": answerer.unprompted_confidence(question, answer),
        "hits": [(hit.place, round(hit.score, 6)) for hit in (*answer.hits, *answer.others)],
        "beyond": answer.beyond,
    }


@pytest.mark.parametrize(
    ("corpus", "names"),
    [
        (SHIPPED, QUESTIONS),
        (ROOT / "tests/data/education/corpus", ("questions.jsonl", "scope.jsonl")),
        (ROOT / "tests/data/english/corpus", ("questions.jsonl",)),
    ],
    ids=["shipped", "forums", "english"],
)
def test_answers_are_the_same(
    corpus: Path, names: tuple[str, ...], cache: Path, address: ServerAddress
) -> None:
    here, there = open_corpus(corpus, cache), open_corpus(corpus, cache, server=address)
    folder = ROOT / "tests/data" if corpus == SHIPPED else corpus.parent
    for text in asked(folder, *names):
        assert said(there, text) == said(here, text), text


@pytest.fixture(params=[0, FEW], ids=["estimated", "counted"])
def made(
    request: pytest.FixtureRequest,
    tmp_path: Path,
    cache: Path,
    address: ServerAddress,
    monkeypatch: pytest.MonkeyPatch,
) -> list[PassageIndex]:
    """Indices of the same several hundred passages, on this machine and on the server.

    How many documents have a group of terms is estimated as in a large corpus, or counted.
    """
    monkeypatch.setattr(postings, "FEW", request.param)
    chance = np.random.default_rng(20)
    shares = 1 / np.arange(1, len(TERMS) + 1)
    folder = tmp_path / "made"
    for forum in "甲", "乙":
        (folder / forum).mkdir(parents=True)
        (folder / forum / "forum.md").write_text(FORUM, "utf-8")
        for number in range(12):
            sizes = chance.integers(1, 40, 20)
            drawn = (chance.choice(list(TERMS), n, p=shares / shares.sum()) for n in sizes)
            body = "\n\n".join("，".join(words) + "。" for words in drawn)
            fields = {"speaker": f"{'张李王'[number % 3]}{'三四五'[number % 3]}"}
            text = speech(body, **(fields if number % 4 else {}), title=f"第{number}讲")
            (folder / forum / f"{number:02d}.md").write_text(text, "utf-8")
    task = IndexTask(folder, cache, server=address)
    return [
        postings_index(open_saved(folder, cache)),
        read_index(open_index(task), server=address),
    ]


GROUPS = st.builds(
    TermGroup,
    st.dictionaries(
        st.sampled_from(TERMS), st.sampled_from([1.0, 0.8, 0.3]), min_size=1, max_size=4
    ),
    st.sampled_from([1.0, 0.5]),
)
NAMES = st.lists(st.sampled_from(["张三", "李四", "第0讲", "无人"]), max_size=2)


def test_passages_are_ranked_and_judged_alike(
    made: list[PassageIndex], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(server_index, "_RECALLED", 5)  # so that more are recalled now and then

    @settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
    @given(
        st.lists(GROUPS, max_size=5),
        st.none() | GROUPS,
        st.lists(GROUPS, max_size=2),
        NAMES,
        st.sampled_from([(), ("甲",), ("乙", "丙")]),
        NAMES,
        st.integers(1, 12),
    )
    def alike(
        groups: list[TermGroup],
        wanted: TermGroup | None,
        beside: list[TermGroup],
        speakers: list[str],
        forums: tuple[str, ...],
        excluded: list[str],
        limit: int,
    ) -> None:
        figures: list[list[object]] = []
        for index in made:
            query = index.query(groups, wanted, beside)
            hits = index.hits(query, speakers, limit, forums, excluded)
            figures.append([(*figures_of(hit), share(query, hit.terms)) for hit in hits])
            words = [query.words_carried(hit.terms) for hit in hits]
            figures.append([repr(each) for each in words])
        here, there = figures[:2], figures[2:]
        assert there == here

    def figures_of(hit: Hit) -> tuple[int, float, str]:
        return hit.place, round(hit.score, 6), hit.passage.text

    alike()


def test_the_contents_are_the_same(made: list[PassageIndex]) -> None:
    here, there = (index.contents for index in made)
    assert list(there.passages) == list(here.passages)
    assert there.passages[7:9] == here.passages[7:9]
    assert openings_of(there, "张三") == openings_of(here, "张三")
    hits = [[hit.passage for hit in index.of(["李四"], 5, ["乙"])] for index in made]
    assert hits[0] == hits[1]
    reference = reference_to(here.passages[30])
    assert passage_at(there, reference) == here.passages[30]


def test_a_passage_that_was_not_searched_knows_its_terms(made: list[PassageIndex]) -> None:
    counted = []
    for index in made:
        (hit,) = index.of(["张三"], 1)
        numbers = index.query([TermGroup(dict.fromkeys([*TERMS, "无"], 1.0))]).terms[0].numbers
        counted.append((list(hit.terms.counts(numbers)), round(hit.terms.norm, 9)))
    assert counted[0] == counted[1]


def test_the_same_passage_twice_in_a_speech_is_two(
    write_corpus: WriteCorpus, cache: Path, address: ServerAddress
) -> None:
    folder = write_corpus({"会/forum.md": FORUM, "会/1.md": speech("要种树。\n\n要种树。")})
    index = read_index(open_index(IndexTask(folder, cache, server=address)), server=address)
    hits = index.hits(index.query([TermGroup({"树": 1.0})]))
    assert [hit.passage.id for hit in hits] == ["会/1#1", "会/1#2"]


def test_what_another_copy_repeats_is_found_once(
    made: list[PassageIndex], monkeypatch: pytest.MonkeyPatch
) -> None:
    _, there = made
    monkeypatch.setattr(server_index, "_RECALLED", 5)
    search, pages = server_index.StoredPassages.search, []

    def repeating(
        self: server_index.StoredPassages, body: dict[str, object], size: int, copy: str = ""
    ) -> tuple[list[int], list[StoredPassage], list[float]]:
        pages.append(body["from"])
        return search(self, body | {"from": 0}, size, copy)  # begins anew each time

    monkeypatch.setattr(server_index.StoredPassages, "search", repeating)
    query = there.query([TermGroup(dict.fromkeys(TERMS, 1.0))])  # of which the bounds are loose
    places = [hit.place for hit in there.hits(query, limit=3)]
    assert len(pages) > 1
    assert len(places) == len(set(places)) == 3


def test_a_part_of_the_passages_is_no_answer(
    made: list[PassageIndex], address: ServerAddress, monkeypatch: pytest.MonkeyPatch
) -> None:
    _, there = made
    server = connected(address)
    request = server.request

    def partial(*arguments: object, **options: object) -> object:
        found = request(*arguments, **options)  # type: ignore[arg-type]
        found["_shards"] |= {"failed": 1, "successful": 0}
        return found

    monkeypatch.setattr(server, "request", partial)
    with pytest.raises(SearchError, match="only a part"):
        there.hits(there.query([TermGroup({"树": 1.0})]))
