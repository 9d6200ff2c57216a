"""The settings, and the file that explains them."""

from pathlib import Path

import pytest

from bot.errors import SettingsError
from bot.settings import Settings, read_settings
from tests.conftest import ROOT

TOKEN = "123456789:AAFakeFakeFakeFakeFakeFakeFakeFakeFak"


@pytest.fixture(autouse=True)
def elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Keeps the settings of whoever runs the tests out of them."""
    monkeypatch.chdir(tmp_path)
    for name in Settings.model_fields:
        monkeypatch.delenv(name.upper(), raising=False)


def test_the_example_file_lists_every_setting_with_its_default() -> None:
    lines = (ROOT / ".env.example").read_text(encoding="utf-8").splitlines()
    listed = dict(line.lstrip("# ").split("=", 1) for line in lines if "=" in line)
    assert list(listed) == [name.upper() for name in Settings.model_fields]
    defaults = Settings()
    for name, field in Settings.model_fields.items():
        if field.default_factory is None:
            default = getattr(defaults, name)
            assert listed[name.upper()] == ("" if default in (None, ()) else str(default))


def test_an_unchanged_copy_of_the_example_file_is_valid(tmp_path: Path) -> None:
    defaults = Settings()
    (tmp_path / ".env").write_bytes((ROOT / ".env.example").read_bytes())
    assert read_settings() == defaults


def test_the_token_shows_in_no_representation(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TELEGRAM_TOKEN", TOKEN)
    settings = read_settings()
    assert settings.token() == TOKEN
    assert TOKEN not in f"{settings!r} {settings} {settings.model_dump()}"


@pytest.mark.parametrize("token", ["", "  ", "abc", "123456789:short", f"{TOKEN} {TOKEN}"])
def test_a_missing_or_malformed_token_tells_where_to_get_one(
    token: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TELEGRAM_TOKEN", token)
    with pytest.raises(SettingsError, match="@BotFather") as error:
        read_settings().token()
    assert TOKEN not in str(error.value)


def test_a_wrong_value_names_its_setting(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LOG_LEVEL", "LOUD")
    with pytest.raises(SettingsError, match="LOG_LEVEL"):
        read_settings()


@pytest.mark.parametrize("listed", ["-1001,42", "-1001 42", " -1001, 42 ,"])
def test_ids_are_listed_with_commas_or_spaces(listed: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ALLOWED_CHATS", listed)
    assert read_settings().allowed_chats == (-1001, 42)


@pytest.mark.parametrize(
    ("name", "value"), [("ADMINS", "@ann"), ("KEEP_DAYS", "0"), ("LONGEST_WAIT", "soon")]
)
def test_what_is_no_number_names_its_setting(
    name: str, value: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(name, value)
    with pytest.raises(SettingsError, match=name):
        read_settings()


@pytest.mark.parametrize(
    "url", ["http://localhost:8081", "http://localhost:8081/", "http://localhost:8081/bot"]
)
def test_the_address_of_a_bot_api_server_is_taken_with_or_without_its_path(
    url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TELEGRAM_BASE_URL", url)
    assert read_settings().telegram_base_url == "http://localhost:8081/bot"
