"""Whatever an article is like, each of its lines is written somewhere, or a remark names it."""

import re
import tempfile
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from bot.errors import ImportingError
from bot.importing.article import Article
from bot.importing.assembling import understand
from bot.importing.reading.formats import read_lines
from bot.importing.wording import number_before
from bot.importing.writing import forum_of, write
from tests.conftest import EXAMPLES

NAMES = ["刘晖", "陈　妮", "欧阳雪", "阿依古丽·艾山", "Jane Doe", "Mr. John O'Neill", "高峰"]
ROLES = ["荷塘区月塘街道党工委书记", "驾驶员", "mayor of Springfield", "市政协委员"]
WORDS = ["社区", "电梯", "路灯", "乡村", "人才", "管理", "buses", "homes", "the rents are low"]

words = st.lists(st.sampled_from(WORDS), min_size=1, max_size=5).map("、".join)
texts = st.lists(words, min_size=1, max_size=4).map(lambda parts: "。".join(parts) + "。")
names = st.sampled_from(NAMES)
roles = st.sampled_from(ROLES)
people = st.one_of(
    names,
    st.tuples(names, roles).map("（".join).map("{}）".format),
    st.tuples(names, roles).map("，".join),
    st.tuples(roles, names).map(" ".join),
)
numbers = st.sampled_from(["一、", "(二)", "3.", "■", "第四位："])
lines = st.one_of(
    texts,
    words,
    people,
    st.tuples(people, texts).map("：".join),
    st.tuples(people, words).map(":".join),
    st.tuples(numbers, st.one_of(words, people)).map("".join),
    st.tuples(names, roles, texts).map(lambda parts: "，".join(parts[:2]) + "。" + parts[2]),
    st.tuples(st.sampled_from(["记者：", "问:", "答：", "Q: ", "A: "]), texts).map("".join),
    st.tuples(words, st.just("？")).map("".join),
    st.sampled_from(["编者按", "编者按：", "2023年3月8日", "来源：江南晚报", "记者 凌琳 整理"]),
    st.sampled_from(["（责任编辑：李强）", "- 3 -", "……", "编后", "谢谢大家！", "By Ann Lee"]),
    st.tuples(people, texts).map("说：“".join),
    people.map("——{}".format),
)


def numbered(parts: list[tuple[str, int]]) -> str:
    """The lines with the gaps below them, their words and names' characters unlike all others."""
    text = ""
    for number, (line, gap) in enumerate(parts):
        mark = "".join(chr(ord("a") + int(digit)) for digit in f"{number:02}")
        text += re.sub("|".join(WORDS), lambda word, mark=mark: f"{word.group()}{mark}", line)  # type: ignore[misc]
        text += "\n" * (1 + gap)
    return text


articles = st.lists(st.tuples(lines, st.integers(0, 3)), min_size=1, max_size=14).map(numbered)


def bare(text: str) -> str:
    return "".join(re.findall(r"\w+", text))


def import_text(text: str) -> tuple[Article, str]:
    """The article, and everything that is written of it."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "article.txt"
        path.write_text(text, encoding="utf-8")
        article = understand(path, read_lines(path))
        written = write(forum_of(article, None), Path(folder) / "corpus", force=False)
        pages = sorted(written.iterdir())
        return article, "\n".join(page.read_text(encoding="utf-8") for page in pages)


def stands(line: str, article: Article, written: str) -> bool:
    """Whether a line is written as it is, or as the fields that it consists of."""
    if bare(line) in written or bare(line[number_before(line) :]) in written:
        return True
    rest = bare(line[number_before(line) :])
    fields = [article.date, article.source]
    for speech in article.speeches:
        fields += [speech.speaker, speech.role, speech.title, *speech.aliases]
    for field in sorted(map(bare, filter(None, fields)), key=len, reverse=True):
        rest = rest.replace(field, "")
    return rest in written


def lost(text: str) -> list[str]:
    """The lines that are neither written nor named in a remark."""
    article, written = import_text(text)
    written = bare(written)
    told = {remark.number for remark in article.remarks}
    written += bare("".join(remark.message for remark in article.remarks))
    labels = r"(?:来源|记者|问|答|Q|A)\s*[:：]\s*|By\s+"
    return [
        line
        for number, line in enumerate(text.splitlines(), 1)
        if bare(line)
        and number not in told
        and not stands(line, article, written)
        and not stands(re.sub(f"^{labels}", "", line), article, written)
    ]


@settings(max_examples=2 * EXAMPLES)
@given(articles)
def test_each_line_of_an_article_is_written_or_told_of(text: str) -> None:
    try:
        missing = lost(text)
    except ImportingError as error:
        message = str(error)
        missing = [] if "no speech found" in message or "no text" in message else [message]
    assert missing == []


@given(st.text(st.characters(exclude_categories=["Cs"]), max_size=300))
def test_any_text_is_imported_or_refused_in_one_line(text: str) -> None:
    try:
        import_text(text)
        told = ""
    except ImportingError as error:
        told = str(error)
    assert len(told.splitlines()) <= 1
