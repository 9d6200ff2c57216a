"""Texts that cost too much where time grows with the square of a text's length."""

import re
from collections.abc import Iterator, Sequence
from itertools import chain
from pathlib import Path
from random import Random

import bot
from bot.corpus.speech import Person

UNITS = (
    *" \t\u3000-—.·…,，、。:：;；?？#*_`>|/\\\"“”'‘’()（）[]【】《》{}<>&@%$0一王aA\u0301\u202e🌱",
    *("- ", ". ", "1.", "1,", "（ ", "( ", "a ", "A ", "a-", "a.", "王 ", "一、", "答：", "说 "),
    *("？ ", "the ", "多少", "谁说", "not ", "&#", "![", "](", "**", "--", "::", "http://"),
)
"""What patterns begin, go on and end with; it is repeated."""

_ACCENTS = "éİıßﬁ№①Ⅳ㎡ñЖ한かΩ\u0301\u200b\u00ad🤔"
_ENDINGS = ("i", "ing", "ation", "ational", "ism", "ly", "er ", "re", "x ", "grgrgrgrgr ")
_DIGITS = ("1", "1,000", "12.5%", "24名", "多少", "百", "九", "2024年", "1 ")
_TITLES = ("书记", "的书记", "{0}书记", "老{0}", "姓{0}的", "{0}代表", "secretary of ", "the head ")
_FIRST = 10
"""Names, other names and roles that come first of all."""

_SEVERAL = (2, 2, 3, 5, 50, 500)
"""How many units are strung together before they are repeated."""


def questions(people: Sequence[Person], count: int, length: int) -> Iterator[str]:
    """So many of so many characters: names, accents, titles, digits and words of every list.

    Each of them repeated, the most likely to cost much first; then several of them by turns.
    """
    surname = people[0].name[0]
    telling = [*_ENDINGS, *_DIGITS, *_ACCENTS, *(title.format(surname) for title in _TITLES)]
    named = [*chain.from_iterable((p.name, *p.aliases, *p.roles) for p in people)]
    units = list(dict.fromkeys([*named[:_FIRST], *telling, *named, *UNITS, *_listed()]))
    texts = units[:count]
    chance = Random(length)
    while len(texts) < count:
        several = chance.choice(_SEVERAL)
        texts.append(chance.choice(["", " ", "、"]).join(chance.choices(units, k=several)))
    return ((text * length)[:length] for text in texts)


def _listed() -> Iterator[str]:
    """The words of every list that stands beside the code, in an order by chance."""
    lists = sorted(Path(bot.__file__).parent.rglob("*.txt"))
    words = chain.from_iterable(re.split(r"[\s:=,]+", each.read_text("utf-8")) for each in lists)
    found = sorted(set(filter(None, words)))
    Random(len(found)).shuffle(found)
    yield from found
