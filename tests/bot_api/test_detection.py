"""Commands and mentions that Telegram finds in what people write."""

import pytest

from . import Entity
from .detection import entities_in


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("/ask what?", ["/ask"]),
        ("/ask@SpeechesBot what?", ["/ask@SpeechesBot"]),
        ("see /help, /a_1", ["/help", "/a_1"]),
        ("a/b and/or http://x", []),
        ("/ask/x /ask@ab", []),
        ("问/ask", []),
        ("(/ask)", ["/ask"]),
        ("hello @SpeechesBot!", ["@SpeechesBot"]),
        ("mail@example.org @abc", []),
        ("@SpeechesBot-dev", ["@SpeechesBot"]),
        ("@SpeechesBot问", []),
    ],
)
def test_commands_and_mentions_are_found_as_telegram_finds_them(
    text: str, found: list[str]
) -> None:
    assert [entity.text_in(text) for entity in entities_in(text)] == found


def test_offsets_count_utf16_units() -> None:
    assert entities_in("😀 /ask") == (Entity("bot_command", 3, 4),)


def test_nothing_is_found_inside_a_given_text_mention() -> None:
    mention = Entity("text_mention", 0, 5, user_id=1)
    assert entities_in("@some one", [mention]) == (mention,)
