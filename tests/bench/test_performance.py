"""The comparison compares like with like: the same passages, and the same ones found best."""

import json
import sys
from itertools import islice

import pytest

from tests.bench.comparison import NAMES, Found
from tests.bench.figures import report
from tests.bench.material import Material
from tests.bench.preparing import make, prepare
from tests.bench.recombined import recombination_of
from tests.bench.tasks import engine_of
from tests.conftest import SHIPPED
from tests.documents import read_corpus

pytestmark = pytest.mark.server

PASSAGES = 30
QUESTIONS = ("哪里要建苗圃示范区", "长者餐厅和时间银行", "what about rentals")


@pytest.fixture(scope="module")
def material(tmp_path_factory: pytest.TempPathFactory) -> Material:
    folder = tmp_path_factory.mktemp("performance")
    questions = folder / "questions.jsonl"
    lines = (json.dumps({"question": question, "expect": None}) for question in QUESTIONS)
    questions.write_text("\n".join(lines), encoding="utf-8")
    made = Material(folder, PASSAGES)
    prepare(made, SHIPPED, questions)
    make(made)
    return made


def test_a_recombined_corpus_is_a_valid_one_with_a_passage_a_paragraph(material: Material) -> None:
    passages = read_corpus(material.corpus).passages()
    texts = islice(recombination_of(read_corpus(SHIPPED)).texts(), PASSAGES)
    assert [passage.text for passage in passages] == list(texts)
    assert len({passage.speech.speaker for passage in passages}) == PASSAGES / 10
    assert len(material.tokens) == PASSAGES


def test_only_questions_in_chinese_are_asked_of_all_engines(material: Material) -> None:
    assert sorted(material.questions) == sorted(QUESTIONS)
    assert len(material.asked) == 2


@pytest.mark.parametrize("name", [name for name in NAMES if name != "bm25s+numba"])
def test_every_engine_finds_the_passages_that_carry_most(
    name: str, material: Material, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "numba", None)  # as bm25s is asked without it
    engine, kept = engine_of(name), material.kept(name)
    kept.mkdir()
    engine.build(material, kept)
    engine.open(material, kept)
    for asked in material.asked:
        wanted = {term.number for term in asked}
        carried = [len(wanted.intersection(numbers.tolist())) for numbers in material.tokens]
        found = engine.search(asked)
        assert carried[found[0]] == max(carried)
        assert all(carried[place] for place in found)


def test_the_report_has_a_row_an_engine_and_says_what_is_not_known() -> None:
    found = [Found("forum-bot", 1000, p50_ms=0.1234), Found("tantivy", 1000, fault="too slow")]
    lines = report(found).splitlines()
    assert "| 1,000 | forum-bot | 0.123 | – | – | – | – | – | – |" in lines
    assert "| 1,000 | tantivy | too slow | – | – | – | – | – | – |" in lines
