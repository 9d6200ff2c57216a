"""What a speech can be asked about: words of its own that lead back to it."""

from pathlib import Path

from bot.answering.answerer import Answerer
from bot.answering.live_corpus import open_corpus
from tests.conftest import FORUM, WriteCorpus, speech


def test_each_topic_with_the_speakers_name_is_answered_from_the_speech(forum: Answerer) -> None:
    for each in forum.contents.speeches:
        topics = forum.topics(each.id)
        assert len(topics) == 5, each.id
        for topic in topics:
            answer = forum.answer(f"{each.speaker or ''} {topic}")
            assert answer.status == "answered"
            assert each.id in {quote.passage.speech.id for quote in answer.quotes}, topic


def test_topics_are_what_a_speech_is_about(forum: Answerer) -> None:
    assert {"流动人口", "物业公司"} <= set(forum.topics("zhuzhou-grassroots/08-刘晖"))
    assert "民宿" in forum.topics("zhuzhou-grassroots/01-付铁梯")


def test_topics_are_words_of_the_speech_and_none_within_another(forum: Answerer) -> None:
    for each in forum.contents.spoken:
        text = each.title + "".join(p.text for p in forum.contents.passages_of(each.id))
        topics = forum.topics(each.id, most=8)
        assert all(len(topic) > 1 and topic in text for topic in topics)
        assert not any(a != b and a in b for a in topics for b in topics)


def test_names_and_numbers_and_asking_words_are_no_topics(
    cache: Path, write_corpus: WriteCorpus
) -> None:
    body = "刘晖和聂岚艳,建议三个,两个,建议,刘晖。\n\n種植。茶葉,2020年。"
    folder = write_corpus(
        {
            "f/forum.md": FORUM,
            "f/1.md": speech(body, title="一", speaker="聂岚艳"),
            "f/2.md": speech("修路。", title="二", speaker="刘晖"),
        }
    )
    answerer = open_corpus(folder, cache)
    assert set(answerer.topics("f/1")) == {"種植", "茶葉"}, "as they stand in the text"
    assert answerer.topics("f/1", most=1) in (["種植"], ["茶葉"])


def test_a_speech_that_is_not_there_has_no_topics(forum: Answerer) -> None:
    assert forum.topics("zhuzhou-grassroots/99") == []
    assert forum.within(["another"]).topics("zhuzhou-grassroots/08-刘晖") == []
