"""The marks of turns: which form a file marks them by, and whom the label of each one means."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import Enum
from functools import lru_cache

from bot.corpus.splitting import width
from bot.importing.article import Block, Remark, shortened
from bot.importing.head import is_credit, is_date, is_label, is_section
from bot.importing.people import (
    Person,
    biography_in,
    ends_in_post,
    honorific_before,
    is_role,
    name_at,
    names_office,
    person_in,
    person_listed_in,
    surname_at,
)
from bot.importing.wording import (
    asks,
    ends_sentence,
    is_han,
    is_prose,
    is_short,
    number_before,
    pattern_in,
    words_in,
)


class Kind(Enum):
    """What a label is by its own words."""

    NAMED = "a name"
    OFFICE = "an office or a number"
    PART = "a part of a name, or initials"
    ASKS = "somebody who asks and is nobody by name"
    ANSWERS = "somebody who answers and is nobody by name"
    WORD = "words that may be a label"
    FIELD = "a field's name, or what was done"
    NONE = "no label"


class Form(Enum):
    """How a file marks who says what follows."""

    GIVEN = "the format says so"
    TIMED = "a line with a time"
    COLON = "a colon"
    BRACKET = "brackets"
    BOLD = "bold letters"
    DOTTED = "a full stop and a dash"
    DASH = "a dash"
    STOP = "capitals and a full stop"
    LINE = "a line of its own"
    HEADED = "a heading on the same line"
    SIGNED = "a name below the text"
    REPORTED = "a name and 'said'"
    BIOGRAPHY = "a biography"


@dataclass(frozen=True, slots=True)
class Mark:
    """What a block begins with: a label, and the speaker's words after `end` characters."""

    form: Form
    label: str
    kind: Kind
    end: int
    person: Person | None = None
    title: str = ""
    sure: bool = True


_TIME = r"(?:\d{4}-\d{1,2}-\d{1,2}\s+)?(?:\d{1,2}:)?\d{1,2}:\d{2}(?:\.\d+)?(?:\s*[AP]M)?"
_TIMED = re.compile(rf"(.{{1,60}}?)[\s\u3000]*[\[(（]?{_TIME}[\])）]?\s*[:：]?")
_TIME_BEFORE = re.compile(rf"[\[(（]?{_TIME}[\])）]?\s*[-–—]?\s*(?=\D)")
_COLON = re.compile(r"\s*(?:(?<!\d)[:：∶﹕︰](?!//)|[:：](?!//|\d\d))(?:\s*[\[(（]" + _TIME + r"[\])）])?\s*")
_BRACKETED = re.compile(r"[【\[〔〖]([^【】\[\]]{1,60})[】\]〕〗]\s*[:：]?\s*(?=\S)")
_ROLE_AND_TEXT = re.compile(r"([^（(\s]{2,30}[（(][^（()）]{2,60}[)）])[\s\u3000]+(?=\S)")
_STOP = re.compile(
    r"((?:(?:The|Mr|Mrs|Ms|Miss|Dr|Hon|Rev|Sir|Captain|Capt|MR|MRS|MS|DR|HON)\b\.?\s+)*"
    r"(?:[A-Z]\.\s?)*[A-Z][A-Z'’-]{2,}(?:\s+[A-Z][A-Z'’.-]*)*(?:\s[(][^()]{2,60}[)])?)"
    r"\.\s+(?=[A-Z“\"])"
)
_DOTTED = re.compile(r"([^\s，。！？：:—–][^，。！？：:—–]{0,80}?)\.\s?[—–-]+\s*(?=\S)")
_DASHED = re.compile(r"([^\s，。！？：:—–][^，。！？：:—–]{0,60}?)(?:\s+[—–-]{1,2}\s+|——)(?=\S)")
_QUESTION = re.compile(r"(Q|A)\s*(?:\.|\d{1,3}[.:：)])\s*(?:\d{1,3}[.:：)]\s*)?(?=\S)")
_SAID = re.compile(
    r"(.{2,60}?)(?:在发言中|在会上|在发言时|在座谈中)?"
    r"(?:说|說|表示|认为|指出|建议|谈到|介绍说?|强调|提出|坦言|告诉记者)(?:道)?\s*[,，:：]"
    r"|(.{3,90}?),?\s+(?:said|says|told \w+(?: \w+)?|added|argued|proposed|suggested)\b"
)
_DASH = re.compile(r"\s*(?:[—–―]{1,3}|-{1,3})\s*")
_SAYS = re.compile(r"(?:说|說|表示|认为|指出|建议|谈到|介绍|强调|提出|坦言|告诉记者|said|says)$")
_REPLIES = re.compile(r"(?<=\w)(?:答|回答|答道|答复|回应)$")
_NOTED = re.compile(r"\s*[（(](?:譯文|译文|传译|口译|interpret\w*|translat\w*|via .*|电话|视频|续|cont\w*)[)）]$")
_INITIALS = re.compile(r"(?:[A-Z]\.?\s?){1,4}")
_TITLE = re.compile(
    r"(?:师傅|師傅|老师|老師|先生|女士|同志|小姐|阿姨|大爷|大妈|大姐|大哥|姐|哥|叔|婶|工|总|妈妈|爸爸)$"
)
_SHORT_NAME = re.compile(r"[老小阿]\w{1,2}")
_ANYBODY = re.compile(r"(?:An?|One|Another|Several|Some)\s[^:]{3,60}|(?:一位|一名|某位?|有位).{2,20}")
_VERB = re.compile(r"\b(?:is|are|was|were|has|have|will|would|can|could|should|may|that)\b")
_LOWER = words_in("no-latin-names") - words_in("given-names-too")
_SMALL = {"of", "for", "the", "and", "to", "de", "van", "von", "der", "at", "in", "hon."}
_STRONG = (Kind.NAMED, Kind.OFFICE, Kind.PART, Kind.ASKS, Kind.ANSWERS)
_RANKS = {Kind.WORD: 1, Kind.NONE: 2}
_SEEN = 2000
"""Characters of a block in which a mark shows."""
_LONGEST = 100


