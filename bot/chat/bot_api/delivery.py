"""Sends messages through flood limits and network faults, and none of them twice."""

import asyncio
import logging
import re
from collections.abc import Awaitable, Callable
from datetime import timedelta
from functools import partial

from aiohttp import ClientConnectorError, ConnectionTimeoutError, ServerDisconnectedError
from telegram import (
    Bot,
    CallbackQuery,
    InlineQueryResultArticle,
    InputFile,
    InputTextMessageContent,
    Message,
)
from telegram.error import (
    BadRequest,
    ChatMigrated,
    Forbidden,
    NetworkError,
    RetryAfter,
    TelegramError,
    TimedOut,
)
from tenacity import AsyncRetrying, RetryCallState, retry_if_exception, stop_after_delay
from tenacity.wait import wait_exponential

from bot.chat.bot_api.dispatching import stepping_aside
from bot.chat.messages.post import Post

log = logging.getLogger(__name__)

_PATIENCE_SECONDS = 900.0
"""For how long to retry where the network, or Telegram, is down."""

_LONGEST_FLOOD_WAIT = 120.0
_UNSENT = (ClientConnectorError, ConnectionTimeoutError, ServerDisconnectedError)
_NOT_MODIFIED = "not modified"
_GONE = ("message to edit not found", "message can't be edited")
"""What Telegram says of a message that shows the same already, and of one that was deleted."""

_CLOSED = re.compile(
    "topic_(closed|deleted)|chat_(restricted|write_forbidden|(guest_)?send_([a-z]+_)?forbidden)"
    "|(not enough|have no) rights to send|need administrator rights",
    re.IGNORECASE,  # python-telegram-bot writes them in its own way
)
"""What Telegram says where a chat, or a topic, takes no messages of the bot, or none of a kind."""

_TOO_LATE = "query is too old"

_backoff = wait_exponential(multiplier=0.25, max=15)


async def reply(message: Message, post: Post) -> Message | None:
    """Replies to a message, in its topic; None where the chat is closed to the bot."""
    return await _unless_closed(_send(message.get_bot(), message.reply_text, post))


async def say(bot: Bot, chat_id: int, post: Post, *, quiet: bool = False) -> Message | None:
    """Sends a message that is no reply, a `quiet` one without sound.

    None where the chat is closed to the bot.
    """
    send = partial(bot.send_message, chat_id, disable_notification=quiet)
    return await _unless_closed(_send(bot, send, post))


async def send_file(message: Message, content: bytes, name: str) -> None:
    """Replies with a file, unless the chat is closed to the bot."""
    await _unless_closed(_patience()(message.reply_document, InputFile(content, name)))


async def _send(bot: Bot, send: Callable[..., Awaitable[Message]], post: Post) -> Message:
    options = {"text": post.markup.html, "reply_markup": post.keyboard}
    try:
        return await _patience()(send, **options)
    except ChatMigrated as moved:
        return await _patience()(bot.send_message, moved.new_chat_id, **options)


async def _unless_closed(sending: Awaitable[Message]) -> Message | None:
    try:
        return await sending
    except (BadRequest, Forbidden) as error:
        if not _is_closed(error):
            raise
        log.info("a message was not wanted: %s", error.message)
        return None


def _is_closed(error: TelegramError) -> bool:
    """Whether nothing can be said in a chat, not even that something went wrong."""
    return isinstance(error, Forbidden) or _CLOSED.search(error.message) is not None


async def edit(bot: Bot, chat_id: int, message_id: int, post: Post) -> bool:
    """Replaces the content of a message of the bot; False where somebody has deleted it."""
    text, keyboard = post.markup.html, post.keyboard
    try:
        await _patience()(bot.edit_message_text, text, chat_id, message_id, reply_markup=keyboard)
    except (ChatMigrated, Forbidden) as error:
        log.info("a message can no longer be changed: %s", error.message)
        return False
    except BadRequest as error:
        if error.message.lower().startswith(_GONE) or _is_closed(error):
            return False
        if _NOT_MODIFIED not in error.message:  # two people may have pressed the same button
            raise
    return True


async def react(message: Message, emoji: str | None) -> bool:
    """Sets or removes the bot's reaction to a message; False where the chat allows none."""
    try:
        await _patience()(message.set_reaction, emoji)
    except (BadRequest, ChatMigrated, Forbidden) as error:
        log.info("no reaction can be put on a message: %s", error.message)
        return False
    return True


async def notify(query: CallbackQuery, text: str = "", *, is_alert: bool = False) -> None:
    """Acknowledges a press of a button, with a notice that only its user sees, for a moment.

    What the button does is done without it too, so a fault is only logged.
    """
    try:
        await query.answer(text or None, show_alert=is_alert)
    except TelegramError as error:
        level = logging.DEBUG if is_too_late(error) else logging.WARNING
        log.log(level, "no notice: %s", error.message)


async def refuse(query: CallbackQuery, text: str) -> None:
    """Says that a button does not do what it says, in a notice that stays until it is closed."""
    await notify(query, text, is_alert=True)


def is_too_late(error: TelegramError) -> bool:
    """Whether the user had waited too long, or typed on."""
    return isinstance(error, BadRequest) and error.message.lower().startswith(_TOO_LATE)


async def answer_as_guest(message: Message, title: str, post: Post) -> None:
    """Answers a message of a chat without the bot as a member; the title is not shown there."""
    content = InputTextMessageContent(post.markup.html)
    article = InlineQueryResultArticle("answer", title, content, reply_markup=post.keyboard)
    await _patience()(message.answer_guest_query, article)


def _patience() -> AsyncRetrying:
    return AsyncRetrying(
        retry=retry_if_exception(_may_repeat),
        wait=pause,
        sleep=_wait_aside,
        stop=stop_after_delay(_PATIENCE_SECONDS),
        reraise=True,
    )


async def _wait_aside(seconds: float) -> None:
    async with stepping_aside():
        await asyncio.sleep(seconds)


def _may_repeat(error: BaseException) -> bool:
    """Whether a message was certainly not sent; a time-out may come after it was."""
    if isinstance(error, RetryAfter):
        return _flood_wait(error) <= _LONGEST_FLOOD_WAIT
    if not isinstance(error, NetworkError) or isinstance(error, BadRequest):
        return False
    answered_with_a_fault = error.__cause__ is None and not isinstance(error, TimedOut)
    return answered_with_a_fault or isinstance(error.__cause__, _UNSENT)


def pause(state: RetryCallState) -> float:
    """Seconds until the next try: as many as Telegram says, else more each time."""
    error = state.outcome.exception() if state.outcome else None
    return _flood_wait(error) if isinstance(error, RetryAfter) else _backoff(state)


def _flood_wait(error: RetryAfter) -> float:
    """Seconds that Telegram asks to wait; PTB_TIMEDELTA changes the type of the attribute."""
    wait = error.retry_after
    return wait.total_seconds() if isinstance(wait, timedelta) else wait
