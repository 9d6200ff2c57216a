"""Which reader a file is for, by the end of its name; who speaks, where lines have times."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from pathlib import Path

from bot.errors import ImportingError
from bot.importing.article import Line, Lines, Remark
from bot.importing.reading.markup import read_speeches
from bot.importing.reading.plain import is_credit, read_markdown, read_plain, read_subtitles
from bot.importing.reading.portable import read_portable
from bot.importing.reading.texts import LINE, check_lines, too_large
from bot.importing.reading.web_page import read_web_page
from bot.importing.reading.word import read_word
from bot.importing.wording import CLOCK, TIMES

_READERS: dict[str, Callable[[Path], Lines]] = {
    **dict.fromkeys(("", ".txt", ".text"), read_plain),
    **dict.fromkeys((".md", ".markdown"), read_markdown),
    **dict.fromkeys((".html", ".htm", ".xhtml"), read_web_page),
    **dict.fromkeys((".vtt", ".srt"), read_subtitles),
    ".docx": read_word,
    ".pdf": read_portable,
    ".xml": read_speeches,
}
_TIME = rf"(?P<time>{TIMES})"
_WHO = r"[^\W\d_](?:[^。！？!?:：\n]{0,38}?[^\s。！？!?:：(（\[【<,，])?"
_NAME = rf"[\[【]?(?P<name>{_WHO})[\]】]?"
_FORMS = tuple(
    re.compile(form)
    for form in (
        rf"{_NAME}[,，]?\s*{_TIME}",
        rf"{_TIME}\s*[-–—]?\s*{_NAME}",
        rf"{_TIME}(?:\s+(?P<words>[^:：]+))?",
    )
)
"""How a turn begins: `Ada Fern  0:03`, `00:03 Ada Fern`, and a time alone; colons are labels."""
_ALONE = re.compile(_TIME)
_TIMED = re.compile(rf".{{0,120}}?{CLOCK}")
_FEWEST, _NEARLY_ALL = 3, 0.8
_EARLY = 600
"""Seconds within which a recording's first words are said; a programme begins at an hour."""


def read_lines(path: Path) -> Lines:
    """The lines of a file; raises ImportingError with one plain line for any that has none."""
    suffix = path.suffix.lower()
    reader = _READERS.get(suffix)
    if reader is None:
        known = ", ".join(name for name in _READERS if name)
        raise ImportingError(f"{path}: {suffix} files cannot be read; the kinds are {known}")
    try:
        found = reader(path)
    except ModuleNotFoundError as error:
        raise ImportingError(
            f"{path}: {suffix} files need more packages ({error.name}); "
            "install them with: pip install '.[import]'"
        ) from None
    check_lines(path, sum(len(line.text) for line in found.lines), len(found.lines))
    longest = max((len(line.text) for line in found.lines), default=0)
    if longest > LINE:
        raise too_large(path, f"holds a line of {longest:,} characters")
    if not found.lines:
        raise ImportingError(f"{path}: there is no text in this file")
    return found if any(line.speaker for line in found.lines) else _with_speakers(found)


@dataclass(frozen=True, slots=True)
class _Head:
    """The time and mostly the name that a turn begins with, in the line `at` and maybe the next."""

    at: int
    name: str | None
    time: str
    words: str | None
    lines: int = 1


def _with_speakers(found: Lines) -> Lines:
    """The lines with their speakers, where names and times begin turns, as exports of meetings do.

    Times alone are left out, too.
    """
    lines, heads = found.lines, _heads(found.lines)
    if not heads:
        return found
    read = list(lines[: heads[0].at])
    message = f"{len(heads)} times are left out, the first of them {heads[0].time.strip()}"
    remarks = [Remark(lines[heads[0].at].number, message)]
    for head, end in zip(heads, [*(head.at for head in heads[1:]), len(lines)], strict=True):
        first, said = lines[head.at], lines[head.at + head.lines : end]
        if head.words:
            gap = 1 if head.name else first.gap
            read.append(replace(first, text=head.words, bold=0, gap=gap, speaker=head.name))
        elif head.name and not said:
            remarks.append(Remark(first.number, f"no words below this name: {head.name}"))
        for line in said:
            is_said = not line.level and not (line is lines[-1] and is_credit(line.text))
            gap = 1 if line is said[0] and head.name else line.gap
            read.append(replace(line, gap=gap, speaker=head.name if is_said else None))
    return replace(found, lines=tuple(read), remarks=(*found.remarks, *remarks))


def _heads(lines: Sequence[Line]) -> list[_Head]:
    """The lines that begin turns, if their form recurs as in a transcript."""
    heads: list[list[_Head]] = [[] for _ in range(len(_FORMS) + 1)]
    for at, line in enumerate(lines):
        above = lines[at - 1].text if at and not line.gap else ""
        if not _TIMED.match(line.text):  # quick, however long a line is
            continue
        for form, pattern in zip(heads, _FORMS, strict=False):
            if found := pattern.fullmatch(line.text):
                parts = {"name": None, "words": None, **found.groupdict()}
                form.append(_Head(at, parts["name"], found["time"], parts["words"]))
        if _ALONE.fullmatch(line.text) and re.fullmatch(_WHO, above):
            heads[-1].append(_Head(at - 1, above, line.text, None, 2))
    turns = (kind for kind in heads if _are_turns(kind, lines))
    return max(turns, key=lambda kind: (kind[0].name is not None, len(kind)), default=[])


def _are_turns(heads: Sequence[_Head], lines: Sequence[Line]) -> bool:
    """Whether these are turns of a recording: their times rise, and words are between them."""
    if len(heads) < _FEWEST:
        return False
    times = [_seconds(head.time) for head in heads]
    rising = sum(a <= b for a, b in pairwise(times))
    parted = sum(b.at - a.at > a.lines or a.words is not None for a, b in pairwise(heads))
    names = {head.name for head in heads}
    recur = len(names) < len(heads) and None not in names
    is_recording = recur or (times[0] < _EARLY and len(lines) < 4 * len(heads))
    return is_recording and min(rising, parted) >= _NEARLY_ALL * (len(heads) - 1)


def _seconds(time: str) -> int:
    """The seconds of a time such as `01:02:11` or `59:48`."""
    seconds = 0
    for part in re.split("[:：]", re.findall(r"\d{1,2}(?:[:：]\d\d)+", time)[0]):
        seconds = 60 * seconds + int(part)
    return seconds
