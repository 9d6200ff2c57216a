"""What files say of themselves and of who speaks, line by line."""

import re
import tempfile
import time
from itertools import count
from pathlib import Path

import docx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from reportlab.pdfgen.canvas import Canvas

from bot.errors import ImportingError
from bot.importing.article import Lines
from bot.importing.assembling import understand
from bot.importing.reading.formats import read_lines
from tests.conftest import EXAMPLES


def read(folder: Path, name: str, text: str) -> Lines:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return read_lines(path)


def said(lines: Lines) -> list[tuple[str | None, str]]:
    return [(line.speaker, line.text) for line in lines.lines]


def messages(lines: Lines) -> list[str]:
    return [remark.message for remark in lines.remarks]


EXPORTS = {
    "feishu": "{a} 00:03\n{x}\n\n{b} 00:21\n{y}\n\n{a} 01:00:05\n{z}\n",
    "tencent": "{a}(00:03):\n{x}\n\n{b}(00:21):\n{y}\n\n{a}(01:00:05):\n{z}\n",
    "otter": "{a}  0:03  \n{x}\n\n{b}  0:21\n{y}\n\n{a}  1:00:05\n{z}\n",
    "before": "[00:00:03] {a}:\n{x}\n[00:00:21] {b}:\n{y}\n[01:00:05] {a}:\n{z}\n",
    "beside": "00:00:03 {a}: {x}\n00:00:21 {b}: {y}\n01:00:05 {a}: {z}\n",
    "below": "{a}\n00:03\n{x}\n\n{b}\n00:21\n{y}\n\n{a}\n01:00:05\n{z}\n",
    "clock": "{a} 2024-06-12 10:05\n{x}\n{b} 2024-06-12 10:06\n{y}\n{a} 2024-06-12 11:08\n{z}\n",
    "bold": "**{a}** 00:03\n\n{x}\n\n**{b}** 00:21\n\n{y}\n\n**{a}** 01:00:05\n\n{z}\n",
}


@pytest.mark.parametrize("form", EXPORTS)
@pytest.mark.parametrize(("a", "b"), [("说话人 1", "韩小满"), ("Ada Fern", "Speaker 2")])
def test_the_export_of_a_meeting_says_who_speaks(tmp_path: Path, form: str, a: str, b: str) -> None:
    words = {"x": "The lamps are dark.", "y": "Since when?", "z": "For three years."}
    path = tmp_path / "a.md"
    path.write_text("Quay\n\n" + EXPORTS[form].format(a=a, b=b, **words), encoding="utf-8")
    article = understand(path, read_lines(path))
    spoken = {speech.speaker: " ".join(speech.paragraphs) for speech in article.speeches}
    assert article.title == "Quay"
    assert spoken == {a: "The lamps are dark. For three years.", b: words["y"]}


def test_labels_without_a_time_begin_turns_beside_those_with_one(tmp_path: Path) -> None:
    turns = [
        "Dr NGATA (Kestrel) (14:02): Who mends it?",
        "Ms HARDWICK (Toller) (14:03): We do.",
        "The SPEAKER: Order.",
        "Ms HARDWICK (14:05): We do it now.",
        "The SPEAKER: Thank you.",
    ]
    path = tmp_path / "a.txt"
    path.write_text("\n\n".join(["Quay", *turns]), encoding="utf-8")
    speeches = understand(path, read_lines(path)).speeches
    said = [" ".join(each.paragraphs) for each in speeches if each.speaker == "The SPEAKER"]
    assert " ".join(said) == "Order. Thank you."


def test_a_reference_of_a_record_may_hold_spaces(tmp_path: Path) -> None:
    record = """<akomaNtoso><debate><meta><TLCPerson id="Ada Fern" showAs="Ada Fern"/>
<TLCPerson id="Bo" showAs="Bo Oake"/></meta><debateBody><heading>Lamps</heading>
<speech by="#Ada Fern"><p>The lamps are dark.</p></speech><speech by="#Bo"><p>They are.</p></speech>
</debateBody></debate></akomaNtoso>"""
    lines = read(tmp_path, "a.xml", record)
    assert said(lines)[1:] == [("Ada Fern", "The lamps are dark."), ("Bo Oake", "They are.")]


