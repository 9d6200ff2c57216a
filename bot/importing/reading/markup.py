"""HTML and XML to trees and pieces of text, with lxml; records in TEI and Akoma Ntoso to lines."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING

from bot.errors import ImportingError
from bot.importing.article import About, Line, Lines, Remark, shortened
from bot.importing.reading.texts import TAGS, TEXT, clean, read_bytes, short_line, too_large

if TYPE_CHECKING:
    from lxml.etree import _Element

_UNREAD = re.compile(
    "audio|button|canvas|head|iframe|img|input|link|meta|noscript|object|option|script|select|style"
    "|svg|template|textarea|title|video"
)
_INLINE = re.compile(
    "a|abbr|acronym|b|bdi|bdo|big|cite|code|data|del|dfn|em|font|i|ins|kbd|label|mark|q|rp|rt|ruby"
    "|s|samp|small|span|strike|strong|sub|sup|time|tt|u|var|wbr|" + _UNREAD.pattern
)
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_BOLD = re.compile(r"font-weight:\s*(?:bold|[6-9]00)", re.IGNORECASE)
_TAG = re.compile(r"<[a-zA-Z][^\s/>]*")
_ATTRIBUTE = re.compile(r"[\s/]*[^\s/>][^\s/>=]*(?:\s*=\s*(?:\"[^\"]*\"|'[^']*'|[^\s>]*))?")
_ATTRIBUTES = 100
_TERM = 16
"""Characters that a term has at most which labels the text beside it: `Source`, a name."""
_TURNS = frozenset(("u", "sp", "speech", "question", "answer", "communication"))
_LABELS = frozenset(("speaker", "from"))
_LEVELS = {"docTitle": 1, "head": 2, "heading": 2, "subheading": 3}
_NOBODYS = re.compile(
    "adjournment|caption|desc|gap|head(?:ing)?|incident|kinesic|narrative|note|scene|stage"
    "|subheading|summary|trailer|vocal|voting"
)
_FLOWING = re.compile(
    "a|abbr|add|b|choice|corr|date|def|del|distinct|doc(?:Date|Title)|emph|expan|foreign|hi|i|inline"
    "|lb|measure|mentioned|milestone|name|orgName|pause|pb|pc|persName|person|placeName|q|quote|ref"
    "|remark|role|rs|s|said|sic|span|sub|sup|supplied|term|time|unclear|w"
)


def xml_tree(data: bytes) -> "_Element | None":
    """The root of an XML file, which reads no other file; None for a damaged one."""
    from lxml import etree

    parser = etree.XMLParser(resolve_entities=False, no_network=True, remove_comments=True)
    try:
        return etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError):
        return None


def page_tree(page: str) -> "_Element | None":
    """The root of an HTML page; None for an empty one."""
    from lxml import etree, html

    text = "".join(_with_few_attributes(re.sub(r"^\s*<\?xml[^>]*\?>", "", page)))
    try:
        return html.document_fromstring(text)
    except (etree.ParserError, ValueError):
        return None


def _with_few_attributes(text: str) -> Iterator[str]:
    """The page without the attributes that a tag has beyond many.

    A parser compares each of them with all others of its tag.
    """
    written = at = 0
    while tag := _TAG.search(text, at):
        ends = [tag.end()]
        while attribute := _ATTRIBUTE.match(text, ends[-1]):
            ends.append(attribute.end())
        at = ends[-1]
        if len(ends) > _ATTRIBUTES:
            yield text[written : ends[_ATTRIBUTES]]
            written = at
    yield text[written:]


def notes(root: "_Element") -> Iterator[str]:
    """The comments and scripts of a page, in which some systems note what they publish."""
    from lxml import etree

    return (one.text or "" for one in root.iter("script", etree.Comment))


def words_in(element: "_Element | None") -> str:
    """All text in an element, in one line."""
    texts = map(str, element.itertext()) if element is not None else ()
    return " ".join(clean(" ".join(texts)).split())


def is_hidden(element: "_Element", classes: frozenset[str]) -> bool:
    """Whether an element says that nobody sees it, or has one of the classes that hide."""
    return (
        element.get("hidden") is not None
        or element.get("aria-hidden") == "true"
        or _HIDDEN.search(element.get("style", "")) is not None
        or not classes.isdisjoint(element.get("class", "").split())
    )


@dataclass(frozen=True, slots=True)
class Setting:
    """How words are set: in a heading of a level, bold, in a link, as those of a speaker."""

    level: int = 0
    bold: bool = False
    linked: bool = False
    speaker: str | None = None


@dataclass(slots=True)
class Piece:
    """A line of a page; `bold` counts bold characters at its beginning, `linked` all in links.

    One that is `pictured` is the first behind a picture.
    """

    number: int
    setting: Setting
    tag: str = ""
    style: str = ""
    text: str = ""
    bold: int = 0
    linked: int = 0
    pictured: bool = False

    def line(self) -> Line:
        text = clean(self.text).strip()
        bold = min(max(self.bold - len(self.text) + len(self.text.lstrip()), 0), len(text))
        setting = self.setting
        return Line(
            *(self.number, text, setting.level, bold, 1),
            indented=True,
            speaker=setting.speaker,
            style=self.style,
        )


@dataclass(frozen=True, slots=True)
class Span:
    """An element, and which pieces are in it: from `first` to before `end`."""

    element: "_Element"
    first: int
    end: int


@dataclass(slots=True)
class Flow:
    """The text of elements in its order; what comes next begins a `fresh` piece, or goes on.

    `within` gives the setting inside an element that is in another setting, None for one that is
    not read; elements with the names of `inline` part nothing.
    """

    within: Callable[["_Element", Setting], Setting | None]
    inline: re.Pattern[str]
    pieces: list[Piece] = field(default_factory=list)
    spans: list[Span] = field(default_factory=list)
    fresh: bool = True
    picture: int = -1

    def read(self, body: "_Element") -> None:
        """Goes through all elements, without recursion: pages nest them by the thousand."""
        stack: list[tuple[_Element, Setting, int]] = [(body, Setting(), -1)]
        while stack:
            element, setting, first = stack.pop()
            name = local_name(element)
            if name and not self.inline.fullmatch(name):
                self.fresh = True
                if first >= 0:
                    self._end(element, first)
            if first >= 0:
                self._add(element.tail, setting)
                continue
            if _is_beside_another(element, name):
                self._part(setting)
            stack += [(element, setting, len(self.pieces))] if element is not body else []
            inside = self.within(element, setting) if name else None
            self.picture = len(self.pieces) if name == "img" else self.picture
            if inside is not None:
                self._add(element.text, inside, element)
                stack += [(child, inside, -1) for child in reversed(element)]

    def _part(self, setting: Setting) -> None:
        """Sets the beginning of a line apart from words of another class, as if it were bold."""
        if not self.fresh and not self.pieces[-1].bold:
            self.pieces[-1].bold = len(self.pieces[-1].text)
        self._add(" ", setting)

    def _end(self, element: "_Element", first: int) -> None:
        """Ends an element; a term that is beside its description labels that."""
        if len(self.pieces) > first:
            self.spans.append(Span(element, first, len(self.pieces)))
        term = self.pieces[first - 1] if first and element.tag == "dd" else None
        name = term.text.strip().rstrip(":：") if term and term.tag == "dt" else ""
        if 0 < len(name) <= _TERM and len(self.pieces) == first + 1 and name[-1] not in "?？":
            piece = self.pieces[first]
            piece.text = f"{name}{': ' if name.isascii() else '：'}{piece.text.strip()}"
            self.pieces[first - 1].text, piece.bold = "", 0

    def _add(self, text: str | None, setting: Setting, element: "_Element | None" = None) -> None:
        """Adds text to the last piece, or as a new one in an element, that of the last if None."""
        if not text or (self.fresh and not text.strip()):
            return
        text = re.sub(r"[ \t\r\n\f]+", " ", text)
        if self.fresh:
            self.pieces.append(self._begun(setting, element))
        piece = self.pieces[-1]
        if setting.bold and piece.bold == len(piece.text):
            piece.bold += len(text)
        piece.linked += len(text.strip()) if setting.linked else 0
        piece.text += text
        self.fresh = False

    def _begun(self, setting: Setting, element: "_Element | None") -> Piece:
        """A piece without words yet, which knows the class that is nearest to its words."""
        number = self.pieces[-1].number if self.pieces else 1
        style = ""
        while element is not None:
            number = line_of(element, number)
            style = style or element.get("class", "")
            if not self.inline.fullmatch(local_name(element)):
                break
            element = element.getparent()
        tag = local_name(element) if element is not None else ""
        is_pictured = self.picture == len(self.pieces)
        return Piece(number, setting, tag, " ".join(style.split()), pictured=is_pictured)


def page_flow(root: "_Element", hidden: frozenset[str]) -> tuple[Flow, list[Remark]]:
    """The text of an HTML page, and remarks on what is hidden within its lines."""
    remarks = []

    def within(element: "_Element", setting: Setting) -> Setting | None:
        tag = local_name(element)
        if _UNREAD.fullmatch(tag):
            return None
        if _INLINE.fullmatch(tag) and is_hidden(element, hidden):
            if words := words_in(element):
                message = f"left out, as hidden on the page: {shortened(words, 200)}"
                remarks.append(Remark(line_of(element), message))
            return None
        is_bold = tag in ("b", "strong") or _BOLD.search(element.get("style", "")) is not None
        level = int(tag[1]) if re.fullmatch("h[1-6]", tag) else setting.level
        return Setting(level, setting.bold or is_bold, setting.linked or tag == "a")

    flow = Flow(within, _INLINE)
    body = root.find("body")
    flow.read(body if body is not None else root)
    return flow, remarks


def _is_beside_another(element: "_Element", name: str) -> bool:
    """Whether an element is right behind one of another class, as a time behind a name may be."""
    before = element.getprevious() if name and _INLINE.fullmatch(name) else None
    if before is None or before.tail:
        return False
    classes = before.get("class"), element.get("class")
    return None not in classes and classes[0] != classes[1]


def local_name(element: "_Element") -> str:
    """The name of an element without its namespace; empty for a comment and the like."""
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""


def line_of(element: "_Element", otherwise: int = 1) -> int:
    """The line of the file at which an element begins, as far as lxml knows it."""
    return element.sourceline if isinstance(element.sourceline, int) else otherwise


def read_speeches(path: Path) -> Lines:
    """The lines of a record in TEI or Akoma Ntoso, with who says them by the file's own list."""
    data = read_bytes(path, TEXT)
    if data.count(b"<") > 2 * TAGS:
        raise too_large(path, f"has more than {TAGS:,} elements")
    root = xml_tree(data)
    if root is None:
        raise ImportingError(f"{path}: is not XML, or a damaged file")
    if not re.fullmatch(r"TEI(?:\.2)?|teiCorpus|akomaNtoso", local_name(root)):
        kind = shortened(local_name(root))
        raise ImportingError(f"{path}: is neither TEI nor Akoma Ntoso, but <{kind}>")
    record = _Record(root)
    flow = Flow(record.within, _FLOWING)
    flow.read(root)
    lines = (piece.line() for piece in flow.pieces)
    return Lines(
        tuple(replace(line, text=" ".join(line.text.split()), style="") for line in lines),
        about=_about(root),
        remarks=tuple(record.remarks),
    )


