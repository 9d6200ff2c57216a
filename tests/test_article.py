"""The shipped forum holds the article it was made from, word for word."""

import re
from collections import Counter

import yaml

from tests.conftest import ROOT, SHIPPED

ARTICLE = ROOT / "tests/data/zhuzhou-grassroots.txt"
PAGE_BREAK = "(社区)以\n\n及驻村"
SENTENCE = re.compile(r"[^。!?！？…]+[。!?！？…]*[”’]*|[…]+")


def sentences(text: str) -> Counter[str]:
    lines = (line.strip() for line in text.split("\n"))
    return Counter(found for line in lines for found in SENTENCE.findall(line))


def test_every_sentence_of_the_article_is_in_the_corpus_as_often() -> None:
    article = ARTICLE.read_text(encoding="utf-8")
    assert PAGE_BREAK in article
    expected = sentences(article.replace(PAGE_BREAK, PAGE_BREAK.replace("\n", "")))
    found: Counter[str] = Counter()
    for path in sorted((SHIPPED / "zhuzhou-grassroots").glob("*.md")):
        _, front_matter, body = path.read_text(encoding="utf-8").split("---\n", 2)
        fields = yaml.load(front_matter, yaml.BaseLoader)
        found += sentences("\n".join([fields["title"], fields.get("speaker", ""), body]))
        found += sentences(fields.get("source", ""))
    assert expected - found == Counter()
    assert found - expected == Counter()


def test_nine_speeches_stand_in_the_order_of_the_article() -> None:
    article = ARTICLE.read_text(encoding="utf-8")
    speakers = [path.stem[3:] for path in sorted(SHIPPED.glob("*/[0-9]*.md"))]
    assert len(speakers) == 9
    assert [article.index(f"\n{speaker}\n") for speaker in speakers] == sorted(
        article.index(f"\n{speaker}\n") for speaker in speakers
    )
