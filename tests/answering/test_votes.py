"""Votes are told by where a passage is now, or by its speech where it is gone."""

from bot.answering.answerer import Answerer
from bot.answering.votes import PassageVotes, by_passage
from bot.database.feedback import Tally
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
