"""Who is not known to be allowed is not let in, whatever fails."""

from datetime import UTC, datetime, timedelta
from types import SimpleNamespace
from typing import Any

import pytest
from telegram import Chat, Message, Update, User
from telegram.ext import ApplicationHandlerStop

from bot.chat.access import Access
from bot.chat.bot_api.transport import Clock
from bot.chat.handlers.membership import Membership


class Broken(Access):
    async def admits(self, *_: object) -> bool:
        raise RuntimeError("an answer that is none of Telegram's")


async def test_nobody_is_let_in_when_the_check_fails() -> None:
    nothing: Any = None
    membership = Membership(
        Broken([-1], [], nothing), nothing, nothing, timedelta(hours=1), Clock()
    )
    eve = User(1, "Eve", is_bot=False)
    asked = Message(1, datetime.now(UTC), Chat(1, "private"), from_user=eve)
    context: Any = SimpleNamespace(bot=None)
    with pytest.raises(ApplicationHandlerStop):
        await membership.check(Update(1, message=asked), context)
