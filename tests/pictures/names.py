"""What people and chats are called, and the colour that apps give them."""

from tests.bot_api import User

_COLOURS = 7


def full_name(person: User) -> str:
    return f"{person.first_name} {person.last_name}".strip()


def initial_of(name: str) -> str:
    return name[:1].upper()


def colour_of(number: int) -> int:
    """The colour of a person or a chat, by its id, which is the same in all pictures."""
    return abs(number) % _COLOURS
