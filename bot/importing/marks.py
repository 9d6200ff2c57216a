"""The marks of turns: which form a file marks them by, and whom the label of each one means."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import Enum
from functools import lru_cache

from bot.corpus.splitting import width
from bot.importing.article import Block, Line, Remark, shortened
from bot.importing.head import is_credit
from bot.importing.people import (
    Person,
    biography_in,
    ends_in_post,
    honorific_before,
    is_role,
    name_at,
    names_office,
    people_in,
    person_in,
    person_listed_in,
    post_at,
    surname_at,
)
from bot.importing.wording import (
    STAMP,
    TIMES,
    ends_sentence,
    is_han,
    is_prose,
    number_before,
    pattern_in,
    simplified,
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
    """How a file marks who says what follows, or what came before."""

    GIVEN = "the format says so"
    COLON = "a colon"
    BRACKET = "brackets"
    BOLD = "bold letters"
    SPACED = "a wide space"
    BARRED = "a bar"
    DOTTED = "a full stop and a dash"
    DASH = "a dash"
    STOP = "capitals and a full stop"
    LINE = "a line of its own"


@dataclass(frozen=True, slots=True)
class Mark:
    """What a block begins with: a label, and the speaker's words after `end` characters."""

    form: Form
    label: str
    kind: Kind
    end: int
    person: Person | None = None
    sure: bool = True


STRONG = (Kind.NAMED, Kind.OFFICE, Kind.PART, Kind.ASKS, Kind.ANSWERS)
_RANKS = {Kind.WORD: 1, Kind.NONE: 2}
_TIME_BEFORE = re.compile(rf"{TIMES}\s*[-–—]?\s*(?=\D)")
_TIME_BEHIND = re.compile(rf"\s*{TIMES}$")
_COLON = re.compile(
    rf"\s*(?:(?<!\d)[:：∶﹕︰](?!//)|[:：](?!//|\d\d))(?:\s*[\[(（]{STAMP}[\])）])?\s*"
)
_BRACKETED = re.compile(
    r"(?:[【\[〔〖]([^【】\[\]]{1,60})[】\]〕〗]|<([^<>]{1,40})>)\s*[:：]?\s*(?=\S)"
)
_BARRED = re.compile(r"([^\s，。！？|｜／][^，。！？|｜／]{0,30}?)\s*[|｜／]\s*(?=\S)")
_SPACED = re.compile(r"([^\s，。！？；：“”（(]{2,16}(?:[（(][^（()）]{1,40}[)）])?)\u3000+(?=\S)")
_DOTTED = re.compile(r"([^\s，。！？：:—–][^，。！？：:—–]{0,80}?)\.\s?[—–-]+\s*(?=\S)")
_DASHED = re.compile(r"([^\s，。！？：:—–][^，。！？：:—–]{0,60}?)(?:\s+[—–-]{1,2}\s+|——)(?=\S)")
_STOP = re.compile(
    r"((?:[A-Z][A-Za-z'’-]*\.?\s+){0,4}[A-Z][A-Za-z'’-]+(?:\s[(][^()]{2,60}[)])?)\.\s+(?=[A-Z“\"])"
)
_QUESTION = re.compile(r"(Q|A)(?:\s{2,}|\s*(?:\.|\d{1,3}[.:：)])\s*(?:\d{1,3}[.:：)]\s*)?)(?=\S)")
_SAYS = re.compile(r"(?:说|說|表示|认为|指出|建议|谈到|介绍|强调|提出|坦言|告诉记者|said|says)$")
_REPLIES = re.compile(r"(?<=\w)(?:答|回答|答道|答复|回应)$")
_BEHIND = re.compile(r"(?:\s*[（(][^（()）]*[)）])+$")
_NOTED = re.compile(
    r"\s*[（(](?:譯文|译文|传译|interpret\w*|translat\w*|电话|视频|续|cont\w*)[)）]$"
)
_SHORTENED = re.compile(r"(?i:\b(?:hon|mr|mrs|ms|dr|rev|rt|sgt|capt|col|gen|lt|prof|st|no))$")
_INITIALS = re.compile(r"(?:[A-Z]\.?\s?){1,4}")
_ANYBODY = re.compile(r"(?:An?|One|Another|Several|Some)\s[^:]{3,60}")
_VERB = re.compile(r"\b(?:is|are|was|were|has|have|will|would|can|could|should|may|that)\b")
_LOWER = words_in("no-latin-names") - words_in("given-names-too")
_HAN_CLAUSE = re.compile(r"[，。！？；：“”是要让把有说想看问不了我你他她这那能会去来做只很最]")
_TO_SENTENCE_END = r"\s*[:：]\s*(.+?)(?:(?<![A-Z])(?<!Mr|Ms|Dr)(?<!Mrs)[.。](?:\s|$)|$)"
_PARTED = re.compile(r"[,，;；、](?![^（()）]*[)）])|\s{2,}|(?<=[\u3400-\u9fff])\s")
_SMALL = {"of", "for", "the", "and", "to", "de", "van", "von", "der", "at", "in", "hon."}
_SEEN, _LONGEST = 2000, 100
"""Characters of a block in which a mark shows, and columns of a label."""


