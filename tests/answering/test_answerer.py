"""Answers from the shipped forum: the right passages, a question back, or a refusal."""

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.answering.answer import Answer
from bot.answering.answerer import PASSAGES, Answerer
from bot.answering.live_corpus import open_corpus
from bot.errors import QuestionError
from tests.conftest import FORUM, WriteCorpus, speech


def first(answer: Answer) -> str:
    return answer.quotes[0].passage.text


@pytest.mark.parametrize(
    "question",
    [
        "what did 刘晖 propose about rentals",
        "刘晖对房屋出租有什么建议",
        "劉暉對房屋出租有什麼建議",
        "刘晖 租赁",
        "刘晖 租房",
    ],
    ids=["mixed", "simplified", "traditional", "keywords", "a-contraction-of-what-is-said"],
)
def test_the_projects_own_example_is_answered(forum: Answerer, question: str) -> None:
    answer = forum.answer(question)
    assert (answer.status, answer.speakers) == ("answered", ("刘晖",))
    assert "房屋租赁信息登记" in first(answer)


def test_a_question_that_names_a_speaker_is_answered_from_that_speaker(forum: Answerer) -> None:
    for name in (person.name for person in forum.contents.people):
        answer = forum.answer(f"{name}怎么看乡村振兴和小区物业")
        assert {quote.passage.speech.speaker for quote in answer.quotes} <= {name}


def test_two_namesakes_but_for_a_character_are_two_people(forum: Answerer) -> None:
    assert forum.answer("付铁梯谈民宿").speakers == ("付铁梯",)
    assert forum.answer("付铁琪谈养老").speakers == ("付铁琪",)


def test_a_question_about_two_speakers_is_answered_from_both(forum: Answerer) -> None:
    answer = forum.answer("刘晖和付铁琪对物业公司怎么看")
    assert answer.speakers == ("刘晖", "付铁琪")
    assert {quote.passage.speech.speaker for quote in answer.quotes} == {"刘晖", "付铁琪"}


def test_who_somebody_is_is_told_from_how_the_speech_begins(forum: Answerer) -> None:
    answer = forum.answer("万莉萍是谁")
    assert first(answer).startswith("万莉萍,炎陵县县委党校副校长")


def test_what_somebody_proposed_is_where_they_propose_in_their_order(forum: Answerer) -> None:
    answer = forum.answer("刘晖有什么建议")
    assert [quote.passage.number for quote in answer.quotes] == [3, 4, 5]
    assert all("建议" in quote.passage.text for quote in answer.quotes)


def test_a_question_for_speakers_is_answered_with_speakers(forum: Answerer) -> None:
    quotes = forum.answer("谁提到了乡村振兴").quotes
    assert len(quotes) == 3
    assert all(quote.passage.speech.speaker for quote in quotes)
    assert "曹慧泉" in first(forum.answer("市委书记是谁"))


@pytest.mark.parametrize("question", ["谁提到了养老", "who talked about elderly care"])
def test_a_question_for_speakers_shows_one_passage_of_each(forum: Answerer, question: str) -> None:
    speakers = [quote.passage.speech.speaker for quote in forum.answer(question).quotes]
    assert {"付铁琪", "聂岚艳"} <= set(speakers)
    assert len(set(speakers)) == len(speakers)


@pytest.mark.parametrize(
    "question", ["苏东坡以前在哪些公司工作过", "苏东坡的履历", "Su Dongpo's career background"]
)
def test_a_life_is_told_from_the_biography(forum: Answerer, question: str) -> None:
    assert "锦云实业" in first(forum.answer(question))


@pytest.mark.parametrize(
    ("question", "figure"),
    [
        ("株洲有多少个老旧小区", "2192个"),
        ("how many complaints about property management", "5082件"),
    ],
)
def test_a_question_for_a_figure_is_answered_with_one(
    forum: Answerer, question: str, figure: str
) -> None:
    assert figure in first(forum.answer(question))


@pytest.mark.parametrize(
    "question", ["红烧肉怎么做", "how do I reset my password", "😀🎉", "……", "the of and", "？"]
)
def test_a_question_that_shares_nothing_with_the_corpus_is_refused(
    forum: Answerer, question: str
) -> None:
    answer = forum.answer(question)
    assert (answer.status, answer.quotes) == ("refused", ())


def test_a_speaker_who_said_nothing_on_it_is_told_so_with_who_did(forum: Answerer) -> None:
    answer = forum.answer("陈妮谈民宿")
    assert (answer.status, answer.speakers, answer.choices) == ("refused", ("陈妮",), ("付铁梯",))


