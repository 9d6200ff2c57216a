"""Drafts: an article is the same after them, edits do what they seem to, slips are reported."""

import random
import tempfile
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.errors import ImportingError, in_one_line
from bot.importing.article import Article, Remark, SpeechDraft
from bot.importing.assembling import understand
from bot.importing.draft import draft_text, is_draft, read_draft
from bot.importing.reading.formats import read_lines
from bot.importing.writing import forum_of
from tests.conftest import EXAMPLES, ROOT

SHIPPED = ROOT / "tests/data/zhuzhou-grassroots.txt"
LAYOUTS = sorted((ROOT / "tests/importing/articles").iterdir())

ARTICLE = Article(
    Path("talk.txt"),
    "line",
    "A talk about roads",
    "2024-06-12",
    "The Daily",
    None,
    ("They met on Wednesday.",),
    (
        SpeechDraft(5, "Repair them", ("The roads are bad.", "Repair them."), "Ann Lee", "mayor"),
        SpeechDraft(9, "Close them", ("Close the roads.",), "Bo Li", aliases=("Li, Bo",)),
    ),
    (),
)

ROLE = "@@ role 职务: mayor"
LAST = "@@ ==="

MARKS = [
    "@@",
    "＠＠",
    "@",
    "??",
    "\\",
    "\\@@",
    "@@ #",
    "@@ speech",
    "@@ speaker: Bo",
    "?? line 3: no",
]
LABELS = ["speaker 发言人: Bo", "== speech 发言 ==", "speech 发言", "note 编者按", "title 标题："]
plain = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\n\r"), max_size=30)
lines = st.one_of(
    plain,
    st.sampled_from(MARKS + LABELS),
    st.lists(st.one_of(st.sampled_from([*MARKS, *LABELS, " ", "　", "="]), plain)).map("".join),
).filter(str.strip)
paragraphs = st.lists(lines, min_size=1, max_size=3).map("\n".join)
values = (
    st.one_of(st.sampled_from([*MARKS, "a: b", "刘：晖", "#", '"x"', "a, b; c、d\\"]), plain)
    .map(lambda text: " ".join(text.splitlines()).strip())
    .filter(bool)
)
optional = st.one_of(st.none(), values)
numbers = st.integers(0, 9)
speeches = st.builds(
    SpeechDraft,
    numbers,
    values,
    st.lists(paragraphs, min_size=1, max_size=3).map(tuple),
    optional,
    optional,
    st.lists(values, max_size=3).map(tuple),
    st.lists(numbers, max_size=4).map(tuple),
)
articles = st.builds(
    Article,
    st.just(Path("talk.txt")),
    st.sampled_from(["line", "page"]),
    values,
    optional,
    optional,
    optional,
    st.lists(paragraphs, max_size=3).map(tuple),
    st.lists(speeches, min_size=1, max_size=4, unique_by=lambda s: (s.title, s.speaker)).map(tuple),
    st.lists(st.builds(Remark, numbers, values), max_size=5).map(tuple),
    st.lists(numbers, max_size=4).map(tuple),
)


def text_of(article: Article) -> str:
    """The draft of an article, whose forum's folder is named."""
    return draft_text(forum_of(article, "talk").article)


def read(text: str | bytes, name: str = "talk.draft.md") -> Article:
    """Reads a draft from a file that is recognised as one."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / name
        path.write_bytes(text.encode() if isinstance(text, str) else text)
        assert is_draft(path)
        return read_draft(path)


def problems(text: str | bytes) -> list[tuple[int, str]]:
    """The lines and messages of what is wrong with a draft."""
    with pytest.raises(ImportingError) as raised:
        read(text)
    reports = [line.split("talk.draft.md:")[1] for line in str(raised.value).split("\n")]
    return [(int(line), fault) for line, _, fault in (each.partition(": ") for each in reports)]


def at(text: str, line: str) -> int:
    """The number of the first line of a text that is this one."""
    return text.split("\n").index(line) + 1


def imported(path: Path) -> Article:
    return understand(path, read_lines(path))


@settings(max_examples=4 * EXAMPLES)
@given(articles)
def test_any_article_has_the_same_forum_after_its_draft(article: Article) -> None:
    drafted = read(text_of(article))
    assert forum_of(drafted, None).files == forum_of(article, "talk").files
    assert len(drafted.remarks) >= len(article.remarks)


@pytest.mark.parametrize("path", [SHIPPED, *LAYOUTS], ids=lambda path: path.name)
def test_each_layout_has_the_same_forum_after_its_draft(path: Path) -> None:
    forum = forum_of(imported(path), None)
    drafted = read(draft_text(forum.article), "renamed.md")
    again = forum_of(drafted, None)
    assert (again.name, again.files) == (forum.name, forum.files)
    messages = sorted(remark.message for remark in forum.article.remarks)
    assert sorted(remark.message for remark in drafted.remarks) == messages


def test_a_draft_of_a_draft_is_the_same_draft_but_for_the_numbers_of_its_lines() -> None:
    text = text_of(ARTICLE)
    assert draft_text(read(text, "talk.txt")) == text


def test_a_draft_shows_a_speech_as_marks_and_text() -> None:
    assert text_of(ARTICLE).endswith("""
