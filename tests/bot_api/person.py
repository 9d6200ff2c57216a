"""Those who write in chats: people, other bots, Telegram's own accounts, and the bot."""

from dataclasses import dataclass

from .json_value import JsonObject


@dataclass(frozen=True, slots=True)
class User:
    """A person, or another bot."""

    id: int
    first_name: str
    last_name: str = ""
    username: str = ""
    language_code: str = "en"
    is_bot: bool = False

    def json(self) -> JsonObject:
        optional = {
            "last_name": self.last_name,
            "username": self.username,
            "language_code": self.language_code,
        }
        return {
            "id": self.id,
            "is_bot": self.is_bot,
            "first_name": self.first_name,
            **{name: value for name, value in optional.items() if value},
        }


# The account that stands for administrators who stay anonymous.
ANONYMOUS_ADMIN = User(
    1087968824, "Group", username="GroupAnonymousBot", language_code="", is_bot=True
)
# The account that brings the posts of a linked channel into its discussion group.
TELEGRAM = User(777000, "Telegram")


@dataclass(slots=True)
class Bot:
    """The bot under test; the settings are those made with BotFather."""

    id: int
    username: str = "SpeechesBot"
    first_name: str = "Speeches"
    can_join_groups: bool = True
    can_read_all_group_messages: bool = False
    supports_inline_queries: bool = True
    supports_guest_queries: bool = True
    has_topics_enabled: bool = False

    @property
    def user(self) -> User:
        return User(self.id, self.first_name, username=self.username, language_code="", is_bot=True)

    def json(self) -> JsonObject:
        """What getMe answers."""
        return self.user.json() | {
            "can_join_groups": self.can_join_groups,
            "can_read_all_group_messages": self.can_read_all_group_messages,
            "supports_inline_queries": self.supports_inline_queries,
            "supports_guest_queries": self.supports_guest_queries,
            "can_connect_to_business": False,
            "has_main_web_app": False,
            "has_topics_enabled": self.has_topics_enabled,
            "allows_users_to_create_topics": False,
            "can_manage_bots": False,
        }
