"""Articles of every kind that can be imported: mixed from real ones, strange, and spoilt."""

import io
import random
import zipfile
from collections.abc import Callable, Sequence
from functools import cache
from html import escape
from pathlib import Path

import docx
from reportlab.pdfgen.canvas import Canvas

from tests.conftest import ROOT
from tests.fuzz.spoilt_bytes import spoilt
from tests.fuzz.strange import text, whole

_SAMPLES = ROOT / "tests/importing/articles"
_TAGS = (
    *("p", "div", "h1", "h2", "b", "strong", "span", "li", "td", "table", "article", "main"),
    *("nav", "footer", "script", "style", "title", "head", "body", "br", "a", "x:y", "svg"),
)
_NAMES = ("article", "a b", "-", "…", "{ $a }", "<i>", "e\u0301", "🇨🇳", "x" * 200, "a\nb", "CON")
_MANY = 300


def write_strange_article(folder: Path, kind: str, chance: random.Random) -> Path:
    """An article as a file of this kind, such as "txt"."""
    lines = _lines(chance)
    data = _WRITERS[kind](lines, chance)
    if chance.random() < 0.6:
        data = spoilt(data, chance)
    path = folder / f"{chance.choice(_NAMES)}.{kind}"
    path.write_bytes(data)
    return path


@cache
def _samples() -> tuple[list[str], ...]:
    files = sorted(_SAMPLES.iterdir())
    return tuple(file.read_text(encoding="utf-8").splitlines() for file in files)


def _lines(chance: random.Random) -> list[str]:
    """The lines of an article or two, with strange ones in between."""
    lines = list(chance.choice(_samples()))
    if chance.random() < 0.3:
        lines += chance.choice(_samples())
    if chance.random() < 0.2:
        chance.shuffle(lines)
    for _ in range(chance.choice((0, 0, 1, 3, 10))):
        lines.insert(chance.randrange(len(lines) + 1), _strange_line(lines, chance))
    return lines


def _strange_line(lines: Sequence[str], chance: random.Random) -> str:
    line = chance.choice(lines)
    strange = whole(text(chance, 40))
    kinds = (
        strange,
        line + strange,
        strange + line,
        line[: len(line) // 2] + strange + line[len(line) // 2 :],
        strange * chance.choice((1, 10, _MANY)),
        line * chance.choice((2, 20)),
        f"{'#' * chance.randrange(9)} {strange}",
        f"{line[:6]}：{strange}",
    )
    return chance.choice(kinds)


def _text(lines: Sequence[str], chance: random.Random) -> bytes:
    encoding = chance.choice(("utf-8",) * 8 + ("gb18030", "utf-16", "big5", "utf-8-sig"))
    return chance.choice(("\n", "\n\n", "\r\n")).join(lines).encode(encoding, "replace")


def _page(lines: Sequence[str], chance: random.Random) -> bytes:
    """A web page, in some of which tags stand open or nothing is escaped."""
    raw = chance.random() < 0.3
    content = []
    for line in lines:
        tag = chance.choice(_TAGS) if chance.random() < 0.2 else "p"
        inner = line if raw else escape(line)
        content.append(f"<{tag}>{inner}" + (f"</{tag}>" if chance.random() < 0.95 else ""))
    if chance.random() < 0.05:
        content = [f"<{chance.choice(_TAGS)}>" * chance.choice((10, 2_000)), *content]
    head = "<meta charset=utf-8>" if chance.random() < 0.7 else f"<title>{lines[0]}</title>"
    return f"<html><head>{head}</head><body>{''.join(content)}</body></html>".encode()


def _word(lines: Sequence[str], chance: random.Random) -> bytes:
    """A .docx file; in most of them the document itself is spoilt, in a whole package."""
    document = docx.Document()
    for line in lines[:40]:
        style = chance.choice(("Normal", "Normal", "Heading 1", "Title", "List Number"))
        document.add_paragraph(_for_xml(line), style=style)
    packed = io.BytesIO()
    document.save(packed)
    if chance.random() < 0.3:
        return packed.getvalue()
    part = chance.choice(("word/document.xml", "word/document.xml", "word/styles.xml"))
    changed = io.BytesIO()
    with zipfile.ZipFile(packed) as old, zipfile.ZipFile(changed, "w") as new:
        for name in old.namelist():
            data = old.read(name)
            new.writestr(name, spoilt(data, chance) if name == part else data)
    return changed.getvalue()


def _portable(lines: Sequence[str], chance: random.Random) -> bytes:
    """A PDF, not packed, so that what is spoilt in it is its content as often as its frame."""
    made = io.BytesIO()
    canvas = Canvas(made, pageCompression=0)
    for number, line in enumerate(lines[:60]):
        canvas.setFont("Helvetica", chance.choice((10, 10, 10, 16, 1)))
        canvas.drawString(72, 800 - 12 * (number % 60), ascii(line)[:80])
        if chance.random() < 0.05:
            canvas.showPage()
    canvas.save()
    return made.getvalue()


def _for_xml(line: str) -> str:
    return "".join(char for char in line if char.isprintable())


_WRITERS: dict[str, Callable[[Sequence[str], random.Random], bytes]] = {
    "txt": _text,
    "md": _text,
    "html": _page,
    "docx": _word,
    "pdf": _portable,
}
