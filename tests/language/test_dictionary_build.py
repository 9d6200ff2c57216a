"""CC-CEDICT is read whole, and a small dictionary is built from its entries."""

from pathlib import Path

from bot.language.cedict import Entry, entries
from bot.language.dictionary import Dictionary, unpack
from bot.language.dictionary_build import EVERYDAY, PUBLIC_LIFE, DictionaryBuilder
from bot.language.script import simplifier
from bot.language.word_lists import read_lines
from bot.storage import open_bundle


def test_the_dictionary_has_its_words_with_their_senses() -> None:
    found = {entry.headword: entry.senses for entry in entries()}
    assert len(found) > 100_000
    assert ("garden",) in {gloss[:1] for gloss in found["花园"]}
    assert all(word and "[" not in word for word in found)


def test_senses_that_only_refer_to_another_word_are_left_out() -> None:
    glosses = (gloss for entry in entries() for sense in entry.senses for gloss in sense[:1])
    assert not any(gloss.startswith(("variant of", "CL:")) for gloss in glosses)


def test_the_terms_of_public_life_are_in_order_once_each_and_in_simplified_characters() -> None:
    english, chinese = zip(*(line.split(": ") for line in read_lines(PUBLIC_LIFE)), strict=True)
    assert len(set(english)) == len(english)
    simplify = simplifier()
    assert all(simplify(words) == words for words in chinese)


def test_entries_name_the_words_that_they_are_the_same_as() -> None:
    same = {entry.headword: entry.same for entry in entries() if entry.same}
    assert same["北大"] == ("北京大学",)
    assert len(same) > 2000


def test_groups_of_everyday_words_are_of_several_once_each_and_in_simplified_characters() -> None:
    groups = [line.split() for line in read_lines(EVERYDAY)]
    assert len(set(map(frozenset, groups))) == len(groups) > 500
    simplify = simplifier()
    for words in groups:
        assert 1 < len(words) == len(set(words)) < 10, words
        assert all(simplify(word) == word for word in words)


def test_a_small_dictionary_is_built_and_read(tmp_path: Path) -> None:
    builder = DictionaryBuilder()
    builder.add(Entry("公园", (("public park", "park (for everybody)"),)))
    builder.add(Entry("昆明", (("Kunming prefecture-level city and capital of Yunnan",),)))
    builder.add(Entry("北京大学", (("Peking University (PKU)",),)))
    builder.add(Entry("北大", (("Peking University",),), ("北京大学",)))
    builder.add_public("roof garden", ["屋顶花园"])
    builder.add_same(["园林", "公园"])
    unpack(builder.arrays(), tmp_path / "made")
    bundle = open_bundle(tmp_path / "made")
    assert bundle is not None
    dictionary = Dictionary(bundle)
    for found, words in (
        (dictionary.phrase("park"), {"公园"}),
        (dictionary.phrase("kunm"), {"昆明"}),
        (dictionary.public("roof garden"), {"屋顶花园"}),
        (dictionary.synonyms("公园"), {"园林"}),
        (dictionary.synonyms("北京大学"), {"北大"}),
    ):
        assert dict(dictionary.words(found)).keys() == words
