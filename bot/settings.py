"""The settings, from the environment or a `.env` file, and the folders that they name."""

import getpass
import logging
import os
import re
import tempfile
from difflib import get_close_matches
from ipaddress import ip_address
from pathlib import Path
from typing import Annotated, Any, Literal

from dotenv.parser import Binding, parse_stream
from platformdirs import user_cache_path, user_data_path
from pydantic import (
    AfterValidator,
    BeforeValidator,
    Field,
    NonNegativeInt,
    SecretStr,
    ValidationError,
)
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict
from xxhash import xxh3_64_hexdigest
from yarl import URL

from bot.errors import TOKEN, SettingsError

log = logging.getLogger(__name__)

_FILE = ".env"
_TELEGRAM = "https://api.telegram.org/bot"
_WEBHOOK_PORTS = (443, 80, 88, 8443)
_NEEDED = "set it to the https address under which Telegram reaches this bot"
_LONGEST_DAYS, _LONGEST_MINUTES = 36_500, 525_600
_ALIKE = 0.75
"""The least similarity, from 0 to 1, of a name in the file and the setting that it may mean."""
_TELLING = 5
"""Letters that a setting needs for names one slip away not to be other programs' names."""

_GET_ONE = "ask @BotFather in Telegram for one with /newbot and put it into TELEGRAM_TOKEN"


def _bot_url(url: str) -> str:
    """Returns the Bot API's address up to the token; raises ValueError for no address."""
    if not re.match("https?://.", url) or not URL(url).host:
        raise ValueError(f"no address; write it as {_TELEGRAM}")
    url = url.rstrip("/")
    return url if url.endswith("/bot") else f"{url}/bot"


def _index_name(prefix: str) -> str:
    """Returns what may begin the name of an index; raises ValueError for anything else."""
    if not re.fullmatch(r"[a-z0-9][a-z0-9_-]{0,99}", prefix):
        raise ValueError("use lower-case letters, digits, - and _, up to a hundred of them")
    return prefix


Ids = Annotated[
    tuple[int, ...],
    NoDecode,
    BeforeValidator(lambda ids: ids.replace(",", " ").split() if isinstance(ids, str) else ids),
]
"""Telegram's ids, with commas or spaces between: positive for people, negative for groups."""


class Settings(BaseSettings):
    """All settings with their defaults; `.env.example` explains them."""

    model_config = SettingsConfigDict(env_file=_FILE, env_ignore_empty=True, extra="ignore")

    telegram_token: SecretStr | None = None
    telegram_base_url: Annotated[str, AfterValidator(_bot_url)] = _TELEGRAM
    https_proxy: SecretStr | None = None
    http_proxy: SecretStr | None = None
    all_proxy: SecretStr | None = None
    no_proxy: str | None = None
    corpus: Path = Path("corpus")
    watch: bool = True
    search_url: SecretStr | None = None
    search_user: str | None = None
    search_password: SecretStr | None = None
    search_ca: Path | None = None
    search_prefix: Annotated[str, AfterValidator(_index_name)] = "forum-bot"
    semantic: Literal["auto", "on", "off"] = "auto"
    semantic_passages: NonNegativeInt = 5000
    cache_folder: Path = Field(default_factory=lambda: user_cache_path("forum-bot"))
    data_folder: Path = Field(default_factory=lambda: user_data_path("forum-bot"))
    database_url: SecretStr | None = None
    keep_questions: bool = False
    keep_days: Annotated[int, Field(ge=1, le=_LONGEST_DAYS)] = 90
    admins: Ids = ()
    allowed_chats: Ids = ()
    contact: str | None = None
    longest_wait: Annotated[int, Field(ge=1, le=_LONGEST_MINUTES)] = 60
    questions_per_person: NonNegativeInt = 60
    questions_per_chat: NonNegativeInt = 120
    webhook_url: str | None = None
    host: str | None = None
    port: Annotated[int, Field(ge=1, le=65535)] | None = None
    log_level: Literal["DEBUG", "INFO", "WARNING", "ERROR"] = "INFO"
    log_format: Literal["auto", "text", "json"] = "auto"

    def token(self) -> str:
        """Returns the bot's token; raises SettingsError where it is missing or malformed."""
        token = self.telegram_token.get_secret_value().strip() if self.telegram_token else ""
        if not token:
            raise SettingsError(f"no Telegram token; {_GET_ONE}")
        if not TOKEN.fullmatch(token):
            raise SettingsError(f"the Telegram token is malformed; {_GET_ONE}")
        return token

    def webhook(self) -> str:
        """Returns the address under which Telegram reaches the bot.

        Raises SettingsError for one that Telegram would not accept. A Bot API server of one's own
        also accepts addresses on its machine or network.
        """
        address = self.webhook_url
        if not address:
            raise SettingsError(f"no WEBHOOK_URL; {_NEEDED}")
        try:
            url = URL(address)
            port = url.port
        except ValueError:
            raise SettingsError(f"WEBHOOK_URL is no address; {_NEEDED}") from None
        if not url.host or url.query_string or url.fragment or re.search(r"\s|[?#]", address):
            raise SettingsError(f"WEBHOOK_URL must hold neither a query nor blanks; {_NEEDED}")
        if self.telegram_base_url != _TELEGRAM and _is_near(url.host):
            return address
        if url.scheme != "https":
            raise SettingsError(f"WEBHOOK_URL does not begin with https://; {_NEEDED}")
        if port not in _WEBHOOK_PORTS:
            ports = ", ".join(map(str, _WEBHOOK_PORTS))
            raise SettingsError(f"WEBHOOK_URL: Telegram sends to the ports {ports}, not to {port}")
        return address


