"""Which reader a file is for, by the end of its name, and who speaks where lines say the time."""

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

_READERS: dict[str, Callable[[Path], Lines]] = {
    "": read_plain,
    ".txt": read_plain,
    ".text": read_plain,
    ".md": read_markdown,
    ".markdown": read_markdown,
    ".html": read_web_page,
    ".htm": read_web_page,
    ".xhtml": read_web_page,
    ".docx": read_word,
    ".pdf": read_portable,
    ".vtt": read_subtitles,
    ".srt": read_subtitles,
    ".xml": read_speeches,
}
_TIME = r"(?<!\d)(?:\d{4}[-/.年]\d{1,2}[-/.月]\d{1,2}日?\s+)?\d{1,2}[:：]\d\d(?:[:：]\d\d)?(?:[.,]\d{1,3})?(?:\s?[AP]M)?"
_TIMES = rf"[(（\[【<]?\s*{_TIME}(?:\s*(?:-->|[-–~])\s*{_TIME})?\s*[)）\]】>]?"
_NAME = r"[^\W\d_](?:[^。！？!?:：\n]{0,38}[^\s。！？!?:：])?|[^\W\d_]"
_HEADS = tuple(
    re.compile(form)
    for form in (
        rf"\[?(?P<name>{_NAME})\]?\s*(?P<time>{_TIMES})\s*[:：]?(?P<words>)",
        rf"(?P<time>{_TIMES})\s*(?P<name>{_NAME})\s*[:：]?(?P<words>)",
        rf"(?P<time>{_TIMES})\s*(?P<name>{_NAME})[:：]\s*(?P<words>.+)",
        rf"\[?(?P<name>{_NAME})\]?\s*(?P<time>{_TIMES})\s*[:：]\s*(?P<words>.+)",
    )
)
_STAMP, _WHO = re.compile(_TIMES), re.compile(_NAME)
_STAMPED = re.compile(rf"(?P<time>{_TIMES})(?:\s+(?P<words>.+))?")
_FEWEST = 3
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
    return with_speakers(found)


@dataclass(frozen=True, slots=True)
class _Head:
    """A name and a time over somebody's words, or before them, in some of the lines from `at`."""

    at: int
    form: int
    name: str
    time: str
    words: str
    lines: int = 1


def with_speakers(found: Lines) -> Lines:
    """The lines with their speakers, where a file names each over or before the time of a turn.

    The exports of meetings do: `Ada Fern  0:03`, `韩小满(00:03):`, `[00:03] Ada Fern: words`.
    """
    lines = found.lines
    if any(line.speaker for line in lines):
        return found
    heads = _heads(lines)
    if not heads:
        return _without_stamps(found)
    read = list(lines[: heads[0].at])
    message = f"{len(heads)} times beside names are left out, the first of them {heads[0].time}"
    remarks = [Remark(lines[heads[0].at].number, message)]
    for head, end in zip(heads, [*(head.at for head in heads[1:]), len(lines)], strict=True):
        first, said = lines[head.at], lines[head.at + head.lines : end]
        if head.words:
            read.append(replace(first, text=head.words, bold=0, gap=1, speaker=head.name))
        elif not said:
            remarks.append(Remark(first.number, f"no words below this name: {head.name}"))
        for line in said:
            is_said = not line.level and not (line is lines[-1] and is_credit(line.text))
            gap = 1 if line is said[0] else line.gap
            read.append(replace(line, gap=gap, speaker=head.name if is_said else None))
    return replace(found, lines=tuple(read), remarks=(*found.remarks, *remarks))


def _heads(lines: Sequence[Line]) -> list[_Head]:
    """The lines that name a speaker and a time, if their form recurs as in a transcript."""
    found = []
    for at, line in enumerate(lines):
        for form, pattern in enumerate(_HEADS):
            if head := pattern.fullmatch(line.text):
                found.append(_Head(at, form, head["name"].strip(), head["time"], head["words"]))
                break
        else:
            above = lines[at - 1].text if at and not line.gap else ""
            if _STAMP.fullmatch(line.text) and _WHO.fullmatch(above):
                found.append(_Head(at - 1, len(_HEADS), above.strip(), line.text, "", 2))
    forms = [[head for head in found if head.form == form] for form in range(len(_HEADS) + 1)]
    best = max((heads for heads in forms if _are_turns(heads)), key=len, default=[])
    return best


def _are_turns(heads: Sequence[_Head]) -> bool:
    """Whether these are turns of a recording: their times rise, and words are between them."""
    times = [_seconds(head.time) for head in heads]
    rising = sum(a <= b for a, b in pairwise(times))
    parted = sum(b.at - a.at > a.lines or bool(a.words) for a, b in pairwise(heads))
    recur = len({head.name for head in heads}) < len(heads)
    return (
        len(heads) >= _FEWEST
        and min(rising, parted) >= 0.8 * (len(heads) - 1)
        and (recur or times[0] < _EARLY)
    )


def _seconds(time: str) -> float:
    """The seconds of a time such as `01:02:11` or `59:48`."""
    clock = re.findall(r"\d{1,2}(?:[:：]\d\d)+", time)[0]
    seconds = 0
    for part in re.split("[:：]", clock):
        seconds = 60 * seconds + int(part)
    return seconds


def _without_stamps(found: Lines) -> Lines:
    """The lines without the times that most of them begin with, or that are lines of their own."""
    stamps = {
        at: stamp for at, line in enumerate(found.lines) if (stamp := _STAMPED.fullmatch(line.text))
    }
    times = [_seconds(stamp["time"]) for stamp in stamps.values()]
    rising = all(a <= b for a, b in pairwise(times))
    if (
        len(times) < _FEWEST
        or not rising
        or times[0] >= _EARLY
        or 3 * len(times) < len(found.lines)
    ):
        return found
    read = [
        replace(line, text=stamps[at]["words"] or "") if at in stamps else line
        for at, line in enumerate(found.lines)
    ]
    first = min(stamps)
    message = f"{len(times)} times are left out, the first of them {stamps[first]['time']}"
    remark = Remark(found.lines[first].number, message)
    kept = tuple(line for line in read if line.text)
    return replace(found, lines=kept, remarks=(*found.remarks, remark))
