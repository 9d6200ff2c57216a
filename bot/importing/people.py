"""People as an article names them: a name in Chinese or Latin letters, a role before or behind."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import cache

from bot.corpus.splitting import width
from bot.importing.wording import is_han, pattern_in, simplified, words_in
from bot.language.word_lists import double_surnames, usual_surnames

_HAN = r"[\u3400-\u9fff\U00020000-\U000323af]"
_LETTER = "A-Za-zÀ-ÖØ-öø-ÿĀ-ſ"
_CAPITAL = "A-ZÀ-ÖØ-ÞĀĂĄĆČĎĐĒĘĚĞĪŁŃŇŌŐŘŚŞŠŤŪŮŰŹŻŽ"
_WORD = rf"(?:(?:al|el|ad|as|ash|bin|d|l)['’-])?[{_CAPITAL}](?:[{_LETTER}]|['’-](?=[{_LETTER}]))*"
_INITIAL = rf"(?:[{_CAPITAL}]\.)+"
_PARTICLE = r"(?:van|von|de|der|den|del|della|di|da|dos|du|la|le|bin|ibn|al|el|ter|y|af|av|zu)"
_LATIN = re.compile(
    rf"(?<![{_LETTER}.'’-])(?:{_WORD}|{_INITIAL})"
    rf"(?:[ \u00a0](?:{_PARTICLE}[ \u00a0]){{0,2}}(?:St\.|{_INITIAL}|{_WORD}))"
    rf"{{1,4}}(?:,? (?:Jr|Sr|JR|SR|II|III|IV)\b\.?)?"
)
_ADDRESS = (
    "Mr|Mrs|Ms|Mx|Messrs|Representatives|Senators|Members|Councillors|Delegates|Commissioners|Miss|Dr|Prof|Professor|Rev|Reverend|Hon|Sir|Dame|Lord|Lady|Cllr|Sen|Senator|Rep"
    "|Gov|Governor|Sgt|Capt|Captain|Col|Gen|Lt|Mayor|Councillor|Councilor|Judge|Father|Sister"
    "|President|Minister|Ambassador|Alderman|Chief|Deputy|Chairman|Madam|Justice|Delegate"
    r"|Rt|Worshipful|Honourable|Honorable|Revd|Ven|Canon|Bishop|Baroness|Baron|Rabbi|Imam"
    r"|Chairwoman|Congressman|Congresswoman|Commissioner|Secretary"
)
_HONORIFIC = re.compile(
    rf"(?:(?:The\s+|THE\s+)?(?:{_ADDRESS}|{_ADDRESS.upper()}|mr|mrs|ms|dr)\.?\s+)+"
)
_DOTTED = re.compile(
    rf"{_HAN}{{1,8}}(?:[·•・‧⋅]{_HAN}{{1,8}}?){{1,4}}(?=(?:代表|委员|委員|先生|女士|同志)?(?!{_HAN}))"
)
_PRODUCTIVE = (
    r"[\u4e00-\u9fff](?:(?<!动)(?<!全)(?<!复)员|(?<!出)师|者|(?<![成增生延特专漫擅助]{1})长)"
)
"""Endings that make words for callings without end: 驾驶员, 理发师, 劳动者, 堂长."""
_END = re.compile(r"[。！？!?；;\n]|[.](?=\s|$)(?<![A-Z][.])(?<!\b[A-Z][a-z][.])")
_NOW = re.compile(r"(?:现任|现为|现系|现担任|时任|担任|系|是|为|任|現任)(?=\S)")
_IS = re.compile(
    r"\s*(?:is|was|serves as|works as|has been)\s+(?:(?:the|a|an|our|currently)\s+)*", re.IGNORECASE
)
_WRAPPED = re.compile(r"[【\[〔〖「（(]\s*([^【】\[\]（）()]+?)\s*[】\]〕〗」）)]")
_BRACKETS = re.compile(
    r"\s*[（(\[]\s*([^（()）\]\[]*(?:[（(][^（()）]*[)）][^（()）]*)?)\s*[)）\]]\s*"
)
_STATES = re.compile(
    r"\s*(?:[,，、:：]|[—–-]{1,2}|(?:is|was|serves as|works as|has been)\b|系|是|，?现任)"
)
_LAST_BRACKETS = re.compile(r"\s*[（(]([^（()）]*)[)）]$")
_BETWEEN = re.compile(r"\s*(?:[,，、/|｜·•;；]|[—–-]{1,2})\s*|[\s\u3000]+(?!and\b)")
_BESIDE = re.compile(r"\s*[|｜]\s*[^。！？!?]{1,40}$|,\s*\d{1,3}$")
"""What is the role by its form alone: behind a bar, or an age."""
_LOOSE = re.compile(r"(?:\s*,|\s+[—–-])\s*(?!and\b)([A-Za-z](?:[^.!?:;]|\.(?! \w+ \w+ )){3,60})")
_LISTED = re.compile(r"\s*[,，、—–(（-]\s*(\w.*?)[)）]?")
_AND = re.compile(r"\s*[、&＆]\s*|和|与|與|及|暨|,?\s+(?:and|AND)\s+")
_PLACES = set("站局厅部处科室所院校会社村镇乡县市省州区街厂队组馆园店场行办委党团署庭司")
_LONGEST, _LONGEST_ROLE = 250, 160


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody as one place of the article names them; `sure` if it can mean nothing else."""

    name: str
    role: str | None = None
    aliases: tuple[str, ...] = ()
    sure: bool = False