@lru_cache(maxsize=4096)
def kind_of(label: str) -> tuple[Kind, Person | None]:
    """What a label is, and whom it names in full."""
    text = _NOTED.sub("", label).strip()
    plain = simplified(text)
    bare = _BEHIND.sub("", text).strip()
    inside = re.fullmatch(r"(.{2,60}?)\s*[（(]([^（()）]+)[)）]", text)
    within = person_in(inside[2]) if inside else None
    if pattern_in("numbered").fullmatch(plain):
        return Kind.OFFICE, None
    for kind, words in ((Kind.ASKS, "askers"), (Kind.ANSWERS, "answers"), (Kind.FIELD, "fields")):
        if pattern_in(words).fullmatch(simplified(bare)) or pattern_in(words).fullmatch(plain):
            person = replace(within, role=within.role or bare) if within else None
            return (Kind.NAMED if person else kind), person
    person = _around_post(bare) or person_in(_REPLIES.sub("", text), speaks=True)
    person = person or _with_affiliation(text) or people_in(text)
    if person is None and inside and within and (is_role(inside[1]) or within.aliases):
        person = replace(within, role=inside[1].removeprefix("The "))
    if person is None and inside and re.fullmatch(r"[\u3400-\u9fff·]{2,12}", inside[1]):
        person = Person(inside[1], inside[2].strip(), (), True) if is_role(inside[2]) else None
    if person:
        return Kind.NAMED, person
    return (_kind_in_han if is_han(text) else _kind_in_latin)(bare), None


def _around_post(text: str) -> Person | None:
    """A name with the office between its parts, as records write it: `簡委員文彬`."""
    surname = surname_at(text)
    post = post_at(text[len(surname) :]) if surname else ""
    given = text[len(surname) + len(post) :]
    if not post or not re.fullmatch(r"[\u3400-\u9fff]{1,2}", given):
        return None
    return Person(f"{surname}{given}", post, (text,), sure=True)


def _with_affiliation(text: str) -> Person | None:
    """`Nell Harrow, 22 Gannet Street`, `Lydia Ashdown (West Skerry) (Ind)`."""
    name = name_at(text)
    behind = r"\s*(?:(?:[（(].{1,40}[)）])?,\s*(.{1,60})|[（(](.{1,60})[)）])"
    found = re.fullmatch(behind, text[name.end :]) if name else None
    if name is None or found is None:
        return None
    role = (found[1] or found[2]).replace(") (", ", ")
    return Person(name.text, role, (name.alias,) if name.alias else ())


def _kind_in_han(text: str) -> Kind:
    place, _, last = text.replace("\u3000", " ").rpartition(" ")
    if place and not _HAN_CLAUSE.search(text) and _kind_in_han(last) is Kind.PART:
        return Kind.OFFICE
    if len(text) > 20 or re.search(r"[，。！？；：、“”‘’「」…\s]", text):
        return Kind.OFFICE if len(text) < 40 and ends_in_post(text) else Kind.NONE
    surname = surname_at(text)
    address = pattern_in("labels", "", "$")
    rest = text[len(surname) :]
    if surname and (not rest or address.fullmatch(rest) or (len(rest) < 4 and is_role(rest))):
        return Kind.PART
    if ends_in_post(text) or text.endswith(("代表", "负责人", "負責人")):
        return Kind.OFFICE
    if re.fullmatch(r"[老小阿]\w{1,2}", text) or address.search(text):
        return Kind.PART
    is_clause = len(text) > 4 and (len(text) > 12 or _HAN_CLAUSE.search(text))
    return (
        Kind.NONE if is_clause or pattern_in("clauses").fullmatch(simplified(text)) else Kind.WORD
    )