def test_a_table_of_who_says_what_may_count_its_rows(tmp_path: Path) -> None:
    rows = [
        ("序号", "发言人", "发言内容"),
        ("1", "丁慧（主任）", "今天就议一件事。"),
        ("2", "裴小萌（7号楼）", "我不同意现在换。"),
    ]
    document = docx.Document()
    document.add_heading("业主大会会议记录", 0)
    table = document.add_table(rows=3, cols=3)
    for row, texts in zip(table.rows, rows, strict=True):
        for cell, text in zip(row.cells, texts, strict=True):
            cell.text = text
    path = tmp_path / "a.docx"
    document.save(str(path))
    found = [
        (each.speaker, each.paragraphs) for each in understand(path, read_lines(path)).speeches
    ]
    assert found == [("丁慧", ("今天就议一件事。",)), ("裴小萌", ("我不同意现在换。",))]


def test_a_programme_with_hours_is_no_transcript(tmp_path: Path) -> None:
    text = "Opening 09:00\nPanel 10:00\nLunch 12:30\n\nAda Fern: The lamps are dark.\n"
    lines = read(tmp_path, "a.txt", text)
    assert [line.speaker for line in lines.lines] == [None] * 4
    assert lines.lines[0].text == "Opening 09:00"


def test_times_without_names_are_left_out_of_the_text(tmp_path: Path) -> None:
    text = "0:00 We begin with\n0:04 the lamps on\n0:09 the quay.\n"
    lines = read(tmp_path, "a.txt", text)
    assert said(lines) == [(None, "We begin with"), (None, "the lamps on"), (None, "the quay.")]


def test_cues_of_a_turn_are_one_paragraph_and_sounds_are_nobodys(tmp_path: Path) -> None:
    cues = [
        "<v Ada Fern>The lamps are dark.",
        "<v Ada Fern>Since <i>March</i>.</v>",
        "[APPLAUSE]",
        "<v.loud Bram Oake>Who pays?",
        "Somebody must.",
    ]
    text = "WEBVTT\n\nNOTE made by hand\n\n" + "".join(
        f"{at}\n00:0{at}.000 --> 00:0{at}.900\n{cue}\n\n" for at, cue in enumerate(cues)
    )
    lines = read(tmp_path, "a.vtt", text)
    assert said(lines) == [
        ("Ada Fern", "The lamps are dark. Since March."),
        (None, "[APPLAUSE]"),
        ("Bram Oake", "Who pays? Somebody must."),
    ]
    assert "left out of the subtitles: NOTE made by hand" in messages(lines)


def test_labels_in_subtitles_begin_turns_and_a_dash_is_somebody_else(tmp_path: Path) -> None:
    cues = [
        "ADA: I have one rule:\nlight first.",
        "and then bread.",
        "- BRAM: Bread first.\n- No!",
        "We waited.",
        "ADA: I heard one thing.",
        "He said: bread.",
        "BRAM:",
        "Enough.",
    ]
    text = "".join(
        f"{at}\n00:00:0{at},000 --> 00:00:0{at},900\n{cue}\n\n" for at, cue in enumerate(cues, 1)
    )
    lines = read(tmp_path, "a.srt", text)
    assert said(lines) == [
        ("ADA", "I have one rule: light first. and then bread."),
        ("BRAM", "Bread first."),
        (None, "No! We waited."),
        ("ADA", "I heard one thing. He said: bread."),
        ("BRAM", "Enough."),
    ]
    assert "not taken for who speaks: He said" in messages(lines)


TEI = """<TEI xmlns="http://www.tei-c.org/ns/1.0"><teiHeader><fileDesc><titleStmt>
<title>The Quay</title></titleStmt><publicationStmt><date when="2024-07-01"/></publicationStmt>
<sourceDesc><date when="2024-06-12"/></sourceDesc></fileDesc>
<person xml:id="a"><persName><surname>Fern</surname><forename>Ada</forename></persName></person>
</teiHeader><text><body><head>Lamps</head><note type="speaker">The Chair:</note>
<u who="#a"><seg>The lamps are <hi>dark</hi>.</seg><vocal><desc>A cough.</desc></vocal>
<seg>Since March.</seg></u><sp who="#b"><speaker>Bram</speaker><p>Who pays?</p></sp>
</body></text></TEI>"""
AKN = """<akomaNtoso><debate><meta><FRBRdate date="2024-06-12"/>
<TLCPerson eId="a" showAs="Ada Fern"/></meta><coverPage><docTitle>The Quay</docTitle></coverPage>
<debateBody><heading>Lamps</heading><question by="#a"><from>The Chair:</from>
<p>The lamps are <b>dark</b>.</p><narrative>A cough.</narrative><p>Since March.</p></question>
<answer by="#b"><from>Bram:</from><p>Who pays?</p></answer></debateBody></debate></akomaNtoso>"""