@dataclass(frozen=True, slots=True)
class Name:
    """A name as it is to be written, the characters it takes, and how it was written if else."""

    text: str
    end: int
    alias: str | None = None


@cache
def _pattern(kind: str) -> re.Pattern[str]:
    """An expression that word lists go into, by its kind."""
    names = f"(?:{'|'.join(sorted(double_surnames()))}|[{''.join(usual_surnames())}])"
    if kind == "name":
        return re.compile(rf"{names}(?:[ \u3000]{{1,4}}{_HAN}{{1,2}}|{_HAN}{{1,2}})(?!{_HAN})")
    if kind == "ending":
        return re.compile(rf"({names}(?:{_HAN}{{2}}|{_HAN}|[ \u3000]{{1,4}}{_HAN}))$")
    if kind == "surname":
        return re.compile(names)
    words = "|".join(sorted(map(re.escape, words_in("posts")), key=len, reverse=True))
    return re.compile(f"副?(?:{words}|{_PRODUCTIVE}){'$' if kind == 'last post' else ''}")


def name_at(text: str) -> Name | None:
    """The name that a text begins with; a Chinese one ends where its characters do."""
    dotted = _DOTTED.match(text)
    if dotted:
        return Name(dotted.group(), dotted.end())
    found = _pattern("name").match(text)
    if found:
        name = re.sub(r"[ \u3000]", "", found.group())
        is_word = simplified(name) in words_in("no-names") | words_in("posts")
        return None if is_word else Name(name, found.end())
    return _latin_at(text)


def any_name_at(text: str) -> Name | None:
    """Like `name_at`, for what is known from elsewhere to be a name: any two to four characters."""
    found = re.match(rf"{_HAN}{{2,4}}(?!{_HAN})|{_HAN}[ \u3000]{{1,4}}{_HAN}(?!{_HAN})", text)
    if found and not name_at(text):
        return Name(re.sub(r"[ \u3000]", "", found.group()), found.end())
    return name_at(text)


def _names_ending(text: str, *, words: bool) -> Iterable[Name]:
    """The names that a text may end with, the longest first; `end` counts from the text's end."""
    found = _DOTTED.search(text)
    if found and found.end() == len(text):
        yield Name(found.group(), len(found.group()))
    for size in (6, 4, 3, 2):
        ending = _pattern("ending").fullmatch(text[-size:]) if len(text) >= size else None
        if ending:
            name = re.sub(r"[ \u3000]", "", ending.group())
            if {simplified(name), simplified(name[1:])} & words_in("posts"):
                continue
            if words or name not in words_in("no-names"):
                yield Name(name, size)


