"""What is compared on: passages, as a corpus folder and as tokens, and questions.

Nothing of the bot is imported here, so that it is not in the memory of the other engines.
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.bench.tokens import Tokens


@dataclass(frozen=True, slots=True)
class AskedTerm:
    """A term of a question, and the number that it has among the tokens."""

    text: str
    number: int
    weight: float
    is_word: bool


Asked = Sequence[AskedTerm]


@dataclass(frozen=True)
class Material:
    """So many recombined passages, in a folder that holds other numbers of them too."""

    folder: Path
    passages: int

    @property
    def corpus(self) -> Path:
        return self.folder / f"corpus-{self.passages}"

    @property
    def tokens(self) -> Tokens:
        """Opened again, so that they are in no memory when they have been read."""
        return Tokens(self.folder / f"tokens-{self.passages}")

    @property
    def questions(self) -> list[str]:
        """All questions, as they are asked."""
        return [str(question) for question in self.note("questions")]

    @property
    def asked(self) -> list[Asked]:
        """The terms of the questions in Chinese."""
        return [[AskedTerm(**term) for term in terms] for terms in self.note("asked")]

    def kept(self, engine: str) -> Path:
        """Where an engine keeps its index."""
        return self.folder / f"{engine}-{self.passages}"

    def note(self, name: str) -> Any:
        return json.loads((self.folder / f"{name}.json").read_bytes())

    def write_note(self, name: str, content: object) -> None:
        text = json.dumps(content, ensure_ascii=False)
        (self.folder / f"{name}.json").write_text(text, encoding="utf-8")
