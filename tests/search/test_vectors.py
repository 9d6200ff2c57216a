"""The vectors of an index: made with it, taken over, and left alone where they are not wanted."""

import shutil
from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np
import pytest

from bot.language import encoder
from bot.language.encoder import Semantics, vectors_of
from bot.language.segmentation import Segmenter
from bot.search import vectors
from bot.search.index import Hit, PostingsIndex
from bot.search.opening import postings_index
from bot.search.query import TermGroup
from bot.search.saved import open_saved
from bot.search.vectors import MODEL, Encoded, Similarity, read_vectors, small
from bot.storage import Bundle
from tests.conftest import FORUM, WriteCorpus, speech
from tests.extras import needs_semantic

pytestmark = needs_semantic

AUTO = Semantics("auto", 1000)
OFF = Semantics()

CANTEEN = "社区要给老人办食堂。中午送饭上门。"
BUS = "公共汽车要多开几班。"
TREES = "山上要多种树。"
FILES = {
    "a/forum.md": FORUM,
    "a/01.md": speech(f"{CANTEEN}\n\n{BUS}", speaker="刘晖"),
    "b/forum.md": "---\ntitle: 第二届\n---\n",
    "b/01.md": speech(TREES, speaker="聂岚艳"),
    "b/02.md": speech(f"学校要修操场。\n\n{BUS}", speaker="付铁琪"),
}
ENGLISH = "Meals for the elderly"


@pytest.fixture
def kept(cache: Path, tmp_path: Path) -> Path:
    """A folder of indices, in which the dictionary is there already."""
    return _with_dictionary(cache, tmp_path / "kept")


@pytest.fixture
def another(cache: Path, tmp_path: Path) -> Path:
    return _with_dictionary(cache, tmp_path / "another")


def _with_dictionary(cache: Path, folder: Path) -> Path:
    Segmenter(cache)
    for words in cache.glob("words-*"):
        shutil.copytree(words, folder / words.name)
    return folder


