"""How somebody stands in a chat: owner, administrator, member, restricted, gone."""

from dataclasses import dataclass
from typing import Literal, TypeAlias

from .json_value import JsonObject
from .person import User

Standing: TypeAlias = Literal["creator", "administrator", "member", "restricted", "left", "kicked"]

_RIGHTS_OF_ADMINISTRATORS = (
    "can_manage_chat",
    "can_change_info",
    "can_delete_messages",
    "can_invite_users",
    "can_restrict_members",
    "can_pin_messages",
    "can_manage_topics",
    "can_manage_video_chats",
)
_RIGHTS_NOT_GIVEN = (
    "can_promote_members",
    "can_post_stories",
    "can_edit_stories",
    "can_delete_stories",
    "can_manage_tags",
)
_PERMISSIONS = (
    "can_send_messages",
    "can_send_audios",
    "can_send_documents",
    "can_send_photos",
    "can_send_videos",
    "can_send_video_notes",
    "can_send_voice_notes",
    "can_send_polls",
    "can_send_other_messages",
    "can_add_web_page_previews",
    "can_change_info",
    "can_invite_users",
    "can_pin_messages",
    "can_manage_topics",
    "can_edit_tag",
    "can_react_to_messages",
)


@dataclass(frozen=True, slots=True)
class Member:
    """Somebody's standing in a chat; who is restricted may read but not write."""

    user: User
    standing: Standing = "member"
    is_anonymous: bool = False

    @property
    def is_admin(self) -> bool:
        return self.standing in ("creator", "administrator")

    @property
    def is_present(self) -> bool:
        return self.standing not in ("left", "kicked")

    def json(self) -> JsonObject:
        """The ChatMember of the Bot API."""
        return {"user": self.user.json(), "status": self.standing} | self._details()

    def _details(self) -> JsonObject:
        if self.standing == "creator":
            return {"is_anonymous": self.is_anonymous}
        if self.standing == "administrator":
            return {
                "can_be_edited": False,
                "is_anonymous": self.is_anonymous,
                **dict.fromkeys(_RIGHTS_OF_ADMINISTRATORS, True),
                **dict.fromkeys(_RIGHTS_NOT_GIVEN, False),
            }
        if self.standing == "restricted":
            return {
                "is_member": True,
                "until_date": 0,
                **dict.fromkeys(_PERMISSIONS, False),
            }
        return {"until_date": 0} if self.standing == "kicked" else {}