@@ ==================== note 编者按 ====================

They met on Wednesday.

@@ ==================== speech 发言 ====================
@@ speaker 发言人: Ann Lee
@@ role 职务: mayor
@@ title 标题: Repair them
@@ aliases 别名:

The roads are bad.

Repair them.

@@ ==================== speech 发言 ====================
@@ speaker 发言人: Bo Li
@@ role 职务:
@@ title 标题: Close them
@@ aliases 别名: Li\\, Bo

Close the roads.
""")


def doubtful(*remarks: Remark, unit: str = "line") -> list[str]:
    """The lines of a draft below its head, for an article with doubts."""
    speech = SpeechDraft(5, "Title", ("One.", "Two.\nThree.", "Four."), "Bo", numbers=(5, 6, 9))
    article = Article(
        Path("a.txt"), unit, "T", None, None, None, ("Note.",), (speech,), remarks, (2,)
    )
    text = text_of(article)
    below = text[text.index("@@ url") :].split("\n")[1:]
    return [line for line in below if line and not line.startswith("@@ =")]


@pytest.mark.parametrize(
    ("number", "before", "after"),
    [
        (1, "", "Note."),
        (2, "", "Note."),
        (3, "Note.", "@@ speaker 发言人: Bo"),
        (5, "Note.", "@@ speaker 发言人: Bo"),
        (6, "One.", "Two."),
        (7, "Three.", "Four."),
        (9, "Three.", "Four."),
        (12, "Four.", ""),
    ],
    ids=["top", "note", "below-note", "speech", "paragraph", "within", "last", "end"],
)
def test_a_doubt_is_beside_the_line_that_it_is_about(number: int, before: str, after: str) -> None:
    found = doubtful(Remark(number, "is it?"))
    place = found.index(f"?? line {number}: is it?")
    assert ["", *found, ""][place] == before
    assert [*found, ""][place + 1] == after


def test_of_paragraphs_at_one_place_a_doubt_is_above_the_one_that_it_quotes() -> None:
    speech = SpeechDraft(1, "T", ("One.", "Two.", "Three."), numbers=(1, 1, 1))
    remarks = (Remark(1, "joined: Three."), Remark(1, "a short line: Two."))
    article = Article(Path("a.pdf"), "page", "T", None, None, None, (), (speech,), remarks)
    text = text_of(article)
    assert (
        "One.\n\n?? page 1: a short line: Two.\nTwo.\n\n?? page 1: joined: Three.\nThree." in text
    )


def test_doubts_are_remarks_at_their_lines_until_they_are_deleted() -> None:
    text = text_of(ARTICLE).replace("Close the roads", "?? line 9: is it?\nClose the roads")
    assert read(text).remarks == (Remark(at(text, "?? line 9: is it?"), "is it?"),)
    assert read(text).speeches[1].paragraphs == ("Close the roads.",)
    assert read(text_of(ARTICLE)).remarks == ()


def test_two_speeches_are_merged_by_deleting_the_marks_between_them() -> None:
    kept = [line for line in text_of(ARTICLE).split("\n") if not line.startswith("@@")]
    end = text_of(ARTICLE).index("The roads are bad.")
    text = text_of(ARTICLE)[:end] + "\n".join(kept[kept.index("The roads are bad.") :])
    (speech,) = read(text).speeches
    assert speech.paragraphs == ("The roads are bad.", "Repair them.", "Close the roads.")
    assert speech.speaker == "Ann Lee"


@pytest.mark.parametrize(
    "marks",
    [
        "@@ ===== speech 发言 =====\n@@ speaker 发言人: Cy Ma\n@@ title 标题: Again",
        "@@ speaker: Cy Ma\n@@ title: Again",
        "@@speech\n@@Speaker：Cy Ma\n\n@@TITLE : Again\n",
        "  ＠＠ 发言\n＠＠发言人：Cy Ma\n＠＠标题：Again",
        "@@ speech 3\n@@ # a comment\n@@ title: Again\n@@ speaker: Cy Ma\n@@ role:",
    ],
    ids=["copied", "no-rule", "no-spaces", "wide", "comment"],
)
def test_a_speech_is_split_by_marks_at_any_line(marks: str) -> None:
    text = text_of(ARTICLE).replace("Repair them.\n", f"{marks}\nRepair them.\n")
    speeches = [(s.speaker, s.title, s.paragraphs) for s in read(text).speeches]
    assert speeches == [
        ("Ann Lee", "Repair them", ("The roads are bad.",)),
        ("Cy Ma", "Again", ("Repair them.",)),
        ("Bo Li", "Close them", ("Close the roads.",)),
    ]


def test_a_speaker_is_renamed_by_search_and_replace() -> None:
    speakers = [
        speech.speaker for speech in read(text_of(ARTICLE).replace("Bo Li", "李波")).speeches
    ]
    assert speakers == ["Ann Lee", "李波"]


def test_a_paragraph_is_moved_to_the_note_or_marked_as_a_part_of_it() -> None:
    text = text_of(ARTICLE).replace("They met", "Repair them.\n\nThey met")
    assert read(text).note == ("Repair them.", "They met on Wednesday.")
    text = text_of(ARTICLE).replace("Close the roads.", "Close.\n\n@@ note 编者按\nRoads.")
    assert read(text).note == ("They met on Wednesday.", "Roads.")
    assert read(text).speeches[1].paragraphs == ("Close.",)


def test_without_a_speaker_line_a_speech_is_nobodys() -> None:
    text = text_of(ARTICLE).replace("@@ speaker 发言人: Ann Lee\n", "")
    assert read(text).speeches[0].speaker is None


def test_aliases_are_separated_by_the_commas_and_semicolons_of_both_languages() -> None:
    text = text_of(ARTICLE).replace("别名:", "别名: 老李, Bo；小李、 Li; ,", 1)
    assert read(text).speeches[0].aliases == ("老李", "Bo", "小李", "Li")


@pytest.mark.parametrize(
    "saved",
    [
        lambda text: b"\xef\xbb\xbf" + text.encode(),
        lambda text: text.replace("\n", "\r\n").encode(),
        lambda text: text.encode("utf-16"),
        lambda text: "\n".join(line + "  " for line in text.split("\n")).encode(),
        lambda text: text.rstrip("\n").encode(),
        lambda text: ("\n\n" + text).encode(),
        lambda text: text[text.index("@@ folder") :].encode(),
    ],
    ids=["byte-order-mark", "windows", "utf-16", "spaces", "no-end", "blank", "no-explanation"],
)
def test_however_an_editor_saves_it_a_draft_is_read(saved: Callable[[str], bytes]) -> None:
    found = forum_of(read(saved(text_of(ARTICLE))), None).files
    stripped = {name: text.replace("  \n", "\n") for name, text in found.items()}
    assert stripped == {k: v.rstrip() + "\n" for k, v in forum_of(ARTICLE, "talk").files.items()}


@pytest.mark.parametrize(
    ("old", "new", "faulty", "fault"),
    [
        (ROLE, "@@ job: mayor", "@@ job", "'job: mayor' is not understood; write one of @@ sp"),
        (ROLE, "@@ mayor", "@@ mayor", "'mayor' is not understood; write one of @@ speech,"),
        (ROLE, "@@ date: 2024", "@@ date: 2024", "'date: 2024' is not understood; write"),
        (ROLE, "@@ title: Two", "@@ title 标题: Rep", "'title' again (first in line 33); keep one"),
        (ROLE, "role 职务: mayor", "role", "'role 职务: mayor' needs @@ before it, or \\ if it is"),
        (
            "@@ folder 文件夹: talk",
            "@@ folder: a/b",
            "@@ fol",
            "'a/b' cannot name a forum's folder",
        ),
        ("A talk about roads", "", "@@ forum", "the forum has no title; write '@@ title: …' at"),
        ("标题: Close them", "标题:", LAST, "this speech has no title; write '@@ title: …' below"),
        ("Close the roads.", "", LAST, "this speech has no text; write it, or delete its @@ lines"),
        ("Repair them.", "@@ draft", "@@ draft", "another draft begins here; import each from a"),
    ],
    ids=[
        *("unknown", "no-key", "not-here", "two-titles", "broken"),
        *("folder", "forum-title", "title", "no-text", "two-drafts"),
    ],
)
def test_a_slip_is_reported_with_its_line_and_what_to_do(
    old: str, new: str, faulty: str, fault: str
) -> None:
    text = text_of(ARTICLE).replace(old, new)
    lines = enumerate(text.split("\n"), 1)
    number = max(number for number, line in lines if line.startswith(faulty))
    assert next(found for at, found in problems(text) if at == number).startswith(fault)


def test_all_slips_are_reported_at_once_in_their_order() -> None:
    text = text_of(ARTICLE).replace("@@ role", "@@ job").replace("@@ title 标题: A", "@@ title A")
    assert [message[:9] for _, message in problems(text)] == [
        *("the forum", "'title A ", "'job 职务: ", "'job 职务:'")
    ]


def test_a_speech_that_is_split_without_another_title_is_reported() -> None:
    copied = "@@ speech\n@@ speaker: Ann Lee\n@@ title: Repair them\n"
    text = text_of(ARTICLE).replace("Repair them.\n", f"{copied}Repair them.\n")
    first = at(text, "@@ speaker 发言人: Ann Lee") - 1
    fault = f"has the title and speaker of the speech in line {first}; change the title"
    assert problems(text) == [(at(text, "@@ speech"), fault)]


def test_a_draft_without_a_speech_is_reported() -> None:
    text = text_of(ARTICLE)
    (problem,) = problems(text[: text.index("They met")])
    assert problem == (1, "there is no speech; write '@@ speech' above the text of the first")


def test_bytes_that_are_not_utf_8_are_reported_with_their_line() -> None:
    text = text_of(ARTICLE).replace("The roads", "道路")
    line = at(text, "道路 are bad.")
    data = text.split("道路")[0].encode() + "道路".encode("gb18030") + b"\n"
    assert problems(data) == [(line, "byte 0xb5 is not UTF-8; save the file in UTF-8")]


def test_a_date_that_is_none_is_doubtful() -> None:
    text = text_of(ARTICLE).replace("2024-06-12", "2024-06-42")
    (remark,) = read(text).remarks
    assert remark.number == at(text, "@@ date 日期: 2024-06-42")
    assert remark.message == "not read as a date: 2024-06-42; write it like 2024-06-12"


def test_an_article_is_no_draft(tmp_path: Path) -> None:
    for path in (*LAYOUTS, SHIPPED, tmp_path, tmp_path / "nowhere"):
        assert not is_draft(path)
    for text in ("@@ -1,3 +1,4 @@\n a\n", "@liuhui speaker: a", "", "\n" * 9 + "a\n" * 10 + "@@ #"):
        path = tmp_path / "article.md"
        path.write_text(text, encoding="utf-8")
        assert not is_draft(path)


@settings(max_examples=4 * EXAMPLES)
@given(articles, st.randoms(use_true_random=False))
def test_whatever_lines_are_lost_doubled_or_moved_no_text_is_lost(
    article: Article, chance: random.Random
) -> None:
    head, *rest = text_of(article).split("\n")
    for _ in range(chance.randint(1, 6)):
        line = rest.pop(chance.randrange(len(rest)))
        for _ in range(chance.randint(0, 2)):
            rest.insert(chance.randint(0, len(rest)), line)
    try:
        found = read("\n".join([head, *rest]))
    except ImportingError as error:
        refused = str(error).split("\n")
        assert [line for line in refused if "talk.draft.md:" not in line] == []
        return
    texts = [text for speech in found.speeches for text in speech.paragraphs]
    kept = [line for text in (*found.note, *texts) for line in text.split("\n")]
    given = [line for line in rest if line.strip() and not line.lstrip().startswith(("@@", "＠＠"))]
    doubts = len(found.remarks) - any("not read as a date" in r.message for r in found.remarks)
    assert len(kept) + doubts == len(given)


@given(st.lists(st.one_of(lines, st.just("")), max_size=9).map("\n".join))
def test_anything_below_the_first_mark_is_read_or_refused_in_plain_lines(text: str) -> None:
    refused: list[str] = []
    try:
        read(f"@@ forum-bot draft\n{text}")
    except ImportingError as error:
        refused = str(error).split("\n")
    assert [line for line in refused if "talk.draft.md:" not in line] == []
    assert list(map(in_one_line, refused)) == refused
