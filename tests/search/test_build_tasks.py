"""Passages are found by the same terms that a question is turned into."""

from collections import Counter

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.corpus.speech import Piece, Source, Speech
from bot.language.normal import Normaliser
from bot.language.script import HAN, is_han, simplifier
from bot.language.terms import Analyzer, key_of
from bot.search.build_tasks import Run, Tokeniser
from bot.search.postings import OWN
from tests.held import indexed

TEXTS = st.text("房屋出租登記记社会治理，。“” aBé12,3.%\n〇𠀀豈刘晖", max_size=30)


@pytest.fixture(scope="module")
def tokeniser(analyzer: Analyzer) -> Tokeniser:
    return Tokeniser(Normaliser(simplifier()), analyzer)


def counts_in(run: Run, passage: int) -> dict[int, int]:
    terms = np.repeat(np.arange(len(run.keys)), np.diff(run.starts))
    own = run.documents == passage
    return dict(zip(run.keys[terms[own]].tolist(), run.counts[own].tolist(), strict=True))


@settings(deadline=None)
@given(st.lists(st.tuples(TEXTS, TEXTS), max_size=4))
def test_a_run_has_the_terms_of_the_analyzer(
    analyzer: Analyzer, tokeniser: Tokeniser, passages: list[tuple[str, str]]
) -> None:
    pieces = [(Speech("f/1", title, Source("会")), Piece(text, text)) for title, text in passages]
    run, _ = tokeniser.run(pieces)
    for number, (title, text) in enumerate(passages):
        expected: Counter[int] = Counter()
        for term in indexed(analyzer.terms(text)):
            expected[key_of(term)] += OWN
        if title and title not in text:
            expected.update(map(key_of, indexed(analyzer.terms(title))))
        assert counts_in(run, number) == expected
        assert run.lengths[number] == expected.total()


def test_no_passages_make_an_empty_run(tokeniser: Tokeniser) -> None:
    run, _ = tokeniser.run([])
    assert (len(run.keys), len(run.documents), run.starts.tolist()) == (0, 0, [0])


@given(st.text(max_size=20))
def test_chinese_characters_are_those_of_the_regular_expressions(text: str) -> None:
    import re

    text = text.encode("utf-8", "ignore").decode()
    codes = np.array([ord(char) for char in text], np.uint32)
    assert is_han(codes).tolist() == [bool(re.match(f"[{HAN}]", char)) for char in text]


@given(st.lists(st.text(min_size=1, max_size=6), unique=True, max_size=20))
def test_different_terms_have_different_keys(terms: list[str]) -> None:
    terms = [term for term in terms if "\0" not in term and term.isprintable()]
    assert len({key_of(term) for term in terms}) == len(terms)
