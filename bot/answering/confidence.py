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

The weights were fitted to the project's development questions: about 250 on the forum's subjects
and 330 on others, a wrong refusal counting twice as much as a wrong answer.
"""

from dataclasses import dataclass

_BIAS = -4.8
_CARRIED = 5.2
_WORDS = 3.9
_EVIDENCE = 1.3
_UNSAID = -2.1
_NAMED = 2.8


@dataclass(frozen=True, slots=True)
class Evidence:
    """What the best passage carries of a question; shares in [0, 1], `evidence` from 0 up."""

    carried: float
    words: float
    evidence: float
    unsaid: float
    named: bool


def confidence(found: Evidence) -> float:
    """The log-odds that the passage answers the question: above 0 it is shown."""
    return (
        _BIAS
        + _CARRIED * found.carried
        + _WORDS * found.words
        + _EVIDENCE * found.evidence
        + _UNSAID * found.unsaid
        + _NAMED * found.named
    )
