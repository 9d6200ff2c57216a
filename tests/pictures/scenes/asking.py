"""What people who ask see, in private and in any other chat."""

from dataclasses import replace

from bot.answering.phrases import short_name, spoken_name
from tests.pictures.scene import Act, Scene
from tests.pictures.stage import Stage

RENTALS = "what did 刘晖 propose about rentals", "刘晖对房屋租赁有什么建议"
PROPERTY = "what was proposed about property management", "对物业管理有什么建议"


async def answer(stage: Stage) -> None:
    """The passage that says it, word for word, with the speaker, the speech and the part. Buttons
    show the whole speech, copy the source and take a vote.
    """
    await stage.ask(*RENTALS)


async def several_speakers(stage: Stage) -> None:
    """Each passage names its speaker. A long one is folded if it begins with the words that were
    asked for, and a tap opens it; otherwise it is shown whole.
    """
    await stage.ask(*PROPERTY)


async def only_one_speaker(stage: Stage) -> None:
    """A button narrows the answer to one speaker, in the same message; another goes back to all."""
    reply = await stage.ask(*PROPERTY)
    stage.forget()
    await stage.press(reply, stage.texts("button-only", speaker=short_name("刘晖", stage.texts)))


async def next_page(stage: Stage) -> None:
    """More passages are a tap away, in the same message."""
    reply = await stage.ask("who is 刘晖", "刘晖是谁")
    stage.forget()
    await stage.press(reply, stage.texts("button-next", count=2))


async def whole_speech(stage: Stage) -> None:
    """The speech that a passage is from, opened at that page."""
    reply = await stage.ask(*RENTALS)
    stage.forget()
    await stage.press(reply, stage.texts("button-speech"))
    stage.show(await stage.server.reply_to(reply))


async def outline(stage: Stage) -> None:
    """The first sentence of each part of a speech; in a reply, of the speech that is quoted."""
    reply = await stage.ask(*RENTALS)
    stage.forget()
    await stage.ask("summarise it", "总结一下", reply_to=reply)


async def facts(stage: Stage) -> None:
    """What is known about the forum, and the sentence that says so."""
    await stage.ask("when was the forum held?", "论坛什么时候举行？")


async def refusal(stage: Stage) -> None:
    """If the bot finds nothing, it says so; the list of speakers is a tap away."""
    reply = await stage.ask("how do I cook red braised pork", "红烧肉怎么做")
    await stage.press(reply, stage.texts("button-who-spoke"))


async def said_by_others(stage: Stage) -> None:
    """If a speaker said nothing about it, the bot says so, and who else did."""
    reply = await stage.ask("what did Chen Ni say about homestays", "陈妮谈民宿")
    await stage.press(reply, spoken_name("付铁梯", stage.texts))


async def which_speaker(stage: Stage) -> None:
    """If a name fits two people, the bot asks which one; a tap answers."""
    reply = await stage.ask("what did 付书记 say", "付书记说了什么")
    await stage.press(reply, spoken_name("付铁琪", stage.texts))


async def follow_up(stage: Stage) -> None:
    """A question in reply to an answer is about the same speaker."""
    reply = await stage.ask(*RENTALS)
    await stage.ask("and property management?", "那物业呢？", reply_to=reply)


async def who_else(stage: Stage) -> None:
    """What others said about it, in reply to an answer that has more than it shows."""
    reply = await stage.ask("who spoke about service?", "谁谈到服务？")
    stage.forget()
    await stage.ask("who else?", "还有谁？", reply_to=reply)


async def vote(stage: Stage) -> None:
    """The bot thanks for a vote; maintainers can review what did not help."""
    reply = await stage.ask(*RENTALS)
    await stage.press(reply, stage.texts("button-unhelpful"))


async def edited_question(stage: Stage) -> None:
    """Edit a question, and the bot edits its answer."""
    question = stage.say("what did 刘晖 say about property", "刘晖谈物业")
    reply = await stage.server.reply_to(question)
    changed = stage.chat.edit(
        question, stage.words("what did 聂岚艳 say about the elderly", "聂岚艳谈养老")
    )
    edited = await stage.server.edit_of(reply)
    stage.forget()
    stage.show(changed)
    stage.show(edited)


async def speakers(stage: Stage) -> None:
    """Everybody who spoke; a tap shows what somebody spoke about and what you can ask."""
    reply = await stage.ask("/speakers", "/speakers")
    await stage.press(reply, spoken_name("刘晖", stage.texts))


async def start(stage: Stage) -> None:
    """The first message, with a question to try."""
    await stage.ask("/start", "/start")


async def help_in_private(stage: Stage) -> None:
    """Everything that the bot can do in private."""
    await stage.ask("/help", "/help")


async def about(stage: Stage) -> None:
    """Which speeches there are, when they were updated, and where to report mistakes."""
    await stage.ask("/about", "/about")


async def language(stage: Stage) -> None:
    """The language that the bot speaks; passages stay in their own. `/language en` sets it
    directly.
    """
    reply = await stage.ask("/language", "/language")
    await stage.press(reply, "中文" if stage.language == "en" else "English")


async def inline_results(stage: Stage) -> None:
    """Type the bot's name and a question into any message field, and pick a passage to send."""
    stage.enter(stage.server.private(stage.other))
    stage.say("Do you know what 刘晖 said?", "你知道刘晖说了什么吗？", by=stage.other)
    await stage.offer("Liu Hui", "刘晖")


async def guest(stage: Stage) -> None:
    """Mentioned in a chat that it has not joined, the bot answers once."""
    title = stage.words("Weekend hikers", "周末徒步群")
    people = [stage.me, stage.other]
    stage.enter(stage.server.supergroup(title, members=people, bot="left"))
    stage.say("Did anybody speak about rentals?", "有人谈过房屋租赁吗？", by=stage.other)
    asked = stage.say(*(f"@SpeechesBot {question}" for question in RENTALS))
    answered = await stage.server.reply_to(asked)
    (call,) = stage.server.calls_of("answerGuestQuery")
    buttons = call.parameters.json("result")["reply_markup"]  # which the server does not keep
    stage.show(replace(answered, reply_markup=buttons))


ACT = Act(
    "Asking",
    (
        Scene(answer, "An answer"),
        Scene(several_speakers, "An answer of several speakers"),
        Scene(only_one_speaker, "One speaker only"),
        Scene(next_page, "The next page"),
        Scene(whole_speech, "The whole speech"),
        Scene(outline, "An outline"),
        Scene(facts, "A fact about the forum"),
        Scene(refusal, "Nothing found"),
        Scene(said_by_others, "Somebody else said it"),
        Scene(which_speaker, "Two people with that name"),
        Scene(follow_up, "A follow-up question"),
        Scene(who_else, "Who else"),
        Scene(vote, "A vote"),
        Scene(edited_question, "An edited question"),
        Scene(speakers, "Who spoke"),
        Scene(start, "The first message"),
        Scene(help_in_private, "Help"),
        Scene(about, "About the bot"),
        Scene(language, "The language"),
        Scene(inline_results, "Inline, in any chat"),
        Scene(guest, "Guest mode"),
    ),
)
