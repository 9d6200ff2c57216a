"""`forum-bot doctor`: what keeps the bot from running, and what to do about it."""

import asyncio
import json
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from yarl import URL

from bot.chat.bot_api.connecting import Account, Route, look_up, proxy_for
from bot.checking import check_corpus
from bot.cli.check import summary
from bot.cli.opening import database_address, semantics_of
from bot.database.connection import condition
from bot.errors import ForumBotError, SettingsError, Severity, in_one_line, without_token
from bot.folders import private_folder
from bot.settings import Settings, mistyped, settings_and_faults

_LONGEST_SECONDS = 10.0
"""For all that Telegram is asked."""

_LITTLE_MB = 200

_NOBODY = "0:nobody"
"""A token of no bot, which Telegram refuses, but answers."""

_ACCOUNT = ("privacy mode", "webhook", "inline mode")
"""What only Telegram knows."""


class State(StrEnum):
    """How it is with a thing: an error keeps the bot from running, a note is good to know."""

    OK = "ok"
    NOTE = "note"
    ERROR = "error"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Finding:
    """What was found out about one thing, in a line without a secret."""

    name: str
    state: State
    message: str

    def __str__(self) -> str:
        return f"{self.state:<8} {self.name:<13} {self.message}"

    def as_json(self) -> dict[str, str]:
        return {"name": self.name, "state": self.state, "message": self.message}


Verdict = tuple[State, str]


def doctor(corpus: Path | None, *, as_json: bool) -> int:
    """Prints all findings, each as soon as it is there; returns the exit status."""
    findings = []
    for found in _findings(corpus):
        message = in_one_line(without_token(found.message))
        findings.append(Finding(found.name, found.state, message))
        if not as_json:
            print(findings[-1], flush=True)
    works = all(found.state is not State.ERROR for found in findings)
    if as_json:
        report = {"works": works, "findings": [found.as_json() for found in findings]}
        print(json.dumps(report, ensure_ascii=False))
    return 0 if works else 1


def _findings(corpus: Path | None) -> Iterator[Finding]:
    settings, faults = settings_and_faults()
    cache, data = private_folder(settings.cache_folder), private_folder(settings.data_folder)
    yield from _settings(settings, faults)
    yield _tried("token", _token, settings)
    yield _tried("cache folder", _folder, "CACHE_FOLDER", settings.cache_folder, cache)
    yield _tried("data folder", _folder, "DATA_FOLDER", settings.data_folder, data)
    yield _tried("database", _database, settings)
    yield _tried("semantic", _semantic, settings)
    yield _tried("corpus", _corpus, corpus or settings.corpus, cache, settings)
    yield from _telegram(settings)


def _tried(name: str, check: Callable[..., Verdict], *things: object) -> Finding:
    """What a check finds; what it raises is an error that is found."""
    try:
        return Finding(name, *check(*things))
    except (ForumBotError, OSError) as error:
        return Finding(name, State.ERROR, str(error))


def _settings(settings: Settings, faults: list[str]) -> Iterator[Finding]:
    if settings.webhook_url:
        try:
            settings.webhook()
        except SettingsError as error:
            faults = [*faults, str(error)]
    slips = mistyped()
    yield from (Finding("settings", State.ERROR, fault) for fault in faults)
    yield from (Finding("settings", State.NOTE, slip) for slip in slips)
    if not faults and not slips:
        place = "the environment and .env" if Path(".env").exists() else "the environment; no .env"
        yield Finding("settings", State.OK, f"from {place}")


def _token(settings: Settings) -> Verdict:
    settings.token()
    return State.OK, "has the form of one"


def _folder(setting: str, wanted: Path, folder: Path) -> Verdict:
    if folder != wanted:
        return State.NOTE, f"{wanted} cannot be written, and what goes there is lost; set {setting}"
    free = shutil.disk_usage(folder).free // 10**6
    state = State.OK if free >= _LITTLE_MB else State.NOTE
    return state, f"{folder}: writable, {free:,} MB free"


