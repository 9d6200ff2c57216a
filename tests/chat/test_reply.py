"""Answers as messages: complete, and within Telegram's limits whatever the corpus holds."""

from hypothesis import given
from hypothesis import strategies as st

from bot.answering.answer import Answer, Quote
from bot.answering.answerer import Answerer
from bot.chat.markup import ENTITIES, UNITS, units
from bot.chat.reply import answer_message, speakers_message
from bot.corpus.parting import LONGEST
from bot.corpus.speech import Passage, Source, Speech
from bot.search.contents import HeldContents
from bot.texts import Texts
from tests.bot_api import parse_html

ZH, EN = Texts("zh"), Texts("en")
WORDS = st.text(st.sampled_from('物<&>"😀 \n\u202e\u0301a'), min_size=1, max_size=12)
LONG_WORDS = st.builds(str.__mul__, WORDS, st.integers(1, 400))


@st.composite
def quotes(draw: st.DrawFn) -> Quote:
    """A quote of a speech whose every field may be long and strange."""
    body = draw(LONG_WORDS)[:LONGEST]
    source = Source(draw(LONG_WORDS), draw(LONG_WORDS), draw(WORDS), "https://a.example/?a=1&b=<2>")
    speech = Speech("f/1", draw(LONG_WORDS), source, draw(LONG_WORDS), draw(LONG_WORDS))
    marks = tuple((at, at + 1) for at in range(0, len(body), draw(st.integers(2, 9))))
    return Quote(Passage(speech, 1, 1, body), marks, 1.0)


@given(st.lists(quotes(), min_size=1, max_size=3), st.sampled_from([ZH, EN]))
def test_no_answer_makes_an_invalid_message(quoted: list[Quote], texts: Texts) -> None:
    answer = Answer("问", "zh", "answered", (), tuple(quoted))
    parsed = parse_html(answer_message(answer, HeldContents(()), texts).html)
    assert units(parsed.text) <= UNITS
    assert len(parsed.entities) <= ENTITIES
    assert quoted[0].passage.text in parsed.text


@given(WORDS, st.lists(LONG_WORDS, max_size=30))
def test_no_refusal_makes_an_invalid_message(question: str, names: list[str]) -> None:
    for answer in (
        Answer(question, "zh", "refused"),
        Answer(question, "zh", "refused", (question,), (), tuple(names)),
        Answer(question, "zh", "clarify", (), (), tuple(names)),
    ):
        speeches = [Speech("f/1", name, Source("会"), name) for name in names]
        message = answer_message(answer, HeldContents(speeches), ZH)
        assert message.fits
        parse_html(message.html)


def test_a_passage_shows_who_where_what_and_from_where(forum: Answerer) -> None:
    answer = forum.answer("刘晖对房屋出租有什么建议")
    parsed = parse_html(answer_message(answer, forum.contents, ZH).html)
    first, second, *body, source = parsed.text.split("\n")
    assert first == "刘晖 · 荷塘区月塘街道党工委书记"
    assert second == "《加强流动人口的管理和服务》 · 第 3 段，共 5 段"
    assert body == [answer.quotes[0].passage.text]
    assert source.startswith("来源：加强基层建设 创新社会治理")
    assert source.endswith("5月12日")


def test_hundreds_of_speakers_are_listed_as_far_as_they_fit() -> None:
    speeches = [
        Speech(f"f/{n}", f"第{n}篇发言", Source("会"), f"人{n}", "书记") for n in range(999)
    ]
    message = speakers_message(HeldContents(speeches), ZH)
    assert message.fits
    text = parse_html(message.html).text
    listed = text.count("《")
    assert text.endswith(f"……另有 {999 - listed} 篇")
    assert listed > 10


def test_a_corpus_without_speakers_says_so() -> None:
    speeches = [Speech("f/1", "题", Source("会"))]
    assert speakers_message(HeldContents(speeches), EN).html == EN("no-speakers")


def test_thousands_of_speakers_are_listed_with_as_many_as_fit() -> None:
    speeches = [Speech(f"f/{n}", "题", Source("会"), f"人{n}") for n in range(5000)]
    message = speakers_message(HeldContents(speeches), ZH)
    listed = message.html.count("《")
    assert message.fits
    assert listed == message.entities == ENTITIES  # a bold name each: one more would not fit
    assert message.html.endswith(ZH("speakers-more", count=5000 - listed))