@lru_cache(maxsize=4096)
def kind_of(label: str) -> tuple[Kind, Person | None]:
    """What a label is, and whom it names in full."""
    text = _NOTED.sub("", label).strip()
    entitled = re.fullmatch(r"([\u3400-\u9fff·]{2,12})\s*[（(]([^（()）]+)[)）]", text)
    bare = re.sub(r"\s*[（(][^（()）]*[)）]$|\s*#?\s?[\d一二三四五六七八九十]{1,2}$", "", text).strip()
    if pattern_in("numbered").fullmatch(text):
        return Kind.OFFICE, None
    for kind, words in ((Kind.ASKS, "askers"), (Kind.ANSWERS, "answers"), (Kind.FIELD, "fields")):
        if pattern_in(words).fullmatch(bare) or pattern_in(words).fullmatch(text):
            named = re.search(r"[（(]([^（()）]+)[)）]$", text)
            person = person_in(named[1]) if named else None
            return (Kind.NAMED, replace(person, role=person.role or bare)) if person else (kind, None)
    person = person_in(_REPLIES.sub("", text), speaks=True) or _with_affiliation(text)
    if person:
        return Kind.NAMED, person
    if entitled and is_role(entitled[2]):
        return Kind.NAMED, Person(entitled[1], entitled[2].strip(), sure=True)
    if pattern_in("narration").match(label):
        return Kind.FIELD, None
    return (_kind_in_han if is_han(text) else _kind_in_latin)(text), None


def _with_affiliation(text: str) -> Person | None:
    """`Nell Harrow, 22 Gannet Street`, `Lydia Ashdown (West Skerry) (Ind)`, `The Clerk (Jo Doe)`."""
    name = name_at(text)
    found = re.fullmatch(r"\s*(?:,\s*(.{1,60})|[（(](.{1,60})[)）])", text[name.end :]) if name else None
    if name and found:
        role = (found[1] or found[2]).replace(") (", ", ")
        return Person(name.text, role, (name.alias,) if name.alias else ())
    inside = re.fullmatch(r"(.{2,60}?)\s*[（(]([^（()）]+)[)）]", text)
    person = person_in(inside[2]) if inside and is_role(inside[1]) else None
    return replace(person, role=inside[1].removeprefix("The ")) if person and inside else None