def honorific_before(text: str) -> int:
    """The characters that forms of address take at the beginning of a text."""
    found = _HONORIFIC.match(text)
    return found.end() if found else 0


def surname_at(text: str) -> str:
    """The Chinese surname that a text begins with, or nothing."""
    found = _pattern("surname").match(text)
    return found.group() if found else ""


def _latin_at(text: str) -> Name | None:
    start = honorific_before(text)
    found = _LATIN.match(text, start)
    if (
        found is None and " " in text[:start].strip()
    ):  # `Sir Col Trevanion`: the last of the titles is a first name
        start = text[: start - 1].rstrip().rfind(" ") + 1
        found = _LATIN.match(text, start)
    if found is None:
        return None
    end, name = found.end(), found.group()
    if name.lower().endswith((" jr", " sr")) and text[end : end + 1] == ".":
        end, name = end + 1, f"{name}."
    if re.match(rf"[{_LETTER}\d]", text[end:]) or _is_heading(name):
        return None
    return Name(name, end, text[:end] if start else None)


def _is_heading(name: str) -> bool:
    """Whether capitalised words are a heading or an office, and no name."""
    first, *middle, last = (word.lower() for word in name.split())
    common, offices = words_in("no-latin-names"), words_in("offices")
    surnames, given = words_in("surnames-too"), words_in("given-names-too")
    if first in common - given or last in common - surnames or common.intersection(middle):
        return True
    # `Councilman Jose Ortiz` is a role and a name
    return last in offices - surnames or first in (offices if middle else offices - surnames)


def is_role(text: str) -> bool:
    """Whether a text names an office or calling and says nothing else."""
    text = text.strip()
    if not text or width(text) > _LONGEST_ROLE or _END.search(text):
        return False
    if re.search(r"[:：“”]|——|\s[—–]\s", text):
        return False
    return ends_in_post(text) or names_office(text)


def ends_in_post(text: str) -> bool:
    """Whether a Chinese text ends in a word for an office, brackets aside."""
    bare = re.sub(r"[（(][^（()）]*[)）]$", "", text.strip()).strip()
    return _pattern("last post").search(simplified(bare)) is not None


def post_at(text: str) -> str:
    """The Chinese word for an office that a text begins with, or nothing."""
    found = _pattern("post").match(simplified(text))
    return text[: found.end()] if found else ""


def names_office(text: str) -> bool:
    """Whether an English text has a word for an office in it."""
    words = re.findall(r"[a-z]+(?:-[a-z]+)*", text.lower())
    offices = words_in("offices")
    return any(word in offices or word.removesuffix("s") in offices for word in words)


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
    for clause in re.split(r"\s*[,，]\s*", sentence):
        is_calling = clause.endswith("人") and ends_in_post(clause)
        if not taken and pattern_in("personal").fullmatch(clause) and not is_calling:
            continue
        has_post = _pattern("post").search(simplified(clause)) is not None
        if pattern_in("past").match(clause) or (taken and not has_post and is_han(clause)):
            break
        taken.append(clause)
    return _whole_role(sentence, taken)


def _whole_role(sentence: str, taken: list[str]) -> str | None:
    if not taken:
        return None
    stop = sentence.rindex(taken[-1]) + len(taken[-1])
    role = sentence[sentence.index(taken[0]) : stop].strip()
    role = _NOW.sub("", role, count=1) if _NOW.match(role) else role
    is_one = _pattern("post").search(simplified(role)) or names_office(role)
    return role if is_one and width(role) <= _LONGEST_ROLE else None


