"""A chat in the hands of a test: people write, edit, press buttons, the group moves."""

import itertools
from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from .detection import entities_in
from .entity import Entity
from .guest import summon, summons
from .json_value import JsonObject
from .membership import Member, Standing
from .message import Message, SentMessage
from .message_json import message_json
from .person import ANONYMOUS_ADMIN, TELEGRAM, User
from .query import Press
from .room import Room
from .standing import change_bot_standing
from .world import World, now

SUPERGROUP_PREFIX = -1_000_000_000_000


@dataclass(slots=True, eq=False, kw_only=True)
class Chat(Room):
    """One chat; what is done in it becomes an update, where Telegram sends one."""

    world: World = field(repr=False)

    def say(
        self,
        text: str,
        *,
        sender: User | None = None,
        entities: Iterable[Entity] = (),
        reply_to: Message | None = None,
        thread_id: int | None = None,
        anonymous_admin: bool = False,
        date: int | None = None,
    ) -> Message:
        """Somebody writes a message; in a private chat it is the person there.

        Commands and mentions are found in the text; `entities` adds others, such as a
        text_mention. Whoever writes in a group is a member from then on. An anonymous
        administrator writes in the name of the chat. `date` is in Unix seconds, now if None.
        Where the bot is no member, a mention of it summons it as a guest.
        """
        return self._deliver(
            Message(
                chat=self,
                message_id=self.next_message_id(),
                date=now() if date is None else date,
                sender=ANONYMOUS_ADMIN if anonymous_admin else self._sender(sender),
                text=text,
                entities=entities_in(text, entities),
                reply_to_message_id=reply_to.message_id if reply_to else None,
                thread_id=thread_id or (reply_to.thread_id if reply_to else None),
                sender_chat=self.json() if anonymous_admin else None,
            )
        )

    def post_from_channel(self, text: str, channel_title: str = "Channel") -> Message:
        """The linked channel posts; Telegram forwards the post into this group by itself."""
        channel: JsonObject = {
            "id": SUPERGROUP_PREFIX - 1,
            "type": "channel",
            "title": channel_title,
        }
        origin = {"type": "channel", "chat": channel, "message_id": 1, "date": now()}
        return self._deliver(
            Message(
                chat=self,
                message_id=self.next_message_id(),
                date=now(),
                sender=TELEGRAM,
                text=text,
                entities=entities_in(text),
                sender_chat=channel,
                extra={"is_automatic_forward": True, "forward_origin": origin},
            )
        )

    def edit(self, message: Message, text: str, entities: Iterable[Entity] = ()) -> Message:
        """The writer of a message changes it."""
        edited = replace(
            self.messages[message.message_id],
            text=text,
            entities=entities_in(text, entities),
            edit_date=now(),
        )
        self.messages[message.message_id] = edited
        self.world.deliver("edited_message", edited)
        return edited

    def delete(self, message: Message) -> None:
        """Somebody deletes a message; the bot is not told."""
        self.messages.pop(message.message_id, None)

    def press(
        self, message: SentMessage, label: str, sender: User | None = None, expired: bool = False
    ) -> Press:
        """Somebody presses the button with this label, under the message as it is now."""
        current = self.messages.get(message.message_id)
        shown = current if isinstance(current, SentMessage) else message
        data = shown.button(label).callback_data
        if data is None:
            raise LookupError(f"the button {label!r} sends nothing to the bot")
        return self.press_data(message, data, sender, expired)

    def press_data(
        self, message: Message, data: str, sender: User | None = None, expired: bool = False
    ) -> Press:
        """Somebody sends a button's data, as an old or a changed app may send any.

        An expired press can no longer be answered.
        """
        press = Press(self.world.next_query_id(), self._sender(sender), data, expired)
        self.world.presses[press.id] = press
        update = {
            "id": press.id,
            "from": press.sender.json(),
            "message": self._pressed(message),
            "chat_instance": str(abs(self.id)),
            "data": data,
        }
        self.world.updates.post("callback_query", update)
        return press

    def topic(self, name: str, creator: User | None = None) -> int:
        """Makes a topic; gives the thread id to say something there."""
        thread_id = self.next_message_id()
        self.topics.add(thread_id)
        self._deliver(
            Message(
                chat=self,
                message_id=thread_id,
                date=now(),
                sender=self._sender(creator),
                thread_id=thread_id,
                extra={"forum_topic_created": {"name": name, "icon_color": 7322096}},
            )
        )
        return thread_id

    def put(self, user: User, standing: Standing, is_anonymous: bool = False) -> None:
        """Makes a person owner, administrator, member or none; the bot is not told."""
        self.members[user.id] = Member(user, standing, is_anonymous)
        self.world.know(user)

    def put_bot(self, standing: Standing, by: User | None = None) -> None:
        """Adds, promotes, restricts, removes or blocks the bot; the bot is told."""
        change_bot_standing(self.world, self, standing, self._sender(by))

    def reactions_to(self, message: Message) -> list[str]:
        """The emoji that the bot has put on a message."""
        return self.reactions.get(message.message_id, [])

    def migrate(self, *, announced: bool = False) -> "Chat":
        """Turns this group into a supergroup, gives the new chat; the old one is closed.

        Each chat gets a service message. It is reported that a bot is also told, before that, that
        it was added to the supergroup: here if it is `announced`.
        """
        supergroup = Chat(
            id=SUPERGROUP_PREFIX - self.world.new_chat_number(),
            kind="supergroup",
            bot=self.bot,
            next_message_id=itertools.count(1).__next__,
            title=self.title,
            members=dict(self.members),
            world=self.world,
        )
        self.world.add_chat(supergroup)
        self.migrated_to = supergroup.id
        if announced:
            added = self.bot_member
            supergroup.members.pop(self.bot.id)
            change_bot_standing(self.world, supergroup, added.standing, self._mover())
        self._announce_move({"migrate_to_chat_id": supergroup.id})
        supergroup._announce_move({"migrate_from_chat_id": self.id})
        return supergroup

    def _announce_move(self, extra: JsonObject) -> None:
        self._deliver(
            Message(
                chat=self,
                message_id=self.next_message_id(),
                date=now(),
                sender=self._mover(),
                extra=extra,
            )
        )

    def _mover(self) -> User:
        """Who turns the group into a supergroup."""
        people = (m.user for m in self.members.values() if not m.user.is_bot)
        return next(people, ANONYMOUS_ADMIN)

    def _sender(self, sender: User | None) -> User:
        person = sender or self.user
        if person is None:
            raise ValueError("in a group somebody has to be named")
        self.world.know(person)
        if self.user is None:
            self.members.setdefault(person.id, Member(person))
        return person

    def _deliver(self, message: Message) -> Message:
        self.messages[message.message_id] = message
        self.world.deliver("message", message)
        if summons(message, self.world.bot):
            summon(self.world, message)
        return message

    def _pressed(self, message: Message) -> JsonObject:
        current = self.messages.get(message.message_id)
        if current is None:
            return {"chat": self.json(), "message_id": message.message_id, "date": 0}
        return message_json(current, self.world.people)