@pytest.mark.parametrize("record", [TEI, AKN], ids=["tei", "akn"])
def test_a_record_in_xml_names_its_speakers_by_its_own_list(tmp_path: Path, record: str) -> None:
    lines = read(tmp_path, "a.xml", record)
    assert (lines.about.title, lines.about.date) == ("The Quay", "2024-06-12")
    assert said(lines)[-5:] == [
        (None, "Lamps"),
        ("Ada Fern", "The lamps are dark."),
        (None, "A cough."),
        ("Ada Fern", "Since March."),
        ("Bram", "Who pays?"),
    ]
    assert "the label The Chair is left out; Ada Fern speaks" in messages(lines)
    assert "#b is in no list of the file; Bram speaks" in messages(lines)


@pytest.mark.parametrize("text", ["words", "<feed><title>Lamps</title></feed>"])
def test_xml_of_another_kind_is_refused(tmp_path: Path, text: str) -> None:
    with pytest.raises(ImportingError, match=r"a\.xml: is "):
        read(tmp_path, "a.xml", text)


FRONT = """---
title: {title}
speaker: {speaker}
date: 2024-06-12T10:00:00Z
layout: talk
---
The lamps are dark.
"""


@pytest.mark.parametrize(
    ("title", "speaker", "speakers"),
    [
        ("Lamps", "Ada Fern", ("Ada Fern",)),
        ('"Lamps: a plea"', "[Ada Fern, Bram Oake]", ("Ada Fern", "Bram Oake")),
        ("Lamps: a plea", "Ada Fern", ("Ada Fern",)),
    ],
    ids=["plain", "quoted", "not-yaml"],
)
def test_front_matter_gives_title_speakers_and_date(
    tmp_path: Path, title: str, speaker: str, speakers: tuple[str, ...]
) -> None:
    lines = read(tmp_path, "a.md", FRONT.format(title=title, speaker=speaker))
    about = (lines.about.title, lines.about.speakers, lines.about.date)
    assert about == (title.strip('"'), speakers, "2024-06-12")
    assert messages(lines) == ["left out of the front matter: layout: talk"]
    assert lines.lines[0].number == 7


TALK = "<p><b>Ada Fern:</b> The lamps on the quay have been dark for three years, and more.</p>"
REPLY = "<p><b>Bram Oake:</b> The cable is old, and nobody knows where the other end of it is.</p>"


def page(body: str, title: str = "Lamps for the quay - The Elm Gazette", head: str = "") -> str:
    return f"<html><head><title>{title}</title>{head}</head><body>{body}</body></html>"


@pytest.mark.parametrize(
    ("title", "heading"),
    [
        ("Lamps for the quay - The Elm Gazette", "<h1>Lamps for the quay</h1>"),
        ("江城网::要闻::河岸座谈会发言摘登", "<div>河岸座谈会发言摘登</div>"),
        ("河岸座谈会发言摘登_要闻_江城网", "<td>河岸座谈会发言摘登</td>"),
        ("The Elm Gazette | Lamps for the quay", "<h2>Lamps for the quay</h2>"),
        ("The Elm Gazette", "<h2>Lamps for the quay</h2>"),
        ("Lamps for the q...", "<h1>Lamps for the quay</h1>"),
    ],
)
def test_a_page_is_called_as_its_own_heading(tmp_path: Path, title: str, heading: str) -> None:
    lines = read(tmp_path, "a.html", page(f"<div>{heading}{TALK}{REPLY}</div>", title))
    assert f">{lines.about.title}<" in heading
    assert lines.lines[0].text == lines.about.title


