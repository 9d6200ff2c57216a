"""Names that are spelt with the wrong letters, or in two ways, and aliases that say nothing."""

from pathlib import Path

import pytest

from bot.checking.checked_file import CheckedFile
from bot.checking.names import People, idle_aliases, misspelt_names
from bot.corpus.files import list_forums
from bot.corpus.reader import read_file
from bot.language.normal import Normaliser
from bot.language.script import simplifier
from tests.checking.sheets import reported
from tests.conftest import FORUM, WriteCorpus, speech


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
def test_a_misspelt_name_is_reported_with_the_letter(
    write_corpus: WriteCorpus, name: str, message: str
) -> None:
    (found,) = reported(misspelt_names, speech("甲", speaker=name), write_corpus)
    assert found.startswith(f"3: '{name}' in 'speaker': {message}")


def test_aliases_are_looked_at_too_each_with_its_own_line(write_corpus: WriteCorpus) -> None:
    text = speech("甲", speaker="刘晖", aliases="\n  - 老刘\n  - 刘Hui")
    (found,) = reported(misspelt_names, text, write_corpus)
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
    assert not reported(misspelt_names, speech("甲", speaker=f"{name}"), write_corpus)


def test_figures_in_a_role_are_no_matter(write_corpus: WriteCorpus) -> None:
    assert not reported(misspelt_names, speech("甲", role="3号村 A座 Party 书记"), write_corpus)


def test_aliases_that_say_nothing_are_reported(write_corpus: WriteCorpus) -> None:
    text = speech("甲", speaker="Liu Hui", aliases="[LIU HUI, 老刘, 刘姐,\n  老刘]")
    speaker, twice = reported(idle_aliases, text, write_corpus)
    assert speaker == "4: 'LIU HUI' is the speaker's name already; delete it"
    assert twice == "5: '老刘' is among the aliases already; delete it"


def test_other_names_are_no_idle_aliases(write_corpus: WriteCorpus) -> None:
    text = speech("甲", speaker="刘晖", aliases="[老刘, Liu Hui, 刘]")
    assert not reported(idle_aliases, text, write_corpus)


Fields = dict[str, str]


def of_people(folder: Path) -> list[str]:
    """What is said about the speakers of a corpus, with their places in it."""
    normaliser = Normaliser(simplifier())
    people = People(lambda text: normaliser.normal(text).text)
    for state in (state for forum in list_forums(folder) for state in forum.all()):
        checked = CheckedFile(folder / state.path, read_file(folder, state))
        people.add(checked)
    return [str(problem).removeprefix(f"{folder}/") for problem in people.problems()]


def corpus(write_corpus: WriteCorpus, *speakers: Fields) -> Path:
    """A forum for each speaker whose fields name none."""
    files = {}
    for number, fields in enumerate(speakers):
        forum = fields.pop("forum", f"f{number}")
        files[f"{forum}/forum.md"] = FORUM
        files[f"{forum}/{number}.md"] = speech(f"{number}", **fields)
    return write_corpus(files)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("陈妮", "陈 妮"),
        ("陈妮", "陈　妮"),
        ("陈妮", "陳妮"),
        ("Liu Hui", "LIU HUI"),
        ("Liu Hui", "Ｌｉｕ Ｈｕｉ"),
        ("阿依古丽·买买提", "阿依古丽•买买提"),
        ("J. Doe", "J Doe"),
        ("José Núñez", "Jose Nunez"),
    ],
    ids=["space", "wide-space", "traditional", "case", "width", "dot", "full-stop", "accent"],
)
def test_one_name_in_two_spellings_is_reported_whatever_the_roles(
    write_corpus: WriteCorpus, one: str, other: str
) -> None:
    fields = {"speaker": other, "role": "主任"}
    (found,) = of_people(corpus(write_corpus, {"speaker": one, "role": "书记"}, fields))
    message = f"'{other}' is '{one}' (f0/0.md:3), spelt in another way; write the name in one way"
    assert found == f"f1/1.md:3: warning: {message}"


@pytest.mark.parametrize(
    ("one", "other", "message"),
    [
        ({"speaker": "刘晖", "role": "书记"}, {"speaker": "刘辉", "role": "书记"}, "the same role"),
        (
            {"speaker": "刘晖", "role": "书记"},
            {"speaker": "Liu Hui", "role": "书记"},
            "the same role",
        ),
        ({"speaker": "刘晖", "forum": "f"}, {"speaker": "刘辉", "forum": "f"}, "in the same forum"),
        (
            {"speaker": "John Hanson", "role": "mayor"},
            {"speaker": "John Hansen", "role": "Mayor"},
            "is but for a letter 'John Hanson'",
        ),
        (
            {"speaker": "John Hanson", "role": "mayor"},
            {"speaker": "Jonh Hanson", "role": "mayor"},
            "is but for a letter 'John Hanson'",
        ),
    ],
    ids=["role", "pinyin", "forum", "letter", "swapped"],
)
def test_names_that_are_nearly_the_same_are_reported_where_more_speaks_for_it(
    write_corpus: WriteCorpus, one: Fields, other: Fields, message: str
) -> None:
    (found,) = of_people(corpus(write_corpus, dict(one), dict(other)))
    assert message in found
    assert "if they are two, tell them apart by their roles" in found


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ({"speaker": "刘晖", "role": "书记"}, {"speaker": "刘晖", "role": "主任"}),
        ({"speaker": "刘晖", "role": "书记"}, {"speaker": "刘辉", "role": "主任"}),
        ({"speaker": "刘晖"}, {"speaker": "刘辉"}),
        (
            {"speaker": "刘晖", "role": "书记", "forum": "f"},
            {"speaker": "刘辉", "role": "主任", "forum": "f"},
        ),
        ({"speaker": "付铁梯", "role": "书记"}, {"speaker": "付铁琪", "role": "书记"}),
        ({"speaker": "John Hanson", "role": "mayor"}, {"speaker": "John Hansen", "role": "driver"}),
        ({"speaker": "John Hanson"}, {"speaker": "John Hansen"}),
        ({"speaker": "Li Na", "role": "mayor"}, {"speaker": "Li Ma", "role": "mayor"}),
    ],
    ids=["same", "roles", "forums", "reported-apart", "brothers", "letters", "no-roles", "short"],
)
def test_people_who_may_well_be_two_are_left_alone(
    write_corpus: WriteCorpus, one: Fields, other: Fields
) -> None:
    assert of_people(corpus(write_corpus, dict(one), dict(other))) == []


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ({"speaker": "刘晖"}, {"speaker": "陈妮", "aliases": "[小陈, 刘晖]"}),
        ({"speaker": "刘晖", "aliases": "[书记]"}, {"speaker": "陈妮", "aliases": "[小陈, 书记]"}),
    ],
    ids=["name", "alias"],
)
def test_an_alias_that_means_somebody_else_too_is_reported(
    write_corpus: WriteCorpus, one: Fields, other: Fields
) -> None:
    (found,) = of_people(corpus(write_corpus, dict(one), dict(other)))
    assert found.startswith("f1/1.md:4: warning: ")
    assert "means somebody else too" in found


def test_the_aliases_of_a_speaker_may_stand_in_every_speech(write_corpus: WriteCorpus) -> None:
    fields = {"speaker": "刘晖", "aliases": "[老刘, Liu Hui]"}
    assert of_people(corpus(write_corpus, dict(fields), dict(fields))) == []
