"""The bots that tests.bench.chat compares, each run as `python -m tests.bench.bots NAME`.

The forum bot with either request class, and bots that do nothing but say what was said to them.
"""

import os
import sys
from collections.abc import Callable
from typing import Any

from telegram import Update
from telegram.ext import ApplicationBuilder, ContextTypes, MessageHandler, filters
from telegram.request import HTTPXRequest

from bot.chat import application
from bot.chat.addressing import App
from bot.chat.bot_api.transport import Clock, Transport
from bot.cli.main import main

_SUITS_HTTPX = 16
"""Updates at once; with more, a bot over httpx is slower."""


def run_forum_bot() -> None:
    main(["run"])


def run_forum_bot_over_httpx() -> None:
    vars(application)["_AT_ONCE"] = _SUITS_HTTPX
    vars(application)["Transport"] = lambda at_once, *_, **__: HTTPXRequest(at_once)
    main(["run"])


def echo() -> None:
    _repeat(_builder().concurrent_updates(_SUITS_HTTPX).build())


def echo_over_aiohttp() -> None:
    at_once, clock = application._AT_ONCE, Clock()
    builder = _builder().request(Transport(at_once, clock))
    builder = builder.get_updates_request(Transport(1, clock))
    _repeat(builder.concurrent_updates(at_once).build())


BOTS: dict[str, Callable[[], None]] = {
    "forum-bot": run_forum_bot,
    "echo bot": echo,
    "forum-bot over httpx": run_forum_bot_over_httpx,
    "echo bot over aiohttp": echo_over_aiohttp,
}


def _builder() -> "ApplicationBuilder[Any, Any, Any, Any, Any, Any]":
    return (
        ApplicationBuilder()
        .token(os.environ["TELEGRAM_TOKEN"])
        .base_url(os.environ["TELEGRAM_BASE_URL"])
    )


def _repeat(echoing: App) -> None:
    echoing.add_handler(MessageHandler(filters.TEXT, _say_it_again))
    echoing.run_polling(allowed_updates=[Update.MESSAGE])


async def _say_it_again(update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
    assert update.message is not None
    assert update.message.text is not None
    await update.message.reply_text(update.message.text)


if __name__ == "__main__":
    BOTS[sys.argv[1]]()