AROUND = {
    "form": ("<form><h1>Lamps for the quay</h1>", "</form>"),
    "replies": ("<h1>Lamps for the quay</h1><div class='reply'>", "</div>"),
    "comments": ("<h1>Lamps for the quay</h1>", "<h3>Comments (2)</h3>" + "<p>Nonsense.</p>" * 9),
    "related": ("<h1>Lamps for the quay</h1>", "<h3>Related</h3><p><a href='/'>Ducks</a></p>"),
    "hidden": ("<p class='off'>Nonsense.</p><h1>Lamps for the quay</h1>", "<p hidden>No.</p>"),
    "links": ("<ul><li><a>A</a><li><a>B</a><li><a>C</a></ul><h1>Lamps for the quay</h1>", ""),
    "sidebar": ("<h1>Lamps for the quay</h1><div class='side-bar'>Ducks race.</div>", ""),
}


@pytest.mark.parametrize("around", AROUND)
def test_only_the_article_of_a_page_is_read(tmp_path: Path, around: str) -> None:
    before, after = AROUND[around]
    style = "<style>.off { display: none }</style>"
    lines = read(tmp_path, "a.html", page(f"{before}{TALK}{REPLY}{after}", head=style))
    assert [line.text[:9] for line in lines.lines] == ["Lamps for", "Ada Fern:", "Bram Oake"]
    left = [message for message in messages(lines) if message.startswith("left out, as ")]
    assert bool(left) is (around not in ("form", "replies"))


def test_hidden_words_within_a_line_are_not_said(tmp_path: Path) -> None:
    body = f"<h1>Lamps for the quay</h1>{TALK}<p>It is<i style='display:none'>n't</i> dark.</p>"
    lines = read(tmp_path, "a.html", page(body))
    assert lines.lines[-1].text == "It is dark."
    assert "left out, as hidden on the page: n't" in messages(lines)


def test_a_name_with_a_class_of_its_own_is_set_apart_like_a_bold_one(tmp_path: Path) -> None:
    turn = "<div><span class='who'>{}</span><span class='what'>{}</span></div>"
    turns = turn.format("Ada Fern", "The lamps are dark.") + turn.format("Bram", "Since when?")
    lines = read(tmp_path, "a.html", page(f"<h1>Lamps for the quay</h1>{TALK}{turns}"))
    found = [(line.text, line.bold, line.style) for line in lines.lines[-2:]]
    assert found == [("Ada Fern The lamps are dark.", 8, "who"), ("Bram Since when?", 4, "who")]


def test_words_below_a_picture_are_a_caption_unless_they_may_name_somebody(tmp_path: Path) -> None:
    picture = "<p align='center'><img src='a.png'></p><p align='center'>{}</p>"
    captions = picture.format("The quay at night.") + picture.format("Cora Pine, baker")
    lines = read(tmp_path, "a.html", page(f"<h1>Lamps for the quay</h1>{TALK}{captions}{REPLY}"))
    assert "left out, as a caption: The quay at night." in messages(lines)
    assert "Cora Pine, baker" in [line.text for line in lines.lines]


def test_a_page_says_its_date_publisher_and_address_in_its_head(tmp_path: Path) -> None:
    head = """<meta property="article:published_time" content="2024-06-12T08:00Z">
<meta name="source" content="The Elm Gazette">
<link rel="canonical" href="https://elm.example/lamps">"""
    about = read(tmp_path, "a.html", page(f"<h1>Lamps for the quay</h1>{TALK}", head=head)).about
    assert (about.date, about.source) == ("2024-06-12", "The Elm Gazette")
    assert about.url == "https://elm.example/lamps"


@pytest.mark.parametrize(
    "body",
    [
        f"<meta name='{'pub' * 100_000}' content='2024'><p>{TALK}",
        f"<p>{'(【' * 20_000}</p>{TALK}",
        f"<div>{'<p>Lamps for the quay</p>' * 12_000}{TALK}</div>",
    ],
    ids=["name", "brackets", "titles"],
)
def test_a_page_takes_time_by_its_length(tmp_path: Path, body: str) -> None:
    start = time.monotonic()
    assert read(tmp_path, "a.html", page(body)).lines
    assert time.monotonic() - start < 10


