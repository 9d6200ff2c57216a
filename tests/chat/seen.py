"""What people see of the bot's messages, and what they press."""

from tests.bot_api import BotApiServer, Chat, Message, SentMessage, User

_WHILE = 0.2
"""Seconds within which the bot changes a message once it has answered the press of a button."""


def now_shown(message: Message) -> SentMessage:
    """A message as it is now."""
    current = message.chat.messages[message.message_id]
    assert isinstance(current, SentMessage)
    return current


def labels(message: Message) -> list[str]:
    """The words on the buttons under a message, as it is now."""
    return [button.text for button in now_shown(message).buttons]


def label_of(message: Message, beginning: str) -> str:
    """The words on the button that begins so; settings are followed by their values."""
    (label,) = (label for label in labels(message) if label.startswith(beginning))
    return label


async def pressed(
    server: BotApiServer, chat: Chat, message: SentMessage, label: str, sender: User | None = None
) -> str:
    """Presses a button and waits for what the bot does; gives the notice that is shown."""
    press = chat.press(message, label, sender)
    notice = (await server.answer_to(press)).text
    await server.settled()
    return notice