def _kind_in_han(text: str) -> Kind:
    bare = re.sub(r"[（(][^（()）]*[)）]$", "", text).strip()
    if len(bare) > 20 or re.search(r"[，。！？；：、“”‘’「」…\s]", bare):
        return Kind.OFFICE if len(bare) < 40 and ends_in_post(bare) else Kind.NONE
    surname = surname_at(bare)
    if surname and (bare == surname or _TITLE.fullmatch(bare[len(surname) :])):
        return Kind.PART
    if surname and is_role(bare[len(surname) :]) and len(bare) - len(surname) < 4:
        return Kind.PART
    if ends_in_post(bare) or bare.endswith(("代表", "负责人", "負責人")):
        return Kind.OFFICE
    if _SHORT_NAME.fullmatch(bare) or _TITLE.search(bare):
        return Kind.PART
    return Kind.NONE if len(bare) > 4 or pattern_in("clauses").fullmatch(bare) else Kind.WORD


def _kind_in_latin(text: str) -> Kind:
    text = re.sub(r"(?:\s*[（(][^（()）]*[)）])+$", "", text)
    start = honorific_before(f"{text} ")
    words = text[min(start, len(text)) :].split() or text.split()[-1:]
    whole = text.split()
    if not whole or len(whole) > 8 or re.search(r"[.!?]\s+[a-z]|[“”\"…;]", text):
        return Kind.NONE
    if _INITIALS.fullmatch(text):
        return Kind.PART
    is_capital = all(each[0].isupper() or each[0].isdigit() or each in _SMALL for each in whole)
    if _ANYBODY.fullmatch(text) and len(whole) < 7 and not _VERB.search(text):
        return Kind.WORD
    if not is_capital:
        return Kind.NONE
    last = words[-1].strip(".,").lower()
    if len(words) == 1 and start and not names_office(last):
        return Kind.PART
    if names_office(text) and (last in words_in("offices") or {"of", "for"} & set(whole)):
        return Kind.OFFICE
    if names_office(text) and len(words) > 1:
        return Kind.PART
    return Kind.NONE if {each.lower() for each in whole} <= _LOWER else Kind.WORD


def marks_of(block: Block) -> list[Mark]:
    """The marks of a turn that a block may begin with, the likeliest first."""
    if block.speaker:
        label = re.sub(rf"\s*(?:\d{{4}}[-/.]\d{{1,2}}[-/.]\d{{1,2}}|{_TIME})\s*$", "", block.speaker)
        kind, person = kind_of(label)
        if kind in (Kind.WORD, Kind.NONE, Kind.FIELD):
            kind, person = Kind.NAMED, Person(label, sure=True)
        return [Mark(Form.GIVEN, label, kind, 0, person)]
    whole = block.text[:_SEEN]
    start = number_before(whole)
    before = _TIME_BEFORE.match(whole, start)
    text = whole[before.end() if before else start :]
    start = len(whole) - len(text)
    found = []
    for form, label, end in _labels(block, text, start):
        kind, person = kind_of(label)
        if kind is not Kind.NONE or form is Form.COLON:
            found.append(Mark(form, label, kind, min(start + end, len(block.text)), person))
    return sorted(found, key=lambda mark: (_RANKS.get(mark.kind, 0), mark.end))


def _labels(block: Block, text: str, start: int) -> Iterator[tuple[Form, str, int]]:
    """The labels that a text may begin with, and where each of them ends."""
    timed = _TIMED.fullmatch(text) if len(text) < _LONGEST and not is_date(text) else None
    if timed and not is_date(timed[1]) and not ends_sentence(timed[1]):
        yield Form.TIMED, timed[1].strip("：: \u3000"), len(text)
    question = _QUESTION.match(text)
    if question:
        yield Form.STOP, question[1], question.end()
    for pattern in (_BRACKETED, _ROLE_AND_TEXT):
        found = pattern.match(text)
        kinds = (Kind.NAMED,) if pattern is _ROLE_AND_TEXT else (*_STRONG, Kind.WORD)
        if found and kind_of(found[1])[0] in kinds:
            yield Form.BRACKET, found[1].strip(), found.end()
    colon = _COLON.search(text[: 2 * _LONGEST])
    label = text[: colon.start()].strip() if colon else ""
    if colon and label and width(label) <= _LONGEST and not _SAYS.search(label):
        if not re.search(r"[。！？!?；]", label):
            yield Form.COLON, re.sub(r"^[【\[〔（(]|[】\]〕）)](?<![（(].)$", "", label) if label[0] in "【[〔" else label, colon.end()
    if start < block.bold < len(block.text) and block.text[block.bold :].strip()[:1] not in ("(", "（", ",", "，"):
        rest = block.text[block.bold :]
        end = block.bold + len(rest) - len(rest.lstrip(":： \u3000"))
        yield Form.BOLD, block.text[start : block.bold].rstrip(":： "), end - start
    for form, pattern in ((Form.DOTTED, _DOTTED), (Form.DASH, _DASHED), (Form.STOP, _STOP)):
        found = pattern.match(text)
        if found and (form is Form.DOTTED or ends_sentence(text) or asks(text)):
            yield form, found[1].strip(), found.end()


