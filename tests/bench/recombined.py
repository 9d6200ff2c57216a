"""Corpora of any size that are made of a real one: its sentences, put together again.

Of the same sentences always the same is made, and a small corpus has the passages that a large
one begins with.
"""

import json
import random
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import count, islice
from pathlib import Path

from bot.corpus.splitting import sentence
from tests.documents import Corpus

_SEED = 20
_SENTENCE = range(5, 200)
"""Characters of a sentence; a passage of such is never so long that it would be parted."""

_LONG_ENOUGH = 125
"""Characters after which a passage gets no more sentences: about 150 in the mean."""

_PASSAGES, _SPEECHES, _PEOPLE = 10, 100, 1000
"""Passages of a speech, speeches of a forum, and people who speak, all told."""

_SURNAMES = "王李张刘陈杨黄赵吴周徐孙马朱胡郭何林高罗郑梁谢宋唐许韩邓冯曹彭曾肖田董袁潘蒋蔡余"
_GIVEN = "国建文志明华军海平春红兰英玉秀桂丽芳敏静强磊洋勇艳杰娟涛超霞"
_PLACES = "青石云松金沙月湖白鹤龙泉长岭桃源竹溪"
_OFFICES = ("区委书记", "镇党委书记", "村党支部书记", "街道办事处主任", "社区党总支书记")
_CLAUSE = re.compile(r"[^\s,，;；:：、。!！?？]{1,20}")


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody who speaks."""

    name: str
    role: str


@dataclass(frozen=True, slots=True)
class Recombination:
    """The passages that some sentences make; `names` are the first of those who speak."""

    sentences: Sequence[str]
    names: Sequence[str]

    def plan(self) -> Iterator[list[int]]:
        """For each passage, without end, which sentences it is made of."""
        rng = random.Random(_SEED)
        sizes = list(map(len, self.sentences))
        while True:
            chosen: list[int] = []
            size = 0
            while size < _LONG_ENOUGH:
                at = int(rng.random() * len(sizes))
                chosen.append(at)
                size += sizes[at]
            yield chosen

    def texts(self) -> Iterator[str]:
        """The passages, without end."""
        for chosen in self.plan():
            yield "".join(self.sentences[at] for at in chosen).strip()

    def write(self, folder: Path, passages: int) -> None:
        """Writes a corpus folder."""
        texts, people = islice(self.texts(), passages), self.people()
        for number in count():
            body = list(islice(texts, _PASSAGES))
            if not body:
                return
            forum = folder / f"forum-{number // _SPEECHES:05d}"
            if number % _SPEECHES == 0:
                forum.mkdir(parents=True)
                _write(forum / "forum.md", {"title": f"第{number // _SPEECHES + 1}届座谈会"}, [])
            person = people[number % len(people)]
            clause = _CLAUSE.search(body[-1])
            title = f"{clause.group() if clause else ''}({number + 1})"
            path = forum / f"{number % _SPEECHES + 1:03d}-{person.name}.md"
            _write(path, {"title": title, "speaker": person.name, "role": person.role}, body)

    def people(self) -> list[Person]:
        """Everybody who speaks: those of the real corpus, and others who are made up."""
        rng = random.Random(_SEED)
        names = dict.fromkeys(self.names)
        while len(names) < _PEOPLE:
            names[rng.choice(_SURNAMES) + rng.choice(_GIVEN) + rng.choice(_GIVEN)] = None
        places = [a + b for a in _PLACES for b in _PLACES if a != b]
        return [Person(name, rng.choice(places) + rng.choice(_OFFICES)) for name in names]


def recombination_of(corpus: Corpus) -> Recombination:
    """What the sentences of a real corpus make."""
    found: dict[str, None] = {}
    for passage in corpus.passages():
        rest = passage.text.replace("\n", " ")
        while rest:
            first = sentence(rest)
            rest = rest.removeprefix(first)
            if len(first) in _SENTENCE:
                found[first] = None
    names = dict.fromkeys(speech.speaker for speech in corpus.speeches if speech.speaker)
    return Recombination(list(found), list(names))


def _write(path: Path, fields: dict[str, str], body: Sequence[str]) -> None:
    front = [f"{key}: {json.dumps(value, ensure_ascii=False)}" for key, value in fields.items()]
    path.write_text("\n".join(["---", *front, "---", "", "\n\n".join(body), ""]), encoding="utf-8")
