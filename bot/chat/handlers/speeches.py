"""Who spoke, and whole speeches: as commands, as buttons, and by a link from a group."""

import re

from telegram import Update
from telegram.ext import CallbackQueryHandler, CommandHandler, MessageHandler, filters

from bot.chat.addressing import NEW, PRIVATE, App, Context, message_of, press_of, pressed_message
from bot.chat.bot_api.delivery import edit, notify, refuse, reply
from bot.chat.messages.buttons import LEAF, SPEECH, named_by
from bot.chat.messages.post import Post, Venue, is_private, plain, venue_of
from bot.chat.messages.speakers import LIST, PERSON, person_post, speakers_post, which_post
from bot.chat.messages.speech import speech_post
from bot.chat.preferences import Preferences
from bot.chat.threads import ThreadedAnswerer
from bot.database.chats import DEFAULTS
from bot.errors import QuestionError
from bot.search.contents import openings_of
from bot.texts import Texts

_LINKED = re.compile(rf"/start(?:@\w+)?\s+{SPEECH[:-1]}-([0-9a-f]+)-(\d+)\s*", re.ASCII)
_PRESSED = re.compile(rf"(?:{SPEECH}|{LEAF})([0-9a-f]+):(\d+)", re.ASCII)
"""A speech, and the number of a passage of it, in a link from a group and in a button."""

_MOST_DIGITS = 9
_TOPICS = 4


class Speeches:
    """Shows the speakers and their speeches, of the forums that a chat has chosen."""

    def __init__(self, preferences: Preferences) -> None:
        self._preferences = preferences

    def register(self, application: App) -> None:
        """Adds the handlers; a link from a group arrives as a /start with arguments."""
        application.add_handler(CommandHandler("speakers", self.speakers, NEW))
        application.add_handler(CommandHandler("speech", self.speech, NEW))
        application.add_handler(MessageHandler(PRIVATE & filters.Regex(_LINKED), self.linked))
        application.add_handler(CallbackQueryHandler(self.turn_list, rf"^{LIST}\d+$"))
        application.add_handler(CallbackQueryHandler(self.person, f"^{PERSON}"))
        application.add_handler(CallbackQueryHandler(self.page, f"^({SPEECH}|{LEAF})"))

    async def speakers(self, update: Update, context: Context) -> None:
        message = message_of(update)
        answerer = await self._preferences.answerer_of(message)
        texts = await self._preferences.texts_of(message)
        await reply(message, speakers_post(answerer.contents.people, 0, texts))

    async def speech(self, update: Update, context: Context) -> None:
        """Shows the speech of whoever is named; without a name, the speakers."""
        message = message_of(update)
        answerer = await self._preferences.answerer_of(message)
        texts = await self._preferences.texts_of(message)
        wanted = " ".join(context.args or ())
        await reply(message, await _asked_speech(answerer, wanted, texts, venue_of(message)))

    async def linked(self, update: Update, context: Context) -> None:
        message = message_of(update)
        texts = await self._preferences.texts_of(message)
        post = self._page(_LINKED.fullmatch(message.text or ""), texts)
        await reply(message, post or Post(plain(texts("passages-gone"))))

    async def turn_list(self, update: Update, context: Context) -> None:
        query = press_of(update)
        shown = pressed_message(query)
        await notify(query)
        if shown:
            people = (await self._preferences.answerer_of(shown)).contents.people
            texts = await self._preferences.texts_of_press(query)
            post = speakers_post(people, _number((query.data or "")[len(LIST) :]), texts)
            await edit(context.bot, shown.chat_id, shown.message_id, post)

    async def person(self, update: Update, context: Context) -> None:
        query = press_of(update)
        shown = pressed_message(query)
        texts = await self._preferences.texts_of_press(query)
        if shown:
            answerer = await self._preferences.answerer_of(shown)
            names = [person.name for person in answerer.contents.people]
            name = named_by((query.data or "").removeprefix(PERSON), names)
            if name:
                await notify(query)
                post = await _person(answerer, name, texts, venue_of(shown))
                await edit(context.bot, shown.chat_id, shown.message_id, post)
                return
        await refuse(query, texts("speaker-gone"))

    async def page(self, update: Update, context: Context) -> None:
        """Shows a page of a speech, in the place of another one or as a message of its own.

        The buttons that ask for it are only in private chats.
        """
        query = press_of(update)
        shown = pressed_message(query)
        texts = await self._preferences.texts_of_press(query)
        post = self._page(_PRESSED.fullmatch(query.data or ""), texts)
        if not shown or not post or not is_private(shown.chat):
            await refuse(query, texts("passages-gone"))
            return
        await notify(query)
        if (query.data or "").startswith(LEAF):
            await edit(context.bot, shown.chat_id, shown.message_id, post)
        else:
            await reply(shown, post)

    def _page(self, spot: "re.Match[str] | None", texts: Texts) -> Post | None:
        """The page of a speech that a link or a button names; None where it is gone."""
        contents = self._preferences.answerer(DEFAULTS).contents
        passages = contents.passages_by_handle(spot[1]) if spot else ()
        return speech_post(passages, _number(spot[2]), texts) if spot and passages else None


async def _asked_speech(
    answerer: ThreadedAnswerer, wanted: str, texts: Texts, venue: Venue
) -> Post:
    """The speech of whoever is named: in private its words, in a group a way to them."""
    contents = answerer.contents
    if not wanted:
        return speakers_post(contents.people, 0, texts)
    try:
        understood = await answerer.interpret(wanted)
    except QuestionError:
        return Post(plain(texts("speaker-unknown")))
    listed = {person.name for person in contents.people}
    names = [name for name in understood.speakers or understood.choices if name in listed]
    if not names:
        return Post(plain(texts("speaker-unknown")))
    if len(names) > 1:
        return which_post(names, texts)
    openings = openings_of(contents, names[0])
    if venue.private and len(openings) == 1:
        return speech_post(contents.passages_of(openings[0].speech.id), 1, texts)
    return await _person(answerer, names[0], texts, venue)


async def _person(answerer: ThreadedAnswerer, name: str, texts: Texts, venue: Venue) -> Post:
    contents = answerer.contents
    person = next(person for person in contents.people if person.name == name)
    openings = openings_of(contents, name)
    topics = await answerer.topics(openings[0].speech.id, _TOPICS)
    return person_post(person, openings, topics, texts, venue)


def _number(digits: str) -> int:
    """The number in a button or a link; apps may send any."""
    return int(digits[:_MOST_DIGITS])