def _kind_in_latin(text: str) -> Kind:
    whole = text.split()
    words = text[min(honorific_before(f"{text} "), len(text)) :].split() or whole[-1:]
    if not whole or len(whole) > 8 or re.search(r"[.!?]\s+[a-z]|[“”\"…;]", text):
        return Kind.NONE
    if _INITIALS.fullmatch(text):
        return Kind.PART
    if _ANYBODY.fullmatch(text) and len(whole) < 7 and not _VERB.search(text):
        return Kind.WORD
    if re.fullmatch(r"\w+(?: \w+)? ?#?\d{1,3}", text):
        return Kind.WORD
    if len(whole) == 1 and text.islower() and len(text) < 16:
        return Kind.NONE if text in _LOWER else Kind.WORD
    if not all(each[0].isupper() or each[0].isdigit() or each in _SMALL for each in whole):
        return Kind.NONE
    last = words[-1].strip(".,").lower()
    is_office = names_office(text)
    if is_office and (last in words_in("offices") or {"of", "for"} & set(whole)):
        return Kind.OFFICE
    if (len(words) == 1 and len(whole) > 1 and not names_office(last)) or (
        is_office and len(words) > 1
    ):
        return Kind.PART
    return Kind.NONE if {each.lower() for each in whole} <= _LOWER else Kind.WORD


def marks_of(block: Line | Block) -> list[Mark]:
    """The marks of a turn that a block may begin with, the likeliest first."""
    if block.speaker:
        label = block.speaker
        kind, person = kind_of(label)
        if kind in (Kind.WORD, Kind.NONE, Kind.FIELD):
            kind, person = Kind.NAMED, Person(label, sure=True)
        return [Mark(Form.GIVEN, label, kind, 0, person)]
    start = number_before(block.text[:_SEEN])
    before = _TIME_BEFORE.match(block.text, start)
    start = before.end() if before else start
    found = []
    for form, label, end in _labels(block, block.text[start:_SEEN], start):
        kind, person = kind_of(label)
        if (kind is not Kind.NONE or form in (Form.COLON, Form.DOTTED)) and label[:1] not in "（(":
            found.append(Mark(form, label, kind, min(start + end, len(block.text)), person))
    return sorted(found, key=lambda mark: (_RANKS.get(mark.kind, 0), mark.end))


def _labels(block: Line | Block, text: str, start: int) -> Iterator[tuple[Form, str, int]]:
    """The labels that a text may begin with, and where each of them ends."""
    question = _QUESTION.match(text)
    if question:
        yield Form.STOP, question[1], question.end()
    bracketed = _BRACKETED.match(text)
    if bracketed:
        yield Form.BRACKET, (bracketed[1] or bracketed[2]).strip(), bracketed.end()
    for form, pattern in ((Form.SPACED, _SPACED), (Form.BARRED, _BARRED)):
        found = pattern.match(text)
        is_said = ends_sentence(text) or is_prose(text) or text.endswith((":", "："))
        if found and is_said:
            yield form, found[1], found.end()
    colon = _COLON.search(text[: 2 * _LONGEST])
    label = _TIME_BEHIND.sub("", text[: colon.start()]).strip("【】[]〔〕 \u3000") if colon else ""
    is_sentence = width(label) > _LONGEST or _SAYS.search(label) or re.search("[。！？!?；]", label)
    if colon and label and not is_sentence:
        yield Form.COLON, label, colon.end()
    rest = block.text[block.bold :].lstrip(":： \u3000")
    if start < block.bold < len(block.text) and rest[:1] not in tuple("(（,，|｜/·"):
        label = block.text[start : block.bold].rstrip(":： ")
        yield Form.BOLD, label, len(block.text) - len(rest) - start
    for form, pattern in ((Form.DOTTED, _DOTTED), (Form.DASH, _DASHED), (Form.STOP, _STOP)):
        found = pattern.match(text)
        label = found[1].strip() if found else ""
        is_text = form is Form.DOTTED or ends_sentence(text)
        is_label = is_text and not _SHORTENED.search(label)
        if found and is_label and (form is not Form.STOP or _calls(label)):
            yield form, label, found.end()


