"""Sentence vectors: what means the same is near, in both languages; and whether they are used."""

from concurrent.futures import ThreadPoolExecutor

import numpy as np
import pytest

from bot.errors import SettingsError
from bot.language import encoder
from bot.language.encoder import DIMENSIONS, Semantics, installed_model, vectors_of
from tests.extras import needs_semantic

TEXTS = ["老人需要食堂。", "Elderly people need a canteen.", "The highway was closed.", ""]


@needs_semantic
def test_a_text_is_a_unit_vector() -> None:
    vectors = vectors_of(TEXTS)
    assert vectors.dtype == np.float32
    assert vectors.shape == (len(TEXTS), DIMENSIONS)
    assert np.allclose(np.linalg.norm(vectors, axis=1), 1, atol=1e-4)


@needs_semantic
def test_no_texts_are_no_vectors() -> None:
    assert len(vectors_of([])) == 0


@needs_semantic
def test_a_translation_is_nearer_than_what_means_something_else() -> None:
    chinese, english, other, _ = vectors_of(TEXTS)
    assert chinese @ english > 0.5 > chinese @ other


@needs_semantic
def test_a_text_has_the_same_vector_in_any_company() -> None:
    together = vectors_of(TEXTS)
    alone = np.concatenate([vectors_of([text]) for text in TEXTS])
    assert np.allclose(together, alone, atol=1e-4)


@needs_semantic
def test_several_threads_may_encode_at_the_same_time() -> None:
    expected = vectors_of(TEXTS)
    with ThreadPoolExecutor(4) as threads:
        for found in threads.map(vectors_of, [TEXTS] * 8):
            assert np.allclose(found, expected, atol=1e-4)


@needs_semantic
def test_what_follows_after_very_much_text_does_not_count() -> None:
    one, other = vectors_of(["种树。" * 400, "种树。" * 4000])
    assert np.allclose(one, other)


@pytest.mark.parametrize(
    ("semantics", "expected"),
    [
        (Semantics("off", 10), None),
        (Semantics("auto", 10), "a model"),
        (Semantics("auto", 9), None),
        (Semantics("on", 0), "a model"),
    ],
    ids=["off", "few-enough", "too-many", "on"],
)
def test_a_setting_says_for_how_many_passages_there_are_vectors(
    semantics: Semantics, expected: str | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(encoder, "installed_model", lambda: "a model")
    assert semantics.model_for(10) == expected


def test_without_the_extra_there_are_none(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(encoder, "_MODULE", "no_such_module")
    assert installed_model() is None
    assert Semantics("auto", 10).model_for(1) is None
    with pytest.raises(SettingsError, match=r"pip install 'forum-bot\[semantic\]'"):
        Semantics("on").model()


def test_a_module_of_no_known_version_is_not_used(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(encoder, "_MODULE", "json")
    monkeypatch.setattr(encoder, "_PACKAGE", "no-such-package")
    assert installed_model() is None
