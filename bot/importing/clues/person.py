"""A text that names somebody and says nothing else: a name, with a role before or behind it."""

import re
from dataclasses import replace

from bot.corpus.splitting import width
from bot.importing.clues.joint import joint_person
from bot.importing.clues.lead import Person
from bot.importing.names import Name, name_at, names_ending
from bot.importing.roles import begins_with_post, ends_in_post, is_office, is_role

_LABEL = re.compile(
    r"(?:发言人|发言者|发言代表|主讲人|主讲|演讲人|演讲者|报告人|嘉宾|受访者|受访人|受访嘉宾|采访对象|访谈嘉宾|对话嘉宾|讲述人|讲述者|人物|姓名"
    r"|發言人|主講人|講者|受訪者|來賓"
    r"|作者|撰文|speaker|interviewee|guest|(?:speech|remarks|statement|address) by|name)\s*[:：]\s*"
    r"|文\s*[/／]\s*|(?:(?:speech|remarks|statement|address)\s+)?by\s+",
    re.IGNORECASE,
)
_WRAPPED = re.compile(r"[【\[〔〖「（(]\s*([^【】\[\]（）()]+?)\s*[】\]〕〗」）)]")
_BRACKETS = re.compile(
    r"\s*[（(\[]\s*([^（()）\]\[]*(?:[（(][^（()）]*[)）][^（()）]*)?)\s*[)）\]]\s*"
)
_LAST_BRACKETS = re.compile(r"\s*[（(]([^（()）]*)[)）]$")
_BETWEEN = re.compile(r"\s*(?:[,，、/|｜·•;；]|[—–-]{1,2})\s*|[\s\u3000]+")
_LOOSE = re.compile(r"(?:\s*,|\s+[—–-])\s*([A-Za-z](?:[^.!?:;]|\.(?! \w+ \w+ )){3,60})")
_ANY_ROLE = re.compile(r"\s*[,，、—–(（-]\s*(\w.*?)[)）]?")
_LONGEST = 250
_LONGEST_IN_BRACKETS = 120


def person_in(text: str, *, speaks: bool = False) -> Person | None:
    """Whom a text names, if it does nothing else: `刘晖`, `刘晖(书记)`, `Jane Doe, mayor`.

    Where it is known from what follows that somebody `speaks`, a name may be a word, too.
    """
    text = text.strip()
    if len(text) > _LONGEST:
        return None
    wrapped = _WRAPPED.fullmatch(text)
    if wrapped:
        text = wrapped[1]
    label = _LABEL.match(text)
    if label:
        text = text[label.end() :].strip()
    found = joint_person(text, _one) or _one(text, speaks=speaks)
    return replace(found, sure=True) if found and label else found


def person_listed_in(text: str) -> Person | None:
    """Like `person_in`, where the place tells that it is a person: what follows is the role."""
    person = person_in(text)
    if person:
        return person
    name = name_at(text)
    role = _ANY_ROLE.fullmatch(text, name.end) if name else None
    return Person(name.text, role[1]) if name and role else None


def _one(text: str, *, speaks: bool = False) -> Person | None:
    return _named(text) or _entitled(text, speaks=speaks) or _addressed(text)


def _named(text: str) -> Person | None:
    """A name, alone or with a role behind it."""
    name = name_at(text)
    if name is None:
        return None
    rest = text[name.end :]
    if not rest.strip():
        return _person(name, None, sure=False)
    brackets = _BRACKETS.fullmatch(rest)
    if brackets:
        role = brackets[1].strip()
        if not role or re.search(r"[。！？!?:：]", role) or width(role) > _LONGEST_IN_BRACKETS:
            return None
        return _person(name, role, sure=is_role(role))
    between = _BETWEEN.match(rest)
    if between and is_role(rest[between.end() :]):
        role = rest[between.end() :].strip()
        unwrapped = _BRACKETS.fullmatch(role)
        return _person(name, unwrapped[1] if unwrapped else role, sure=True)
    loose = _LOOSE.fullmatch(rest) if name.text.isascii() else None
    if loose and (loose[1][0].islower() or name.text.isupper()):
        return _person(name, loose[1], sure=False)
    return None


def _entitled(text: str, *, speaks: bool) -> Person | None:
    """A name with a role before it: `荷塘区月塘街道党工委书记刘晖`, `town mayor Jane Doe`."""
    brackets = _LAST_BRACKETS.search(text)
    bare = text[: brackets.start()] if brackets else text
    for name in names_ending(bare, words=speaks):
        role = bare[: -name.end].strip(" \u3000,，、:：")
        if ends_in_post(role) and is_role(role):
            return _person(name, role, sure=True)
    words = text.split(" ")
    for at in range(1, len(words)):
        role, rest = " ".join(words[:at]), " ".join(words[at:])
        found = name_at(rest)
        if role.endswith(","):
            continue  # `Manager, Harris Tweed Mill` is a role and a place
        is_led = at < 10 and is_office(words[at - 1]) and is_role(role)
        if found and found.end == len(rest) and is_led:
            return _person(found, role, sure=True)
    return None


def _addressed(text: str) -> Person | None:
    """A name with a title right behind it: `刘晖书记`, `刘晖委员(街道书记)`."""
    brackets = _LAST_BRACKETS.search(text)
    bare = text[: brackets.start()] if brackets else text
    whole = name_at(bare)
    ends = [whole.end] if whole else []
    for size in (*ends, 4, 3, 2):
        name = name_at(bare[:size])
        if name and name.end == size and begins_with_post(bare[size:]):
            if not brackets:
                return _person(name, bare[size:], sure=True)
            return Person(name.text, brackets[1], (bare,), sure=True)
    return None


def _person(name: Name, role: str | None, *, sure: bool) -> Person:
    return Person(name.text, role, (name.alias,) if name.alias else (), sure)