class Register:
    """The people of an article, found by what a label may have of their names."""

    def __init__(self) -> None:
        self.people: dict[str, Person] = {}
        self._named: defaultdict[str, set[str]] = defaultdict(set)

    def add(self, person: Person, initials: str = "") -> None:
        """Meets somebody; the role that is first told of them stays."""
        if person.several:
            return
        if person.role and re.fullmatch(r"[A-Z]{2,4}", person.role):
            initials, person = initials or person.role, replace(person, role=None)
        known = self.people.get(person.name.casefold())
        if known and not known.role and person.role:
            self._index(replace(known, role=person.role), "")
        if known is None or initials:
            self._index(known or person, initials)

    def _index(self, person: Person, initials: str) -> None:
        self.people[person.name.casefold()] = person
        for key in {*_keys(person), initials.casefold()} - {""}:
            self._named[key].add(person.name.casefold())

    def role_of(self, name: str) -> str | None:
        person = self.people.get(name.casefold())
        return person.role if person else None

    def find(self, label: str, kind: Kind = Kind.WORD) -> Person | None:
        """The one person whom a label can mean, or None where nobody is or several are.

        Only what is a part of a name can be told by its last word: `Mayor Thorne`.
        """
        text = _NOTED.sub("", label).casefold().strip()
        bare = re.sub(r"\s*[（(][^（()）]*[)）]$", "", text).removeprefix("the ")
        tries = [text, bare, bare.replace(".", "").replace(" ", ""), f"={bare}"]
        tries += [bare.split()[-1], _TITLE.sub("", bare)] if kind is Kind.PART and bare else []
        surname = surname_at(bare)
        if surname and is_role(bare[len(surname) :]):
            tries.append(surname)
        if re.match("[老小阿]", bare):
            tries += [bare[1:], f"-{bare[1:]}"]
        for key in filter(None, tries):
            names = self._named.get(key, set())
            if names:
                return self.people[next(iter(names))] if len(names) == 1 else None
        return None


def _keys(person: Person) -> set[str]:
    """What a label may have of a name: all, initials, first name or surname, and the role."""
    name = person.name.casefold()
    keys = {name, *(alias.casefold() for alias in person.aliases)}
    if person.role:
        keys.add(f"={person.role.casefold().removeprefix('the ')}")
    words = re.findall(r"[^\W\d_]+(?:['’-][^\W\d_]+)*", name)
    if not is_han(name):
        keys |= {word for word in (words[:1] + words[-1:]) if len(word) > 1}
        keys |= {name.split()[-1], "".join(word[0] for word in words)}
    elif surname_at(name) and "·" not in name:
        surname = surname_at(name)
        given = name[len(surname) :]
        keys |= {surname, f"-{name[-1]}", *([given] if len(given) > 1 else [])}
    return keys


@dataclass(frozen=True, slots=True)
class Turns:
    """The marks of an article's turns by their blocks, and what was doubtful about them."""

    marks: Mapping[int, Mark]
    remarks: Sequence[Remark]


