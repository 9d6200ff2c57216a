"""The editor's note: its label, and small pieces that belong to a paragraph beside them."""

import re
from collections.abc import Sequence

from bot.importing.article import Block
from bot.importing.punctuation import has_words

_LABELS = (
    "编者按|編者按|编者的话|编者语|编前语|编前|开栏语|开栏的话|按语|导语|导读|引言|前言|引子|核心提示|编辑按"
    "|editors?['’]?s?['’]? note|a note from the editors?|introduction|foreword|preface"
)
_LABEL = re.compile(rf"[【\[（(■●◆▲]?\s*(?:{_LABELS})\s*[】\]）)]?\s*[:：]?", re.IGNORECASE)
_AFTERWORDS = (
    "编后语?|编后记|编者点评|编辑点评|记者手记|采访手记|短评|点评|结语|结束语|后记|相关链接|链接|新闻链接|背景链接"
    "|相关新闻|延伸阅读|afterword|editor['’]?s['’]? comment|related(?: stories| links)?"
    "|background|about the (?:forum|meeting|event)"
)
_AFTER = re.compile(rf"[【\[■●◆▲]?\s*(?:{_AFTERWORDS})\s*[】\]]?\s*[:：]?", re.IGNORECASE)


def is_label(text: str) -> bool:
    """Whether a line is only the label of an editor's note."""
    return _LABEL.fullmatch(text) is not None


def begins_note(text: str) -> bool:
    """Whether a paragraph begins with such a label."""
    found = _LABEL.match(text)
    return is_label(text) or (found is not None and text[found.end() - 1] in ":：】]）)")


def begins_afterword(text: str) -> bool:
    """Whether a line says that what comes is the newspaper's own again."""
    return _AFTER.fullmatch(text) is not None


def paragraphs_of(blocks: Sequence[Block]) -> tuple[str, ...]:
    """The blocks as paragraphs, with small ones on lines of their own in those beside them.

    A label stands over what it labels, and marks without a word below what they follow.
    """
    return tuple("\n".join(block.text for block in group) for group in _groups(blocks))


def numbers_of(blocks: Sequence[Block]) -> tuple[int, ...]:
    """Where each of these paragraphs begins."""
    return tuple(group[0].number for group in _groups(blocks))


def _groups(blocks: Sequence[Block]) -> list[list[Block]]:
    groups: list[list[Block]] = []
    is_labelled = False
    for block in blocks:
        if is_labelled or (groups and not is_label(block.text) and not has_words(block.text)):
            groups[-1].append(block)
        else:
            groups.append([block])
        is_labelled = is_label(block.text)
    return groups
