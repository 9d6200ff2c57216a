"""What an article is read into: lines and blocks first, speeches and remarks in the end."""

from dataclasses import dataclass, field
from pathlib import Path

from bot.errors import in_one_line


@dataclass(frozen=True, slots=True)
class Line:
    """A line of an article as its reader found it, without its markup.

    `level` is a heading's, 1 the highest, 0 for none; `bold` counts the bold characters at the
    beginning; `gap` the blank lines before it. A line that is `indented` begins a paragraph.
    `speaker` is who says it, where the format itself says so, and `style` the style or class that
    it has in its file.
    """

    number: int
    text: str
    level: int = 0
    bold: int = 0
    gap: int = 0
    indented: bool = False
    speaker: str | None = None
    style: str = ""


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph or heading; `numbers` are the places that its text came from."""

    text: str
    numbers: tuple[int, ...]
    level: int = 0
    bold: int = 0
    gap: int = 0
    speaker: str | None = None
    style: str = ""

    @property
    def number(self) -> int:
        return self.numbers[0]


@dataclass(frozen=True, slots=True)
class Lines:
    """An article as its reader found it; its numbers count lines, or what else `unit` says.

    What the file says about itself (a title, a date, an address, a publisher) is in `about`;
    `slack` is by what share lines that were filled differ in width.
    """

    lines: tuple[Line, ...]
    unit: str = "line"
    about: "About" = field(default_factory=lambda: About())
    remarks: tuple["Remark", ...] = ()
    slack: float = 0.0


@dataclass(frozen=True, slots=True)
class About:
    """What a file says about itself outside its text."""

    title: str | None = None
    date: str | None = None
    source: str | None = None
    url: str | None = None
    speakers: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, order=True)
class Remark:
    """Something that a person should look at, and the number of the line (or page) it is at."""

    number: int
    message: str


@dataclass(frozen=True, slots=True)
class SpeechDraft:
    """A speech as it was found; `number` is where it begins.

    `numbers` are where its paragraphs begin, as far as that is known.
    """

    number: int
    title: str
    paragraphs: tuple[str, ...]
    speaker: str | None = None
    role: str | None = None
    aliases: tuple[str, ...] = ()
    numbers: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Article:
    """An article as it was understood.

    `note_numbers` are where the note's paragraphs begin, as far as that is known; `folder` is the
    forum's, where the article names one.
    """

    path: Path
    unit: str
    title: str
    date: str | None
    source: str | None
    url: str | None
    note: tuple[str, ...]
    speeches: tuple[SpeechDraft, ...]
    remarks: tuple[Remark, ...]
    note_numbers: tuple[int, ...] = ()
    folder: str | None = None

    def remark_line(self, remark: Remark) -> str:
        """A remark as one line: `FILE:41: …`, or `FILE: page 3: …`."""
        place = f":{remark.number}" if self.unit == "line" else f": {self.unit} {remark.number}"
        return in_one_line(f"{self.path}{place}: {remark.message}")


def shortened(text: str, longest: int = 24) -> str:
    """The beginning of a text, to be quoted in a remark."""
    text = " ".join(text.split())
    return text if len(text) <= longest else f"{text[: longest - 1]}…"
