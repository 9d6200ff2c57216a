"""How sure it is that the best passage answers a question: the decision to answer or to refuse.

A bare score cannot tell: it grows with the length of a question, a common word that is said often
scores as much as a rare one said once, and among more passages the best of those that have nothing
to do with a question scores higher. What tells is how much of the question a passage carries,
against what the best of so many passages of that length would carry by chance. These measures are
put into one number by logistic regression, as Platt (1999) turns scores into probabilities; each
has a plain reason:

- `information`: how little the words that the passage carries are to be expected together. Two
  rare words are no accident, one common word may be. Its logarithm counts: the tenth word of a
  question adds less than the second.
- `together`: how much of that is in one sentence. Words that belong together stand together.
- `rarest`: how much of that is one word, since several tell more than the same in one.
- `unsaid`: the share of the words that no speech has at all. Questions about something else are
  full of them.
- `passages`: of many passages one is more likely to carry some words by chance.
- `length`: so is a long one.
- `score`: the share of the highest possible score: how much of the passage is about it.
- `near`: with the extra `semantic`, how near to the question the passage is in meaning, and the
  nearest of its sentences.
- `named`: whether the question names a speaker. Who asks for somebody by name asks about the
  speeches.
- `of_forum`: whether it names a forum.

The weights are fitted by `python -m tests.bench.decision`, to forums of several fields and to
public question sets cut to many sizes; how well they hold for forums and sets that they were not
fitted to is told in docs/quality.md.

Where nobody has asked the bot, that is not enough. A group at work talks of many things, and names
its colleagues with no speech in mind. There the bot needs to be sure, which is more than to be
confident in two ways: a name counts only if the question asks what somebody says, and without that
makes it never very sure; and a passage that carries a single word of it is no answer unless it
asks that.
"""

from dataclasses import dataclass, replace
from math import inf, log, log1p
from typing import NamedTuple

from bot.search.vectors import Similarity


class _Weights(NamedTuple):
    """The bias of the log-odds, and what each measure weighs, in the order of `measures`."""

    bias: float
    each: tuple[float, ...]


_BY_WORDS = _Weights(3.85, (2.95, 1.30, -2.26, -0.97, -0.92, -0.89, 9.95, 2.31, 2.82))
_BY_MEANING = _Weights(1.00, (1.81, 0.48, -1.30, -1.92, -1.04, -0.43, 7.45, 1.95, 2.83, 7.51, 4.83))

_SHORTEST = 200
"""Bytes of a passage below which a shorter one is no surer: two sentences."""

ALMOST = -0.5
"""The confidence from which on a passage is shown as the closest, though as no answer."""

SURE = 2.3
"""The sureness from which on a question may be answered that the bot was not asked."""

VERY_SURE = 4.5
"""The same where it had better say nothing than something that is beside the point."""

OF_SPEAKERS = (SURE + VERY_SURE) / 2
"""The sureness of an answer to who a speaker is, or what they say, on no subject in particular."""

_DISTINCT = 2
"""Words, at least, that a sure answer carries of a question that does not ask what is said."""


@dataclass(frozen=True, slots=True)
class Evidence:
    """What the best of some passages carries of a question.

    `information`, `together` and `rarest` are in nats, `length` in bytes of UTF-8, in which a word
    takes about as many in Chinese as in English; `unsaid` and `score` are shares in [0, 1].
    """

    information: float
    together: float
    rarest: float
    unsaid: float
    passages: int
    length: int
    score: float
    named: bool
    of_forum: bool = False
    near: Similarity | None = None
    is_vague: bool = False


def confidence(found: Evidence) -> float:
    """The log-odds that the passage answers the question: above 0 it is shown.

    Unless it is near in meaning, one is no answer that carries no word of it, but pieces of words,
    or that `is_vague`: of several words it says a single one itself, and a general one, which is
    little where nobody is named.
    """
    weights = _BY_MEANING if found.near else _BY_WORDS
    weighted = zip(weights.each, measures(found), strict=True)
    sure = weights.bias + sum(weight * measure for weight, measure in weighted)
    says_something = found.near or (found.information and not found.is_vague)
    return sure if says_something else min(sure, ALMOST)


def measures(found: Evidence) -> tuple[float, ...]:
    """What is weighed; the similarities last, where there are any."""
    return (
        log1p(found.information),
        log1p(found.together),
        log1p(found.rarest),
        found.unsaid,
        log(found.passages),
        log(max(found.length, _SHORTEST)),
        found.score,
        float(found.named),
        float(found.of_forum and not found.named),
        *(found.near or ()),
    )


def unprompted_confidence(found: Evidence, distinct: int, *, of_speakers: bool) -> float:
    """The log-odds that the passage answers a question that the bot was not asked.

    The question is `of_speakers` if it asks what somebody says or who somebody is; the passage
    carries so many `distinct` words of it.
    """
    if of_speakers:
        return confidence(found)
    sure = min(confidence(found), confidence(replace(found, named=False)))
    return min(sure, 0.0 if distinct < _DISTINCT else SURE if found.named else inf)
