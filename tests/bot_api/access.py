"""Finds the chat of a call and checks that the bot may use it."""

from .parameters import Parameters
from .refusal import RefusalError, bad_request, forbidden
from .room import Room
from .world import World


def readable_room(world: World, parameters: Parameters) -> Room:
    """The chat to read from; raises RefusalError."""
    chat_id = parameters.text("chat_id")
    if not chat_id:
        raise bad_request("chat_id is empty")
    room = find_room(world, chat_id)
    if room is None:
        raise bad_request("chat not found")
    if room.kind == "supergroup":
        _refuse_outsider(room)
    return room


def writable_room(world: World, parameters: Parameters) -> Room:
    """The chat to write to; raises RefusalError."""
    room = readable_room(world, parameters)
    if room.migrated_to is not None:
        raise RefusalError(
            400,
            "Bad Request: group chat was upgraded to a supergroup chat",
            {"migrate_to_chat_id": room.migrated_to},
        )
    _refuse_outsider(room)
    if room.bot_member.standing == "restricted":
        raise bad_request("Not enough rights to send text messages to the chat")
    return room


def thread_id_in(room: Room, parameters: Parameters) -> int | None:
    """The topic to write to; a chat without topics ignores the wish."""
    thread_id = parameters.integer("message_thread_id")
    if not thread_id or not (room.is_forum or room.kind == "private"):
        return None
    if thread_id not in room.topics:
        raise bad_request("message thread not found")
    return thread_id


def find_room(world: World, chat_id: str) -> Room | None:
    """The chat with this id or @username."""
    if chat_id.startswith("@"):
        name = chat_id[1:].lower()
        return next((r for r in world.chats.values() if r.username.lower() == name), None)
    return world.chats.get(int(chat_id)) if chat_id.removeprefix("-").isdecimal() else None


def _refuse_outsider(room: Room) -> None:
    standing = room.bot_member.standing
    if room.kind == "private":
        if standing == "kicked":
            raise forbidden("bot was blocked by the user")
    elif standing == "kicked":
        raise forbidden(f"bot was kicked from the {room.kind} chat")
    elif standing == "left":
        raise forbidden(f"bot is not a member of the {room.kind} chat")
