"""The settings of a chat: /settings and /language, for its administrators."""

from telegram import Chat, Message, Update, User
from telegram.ext import CallbackQueryHandler, CommandHandler

from bot.chat.admission import administers, hears_everything, is_administrator
from bot.chat.bot_api.delivery import edit, notify, refuse, reply
from bot.chat.handlers.updates import NEW, App, Context, message_of, press_of, pressed_message
from bot.chat.messages.panel import CLOSE, PANEL, changed, menu, overview, summary
from bot.chat.messages.post import Post, is_private, plain
from bot.chat.preferences import ChatLocks, Preferences, texts_for
from bot.database.chats import DEFAULTS, Chats
from bot.texts import LANGUAGES

_LANGUAGES = {
    **{language: language for language in LANGUAGES},
    **dict.fromkeys(("中文", "chinese"), "zh"),
    **dict.fromkeys(("英文", "english"), "en"),
    **dict.fromkeys(("自动", "auto"), str(None)),
}
"""What people write behind /language, and the value that it is of the setting."""


class SettingsPanel:
    """Shows and changes what a chat has set; in a group only its administrators may."""

    def __init__(self, preferences: Preferences, chats: Chats, chat_locks: ChatLocks) -> None:
        self._preferences = preferences
        self._chats = chats
        self._chat_locks = chat_locks

    def register(self, application: App) -> None:
        application.add_handlers(
            [
                CommandHandler("settings", self.settings, NEW),
                CommandHandler("language", self.language, NEW),
                CallbackQueryHandler(self.press, f"^{PANEL}"),
            ]
        )

    async def settings(self, update: Update, context: Context) -> None:
        await self._open(message_of(update), "")

    async def language(self, update: Update, context: Context) -> None:
        """With a language behind it, sets that and says so; else shows which there are."""
        value = _LANGUAGES.get((context.args or [""])[0].lower())
        wanted = f"language={value}" if value else "language"
        await self._open(message_of(update), wanted, confirms=value is not None)

    async def press(self, update: Update, context: Context) -> None:
        query = press_of(update)
        shown = pressed_message(query)
        texts = await self._preferences.texts_of_press(query)
        if not shown:
            await refuse(query, texts("panel-gone"))
            return
        if not await is_administrator(shown.chat, query.from_user.id):
            await refuse(query, texts("only-administrators"))
            return
        await notify(query)
        async with self._chat_locks.of(shown.chat_id):
            post = await self._pressed(shown.chat, query.data or "", query.from_user)
            await edit(context.bot, shown.chat_id, shown.message_id, post)

    async def _open(self, message: Message, wanted: str, *, confirms: bool = False) -> None:
        """Opens the panel, or `confirms` in its place that a language is set."""
        if await administers(message):
            async with self._chat_locks.of(message.chat_id):
                post = await self._pressed(message.chat, f"{PANEL}{wanted}", message.from_user)
            if confirms:
                settings = await self._chats.settings(message.chat_id)
                texts = texts_for(settings, message.from_user)
                post = Post(plain(texts("language-set", value=str(settings.language))))
        else:
            texts = await self._preferences.texts_of(message)
            post = Post(plain(texts("only-administrators")))
        await reply(message, post)

    async def _pressed(self, chat: Chat, data: str, user: User | None) -> Post:
        """What the panel shows once a button has done what it says; unknown ones do nothing."""
        settings = await self._chats.settings(chat.id)
        forums = self._preferences.answerer(DEFAULTS).contents.forums
        name, _, value = data.removeprefix(PANEL).partition("=")
        new = changed(settings, name, value, forums) if "=" in data else None
        if new:
            await self._chats.change(chat.id, new)
        current = new or settings
        texts = texts_for(current, user)
        shown = menu(name, current, forums, texts)
        if shown:
            return shown
        private = is_private(chat)
        if data == CLOSE:
            return summary(current, forums, texts, private=private)
        deaf = not await hears_everything(chat.get_bot(), chat)
        return overview(current, forums, texts, private=private, deaf=deaf)
