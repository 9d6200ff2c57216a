"""The table of the Bot API's methods, by name in lower case."""

from collections.abc import Callable
from typing import Any, TypeAlias

from . import answering, guest, looking, polling, presenting, sending
from .parameters import Parameters
from .refusal import RefusalError
from .world import World

Method: TypeAlias = Callable[[World, Parameters], Any]

_METHODS: dict[str, Method] = {
    "getme": looking.get_me,
    "getchat": looking.get_chat,
    "getchatadministrators": looking.get_chat_administrators,
    "getchatmember": looking.get_chat_member,
    "leavechat": looking.leave_chat,
    "sendmessage": sending.send_message,
    "senddocument": sending.send_document,
    "editmessagetext": sending.edit_message_text,
    "editmessagereplymarkup": sending.edit_message_reply_markup,
    "deletemessage": sending.delete_message,
    "sendchataction": sending.send_chat_action,
    "setmessagereaction": sending.set_message_reaction,
    "answercallbackquery": answering.answer_callback_query,
    "answerinlinequery": answering.answer_inline_query,
    "answerguestquery": guest.answer_guest_query,
    "setmycommands": presenting.set_my_commands,
    "getmycommands": presenting.get_my_commands,
    "deletemycommands": presenting.delete_my_commands,
    "setmyname": presenting.text_setter("name"),
    "getmyname": presenting.text_getter("name"),
    "setmydescription": presenting.text_setter("description"),
    "getmydescription": presenting.text_getter("description"),
    "setmyshortdescription": presenting.text_setter("short_description"),
    "getmyshortdescription": presenting.text_getter("short_description"),
    "setwebhook": polling.set_webhook,
    "deletewebhook": polling.delete_webhook,
    "getwebhookinfo": polling.get_webhook_info,
    "logout": polling.agree,
    "close": polling.agree,
}


async def result_of(world: World, method: str, parameters: Parameters) -> Any:
    """What a method answers; raises RefusalError, also for a method that there is not."""
    name = method.lower()
    if name == "getupdates":
        return await polling.get_updates(world, parameters)
    if name not in _METHODS:
        raise RefusalError(404, "Not Found: method not found")
    return _METHODS[name](world, parameters)
