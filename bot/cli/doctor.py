"""`forum-bot doctor`: finds what keeps the bot from running, and says what to do about it."""

import asyncio
import json
import shutil
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Literal

from yarl import URL

from bot.chat.bot_api.connecting import Account, Route, look_up, proxy_for
from bot.checking.corpus import check_corpus
from bot.cli.corpus import summary
from bot.cli.opening import database_address, semantics_of, server_of
from bot.database.connection import condition
from bot.errors import ForumBotError, SettingsError, Severity, in_one_line, without_token
from bot.settings import Settings, mistyped, private_folder, settings_and_faults

_TIMEOUT_SECONDS = 10.0  # for all requests to Telegram together
_LOW_DISK_MB = 200
_DUMMY_TOKEN = "0:nobody"  # noqa: S105 - Telegram refuses it, but answers
_ACCOUNT = ("privacy mode", "webhook", "inline mode")  # what only Telegram knows

State = Literal["ok", "note", "error", "unknown"]
"""An error keeps the bot from running, a note is good to know."""

Result = tuple[State, str]
"""What a check found, and its message."""


@dataclass(frozen=True, slots=True)
class Finding:
    """The result of one check."""

    name: str
    state: State
    message: str


def doctor(corpus: Path | None, *, as_json: bool) -> int:
    """Prints each finding as soon as it is known; returns 1 if there is an error, else 0."""
    findings = []
    for finding in _findings(corpus):
        message = in_one_line(without_token(finding.message))
        findings.append(Finding(finding.name, finding.state, message))
        if not as_json:
            print(f"{finding.state:<8} {finding.name:<13} {message}", flush=True)
    works = all(finding.state != "error" for finding in findings)
    if as_json:
        report = {"works": works, "findings": [asdict(finding) for finding in findings]}
        print(json.dumps(report, ensure_ascii=False))
    return 0 if works else 1


def _findings(corpus: Path | None) -> Iterator[Finding]:
    settings, faults = settings_and_faults()
    cache, data = private_folder(settings.cache_folder), private_folder(settings.data_folder)
    yield from _settings(settings, faults)
    yield _run("token", _token, settings)
    yield _run("cache folder", _folder, "CACHE_FOLDER", settings.cache_folder, cache)
    yield _run("data folder", _folder, "DATA_FOLDER", settings.data_folder, data)
    yield _run("database", _database, settings)
    yield _run("search index", _server, settings)
    yield _run("semantic", _semantic, settings)
    yield _run("corpus", _corpus, corpus or settings.corpus, cache, settings)
    yield from _telegram(settings)


def _run(name: str, check: Callable[..., Result], *arguments: object) -> Finding:
    """Runs a check; an exception that it raises is reported as an error."""
    try:
        return Finding(name, *check(*arguments))
    except (ForumBotError, OSError) as error:
        return Finding(name, "error", str(error))


def _settings(settings: Settings, faults: list[str]) -> Iterator[Finding]:
    if settings.webhook_url:
        try:
            settings.webhook()
        except SettingsError as error:
            faults = [*faults, str(error)]
    warnings = mistyped()
    yield from (Finding("settings", "error", fault) for fault in faults)
    yield from (Finding("settings", "note", warning) for warning in warnings)
    if not faults and not warnings:
        source = "the environment and .env" if Path(".env").exists() else "the environment; no .env"
        yield Finding("settings", "ok", f"from {source}")


def _token(settings: Settings) -> Result:
    settings.token()
    return "ok", "has the form of one"


def _folder(setting: str, wanted: Path, folder: Path) -> Result:
    if folder != wanted:
        return "note", f"{wanted} cannot be written, and what goes there is lost; set {setting}"
    free = shutil.disk_usage(folder).free // 10**6
    return "ok" if free >= _LOW_DISK_MB else "note", f"{folder}: writable, {free:,} MB free"


def _database(settings: Settings) -> Result:
    return "ok", condition(database_address(settings))


