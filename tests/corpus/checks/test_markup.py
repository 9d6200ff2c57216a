"""What is left of a web page or of Markdown."""

import pytest

from bot.corpus.checks.markup import leftover_markup
from tests.conftest import WriteCorpus, speech
from tests.corpus.checks.sheets import told


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("<p>甲", "'<p>' is an HTML tag"),
        ("甲<br/>乙", "'<br/>' is an HTML tag"),
        ('<span class="x">甲', "'<span class=\"x\">' is an HTML tag"),
        ("甲<!-- 乙", "'<!--' is an HTML tag"),
        ("甲&nbsp;乙", "'&nbsp;' is an HTML entity"),
        ("A&#x27;s", "'&#x27;' is an HTML entity"),
        ("甲**重点**乙", "'**重点**' is bold type"),
        ("## 小标题", "'## 小标题' is a heading"),
    ],
    ids=["tag", "empty-tag", "attribute", "comment", "entity", "number", "bold", "heading"],
)
def test_markup_in_a_body_is_told_of_with_its_line(
    write_corpus: WriteCorpus, text: str, message: str
) -> None:
    (found,) = told(leftover_markup, speech(f"甲\n\n{text}"), write_corpus)
    assert found.startswith(f"7: {message}, which is shown as it stands; ")


def test_markup_in_a_value_is_told_with_its_key(write_corpus: WriteCorpus) -> None:
    (found,) = told(leftover_markup, speech("甲", role="A&amp;B 主任"), write_corpus)
    assert found.startswith("3: '&amp;' in 'role' is an HTML entity")


@pytest.mark.parametrize(
    "text",
    [
        "a < b, c > d",
        "<刘晖>说",
        "R&D; AT&T; Q&A",
        "5**2 * 3**2",
        "#1 和 #话题",
        "*** 2 ***",
        "__init__",
    ],
    ids=["less", "brackets", "ampersand", "power", "number-sign", "stars", "underscores"],
)
def test_what_only_looks_like_markup_is_left_alone(write_corpus: WriteCorpus, text: str) -> None:
    assert not told(leftover_markup, speech(text), write_corpus)
