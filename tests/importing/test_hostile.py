"""Files that are made to do harm: each ends in one clear line, and writes nothing elsewhere."""

import io
import zipfile
from collections.abc import Callable
from pathlib import Path

import docx
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from reportlab.pdfgen.canvas import Canvas

from bot.errors import ImportingError
from bot.importing.article import Article
from bot.importing.assembling import understand
from bot.importing.reading.formats import read_lines
from bot.importing.writing import checked_name, folder_name, forum_of, write
from tests.conftest import EXAMPLES

WORD = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
LAUGHS = "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 12))
ENTITIES = f'[<!ENTITY a0 "ha">{LAUGHS}<!ENTITY file SYSTEM "file:///etc/hostname">]'


def imported(path: Path) -> Article:
    return understand(path, read_lines(path))


def word_file(body: str, entities: str = "", **parts: bytes) -> bytes:
    """A .docx file with this as the body of its text, and more parts."""
    empty, packed = io.BytesIO(), io.BytesIO()
    docx.Document().save(empty)
    declared = f"<!DOCTYPE w:document {entities}>" if entities else ""
    text = f"<?xml version='1.0'?>{declared}<w:document {WORD}><w:body>{body}</w:body></w:document>"
    with (
        zipfile.ZipFile(empty) as source,
        zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive,
    ):
        for name in source.namelist():
            is_text = name == "word/document.xml"
            archive.writestr(name, text.encode() if is_text else source.read(name))
        for name, data in parts.items():
            archive.writestr(f"word/{name}.xml", data)
    return packed.getvalue()


def paragraph(text: str) -> str:
    return f"<w:p><w:r><w:t>{text}</w:t></w:r></w:p>"


def lying(data: bytes) -> bytes:
    """A .docx file that says its text unpacks to a hundred bytes."""
    at = data.rfind(b"word/document.xml") - 46
    return data[: at + 24] + (100).to_bytes(4, "little") + data[at + 28 :]


def tower(levels: int) -> bytes:
    """Archives of archives, of which the innermost are large."""
    data = bytes(1_000_000)
    for _ in range(levels):
        packed = io.BytesIO()
        with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
            for name in range(10):
                archive.writestr(f"{name}.zip", data)
        data = packed.getvalue()
    return data


def portable_file(*objects: bytes) -> bytes:
    """A PDF of these objects, the first of which is its root."""
    data, places = b"%PDF-1.4\n", []
    for number, text in enumerate(objects, 1):
        places.append(len(data))
        data += b"%d 0 obj\n%s\nendobj\n" % (number, text)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    size, start = len(objects) + 1, len(data)
    data += b"xref\n0 %d\n0000000000 65535 f \n%s" % (size, table)
    return data + b"trailer<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF" % (size, start)


ROOT = b"<</Type/Catalog/Pages 2 0 R>>"
CYCLE = portable_file(ROOT, b"<</Type/Pages/Kids[2 0 R]/Count 1>>")
CROWD = portable_file(
    ROOT, b"<</Type/Pages/Kids[%s]/Count 1>>" % (b"3 0 R " * 1001), b"<</Type/Page>>"
)
BOAST = portable_file(ROOT, b"<</Type/Pages/Kids[3 0 R]/Count 100000000>>", b"<</Type/Page>>")
NESTED = portable_file(ROOT, b"<</Type/Pages/Kids[3 0 R]/Count 1>>", b"[" * 100_000)

FILES: dict[str, tuple[str, Callable[[], bytes], str]] = {
    "nothing.txt": ("a.txt", lambda: b"", "there is no text in this file"),
    "nothing.md": ("a.md", lambda: b"", "there is no text in this file"),
    "nothing.html": ("a.html", lambda: b"", "no text in this page"),
    "nothing.docx": ("a.docx", lambda: b"", "is not a .docx file, or a damaged one"),
    "nothing.pdf": ("a.pdf", lambda: b"", "cannot be read as a PDF"),
    "large-part": (
        "a.docx",
        lambda: word_file("", more=bytes(11_000_000)),
        "unpacks to 12 MB in ",
    ),
    "lie": ("a.docx", lambda: lying(word_file(paragraph("a" * 1000))), "cannot be read as .docx"),
    "archives": ("a.docx", lambda: tower(3), "is not a .docx file, or a damaged one"),
    "laughs.docx": (
        "a.docx",
        lambda: word_file(paragraph("&a11;"), ENTITIES),
        "cannot be read as .docx",
    ),
    "deep.docx": ("a.docx", lambda: word_file("<w:p>" * 5000 + "</w:p>" * 5000), "cannot be read"),
    "paragraphs": ("a.docx", lambda: word_file("<w:p/>" * 20_001), "holds 20,001 lines"),
    "tags": ("a.html", lambda: b"<p></p>" * 50_001, "has more than 50,000 tags"),
    "deep.html": ("a.html", lambda: b"<div>" * 49_000 + b"words", "a.html: "),
    "line": ("a.txt", lambda: b"a" * 50_001, "holds a line of 50,001 characters"),
    "cycle": ("a.pdf", lambda: CYCLE, "cannot be read as a PDF"),
    "crowd": ("a.pdf", lambda: CROWD, "has 1,001 pages"),
    "boast": ("a.pdf", lambda: BOAST, "no text in this PDF"),
    "nested": ("a.pdf", lambda: NESTED, "cannot be read as a PDF"),
}


