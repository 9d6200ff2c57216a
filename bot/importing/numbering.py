"""Numbers and marks in front of a heading or a name: `一、`, `(2)`, `3.`, `■`, `Speech 4:`."""

import re

_HAN = "一二三四五六七八九十百"
_NUMBER = re.compile(
    rf"""(?:
        第?[{_HAN}]{{1,3}}\s*[、.．：:]
      | 第[{_HAN}\d]{{1,3}}[位篇个]?\s*[、.．：:\s]
      | [（(]\s*(?:[{_HAN}]{{1,3}}|\d{{1,2}})\s*[）)][、.．]?
      | (?:(?:发言|發言|交流)(?:材料|摘登|摘编|选登|稿)?之?|之|其|代表)[{_HAN}\d]{{1,3}}
        \s*[、.．：:\s]
      | \d{{1,2}}\s*(?:[、．）)]|[.](?!\d))
      | [①-⑳❶-❿]
      | [IVX]{{1,5}}[.、]\s
      | (?:speech|speaker|no\.?|statement|contribution|part)\s*\#?\d{{1,2}}\s*(?:[.:：)—–-]+|\s)
    )\s*""",
    re.VERBOSE | re.IGNORECASE,
)
_MARK = re.compile(r"[■□●○◆◇▲△▼▽★☆◎※▪▶►•·♦❖➤>]+\s*")


def number_before(text: str) -> int:
    """The characters that a number and marks take at the beginning of a text."""
    at = 0
    mark = _MARK.match(text)
    if mark:
        at = mark.end()
    number = _NUMBER.match(text, at)
    if number and number.end() < len(text):
        at = number.end()
    mark = _MARK.match(text, at)
    return mark.end() if mark else at


def is_number(text: str) -> bool:
    """Whether a line is a number and nothing else: `发言材料之二`, `Speech 4`."""
    return number_before(f"{text} x") > len(text)


def kind_of_number(text: str) -> str:
    """What sort of number it is, the same for all of a row; empty for none."""
    number = text[: number_before(text)].strip()
    return re.sub(rf"[{_HAN}\d①-⑳❶-❿]+|[IVX]+(?=\.)", "#", number)
