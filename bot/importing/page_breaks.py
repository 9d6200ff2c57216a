"""Joins a paragraph that a page break parted."""

import re
from collections.abc import Callable, Sequence
from dataclasses import replace

from bot.corpus.splitting import width
from bot.importing.article import Block, Remark, shortened
from bot.importing.punctuation import ends_sentence, is_han, is_prose, joined

_OPEN = re.compile(r"[\w、，,（(“‘《][\s]*$")
_STARTS_ANEW = re.compile(r"[“‘「『（(【《\[\d一二三四五六七八九十①-⑳■●◆▲★※—-]")
_LONG = 40
"""Columns from which a paragraph is long enough to have been parted."""


_LONGER = 56
"""Columns from which a paragraph of several clauses is no heading."""
_CLAUSES = re.compile("[，,、；：:].")


def join_pages(
    blocks: Sequence[Block], begins: Callable[[Block], bool]
) -> tuple[list[Block], list[Remark]]:
    """The blocks with parted paragraphs whole, and a remark for each of these.

    A paragraph goes on in the next if it breaks off in the middle of a sentence and the next one
    ends it, without being a heading or what `begins` something else.
    """
    whole: list[Block] = []
    remarks = []
    for block in blocks:
        if whole and _goes_on(whole[-1], block) and not begins(block):
            first = whole.pop()
            text = joined(first.text, block.text)
            whole.append(replace(first, text=text, numbers=first.numbers + block.numbers))
            message = f"joined to the paragraph before, which broke off: {shortened(block.text)}"
            remarks.append(Remark(block.number, message))
        else:
            whole.append(block)
    return whole, remarks


def _goes_on(block: Block, below: Block) -> bool:
    if block.level or below.level or below.bold or block.bold == len(block.text):
        return False
    if width(block.text) < _LONG or ends_sentence(block.text) or not _OPEN.search(block.text):
        return False
    if is_han(block.text):
        has_clauses = width(block.text) >= _LONGER and _CLAUSES.search(block.text) is not None
        runs_on = is_prose(block.text) or has_clauses or block.text.endswith(("，", "、"))
        whole = runs_on and ends_sentence(below.text)
        return whole and not _STARTS_ANEW.match(below.text)
    return below.text[:1].islower()
