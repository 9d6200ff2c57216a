"""Naming takes no longer with thousands of speakers than with dozens."""

import sys
from itertools import islice, product
from types import FrameType

import pytest

from bot.answering.speakers.directory import SpeakerDirectory, directory_of
from bot.answering.speakers.parsed_question import Named, ParsedQuestion
from bot.answering.speakers.speaker import Speaker
from bot.language.normal import Normaliser
from bot.language.script import simplifier
from bot.language.segmentation import Segmenter
from bot.language.terms import Analyzer

GIVEN = "国建文志明华军海平春红兰英玉秀桂丽芳敏静强磊洋勇艳杰娟涛超霞梅琴云鹏飞雪倩薇"
SURNAMES = "王李张陈杨赵黄周吴徐孙胡朱高林何郭马罗梁"


def speakers(count: int) -> list[Speaker]:
    """People of different names, each from a place of their own."""
    parts = islice(
        product(SURNAMES, GIVEN, GIVEN), None, None, len(SURNAMES) * len(GIVEN) ** 2 // count
    )
    made = list(islice(map("".join, parts), count))
    return [Speaker(name, name, frozenset(), (f"{name[1:]}村党支部书记",)) for name in made]


@pytest.fixture(scope="module")
def segmenter(analyzer: Analyzer) -> Segmenter:
    return analyzer._segmenter


def calls(directory: SpeakerDirectory, reading: ParsedQuestion) -> tuple[int, list[Named]]:
    """How many functions are called to find whom a question names, after a first time."""
    directory.named_in(reading)
    counted = 0

    def count(_frame: FrameType, event: str, _argument: object) -> None:
        nonlocal counted
        counted += event in ("call", "c_call")

    sys.setprofile(count)
    try:
        named = directory.named_in(reading)
    finally:
        sys.setprofile(None)
    return counted, named


@pytest.mark.parametrize(
    "question",
    [
        "王国国对养老有什么建议",
        "李国过说了什么",
        "国国村的书记怎么说",
        "What did Wang Guoguo say?",
        "物业怎么管",
    ],
    ids=["exact", "mistyped", "role", "pinyin", "nobody"],
)
def test_the_work_for_a_question_does_not_grow_with_the_speakers(
    question: str, analyzer: Analyzer, segmenter: Segmenter
) -> None:
    normal = Normaliser(simplifier()).normal(question)
    reading = ParsedQuestion(
        question, normal, tuple(analyzer.terms(question)), analyzer.edges(normal)
    )
    few, _ = calls(directory_of(speakers(40), segmenter), reading)
    many, _ = calls(directory_of(speakers(8000), segmenter), reading)
    assert many < 3 * few + 200
