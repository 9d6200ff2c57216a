"""The methods that look at chats and members, and the one that leaves a chat."""

from typing import Any

from .access import readable_room
from .membership import Member
from .parameters import Parameters
from .refusal import bad_request
from .standing import change_bot_standing
from .world import World


def get_me(world: World, parameters: Parameters) -> Any:
    return world.bot.json()


def get_chat(world: World, parameters: Parameters) -> Any:
    return readable_room(world, parameters).full_json()


def get_chat_administrators(world: World, parameters: Parameters) -> Any:
    room = readable_room(world, parameters)
    if room.kind == "private":
        raise bad_request("there are no administrators in the private chat")
    return [member.json() for member in room.admins]


def get_chat_member(world: World, parameters: Parameters) -> Any:
    """Somebody known who is not in the chat has left it; a stranger is refused."""
    room = readable_room(world, parameters)
    user_id = parameters.integer("user_id")
    if user_id <= 0:
        raise bad_request("Invalid user_id specified")
    if user_id not in room.members and user_id not in world.people:
        raise bad_request("PARTICIPANT_ID_INVALID")
    member = room.members.get(user_id) or Member(world.people[user_id], "left")
    return member.json()


def leave_chat(world: World, parameters: Parameters) -> Any:
    room = readable_room(world, parameters)
    change_bot_standing(world, room, "left", by=world.bot.user)
    return True