def _calls(label: str) -> bool:
    """Whether words before a full stop can only call somebody: `Mr. Oake`, `The Clerk`, `OAKE`."""
    last = _BEHIND.sub("", label).split()[-1]
    is_office = kind_of(label)[0] is Kind.OFFICE
    return (last.isupper() and len(last) > 2) or honorific_before(label) > 0 or is_office


class Register:
    """The people of an article, found by what a label may have of their names."""

    def __init__(self) -> None:
        self.people: dict[str, Person] = {}
        self._named: defaultdict[str, set[str]] = defaultdict(set)

    def add(self, person: Person, role: str | None = None) -> None:
        """Meets somebody; the first role that is found is kept."""
        role, key = role or person.role, person.name.casefold()
        known = self.people.get(key)
        keys = _keys(person)
        if role and re.fullmatch(r"[A-Z]{2,4}", role):
            keys.add(role.casefold())
            role = None
        role = (known.role if known else None) or role
        self.people[key] = replace(person, role=role)
        keys |= {f"={role.casefold().removeprefix('the ')}"} if role else set()
        for each in keys:
            self._named[each].add(key)

    def role_of(self, name: str) -> str | None:
        person = self.people.get(name.casefold())
        return person.role if person else None

    def find(self, label: str, kind: Kind = Kind.WORD) -> Person | None:
        """The one person whom a label can mean, or None where nobody is or several are.

        Only what is a part of a name can be found by its last word: `Mayor Thorne`.
        """
        text = _NOTED.sub("", label).casefold().strip()
        bare = _BEHIND.sub("", text).removeprefix("the ").strip()
        tries = [text, bare, bare.replace(".", "").replace(" ", ""), f"={bare}"]
        if kind is Kind.PART and bare:
            tries += [bare.split()[-1], pattern_in("labels", "", "$").sub("", bare)]
        surname = surname_at(bare)
        if surname and is_role(bare[len(surname) :]):
            tries.append(surname)
        if re.match("[老小阿]", bare):
            tries += [bare[1:], f"-{bare[1:]}"]
        names = next((self._named[key] for key in tries if key in self._named), set())
        return self.people[next(iter(names))] if len(names) == 1 else None


def _keys(person: Person) -> set[str]:
    """What a label may have of a name: all of it, initials, a first name or a surname."""
    name = person.name.casefold()
    keys = {name, *(alias.casefold() for alias in person.aliases)}
    words = re.findall(r"[^\W\d_]+(?:['’-][^\W\d_]+)*", name)
    surname = surname_at(name)
    if not is_han(name):
        keys |= {word for word in (*words[:1], *words[-1:], name.split()[-1]) if len(word) > 1}
        keys.add("".join(word[0] for word in words))
    elif surname and "·" not in name:
        given = name[len(surname) :]
        keys |= {surname, f"-{name[-1]}", *([given] if len(given) > 1 else [])}
    return keys


@dataclass(frozen=True, slots=True)
class Turns:
    """The marks of an article's turns by their blocks, and what was doubtful about them."""

    marks: Mapping[int, Mark]
    remarks: Sequence[Remark]