def _is_near(host: str) -> bool:
    """Whether a host is this machine, or in a private network."""
    try:
        return ip_address(host).is_private
    except ValueError:
        return host == "localhost"


def mistyped() -> list[str]:
    """Warns of likely slips in the names of settings, and of lines that are not read.

    In the file, which has little else in it, any name near to a setting counts; in the environment,
    which is full of other programs' names, only one that is a single slip away.
    """
    names = [name.upper() for name in Settings.model_fields]
    lines = _lines()
    likely = {
        f"{line.key} in {_FILE}": get_close_matches(line.key.upper(), names, 1, _ALIKE)
        for line in lines
        if line.key and line.key.upper() not in names
    }
    likely |= {
        name: [setting for setting in names if _is_one_slip(name.upper(), setting)]
        for name in sorted(os.environ)
        if name.upper() not in names
    }
    unreadable = (line.original.line for line in lines if line.error)
    return [
        *(f"line {number} of {_FILE} is not read; write it as NAME=value" for number in unreadable),
        *(f"{name} is no setting; is it {near[0]}?" for name, near in likely.items() if near),
    ]


def _lines() -> list[Binding]:
    """Parses the file, if it is one that can be read twice, which a pipe cannot."""
    if not Path(_FILE).is_file():
        return []
    try:
        with Path(_FILE).open(encoding="utf-8") as file:
            return list(parse_stream(file))
    except (OSError, UnicodeDecodeError):
        return []


def _is_one_slip(typed: str, name: str) -> bool:
    """Whether one letter is missing, wrong, one too many, or swapped with the next."""
    if typed == name or len(name) < _TELLING:
        return False
    differs = (at for at, (a, b) in enumerate(zip(typed, name, strict=False)) if a != b)
    same = next(differs, min(len(typed), len(name)))
    one, other = typed[same:], name[same:]
    return one[1:] in (other, other[1:]) or one == other[1:] or one[1::-1] + one[2:] == other


def read_settings() -> Settings:
    """Reads the settings; raises SettingsError with the names of wrong ones, never with values."""
    settings, faults = settings_and_faults()
    if faults:
        raise SettingsError("; ".join(faults))
    return settings


def settings_and_faults(**given: Any) -> tuple[Settings, list[str]]:
    """Reads the settings, with defaults in place of wrong ones, and what is wrong with these."""
    try:
        return Settings(**given), []
    except OSError as error:
        fault = f"{_FILE}: {error.strerror}"
    except UnicodeDecodeError:
        fault = f"{_FILE} is not UTF-8; save it in UTF-8"
    except ValidationError as error:
        faults = {
            str(each["loc"][0]): each["msg"].removeprefix("Value error, ")
            for each in error.errors()
        }
        fields = Settings.model_fields
        defaults = {name: fields[name].get_default(call_default_factory=True) for name in faults}
        settings = Settings(**given, **defaults)
        return settings, [f"{name.upper()}: {message}" for name, message in faults.items()]
    settings, others = settings_and_faults(_env_file=None)
    return settings, [fault, *others]


def private_folder(path: Path) -> Path:
    """Makes a folder with mode 0700; falls back to a temporary one, the same each time."""
    try:
        return _private(path)
    except OSError as error:
        return substitute(path, error)


def substitute(path: Path, error: OSError) -> Path:
    """Makes a temporary folder to use instead of one in which nothing can be kept."""
    user = os.getuid() if hasattr(os, "getuid") else getpass.getuser()  # Windows has no numbers
    name = f"forum-bot-{user}-{xxh3_64_hexdigest(str(path).encode())}"
    other = Path(tempfile.gettempdir(), name)
    try:
        _private(other)
        if other.is_symlink() or (hasattr(os, "getuid") and other.stat().st_uid != user):
            raise PermissionError
    except OSError:  # somebody else has it, or nothing can be kept there either
        other = Path(tempfile.mkdtemp(prefix="forum-bot-"))
    fault = f"nothing can be kept in {path} ({error.strerror})"
    log.warning("%s; using %s, which may be lost", fault, other)
    return other


def _private(path: Path) -> Path:
    """Makes a private folder; raises OSError where it is another user's, or takes no file."""
    path.mkdir(mode=0o700, parents=True, exist_ok=True)
    path.chmod(0o700)
    with tempfile.TemporaryFile(dir=path):
        return path
