"""How sure it is that a passage answers a question, by which `Finder` answers or refuses.

A bare score does not show it: the score grows with the length of a question, a common word that
occurs often scores as much as a rare one, and among more passages the best irrelevant one scores
higher. What shows it is how much of the question a passage carries, compared with what the best of
so many passages of that length would carry by chance. Logistic regression combines these measures,
as Platt (1999) turns scores into probabilities; each has a plain reason:

- `information`: how unlikely the words that the passage carries are to occur together. Two rare
  words are no accident, one common word may be. Its logarithm counts: the tenth word of a question
  adds less than the second.
- `together`: how much of that is in one sentence. Words that belong together occur together.
- `rarest`: how much of that is one word, since several words are better evidence than one.
- `unsaid`: the share of the words that are in no speech. Questions about something else are full of
  them.
- `passages`: among many passages one is more likely to carry some words by chance.
- `length`: so is a long one.
- `score`: the share of the highest possible score: how much of the passage is about the subject.
- `near`: with the extra `semantic`, how similar in meaning to the question the passage is, and the
  most similar of its sentences.
- `named`: whether the question names a speaker. Who asks for somebody by name asks about the
  speeches.
- `of_forum`: whether it names a forum.

`python -m tests.bench.decision` fits the weights to forums of several fields, and to public
question sets cut to many sizes; docs/quality.md has how well they hold for other forums and sets.

If nobody has asked the bot, that is not enough: a group at work talks of many things, and names its
colleagues with no speech in mind. Then the bot must be sure, which differs from confident in two
ways: a name counts only if the question asks what somebody says, and without that never makes it
very sure; and a passage that carries a single word is no answer unless the question asks that.
"""

from dataclasses import dataclass, replace
from math import inf, log, log1p

from bot.search.vectors import Similarity

_BY_WORDS = (4.30, 2.73, 1.37, -2.31, -0.75, -0.89, -0.95, 10.73, 2.11, 2.93)
_BY_MEANING = (1.27, 1.43, 0.50, -1.05, -1.53, -1.02, -0.47, 8.85, 1.68, 2.86, 8.80, 3.35)
"""The bias of the log-odds, and the weight of each measure, in the order of `measures`."""

_SHORTEST = 200
"""Bytes of two sentences: a passage that is shorter is no surer."""

ALMOST = -0.5
"""The least confidence in a passage that is shown as the closest, but not as an answer."""

SURE = 2.55
"""The least sureness to answer a question that the bot was not asked."""

VERY_SURE = 4.5
"""The same if silence is much better than an irrelevant answer."""

OF_SPEAKERS = (SURE + VERY_SURE) / 2
"""The sureness of an answer to who a speaker is, or what they say in general."""

_DISTINCT = 2
"""Words that a sure answer carries at least, if the question does not ask what is said."""


@dataclass(frozen=True, slots=True)
class Evidence:
    """What the best passage carries of a question.

    `information`, `together` and `rarest` are in nats, `length` is in bytes of UTF-8, of which a
    word needs about as many in Chinese as in English; `unsaid` and `score` are shares in [0, 1]. It
    `is_vague` if the passage itself has only one of several words, a general one, and nobody is
    named.
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

    Unless it is similar in meaning, a passage that is vague, or carries only pieces of words, is no
    answer.
    """
    bias, *weights = _BY_MEANING if found.near else _BY_WORDS
    weighted = zip(weights, measures(found), strict=True)
    sure = bias + sum(weight * measure for weight, measure in weighted)
    says_something = found.near or (found.information and not found.is_vague)
    return sure if says_something else min(sure, ALMOST)


def measures(found: Evidence) -> tuple[float, ...]:
    """The measures in the order of the weights; the similarities, if there are any, last."""
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

    `distinct` is the number of its words that the passage carries; a question `of_speakers` asks
    what somebody says, or who somebody is.
    """
    if of_speakers:
        return confidence(found)
    sure = min(confidence(found), confidence(replace(found, named=False)))
    return min(sure, 0.0 if distinct < _DISTINCT else SURE if found.named else inf)
