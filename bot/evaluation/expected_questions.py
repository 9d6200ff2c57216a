"""Questions with the passages that are right for them: the files that an evaluation reads."""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Annotated

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, ValidationError

from bot.corpus.speech import Passage
from bot.errors import CorpusError, Problem


def _as_tuple(value: object) -> object:
    return (value,) if isinstance(value, str) else value


Strings = Annotated[tuple[str, ...], BeforeValidator(_as_tuple)]
"""Several strings, or one."""


class Expected(BaseModel):
    """What a right answer is like: it fits every field that is given.

    A right passage is in the `document`, by the `speaker`, and has one string of `contains`. An
    answer must besides show one string of each list in `all`, and nobody of `not`; a text about
    facts must have all `facts`. `clarify` are the names that must be asked back for instead.
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
        """The place of the first right passage of an answer, counted from 1; 0 if it is wrong.

        Where facts are told, they are right as much as the passage that tells them.
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
    """A question; `expect` is null where the right reply is that nobody said it."""

    model_config = ConfigDict(frozen=True)

    question: str
    expect: Expected | None
    kind: str = ""


def read_questions(path: Path) -> list[tuple[int, ExpectedQuestion]]:
    """The questions of a JSON Lines file with their lines, blank ones left out.

    Raises CorpusError with every line that is not as it must be.
    """
    problems: list[Problem] = []
    questions = list(_read(path, problems))
    if problems:
        raise CorpusError(problems)
    return questions


def _read(path: Path, problems: list[Problem]) -> Iterator[tuple[int, ExpectedQuestion]]:
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except OSError as error:
        problems.append(Problem(path, 1, f"cannot be read: {error.strerror}"))
        return
    except UnicodeDecodeError:
        problems.append(Problem(path, 1, "not UTF-8; save the file in UTF-8"))
        return
    for number, line in enumerate(lines, start=1):
        if line.strip():
            try:
                yield number, ExpectedQuestion.model_validate_json(line)
            except ValidationError as error:
                problems.append(Problem(path, number, _fault(error)))


def _fault(error: ValidationError) -> str:
    first = error.errors()[0]
    field = ".".join(map(str, first["loc"]))
    about = f"'{field}': {first['msg']}" if field else "not JSON"
    return f'{about}; write {{"question": "…", "expect": {{"contains": ["…"]}}}}'
