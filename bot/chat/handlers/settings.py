"""The settings of a chat: /settings and /language, for its administrators."""

from telegram import Chat, Message, Update, User
from telegram.ext import CallbackQueryHandler, CommandHandler

from bot.chat.access import administers, hears_everything, is_administrator
from bot.chat.addressing import NEW, App, Context, message_of, press_of, pressed_message
from bot.chat.bot_api.delivery import edit, notify, refuse, reply
from bot.chat.messages.panel import CLOSE, PANEL, changed, menu, overview, summary
from bot.chat.messages.post import Post, is_private, plain
from bot.chat.preferences import Preferences, texts_for
from bot.database.chats import DEFAULTS, Chats
from bot.texts import LANGUAGES

_LANGUAGES = {
    **{language: language for language in LANGUAGES},
    **dict.fromkeys(("中文", "chinese"), "zh"),
    **dict.fromkeys(("英文", "english"), "en"),
    **dict.fromkeys(("自动", "auto"), str(None)),
}
"""What people write behind /language, and the value of the setting that it means."""


class SettingsPanel:
    """Shows and changes what a chat has set; in a group only its administrators may."""

    def __init__(self, preferences: Preferences, chats: Chats) -> None:
        self._preferences = preferences
        self._chats = chats

    def register(self, application: App) -> None:
        application.add_handler(CommandHandler("settings", self.settings, NEW))
        application.add_handler(CommandHandler("language", self.language, NEW))
        application.add_handler(CallbackQueryHandler(self.press, f"^{PANEL}"))

    async def settings(self, update: Update, context: Context) -> None:
        await self._open(message_of(update), PANEL)

    async def language(self, update: Update, context: Context) -> None:
        """Sets the language behind the command and says so; without one, shows the choice."""
        message = message_of(update)
        value = _LANGUAGES.get((context.args or [""])[0].lower())
        await self._open(message, f"{PANEL}language" + (f"={value}" if value else ""))

    async def press(self, update: Update, context: Context) -> None:
        query = press_of(update)
        shown = pressed_message(query)
        texts = await self._preferences.texts_of_press(query)
        if not shown:
            await refuse(query, texts("panel-gone"))
        elif not await is_administrator(shown.chat, query.from_user.id):
            await refuse(query, texts("only-administrators"))
        else:
            await notify(query)
            post = await self._apply(shown.chat, query.data or "", query.from_user)
            await edit(context.bot, shown.chat_id, shown.message_id, post)

    async def _open(self, message: Message, data: str) -> None:
        """Opens the panel as a button would; a value that is set at once is only confirmed."""
        if await administers(message):
            post = await self._apply(message.chat, data, message.from_user)
            if "=" in data:
                settings = await self._chats.settings(message.chat_id)
                texts = texts_for(settings, message.from_user)
                post = Post(plain(texts("language-set", value=str(settings.language))))
        else:
            texts = await self._preferences.texts_of(message)
            post = Post(plain(texts("only-administrators")))
        await reply(message, post)

    async def _apply(self, chat: Chat, data: str, user: User | None) -> Post:
        """Does what a button's data says, and returns the panel then; ignores unknown data."""
        settings = await self._chats.settings(chat.id)
        forums = self._preferences.answerer(DEFAULTS).contents.forums
        name, sets, value = data.removeprefix(PANEL).partition("=")
        new = changed(settings, name, value, forums) if sets else None
        if new:
            settings = await self._chats.change(chat.id, settings, new)
        texts = texts_for(settings, user)
        shown = menu(name, settings, forums, texts)
        if shown:
            return shown
        private = is_private(chat)
        if data == CLOSE:
            return summary(settings, forums, texts, private=private)
        deaf = not await hears_everything(chat.get_bot(), chat)
        return overview(settings, forums, texts, private=private, deaf=deaf)