def test_a_table_of_speakers_in_a_word_file_says_who_speaks(tmp_path: Path) -> None:
    document = docx.Document()
    document.add_heading("座谈会", 0)
    table = document.add_table(rows=4, cols=2)
    cells = (
        "发言人",
        "发言内容",
        "居民代表",
        "路灯不亮。",
        "",
        "桥也坏了。",
        "社区主任",
        "马上修。",
    )
    for cell, text in zip(table._cells, cells, strict=True):
        cell.text = text
    document.save(str(tmp_path / "a.docx"))
    lines = read_lines(tmp_path / "a.docx")
    assert [line.text for line in lines.lines][1:] == [
        "居民代表：路灯不亮。",
        "桥也坏了。",
        "社区主任：马上修。",
    ]
    message = "a table of who says what from here on, with the heads 发言人 发言内容"
    assert message in messages(lines)


@pytest.mark.parametrize(
    ("title", "kept"), [("座谈会", True), ("文档1", False)], ids=["same", "another"]
)
def test_a_word_files_own_title_counts_where_its_text_bears_it_out(
    tmp_path: Path, title: str, kept: bool
) -> None:
    document = docx.Document()
    document.core_properties.title = title
    document.add_heading("座谈会", 0)
    document.add_paragraph("路灯不亮。", style="Quote")
    document.save(str(tmp_path / "a.docx"))
    lines = read_lines(tmp_path / "a.docx")
    assert lines.about.title == (title if kept else None)
    assert any("文档1" in message for message in messages(lines)) is not kept
    assert lines.lines[-1].style == "Quote"


def test_running_heads_of_a_pdf_are_left_out_but_not_its_title(tmp_path: Path) -> None:
    canvas = Canvas(str(tmp_path / "a.pdf"))
    for page in range(1, 5):
        canvas.setFont("Helvetica", 8)
        canvas.drawString(72, 820, "Lamps for the quay" if page > 1 else "The Elm Gazette")
        canvas.drawString(290, 30, f"Page {page} of 4")
        canvas.setFont("Helvetica", 20 if page == 1 else 11)
        canvas.drawString(72, 780, "Lamps for the quay" if page == 1 else "They are dark.")
        canvas.setFont("Helvetica", 11)
        for at in range(4):
            canvas.drawString(72, 740 - 14 * at, f"Ada Fern said on page {'abcd'[page - 1]}, {at}.")
        canvas.drawString(72, 600, "7")
        canvas.drawString(72, 580, "And so on.")
        canvas.drawString(72, 560, "And on.")
        canvas.showPage()
    canvas.save()
    lines = read_lines(tmp_path / "a.pdf")
    texts = [line.text for line in lines.lines]
    assert texts.count("Lamps for the quay") == 1
    assert (lines.lines[1].text, lines.lines[1].level) == ("Lamps for the quay", 1)
    assert texts.count("7") == 4
    assert "left out, as a mark of the page: Page 2 of 4" in messages(lines)


TAGS = ["div", "p", "span", "b", "ul", "li", "dl", "dt", "dd", "h2", "form", "nav", "figcaption"]
MARKS = ["", " class='reply'", " class='share'", " hidden", " style='display:none'"]
LEADS = ["", "Related ", "Comments (2)", "相关阅读", "责任编辑：", "— END —", "点击：", "来源："]
words = st.tuples(st.sampled_from(LEADS), st.sampled_from(["lamps.", "the quay", "wide" * 20]))
elements = st.recursive(
    words.map("".join),
    lambda inner: st.tuples(
        st.sampled_from(TAGS), st.sampled_from(MARKS), st.lists(inner, max_size=4).map(" ".join)
    ).map(lambda parts: f"<{parts[0]}{parts[1]}>{parts[2]}</{parts[0]}>"),
    max_leaves=20,
)


@settings(max_examples=EXAMPLES, deadline=None)
@given(st.lists(elements, min_size=1, max_size=5).map("".join))
def test_each_word_of_a_page_is_in_a_line_or_named_in_a_remark(body: str) -> None:
    numbers = count()
    body = re.sub("lamps|quay|(?:wide)+", lambda word: f"{word.group()}{next(numbers)}x", body)
    with tempfile.TemporaryDirectory() as folder:
        lines = read(Path(folder), "a.html", page(f"{TALK}{body}"))
    found = " ".join([*(line.text for line in lines.lines), *messages(lines)])
    known = set(re.findall(r"\d+x", found))
    is_shortened = any(message.endswith("…") for message in messages(lines))
    assert is_shortened or known == {f"{number}x" for number in range(next(numbers))}