def _database(settings: Settings) -> Verdict:
    return State.OK, asyncio.run(condition(database_address(settings)))


def _semantic(settings: Settings) -> Verdict:
    model = semantics_of(settings).model()
    if settings.semantic == "off":
        return State.OK, "off: passages are found by their words alone"
    if model is None:
        return State.OK, "the extra is not installed: passages are found by their words alone"
    most = (
        ""
        if settings.semantic == "on"
        else f", for {settings.semantic_passages:,} passages at most"
    )
    return State.OK, f"{settings.semantic}: {model}{most}"


def _corpus(corpus: Path, cache: Path, settings: Settings) -> Verdict:
    try:
        report = check_corpus(corpus, cache, semantics_of(settings))
    except SettingsError:
        report = check_corpus(corpus, cache)  # what is missing is told beside it
    found = f"{corpus}: {summary(report)}"
    if not report.problems:
        return State.OK, found
    worst = min(report.problems, key=lambda problem: problem.severity is not Severity.ERROR)
    state = State.ERROR if report.errors else State.NOTE
    return state, f"{found}; forum-bot check lists them, such as {worst}"


def _telegram(settings: Settings) -> Iterator[Finding]:
    """The way to Telegram, and what it says of the bot."""
    server = URL(settings.telegram_base_url)
    try:
        proxy = proxy_for(server, settings)
    except SettingsError as error:
        yield Finding("proxy", State.ERROR, str(error))
        yield from _unknown("telegram", *_ACCOUNT)
    else:
        yield Finding("proxy", State.OK, str(proxy.origin()) if proxy else "none")
        yield from _account(Route(server, proxy), settings)


def _account(route: Route, settings: Settings) -> Iterator[Finding]:
    try:
        token = settings.token()
    except SettingsError:
        token = _NOBODY
    try:
        account = asyncio.run(look_up(route, token, _LONGEST_SECONDS))
    except ForumBotError as error:
        if isinstance(error, SettingsError) and token == _NOBODY:
            yield Finding("telegram", State.OK, f"{route}: answers; the rest needs a token")
        else:
            yield Finding("telegram", State.ERROR, str(error))
        yield from _unknown(*_ACCOUNT)
    else:
        name = account.bot.username
        yield Finding("telegram", State.OK, f"{route}: knows the bot as @{name}")
        yield Finding("privacy mode", *_privacy(account.bot.can_read_all_group_messages))
        yield Finding("webhook", *_webhook(account, settings))
        yield Finding("inline mode", *_inline(account.bot.supports_inline_queries))


def _unknown(*names: str) -> Iterator[Finding]:
    return (Finding(name, State.UNKNOWN, "Telegram has not told") for name in names)


def _privacy(hears_everything: bool | None) -> Verdict:
    if hears_everything:
        return State.OK, "off: all that /settings offers to answer reaches the bot"
    return State.NOTE, (
        "on: in groups where the bot is no administrator, only commands and replies reach it,"
        " even if /settings has it answer mentions and questions; to change this, send /setprivacy"
        " to @BotFather, choose Disable, and remove the bot from its groups and add it again"
    )


def _webhook(account: Account, settings: Settings) -> Verdict:
    webhook = account.webhook
    waiting = f"{webhook.pending_update_count} update(s) waiting"
    if not webhook.url:
        return State.OK, f"none: forum-bot run fetches updates; {waiting}"
    host = URL(webhook.url).host
    is_own = bool(settings.webhook_url) and URL(settings.webhook_url or "").host == host
    found = f"Telegram sends updates to {host}; {waiting}"
    if webhook.last_error_message:
        found += f"; the last error, {webhook.last_error_date}: {webhook.last_error_message}"
    if not is_own:
        found += "; they can be fetched only when forum-bot run has taken this webhook away"
    return State.OK if is_own and not webhook.last_error_message else State.NOTE, found


def _inline(is_on: bool | None) -> Verdict:
    return (State.OK, "on") if is_on else (State.NOTE, "off; /setinline at @BotFather turns it on")
