"""Sends replies through flood limits and faults of the network, and none of them twice."""

import logging

from aiohttp import ClientConnectorError, ConnectionTimeoutError, ServerDisconnectedError
from telegram import (
    InlineKeyboardMarkup,
    InlineQueryResultArticle,
    InputTextMessageContent,
    Message,
)
from telegram.error import BadRequest, ChatMigrated, Forbidden, NetworkError, RetryAfter, TimedOut
from tenacity import AsyncRetrying, RetryCallState, retry_if_exception, stop_after_attempt
from tenacity.wait import wait_exponential

from bot.chat.markup import Markup

log = logging.getLogger(__name__)

_TRIES = 5
_LONGEST_FLOOD_WAIT = 120.0
_UNSENT = (ClientConnectorError, ConnectionTimeoutError, ServerDisconnectedError)
_backoff = wait_exponential(multiplier=0.25, max=10)


async def reply(
    message: Message, markup: Markup, buttons: InlineKeyboardMarkup | None = None
) -> Message | None:
    """Replies to a message, in its topic; None where the chat has closed itself to the bot."""
    patiently = _patience()
    try:
        return await patiently(message.reply_text, markup.html, reply_markup=buttons)
    except ChatMigrated as moved:
        send = message.get_bot().send_message
        return await patiently(send, moved.new_chat_id, markup.html, reply_markup=buttons)
    except Forbidden as error:
        log.info("a reply was not wanted: %s", error.message)
        return None


async def answer_as_guest(message: Message, title: str, markup: Markup) -> None:
    """Answers a message of a chat that the bot is no member of; the title is not shown there."""
    content = InputTextMessageContent(markup.html)
    article = InlineQueryResultArticle("answer", title, content)
    await _patience()(message.answer_guest_query, article)


def _patience() -> AsyncRetrying:
    return AsyncRetrying(
        retry=retry_if_exception(_may_repeat),
        wait=_wait,
        stop=stop_after_attempt(_TRIES),
        reraise=True,
    )


def _may_repeat(error: BaseException) -> bool:
    """Whether a message was certainly not sent; a time-out may come after it was."""
    if isinstance(error, RetryAfter):
        return _flood_wait(error) <= _LONGEST_FLOOD_WAIT
    if not isinstance(error, NetworkError) or isinstance(error, BadRequest):
        return False
    answered_with_a_fault = error.__cause__ is None and not isinstance(error, TimedOut)
    return answered_with_a_fault or isinstance(error.__cause__, _UNSENT)


def _wait(state: RetryCallState) -> float:
    """Seconds until the next try: as long as Telegram says, else longer each time."""
    error = state.outcome.exception() if state.outcome else None
    return _flood_wait(error) if isinstance(error, RetryAfter) else _backoff(state)


def _flood_wait(error: RetryAfter) -> float:
    """Seconds that Telegram asks to wait; its public attribute changes its type with a setting."""
    return error._retry_after.total_seconds()  # noqa: SLF001