def test_an_alias_of_two_speakers_leads_to_a_question_back(
    cache: Path, write_corpus: WriteCorpus
) -> None:
    folder = write_corpus(
        {
            "f/forum.md": FORUM,
            "f/1.md": speech("种树。", title="一", speaker="付铁梯", aliases="[付书记]"),
            "f/2.md": speech("修路。", title="二", speaker="付铁琪", aliases="[付书记, 老付]"),
        }
    )
    answerer = open_corpus(folder, cache)
    answer = answerer.answer("付书记说了什么")
    assert (answer.status, answer.choices) == ("clarify", ("付铁梯", "付铁琪"))
    assert answerer.answer("老付修路").speakers == ("付铁琪",)


def test_where_nobody_can_be_asked_back_each_choice_is_shown_with_its_best_passage(
    cache: Path, write_corpus: WriteCorpus
) -> None:
    body = "要种树,也要修路。\n\n要多种树,种树最要紧。"
    folder = write_corpus(
        {
            "f/forum.md": FORUM,
            "f/1.md": speech(body, title="一", speaker="付铁梯", aliases="[付书记]"),
            "f/2.md": speech("多种树。", title="二", speaker="付铁琪", aliases="[付书记]"),
            "f/3.md": speech("养鱼。", title="三", speaker="付铁林", aliases="[付书记]"),
        }
    )
    answerer = open_corpus(folder, cache)
    suggested = answerer.suggest("付书记谈种树")
    assert suggested.status == "answered"
    assert [quote.passage.speech.speaker for quote in suggested.quotes] == ["付铁梯", "付铁琪"]
    assert answerer.suggest("付书记谈火锅").status == "clarify"
    assert replace(answerer.suggest("养鱼"), elapsed_ms=0) == replace(
        answerer.answer("养鱼"), elapsed_ms=0
    )


def test_a_corpus_of_one_passage_answers(cache: Path, write_corpus: WriteCorpus) -> None:
    folder = write_corpus({"f/forum.md": FORUM, "f/1.md": speech("要建图书馆。")})
    answerer = open_corpus(folder, cache)
    assert first(answerer.answer("图书馆")) == "要建图书馆。"
    assert answerer.answer("火锅").status == "refused"
    assert answerer.answer("library").status == "answered"


@pytest.mark.parametrize("question", ["", "  \n", "\u3000"])
def test_an_empty_question_is_an_error(forum: Answerer, question: str) -> None:
    with pytest.raises(QuestionError, match="empty"):
        forum.answer(question)


def test_a_question_of_ten_thousand_characters_is_an_error_that_says_so(forum: Answerer) -> None:
    with pytest.raises(QuestionError, match="10000 characters"):
        forum.answer("物" * 10000)


def test_the_longest_question_allowed_is_answered(forum: Answerer) -> None:
    assert forum.answer(("刘晖物业 property " * 300)[:4096]).status == "answered"


@pytest.mark.parametrize(
    ("question", "language"),
    [
        ("刘晖对流动人口管理有什么建议", "zh"),
        ("what did 刘晖 propose about rentals", "en"),
        ("聂岚艳 on elderly care?", "en"),
        ("What did 付铁琪 say about 养老服务体系?", "en"),
        ("刘晖对GDP有什么看法", "zh"),
        ("刘晖", "zh"),
        ("Liu Hui", "en"),
    ],
)
def test_the_answer_is_in_the_language_of_the_question(
    forum: Answerer, question: str, language: str
) -> None:
    assert forum.answer(question).language == language


@given(st.text(max_size=40) | st.text(st.sampled_from("刘晖付铁琪物业abc 说什么?的"), max_size=30))
def test_any_question_gets_an_answer_or_a_clear_error(forum: Answerer, question: str) -> None:
    try:
        answer = forum.answer(question)
    except QuestionError:
        assert not question.strip()
        return
    assert (answer.status == "answered") == bool(answer.quotes)
    assert len(answer.quotes) <= PASSAGES
    for quote in answer.quotes:
        ends = [0, *(place for span in quote.highlights for place in span)]
        assert ends == sorted(ends)
        assert ends[-1] <= len(quote.passage.text)


def test_the_matched_words_are_marked(forum: Answerer) -> None:
    (quote, *_) = forum.answer("隆兴坳村有多少家民宿").quotes
    marked = [quote.passage.text[start:end] for start, end in quote.highlights]
    assert "民宿" in marked


