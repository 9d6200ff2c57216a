"""What the bot tells about itself fits into a message, whatever it holds."""

from datetime import UTC, datetime, timedelta

import pytest

from bot.answering.feedback import GapGroup, PassageVotes
from bot.chat.messages.post import Post
from bot.chat.messages.reports import Health, about_text, gaps_text, status_text
from bot.corpus.speech import Source, Speech
from bot.database.feedback import Tally
from bot.texts import Texts, texts_in
from tests.chat.messages.test_answer import assert_valid
from tests.held import HeldContents

ZH, EN = texts_in("zh"), texts_in("en")
NOW = datetime(2026, 5, 12, 9, 30, tzinfo=UTC)
MANY = HeldContents(
    [Speech(f"f{n}/1", "题", Source("很长的座谈会" * 99), f"人{n}") for n in range(99)]
)
LONG = "很长的问题<" * 500
VOTED_DOWN = [PassageVotes(LONG, 10**6, 10**6, 10**6)] * 99


@pytest.mark.parametrize("texts", [ZH, EN], ids=["zh", "en"])
def test_no_report_makes_an_invalid_message(texts: Texts) -> None:
    votes = Tally(10**6, 10**6)
    health = Health(NOW, NOW, True, 10**6, [LONG] * 5, votes, VOTED_DOWN)
    for markup in (
        about_text(MANY, NOW, LONG, texts),
        status_text(MANY, health, texts, NOW + timedelta(days=400)),
        gaps_text([GapGroup((LONG,), 10**6, NOW, NOW)] * 99, VOTED_DOWN, texts),
    ):
        assert_valid(Post(markup))


def test_the_status_shows_how_long_the_bot_has_run() -> None:
    health = Health(NOW, NOW, False, 0, [])
    for span, told in ((timedelta(minutes=61), "1 h 1 min"), (timedelta(hours=49), "2 d 1 h")):
        assert told in status_text(MANY, health, EN, NOW + span).html