def _server(settings: Settings) -> Result:
    address = server_of(settings)
    if address is None:
        return "ok", "none: the index is on this machine"
    from bot.search.opensearch.building import generations_on  # takes a while to import

    generations = generations_on(address)
    about = generations.server.condition()
    current = generations.current()
    if current is None:
        return "note", f"{about}; no index yet: forum-bot index, or a start, builds it"
    return "ok", f"{about}; {current.name} is answered from"


def _semantic(settings: Settings) -> Result:
    model = semantics_of(settings).model()
    if settings.semantic == "off":
        return "ok", "off: passages are found by their words alone"
    if model is None:
        return "ok", "the extra is not installed: passages are found by their words alone"
    if settings.semantic == "on":
        return "ok", f"on: {model}"
    return "ok", f"auto: {model}, for {settings.semantic_passages:,} passages at most"


def _corpus(corpus: Path, cache: Path, settings: Settings) -> Result:
    try:
        report = check_corpus(corpus, cache, semantics_of(settings))
    except SettingsError:  # already reported as "semantic"
        report = check_corpus(corpus, cache)
    counts = f"{corpus}: {summary(report)}"
    if not report.problems:
        return "ok", counts
    worst = min(report.problems, key=lambda problem: problem.severity is not Severity.ERROR)
    message = f"{counts}; forum-bot check lists them, such as {worst}"
    return "error" if report.errors else "note", message


def _telegram(settings: Settings) -> Iterator[Finding]:
    """Checks the connection to Telegram, and asks for the bot's account."""
    server = URL(settings.telegram_base_url)
    try:
        proxy = proxy_for(server, settings)
    except SettingsError as error:
        yield Finding("proxy", "error", str(error))
        yield from _unknown("telegram", *_ACCOUNT)
    else:
        yield Finding("proxy", "ok", str(proxy.origin()) if proxy else "none")
        yield from _account(Route(server, proxy), settings)


def _account(route: Route, settings: Settings) -> Iterator[Finding]:
    try:
        token = settings.token()
    except SettingsError:
        token = _DUMMY_TOKEN
    try:
        account = asyncio.run(look_up(route, token, _TIMEOUT_SECONDS))
    except ForumBotError as error:
        if isinstance(error, SettingsError) and token == _DUMMY_TOKEN:
            yield Finding("telegram", "ok", f"{route}: answers; the rest needs a token")
        else:
            yield Finding("telegram", "error", str(error))
        yield from _unknown(*_ACCOUNT)
    else:
        name = account.bot.username
        yield Finding("telegram", "ok", f"{route}: knows the bot as @{name}")
        yield Finding("privacy mode", *_privacy(account.bot.can_read_all_group_messages))
        yield Finding("webhook", *_webhook(account, settings))
        if account.bot.supports_inline_queries:
            yield Finding("inline mode", "ok", "on")
        else:
            yield Finding("inline mode", "note", "off; /setinline at @BotFather turns it on")


def _unknown(*names: str) -> Iterator[Finding]:
    return (Finding(name, "unknown", "only Telegram knows") for name in names)


def _privacy(reads_everything: bool | None) -> Result:
    if reads_everything:
        return "ok", "off: all that /settings offers to answer reaches the bot"
    return "note", (
        "on: in groups where the bot is no administrator, only commands and replies reach it,"
        " even if /settings has it answer mentions and questions; to change this, send /setprivacy"
        " to @BotFather, choose Disable, and remove the bot from its groups and add it again"
    )


def _webhook(account: Account, settings: Settings) -> Result:
    webhook = account.webhook
    waiting = f"{webhook.pending_update_count} update(s) waiting"
    if not webhook.url:
        return "ok", f"none: forum-bot run fetches updates; {waiting}"
    host = URL(webhook.url).host
    is_own = bool(settings.webhook_url) and URL(settings.webhook_url or "").host == host
    message = f"Telegram sends updates to {host}; {waiting}"
    if webhook.last_error_message:
        message += f"; the last error, {webhook.last_error_date}: {webhook.last_error_message}"
    if not is_own:
        message += "; forum-bot run removes this webhook before it fetches updates"
    return "ok" if is_own and not webhook.last_error_message else "note", message
