"""How a chat wants to be answered: its settings, its language, and its forums."""

import logging

from telegram import CallbackQuery, Message, User

from bot.answering.answer import DEFAULT_LANGUAGE
from bot.answering.live_corpus import LiveCorpus
from bot.chat.threads import ThreadedAnswerer, Threads
from bot.database.chats import DEFAULTS, Chats, ChatSettings
from bot.errors import DatabaseError
from bot.texts import Texts, texts_in

log = logging.getLogger(__name__)


class Preferences:
    """Reads the settings of chats; where the database does not work, they are the defaults."""

    def __init__(self, library: LiveCorpus, chats: Chats, threads: Threads) -> None:
        self.library = library
        self._chats = chats
        self._threads = threads

    async def of(self, chat_id: int) -> ChatSettings:
        try:
            return await self._chats.settings(chat_id)
        except DatabaseError as error:
            log.error("a chat's settings cannot be read, so it has the defaults: %s", error)
            return DEFAULTS

    async def texts_of(self, message: Message) -> Texts:
        """The texts in the language that a chat has set, or that of the sender's Telegram."""
        return texts_for(await self.of(message.chat_id), message.from_user)

    async def texts_of_press(self, query: CallbackQuery) -> Texts:
        """The same for who has pressed a button."""
        settings = await self.of(query.message.chat.id) if query.message else DEFAULTS
        return texts_for(settings, query.from_user)

    def answerer(self, settings: ChatSettings) -> ThreadedAnswerer:
        """Answers from the forums that a chat has chosen, as far as they still exist."""
        answerer = self.library.answerer
        if settings.forums:
            known = {forum.name for forum in answerer.contents.forums}
            answerer = answerer.within([name for name in settings.forums if name in known])
        return ThreadedAnswerer(answerer, self._threads)

    async def answerer_of(self, message: Message) -> ThreadedAnswerer:
        """The answerer for the settings of a message's chat."""
        return self.answerer(await self.of(message.chat_id))


def texts_for(
    settings: ChatSettings, user: User | None, asked_language: str | None = None
) -> Texts:
    """The texts in the language of `language_for`."""
    return texts_in(language_for(settings, user, asked_language))


def language_for(
    settings: ChatSettings, user: User | None, asked_language: str | None = None
) -> str:
    """The language that a chat has set, or that of a question, or that of the asker's Telegram."""
    return settings.language or asked_language or language_of(user)


def language_of(user: User | None) -> str:
    """The language of somebody's Telegram; the default where it is unknown."""
    code = user.language_code if user else None
    if not code:
        return DEFAULT_LANGUAGE
    return "zh" if code.startswith("zh") else "en"
