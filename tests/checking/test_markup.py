"""What is left of a web page or of Markdown, and links that are no links."""

import time

import pytest

from bot.checking.markup import faulty_links, is_link, leftover_markup
from tests.checking.sheets import reported
from tests.conftest import WriteCorpus, speech


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("<p>甲", "'<p>' is an HTML tag"),
        ("甲<br/>乙", "'<br/>' is an HTML tag"),
        ('<span class="x">甲', "'<span class=\"x\">' is an HTML tag"),
        ("甲<!-- 乙", "'<!--' is an HTML tag"),
        ("甲&nbsp;乙", "'&nbsp;' is an HTML entity"),
        ("A&#x27;s", "'&#x27;' is an HTML entity"),
        ("甲**重点**乙", "'**重点**' is bold type"),
        ("## 小标题", "'## 小标题' is a heading"),
        ("甲==重点==乙", "'==重点==' is a highlight"),
        ("由[[刘晖]]提出", "'[[刘晖]]' is a wiki link"),
        ("the [[lamps|lamp posts]]", "'[[lamps|lamp posts]]' is a wiki link"),
        ("![[quay.png]]", "'![[quay.png]]' is an embedded file"),
        ("%%ask her%% about it", "'%%ask her%%' is a comment"),
        ("%%\n发表前删去50%\n\n再问\n%%", "'%% 发表前删去50%  再问 %%' is a comment"),
        ("> [!note] Aside\n> Words.", "'> [!note] Aside' is a callout"),
        ("> > [!TIP]+", "'> > [!TIP]+' is a callout"),
        ("- [ ] 打电话", "'- [ ] 打电话' is a check box"),
        ("  1. [x] done", "'  1. [x] done' is a check box"),
        ("#乡村振兴 #基层/治理", "'#乡村振兴 #基层/治理' is a tag"),
        ("甲 ^37066d", "'^37066d' is a block id"),
        ("^b1", "'^b1' is a block id"),
    ],
    ids=[
        *("tag", "empty-tag", "attribute", "html-comment", "entity", "number", "bold", "heading"),
        *("highlight", "wiki-link", "alias", "embedded", "comment", "block-comment", "callout"),
        *("nested-callout", "open-box", "checked-box", "tags", "block-id", "block-id-alone"),
    ],
)
def test_markup_in_a_body_is_reported_with_its_line(
    write_corpus: WriteCorpus, text: str, message: str
) -> None:
    (found,) = reported(leftover_markup, speech(f"甲\n\n{text}"), write_corpus)
    assert found.startswith(f"7: {message}, which is shown as it is written; ")


def test_markup_in_a_value_is_reported_with_its_key(write_corpus: WriteCorpus) -> None:
    (found,) = reported(leftover_markup, speech("甲", role="A&amp;B 主任"), write_corpus)
    assert found.startswith("3: '&amp;' in 'role' is an HTML entity")


def test_a_wiki_link_in_a_value_is_reported(write_corpus: WriteCorpus) -> None:
    (found,) = reported(leftover_markup, speech("甲", speaker='"[[刘晖]]"'), write_corpus)
    assert found.startswith("3: '[[刘晖]]' in 'speaker' is a wiki link")


@pytest.mark.parametrize(
    "text",
    ["[[" * 99_999, "%%a" * 99_999, "\n" * 99_999 + "- [", "#a" * 99_999, "==a" * 99_999],
    ids=["links", "comments", "lines", "tags", "highlights"],
)
def test_markup_is_looked_for_in_time_that_grows_with_the_length(
    write_corpus: WriteCorpus, text: str
) -> None:
    began = time.process_time()
    reported(leftover_markup, speech(text + "] [! ^ #"), write_corpus)
    assert time.process_time() - began < 5


