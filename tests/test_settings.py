"""The settings, the file that explains them, and the folders that they name."""

import stat
from pathlib import Path

import pytest

from bot.errors import SettingsError
from bot.settings import Settings, mistyped, private_folder, read_settings, settings_and_faults
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


@pytest.mark.parametrize("address", ["", "foo", "https://", "ftp://localhost", "http://[/bot"])
def test_a_bot_api_server_without_an_address_names_its_setting(address: str) -> None:
    Path(".env").write_text(f"TELEGRAM_BASE_URL='{address}'\nKEEP_DAYS=x", encoding="utf-8")
    with pytest.raises(SettingsError, match="KEEP_DAYS") as error:
        read_settings()
    assert ("TELEGRAM_BASE_URL" in str(error.value)) == bool(address)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("TELEGRAM_BOT_TOKEN", "TELEGRAM_TOKEN"),
        ("telegram_tokn", "TELEGRAM_TOKEN"),
        ("ADMIN", "ADMINS"),
        ("LOGLEVEL", "LOG_LEVEL"),
        ("HOSTS", "HOST"),
        ("KEEP_QUESTION", "KEEP_QUESTIONS"),
    ],
)
def test_a_name_in_the_file_that_is_near_to_a_setting_is_warned_of(typed: str, meant: str) -> None:
    Path(".env").write_text(f"{typed}=secret\nCONTACT=me", encoding="utf-8")
    assert mistyped() == [f"{typed} in .env is no setting; is it {meant}?"]


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("TELEGRAM_TOKENS", "TELEGRAM_TOKEN"),
        ("TELEGRAM_TOKN", "TELEGRAM_TOKEN"),
        ("TELEGRAM_TOKEM", "TELEGRAM_TOKEN"),
        ("TELEGRAM_TOEKN", "TELEGRAM_TOKEN"),
        ("ETLEGRAM_TOKEN", "TELEGRAM_TOKEN"),
        ("LOG_LEVLE", "LOG_LEVEL"),
        ("ADMIN", "ADMINS"),
        ("HTTPS_PROXI", "HTTPS_PROXY"),
        ("HTTPSPROXY", "HTTPS_PROXY"),
    ],
)
def test_a_name_in_the_environment_that_is_one_slip_off_is_warned_of(
    typed: str, meant: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(typed, "secret")
    assert mistyped() == [f"{typed} is no setting; is it {meant}?"]


@pytest.mark.parametrize("name", [*Settings.model_fields])
def test_the_names_of_settings_are_not_warned_of(
    name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    Path(".env").write_text(f"{name}=\n{name.upper()}=", encoding="utf-8")
    monkeypatch.setenv(name.upper(), "")
    assert mistyped() == []


@pytest.mark.parametrize(
    "name", ["TELEGRAM_BOT_TOKEN", "PATH", "HOSTS", "PORTS", "POST", "FTP_PROXY", "DATABASE_NAME"]
)
def test_names_of_other_programs_in_the_environment_are_not_warned_of(
    name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(name, "x")
    assert mistyped() == []


@pytest.mark.parametrize("name", ["POSTGRES_PASSWORD", "TZ", "COMPOSE_PROJECT_NAME"])
def test_names_of_other_programs_in_the_file_are_not_warned_of(name: str) -> None:
    Path(".env").write_text(f"{name}=x", encoding="utf-8")
    assert mistyped() == []


def test_a_line_that_is_not_read_is_warned_of_without_what_stands_there() -> None:
    Path(".env").write_text(f"# token\nTELEGRAM_TOKEN {TOKEN}\nCONTACT=me", encoding="utf-8")
    assert mistyped() == ["line 2 of .env is not read; write it as NAME=value"]


def test_a_file_that_is_not_utf_8_is_a_fault_and_the_environment_counts(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    Path(".env").write_bytes("CONTACT=我".encode("gbk"))
    monkeypatch.setenv("CONTACT", "@me")
    assert mistyped() == []
    settings, faults = settings_and_faults()
    assert settings.contact == "@me"
    assert faults == [".env is not UTF-8; save it in UTF-8"]


def test_what_is_wrong_has_its_default_beside_what_is_right() -> None:
    Path(".env").write_text("KEEP_DAYS=soon\nADMINS=a,b\nPORT=80", encoding="utf-8")
    settings, faults = settings_and_faults()
    assert (settings.keep_days, settings.admins, settings.port) == (90, (), 80)
    assert [fault.partition(":")[0] for fault in faults] == ["KEEP_DAYS", "ADMINS"]


@pytest.fixture
def unwritable(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder that cannot be made, as root may write anywhere else."""
    (tmp_path / "file").touch()
    (tmp_path / "temporary").mkdir()
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path / "temporary"))
    return tmp_path / "file" / "folder"


def test_a_folder_that_cannot_be_had_has_the_same_one_in_its_place_each_time(
    unwritable: Path, caplog: pytest.LogCaptureFixture
) -> None:
    first, again = private_folder(unwritable), private_folder(unwritable)
    assert first == again != private_folder(unwritable.with_name("other"))
    assert stat.S_IMODE(first.stat().st_mode) == 0o700
    assert f"nothing can be kept in {unwritable} (Not a directory)" in caplog.messages[0]
    assert str(first) in caplog.messages[0]


def test_nothing_is_kept_where_somebody_else_leads_to(unwritable: Path) -> None:
    planted = private_folder(unwritable)
    planted.rmdir()
    (planted.parent / "theirs").mkdir()
    planted.symlink_to(planted.parent / "theirs")
    assert private_folder(unwritable) != planted
    assert not list((planted.parent / "theirs").iterdir())
