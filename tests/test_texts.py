"""The sentences people read exist in both languages, with the same blanks to fill in."""

import pytest
from fluent.syntax import FluentParser, ast
from fluent.syntax.visitor import Visitor

from bot.texts import LANGUAGES, texts_in
from tests.conftest import ROOT


class Blanks(Visitor):
    def __init__(self) -> None:
        self.names: set[str] = set()

    def visit_VariableReference(self, node: ast.VariableReference) -> None:  # noqa: N802
        self.names.add(node.id.name)


def messages(language: str) -> dict[str, set[str]]:
    """The keys of a locale file, with the names of each one's blanks."""
    text = (ROOT / f"bot/locales/{language}.ftl").read_text(encoding="utf-8")
    found = {}
    for entry in FluentParser().parse(text).body:
        assert not isinstance(entry, ast.Junk), entry.content
        if isinstance(entry, ast.Message):
            blanks = Blanks()
            blanks.visit(entry)
            found[entry.id.name] = blanks.names
    return found


def test_both_languages_have_the_same_keys_and_blanks() -> None:
    zh, en = map(messages, LANGUAGES)
    assert zh == en


def test_every_sentence_is_used() -> None:
    source = "\n".join(path.read_text(encoding="utf-8") for path in (ROOT / "bot").rglob("*.py"))
    for key in messages("en"):
        assert f'"{key}"' in source or key.startswith("command-"), key


def test_a_language_that_is_not_there_is_served_in_english() -> None:
    assert texts_in("fr")("refused") == texts_in("en")("refused")


def test_markup_in_a_value_stays_as_it_is() -> None:
    assert "{ $x } <b>" in texts_in("en")("refused-speakers", speakers="{ $x } <b>")


def test_an_unknown_key_is_an_error() -> None:
    with pytest.raises(LookupError):
        texts_in("en")("no-such-key")
