"""Answers as messages: complete, and within Telegram's limits whatever the corpus holds."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.answering.answer import Answer, Quote
from bot.answering.answerer import Answerer
from bot.chat.messages.answer import Page, answer_post, guest_post, page_post
from bot.chat.messages.post import ENTITIES, UNITS, Post, Venue, units
from bot.corpus.speech import Passage, Source, Speech
from bot.corpus.splitting import LONGEST
from bot.database.answers import Narrowing
from bot.evaluation.expected_questions import read_questions
from bot.texts import Texts, texts_in
from tests.bot_api import parse_html
from tests.bot_api.keyboard import checked_markup
from tests.conftest import ROOT, SHIPPED
from tests.held import HeldContents

ZH, EN = texts_in("zh"), texts_in("en")
PRIVATE, GROUP = (Venue("SpeechesBot", private=private, inline=True) for private in (True, False))
SPEECH = Speech("f/1", "题", Source("会"), "刘晖")
WORDS = st.text(st.sampled_from('物<&>"😀 \n\u202e\u0301a'), min_size=1, max_size=12)
LONG_WORDS = st.builds(str.__mul__, WORDS, st.integers(1, 400))


@st.composite
def quotes(draw: st.DrawFn) -> Quote:
    """A quote of a speech whose every field may be long and strange."""
    body = draw(LONG_WORDS)[:LONGEST]
    source = Source(draw(LONG_WORDS), draw(LONG_WORDS), draw(WORDS), "https://a.example/?a=1&b=<2>")
    name = f"f/{draw(st.integers(1, 3))}"
    speech = Speech(name, draw(LONG_WORDS), source, draw(LONG_WORDS), draw(LONG_WORDS))
    marks = tuple((at, at + 1) for at in range(0, len(body), draw(st.integers(2, 9))))
    return Quote(Passage(speech, 1, 1, body), marks, 1.0)


def labels_of(post: Post) -> list[str]:
    return [button.text for row in post.rows for button in row]


def assert_valid(post: Post) -> str:
    """What Telegram would refuse is an error, and so are two buttons that read the same.

    Gives the text.
    """
    parsed = parse_html(post.markup.html)
    assert units(parsed.text) <= UNITS
    assert len(parsed.entities) <= ENTITIES
    if post.keyboard:
        checked_markup(post.keyboard.to_dict())
    labels = labels_of(post)
    assert len(set(labels)) == len(labels)
    return parsed.text


@given(
    st.lists(quotes(), min_size=1, max_size=5),
    st.sampled_from([ZH, EN]),
    st.sampled_from([PRIVATE, GROUP]),
    st.sampled_from(["", "meant", "chosen", "scoped", "further"]),
)
def test_no_answer_makes_an_invalid_message(
    quoted: list[Quote], texts: Texts, venue: Venue, narrowing: Narrowing
) -> None:
    speakers = (quoted[0].passage.speech.speaker or "",)
    answer = Answer("问", "zh", "answered", speakers, tuple(quoted))
    post = answer_post(answer, HeldContents(()), texts, venue, narrowing)
    assert quoted[0].passage.text in assert_valid(post)


@given(WORDS, st.lists(LONG_WORDS, max_size=30))
def test_no_refusal_makes_an_invalid_message(question: str, names: list[str]) -> None:
    for answer in (
        Answer(question, "zh", "refused"),
        Answer(question, "zh", "refused", (question,), (), tuple(names)),
        Answer(question, "zh", "clarify", (), (), tuple(names)),
    ):
        speeches = [Speech("f/1", name, Source("会"), name) for name in names]
        assert_valid(answer_post(answer, HeldContents(speeches), ZH, PRIVATE))


def test_a_passage_shows_who_where_what_and_from_where(forum: Answerer) -> None:
    answer = forum.answer("刘晖对房屋出租有什么建议")
    text = assert_valid(answer_post(answer, forum.contents, ZH, PRIVATE))
    first, second, *body, source = text.split("\n")
    assert first == "刘晖 · 荷塘区月塘街道党工委书记"
    assert second == "《加强流动人口的管理和服务》 · 第 3 段，共 5 段"
    assert body == [answer.quotes[0].passage.text]
    assert source.startswith("来源：加强基层建设 创新社会治理")
    assert source.endswith("5月12日")


@pytest.mark.parametrize("venue", [PRIVATE, GROUP])
def test_the_closest_passage_is_no_answer_but_a_way_on(forum: Answerer, venue: Venue) -> None:
    (quote, *_) = forum.answer("刘晖对房屋出租有什么建议").quotes
    answer = Answer("问", "zh", "refused", closest=quote)
    post = answer_post(answer, forum.contents, ZH, venue)
    text = assert_valid(post)
    assert text.startswith(ZH("closest"))
    assert quote.passage.text in text
    assert labels_of(post) == [ZH("button-speech"), ZH("button-who-spoke")]


def test_a_guest_learns_how_to_ask_and_gets_only_links(forum: Answerer) -> None:
    told = guest_post(forum.answer("help"), forum.contents, EN, GROUP)
    assert assert_valid(told).startswith("Ask in your own words")
    for question in (
        "刘晖的发言全文",
        "总结一下刘晖的发言",
        "论坛什么时候举行",
        "对物业管理有什么建议",
    ):
        post = guest_post(forum.answer(question), forum.contents, ZH, GROUP)
        assert_valid(post)
        assert all(button.url for row in post.rows for button in row)
        assert labels_of(post)


def test_more_speakers_than_have_a_button_are_a_press_away() -> None:
    names = tuple(f"刘{number}" for number in range(30))
    answer = Answer("全文", "zh", "clarify", choices=names, frame="speech")
    post = answer_post(answer, HeldContents(()), ZH, PRIVATE)
    assert labels_of(post) == [*names[:10], ZH("button-who-spoke")]


def test_a_continued_answer_offers_speeches_and_no_choice_of_speakers(
    forum: Answerer,
) -> None:
    quotes = forum.answer("对物业管理有什么建议").quotes
    post = page_post(Page(quotes, range(9), 0, 3, narrowing="further"), ZH, PRIVATE)
    assert_valid(post)
    assert not [label for label in labels_of(post) if label.startswith("只看")]
    assert [label for label in labels_of(post) if label.startswith("📖")]


def test_pages_lead_over_passages_that_are_gone(forum: Answerer) -> None:
    quotes = forum.answer("刘晖是谁").quotes
    page = Page(quotes[:2], places=[0, 3, 4, 7], at=1, size=2)
    turning = page_post(page, ZH, PRIVATE).rows[0]
    assert [button.callback_data for button in turning] == ["page:0", "page:7"]
    assert turning[1].text == ZH("button-next", count=1)


FIRST_LINES = 50
"""Characters of Chinese in the three lines that a narrow phone shows of a folded quotation."""

GOLDEN = [
    question.question
    for path in (*SHIPPED.glob("*/questions.jsonl"), ROOT / "tests/data/questions.jsonl")
    for _, question in read_questions(path)
]


def test_why_a_passage_answers_is_seen_before_anything_is_pressed(forum: Answerer) -> None:
    """The first marked word of each passage, that is, in every answer from the shipped corpus."""
    looked_at = 0
    for question in GOLDEN:
        answer = forum.answer(question)
        post = answer_post(answer, forum.contents, ZH, GROUP)
        parsed = parse_html(post.markup.html)
        for folded in (e for e in parsed.entities if e.type == "expandable_blockquote"):
            marks = [e.offset - folded.offset for e in parsed.entities if e.type == "bold"]
            within = [at for at in marks if 0 <= at < folded.length]
            assert not within or within[0] < FIRST_LINES, question
        assert all(quote.passage.text in parsed.text for quote in answer.quotes)
        looked_at += len(answer.quotes)
    assert looked_at > 100


@pytest.mark.parametrize("question", ["what did 刘晖 propose about rentals", "刘晖谈物业"])
def test_a_passage_alone_is_shown_whole(forum: Answerer, question: str) -> None:
    html = answer_post(forum.answer(question), forum.contents, EN, PRIVATE).markup.html
    assert html.count("<blockquote>") == 1
    assert "expandable" not in html


def test_a_line_break_counts_as_a_line_of_what_is_seen() -> None:
    words = "一\n二\n三\n物业"
    quotes = [Quote(Passage(SPEECH, 1, 2, words), ((6, 8),), 1.0)] * 2
    page = Page(quotes, [0, 1], 0, 2)
    assert "expandable" not in page_post(page, ZH, PRIVATE).markup.html


def test_an_answer_has_two_rows_of_buttons_at_most_besides_the_votes(forum: Answerer) -> None:
    for question in GOLDEN:
        answer = forum.answer(question)
        for venue in (PRIVATE, GROUP):
            post = answer_post(answer, forum.contents, EN, venue, "chosen")
            assert not answer.quotes or len([row for row in post.rows if row]) <= 3
            assert_valid(post)


def test_speeches_of_one_speaker_are_distinguished_by_their_titles() -> None:
    speeches = [Speech(f"f/{title}", title, Source("会"), "刘晖") for title in ("种树", "修路")]
    assert speech_labels(speeches) == ["📖 种树全文", "📖 修路全文"]


def test_speeches_of_one_title_have_numbers() -> None:
    speeches = [Speech(f"{forum}/1", "报告", Source(forum), "刘晖") for forum in ("一", "二")]
    assert speech_labels(speeches) == ["📖 报告全文", "📖 报告全文 (2)"]


def speech_labels(speeches: list[Speech]) -> list[str]:
    """The buttons that lead to the whole speeches of an answer with a passage of each."""
    quotes = [Quote(Passage(speech, 1, 1, "说了"), (), 1.0) for speech in speeches]
    post = page_post(Page(quotes, range(len(quotes)), 0, len(quotes)), ZH, PRIVATE)
    assert_valid(post)
    return [label for label in labels_of(post) if label.startswith("📖")]
