"""The same article in every format, and files that are too large, locked, damaged or no article."""

import io
import os
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path
from xml.sax.saxutils import escape

import docx
import pypdf
import pytest
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Paragraph, SimpleDocTemplate

from bot.errors import ImportingError
from bot.importing.article import Article
from bot.importing.assembling import understand
from bot.importing.reading import texts
from bot.importing.reading.formats import read_lines
from bot.importing.writing import forum_of
from tests.conftest import ROOT, SHIPPED

ARTICLE = ROOT / "tests/data/zhuzhou-grassroots.txt"
ARTICLES = Path(__file__).parent / "articles"
TEXT = ARTICLE.read_text(encoding="utf-8")
FONT = "STSong-Light"  # one of those that every PDF reader has
LONG = 30
"""Characters from which a line of the article is a paragraph."""


def paragraphs() -> list[str]:
    return [line.strip() for line in TEXT.split("\n") if line.strip()]


def is_text(line: str) -> bool:
    return len(line) > LONG or line.startswith("“")


def as_markdown(path: Path) -> None:
    title, *rest = paragraphs()
    lines = [line if is_text(line) else f"**{line}**" for line in rest]
    path.write_text("\n\n".join([f"# {title}", *lines]), encoding="utf-8")


def as_page(path: Path) -> None:
    title, credit, *rest = paragraphs()
    marks = [
        f"<p>　　{escape(line)}</p>" if is_text(line) else f"<p><strong>{escape(line)}</strong></p>"
        for line in rest
    ]
    html = f"""<html><head><meta charset="gb2312"><title>{title}_株洲日报</title></head><body>
<nav><ul><li><a href="/">首页</a></li><li><a href="/news">新闻中心</a></li></ul></nav>
<div class="main"><h1>{title}</h1><p class="info">{credit}</p><div class="content">
{"".join(marks)}</div></div><footer>版权所有 株洲日报社</footer></body></html>"""
    path.write_bytes(html.encode("gb18030"))


def as_word(path: Path) -> None:
    title, *rest = paragraphs()
    document = docx.Document()
    document.add_heading(title, 0)
    for line in rest:
        document.add_paragraph().add_run(line).bold = not is_text(line)
    document.save(str(path))


def as_portable(path: Path) -> None:
    """Indented paragraphs, larger titles, and a running head and a number on each page."""
    pdfmetrics.registerFont(UnicodeCIDFont(FONT))
    body = ParagraphStyle(
        "body", fontName=FONT, fontSize=11, leading=16, wordWrap="CJK", firstLineIndent=22
    )
    line = ParagraphStyle("line", body, firstLineIndent=0)
    heading = ParagraphStyle("heading", line, fontSize=14, leading=20, spaceBefore=12)
    title = ParagraphStyle("title", line, fontSize=20, leading=28)
    texts = paragraphs()
    flow = [Paragraph(escape(texts[0]), title)]
    for text, below in zip(texts[1:], [*texts[2:], ""], strict=True):
        is_title = len(below) <= 3 and len(text) > 3 and not is_text(text)
        style = body if is_text(text) else heading if is_title else line
        flow.append(Paragraph(escape(text), style))

    def marks(canvas: Canvas, document: SimpleDocTemplate) -> None:
        canvas.setFont(FONT, 9)
        canvas.drawString(72, 820, "株洲日报 要闻")
        canvas.drawString(300, 30, f"- {document.page} -")

    SimpleDocTemplate(str(path)).build(flow, onFirstPage=marks, onLaterPages=marks)


def imported(path: Path) -> Article:
    return understand(path, read_lines(path))


@pytest.mark.server
@pytest.mark.parametrize(
    ("name", "make"),
    [("a.md", as_markdown), ("a.html", as_page), ("a.docx", as_word), ("a.pdf", as_portable)],
)
def test_every_format_gives_the_shipped_forum(
    tmp_path: Path, name: str, make: Callable[[Path], None]
) -> None:
    make(tmp_path / name)
    files = forum_of(imported(tmp_path / name), "zhuzhou-grassroots").files
    shipped = sorted((SHIPPED / "zhuzhou-grassroots").glob("*.md"))
    assert sorted(files) == [path.name for path in shipped]
    for path in shipped:
        assert files[path.name] == path.read_text(encoding="utf-8")


def test_the_article_gives_the_shipped_forum_byte_for_byte() -> None:
    draft = forum_of(imported(ARTICLE), None)
    assert draft.name == "zhuzhou-grassroots"
    for path in (SHIPPED / "zhuzhou-grassroots").glob("*.md"):
        assert draft.files[path.name].encode() == path.read_bytes()


