"""Questions: by command, as a message, and when they are edited."""

from collections.abc import Awaitable, Callable, Mapping

from telegram import Message, Update
from telegram.ext import CommandHandler, MessageHandler, filters

from bot.answering.framing.frame import Kind as FrameKind
from bot.chat.addressing import asked_by_command, asked_in
from bot.chat.handlers.updates import EDITED, NEW, WORDS, App, Context, message_of
from bot.chat.respondent import Reading, Respondent

Handle = Callable[[Update, Context], Awaitable[None]]


class Questions:
    """Reads what is asked, and has it answered; or done `elsewhere`, where it is no answer."""

    def __init__(self, respondent: Respondent, elsewhere: Mapping[FrameKind, Handle]) -> None:
        self._respondent = respondent
        self._elsewhere = elsewhere

    def register(self, application: App) -> None:
        application.add_handlers(
            [
                CommandHandler("ask", self.ask, NEW),
                MessageHandler(NEW & WORDS & ~filters.COMMAND, self.text),
                MessageHandler(EDITED & WORDS, self.edited),
            ]
        )

    async def ask(self, update: Update, context: Context) -> None:
        message = message_of(update)
        frame = await self._respondent.answer(message, lambda _: asked_by_command(message))
        await self._pass_on(frame, update, context)

    async def text(self, update: Update, context: Context) -> None:
        message = message_of(update)
        frame = await self._respondent.answer(message, _reading(message, context))
        await self._pass_on(frame, update, context)

    async def edited(self, update: Update, context: Context) -> None:
        message = message_of(update)
        frame = await self._respondent.answer_edit(message, _reading(message, context))
        await self._pass_on(frame, update, context)

    async def _pass_on(self, frame: FrameKind | None, update: Update, context: Context) -> None:
        if frame:
            await self._elsewhere[frame](update, context)


def _reading(message: Message, context: Context) -> Reading:
    return lambda chat: asked_in(message, context.bot.bot, chat.answers_to)
