"""Names that are spelt with the wrong letters, and aliases that say nothing."""

import pytest

from bot.corpus.checks.names import idle_aliases, misspelt_names
from tests.conftest import WriteCorpus, speech
from tests.corpus.checks.sheets import told


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("Реtrov", "Р (U+0420) is Cyrillic among Latin letters; write the Latin one"),
        ("Петрoв", "o (U+006F) is Latin among Cyrillic letters; write the Cyrillic one"),
        ("Ηelen Li", "Η (U+0397) is Greek among Latin letters"),
        ("О. Petrov", "О (U+041E) is Cyrillic; write the Latin letter"),
        ("刘Hui", "letters and characters in one word"),
        ("Hui刘", "letters and characters in one word"),
        ("刘晖2", "the figure 2 in a name"),
        ("刘晖①", "the figure ① in a name"),
        ("Ｌiu Hui", "Ｌ (U+FF2C) is full-width; write L"),
        ("刘晖 (Liu Ｈui)", "Ｈ (U+FF28) is full-width; write H"),
        ("王ニ", "ニ (U+30CB) is kana; write 二 if it is the character"),
        ("王ー山", "ー (U+30FC) is kana; write 一"),
    ],
)
def test_a_misspelt_name_is_told_of_with_the_letter(
    write_corpus: WriteCorpus, name: str, message: str
) -> None:
    (found,) = told(misspelt_names, speech("甲", speaker=name), write_corpus)
    assert found.startswith(f"3: '{name}' in 'speaker': {message}")


def test_aliases_are_looked_at_too_each_with_its_own_line(write_corpus: WriteCorpus) -> None:
    text = speech("甲", speaker="刘晖", aliases="\n  - 老刘\n  - 刘Hui")
    (found,) = told(misspelt_names, text, write_corpus)
    assert found.startswith("6: '刘Hui' in 'aliases': ")


@pytest.mark.parametrize(
    "name",
    [
        *["Liu Hui", "刘晖", "阿依古丽·买买提", "Jean-Luc O'Neill", "José Ñúñez", "Ｌｉｕ"],
        *["刘晖(Liu Hui)", "刘晖 Hui", "小S", "阿Q", "Иван Петров", "Иван (Ivan)", "Νίκος"],
        *["山田タカ子", "一ノ瀬", "カエ", "李〇", "김철수", "𠮷田", "محمد علي", "Al-Ḥasan"],
    ],
)
def test_a_name_of_one_script_a_word_is_all_right(write_corpus: WriteCorpus, name: str) -> None:
    assert not told(misspelt_names, speech("甲", speaker=f"{name}"), write_corpus)


def test_figures_in_a_role_are_no_matter(write_corpus: WriteCorpus) -> None:
    assert not told(misspelt_names, speech("甲", role="3号村 A座 Party 书记"), write_corpus)


def test_aliases_that_say_nothing_are_told_of(write_corpus: WriteCorpus) -> None:
    text = speech("甲", speaker="Liu Hui", aliases="[LIU HUI, 老刘, 刘姐,\n  老刘]")
    speaker, twice = told(idle_aliases, text, write_corpus)
    assert speaker == "4: 'LIU HUI' is the speaker's name already; delete it"
    assert twice == "5: '老刘' stands twice among the aliases; delete it"


def test_other_names_are_no_idle_aliases(write_corpus: WriteCorpus) -> None:
    text = speech("甲", speaker="刘晖", aliases="[老刘, Liu Hui, 刘]")
    assert not told(idle_aliases, text, write_corpus)
