"""Reads plain text, Markdown and subtitles."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from html import unescape
from pathlib import Path

from bot.corpus.front_matter import FENCE, Entry, FlatYamlError, read_mapping
from bot.importing.article import About, Line, Lines, Remark
from bot.importing.reading.texts import TEXT, decode, lines_of, read_bytes, short_line

_HEADING = re.compile(r"(#{1,6})\s+(.*?)\s*#*$")
_UNDERLINE = re.compile(r"(=+|-{3,})$")
_RULE = re.compile(r"([-*_])(\s*\1){2,}$")
_QUOTE = re.compile(r"(>\s?)+")
_ITEM = re.compile(r"[-*+]\s+")
_ROW = re.compile(r"([\w-]+)\s*:\s*(.*)")
_FIELDS = {
    **{name: name for name in ("title", "date", "source", "author", "url", "speakers")},
    "speaker": "speakers",
    "authors": "author",
}
_LISTED = ("speakers", "author", "source")
_BOLD = re.compile(r"(?:\*\*|__)(?=\S)(.{1,2000}?)(?<=\S)(?:\*\*|__)")
_CUE = re.compile(r"(?:\d+:)?\d\d?:\d\d[.,]\d+\s*-->")
_NOTE = re.compile(r"\ufeff?WEBVTT\b|(?:NOTE|STYLE|REGION)\b(?!:)")
_VOICE = re.compile(r"(?=<v[.\s])")
_NAMED = re.compile(r"<v(?:\.[^\s>]*)?\s+([^>]{1,200})>")
_CUE_TAG = re.compile(
    r"</?(?:[bciuv]|ruby|rt|lang|font)\b[^>]{0,200}>|<[\d:.]{4,20}>|\{\\[^}]{0,40}\}"
)
_TURNED = re.compile(r"(?:[-–—]|>>+)\s*")
_LABEL = re.compile(
    r"([^\W\da-z_](?:[^:：,，。.!?！？]|(?<=\b[A-Z])\.|(?<=\b[A-Z][a-z])\.|(?<=\b[A-Z][a-z]{2})\.){0,39}?)\s*"
    r"(?::(?=\s|[^\x00-\x7f]|$)|：)\s*(.*)"
)
_BRACKETED = re.compile(r"【([^【】]{1,40})】\s*(.+)")
_SOUND = re.compile(r"[\[(（【♪♫#*].*[\])）】♪♫#*]")
_CREDIT = re.compile(
    r"(?:subtitles?|captions?|transcri(?:bed|ption|pt)|generated|recorded)\b.{0,40}(?:\bby\b|https?:)"
    r"|字幕|由.{1,20}(?:转写|生成)",
    re.IGNORECASE,
)
_NEARLY_ALL, _HAN, _PARAGRAPH = 0.8, 8, 600
_MARKS = (
    (re.compile(r"!\[([^\[\]]{0,2000})\]\([^)]{0,2000}\)"), r"\1"),
    (re.compile(r"\[([^\[\]]{1,2000})\]\([^)]{0,2000}\)"), r"\1"),
    (re.compile(r"(?<![A-Za-z0-9*])[*]([^\s*](?:[^*]*[^\s*])?)[*](?![A-Za-z0-9*])"), r"\1"),
    (re.compile(r"(?<![A-Za-z0-9_])_([^\s_](?:[^_]*[^\s_])?)_(?![A-Za-z0-9_])"), r"\1"),
    (re.compile(r"`([^`]+)`"), r"\1"),
    (re.compile(r"\\([\\`*_{}\[\]()#+.!>~|-])"), r"\1"),
)


def read_plain(path: Path) -> Lines:
    """The lines of a plain text file; a form feed ends one, too."""
    text, remarks = decode(path, read_bytes(path, TEXT))
    return Lines(tuple(lines_of(text)), remarks=remarks)


def read_markdown(path: Path) -> Lines:
    """The lines of a Markdown file, its front matter as what it says of itself."""
    text, remarks = decode(path, read_bytes(path, TEXT))
    lines = lines_of(text)
    end = next((at for at, line in enumerate(lines[1:], 1) if line.text == FENCE), 0)
    if not end or lines[0].number != 1 or lines[0].text != FENCE:
        return Lines(tuple(_unmarked(lines)), remarks=remarks)
    block = "\n".join(re.split(r"\r\n|\r|\n", text)[1 : lines[end].number - 1])
    about, left = _front_matter(block)
    return Lines(tuple(_unmarked(lines[end + 1 :])), about=about, remarks=(*remarks, *left))


def _front_matter(block: str) -> tuple[About, list[Remark]]:
    """What front matter says, and a remark for each field that says nothing of an article."""
    fields: dict[str, tuple[str, ...]] = {}
    left = []
    rows = block.split("\n")
    entries = _entries(block)
    ends = [entry.line for entry in entries[1:]] + [len(rows) + 1]
    for entry, end in zip(entries, ends, strict=False):
        name = _FIELDS.get(entry.key.strip().lower(), "")
        values = (entry.value,) if isinstance(entry.value, str) else tuple(entry.value or ())
        said = tuple(filter(None, map(short_line, values)))
        if name and said and (name in _LISTED or len(said) == 1) and name not in fields:
            fields[name] = said
        elif written := " ".join(" ".join(rows[entry.line - 1 : end - 1]).split()):
            left.append(Remark(entry.line + 1, f"left out of the front matter: {written}"))
    date = fields.get("date", ("",))[0]
    day = re.match(r"\d{4}-\d\d-\d\d(?=T|\s\d)", date)
    speakers = fields.get("speakers", ())
    source = fields.get("source") or fields.get("author", ())
    source = () if source == speakers else source
    return About(
        *("; ".join(fields.get("title", ())) or None, (day.group() if day else date) or None),
        *("; ".join(source) or None, "".join(fields.get("url", ())) or None),
        speakers,
    ), left


def _entries(block: str) -> Sequence[Entry]:
    """The entries of a block of YAML, or of its lines where it is none: `title: a: b`."""
    try:
        return read_mapping(block)
    except FlatYamlError:
        rows = (_ROW.match(row) or ("", "", row) for row in block.split("\n"))
        return [
            Entry(row[1], number, row[2].strip().strip("\"'")) for number, row in enumerate(rows, 1)
        ]


def _unmarked(lines: list[Line]) -> list[Line]:
    """The lines as headings and words; a rule parts what is around it."""
    read: list[Line] = []
    for line in lines:
        heading = _HEADING.match(line.text)
        under = _UNDERLINE.match(line.text)
        if heading:
            read.append(_words(line, heading[2], len(heading[1])))
        elif under and read and not line.gap and not read[-1].level and line.number > 1:
            read[-1] = replace(read[-1], level=1 if "=" in under[1] else 2)
        elif not _RULE.match(line.text):
            text = _QUOTE.sub("", line.text, count=1) if line.text.startswith(">") else line.text
            item = _ITEM.match(text)
            found = _words(line, text[item.end() :] if item else text, 0)
            read.append(replace(found, indented=line.indented or item is not None))
    return [line for line in read if line.text]


def _words(line: Line, text: str, level: int) -> Line:
    """The line with the words of a text that has marks in it."""
    bold = _BOLD.match(text)
    beginning = _plain(bold[1]) if bold else ""
    rest = _plain(_BOLD.sub(r"\1", text[bold.end() :] if bold else text))
    words = (beginning + rest).strip()
    return replace(line, text=words, level=level, bold=len(beginning.strip()))


def _plain(text: str) -> str:
    for mark, words in _MARKS:
        text = mark.sub(words, text)
    return text


@dataclass(slots=True)
class _Cue:
    """Words of a cue; `voice` is who says them, "" if no mark says so, None if somebody else."""

    number: int
    text: str
    voice: str | None = ""


def read_subtitles(path: Path) -> Lines:
    """The paragraphs of a .vtt or .srt file: a turn's cues joined, their times left out.

    A cue without a label goes on with the one before.
    """
    text, remarks = decode(path, read_bytes(path, TEXT))
    cues, left = _cues(lines_of(text))
    found = Counter(label[1] for cue in cues if (label := _label_of(cue.text)))
    is_usual = found.total() >= _NEARLY_ALL * len(cues)
    read: list[Line] = []
    speaker: str | None = None
    goes_on = False
    for cue in cues:
        name, words = cue.voice, cue.text
        label = _label_of(words)
        if label and not name and (is_usual or found[label[1]] > 1 or _is_name(label[1])):
            name, words = label[1], label[2]
            is_sure = name.isupper() or (found[name] > 1 and _is_name(name))
            if not is_usual and not is_sure:
                left.append(Remark(cue.number, f"taken for who speaks: {name}"))
        elif label:
            left.append(Remark(cue.number, f"not taken for who speaks: {label[1]}"))
        is_said = not _SOUND.fullmatch(words) and not is_credit(words)
        is_same = name == "" or (name is not None and name == speaker)
        goes_on = goes_on and is_said and is_same and len(read[-1].text) < _PARAGRAPH
        speaker = name if is_said and name != "" else speaker
        if goes_on:
            read[-1] = replace(read[-1], text=_joined(read[-1].text, words))
        elif words:
            said = speaker if is_said else None
            read.append(Line(cue.number, words, gap=1, indented=True, speaker=said))
        goes_on = is_said and bool(words)
    return Lines(tuple(read), remarks=(*remarks, *left))


def is_credit(text: str) -> bool:
    """Whether a line says who made a transcript."""
    return _CREDIT.match(text) is not None


def _cues(lines: Sequence[Line]) -> tuple[list[_Cue], list[Remark]]:
    """The words of all cues, and remarks on the notes between them."""
    cues: list[_Cue] = []
    left = []
    is_note = is_new = False
    for at, line in enumerate(lines):
        below = lines[at + 1].text if at + 1 < len(lines) else ""
        is_number = _CUE.match(below) and (line.gap or not at or line.text.isdecimal())
        begins = bool(line.gap) or not at
        is_note = bool(begins and _NOTE.match(line.text)) or (is_note and not begins)
        if _CUE.match(line.text):
            is_note, is_new = False, True
        elif is_note or (is_number and " " in line.text):
            message = f"left out of the subtitles: {line.text}"
            left += [Remark(line.number, message)] if line.text != "WEBVTT" else []
        elif not is_number:
            for part in _VOICE.split(unescape(line.text)):
                cue = _cue(line.number, part)
                if not cues or is_new or cue.voice != "" or _label_of(cue.text):
                    cues.append(cue)
                else:
                    cues[-1].text = _joined(cues[-1].text, cue.text)
                is_new = False
    return [cue for cue in cues if cue.text], left


def _cue(number: int, text: str) -> _Cue:
    """A line of a cue without its tags; a dash begins the words of somebody else."""
    voice = _NAMED.match(text)
    words = _CUE_TAG.sub("", text).strip()
    turned = _TURNED.match(words)
    words = words[turned.end() :] if turned else words
    is_other = turned and not _label_of(words)
    return _Cue(number, words, voice[1].strip() if voice else None if is_other else "")


def _label_of(text: str) -> re.Match[str] | None:
    """A label and the words behind it: `Bo: words`, `【旁白】words`."""
    return _BRACKETED.match(text) or _LABEL.match(text)


def _is_name(label: str) -> bool:
    """Whether each word is written as in a name: `OLD BO`, but not `My uncle had a saying`."""
    if not label.isascii():
        return len(label) <= _HAN
    return all(word[0].isupper() or word[0].isdigit() for word in label.split())


def _joined(before: str, after: str) -> str:
    between = " " if before[-1:].isascii() or after[:1].isascii() else ""
    return f"{before}{between}{after}".strip()
