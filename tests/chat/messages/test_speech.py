"""Whole speeches in pages: each passage on one of them, in order, none too long for Telegram."""

from hypothesis import given
from hypothesis import strategies as st

from bot.chat.messages.speech import speech_post
from bot.corpus.speech import Passage, Source, Speech
from bot.corpus.splitting import LONGEST
from bot.texts import texts_in
from tests.chat.messages.test_answer import LONG_WORDS, assert_valid

ZH = texts_in("zh")
SPEECH = Speech("f/1", "题", Source("会"), "张三", "书记")


def passages(texts: list[str], speech: Speech = SPEECH) -> list[Passage]:
    return [Passage(speech, n, len(texts), text) for n, text in enumerate(texts, start=1)]


@given(st.lists(st.integers(1, LONGEST), min_size=1, max_size=30))
def test_the_pages_of_a_speech_show_all_of_it_in_order(lengths: list[int]) -> None:
    texts = [chr(0x4E00 + n) * length for n, length in enumerate(lengths)]
    speech, number, shown = passages(texts), 1, []
    while number:
        post = speech_post(speech, number, ZH)
        lines = assert_valid(post).split("\n\n")[1:-1]
        shown += lines
        assert post == speech_post(speech, number + len(lines) - 1, ZH)
        following = [b.callback_data for b in post.rows[0] if "▶" in b.text]
        number = int(str(following[0]).rpartition(":")[2]) if following else 0
    assert shown == texts


@given(LONG_WORDS, LONG_WORDS, LONG_WORDS, st.integers(-1, 99))
def test_no_speech_makes_an_invalid_message(
    title: str, speaker: str, text: str, number: int
) -> None:
    speech = Speech("f/1", title, Source(title, title, title), speaker, speaker)
    assert_valid(speech_post(passages([text[:LONGEST]] * 9, speech), number, ZH))