def test_json_has_the_fields_that_programs_rely_on(forum: Answerer) -> None:
    answer = forum.answer("what did 刘晖 propose about rentals").as_json()
    assert list(answer) == [
        "question", "status", "frame", "language", "speakers", "scope", "facts", "passages",
        "choices", "closest", "elapsed_ms",
    ]  # fmt: skip
    assert (answer["frame"], answer["facts"]) == ("passage", None)
    assert answer["scope"] == {"forums": [], "text": None}
    passage = answer["passages"][0]
    assert list(passage) == [
        "id", "document", "speaker", "role", "title", "text", "highlights", "score", "source",
    ]  # fmt: skip
    assert passage["id"] == "zhuzhou-grassroots/08-刘晖#3"
    assert passage["source"] == {
        "forum": "加强基层建设 创新社会治理 基层干部代表这样说……",
        "publisher": "株洲日报·掌上株洲记者/凌琳 整理 易翔 摄影",
        "date": "5月12日",
        "url": None,
    }


FORUMS = {
    "a/forum.md": FORUM,
    "a/1.md": speech("要种树。", title="一", speaker="付铁梯", aliases="[付书记]"),
    "a/2.md": speech("要修路,也要种树。", title="二", speaker="刘晖"),
    "b/forum.md": FORUM,
    "b/1.md": speech("多种树。", title="三", speaker="付铁琪", aliases="[付书记, 老付]"),
    "b/2.md": speech("种树的事,建议先修路。", title="四", speaker="刘晖"),
}


@pytest.fixture
def forums(cache: Path, write_corpus: WriteCorpus) -> Answerer:
    return open_corpus(write_corpus(FORUMS), cache)


def test_within_no_forums_is_all_of_them(forums: Answerer) -> None:
    assert forums.within([]) is forums


@pytest.mark.parametrize("forum", ["a", "b"])
def test_within_a_forum_all_answers_come_from_it(forums: Answerer, forum: str) -> None:
    within = forums.within([forum])
    answers = [within.answer("种树"), within.rank("种树 修路", 9), within.suggest("刘晖谈修路")]
    answers += [
        within.reply(within.interpret("种树").asked_of(("刘晖",))),
        within.answer("刘晖有什么建议"),
    ]
    for answer in answers:
        assert answer.status == "answered"
        assert {quote.passage.speech.folder for quote in answer.quotes} == {forum}
    assert {each.id[0] for each in within.contents.speeches} == {forum}
    assert len(within.rank("种树", 9).quotes) == 2
    assert len(within.within(["a", "b"]).rank("种树", 9).quotes) == 4


def test_within_a_forum_a_speaker_of_another_said_nothing(forums: Answerer) -> None:
    answer = forums.within(["a"]).answer("付铁琪谈种树")
    assert (answer.status, answer.speakers) == ("refused", ("付铁琪",))
    assert set(answer.choices) == {"付铁梯", "刘晖"}
    answer = forums.within(["a"]).answer("付铁琪有什么建议")
    assert (answer.status, answer.choices) == ("refused", ())


def test_within_a_forum_an_unclear_name_means_who_spoke_there(forums: Answerer) -> None:
    assert forums.answer("付书记谈种树").status == "clarify"
    answer = forums.within(["a"]).answer("付书记谈种树")
    assert (answer.status, answer.speakers) == ("answered", ("付铁梯",))


def test_within_forums_that_are_gone_nothing_is_found(forums: Answerer) -> None:
    gone = forums.within(["c"])
    assert gone.answer("种树").status == gone.answer("付书记种树").status == "refused"
    assert list(gone.contents.people) == []


def test_a_question_copied_with_unseen_characters_is_the_same_question(forum: Answerer) -> None:
    plain, copied = forum.answer("刘晖谈租赁"), forum.answer("刘\u200b晖谈租\u00ad赁")
    assert copied.speakers == ("刘晖",)
    assert [quote.passage for quote in copied.quotes] == [quote.passage for quote in plain.quotes]


@pytest.mark.parametrize(
    ("text", "language"),
    [("?", None), ("🤔", None), ("2035", None), ("刘晖 2035", "zh"), ("Liu Hui 2035", "en")],
)
def test_a_question_without_words_has_no_language(
    forum: Answerer, text: str, language: str | None
) -> None:
    answer = forum.answer(text)
    assert answer.language == language
    assert answer.as_json()["language"] == (language or "zh")


@pytest.mark.parametrize("question", ["刘晖两次讲的都是啥", "刘晖那次效果好不好", "刘晖的办法"])
def test_who_asks_somebody_for_nothing_in_particular_gets_what_they_said(
    forum: Answerer, question: str
) -> None:
    answer = forum.answer(question)
    assert answer.status == "answered"
    assert {quote.passage.speech.speaker for quote in answer.quotes} == {"刘晖"}


def test_who_asks_for_somebodys_life_by_such_words_gets_their_life(forum: Answerer) -> None:
    (life,) = forum.interpret("万莉萍从前是什么").subject
    assert life.together