class _Record:
    """Who speaks in the elements of a record; `remarks` has its header, and each label once."""

    def __init__(self, root: "_Element") -> None:
        self.remarks: list[Remark] = []
        self._people: dict[str, str] = {}
        self._known: set[tuple[str, str | None]] = set()
        self._label = ""
        for person in root.iter("{*}person", "{*}personGrp", "{*}TLCPerson"):
            for key in ("{http://www.w3.org/XML/1998/namespace}id", "eId", "id"):
                self._people[person.get(key, "")] = person.get("showAs") or _full_name(person)

    def within(self, element: "_Element", setting: Setting) -> Setting | None:
        name = local_name(element)
        if name in ("teiHeader", "meta", "num"):
            words = shortened(words_in(element), 200)
            self._remark(element, f"left out, beside the text: {words}" if words else "")
            return None
        if name in _LABELS or (name == "note" and element.get("type") == "speaker"):
            self._label = self._label or words_in(element).rstrip(":：. ")
            return None
        level = _LEVELS.get(name, setting.level)
        if _NOBODYS.fullmatch(name):
            return Setting(level)
        is_turn = name in _TURNS and (name != "u" or element.get("who") is not None)
        return Setting(level, speaker=self._speaker(element) if is_turn else setting.speaker)

    def _speaker(self, element: "_Element") -> str | None:
        """Who says what is in an element: by its reference, or else by its label."""
        own = next((one for one in element if local_name(one) in _LABELS), None)
        label = words_in(own).rstrip(":：. ") or self._label
        self._label = label if own is not None else ""
        reference = element.get("who") or element.get("by") or ""
        references = [reference] if reference.lstrip("#") in self._people else reference.split()
        names = [self._people.get(one.rpartition("#")[2], "") for one in references]
        is_known = bool(names) and all(names)
        speaker = ", ".join(names) if is_known else label or None
        message = f"the label {label} is left out; {speaker} speaks" if label != speaker else ""
        if names and not is_known:
            unknown = " ".join(references)
            message = f"{unknown} is in no list of the file; {speaker or 'nobody known'} speaks"
        if (label, speaker) not in self._known:
            self._remark(element, message if label or not is_known else "")
            self._known.add((label, speaker))
        return speaker

    def _remark(self, element: "_Element", message: str) -> None:
        self.remarks += [Remark(line_of(element), message)] if message else []