def person_in(text: str, *, speaks: bool = False) -> Person | None:
    """Whom a text names, if it does nothing else: `刘晖`, `刘晖(书记)`, `Jane Doe, mayor`.

    Where it is known from what follows that somebody `speaks`, a name may be a word, too.
    """
    text = text.strip()
    if len(text) > _LONGEST:
        return None
    wrapped = _WRAPPED.fullmatch(text)
    text = wrapped[1] if wrapped else text
    label = pattern_in("bylines").match(text)
    text = text[label.end() :].strip() if label else text
    found = _named(text) or _addressed(text) or _entitled(text, speaks=speaks)
    return replace(found, sure=True) if found and label else found


def person_listed_in(text: str) -> Person | None:
    """Like `person_in`, where the place shows that it is a person: what follows is the role."""
    person = person_in(text)
    if person:
        return person
    name = name_at(text)
    role = _LISTED.fullmatch(text, name.end) if name else None
    return Person(name.text, role[1]) if name and role else None


def _named(text: str) -> Person | None:
    """A name, alone or with a role behind it."""
    name = name_at(text)
    if name is None or (name.text[-1] in _PLACES and name.end < len(text)):
        return None
    rest = text[name.end :]
    brackets = _BRACKETS.fullmatch(rest)
    if not rest.strip():
        return _person(name, None, sure=False)
    if brackets:
        role = brackets[1].strip()
        is_none = not role or re.search(r"[。！？!?:：]", role) or width(role) > _LONGEST_ROLE
        return None if is_none else _person(name, role, sure=is_role(role))
    between = _BETWEEN.match(rest)
    if between and (_BESIDE.match(rest) or is_role(rest[between.end() :])):
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
    for name in _names_ending(bare, words=speaks):
        role = bare[: -name.end].strip(" \u3000,，、")
        if ends_in_post(role) and is_role(role):
            return _person(name, f"{role}（{brackets[1]}）" if brackets else role, sure=True)
    words = text.split(" ")
    for at in range(1, min(len(words), 10)):
        role, rest = " ".join(words[:at]), " ".join(words[at:])
        is_office = role.split(" ")[-1].lower() in words_in("offices")
        found = name_at(rest) if is_office and is_role(role) else None
        if found and found.end == len(rest):
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
        if name and size == 3 and name.text[-1] in _PLACES:
            continue  # `农技站站长` is an office
        if name and name.end == size and _pattern("post").fullmatch(simplified(bare[size:])):
            if not brackets:
                return _person(name, bare[size:], sure=True)
            return Person(name.text, brackets[1], (bare,), sure=True)
    return None


def _person(name: Name, role: str | None, *, sure: bool) -> Person:
    return Person(name.text, role, (name.alias,) if name.alias else (), sure)


def people_in(text: str) -> Person | None:
    """Those who speak together, as one whose aliases are their names: `Ann Lee and Bob Roe`."""
    brackets = _LAST_BRACKETS.search(text)
    bare = text[: brackets.start()] if brackets else text
    *first, last = _AND.split(bare)
    named = _named(last) if first else None
    names = [name.text for each in first if (name := name_at(each)) and name.end == len(each)]
    if named is None or len(names) < len(first):
        return None
    role = brackets[1].strip() if brackets else named.role
    whole = bare[: bare.rindex(named.name) + len(named.name)]
    return Person(whole, role, (*names, named.name), sure=True)


def role_stated_of(name: str, text: str) -> tuple[bool, str | None]:
    """Whether a paragraph begins with this very name, and the role that it gives, if any."""
    inner = text.strip("（(）) ")
    found = any_name_at(inner)
    if found is None or found.text.casefold() != name.casefold():
        return False, None
    rest = inner[found.end :]
    is_stated = _STATES.match(rest) is not None
    role = role_in(rest) if is_stated else None
    is_turn = role is not None and not is_han(role) and re.match(r"\s*[:：]", rest)
    return is_stated, None if is_turn else role


def biography_in(text: str) -> Person | None:
    """Whom a paragraph is about that begins with a name and the role that its owner has."""
    name = name_at(text)
    role = role_stated_of(name.text, text)[1] if name else None
    return Person(name.text, role, (name.alias,) if name.alias else ()) if name and role else None
