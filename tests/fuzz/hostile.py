"""A valid corpus whose names and words look like markup, and what messages may show of it."""

import re
from collections.abc import Iterator
from pathlib import Path

import bot
from bot.answering.phrases import spoken_name
from bot.corpus.front_matter import front_matter
from bot.texts import texts_in
from tests.bot_api import SentMessage
from tests.documents import read_corpus

LOCALES = Path(bot.__file__).with_name("locales")
ADDRESS = 'https://example.org/?a="b"&c=<d>'
_ESCAPES = ("&lt;", "&gt;", "&amp;", "&quot;")
_LISTED = re.compile(r"^\d+ × .*$", re.MULTILINE)
"""A line of the list of questions, which may hold anything that somebody asked."""

_SPEECHES = (
    (
        "王芳",
        "</b><i>书记 { $role }",
        "加强物业<管理>",
        "物业公司要讲 a < b && c > d 的道理。<b>物业",
    ),
    (
        "李明{ $name }",
        '{"}"}',
        "</blockquote>修路",
        "修路要修 <a href='x'>好</a>，\u202e先修\u202c村里的路。",
    ),
    (
        "<b>陈妮</b>",
        "\u200f&",
        "{ -brand } 养老",
        "养老要有人管。👨‍👩‍👧 \U000e0041 \U0010ffff 𠀀 <script>养老",
    ),
    (
        "Wang <Fang> & Co",
        "%s {0}",
        "Trees & <trees>",
        "Trees must be planted <b>everywhere</b> & soon.",
    ),
)


def write_hostile_corpus(folder: Path) -> None:
    forum = folder / "{ $forum } <b>"
    forum.mkdir(parents=True)
    about = front_matter({"title": "<座谈会> & { $x }", "url": ADDRESS})
    (forum / "forum.md").write_text(about + "\n", encoding="utf-8")
    for number, (speaker, role, title, words) in enumerate(_SPEECHES):
        head = front_matter({"title": title, "speaker": speaker, "role": role})
        body = "\n\n".join(f"{words}（{part}）" for part in range(9))
        (forum / f"{number}.md").write_text(f"{head}\n\n{body}\n", encoding="utf-8")


class Shown:
    """What a corpus holds, to tell what messages show that is not from there."""

    def __init__(self, folder: Path) -> None:
        corpus = read_corpus(folder)
        self._passages = [passage.text for passage in corpus.passages()]
        self._names = [name for speech in corpus.speeches if (name := speech.speaker)]
        self._labels = [file.read_text(encoding="utf-8") for file in LOCALES.glob("*.ftl")]
        self._titles = [speech.title for speech in corpus.speeches]

    def faults(self, message: SentMessage) -> Iterator[str]:
        """What stands formatted in a message and is no word of the corpus, and what is escaped."""
        yield from (f"a quotation: {words}" for words in message.quotes if not self._is_said(words))
        yield from (f"bold: {words}" for words in message.bold if not self._is_written(words))
        for words in message.code:
            if not words.startswith(tuple(self._names)):
                yield f"code: {words}"
        for address in message.links.values():
            if address != ADDRESS:
                yield f"a link: {address}"
        text = _LISTED.sub("", message.text)
        for words in (text, *(button.text for button in message.buttons)):
            if any(escape in words for escape in _ESCAPES):
                yield f"escaped: {words}"

    def _is_said(self, words: str) -> bool:
        return words in self._passages

    def _is_written(self, words: str) -> bool:
        in_english = (spoken_name(name, texts_in("en")) for name in self._names)
        written = (*self._passages, *self._names, *in_english, *self._labels)
        return any(words in text for text in written) or any(t in words for t in self._titles)
