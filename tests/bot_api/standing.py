"""Changes how the bot stands in a chat, and lets the bot know."""

from .membership import Member, Standing
from .message import Message
from .person import User
from .room import Room
from .world import World, now


def change_bot_standing(world: World, room: Room, standing: Standing, by: User) -> None:
    """Adds, promotes, restricts or removes the bot; in a private chat "kicked" blocks it.

    The bot gets my_chat_member, and in groups the service message about its coming or going.
    """
    old, new = room.bot_member, Member(world.bot.user, standing)
    world.know(by)
    room.members[world.bot.id] = new
    change = {
        "chat": room.json(),
        "from": by.json(),
        "date": now(),
        "old_chat_member": old.json(),
        "new_chat_member": new.json(),
    }
    world.updates.post("my_chat_member", change)
    if room.kind != "private" and old.is_present != new.is_present:
        _tell(world, room, by, came=new.is_present)


def _tell(world: World, room: Room, by: User, *, came: bool) -> None:
    bot = world.bot.user.json()
    extra = {"new_chat_members": [bot]} if came else {"left_chat_member": bot}
    message = Message(
        chat=room, message_id=room.next_message_id(), date=now(), sender=by, extra=extra
    )
    room.messages[message.message_id] = message
    if came:
        world.deliver("message", message)
