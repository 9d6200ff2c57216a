"""Reads Markdown: headings, bold beginnings, and the words without their marks."""

import re
from dataclasses import replace
from pathlib import Path

from bot.importing.article import About, Line, Lines, Remark
from bot.importing.reading.encoding import decode
from bot.importing.reading.limits import TEXT, read_bytes
from bot.importing.reading.plain import lines_of

_HEADING = re.compile(r"(#{1,6})\s+(.*?)\s*#*$")
_UNDERLINE = re.compile(r"(=+|-{3,})$")
_RULE = re.compile(r"([-*_])(\s*\1){2,}$")
_QUOTE = re.compile(r"(>\s?)+")
_ITEM = re.compile(r"[-*+]\s+")
_FIELD = re.compile(r"(title|date|source|author|url)\s*:\s*(.+)", re.IGNORECASE)
_BOLD = re.compile(r"(?:\*\*|__)(?=\S)(.{1,2000}?)(?<=\S)(?:\*\*|__)")
_MARKS = (
    (re.compile(r"!\[([^\[\]]{0,2000})\]\([^)]{0,2000}\)"), r"\1"),
    (re.compile(r"\[([^\[\]]{1,2000})\]\([^)]{0,2000}\)"), r"\1"),
    (re.compile(r"(?<![A-Za-z0-9*])[*]([^\s*](?:[^*]*[^\s*])?)[*](?![A-Za-z0-9*])"), r"\1"),
    (re.compile(r"(?<![A-Za-z0-9_])_([^\s_](?:[^_]*[^\s_])?)_(?![A-Za-z0-9_])"), r"\1"),
    (re.compile(r"`([^`]+)`"), r"\1"),
    (re.compile(r"\\([\\`*_{}\[\]()#+.!>~|-])"), r"\1"),
)


def read_markdown(path: Path) -> Lines:
    """The lines of a Markdown file, its front matter as what it tells of itself."""
    text, remarks = decode(path, read_bytes(path, TEXT))
    lines = lines_of(text)
    about, lines, left = _front_matter(lines)
    return Lines(tuple(_unmarked(lines)), about=about, remarks=(*remarks, *left))


def _front_matter(lines: list[Line]) -> tuple[About, list[Line], list[Remark]]:
    if not lines or lines[0].number != 1 or lines[0].text != "---":
        return About(), lines, []
    end = next((at for at, line in enumerate(lines[1:], 1) if line.text == "---"), 0)
    fields: dict[str, str] = {}
    left = []
    for line in lines[1:end]:
        found = _FIELD.fullmatch(line.text)
        if found:
            name = "source" if found[1].lower() == "author" else found[1].lower()
            fields.setdefault(name, found[2].strip("\"' "))
        else:
            left.append(Remark(line.number, f"left out of the front matter: {line.text}"))
    about = About(fields.get("title"), fields.get("date"), fields.get("source"), fields.get("url"))
    return (about, lines[end + 1 :], left) if end else (About(), lines, [])


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
