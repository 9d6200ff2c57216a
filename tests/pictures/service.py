"""What Telegram itself says in a chat."""

from tests.bot_api import Message
from tests.pictures.names import full_name

_WORDS = {
    "en": {
        "new_chat_members": "{who} added {whom}",
        "left_chat_member": "{who} removed {whom}",
        "left": "{who} left the group",
        "forum_topic_created": "{who} created the topic “{whom}”",
    },
    "zh": {
        "new_chat_members": "{who} 邀请 {whom} 加入群组",
        "left_chat_member": "{who} 移除了 {whom}",
        "left": "{who} 退出了群组",
        "forum_topic_created": "{who} 创建了话题“{whom}”",
    },
}


def service_text(message: Message, language: str) -> str:
    """What a message without text tells; raises ValueError where that is not known."""
    who, extra = full_name(message.sender), message.extra
    kind = next((kind for kind in _WORDS[language] if kind in extra), None)
    if kind is None:
        raise ValueError(f"no words for {sorted(extra)}")
    told = extra[kind]
    if kind == "left_chat_member" and told["id"] == message.sender.id:
        kind = "left"
    whom = told[0]["first_name"] if isinstance(told, list) else told.get("first_name", "")
    return _WORDS[language][kind].format(who=who, whom=whom or told["name"])
