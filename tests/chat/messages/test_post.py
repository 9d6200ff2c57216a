"""Telegram's HTML: it always parses, and its count is what the Bot API counts."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.chat.messages.post import Markup, bold, clipped, joined, link, plain, quotation, units
from tests.bot_api import parse_html

ANY_TEXT = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=30)
MARKUP = st.text(st.sampled_from("<>&\"'b/a;lt="), min_size=1, max_size=20)
PIECES = (ANY_TEXT | MARKUP).flatmap(
    lambda text: st.sampled_from(
        [
            plain(text),
            bold(text),
            quotation(plain(text), folded=True),
            quotation(plain(text), folded=False),
            link(text, 'https://a.example/?a=1&b=<"2">'),
        ]
    )
)


@given(st.lists(PIECES, max_size=6))
def test_any_message_parses_and_is_counted_right(pieces: list[Markup]) -> None:
    message = joined(pieces)
    parsed = parse_html(message.html)
    assert units(parsed.text) == message.units
    assert len(parsed.entities) == message.entities


@given(ANY_TEXT | MARKUP)
def test_plain_text_arrives_as_it_was(text: str) -> None:
    parsed = parse_html(plain(text).html)
    assert (parsed.text, list(parsed.entities)) == (text, [])


@given(ANY_TEXT, st.integers(1, 20))
def test_clipped_text_is_never_longer_and_starts_the_same(text: str, longest: int) -> None:
    shown = clipped(text, longest)
    assert units(shown) <= longest
    assert shown == text or text.startswith(shown.removesuffix("…"))


@pytest.mark.parametrize(
    ("message", "fits"),
    [
        (plain("物" * 4096), True),
        (plain("物" * 4097), False),
        (plain("😀" * 2049), False),
        (joined([bold("a")] * 100), True),
        (joined([bold("a")] * 101), False),
    ],
    ids=["full", "over", "over-in-utf-16", "hundred-entities", "more-entities"],
)
def test_a_message_fits_as_long_as_telegram_takes_it(message: Markup, fits: bool) -> None:
    assert message.fits is fits
