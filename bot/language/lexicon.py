"""The corpus's own words, which jieba's dictionary lacks: names, places, titles and terms."""

import re
from collections.abc import Iterable

from bot.corpus.speech import Person
from bot.language.normal import Normaliser
from bot.language.script import HAN

_PLACE = re.compile(rf"(?:派驻)?([{HAN}]县|[{HAN}]{{2,4}}?(?:经开区|街道|社区|[省市州县区镇乡村]))")
_KIND_OF_PLACE = re.compile(r"(?<!经开)(?:街道|社区|[省市州县区镇乡村])$")
_OFFICE = re.compile(rf"[{HAN}]{{2,10}}")
_QUOTED = re.compile(rf"[“‘「『《]([{HAN}]{{2,8}})[”’」』》]")


def names_and_roles(person: Person, normaliser: Normaliser) -> set[str]:
    """The words of who spoke, in normal form: names, places and offices."""
    words = {normaliser.normal(name).text for name in (person.name, *person.aliases)}
    return words.union(*(words_of_role(normaliser.normal(role).text) for role in person.roles))


def words_of_role(role: str) -> set[str]:
    """The places and the offices in a role.

    >>> sorted(words_of_role("荷塘区月塘街道党工委书记"))
    ['党工委书记', '月塘街道', '荷塘区']
    """
    parts = _PLACE.split(role)  # what is between the places, and every other time a place
    return {*parts[1::2], *_OFFICE.findall("、".join(parts[::2]))}


def quoted_words(texts: Iterable[str]) -> set[str]:
    """What the texts put in quotation marks: terms that a forum coins.

    >>> quoted_words(["探索“以房管人”"])
    {'以房管人'}
    """
    return {word for text in texts for word in _QUOTED.findall(text)}


def place_names(words: Iterable[str]) -> set[str]:
    """The places among the words, with and without what kind of place they are.

    >>> sorted(place_names(["网岭镇", "党委书记"]))
    ['网岭', '网岭镇']
    """
    places = {word for word in words if _PLACE.fullmatch(word)}
    bare = {_KIND_OF_PLACE.sub("", place) for place in places}
    return places | {name for name in bare if len(name) > 1}
