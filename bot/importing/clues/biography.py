"""`刘晖,荷塘区月塘街道党工委书记。先后…`: a paragraph that tells who somebody is."""

import re

from bot.importing.clues.lead import Kind, Lead, Person
from bot.importing.names import Name, any_name_at, name_at
from bot.importing.roles import is_english, role_in

_BEHIND = re.compile(r"\s*(?:[,，、:：]|[—–-]{1,2}|(?:is|was|serves as|works as)\b|系|是|，?现任)")
_AUTHOR = re.compile(
    r"[（(]?\s*(?:作者|本文作者|发言者|发言人)\s*(?:系|为|是|单位)\s*[:：]?\s*(.+?)[。.]?\s*[)）]?"
    r"|[（(]?\s*The (?:writer|author|speaker) is (?:the |an? )?(.+?)[.]?\s*[)）]?"
)


def biography_at(text: str) -> Lead | None:
    """A paragraph that begins with a name and the role that its owner has."""
    name = name_at(text)
    role = _role(text, name)
    if name is None or role is None:
        return None
    aliases = (name.alias,) if name.alias else ()
    return Lead(Kind.BIOGRAPHY, Person(name.text, role, aliases), 0)


def role_told_of(name: str, text: str) -> tuple[bool, str | None]:
    """Whether a paragraph begins with this very name, and the role that it tells of, if any."""
    inner = text.strip("（(）) ")
    found = any_name_at(inner)
    if found is None or found.text.casefold() != name.casefold():
        return False, None
    return _BEHIND.match(inner, found.end) is not None, _role(inner, found)


def role_of_author(text: str) -> str | None:
    """The role in a remark such as `(作者系荷塘区月塘街道党工委书记)`."""
    found = _AUTHOR.fullmatch(text.strip())
    return (found[1] or found[2]).strip() if found else None


def _role(text: str, name: Name | None) -> str | None:
    if name is None or not _BEHIND.match(text, name.end):
        return None
    role = role_in(text[name.end :])
    return (
        role
        if role and (not is_english(role) or not re.match(r"\s*[:：]", text[name.end :]))
        else None
    )
