"""The panel of settings: each of its buttons leads somewhere, and values are known ones."""

import pytest

from bot.chat.messages.panel import PANEL, changed, menu, overview, summary
from bot.corpus.speech import Forum
from bot.database.chats import DEFAULTS, ChatSettings
from bot.texts import Texts, texts_in
from tests.bot_api import parse_html
from tests.chat.messages.test_answer import assert_valid

ZH, EN = texts_in("zh"), texts_in("en")
FORUMS = [Forum(f"论坛-{n}-" + "长" * 60, "座谈会" * 40, "2026", n) for n in range(60)]


@pytest.mark.parametrize("texts", [ZH, EN], ids=["zh", "en"])
def test_every_choice_can_be_made_and_is_ticked_then(texts: Texts) -> None:
    panel = overview(DEFAULTS, FORUMS, texts, private=False, deaf=True)
    assert_valid(panel)
    names = [str(row[0].callback_data).removeprefix(PANEL) for row in panel.rows[:-1]]
    assert names == ["answers_to", "language", "passages", "quiet", "forums"]
    for name in names:
        choices = menu(name, DEFAULTS, FORUMS, texts)
        assert choices is not None
        assert_valid(choices)
        for row in choices.rows[:-1]:
            value = str(row[0].callback_data).partition("=")[2]
            settings = changed(DEFAULTS, name, value, FORUMS)
            assert settings is not None
            after = menu(name, settings, FORUMS, texts)
            assert after is not None
            (again,) = [r[0] for r in after.rows if r[0].callback_data == row[0].callback_data]
            assert again.text.startswith("✓ ")


@pytest.mark.parametrize(
    ("name", "value"),
    [("passages", "9"), ("passages", ""), ("answers_to", "all"), ("forums", "x"), ("nothing", "1")],
)
def test_a_value_that_there_is_not_changes_nothing(name: str, value: str) -> None:
    assert changed(DEFAULTS, name, value, FORUMS) is None


def test_forums_are_added_and_taken_out_and_those_that_are_gone_forgotten() -> None:
    listed = menu("forums", DEFAULTS, FORUMS, EN)
    assert listed is not None
    first, second = (str(row[0].callback_data).partition("=")[2] for row in listed.rows[1:3])
    settings = changed(ChatSettings(forums=("gone",)), "forums", second, FORUMS)
    assert settings is not None
    assert settings.forums == (FORUMS[1].name,)
    settings = changed(settings, "forums", first, FORUMS)
    assert settings is not None
    assert settings.forums == (FORUMS[0].name, FORUMS[1].name)
    settings = changed(settings, "forums", second, FORUMS)
    assert settings is not None
    assert settings.forums == (FORUMS[0].name,)


@pytest.mark.parametrize(
    ("texts", "language", "passages"),
    [(EN, "Language: English", "Passages per answer: 3"), (ZH, "语言：English", "每次显示段数：3")],
    ids=["en", "zh"],
)
def test_a_button_shows_the_value_of_its_setting(
    texts: Texts, language: str, passages: str
) -> None:
    settings = ChatSettings(language="en")
    panel = overview(settings, FORUMS[:1], texts, private=True, deaf=False)
    assert [row[0].text for row in panel.rows[:-1]] == [language, passages]
    assert language not in panel.markup.html
    closed = summary(settings, FORUMS[:1], texts, private=True)
    assert parse_html(closed.markup.html).text.endswith(f"\n\n{language}\n{passages}")


def test_numbers_of_passages_are_in_a_row() -> None:
    listed = menu("passages", DEFAULTS, FORUMS, EN)
    assert listed is not None
    assert [button.text for button in listed.rows[0]] == ["1", "2", "✓ 3", "4", "5"]