@pytest.mark.parametrize("newline", ["\r\n", "\r"], ids=["windows", "old-mac"])
@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16"])
def test_line_ends_and_marks_of_other_editors_change_nothing(
    tmp_path: Path, newline: str, encoding: str
) -> None:
    path = tmp_path / "zhuzhou-grassroots.txt"
    path.write_bytes(TEXT.replace("\n", newline).encode(encoding))
    assert forum_of(imported(path), None).files == forum_of(imported(ARTICLE), None).files


@pytest.mark.parametrize(
    ("article", "encoding", "read"),
    [
        ("compound-names.txt", "gb18030", "GB18030"),
        ("traditional.txt", "big5", "Big5"),
        ("compound-names.txt", "utf-16-le", "UTF-16-LE"),
        ("traditional.txt", "utf-16-be", "UTF-16-BE"),
        ("minutes.txt", "windows-1252", "windows-1252"),
    ],
)
def test_a_text_that_does_not_name_its_encoding_is_read_with_a_warning(
    tmp_path: Path, article: str, encoding: str, read: str
) -> None:
    known = ARTICLES / article
    path = tmp_path / article
    path.write_bytes(known.read_text(encoding="utf-8").encode(encoding))
    found = imported(path)
    assert forum_of(found, None).files == forum_of(imported(known), None).files
    told = [found.remark_line(remark) for remark in found.remarks]
    assert f"{path}:1: not UTF-8; read as {read}, so look whether it reads right" in told


def test_what_a_web_page_leaves_out_is_told(tmp_path: Path) -> None:
    as_page(tmp_path / "a.html")
    told = {remark.message for remark in imported(tmp_path / "a.html").remarks}
    around = "left out, as part of the page around the article"
    assert {f"{around}: 新闻中心", f"{around}: 版权所有 株洲日报社"} <= told


def test_remarks_on_a_pdf_name_the_page(tmp_path: Path) -> None:
    as_portable(tmp_path / "a.pdf")
    article = imported(tmp_path / "a.pdf")
    told = [article.remark_line(remark) for remark in article.remarks]
    assert f"{tmp_path}/a.pdf: page 2: left out, as a mark of the page: - 2 -" in told


def test_the_numbers_that_word_sets_are_kept(tmp_path: Path) -> None:
    document = docx.Document()
    document.add_heading("座谈会", 0)
    for title, name in (("修路", "刘晖（书记）"), ("种树", "陈妮（主任）")):
        document.add_paragraph(title, style="List Number")
        document.add_paragraph(name)
        document.add_paragraph("要做的有两件事。")
    document.add_paragraph("先修桥。", style="List Number 2")
    document.save(str(tmp_path / "a.docx"))
    speeches = imported(tmp_path / "a.docx").speeches
    assert [speech.title for speech in speeches] == ["修路", "种树"]
    assert speeches[1].paragraphs[-1] == "1. 先修桥。"


def test_a_table_in_a_word_file_is_told_of_once(tmp_path: Path) -> None:
    document = docx.Document()
    document.add_heading("座谈会", 0)
    document.add_paragraph("刘晖（书记）：去年的收入如下。路也要修。")
    table = document.add_table(rows=2, cols=2)
    for cell, text in zip(table._cells, ("年份", "收入", "2022年", "三万元"), strict=True):
        cell.text = text
    document.save(str(tmp_path / "a.docx"))
    article = imported(tmp_path / "a.docx")
    assert article.speeches[0].paragraphs[1:] == ("年份", "收入", "2022年", "三万元")
    told = [article.remark_line(remark).partition("paragraph ")[2] for remark in article.remarks]
    assert [line for line in told if "a table" in line] == [
        "3: a table from here on; each of its cells is a paragraph"
    ]


def columns(path: Path, tall: int) -> None:
    """Two columns that are written row by row, from one side of the page to the other."""
    canvas = Canvas(str(path))
    canvas.drawString(72, 780, "The Harbour Forum")
    for left, name in ((72, "Jane Doe, harbour master"), (320, "Tom Poe, crane driver")):
        canvas.drawString(left, 760, name)
    for at in range(tall):
        for left, word in ((72, "left"), (320, "right")):
            canvas.drawString(left, 740 - 14 * at, f"line {at} of the {word} column goes on and")
    canvas.save()


def test_columns_of_a_pdf_are_read_one_after_the_other_and_told_of(tmp_path: Path) -> None:
    columns(tmp_path / "a.pdf", 8)
    article = imported(tmp_path / "a.pdf")
    found = [(speech.speaker, speech.paragraphs[0][:36]) for speech in article.speeches]
    assert found == [
        ("Jane Doe", "line 0 of the left column goes on an"),
        ("Tom Poe", "line 0 of the right column goes on a"),
    ]
    told = {remark.message for remark in article.remarks}
    assert "set in columns; read one after the other, so look whether their order is right" in told