@pytest.mark.parametrize(
    "text",
    [
        "a < b, c > d",
        "<刘晖>说",
        "R&D; AT&T; Q&A",
        "5**2 * 3**2",
        "#1 和 #话题",
        "*** 2 ***",
        "__init__",
        "标题\n=======",
        "a == b, b == c",
        "如[1]、[[注]所说",
        "增长50%%,下降20%%",
        "100 %% 甲",
        "> 引文[!]",
        "- [1] 甲\n- [甲] 乙",
        "#1\n\n#话题# 很热\n\n#MeToo came later",
        "x ^2\n^_^\n(^o^)\n甲 ^\n10^6",
    ],
    ids=[
        *("less", "brackets", "ampersand", "power", "number-sign", "stars", "underscores"),
        *("underlined", "equals", "notes", "per-cent", "one-per-cent", "quotation", "list"),
        *("topics", "faces-and-powers"),
    ],
)
def test_what_only_looks_like_markup_is_left_alone(write_corpus: WriteCorpus, text: str) -> None:
    assert not reported(leftover_markup, speech(text), write_corpus)


LINKS = [
    "https://example.com",
    "http://a.example:8080/x?y=1#z",
    "https://例子.中国/文章",
    "https://[2001:db8::1]/",
    "HTTPS://192.0.2.1/a",
    "https://zh.wikipedia.org/wiki/刘晖_(书记)",
]
NO_LINKS = [
    "example.com/a",
    "ftp://example.com",
    "https://",
    "https:///a",
    "http://localhost",
    "https://example.com/a b",
    "https://exa mple.com",
    "http://[::1",
    "http://a.example:99999/",
    "javascript:alert(1)",
    "株洲日报",
]


@pytest.mark.parametrize("address", LINKS)
def test_an_address_with_a_scheme_and_a_host_is_a_link(
    write_corpus: WriteCorpus, address: str
) -> None:
    assert is_link(address)
    assert not reported(faulty_links, speech("甲", url=f"'{address}'"), write_corpus)


@pytest.mark.parametrize("address", NO_LINKS)
def test_a_url_that_cannot_be_opened_is_reported(write_corpus: WriteCorpus, address: str) -> None:
    assert not is_link(address)
    (found,) = reported(faulty_links, speech("甲", url=f"'{address}'"), write_corpus)
    assert found.startswith(f"3: '{address}' is no link; ")


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("见[这里]()", "'[这里]()' leads nowhere"),
        ("见[这里](待补)", "'[这里](待补)' leads nowhere"),
        ("见[这里](../08.md)", "'[这里](../08.md)' leads nowhere"),
        ("![图](a b.png)", "'![图](a b.png)' leads nowhere"),
        (
            "见[这里](https://a.example/b)",
            "'[这里](https://a.example/b)' is shown as it is written",
        ),
        ("见 https:// 网站", "'https://' is no link"),
        ("见http:/a.example。", "'http:/a.example' is no link"),
    ],
    ids=["empty", "word", "file", "picture", "markdown", "no-host", "one-slash"],
)
def test_a_link_in_a_body_that_is_none_is_reported(
    write_corpus: WriteCorpus, text: str, message: str
) -> None:
    (found,) = reported(faulty_links, speech(f"甲\n\n{text}"), write_corpus)
    assert found.startswith(f"7: {message}")


def test_many_of_them_are_one_warning(write_corpus: WriteCorpus) -> None:
    (found,) = reported(faulty_links, speech("[a]()\n\n[b]()\n[c]()"), write_corpus)
    assert found.startswith("5: '[a]()'")
    assert found.endswith("(also in lines 7, 8)")


@pytest.mark.parametrize(
    "text",
    [
        "见(https://a.example/b),或https://a.example。",
        "[掌声] (热烈)",
        "数组 a[1] 和函数 f(x)",
        "http: 与 https: 的区别",
        "(see https://a.example/x.)",
    ],
    ids=["addresses", "apart", "code", "schemes", "full-stop"],
)
def test_what_is_no_link_or_a_good_one_is_left_alone(write_corpus: WriteCorpus, text: str) -> None:
    assert not reported(faulty_links, speech(text), write_corpus)
