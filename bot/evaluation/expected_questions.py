"""Question sets: files of questions, with what is expected of the answers."""

from collections.abc import Sequence
from pathlib import Path
from typing import Annotated

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, ValidationError

from bot.corpus.speech import Passage
from bot.errors import CorpusError, Problem

Strings = Annotated[  # several, or one
    tuple[str, ...], BeforeValidator(lambda value: (value,) if isinstance(value, str) else value)
]


class Expected(BaseModel):
    """What is expected of an answer: it fits every field that is given.

    A right passage is in the `document`, by the `speaker`, and has one string of `contains`. An
    answer must also show one string of each list in `all`, and nobody of `not`; a text about
    facts must have all `facts`. `clarify` are the names that the bot must ask back for instead.
    """

    model_config = ConfigDict(extra="forbid", frozen=True, populate_by_name=True)

    document: str | None = None
    speaker: str | None = None
    contains: Strings = ()
    clarify: Strings = ()
    unwanted: Strings = Field(default=(), alias="not")
    every: tuple[Strings, ...] = Field(default=(), alias="all")
    facts: Strings = ()

    def fits(self, passage: Passage) -> bool:
        """Whether a passage is in the document, by the speaker, and has one of the strings."""
        return (
            self.document in (None, passage.speech.id)
            and self.speaker in (None, passage.speech.speaker)
            and (not self.contains or any(part in passage.text for part in self.contains))
        )

    def rank(self, passages: Sequence[Passage], facts: str) -> int:
        """Returns the place of the first right passage of an answer, from 1; 0 if it is wrong.

        Facts are as right as the passage that states them.
        """
        shown = [passage.text for passage in passages]
        if (
            any(passage.speech.speaker in self.unwanted for passage in passages)
            or not all(any(part in text for part in each for text in shown) for each in self.every)
            or not all(fact in facts for fact in self.facts)
        ):
            return 0
        if facts and any(part in text for part in self.contains for text in (facts, *shown)):
            return 1
        if not passages:
            return int(bool(self.facts))
        return next((place for place, p in enumerate(passages, start=1) if self.fits(p)), 0)


class ExpectedQuestion(BaseModel):
    """A question; `expect` is null if the right reply is that nobody said it."""

    model_config = ConfigDict(frozen=True)

    question: str
    expect: Expected | None
    kind: str = ""


def read_questions(path: Path) -> list[tuple[int, ExpectedQuestion]]:
    """Reads the questions of a JSON Lines file with their line numbers, without blank lines.

    Raises CorpusError with every line that is wrong.
    """
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except OSError as error:
        raise CorpusError([Problem(path, 1, f"cannot be read: {error.strerror}")]) from error
    except UnicodeDecodeError as error:
        raise CorpusError([Problem(path, 1, "not UTF-8; save the file in UTF-8")]) from error
    questions: list[tuple[int, ExpectedQuestion]] = []
    problems: list[Problem] = []
    for number, line in enumerate(lines, start=1):
        if line.strip():
            try:
                questions.append((number, ExpectedQuestion.model_validate_json(line)))
            except ValidationError as error:
                problems.append(Problem(path, number, _fault(error)))
    if problems:
        raise CorpusError(problems)
    return questions


def _fault(error: ValidationError) -> str:
    first = error.errors()[0]
    field = ".".join(map(str, first["loc"]))
    about = f"'{field}': {first['msg']}" if field else "not JSON"
    return f'{about}; write {{"question": "…", "expect": {{"contains": ["…"]}}}}'
