"""What somebody is: words for offices and callings, and what a biography opens with."""

import re
from functools import cache

from bot.corpus.splitting import width
from bot.importing.word_lists import words_in

_LONGEST = 160
_END = re.compile(r"[。！？!?；;\n]|[.](?=\s|$)(?<![A-Z][.])(?<!\b[A-Z][a-z][.])")
_PRODUCTIVE = (
    r"[\u4e00-\u9fff](?:(?<!动)(?<!全)(?<!复)员|(?<!出)师|者|(?<![成增生延特专漫擅助]{1})长)"
)
"""Endings that make words for callings without end: 驾驶员, 理发师, 劳动者, 堂长."""
_CLAUSE = re.compile(r"\s*[,，]\s*")
_PERSONAL = re.compile(
    r"[男女]性?|\S{1,5}族|\S{0,4}\d{2,4}\s*年\S*生\S*|\d{1,3}岁|\S{0,8}人|生于\S*|出生于\S*"
    r"|(?:中共|预备){0,2}党员|\S*(?:学历|文化|学位|籍贯)\S*|毕业于\S*|\d{4}\s*年\S*入党\S*"
    r"|(?:aged?\s+)?\d{1,3}(?:\s+years\s+old)?"
)
_PAST = re.compile(
    r"曾|先后|历任|自\d|从\d|\d{4}年|毕业|获|荣获|主要|长期|致力|一直|至今|目前|多年|近年|负责|扎根|从事"
    r"|(?:who|which|whose|where|has|had|have|was|is|were|will|and\s+(?:has|is|was)|said|says|told"
    r"|speaking|for|with over)\b",
    re.IGNORECASE,
)
_NOW = re.compile(r"(?:现任|现为|现系|现担任|时任|担任|系|是|为|任|現任)(?=\S)")
_IS = re.compile(
    r"\s*(?:is|was|serves as|works as|has been)\s+(?:(?:the|a|an|our|currently)\s+)*", re.IGNORECASE
)


@cache
def _posts() -> re.Pattern[str]:
    words = "|".join(sorted(map(re.escape, words_in("posts")), key=len, reverse=True))
    return re.compile(f"{words}|{_PRODUCTIVE}")


@cache
def _last_post() -> re.Pattern[str]:
    return re.compile(f"(?:{_posts().pattern})$")


def is_role(text: str) -> bool:
    """Whether a text names an office or calling and says nothing else."""
    text = text.strip()
    if (
        not text
        or width(text) > _LONGEST
        or _END.search(text)
        or re.search(r"[:：“”]|——|\s[—–]\s", text)
    ):
        return False
    return ends_in_post(text) or names_office(text)


def ends_in_post(text: str) -> bool:
    """Whether a Chinese text ends in a word for an office, brackets aside."""
    bare = re.sub(r"[（(][^（()）]*[)）]$", "", text.strip()).strip()
    return _last_post().search(bare) is not None


def begins_with_post(text: str) -> bool:
    """Whether a text is nothing but a word for an office."""
    return _posts().fullmatch(text) is not None


def has_post(text: str) -> bool:
    return _posts().search(text) is not None


def names_office(text: str) -> bool:
    """Whether an English text has a word for an office in it."""
    words = re.findall(r"[a-z]+(?:-[a-z]+)*", text.lower())
    offices = words_in("offices")
    return any(word in offices or word.removesuffix("s") in offices for word in words)


def is_office(word: str) -> bool:
    """Whether an English word, a comma behind it aside, names an office."""
    return word.rstrip(",").lower() in words_in("offices")


def role_in(biography: str) -> str | None:
    """The role that a biography's first sentence states, after the name and what follows it.

    `,醴陵市枫林镇隆兴坳村党总支书记、村主任。先后…` gives `醴陵市枫林镇隆兴坳村党总支书记、村主任`.
    """
    end = _END.search(biography)
    sentence = biography[: end.start()] if end else biography
    english = _IS.match(sentence)
    if english:
        sentence = f",{sentence[english.end() :]}"
    elif not re.match(r"\s*[,，:：是系为、—–-]", sentence):
        return None
    sentence = re.sub(r"^\s*[,，:：、—–-]+\s*", "", sentence)
    taken: list[str] = []
    for clause in _CLAUSE.split(sentence):
        if not taken and _is_personal(clause):
            continue
        if taken and (_PAST.match(clause) or not (has_post(clause) or is_english(clause))):
            break
        if not taken and _PAST.match(clause):
            return None
        taken.append(clause)
    return _whole_role(sentence, taken)


def _is_personal(clause: str) -> bool:
    """Whether a clause tells of the person and not of the office: `湖南株洲人`, not `负责人`."""
    is_calling = clause.endswith("人") and ends_in_post(clause)
    return _PERSONAL.fullmatch(clause) is not None and not is_calling


def _whole_role(sentence: str, taken: list[str]) -> str | None:
    if not taken:
        return None
    start = sentence.index(taken[0])
    stop = sentence.rindex(taken[-1]) + len(taken[-1])
    role = (
        _NOW.sub("", sentence[start:stop].strip(), count=1)
        if _NOW.match(taken[0])
        else sentence[start:stop].strip()
    )
    is_one = width(role) <= _LONGEST and (has_post(role) or names_office(role))
    return role if is_one else None


def is_english(text: str) -> bool:
    return text.isascii() or re.search(r"[\u4e00-\u9fff]", text) is None
