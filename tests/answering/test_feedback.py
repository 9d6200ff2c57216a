"""Votes and gaps: by where a passage is now, and by what was asked."""

from datetime import UTC, datetime, timedelta

from bot.answering.answerer import Answerer
from bot.answering.feedback import GapGroup, PassageVotes, by_passage, grouped, table_of
from bot.database.feedback import Gap, Tally
from bot.search.contents import reference_to

SPEECH = "zhuzhou-grassroots/08-刘晖"


def test_votes_are_told_by_speech_and_passage_the_least_helpful_first(forum: Answerer) -> None:
    first, second = map(reference_to, forum.contents.passages_of(SPEECH)[:2])
    tallies = [Tally(1, 2, first), Tally(5, 0, "会/1@0"), Tally(0, 2, second)]
    assert by_passage(tallies, forum.contents) == [
        PassageVotes(SPEECH, 2, 0, 2),
        PassageVotes(SPEECH, 1, 1, 2),
        PassageVotes("会/1", None, 5, 0),
    ]


def test_passages_that_are_gone_are_their_speech_alone(forum: Answerer) -> None:
    tallies = [Tally(0, 1, f"{SPEECH}@a"), Tally(1, 1, f"{SPEECH}@b"), Tally(0, 1, "会@x/1@c")]
    votes = by_passage(tallies, forum.contents)
    assert votes == [PassageVotes(SPEECH, None, 1, 2), PassageVotes("会@x/1", None, 0, 1)]
    assert str(votes[0]) == f"👎 2 · 👍 1 · {SPEECH}"


def test_references_that_lead_to_one_passage_are_one(forum: Answerer) -> None:
    passage = forum.contents.passages_of(SPEECH)[0]
    reference = reference_to(passage)
    renamed = f"zhuzhou-grassroots/old@{reference.rpartition('@')[2]}"
    votes = by_passage([Tally(1, 0, reference), Tally(0, 3, renamed)], forum.contents)
    assert votes == [PassageVotes(SPEECH, 1, 1, 3)]


DAY = datetime(2026, 5, 12, tzinfo=UTC)


def asked(question: str, times: int = 1, days: int = 0) -> Gap:
    return Gap(question, times, DAY, DAY + timedelta(days=days))


def test_questions_that_ask_the_same_are_one_gap(forum: Answerer) -> None:
    groups = grouped(
        [
            asked("红烧肉怎么做", 3),
            asked("怎么做红烧肉？", 1, days=2),
            asked("紅燒肉怎麼做"),
            asked("刘晖谈民宿"),
            asked("liu hui 民宿"),
            asked("民宿"),
            asked("what about the subway"),
            asked("Subway?"),
        ],
        forum,
    )
    assert groups[0] == GapGroup(
        ("红烧肉怎么做", "怎么做红烧肉？", "紅燒肉怎麼做"), 5, DAY, DAY + timedelta(days=2)
    )
    assert {group.wordings for group in groups[1:]} == {
        ("刘晖谈民宿", "liu hui 民宿"),
        ("民宿",),
        ("what about the subway", "Subway?"),
    }


def test_what_is_no_question_is_a_gap_of_its_own(forum: Answerer) -> None:
    assert len(grouped([asked("？"), asked("怎么办"), asked(" "), asked("x" * 5000)], forum)) == 4


def test_no_question_is_a_formula_for_a_spreadsheet() -> None:
    groups = [
        GapGroup((text, f"{text}?"), 1, DAY, DAY) for text in ("=1+1", "@x", '红烧肉, "怎么"做')
    ]
    assert table_of(groups, []).decode("utf-8-sig").splitlines() == [
        "question,times,first,last,other wordings,speech,passage,helped,unhelpful",
        "'=1+1,1,2026-05-12,2026-05-12,'=1+1?,,,,",
        "'@x,1,2026-05-12,2026-05-12,'@x?,,,,",
        '"红烧肉, ""怎么""做",1,2026-05-12,2026-05-12,"红烧肉, ""怎么""做?",,,,',
    ]


def test_no_question_in_a_table_commands_a_terminal() -> None:
    groups = [GapGroup(("甲\x1b[2J\n乙\r\u202e", "\n=1+1"), 1, DAY, DAY)]
    assert table_of(groups, []).decode("utf-8-sig").split("\r\n")[1] == (
        '"甲\\x1b[2J\n乙\\r\\u202e",1,2026-05-12,2026-05-12,"\'\n=1+1",,,,'
    )


def test_passages_that_did_not_help_stand_below_the_questions() -> None:
    voted_down = [PassageVotes("会/1", 3, 1, 2), PassageVotes("=会/2", None, 0, 1)]
    table = table_of([GapGroup(("甲",), 1, DAY, DAY)], voted_down).decode("utf-8-sig").splitlines()
    assert table[1:] == ["甲,1,2026-05-12,2026-05-12,,,,,", ",,,,,会/1,3,1,2", ",,,,,'=会/2,,0,1"]
