"""Links that are no links."""

import pytest

from bot.corpus.checks.links import faulty_links, is_link
from tests.conftest import WriteCorpus, speech
from tests.corpus.checks.sheets import told

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
    assert not told(faulty_links, speech("甲", url=f"'{address}'"), write_corpus)


@pytest.mark.parametrize("address", NO_LINKS)
def test_a_url_that_cannot_be_opened_is_told_of(write_corpus: WriteCorpus, address: str) -> None:
    assert not is_link(address)
    (found,) = told(faulty_links, speech("甲", url=f"'{address}'"), write_corpus)
    assert found.startswith(f"3: '{address}' is no link; ")


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("见[这里]()", "'[这里]()' leads nowhere"),
        ("见[这里](待补)", "'[这里](待补)' leads nowhere"),
        ("见[这里](../08.md)", "'[这里](../08.md)' leads nowhere"),
        ("![图](a b.png)", "'![图](a b.png)' leads nowhere"),
        ("见[这里](https://a.example/b)", "'[这里](https://a.example/b)' is shown as it stands"),
        ("见 https:// 网站", "'https://' is no link"),
        ("见http:/a.example。", "'http:/a.example' is no link"),
    ],
    ids=["empty", "word", "file", "picture", "markdown", "no-host", "one-slash"],
)
def test_a_link_in_a_body_that_is_none_is_told_of(
    write_corpus: WriteCorpus, text: str, message: str
) -> None:
    (found,) = told(faulty_links, speech(f"甲\n\n{text}"), write_corpus)
    assert found.startswith(f"7: {message}")


def test_many_of_them_are_one_warning(write_corpus: WriteCorpus) -> None:
    (found,) = told(faulty_links, speech("[a]()\n\n[b]()\n[c]()"), write_corpus)
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
    assert not told(faulty_links, speech(text), write_corpus)