@pytest.mark.parametrize("case", FILES)
def test_a_file_made_to_do_harm_gets_one_clear_line(tmp_path: Path, case: str) -> None:
    name, make, message = FILES[case]
    path = tmp_path / name
    path.write_bytes(make())
    with pytest.raises(ImportingError) as error:
        imported(path)
    (line,) = str(error.value).splitlines()
    assert line.startswith(f"{path}: ")
    assert message in line


def test_a_pdf_that_draws_without_end_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.importing.reading.portable._OPERATIONS", 50)
    canvas = Canvas(str(tmp_path / "a.pdf"))
    for at in range(50):
        canvas.drawString(72, 700 - at, "words")
    canvas.save()
    with pytest.raises(ImportingError, match="draws with more than 50 operations"):
        imported(tmp_path / "a.pdf")


def test_other_files_stay_out_of_what_is_imported(tmp_path: Path) -> None:
    path = tmp_path / "a.docx"
    words = "".join(map(paragraph, ("Forum", "Before &file; behind. The road is long.")))
    path.write_bytes(word_file(words, ENTITIES))
    (speech,) = imported(path).speeches
    assert speech.paragraphs == ("Before &file; behind. The road is long.",)


def test_a_file_that_may_not_be_read_gets_one_clear_line(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "a.txt"
    path.write_text("words", encoding="utf-8")

    def refuse(*_: object, **__: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "open", refuse)
    with pytest.raises(ImportingError, match=r"a.txt: cannot be read: Permission denied"):
        imported(path)


@pytest.mark.parametrize(
    "name",
    [
        *("", ".", "..", "../up", "a/b", "a\\b", "-x", " x", "x.", "CON", "nul.txt", "COM1"),
        *("a\0b", "a\nb", "a\u202eb", "x" * 201, "路" * 80, "a:b"),
    ],
)
def test_a_name_that_is_no_folder_s_everywhere_is_refused_in_one_line(name: str) -> None:
    with pytest.raises(ImportingError) as error:
        checked_name(name)
    (line,) = str(error.value).splitlines()
    assert line.isprintable()
    assert line.endswith("cannot name a forum's folder; use letters, digits and -")


@pytest.mark.parametrize(
    ("stem", "folder"),
    [
        ("..", ""),
        ("CON", "CON-forum"),
        ("a/../b", "a-b"),
        ("x\0\x1by", "x-y"),
        ("长" * 300, "长" * 40),
    ],
    ids=["above", "device", "path", "control", "long"],
)
def test_a_folder_is_named_safely_whatever_the_article_is_called(stem: str, folder: str) -> None:
    assert folder_name(stem) == folder


@pytest.mark.parametrize(
    "title",
    ["../../up", "/etc/passwd", "C:\\up", "..", "CON", "长" * 35, "a\u202e\u0007b"],
    ids=["above", "root", "drive", "dots", "device", "long", "control"],
)
def test_what_an_article_says_names_no_file_outside_its_folder(tmp_path: Path, title: str) -> None:
    path = tmp_path / "a.txt"
    path.write_text(f"Forum\n\n{title}\n刘晖（书记）\n路要修。桥也要修。\n", encoding="utf-8")
    folder = write(forum_of(imported(path), None), tmp_path / "corpus", force=False)
    written = {entry for entry in tmp_path.rglob("*") if entry.is_file()}
    assert written == {path, folder / "forum.md", folder / "01-刘晖.md"}


@pytest.mark.parametrize(
    "suffix", [".txt", ".md", ".html", ".docx", ".pdf", ".vtt", ".srt", ".xml"]
)
@settings(
    max_examples=EXAMPLES // 4,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(data=st.data())
def test_any_bytes_are_imported_or_refused_in_one_line(
    tmp_path: Path, suffix: str, data: st.DataObject
) -> None:
    starts = {
        ".docx": word_file(paragraph("words")),
        ".pdf": CYCLE,
        ".html": b"<html><body><p>",
        ".vtt": b"WEBVTT\n\n00:01.000 --> 00:02.000\n<v Ada>words",
        ".xml": b"<TEI><u who='a'><seg>words</seg></u></TEI>",
    }
    start = starts.get(suffix, "座谈会\n刘晖：".encode("gb18030"))
    kept = data.draw(st.integers(0, len(start)))
    path = tmp_path / f"article{suffix}"
    path.write_bytes(start[:kept] + data.draw(st.binary(max_size=400)) + start[kept:])
    try:
        article = imported(path)
        told = [article.remark_line(remark) for remark in article.remarks]
    except ImportingError as error:
        told = [str(error)]
    assert all(len(line.splitlines()) == 1 for line in told)
