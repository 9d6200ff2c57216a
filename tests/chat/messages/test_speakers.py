"""The list of speakers and what is shown of one, within Telegram's limits."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.chat.messages.speakers import person_post, speakers_post
from bot.corpus.speech import Passage, Person, Source, Speech
from bot.texts import texts_in
from tests.chat.messages.test_answer import GROUP, LONG_WORDS, PRIVATE, assert_valid

ZH, EN = texts_in("zh"), texts_in("en")


def test_thousands_of_speakers_have_pages_that_show_each_once() -> None:
    people = [Person(f"人{number}", (), ("书记",)) for number in range(5000)]
    seen: list[str] = []
    at: int | None = 0
    while at is not None:
        post = speakers_post(people, at, ZH)
        assert_valid(post)
        *names, turning = post.rows
        seen += [button.text for row in names for button in row]
        following = [b.callback_data for b in turning if "▶" in b.text]
        at = int(str(following[0]).partition(":")[2]) if following else None
    assert seen == [person.name for person in people]


@pytest.mark.parametrize("at", [-5, 0, 3, 10**9])
def test_a_page_that_is_not_there_is_the_nearest(at: int) -> None:
    assert speakers_post([Person("甲", (), ())], at, EN).rows[0][0].text == "甲"


def test_a_corpus_without_speakers_says_so() -> None:
    assert speakers_post([], 0, EN).markup.html == EN("no-speakers")


@given(LONG_WORDS, LONG_WORDS, st.lists(LONG_WORDS, max_size=40), st.booleans())
def test_no_speaker_makes_an_invalid_message(
    name: str, role: str, titles: list[str], in_group: bool
) -> None:
    person = Person(name, (), (role,))
    speeches = [Speech(f"f/{n}", title, Source("会"), name) for n, title in enumerate(titles)]
    openings = [Passage(speech, 1, 1, "话") for speech in speeches]
    venue = GROUP if in_group else PRIVATE
    assert_valid(person_post(person, openings, ["话题"] if titles else [], ZH, venue))
    assert_valid(speakers_post([person] * 15, 0, ZH))