def turns_of(blocks: Sequence[Block], register: Register, first: int) -> Turns:
    """The turns of an article from block `first` on: all marks of a form that the file uses."""
    several = {at: marks_of(blocks[at]) for at in range(first, len(blocks))}
    used = _forms(blocks, several)
    chosen = ((at, [mark for mark in marks if mark.form in used]) for at, marks in several.items())
    marks = {at: found[0] for at, found in chosen if found}
    begin = _first_turn(blocks, marks)
    for at in range(first, begin):
        _meet(blocks, at, marks.get(at), register)
    marks = {at: mark for at, mark in marks.items() if at >= begin}
    for mark in marks.values():
        is_part = mark.kind is Kind.PART and not register.find(mark.label, mark.kind)
        if mark.person or (is_part and honorific_before(mark.label)):
            register.add(mark.person or Person(mark.label))
    labels = Counter(mark.label.casefold() for mark in marks.values())
    kinds = {mark.kind for mark in marks.values()}
    is_interview = Kind.ASKS in kinds or not kinds & {Kind.NAMED, Kind.OFFICE, Kind.PART}
    resolver = _Resolver(register, labels, is_interview)
    turns = {at: turn for at, mark in marks.items() if (turn := resolver.turn(mark, blocks[at]))}
    same = {at for at in turns if blocks[at].speaker and turns[at] == turns.get(at - 1)}
    beside = _narration(blocks, begin, turns)
    found = {
        at: turns.get(at, beside.get(at)) for at in sorted(turns.keys() | beside) if at not in same
    }
    return Turns({at: mark for at, mark in found.items() if mark}, resolver.remarks)


def _narration(blocks: Sequence[Block], begin: int, turns: Mapping[int, Mark]) -> dict[int, Mark]:
    """What nobody is named for: what minutes record, and lines beside those whose speaker is given.

    What is behind `>>`, in captions, somebody else says.
    """
    is_given = any(mark.form is Form.GIVEN for mark in turns.values())
    mark = Mark(Form.LINE, "", Kind.FIELD, 0)
    other = Mark(Form.GIVEN, ">>", Kind.WORD, 0, sure=False)
    return {
        at: other if block.text.startswith(">>") else mark
        for at, block in enumerate(blocks[begin:] if turns else (), begin)
        if at not in turns
        and (
            block.text.startswith(">>")
            or (is_given and not block.speaker and not block.level)
            or (len(block.text) < 3 * _LONGEST and _is_narration(block))
        )
    }


def _forms(blocks: Sequence[Block], several: Mapping[int, Sequence[Mark]]) -> set[Form]:
    """The forms by which the file marks turns: they recur with labels that can be nothing else."""
    short = (block.text for at, block in enumerate(blocks) if not several.get(at))
    lines = (text for text in short if width(text) < _LONGEST and not is_prose(text))
    listed = {person.name for text in lines if (person := person_listed_in(text))}
    by_form = defaultdict(list)
    for marks in several.values():
        for mark in marks:
            by_form[mark.form].append(mark)
    found = {Form.GIVEN}
    for form, mine in by_form.items():
        times = Counter(mark.label.casefold() for mark in mine)
        names = {mark.label for mark in mine if mark.kind in STRONG}
        may = (mark.label for mark in mine if mark.kind not in (Kind.FIELD, Kind.NONE))
        again = {label for label in may if times[label.casefold()] > 1}
        people = [mark.person for mark in mine if mark.person]
        is_known = any(person.sure or person.name in listed for person in people)
        if form is Form.STOP:
            names &= again
        is_sure = is_known and form not in (Form.STOP, Form.DASH)
        few = 0 if form in (Form.BRACKET, Form.DOTTED) else 1  # these are seldom anything else
        if is_sure or len(names) > few or names & again or len(again) > few:
            found.add(form)
    return found


def _first_turn(blocks: Sequence[Block], marks: Mapping[int, Mark]) -> int:
    """Where the first turn begins: fields such as `Chair: Jane Doe` are above it."""
    for at, mark in marks.items():
        if mark.kind in (Kind.NONE, Kind.FIELD):
            continue
        rest = blocks[at].text[mark.end :].strip()
        is_text = ends_sentence(rest) or is_prose(rest) or mark.kind is Kind.NAMED
        is_text = is_text and not biography_in(rest)
        below = blocks[at + 1].text if at + 1 < len(blocks) else ""
        is_led = at + 1 in marks and marks[at + 1].kind in STRONG
        if mark.form is Form.GIVEN or (rest and is_text):
            return at
        if not rest and is_prose(below) and not is_led:
            return at
    return len(blocks)


