"""People with strange names who write, edit, press and move whatever they like."""

import random

from tests.bot_api import BotApiServer, Chat, SentMessage, User
from tests.bot_api.membership import Standing
from tests.fuzz.strange import huge, text

_COMMANDS = (
    *("ask", "start", "help", "about", "speakers", "speech", "settings", "language"),
    *("status", "reload", "gaps", "unknown", "ASK", "ask@SpeechesBot", "ask@otherbot"),
)
_QUESTIONS = (
    *("王芳谈物业", "谁谈到养老", "李明怎么看修路", "what did Wang Fang say about trees", "物业?"),
    *("陈妮", "红烧肉怎么做", "@SpeechesBot 王芳谈物业", "王芬谈物业", "谢谢"),
)
_DATA = ("page:", "speaker:", "everybody", "vote:yes", "vote:no", "speech:", "leaf:", "set:", "")
_STANDINGS: tuple[Standing, ...] = ("member", "administrator", "restricted", "left", "kicked")
_LANGUAGES = ("zh-hans", "en", "zh-TW", "", "ru", "<b>", "{ $x }")


class Crowd:
    """Nine people in private chats, groups, topics, and a chat where the bot is only a guest."""

    def __init__(self, server: BotApiServer, chance: random.Random) -> None:
        self._server = server
        self._chance = chance
        self._people = [self._person() for _ in range(9)]
        some = self._people[:4]
        forum = server.supergroup(self._name(), admins=some, bot="administrator", forum=True)
        self._threads = {forum.id: [forum.topic(self._name(), some[0]) for _ in range(2)]}
        self._groups = [
            forum,
            server.group(self._name(), admins=some, bot="administrator"),
            server.supergroup(self._name(), members=some, bot="administrator"),
        ]
        self._strangers = server.supergroup(self._name(), members=some, bot="left")
        self._chats = [*self._groups, *map(server.private, self._people)]
        self._doings = (
            *(self._ask, self._ask, self._command, self._write, self._edit, self._press),
            *(self._press, self._inline, self._summon, self._post, self._move),
        )

    def act(self) -> None:
        """Somebody does something."""
        self._chance.choice(self._doings)()

    def chats(self) -> list[Chat]:
        return [*self._chats, self._strangers]

    def _person(self) -> User:
        language = self._chance.choice(_LANGUAGES)
        return self._server.user(self._name(), text(self._chance, 5), language, self._name())

    def _name(self) -> str:
        return text(self._chance, 20)

    def _anybody(self, chat: Chat) -> User:
        return chat.user or self._chance.choice(self._people)

    def _say(self, words: str) -> None:
        chat = self._chance.choice(self._chats)
        answered = list(chat.messages.values())[-20:]
        chat.say(
            words,
            sender=self._anybody(chat),
            reply_to=self._chance.choice(answered) if answered and self._maybe(0.3) else None,
            thread_id=self._chance.choice(self._threads.get(chat.id, [None])),
            anonymous_admin=chat.user is None and self._maybe(0.2),
        )

    def _ask(self) -> None:
        self._say(self._chance.choice(_QUESTIONS))

    def _write(self) -> None:
        self._say(huge(self._chance) if self._maybe(0.01) else text(self._chance, 200))

    def _command(self) -> None:
        behind = self._chance.choice(("", " 王芳", " zh", f" {text(self._chance)}", " speech-0-1"))
        self._say(f"/{self._chance.choice(_COMMANDS)}{behind}")

    def _edit(self) -> None:
        chat = self._chance.choice(self._chats)
        own = [m for m in chat.messages.values() if not isinstance(m, SentMessage)]
        if own:
            words = self._chance.choice((*_QUESTIONS, text(self._chance)))
            chat.edit(self._chance.choice(own[-20:]), words)

    def _press(self) -> None:
        """A button as it is, another's data or forged one, under any message of the bot."""
        chat = self._chance.choice(self._chats)
        sent = [m for m in chat.messages.values() if isinstance(m, SentMessage)]
        if not sent:
            return
        message = self._chance.choice(sent)
        data = [*filter(None, (button.callback_data for button in message.buttons))]
        data.append(self._chance.choice(_DATA) + text(self._chance, 20))
        data.append(f"{self._chance.choice(_DATA)}{self._chance.randrange(10**20)}")
        pressed = self._chance.choice(data)
        chat.press_data(message, pressed, self._anybody(chat), expired=self._maybe(0.1))

    def _inline(self) -> None:
        words = self._chance.choice((*_QUESTIONS, text(self._chance, 256)))
        self._server.inline(self._chance.choice(self._people), words)

    def _summon(self) -> None:
        words = f"@SpeechesBot {self._chance.choice((*_QUESTIONS, text(self._chance)))}"
        self._strangers.say(words, sender=self._chance.choice(self._people))

    def _post(self) -> None:
        self._chance.choice(self._groups).post_from_channel(text(self._chance), self._name())

    def _move(self) -> None:
        """A group adds the bot, and does something else with it or moves."""
        group = self._server.group(self._name(), admins=self._people[:2])
        group.put_bot(self._chance.choice(_STANDINGS), self._people[0])
        if self._maybe(0.5):
            group.migrate(announced=self._maybe(0.5))
        else:
            group.put_bot(self._chance.choice(_STANDINGS), self._people[1])

    def _maybe(self, share: float) -> bool:
        return self._chance.random() < share
