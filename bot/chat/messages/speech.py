"""A whole speech, in pages."""

from bisect import bisect_left
from collections.abc import Sequence

from bot.chat.messages.buttons import LEAF, turning_buttons
from bot.chat.messages.cards import FIELD, source_line, who
from bot.chat.messages.markup import Markup, bold, clipped, joined, plain, units
from bot.chat.messages.post import Post
from bot.corpus.speech import Passage
from bot.search.contents import handle_of
from bot.texts import Texts

_PAGE = 2400
"""UTF-16 units of a page's passages, if there is more than one: two screens of a phone."""


def speech_post(passages: Sequence[Passage], number: int, texts: Texts) -> Post:
    """The page of a speech on which passage `number` stands, of all its passages."""
    firsts = _firsts(passages)
    at = bisect_left(firsts, max(1, number)) - 1
    ends = [*firsts[1:], len(passages)]
    shown = passages[firsts[at] : ends[at]]
    speech = passages[0].speech
    data = f"{LEAF}{handle_of(speech)}:"
    before = firsts[at - 1] + 1 if at else None
    after = ends[at] + 1 if ends[at] < len(passages) else None
    rest = len(passages) - ends[at]
    return Post(_page(shown, texts), (turning_buttons(data, before, after, rest, texts),))


def _page(shown: Sequence[Passage], texts: Texts) -> Markup:
    first, last = shown[0], shown[-1]
    speech = first.speech
    head = [who(speech.speaker, speech.role, texts)] if speech.speaker else []
    head.append(bold(texts("speech", title=clipped(speech.title, FIELD))))
    if first.number > 1 or last.number < last.total:
        spot = {"first": first.number, "last": last.number, "total": last.total}
        head.append(plain(texts("parts", **spot)))
    words = [plain(passage.text) for passage in shown]
    return joined([joined(head), *words, source_line(speech.source, texts)], "\n\n")


def _firsts(passages: Sequence[Passage]) -> list[int]:
    """The places of the passages, counted from 0, that pages begin with."""
    firsts, taken = [0], 0
    for at, passage in enumerate(passages):
        size = units(passage.text)
        if taken and taken + size > _PAGE:
            firsts.append(at)
            taken = 0
        taken += size
    return firsts
