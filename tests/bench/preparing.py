"""Makes what is compared on, with the bot's own understanding of passages and questions."""

import random
from collections.abc import Iterator
from dataclasses import asdict
from itertools import islice
from pathlib import Path

import numpy as np

from bot.answering.answerer import Answerer
from bot.answering.live_corpus import open_corpus
from bot.evaluation.expected_questions import read_questions
from tests.bench.material import AskedTerm, Material
from tests.bench.recombined import Recombination, recombination_of
from tests.bench.tokens import Numbers, Tokens, write_tokens
from tests.documents import read_corpus

_SEED = 20
_QUESTIONS = 400
"""Questions at most: they are in the memory of each engine that is asked them."""

_SENTENCES = "sentences"
_RECOMBINATION = "recombination"


def prepare(material: Material, corpus: Path, questions: Path) -> None:
    """Analyses each sentence of a real corpus once, and the questions; once for all sizes."""
    cache = material.folder / "cache"
    cache.mkdir(parents=True)
    answerer = open_corpus(corpus, cache)
    recombination = recombination_of(read_corpus(corpus))
    numbers: dict[str, int] = {}
    analysed = [_numbers(answerer, text, numbers) for text in recombination.sentences]
    write_tokens(material.folder / _SENTENCES, analysed)
    texts = [question.question for _, question in read_questions(questions)]
    texts = random.Random(_SEED).sample(texts, min(_QUESTIONS, len(texts)))
    asked = [[asdict(term) for term in _asked(answerer, text, numbers)] for text in texts]
    material.write_note(_RECOMBINATION, asdict(recombination))
    material.write_note("questions", texts)
    material.write_note("first", next(t for t, terms in zip(texts, asked, strict=True) if terms))
    material.write_note("asked", [terms for terms in asked if terms])


def make(material: Material) -> None:
    """Writes the passages, of tokens that were analysed before."""
    recombination = Recombination(**material.note(_RECOMBINATION))
    recombination.write(material.corpus, material.passages)
    sentences = list(Tokens(material.folder / _SENTENCES))
    plan = islice(recombination.plan(), material.passages)
    passages = (np.concatenate([sentences[at] for at in chosen]) for chosen in plan)
    write_tokens(material.folder / f"tokens-{material.passages}", passages)


def _numbers(answerer: Answerer, text: str, numbers: dict[str, int]) -> Numbers:
    """The terms of a sentence; those that are new get the next numbers."""
    terms = [term.text for term in answerer._analyzer.terms(text)]
    return np.array([numbers.setdefault(term, len(numbers)) for term in terms], np.int32)


def _asked(answerer: Answerer, text: str, numbers: dict[str, int]) -> Iterator[AskedTerm]:
    """The terms of a question in Chinese, those that are one word or character and known."""
    question = answerer.interpret(text)
    for group in question.subject if question.language == "zh" else ():
        variants = list(group.variants)
        if len(variants) == 1 and variants[0] in numbers:
            yield AskedTerm(variants[0], numbers[variants[0]], group.weight, group.is_word)