def _meet(blocks: Sequence[Block], at: int, mark: Mark | None, register: Register) -> None:
    """Meets those whom a line above the first turn lists, with initials or a role."""
    text = blocks[at].text[: _SEEN // 4]
    label = mark.label if mark else blocks[at - 1].text.strip("：: ") if at else ""
    is_host = label in ("主持", "主持人") or (mark and mark.kind in (Kind.ASKS, Kind.OFFICE))
    role = "主持人" if label == "主持" else label if is_host else None
    lists = pattern_in("lists", "", _TO_SENTENCE_END)
    rests = [found[1] for found in lists.finditer(text)]
    introduced = biography_in(text)
    if introduced:
        register.add(introduced)
    for rest in rests or [text[mark.end :].strip() if mark else text]:
        if is_credit(text) or (is_prose(rest) and not rests):
            continue
        whole = introduced or biography_in(rest) or person_in(rest)
        pieces = [] if whole else _PARTED.split(rest.strip("。. "))
        people = [whole, *(biography_in(each) or person_listed_in(each) for each in pieces)]
        for person in filter(None, people):
            register.add(person, role)


class _Resolver:
    """Finds who is meant by the labels of turns; what is doubtful gets a remark at its line."""

    def __init__(self, register: Register, labels: Mapping[str, int], is_interview: bool) -> None:
        self.remarks: list[Remark] = []
        self._register = register
        self._labels = labels
        self._is_interview = is_interview
        self._remarked: set[str] = set()
        self._alone: dict[str, str] = {}

    def turn(self, mark: Mark, block: Block) -> Mark | None:
        """The mark with who speaks, or nobody; None where it is no turn's."""
        times, label = self._labels[mark.label.casefold()], _NOTED.sub("", mark.label)
        if mark.kind is Kind.NAMED:
            is_known = mark.person is None or mark.person.sure or times > 1
            return replace(mark, sure=is_known or len(self._labels) > 2)
        if (mark.kind is Kind.ANSWERS and self._is_interview) or (
            mark.kind is Kind.FIELD and _is_recorded(mark, block)
        ):
            return mark
        is_again = (
            is_han(label) and times > 1 and not pattern_in("clauses").fullmatch(simplified(label))
        )
        if mark.kind is Kind.FIELD or (mark.kind is Kind.NONE and not is_again):
            return self._doubted(mark, block)
        known = self._register.find(label, mark.kind)
        if known and (known.name != mark.label or known.role):
            if known.name.casefold() != mark.label.casefold():
                self._tell(block, mark.label, f"taken for {known.name}: {mark.label}")
            is_alias = mark.kind is Kind.PART and not _INITIALS.fullmatch(mark.label)
            person = Person(known.name, known.role, (mark.label,) if is_alias else (), True)
            return replace(mark, kind=Kind.NAMED, person=person)
        if mark.kind is Kind.ASKS:
            return mark
        if mark.kind is Kind.WORD and times < 2:
            return self._unknown(mark, block)
        self._tell(block, mark.label, f"a speaker by this label alone: {mark.label}")
        person = Person(self._alone.setdefault(label.casefold(), label))
        return replace(mark, kind=Kind.WORD, person=person)

    def _doubted(self, mark: Mark, block: Block) -> Mark | None:
        """Words before a colon: those that have something of a name begin a turn of nobody's."""
        words = mark.label.split()
        are_capitals = len(words) > 1 and 2 * sum(each[0].isupper() for each in words) > len(words)
        is_named = honorific_before(mark.label) or are_capitals or mark.label.endswith((")", "）"))
        if mark.kind is Kind.NONE and is_named:
            return self._unknown(mark, block)
        message = f"not taken for a speaker's words: {shortened(mark.label)}:"
        self.remarks.append(Remark(block.number, message))
        return None

    def _unknown(self, mark: Mark, block: Block) -> Mark:
        self.remarks.append(Remark(block.number, f"who says this is not known: {mark.label}"))
        return replace(mark, end=0, person=None, sure=False)

    def _tell(self, block: Block, label: str, message: str) -> None:
        """Tells once of each label."""
        if label not in self._remarked:
            self._remarked.add(label)
            self.remarks.append(Remark(block.number, message))


def _is_recorded(mark: Mark, block: Block) -> bool:
    """Whether a field's name begins what minutes record, and not a sentence of who speaks."""
    return mark.label.isupper() or _is_narration(block) or not ends_sentence(block.text)


def _is_narration(block: Block) -> bool:
    """Whether a block begins as minutes do that record what was done."""
    return pattern_in("narration").match(simplified(block.text[:_SEEN])) is not None