def turns_of(blocks: Sequence[Block], register: Register, first: int) -> Turns:
    """The turns of an article: all marks of a form that the file uses."""
    several = {
        at: [
            mark
            for mark in marks_of(blocks[at])
            if not _is_credited(mark, blocks[at].text)
        ]
        for at in range(first, len(blocks))
    }
    listed = {
        person.name
        for at, block in enumerate(blocks)
        if not several.get(at) and width(block.text) < _LONGEST and not is_prose(block.text) and (person := person_listed_in(block.text))
    }
    used = _forms(listed, [mark for marks in several.values() for mark in marks])
    chosen = ((at, [mark for mark in marks if mark.form in used]) for at, marks in several.items())
    marks = {at: found[0] for at, found in chosen if found}
    begin = _first_turn(blocks, marks)
    for at in range(first, begin):
        _meet(blocks, at, marks.get(at), register)
    marks = {at: mark for at, mark in marks.items() if at >= begin}
    for mark in marks.values():
        if mark.person:
            register.add(mark.person)
    labels = Counter(mark.label.casefold() for mark in marks.values())
    remarks: list[Remark] = []
    turns = {}
    told: set[str] = set()
    same: set[int] = set()
    for at, mark in marks.items():
        if mark.kind is Kind.PART and honorific_before(mark.label) and not register.find(mark.label, mark.kind):
            register.add(Person(mark.label))
    for at, mark in marks.items():
        turn = _resolved(mark, blocks[at], labels, register, remarks, told)
        if turn:
            turns[at] = turn
    is_given = any(mark.form is Form.GIVEN for mark in turns.values())
    for at, block in enumerate(blocks[begin:], begin):
        if is_given and not block.speaker and not block.level:
            turns[at] = Mark(Form.LINE, "", Kind.FIELD, 0)
        if at and turns.get(at) == turns.get(at - 1) and block.speaker:
            same.add(at)
        if at not in turns and turns and pattern_in("narration").match(block.text) and is_line(block):
            turns[at] = Mark(Form.LINE, "", Kind.FIELD, 0)
    return Turns({at: turns[at] for at in sorted(turns) if at not in same}, remarks)


def _is_credited(mark: Mark, text: str) -> bool:
    """Whether a line says who made the article, or is an editor's note, and no turn."""
    if mark.form in (Form.TIMED, Form.GIVEN):
        return False
    is_asked = mark.kind in (Kind.ASKS, Kind.ANSWERS) and not person_in(text[mark.end :])
    return is_label(mark.label) or (is_credit(text) and not is_asked)


def is_line(block: Block) -> bool:
    return width(block.text) < 3 * _LONGEST


def _forms(listed: set[str], marks: Sequence[Mark]) -> set[Form]:
    """The forms by which the file marks turns: they recur with labels that can be nothing else."""
    labels = Counter((mark.form, mark.label.casefold()) for mark in marks)
    found = {Form.GIVEN}
    for form in Form:
        mine = [mark for mark in marks if mark.form is form]
        names = {mark.label for mark in mine if mark.kind not in (Kind.WORD, Kind.NONE, Kind.FIELD)}
        again = {
            mark.label
            for mark in mine
            if mark.kind not in (Kind.FIELD, Kind.NONE) and labels[form, mark.label.casefold()] > 1
        }
        known = any(mark.person and (mark.person.sure or mark.person.name in listed) for mark in mine)
        sure = known and form not in (Form.STOP, Form.DASH)
        if form is Form.STOP:
            names &= again
        if sure or len(names) > 1 or (again and (names & again or len(again) > 1)):
            found.add(form)
    return found


def _first_turn(blocks: Sequence[Block], marks: Mapping[int, Mark]) -> int:
    """Where the first turn begins: fields such as `Chair: Jane Doe` stand above it."""
    for at, mark in marks.items():
        rest = blocks[at].text[mark.end :].strip() if mark.form is not Form.GIVEN else "."
        if mark.form is Form.TIMED:
            return at
        if mark.kind is Kind.NONE:
            continue
        if rest and mark.kind is not Kind.FIELD:
            if ends_sentence(rest) or asks(rest) or is_prose(rest) or mark.kind is Kind.NAMED:
                return at
        if not rest and at + 1 < len(blocks) and mark.kind is not Kind.FIELD:
            is_led = at + 1 in marks and marks[at + 1].kind in _STRONG
            if is_prose(blocks[at + 1].text) and not is_led:
                return at
    return len(blocks)


_LIST = re.compile(
    r"(?:speakers|panell?ists?|participants|guests|present|in attendance|嘉宾|与会者|参加者|对谈人)\s*[:：]"
    r"\s*(.+?)(?:(?<![A-Z])(?<!Mr|Ms|Dr)(?<!Mrs)[.。](?:\s|$)|$)",
    re.IGNORECASE,
)
_PARTED = re.compile(r"[,，;；、](?![^（()）]*[)）])|\s{2,}")
_LIST_OF = re.compile(r"(?P<name>.{2,40}?)\s*[（(](?P<initials>[A-Z]{2,4})[)）]")


