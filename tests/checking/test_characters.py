"""Characters that are in a text by accident."""

import pytest

from bot.checking.file import stray_characters
from tests.checking.sheets import reported
from tests.conftest import WriteCorpus, speech


@pytest.mark.parametrize(
    ("character", "name", "advice"),
    [
        ("\x07", "U+0007", "delete it"),
        ("\x0b", "U+000B", "delete it"),
        ("\x92", "U+0092", "delete it"),
        ("\ufffd", "U+FFFD (replacement character)", "was lost"),
        ("\u200b", "U+200B (zero width space)", "cannot be seen"),
        ("\u200d", "U+200D (zero width joiner)", "cannot be seen"),
        ("\u200e", "U+200E (left-to-right mark)", "cannot be seen"),
        ("\ufeff", "U+FEFF (zero width no-break space)", "cannot be seen"),
        ("\u00ad", "U+00AD (soft hyphen)", "cannot be seen"),
        ("\u202e", "U+202E (right-to-left override)", "direction"),
        ("\u2066", "U+2066 (left-to-right isolate)", "direction"),
        ("\u2028", "U+2028 (line separator)", "begin a new line"),
        ("\ue123", "U+E123", "private"),
        ("\U000f0001", "U+F0001", "private"),
        ("⻓", "U+2ED3 (cjk radical c-simplified long)", "write the character"),
    ],
    ids=lambda value: value.split()[0] if value.startswith("U+") else "",
)
def test_a_stray_character_is_named_with_its_line(
    write_corpus: WriteCorpus, character: str, name: str, advice: str
) -> None:
    (found,) = reported(stray_characters, speech(f"甲\n\n图书{character}馆"), write_corpus)
    assert found.startswith(f"7: {name}: ")
    assert advice in found


def test_a_stray_character_in_a_value_is_reported_with_its_key(write_corpus: WriteCorpus) -> None:
    text = speech("甲", speaker="刘\u200b晖", aliases="[老刘, 小\u200b刘]")
    speaker, alias = reported(stray_characters, text, write_corpus)
    assert speaker.startswith("3: U+200B (zero width space) in 'speaker': ")
    assert alias.startswith("4: U+200B (zero width space) in 'aliases': ")


def test_characters_of_one_sort_are_one_warning_with_all_their_lines(
    write_corpus: WriteCorpus,
) -> None:
    lines = ["甲\u200b"] * 6 + ["乙\u2060\u180e\u2061"]
    (found,) = reported(stray_characters, speech("\n".join(lines)), write_corpus)
    assert found.startswith("5: U+200B (zero width space), U+2060 (word joiner), U+180E")
    assert " and 1 others: " in found
    assert found.endswith("(also in lines 6, 7, 8 and 3 more)")


@pytest.mark.parametrize(
    "text",
    [
        "家庭 👨‍👩‍👧 和 👩🏽‍🚒，👁️‍🗨️",
        "می‌خواهم",
        "क्‍ष ശ്‍",
        "(שלום)\u200f, x",
        "ภาษา\u200bไทย",
        "🏴󠁧󠁢󠁳󠁣󠁴󠁿",
        "❤️ e\u0301 　全角\u00a0空格\t制表",
        "é ñ 😀 𠮷 〇 ㊙ ー",
    ],
    ids=["emoji", "persian", "indic", "hebrew", "thai", "flag", "spaces", "letters"],
)
def test_characters_that_have_a_use_are_not_reported(write_corpus: WriteCorpus, text: str) -> None:
    assert not reported(stray_characters, speech(text, speaker=f"'{text}'"), write_corpus)


def test_line_ends_and_a_mark_at_the_beginning_are_no_stray_characters(
    write_corpus: WriteCorpus,
) -> None:
    text = "\ufeff" + speech("甲\n\n乙").replace("\n", "\r\n")
    assert not reported(stray_characters, text, write_corpus)
