"""Corpus folders whose files are valid, strange or spoilt, and have names of every sort."""

import json
import os
import random
from pathlib import Path

from bot.corpus.front_matter import front_matter
from tests.fuzz.spoilt_bytes import spoilt
from tests.fuzz.strange import text, whole

_ALIASES = "".join(f"a{n}: &a{n} [{','.join([f'*a{n - 1}'] * 9)}]\n" for n in range(1, 12))
_LONG = "title: |\n" + "  x\n" * 50_000
_BOMB = f"a0: &a0 [x]\n{_ALIASES}"

ODDITIES = (
    *("title: &a {b: *a}", "title: &a [*a]", "? &a [*a]\n: b", "title: *b", "<<: {title: a}"),
    *(_BOMB, f"{_BOMB}? *a11\n: b", f"title: x\n{_BOMB}? [*a11, *a11]\n: b"),
    *("title: " + "[" * 90_000, "- " * 90_000, "? " * 90_000, "title: " + "{a: " * 50_000),
    *("title: " + "x" * 500_000, "x" * 200_000 + ": y", _LONG),
    *("title: !!binary aGk=", "title: !!python/object/apply:os.system [ls]", "!!map {title: a}"),
    *("%YAML 9.9", "title: a\n...\ntitle: b", "--- {title: a}", "title: a\n--- b\ntitle: c"),
    *("[title, a]", "title", "null", "'title': a", '"title": "\\u0000\\x07\\e"', "\ttitle: a"),
    *('"a\\nb": c', "? |\n  a\n  b\n: c", "title: a\n\ttitle: b", "title: >\n\n\n", "title: ''"),
    *("aliases: [a, [b]]", "aliases: a", "aliases: {a: b}", "aliases: [,]", "title: [a, b]"),
    *("title: a\ntitle: b\nTitle: c", "title: 2020-01-01", "title: ~", "title: @a", "title: `"),
    *("true: a", "1: a", "? [title]\n: a", "? {a: b}\n: c", "title: a # b", "#", "title: 'a"),
)
_KEYS = ("title", "speaker", "role", "date", "source", "url", "colour", "Title", "aliases")
_NAMES = (
    *("08-刘晖.md", "a b.md", "-a.md", "#1.md", "%s.md", "'\".md", "<b>.md", "a\nb.md", "‮.md"),
    *("é.md", "e\u0301.md", "🇨🇳.md", "FORUM.md", "README.md", ".hidden.md", "a.md.md", "~.md"),
    *(".md", "a.MD", "x" * 252 + ".md", "$(ls).md", "\\.md", "COM1.md", "*.md", "{ $a }.md"),
    *("a#2.md", "a\tb.md", "\u2028.md", "forum .md", "&amp;.md", os.fsdecode(b"\xff\xfe.md")),
)


def write_strange_corpus(folder: Path, files: int, chance: random.Random) -> None:
    """A forum or two, of so many files; nearly half of them are as they should be."""
    for number in range(files):
        forum = folder / ("会" if number % 5 else "a { $b } <i>")
        forum.mkdir(parents=True, exist_ok=True)
        name = chance.choice(_NAMES) if chance.random() < 0.2 else f"{number}.md"
        (forum / name).write_bytes(page(chance, title=f"发言{number}"))
    for forum in folder.iterdir():
        if chance.random() < 0.95:
            (forum / "forum.md").write_bytes(page(chance, title="会"))
        if chance.random() < 0.1:
            (forum / "questions.jsonl").write_bytes(_questions(chance))


def page(chance: random.Random, title: str) -> bytes:
    """One file of a corpus."""
    data = f"{_head(chance, title)}\n\n{_body(chance)}\n".encode()
    return spoilt(data, chance) if chance.random() < 0.4 else data


def _head(chance: random.Random, title: str) -> str:
    if chance.random() < 0.3:
        block = [f"title: {title}"] if chance.random() < 0.5 else []
        block.insert(chance.randrange(len(block) + 1), chance.choice(ODDITIES))
        return "\n".join(["---", *block, chance.choice(("---", "---", "---", "--- ", "...", ""))])
    fields: dict[str, str | list[str]] = {"title": title + _words(chance)}
    fields |= {key: _words(chance) or "a" for key in _KEYS[1:6] if chance.random() < 0.4}
    if chance.random() < 0.2:
        fields["aliases"] = [_words(chance) or "b" for _ in range(chance.randrange(4))]
    if chance.random() < 0.05:
        fields[chance.choice(_KEYS)] = _words(chance)
    return front_matter(fields)


def _body(chance: random.Random) -> str:
    paragraphs = [_words(chance, 300) for _ in range(chance.randrange(6))]
    if chance.random() < 0.02:
        paragraphs.append(_words(chance, 20) * 3_000)
    return "\n\n".join(["要种树，要修路。", *paragraphs])


def _words(chance: random.Random, longest: int = 20) -> str:
    return whole(text(chance, longest)) if chance.random() < 0.6 else "社区物业管理"


def _questions(chance: random.Random) -> bytes:
    expected = chance.choice((None, {"speaker": "刘晖"}, {"contains": "树"}, {"contains": [1]}, 5))
    question = {"question": text(chance), "expect": expected}
    data = f"{json.dumps(question)}\n{json.dumps({'question': '谁谈种树', 'expect': None})}\n"
    return spoilt(data.encode(), chance) if chance.random() < 0.5 else data.encode()
