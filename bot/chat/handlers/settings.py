"""The settings of a chat: /settings and /language, for its administrators."""

from telegram import Chat, Message, Update, User
from telegram.ext import CallbackQueryHandler, CommandHandler

from bot.chat.access import administers, hears_everything, is_administrator
from bot.chat.delivery import edit, notify, reply
from bot.chat.handlers.updates import NEW, App, Context, message_of, press_of, pressed_message
from bot.chat.messages.markup import plain
from bot.chat.messages.panel import CLOSE, PANEL, changed, menu, overview
from bot.chat.messages.post import Post, is_private
from bot.chat.preferences import Preferences, texts_for
from bot.chat.turns import Turns
from bot.database.chats import DEFAULTS, Chats


class SettingsPanel:
    """Shows and changes what a chat has set; in a group only its administrators may."""

    def __init__(self, preferences: Preferences, chats: Chats, turns: Turns) -> None:
        self._preferences = preferences
        self._chats = chats
        self._turns = turns

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
        """With a language behind it, sets that; alone, shows which there are."""
        message = message_of(update)
        wanted = (context.args or [""])[0].lower()
        value = {"auto": str(None), "中文": "zh", "english": "en"}.get(wanted, wanted)
        await self._open(message, f"language={value}" if value else "language")

    async def press(self, update: Update, context: Context) -> None:
        query = press_of(update)
        shown = pressed_message(query)
        texts = await self._preferences.texts_of_press(query)
        if not shown:
            await notify(query, texts("panel-gone"))
            return
        if not await is_administrator(shown.chat, query.from_user.id):
            await notify(query, texts("only-administrators"))
            return
        await notify(query)
        async with self._turns.of(shown.chat_id):
            post = await self._pressed(shown.chat, query.data or "", query.from_user)
            await edit(context.bot, shown.chat_id, shown.message_id, post)

    async def _open(self, message: Message, wanted: str) -> None:
        if await administers(message):
            async with self._turns.of(message.chat_id):
                post = await self._pressed(message.chat, f"{PANEL}{wanted}", message.from_user)
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
        deaf = not await hears_everything(chat.get_bot(), chat)
        post = overview(current, forums, texts, private=is_private(chat), deaf=deaf)
        return Post(post.markup) if data == CLOSE else post
