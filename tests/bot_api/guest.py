"""Guest mode: a mention summons the bot to a chat that it is no member of, for one answer.

The message comes as `guest_message` with a query id. Not imitated: that the bot must not be
the fourth guest of a message, and the messages that a guest is shown for context, other than
the one replied to.
"""

from typing import Any

from .answering import TOO_OLD, checked_result
from .message import Message, SentMessage
from .message_json import message_json
from .parameters import Parameters
from .person import Bot
from .query import GuestQuery
from .refusal import bad_request
from .world import World, now


def summons(message: Message, bot: Bot) -> bool:
    """Whether a message calls the bot from outside of its chat; one thrown out stays outside."""
    return (
        bot.supports_guest_queries
        and message.chat.bot_member.standing == "left"
        and f"@{bot.username}".lower() in map(str.lower, message.texts_of("mention"))
    )


def summon(world: World, message: Message) -> None:
    """Sends the bot a guest message."""
    query = GuestQuery(world.next_query_id(), message)
    world.guest_queries[query.id] = query
    update = message_json(message, world.people) | {"guest_query_id": query.id}
    world.updates.post("guest_message", update)


def answer_guest_query(world: World, parameters: Parameters) -> Any:
    """The answer is posted as a reply to the message that summoned the bot."""
    result = parameters.json("result")
    if not isinstance(result, dict):
        raise bad_request("Expected an Object as InlineQueryResult")
    formatted = checked_result(result)
    query = world.guest_queries.get(parameters.text("guest_query_id"))
    if query is None or query.answered:
        raise bad_request(TOO_OLD)
    query.answered = True
    asked, content = query.message, result.get("input_message_content", {})
    message = SentMessage(
        chat=asked.chat,
        message_id=asked.chat.next_message_id(),
        date=now(),
        sender=world.bot.user,
        text=formatted.text,
        entities=formatted.entities,
        html=content.get("message_text", ""),
        reply_to_message_id=asked.message_id,
        thread_id=asked.thread_id,
        link_preview_options=content.get("link_preview_options"),
        extra={"guest_bot_caller_user": asked.sender.json()},
    )
    asked.chat.messages[message.message_id] = message
    world.sent.append(message)
    world.notices.announce()
    return {"inline_message_id": f"guest-{query.id}"}
