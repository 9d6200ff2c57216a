"""What maintainers see."""

from tests.pictures.scene import Act, Scene
from tests.pictures.stage import ME, Stage


async def status(stage: Stage) -> None:
    """How the bot is doing, what it holds, whether answers helped, and recent errors."""
    await _vote(stage, "button-unhelpful", "button-helped", "button-helped")
    await stage.ask("/status", "/status")


async def reload(stage: Stage) -> None:
    """Reloads the corpus. Errors are listed with file and line, and change nothing."""
    (forum,) = (path for path in stage.corpus.iterdir() if path.is_dir())
    added = forum / "10-新发言.md"
    added.write_text("speaker: 刘晖\n", encoding="utf-8")
    await stage.ask("/reload", "/reload")
    added.write_text("---\ntitle: 补充发言\nspeaker: 刘晖\n---\n\n再补充一点。\n", encoding="utf-8")
    await stage.ask("/reload", "/reload")


async def news(stage: Stage) -> None:
    """What was added, changed and removed, sent without being asked.

    The message is in the language that a maintainer has set, or else in Chinese.
    """
    await stage.ask("/language en", "/language zh")
    (forum,) = (path for path in stage.corpus.iterdir() if path.is_dir())
    first, *_, last = sorted(forum.glob("[0-9]*.md"))
    last.unlink()
    with first.open("a", encoding="utf-8") as file:
        file.write("\n再补充一点。\n")
    added = forum / "10-新发言.md"
    added.write_text("---\ntitle: 补充发言\nspeaker: 刘晖\n---\n\n谢谢大家。\n", encoding="utf-8")
    await stage.server.next_message(stage.chat)  # about the language
    stage.show(await stage.server.next_message(stage.chat, timeout=60))


async def gaps(stage: Stage) -> None:
    """Questions that found nothing, most frequent first, and answers that did not help.

    A spreadsheet has all of them.
    """
    other = stage.server.private(stage.other)
    pork = "how do I cook red braised pork", "红烧肉怎么做"
    match = "who won the football match", "球赛谁赢了"
    for question in (pork, match, pork):
        await stage.server.reply_to(other.say(stage.words(*question)))
    await _vote(stage, "button-unhelpful")
    await stage.ask("/gaps", "/gaps")
    await stage.settle()
    (file,) = (sent for sent in stage.server.sent if sent.document)
    stage.show(file)


async def _vote(stage: Stage, *buttons: str) -> None:
    """Somebody else asks for an answer, and votes on it, once for each button."""
    other = stage.server.private(stage.other)
    for button in buttons:
        said = other.say(stage.words("刘晖 on rentals", "刘晖谈租房"))
        answer = await stage.server.reply_to(said)
        await stage.server.answer_to(other.press(answer, stage.texts(button)))


_ADMINS = {"ADMINS": str(ME)}

ACT = Act(
    "Maintenance",
    (
        Scene(status, "Status", _ADMINS),
        Scene(reload, "Reloading the corpus", {**_ADMINS, "WATCH": "false"}),
        Scene(news, "News of a change", _ADMINS),
        Scene(gaps, "Unanswered questions", {**_ADMINS, "KEEP_QUESTIONS": "true"}),
    ),
)
