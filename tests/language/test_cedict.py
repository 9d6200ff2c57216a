"""The dictionaries are read whole, and as they are written."""

from bot.language.cedict import entries, everyday_words, public_life
from bot.language.script import simplifier


def test_the_dictionary_has_its_words_with_their_senses() -> None:
    found = {entry.headword: entry.senses for entry in entries()}
    assert len(found) > 100_000
    assert ("garden",) in {gloss[:1] for gloss in found["花园"]}
    assert all(word and "[" not in word for word in found)


def test_entries_that_only_point_to_another_word_explain_nothing() -> None:
    glosses = (gloss for entry in entries() for sense in entry.senses for gloss in sense[:1])
    assert not any(gloss.startswith(("variant of", "CL:")) for gloss in glosses)


def test_the_terms_of_public_life_are_in_order_once_each_and_in_simplified_characters() -> None:
    terms = list(public_life())
    english = [term for term, _ in terms]
    assert len(set(english)) == len(english)
    simplify = simplifier()
    assert all(simplify(word) == word for _, chinese in terms for word in chinese)


def test_entries_tell_which_words_they_are_the_same_as() -> None:
    same = {entry.headword: entry.same for entry in entries() if entry.same}
    assert same["北大"] == ("北京大学",)
    assert len(same) > 2000


def test_groups_of_everyday_words_are_of_several_once_each_and_in_simplified_characters() -> None:
    groups = list(everyday_words())
    assert len(set(map(frozenset, groups))) == len(groups) > 500
    simplify = simplifier()
    for words in groups:
        assert 1 < len(words) == len(set(words)) < 10, words
        assert all(simplify(word) == word for word in words)