def _full_name(person: "_Element") -> str:
    """The name of a person, forenames first, or as it is written in Chinese."""
    name = person.find(".//{*}persName")
    if name is None:
        return words_in(person.find(".//{*}name"))
    last = " ".join(map(words_in, name.findall("{*}surname")))
    first = " ".join(map(words_in, name.findall("{*}forename")))
    if not (first and last):
        return words_in(name)
    return f"{last}{first}" if re.match("[\u3400-\u9fff]", last) else f"{first} {last}"


def _about(root: "_Element") -> About:
    """Title, date and publisher, as the header of the file gives them."""

    def first(*places: str) -> str | None:
        found = (root.find(f".//{{*}}{place.replace('/', '/{*}')}") for place in places)
        return next(filter(None, map(short_line, map(words_in, found))), None)

    later = re.compile("publicationStmt|FRBRExpression|FRBRManifestation|revisionDesc")
    ranked: list[tuple[bool, str]] = []
    for date in root.iter("{*}docDate", "{*}FRBRdate", "{*}date"):
        is_later = any(later.fullmatch(local_name(one)) for one in date.iterancestors())
        ranked.append((is_later, date.get("when") or date.get("date") or ""))
    dates = [date for _, date in sorted(ranked, key=lambda one: one[0]) if date]
    title = first("docTitle", "titleStmt/title", "FRBRalias")
    return About(title, next(iter(dates), None), first("publicationStmt/publisher"))