@pytest.fixture
def made(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The passages that are encoded, as they are."""
    found: list[str] = []
    real = vectors.encoded

    def noting(texts: Sequence[str]) -> Encoded:
        found.extend(texts)
        return real(texts)

    monkeypatch.setattr(vectors, "encoded", noting)
    return found


Only = dict[str, list[str]]
KEYS = ("speakers", "forums", "excluded")
Opened = Callable[..., Bundle]


@pytest.fixture
def opened(write_corpus: WriteCorpus, kept: Path) -> Opened:
    def opened(files: dict[str, str], semantics: Semantics = AUTO) -> Bundle:
        return open_saved(write_corpus(files), kept, semantics=semantics)

    return opened


def arrays(bundle: Bundle) -> dict[str, bytes]:
    names = (vectors.PASSAGES, vectors.SENTENCES, vectors.STARTS, vectors.CHINESE)
    return {name: bundle.array(name).tobytes() for name in names}


def test_an_index_holds_a_vector_for_each_passage_and_each_sentence(opened: Opened) -> None:
    bundle = opened(FILES)
    assert bundle.array(vectors.PASSAGES).shape == (5, encoder.DIMENSIONS)
    assert bundle.array(vectors.STARTS).tolist() == [0, 2, 3, 4, 5, 6]
    assert bundle.array(vectors.SENTENCES).dtype == np.int8
    assert bundle.array(vectors.CHINESE).all()


def test_similarities_are_those_of_the_exact_vectors(opened: Opened) -> None:
    mapped = read_vectors(opened(FILES), AUTO)
    assert mapped is not None
    question, passage = vectors_of([ENGLISH, CANTEEN])
    found = mapped.similarities(question, np.array([0]))
    assert found[0][0] == pytest.approx(question @ passage, abs=0.01)
    exact = vectors_of(["社区要给老人办食堂。", "中午送饭上门。"]) @ question
    assert found[1][0] == pytest.approx(exact.max(), abs=0.01)


def test_small_vectors_point_the_same_way() -> None:
    exact = vectors_of([CANTEEN, BUS])
    near = small(exact).astype(np.float32)
    near /= np.linalg.norm(near, axis=1, keepdims=True)
    assert ((near * exact).sum(axis=1) > 0.999).all()


def test_only_new_passages_are_encoded(
    write_corpus: WriteCorpus, another: Path, opened: Opened, made: list[str]
) -> None:
    opened(FILES)
    made.clear()
    longer = {**FILES, "a/01.md": FILES["a/01.md"] + "\n新的一段。还有一句。\n"}
    grown = opened(longer)
    assert made == ["新的一段。还有一句。"]
    scratch = open_saved(write_corpus(longer), another, semantics=AUTO)
    assert len(made) == 7
    assert arrays(grown) == arrays(scratch)


def test_an_index_made_without_vectors_gets_them_when_they_are_wanted(
    opened: Opened, made: list[str]
) -> None:
    plain = opened(FILES, OFF)
    assert MODEL not in plain.info
    assert read_vectors(plain, AUTO) is None
    assert not made
    assert read_vectors(opened(FILES), AUTO) is not None
    assert len(made) == 5
    opened(FILES)
    assert len(made) == 5


def test_vectors_that_are_not_wanted_are_ignored(opened: Opened) -> None:
    bundle = opened(FILES)
    assert read_vectors(bundle, OFF) is None
    assert read_vectors(bundle, Semantics("auto", 4)) is None
    assert found(postings_index(bundle), "食堂")[0].similarity is None


def test_another_version_of_the_model_encodes_all_again(
    opened: Opened, made: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    opened(FILES)
    made.clear()
    with monkeypatch.context() as patch:
        patch.setattr(encoder, "installed_model", lambda: "another 1.0")
        newer = opened(FILES)
    assert newer.info[MODEL] == "another 1.0"
    assert len(made) == 5
    assert read_vectors(newer, AUTO) is None, "those of another model do not compare"


@pytest.mark.server
def test_several_processes_make_the_same_vectors(
    write_corpus: WriteCorpus, another: Path, opened: Opened, monkeypatch: pytest.MonkeyPatch
) -> None:
    plain = arrays(opened(FILES))
    monkeypatch.setattr(vectors, "_MUCH", 0)
    monkeypatch.setattr(vectors, "_PORTION", 2)
    steps: list[tuple[int, int]] = []
    folder = write_corpus(FILES)
    bundle = open_saved(folder, another, lambda *step: steps.append(step), AUTO)
    assert arrays(bundle) == plain
    size = len("".join([CANTEEN, BUS, TREES, "学校要修操场。", BUS]).encode())
    assert [total for _, total in steps[-3:]] == [size] * 3
    assert steps[-1][0] == size


def found(
    index: PostingsIndex, word: str, limit: int = 10, asked: str = "", only: Only | None = None
) -> list[Hit]:
    query = index.query([TermGroup({word: 1.0})])
    speakers, forums, excluded = ((only or {}).get(key, []) for key in KEYS)
    return index.hits(query, speakers, limit, forums, excluded, asked)


@pytest.fixture
def index(opened: Opened) -> PostingsIndex:
    return postings_index(opened(FILES), AUTO)


def test_a_passage_is_found_without_a_word_of_the_question(index: PostingsIndex) -> None:
    assert found(index, "meal") == []
    best = found(index, "meal", asked=ENGLISH)[0]
    assert best.passage.text == CANTEEN
    assert best.similarity is not None
    assert best.similarity.sentence >= best.similarity.passage > 0.2


def test_what_is_nearer_comes_first_of_what_has_the_words(index: PostingsIndex) -> None:
    assert [hit.passage.speech.id for hit in found(index, "几班")] == ["a/01", "b/02"]
    hits = found(index, "要", asked="Plant more trees")
    assert hits[0].passage.text == TREES
    assert [hit.score for hit in hits] == sorted((hit.score for hit in hits), reverse=True)


def test_hits_have_similarities_only_if_these_are_looked_at(index: PostingsIndex) -> None:
    assert all(hit.similarity is None for hit in found(index, "食堂"))
    assert all(isinstance(hit.similarity, Similarity) for hit in found(index, "食堂", asked="食堂"))
    assert index.of(["刘晖"], 1)[0].similarity is None


@pytest.mark.parametrize(
    ("only", "expected"),
    [
        ({"speakers": ["刘晖"]}, {"a/01"}),
        ({"forums": ["b"]}, {"b/01", "b/02"}),
        ({"excluded": ["刘晖", "聂岚艳"]}, {"b/02"}),
        ({"speakers": ["刘晖"], "forums": ["b"]}, set()),
    ],
    ids=["speakers", "forums", "excluded", "none"],
)
def test_speakers_forums_and_the_excluded_hold(
    only: Only, expected: set[str], index: PostingsIndex
) -> None:
    hits = found(index, "食堂", asked=ENGLISH, only=only)
    assert {hit.passage.speech.id for hit in hits} == expected


def test_no_more_are_given_than_are_asked_for(index: PostingsIndex) -> None:
    assert len(found(index, "要", limit=2, asked=ENGLISH)) == 2


def test_the_same_words_are_equally_good(index: PostingsIndex) -> None:
    words = {hit.place: hit.score for hit in found(index, "几班")}
    one, other = (hit for hit in found(index, "几班", asked="More buses") if hit.place in words)
    assert one.similarity == pytest.approx(other.similarity, abs=1e-6), "as far as BLAS tells them"
    assert one.score - other.score == pytest.approx(words[one.place] - words[other.place], abs=1e-3)
