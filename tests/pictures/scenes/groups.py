"""What groups and their administrators see."""

from tests.bot_api import Chat
from tests.bot_api.membership import Standing
from tests.chat.seen import label_of
from tests.pictures.scene import Act, Scene
from tests.pictures.stage import Stage


def _group(stage: Stage, bot: Standing = "member", *, forum: bool = False) -> Chat:
    """A work chat that I administer, in which the scene is played from then on."""
    title = stage.words("Work chat", "工作群")
    group = stage.server.supergroup(
        title, members=[stage.other], admins=[stage.me], bot=bot, forum=forum
    )
    stage.enter(group)
    return group


async def greeting(stage: Stage) -> None:
    """Added to a group, the bot explains how to ask it there, and which messages it sees."""
    group = _group(stage, "left")
    group.put_bot("member", stage.me)
    welcome = await stage.server.next_message(group)
    added = next(message for message in group.messages.values() if message.is_service)
    stage.show(added)
    stage.show(welcome)


async def help_in_a_group(stage: Stage) -> None:
    """What works in this group, with its settings."""
    _group(stage, "administrator")
    await stage.ask("/help", "/help", by=stage.other)


async def speech_in_a_group(stage: Stage) -> None:
    """The bot does not flood a group with a speech: a button opens it in the private chat."""
    _group(stage)
    await stage.ask("/speech 刘晖", "/speech 刘晖")


async def topic(stage: Stage) -> None:
    """In a group with topics, the bot answers in the topic."""
    group = _group(stage, forum=True)
    thread = group.topic(stage.words("Speeches", "发言"), stage.me)
    stage.show(group.messages[thread])
    await stage.ask(
        "/ask what did 刘晖 propose about rentals",
        "/ask 刘晖对房屋租赁有什么建议",
        thread_id=thread,
    )


async def unasked(stage: Stage) -> None:
    """A group can let the bot answer questions among its members; it does so only if it is sure,
    and ignores all others.
    """
    group = _group(stage, "administrator")
    panel = await stage.ask("/settings", "/settings")
    await stage.press(panel, label_of(panel, stage.texts("set-answers-to")))
    await stage.press(panel, stage.texts("answers-to", value="questions"))
    stage.forget()
    stage.say("Who picks up the parcel today?", "今天谁去拿快递？", by=stage.other)
    stage.say("I do", "我去")
    asked = group.say(
        stage.words(
            "What did 刘晖 propose about registering rentals?", "刘晖对房屋出租登记提出了什么建议？"
        ),
        sender=stage.other,
    )
    stage.show(asked)
    stage.show(await stage.server.reply_to(asked))


async def settings(stage: Stage) -> None:
    """Administrators choose when and how the bot answers; the buttons show the current choice."""
    _group(stage)
    panel = await stage.ask("/settings", "/settings")
    await stage.press(panel, label_of(panel, stage.texts("set-answers-to")))


async def only_administrators(stage: Stage) -> None:
    """Other members cannot change them."""
    _group(stage)
    await stage.ask("/settings", "/settings", by=stage.other)


async def quiet_refusal(stage: Stage) -> None:
    """If nothing is found, a group can have a reaction instead of a message."""
    group = _group(stage)
    panel = await stage.ask("/settings", "/settings")
    await stage.press(panel, label_of(panel, stage.texts("set-quiet")))
    await stage.press(panel, stage.texts("refuses", value="True"))
    stage.forget()
    question = stage.words("/ask how do I cook red braised pork", "/ask 红烧肉怎么做")
    asked = group.say(question, sender=stage.other)
    await stage.server.call_of("setMessageReaction")
    await stage.settle()
    stage.show(asked)


async def not_allowed(stage: Stage) -> None:
    """If only some chats may use the bot, it says so in any other, once, and leaves."""
    group = _group(stage, "left")
    group.put_bot("member", stage.me)
    await stage.server.next_message(group)
    await stage.settle()
    for message in group.messages.values():
        stage.show(message)


ACT = Act(
    "Groups",
    (
        Scene(greeting, "Added to a group"),
        Scene(help_in_a_group, "Help in a group"),
        Scene(speech_in_a_group, "A speech in a group"),
        Scene(topic, "In a topic"),
        Scene(unasked, "A question among members"),
        Scene(settings, "Settings"),
        Scene(only_administrators, "Settings are for administrators"),
        Scene(quiet_refusal, "A quiet refusal"),
        Scene(not_allowed, "A chat that is not allowed", {"ALLOWED_CHATS": "-1"}),
    ),
)
