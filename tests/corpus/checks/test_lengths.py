"""Values that are far longer than what they are for."""

import pytest

from bot.corpus.checks.lengths import long_values
from tests.conftest import WriteCorpus, speech
from tests.corpus.checks.sheets import told


@pytest.mark.parametrize(
    ("key", "size"), [("speaker", 31), ("role", 151), ("title", 151), ("source", 151)]
)
def test_a_value_that_is_too_long_is_told_of_and_one_shorter_is_not(
    write_corpus: WriteCorpus, key: str, size: int
) -> None:
    fields = {"title": "甲"} | {key: "刘" * size}
    (found,) = told(long_values, speech("甲", **fields), write_corpus)
    line = 2 if key == "title" else 3
    assert found.startswith(f"{line}: '{key}' has {size} characters ('{'刘' * 20}…'); shorten it")
    assert not told(long_values, speech("甲", **fields | {key: "刘" * (size - 1)}), write_corpus)


def test_addresses_may_be_long(write_corpus: WriteCorpus) -> None:
    assert not told(long_values, speech("甲", url=f"https://a.example/{'a' * 999}"), write_corpus)