def _meet(blocks: Sequence[Block], at: int, mark: Mark | None, register: Register) -> None:
    """Meets those whom a line above the first turn lists, with initials or a role."""
    text = blocks[at].text[: _SEEN // 4]
    for found in re.finditer(r"([A-Z][^,;:()（）]{2,40}?)\s*[(（]([A-Z]{2,4})[)）]", text):
        name = name_at(found[1])
        if name and name.end == len(found[1]):
            register.add(Person(name.text), found[2])
    lists = [found[1] for found in _LIST.finditer(text)]
    for rest in lists or [text[mark.end :].strip() if mark else text]:
        if is_credit(text) or (is_prose(rest) and not lists):
            continue
        whole = biography_in(rest) or person_in(rest)
        pieces = [whole] if whole else [_listed(piece) for piece in _PARTED.split(rest.strip("。. "))]
        for person in filter(None, pieces):
            role = _host_in(blocks, at, mark)
            register.add(replace(person, role=role) if role and not person.several else person)


def _listed(text: str) -> Person | None:
    return biography_in(text) or person_listed_in(text)


def _host_in(blocks: Sequence[Block], at: int, mark: Mark | None) -> str:
    """What the label before somebody's name says that they are, if they host or hold an office."""
    label = mark.label if mark else blocks[at - 1].text.strip("：: ") if at else ""
    if mark and mark.kind in (Kind.ASKS, Kind.OFFICE):
        return label
    return "主持人" if label in ("主持", "主持人") else ""


def _resolved(
    mark: Mark,
    block: Block,
    labels: Counter[str],
    register: Register,
    remarks: list[Remark],
    told: set[str],
) -> Mark | None:
    """The mark of a turn with who speaks, or nobody; what is doubtful is told at its line."""
    times = labels[mark.label.casefold()]
    is_nobody = mark.kind in (Kind.FIELD, Kind.ANSWERS, Kind.NONE)
    known = None if is_nobody else register.find(mark.label, mark.kind)
    if mark.kind is Kind.FIELD and not _is_told(mark, block):
        message = f"not taken for a speaker's words: {shortened(mark.label)}:"
        remarks.append(Remark(block.number, message))
        return None
    is_again = is_han(mark.label) and times > 1 and not pattern_in("clauses").fullmatch(mark.label)
    if mark.kind is Kind.NONE and not is_again:
        if _is_like_name(mark.label):
            message = f"who says this is not known: {mark.label}"
            remarks.append(Remark(block.number, message))
            return replace(mark, end=0, sure=False)
        message = f"not taken for a speaker's words: {shortened(mark.label)}:"
        remarks.append(Remark(block.number, message))
        return None
    if mark.kind is Kind.NAMED and mark.person and not mark.person.sure and times < 2:
        return replace(mark, sure=len(labels) > 2)
    if mark.kind in (Kind.NAMED, Kind.FIELD, Kind.ANSWERS):
        return mark
    if known and known.name == mark.label and known.role is None:
        known = None
    if known:
        if _is_other(known, mark.label) and mark.label not in told:
            told.add(mark.label)
            remarks.append(Remark(block.number, f"taken for {known.name}: {mark.label}"))
        aliases = (mark.label,) if mark.kind is Kind.PART and not _INITIALS.fullmatch(mark.label) else ()
        return replace(mark, kind=Kind.NAMED, person=Person(known.name, known.role, aliases, True))
    if mark.kind is Kind.ASKS:
        return mark
    if mark.kind is Kind.WORD and times < 2:
        message = f"who says this is not known: {mark.label}"
        remarks.append(Remark(block.number, message))
        return replace(mark, end=0, person=None, sure=False)
    if mark.label not in told:
        told.add(mark.label)
        remarks.append(Remark(block.number, f"a speaker by this label alone: {mark.label}"))
    return replace(mark, person=Person(_NOTED.sub("", mark.label)))


def _is_other(person: Person, label: str) -> bool:
    """Whether a name is more than a label's own words."""
    return person.name.casefold() != label.casefold()


def _is_told(mark: Mark, block: Block) -> bool:
    """Whether a field's name begins what minutes tell, and not a sentence of who speaks."""
    is_narration = pattern_in("narration").match(block.text) is not None
    return mark.label.isupper() or is_narration or not ends_sentence(block.text)


def _is_like_name(label: str) -> bool:
    """Whether words that are like no label have something of a name: a title, capitals, brackets."""
    words = label.split()
    capitals = sum(word[:1].isupper() for word in words)
    return honorific_before(label) > 0 or (len(words) > 1 and 2 * capitals > len(words)) or label.endswith((")", "）"))
