"""The methods that write in chats: send, edit, delete, react, show an action."""

from dataclasses import replace
from typing import Any

from . import utf16
from .access import readable_room, thread_id_in, writable_room
from .entity import FormattedText
from .keyboard import checked_markup
from .message import Document, Message, SentMessage
from .message_json import message_json
from .message_text import message_text
from .parameters import Parameters
from .reaction import reactions_in
from .refusal import bad_request
from .reply import reply_in
from .room import Room
from .world import World, now

MAX_CAPTION_UNITS = 1_024

_ACTIONS = (
    "cancel typing record_video upload_video record_audio record_voice upload_audio upload_voice "
    "upload_photo upload_document choose_sticker pick_up_location find_location "
    "record_video_note upload_video_note"
)


def send_message(world: World, parameters: Parameters) -> Any:
    text = parameters.text("text")
    if not text:
        raise bad_request("Message text is empty")
    formatted = message_text(text, parameters.text("parse_mode"), parameters.json("entities"))
    return _sent(world, parameters, formatted, text)


def send_document(world: World, parameters: Parameters) -> Any:
    """Files that Telegram has already, or fetches from somewhere, are not supported."""
    upload = parameters.file("document")
    if upload is None:
        raise bad_request("there is no document in the request")
    if not upload.content:
        raise bad_request("file must be non-empty")
    caption = parameters.text("caption")
    formatted = (
        message_text(caption, parameters.text("parse_mode"), parameters.json("caption_entities"))
        if caption
        else FormattedText("")
    )
    if utf16.units(formatted.text) > MAX_CAPTION_UNITS:
        raise bad_request("message caption is too long")
    return _sent(world, parameters, formatted, caption, Document(upload.name, upload.content))


def _sent(
    world: World,
    parameters: Parameters,
    formatted: FormattedText,
    html: str,
    document: Document | None = None,
) -> Any:
    """Writes the message and answers with it."""
    room = writable_room(world, parameters)
    thread_id = thread_id_in(room, parameters)
    reply = reply_in(room, parameters)
    markup = checked_markup(parameters.json("reply_markup"))
    answered = reply.answered
    message = SentMessage(
        chat=room,
        message_id=room.next_message_id(),
        date=now(),
        sender=world.bot.user,
        text=formatted.text,
        entities=formatted.entities,
        html=html,
        reply_to_message_id=answered.message_id if answered else None,
        thread_id=thread_id or (answered.thread_id if answered else None),
        reply_markup=markup,
        link_preview_options=_link_preview_options(parameters),
        quote=reply.quote,
        document=document,
    )
    room.messages[message.message_id] = message
    world.sent.append(message)
    world.notices.announce()
    return message_json(message, world.people)


def edit_message_text(world: World, parameters: Parameters) -> Any:
    """Without a reply_markup the message loses its keyboard, as with Telegram."""
    text = parameters.text("text")
    if not text:
        raise bad_request("Message text is empty")
    message = _message_to_edit(world, parameters)
    formatted = message_text(text, parameters.text("parse_mode"), parameters.json("entities"))
    return _edited(
        world,
        message,
        replace(
            message,
            text=formatted.text,
            entities=formatted.entities,
            html=text,
            reply_markup=checked_markup(parameters.json("reply_markup")),
            link_preview_options=_link_preview_options(parameters),
        ),
    )


def edit_message_reply_markup(world: World, parameters: Parameters) -> Any:
    message = _message_to_edit(world, parameters)
    markup = checked_markup(parameters.json("reply_markup"))
    return _edited(world, message, replace(message, reply_markup=markup))


def delete_message(world: World, parameters: Parameters) -> Any:
    room = writable_room(world, parameters)
    message = _message(room, parameters, "message to delete")
    is_own = message.sender.id == world.bot.id
    if not is_own and room.kind != "private" and not room.bot_member.is_admin:
        raise bad_request("message can't be deleted")
    del room.messages[message.message_id]
    world.notices.announce()
    return True


def send_chat_action(world: World, parameters: Parameters) -> Any:
    if parameters.text("action").lower() not in _ACTIONS.split():
        raise bad_request("Wrong parameter action in request")
    thread_id_in(writable_room(world, parameters), parameters)
    return True


def set_message_reaction(world: World, parameters: Parameters) -> Any:
    room = readable_room(world, parameters)
    message = _message(room, parameters, "message to react")
    emoji = reactions_in(parameters)
    if emoji and not room.allows_reactions:
        raise bad_request("REACTION_INVALID")
    room.reactions[message.message_id] = emoji
    world.notices.announce()
    return True


def _message(room: Room, parameters: Parameters, role: str) -> Message:
    message = room.messages.get(parameters.integer("message_id"))
    if message is None:
        raise bad_request(f"{role} not found")
    return message


def _message_to_edit(world: World, parameters: Parameters) -> SentMessage:
    if parameters.text("inline_message_id"):
        raise bad_request("MESSAGE_ID_INVALID")
    room = writable_room(world, parameters)
    message = _message(room, parameters, "message to edit")
    if not isinstance(message, SentMessage):
        raise bad_request("Message can't be edited")
    return message


def _edited(world: World, old: SentMessage, new: SentMessage) -> Any:
    if (new.text, new.entities, new.reply_markup) == (old.text, old.entities, old.reply_markup):
        raise bad_request(
            "message is not modified: specified new message content and reply markup are exactly "
            "the same as a current content and reply markup of the message"
        )
    new = replace(new, edit_date=now(), edits=old.edits + 1)
    new.chat.messages[new.message_id] = new
    world.notices.announce()
    return message_json(new, world.people)


def _link_preview_options(parameters: Parameters) -> dict[str, Any] | None:
    options = parameters.json("link_preview_options")
    if options is None:
        return {"is_disabled": True} if parameters.flag("disable_web_page_preview") else None
    if not isinstance(options, dict):
        raise bad_request("Object expected as link preview options")
    return options