def test_hidden_characters_and_emphasis_are_not_words(tmp_path: Path) -> None:
    path = tmp_path / "a.md"
    path.write_text(
        "# 座谈会\n\n**刘\u200b晖**（书记）：路要*修*好，\x07[地图](http://a.example)要更新。\n",
        encoding="utf-8",
    )
    (speech,) = imported(path).speeches
    assert (speech.speaker, speech.role) == ("刘晖", "书记")
    assert speech.paragraphs == ("路要修好，地图要更新。",)


def zip_bomb(path: Path) -> None:
    as_word(path)
    with (
        zipfile.ZipFile(path, "a", zipfile.ZIP_DEFLATED, compresslevel=1) as archive,
        archive.open("word/huge.xml", "w", force_zip64=True) as part,
    ):
        for _ in range(300):
            part.write(bytes(1_000_000))


def large(path: Path) -> None:
    with path.open("wb") as file:
        file.truncate(2 * 1024**3)  # a sparse file: nothing of it is on the disk


def pictures(path: Path) -> None:
    canvas = Canvas(str(path))
    canvas.rect(10, 10, 100, 100)
    canvas.save()


def locked(path: Path) -> None:
    canvas = Canvas(io.BytesIO())
    canvas.drawString(72, 700, "words")
    writer = pypdf.PdfWriter(io.BytesIO(canvas.getpdfdata()))
    writer.encrypt("secret", algorithm="RC4-128")
    writer.write(str(path))


def locked_word(path: Path) -> None:
    path.write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(2000))


def some_bytes(data: bytes) -> Callable[[Path], None]:
    def make(path: Path) -> None:
        path.write_bytes(data)

    return make


@pytest.mark.parametrize(
    ("name", "make", "message"),
    [
        ("a.docx", zip_bomb, "unpacks to 301 MB"),
        ("a.docx", some_bytes(b"words"), "is not a .docx file, or a damaged one"),
        ("a.docx", locked_word, "is encrypted, or an old .doc"),
        ("a.html", large, "has more than 10 MB"),
        ("a.txt", large, "has more than 10 MB"),
        ("a.pdf", large, "has more than 50 MB"),
        ("a.html", some_bytes(b" "), "no text in this page"),
        ("a.html", some_bytes(b"<html><body><script>x</script></body></html>"), "no text"),
        ("a.pdf", pictures, "no text in this PDF, only pictures of it"),
        ("a.pdf", locked, "is encrypted; save it without a password"),
        ("a.pdf", some_bytes(b"words"), "cannot be read as a PDF"),
        (
            "a.txt",
            some_bytes(b"\xff\xff\xff"),
            "is neither UTF-8 nor GB18030 nor Big5; save it in UTF-8",
        ),
        ("a.txt", some_bytes(b"PK\x00\x00"), "is not a text; it holds zero bytes"),
        ("a.txt", some_bytes(b"\n \n"), "there is no text in this file"),
        ("a.txt", some_bytes("座谈会\n".encode()), "no speech found in this file, only a title"),
        ("a.txt", some_bytes(b"x\n" * 20_001), "holds 20,001 lines"),
        ("a.odt", some_bytes(b"words"), ".odt files cannot be read; the kinds are .txt"),
        ("a.txt", lambda path: path.mkdir(), "a.txt: "),
        ("a.txt", lambda path: None, "no such file"),
    ],
)
def test_a_file_that_is_no_article_gets_one_clear_line(
    tmp_path: Path, name: str, make: Callable[[Path], None], message: str
) -> None:
    path = tmp_path / name
    make(path)
    with pytest.raises(ImportingError) as error:
        imported(path)
    (line,) = str(error.value).splitlines()
    assert line.startswith(f"{path}: ")
    assert message in line


@pytest.mark.skipif(sys.platform == "win32", reason="needs named pipes")
def test_a_pipe_is_refused_and_not_waited_for(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    os.mkfifo(path)
    with pytest.raises(ImportingError, match="is not a file"):
        imported(path)


def test_more_pages_than_an_article_has_are_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert texts.PAGES == 1000
    monkeypatch.setattr(texts, "PAGES", 2)
    as_portable(tmp_path / "a.pdf")
    with pytest.raises(ImportingError, match="has 6 pages; import an article at a time"):
        imported(tmp_path / "a.pdf")


@pytest.mark.parametrize(
    ("name", "package", "missing"),
    [
        ("a.docx", "lxml", "lxml"),
        ("a.pdf", "pypdf", "pypdf"),
        ("a.html", "lxml", "lxml"),
    ],
)
def test_a_format_whose_package_is_missing_says_what_to_install(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, package: str, missing: str
) -> None:
    makers = {".docx": as_word, ".pdf": as_portable, ".html": as_page}
    makers[Path(name).suffix](tmp_path / name)
    monkeypatch.setitem(sys.modules, package, None)
    with pytest.raises(ImportingError) as error:
        imported(tmp_path / name)
    assert f"need more packages ({missing}); install them with: pip install '.[import]'" in str(
        error.value
    )
