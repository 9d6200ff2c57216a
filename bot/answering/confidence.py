"""How sure it is that the best passage answers a question: the decision to answer or to refuse.

A bare score cannot tell: it grows with the length of a question, and a common word that is said
often scores as much as a rare one said once. What tells is how much of the question's weight (the
idf of its terms) the passage carries. Five measures of that are put into one number by logistic
regression, as Platt (1999) turns scores into probabilities; each has a plain reason:

- `carried`: the share of the weight of all terms, pieces of words included. People and speeches
  use words that are alike.
- `words`: the same share, of whole words alone. Pieces of words meet by chance.
- `evidence`: the logarithm of the weight that the words carry. Two rare words are no accident,
  one common word may be.
- `unsaid`: the share of the words that no speech has at all. Questions about something else are
  full of them.
- `named`: whether the question names a speaker. Who asks for somebody by name asks about the
  speeches.
- `of_forum`: whether it names a forum, which counts half as much.

The weights were fitted to the project's development questions: about 250 on the forum's subjects
and 330 on others, a wrong refusal counting twice as much as a wrong answer.

Where nobody has asked the bot, that is not enough. A group at work talks of many things, and names
its colleagues with no speech in mind. There the bot needs to be sure, which is more than to be
confident in two ways: a name counts only if the question asks what somebody says, and a passage
that carries a single word of it is no answer unless it does.
"""

from dataclasses import dataclass, replace

_BIAS = -4.8
_CARRIED = 5.2
_WORDS = 3.9
_EVIDENCE = 1.3
_UNSAID = -2.1
_NAMED = 2.8
_OF_FORUM = _NAMED / 2

ALMOST = -0.5
"""The confidence from which on a passage is shown as the closest, though as no answer."""

SURE = 2.5
"""The sureness from which on a question may be answered that the bot was not asked."""

VERY_SURE = 4.5
"""The same where it had better say nothing than something that is beside the point."""

OF_SPEAKERS = (SURE + VERY_SURE) / 2
"""The sureness of an answer to who a speaker is, or what they say, on no subject in particular."""

_DISTINCT = 2
"""Words, at least, that a sure answer carries of a question that does not ask what is said."""


@dataclass(frozen=True, slots=True)
class Evidence:
    """What the best passage carries of a question; shares in [0, 1], `evidence` from 0 up."""

    carried: float
    words: float
    evidence: float
    unsaid: float
    named: bool
    of_forum: bool = False


def confidence(found: Evidence) -> float:
    """The log-odds that the passage answers the question: above 0 it is shown."""
    return (
        _BIAS
        + _CARRIED * found.carried
        + _WORDS * found.words
        + _EVIDENCE * found.evidence
        + _UNSAID * found.unsaid
        + max(_NAMED * found.named, _OF_FORUM * found.of_forum)
    )


def sureness(found: Evidence, distinct: int, *, of_speakers: bool) -> float:
    """The log-odds that the passage answers a question that the bot was not asked.

    The question is `of_speakers` if it asks what somebody says or who somebody is; the passage
    carries so many `distinct` words of it.
    """
    sure = confidence(replace(found, named=found.named and of_speakers))
    return sure if of_speakers or distinct >= _DISTINCT else min(sure, 0.0)
