"""Questions with the passages that are right for them: the files that an evaluation reads."""

from collections.abc import Iterator
from pathlib import Path
from typing import Annotated

from pydantic import BaseModel, BeforeValidator, ConfigDict, ValidationError

from bot.corpus.speech import Passage
from bot.errors import CorpusError, Problem


def _as_tuple(value: object) -> object:
    return (value,) if isinstance(value, str) else value


class Expected(BaseModel):
    """What a right passage is like: it fits every field that is given."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    document: str | None = None
    speaker: str | None = None
    contains: Annotated[tuple[str, ...], BeforeValidator(_as_tuple)] = ()

    def fits(self, passage: Passage) -> bool:
        """Whether a passage is in the document, by the speaker, and has one of the strings."""
        return (
            self.document in (None, passage.speech.id)
            and self.speaker in (None, passage.speech.speaker)
            and (not self.contains or any(part in passage.text for part in self.contains))
        )


class GoldenQuestion(BaseModel):
    """A question; `expect` is null where the right reply is that nobody said it."""

    model_config = ConfigDict(frozen=True)

    question: str
    expect: Expected | None
    kind: str = ""


def read_questions(path: Path) -> list[tuple[int, GoldenQuestion]]:
    """The questions of a JSON Lines file with their lines, blank ones left out.

    Raises CorpusError with every line that is not as it must be.
    """
    problems: list[Problem] = []
    questions = list(_read(path, problems))
    if problems:
        raise CorpusError(problems)
    return questions


def _read(path: Path, problems: list[Problem]) -> Iterator[tuple[int, GoldenQuestion]]:
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
                yield number, GoldenQuestion.model_validate_json(line)
            except ValidationError as error:
                problems.append(Problem(path, number, _fault(error)))


def _fault(error: ValidationError) -> str:
    first = error.errors()[0]
    field = ".".join(map(str, first["loc"]))
    about = f"'{field}': {first['msg']}" if field else "not JSON"
    return f'{about}; write {{"question": "…", "expect": {{"contains": ["…"]}}}}'
