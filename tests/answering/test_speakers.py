"""Names in a question: whole ones, and the longest."""

import pytest

from bot.answering.speakers import Named, SpeakerDirectory
from bot.corpus.speech import Source, Speech


def directory(*named: tuple[str, ...]) -> SpeakerDirectory:
    """Speakers, each with aliases."""
    speeches = [
        Speech(f"f/{names[0]}", "题", Source("会"), ("文",), names[0], None, names[1:])
        for names in named
    ]
    return SpeakerDirectory(speeches, str.lower)


def test_a_name_is_found_where_it_stands() -> None:
    assert directory(("刘晖",)).named_in("问刘晖") == [Named(1, 3, ("刘晖",))]


def test_the_longest_name_wins() -> None:
    (found,) = directory(("王平",), ("王平安",)).named_in("王平安说了什么")
    assert found.speakers == ("王平安",)


@pytest.mark.parametrize(("question", "found"), [("ask ann", 1), ("ask anna", 0), ("joann", 0)])
def test_a_name_in_letters_is_found_as_a_whole_word_only(question: str, found: int) -> None:
    assert len(directory(("Ann",)).named_in(question)) == found


def test_an_alias_leads_to_its_speaker() -> None:
    (found,) = directory(("刘晖", "老刘")).named_in("老刘怎么看")
    assert found.speakers == ("刘晖",)


def test_a_corpus_without_speakers_finds_none() -> None:
    assert directory().named_in("刘晖") == []
