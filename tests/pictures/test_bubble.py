"""A message is drawn with everything that belongs to it."""

from dataclasses import replace

import pytest

from tests.bot_api import BotApiServer, Chat, Message, SentMessage, User
from tests.bot_api.message import Document
from tests.pictures.bubble import Seen, bubble
from tests.pictures.page import notice, service, tap

HOSTILE = "<b>&"


@pytest.fixture
def ann() -> User:
    return User(5, HOSTILE)


@pytest.fixture
def chat(ann: User) -> Chat:
    return BotApiServer().private(ann)


@pytest.fixture
def question(chat: Chat, ann: User) -> Message:
    return chat.say(f"{HOSTILE} who?")


@pytest.fixture
def answer(chat: Chat) -> SentMessage:
    buttons = [
        {"text": "press", "callback_data": "x"},
        {"text": "open", "url": "https://a.example"},
        {"text": "copy", "copy_text": {"text": "x"}},
        {"text": HOSTILE, "switch_inline_query_current_chat": "x"},
    ]
    return SentMessage(
        chat=chat,
        message_id=9,
        date=0,
        sender=chat.bot.user,
        text=f"{HOSTILE} /help",
        html="",
        reply_markup={"inline_keyboard": [buttons[:3], buttons[3:]]},
    )


def test_who_sees_a_message_sees_it_right_if_it_is_their_own(
    question: Message, answer: SentMessage, ann: User
) -> None:
    assert "message own" in bubble(Seen(message=question, by=ann))
    assert "message other" in bubble(Seen(message=answer, by=ann))


def test_names_stand_only_on_the_messages_of_others_in_a_group(
    question: Message, answer: SentMessage, ann: User
) -> None:
    assert "portrait" not in bubble(Seen(message=question, by=ann, named=True))
    assert "portrait" not in bubble(Seen(message=answer, by=ann))
    assert "portrait" in bubble(Seen(message=answer, by=ann, named=True))


def test_everything_that_people_wrote_is_escaped(
    question: Message, answer: SentMessage, ann: User
) -> None:
    file = replace(answer, document=Document(HOSTILE, b"x"))
    shown = [
        bubble(Seen(message=question, by=answer.sender, named=True)),
        bubble(Seen(message=file, by=ann, quoted=question, reactions=[HOSTILE])),
        tap(HOSTILE),
        notice(HOSTILE),
        service(HOSTILE),
    ]
    for html in shown:
        assert HOSTILE not in html
        assert "&lt;b&gt;&amp;" in html


def test_buttons_stand_in_their_rows_with_the_sign_of_what_they_do(
    answer: SentMessage, ann: User
) -> None:
    first, second = bubble(Seen(message=answer, by=ann)).split('class="row"')[1:]
    assert [row.count('class="button"') for row in (first, second)] == [3, 1]
    assert [row.count("corner") for row in (first, second)] == [2, 1]


def test_a_command_in_the_bots_words_is_a_link(answer: SentMessage, ann: User) -> None:
    assert "<a>/help</a>" in bubble(Seen(message=answer, by=ann))


def test_a_file_has_its_name_and_size(answer: SentMessage, ann: User) -> None:
    html = bubble(Seen(message=replace(answer, document=Document("gaps.csv", b"1" * 2048)), by=ann))
    assert "gaps.csv" in html
    assert "2,048 B" in html


def test_reactions_and_edits_are_told(question: Message, ann: User) -> None:
    html = bubble(Seen(message=question, by=ann, reactions=["🤷"], edited="edited"))
    assert '<span class="reaction">🤷</span>' in html
    assert "edited 9:41" in html
