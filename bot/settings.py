"""The settings: environment variables, or lines of a `.env` file in the working folder."""

from pathlib import Path
from typing import Annotated, Literal

from platformdirs import user_cache_path, user_data_path
from pydantic import (
    AfterValidator,
    BeforeValidator,
    Field,
    NonNegativeInt,
    PositiveInt,
    SecretStr,
    ValidationError,
)
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict

from bot.errors import SettingsError
from bot.token import TOKEN

_GET_ONE = "ask @BotFather in Telegram for one with /newbot and put it into TELEGRAM_TOKEN"


def _bot_url(url: str) -> str:
    """The Bot API's address up to where the token follows."""
    url = url.rstrip("/")
    return url if url.endswith("/bot") else f"{url}/bot"


def _listed(ids: object) -> object:
    """The ids of a list with commas or spaces in between."""
    return ids.replace(",", " ").split() if isinstance(ids, str) else ids


Ids = Annotated[tuple[int, ...], NoDecode, BeforeValidator(_listed)]
"""Ids of Telegram: those of people are positive, those of groups negative."""


class Settings(BaseSettings):
    """Every setting, each with its default; `.env.example` explains them to people."""

    model_config = SettingsConfigDict(env_file=".env", env_ignore_empty=True, extra="ignore")

    telegram_token: SecretStr | None = None
    telegram_base_url: Annotated[str, AfterValidator(_bot_url)] = "https://api.telegram.org/bot"
    corpus: Path = Path("corpus")
    watch: bool = True
    cache_folder: Path = Field(default_factory=lambda: user_cache_path("forum-bot"))
    data_folder: Path = Field(default_factory=lambda: user_data_path("forum-bot"))
    database_url: SecretStr | None = None
    keep_questions: bool = False
    keep_days: PositiveInt = 90
    admins: Ids = ()
    allowed_chats: Ids = ()
    contact: str | None = None
    longest_wait: PositiveInt = 60
    questions_per_person: NonNegativeInt = 60
    questions_per_chat: NonNegativeInt = 120
    webhook_url: str | None = None
    host: str | None = None
    port: Annotated[int, Field(ge=1, le=65535)] | None = None
    log_level: Literal["DEBUG", "INFO", "WARNING", "ERROR"] = "INFO"
    log_format: Literal["auto", "text", "json"] = "auto"

    def token(self) -> str:
        """The bot's token; raises SettingsError where it is missing or cannot be one."""
        token = self.telegram_token.get_secret_value().strip() if self.telegram_token else ""
        if not token:
            raise SettingsError(f"no Telegram token; {_GET_ONE}")
        if not TOKEN.fullmatch(token):
            raise SettingsError(f"the Telegram token is malformed; {_GET_ONE}")
        return token


def read_settings() -> Settings:
    """Raises SettingsError with the setting that is wrong, never with its value."""
    try:
        return Settings()
    except ValidationError as error:
        faults = (f"{str(fault['loc'][0]).upper()}: {fault['msg']}" for fault in error.errors())
        raise SettingsError("; ".join(faults)) from None
