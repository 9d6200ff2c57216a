"""HTML and XML to trees and lines, with lxml."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING

from bot.errors import ImportingError
from bot.importing.article import About, Line, Lines, Remark, shortened
from bot.importing.reading.texts import TAGS, TEXT, clean, read_bytes, told, too_large

if TYPE_CHECKING:
    from lxml.etree import _Element

_WORD = re.compile(r"\w+")
_INLINE = frozenset(
    _WORD.findall(
        "a abbr acronym b bdi bdo big cite code data del dfn em font i ins kbd label mark q rp rt "
        "ruby s samp small span strike strong sub sup time tt u var wbr"
    )
)
_UNREAD = frozenset(
    _WORD.findall(
        "audio button canvas head iframe img input link meta noscript object option script select "
        "style svg template textarea title video"
    )
)
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_BOLD = re.compile(r"font-weight:\s*(?:bold|[6-9]00)", re.IGNORECASE)
_TAG = re.compile(r"<[a-zA-Z][^\s/>]*")
_ATTRIBUTE = re.compile(r"[\s/]*[^\s/>][^\s/>=]*(?:\s*=\s*(?:\"[^\"]*\"|'[^']*'|[^\s>]*))?")
_ATTRIBUTES = 100
_TURNS = frozenset(("u", "sp", "speech", "question", "answer", "communication"))
_LABELS = frozenset(("speaker", "from"))
_HEADERS = frozenset(("teiHeader", "meta"))
_LEVELS = {"docTitle": 1, "head": 2, "heading": 2, "subheading": 3}
_NOBODYS = frozenset(
    _WORD.findall(
        "adjournment caption desc gap head heading incident kinesic narrative note scene stage "
        "subheading summary trailer vocal voting"
    )
)
_FLOWING = frozenset(
    _WORD.findall(
        "a abbr add b choice corr date def del distinct docDate docTitle emph expan foreign hi i "
        "inline lb measure mentioned milestone name num orgName pause pb pc persName person "
        "placeName q quote ref remark role rs s said sic span sub sup supplied term time "
        "unclear w"
    )
)
_IDEOGRAPH = re.compile("[\u3400-\u9fff]")
_LABEL = 16
"""Characters that a term has at most which labels the text beside it (`Source`, a name)."""


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


def notes(root: "_Element") -> Iterator[str]:
    """The comments and scripts of a page, in which some systems note what they publish."""
    from lxml import etree

    return (one.text or "" for one in root.iter("script", etree.Comment))


def is_hidden(element: "_Element", classes: frozenset[str]) -> bool:
    """Whether an element says that nobody sees it, or has one of the classes that hide."""
    return (
        element.get("hidden") is not None
        or element.get("aria-hidden") == "true"
        or _HIDDEN.search(element.get("style", "")) is not None
        or not classes.isdisjoint(element.get("class", "").split())
    )


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


@dataclass(frozen=True, slots=True)
class Setting:
    """How words stand on a page: in a heading of a level, bold, in a link."""

    level: int = 0
    bold: bool = False
    linked: bool = False

    def within(self, element: "_Element", tag: str) -> "Setting":
        """How words stand in an element with this tag."""
        is_bold = tag in ("b", "strong") or _BOLD.search(element.get("style", "")) is not None
        level = int(tag[1]) if re.fullmatch("h[1-6]", tag) else self.level
        return Setting(level, self.bold or is_bold, self.linked or tag == "a")


@dataclass(slots=True)
class Piece:
    """A line of the page; `bold` counts bold characters at its beginning, `linked` all in links."""

    number: int
    level: int
    tag: str
    style: str
    text: str = ""
    bold: int = 0
    linked: int = 0


@dataclass(frozen=True, slots=True)
class Span:
    """An element, and which pieces are in it: from `first` to before `end`."""

    element: "_Element"
    first: int
    end: int


@dataclass(slots=True)
class PageText:
    """All that a page says in its order; what comes next begins a `fresh` piece, or goes on."""

    pieces: list[Piece] = field(default_factory=list)
    spans: list[Span] = field(default_factory=list)
    fresh: bool = True

    def read(self, root: "_Element") -> None:
        """Goes through all elements, without recursion: pages nest them by the thousand."""
        found = root.find("body")
        body = found if found is not None else root
        stack: list[tuple[_Element, Setting, int]] = [(body, Setting(), -1)]
        while stack:
            element, setting, first = stack.pop()
            tag = element.tag if isinstance(element.tag, str) else ""
            if first >= 0:
                self._leave(element, tag, first)
                self._add(element.tail, setting)
                continue
            self.fresh = self.fresh or tag == "br" or (tag != "" and tag not in _INLINE | _UNREAD)
            if tag in _INLINE and _is_beside_another(element):
                self._add(" ", setting)
            if element is not body:
                stack.append((element, setting, len(self.pieces)))
            if tag and tag not in _UNREAD:
                inside = setting.within(element, tag)
                self._add(element.text, inside, element)
                stack += [(child, inside, -1) for child in reversed(element)]

    def _leave(self, element: "_Element", tag: str, first: int) -> None:
        if tag in _INLINE | _UNREAD or not tag:
            return
        self.fresh = True
        if len(self.pieces) > first:
            self.spans.append(Span(element, first, len(self.pieces)))
        before = self.pieces[first - 1] if first else None
        if tag == "dd" and before and before.tag == "dt" and len(self.pieces) == first + 1:
            self._label(before, self.pieces[first])

    def _label(self, term: Piece, piece: Piece) -> None:
        """Sets the term of a list of terms before the text that it labels."""
        name = term.text.strip().rstrip(":：")
        if 0 < len(name) <= _LABEL and not name.endswith(("?", "？")):
            piece.text = f"{name}{': ' if name.isascii() else '：'}{piece.text.strip()}"
            piece.bold, term.text = 0, ""

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
            number = element.sourceline if isinstance(element.sourceline, int) else number
            style = style or element.get("class", "")
            if element.tag not in _INLINE:
                break
            element = element.getparent()
        tag = str(element.tag) if element is not None else ""
        return Piece(number, setting.level, tag, " ".join(style.split()))


def _is_beside_another(element: "_Element") -> bool:
    """Whether an element is right behind one of another class, as a time behind a name may be."""
    before = element.getprevious()
    if before is None or before.tail or before.tag not in _INLINE:
        return False
    classes = before.get("class"), element.get("class")
    return None not in classes and classes[0] != classes[1]


# The speeches of TEI and Akoma Ntoso.


def read_speeches(path: Path) -> Lines:
    """The lines of a record in TEI or Akoma Ntoso, with who says them by the file's own list."""
    data = read_bytes(path, TEXT)
    if data.count(b"<") > 2 * TAGS:
        raise too_large(path, f"has more than {TAGS:,} elements")
    root = xml_tree(data)
    if root is None:
        raise ImportingError(f"{path}: is not XML, or a damaged file")
    if _local(root) not in ("TEI", "TEI.2", "teiCorpus", "akomaNtoso"):
        raise ImportingError(f"{path}: is neither TEI nor Akoma Ntoso, but <{_local(root)[:40]}>")
    record = _Record(_people(root))
    record.read(root)
    return Lines(tuple(record.lines), about=_about(root), remarks=tuple(record.remarks))


def _local(element: "_Element") -> str:
    """The name of an element without its namespace; empty for a comment and the like."""
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""


def _words(element: "_Element | None") -> str:
    return (
        " ".join(clean(" ".join(map(str, element.itertext()))).split())
        if element is not None
        else ""
    )


def _people(root: "_Element") -> dict[str, str]:
    """The full names in the lists of a file, by their ids."""
    people = {}
    for element in root.iter("{*}person", "{*}personGrp", "{*}TLCPerson"):
        name = element.get("showAs") or _full_name(element)
        for key in ("{http://www.w3.org/XML/1998/namespace}id", "eId", "id"):
            if name and element.get(key):
                people[element.get(key, "")] = name
    return people


def _full_name(person: "_Element") -> str:
    """The name of a person, forenames first, or as it is written in Chinese."""
    name = person.find(".//{*}persName")
    if name is None:
        return _words(person.find(".//{*}name"))
    last = " ".join(map(_words, name.findall("{*}surname")))
    first = " ".join(map(_words, name.findall("{*}forename")))
    if not (first and last):
        return _words(name)
    return f"{first} {last}" if last.isascii() or not _IDEOGRAPH.match(last) else f"{last}{first}"


def _about(root: "_Element") -> About:
    """Title, date and publisher, as the header of the file gives them."""

    def first(*places: str) -> str | None:
        found = (root.find(f".//{{*}}{place.replace('/', '/{*}')}") for place in places)
        return next(filter(None, map(told, map(_words, found))), None)

    dates = root.iter("{*}docDate", "{*}FRBRdate", "{*}date")
    ranked = sorted(dates, key=lambda date: _is_of_publication(date))
    when = (date.get("when") or date.get("date") for date in ranked)
    title = first("docTitle", "titleStmt/title", "FRBRalias")
    return About(title, next(filter(None, when), None), first("publicationStmt/publisher"))


def _is_of_publication(date: "_Element") -> bool:
    """Whether a date is when the record was published, and not when the words were said."""
    above = {_local(one) for one in date.iterancestors()}
    return not above.isdisjoint(
        ("publicationStmt", "FRBRExpression", "FRBRManifestation", "revisionDesc")
    )


class _Record:
    """The lines of a record so far; `remarks` has its header, and each label once."""

    def __init__(self, people: dict[str, str]) -> None:
        self.lines: list[Line] = []
        self.remarks: list[Remark] = []
        self._people = people
        self._known: set[tuple[str, str | None]] = set()
        self._label = self._number = ""
        self._fresh, self._spaced = True, False

    def read(self, root: "_Element") -> None:
        """Goes through all elements; a speaker and a heading's level hold for what is inside."""
        stack: list[tuple[_Element, str | None, int, bool]] = [(root, None, 0, False)]
        while stack:
            element, speaker, level, is_left = stack.pop()
            name = _local(element)
            self._fresh = self._fresh or (name not in _FLOWING and name != "")
            if is_left:
                self._add(element.tail, element, speaker, level)
                continue
            stack.append((element, speaker, level, True))
            if name in _HEADERS:
                self._remark(element, f"left out, the header: {shortened(_words(element), 200)}")
            elif name in _LABELS or (name == "note" and element.get("type") == "speaker"):
                self._label = self._label or _words(element).rstrip(":：. ")
            elif name == "num":
                self._number = _words(element)
            elif name:
                is_turn = name in _TURNS and (name != "u" or element.get("who") is not None)
                inside = self._speaker(element) if is_turn else speaker
                inside = None if name in _NOBODYS else inside
                depth = _LEVELS.get(name, level)
                self._add(element.text, element, inside, depth)
                stack += [(child, inside, depth, False) for child in reversed(element)]

    def _speaker(self, element: "_Element") -> str | None:
        """Who says what is in an element: by its reference, or else by its label."""
        own = next((one for one in element if _local(one) in _LABELS), None)
        label = _words(own).rstrip(":：. ") if own is not None else self._label
        self._label = label if own is not None else ""
        references = (element.get("who") or element.get("by") or "").split()
        names = [self._people.get(one.rpartition("#")[2], "") for one in references]
        speaker = ", ".join(names) if names and all(names) else label or None
        if (label, speaker) not in self._known and not (names and speaker == label and all(names)):
            self._known.add((label, speaker))
            if names and not all(names):
                unknown = " ".join(references)
                self._remark(
                    element, f"{unknown} is in no list of the file; {speaker or 'nobody'} speaks"
                )
            elif label and label != speaker:
                self._remark(element, f"the label {label} is left out; {speaker} speaks")
        return speaker

    def _remark(self, element: "_Element", message: str) -> None:
        self.remarks.append(Remark(_line_of(element), message))

    def _add(self, text: str | None, element: "_Element", speaker: str | None, level: int) -> None:
        words = " ".join(clean(text or "").split())
        if not words:
            return
        words = f"{self._number} {words}".strip()
        self._number = ""
        last = self.lines[-1] if self.lines else None
        if self._fresh or last is None:
            line = Line(_line_of(element), words, level, 0, 1, indented=True, speaker=speaker)
            self.lines.append(line)
        else:
            between = " " if (text or "")[:1].isspace() or self._spaced else ""
            self.lines[-1] = replace(last, text=f"{last.text}{between}{words}")
        self._spaced = (text or "")[-1:].isspace()
        self._fresh = False


def _line_of(element: "_Element") -> int:
    return element.sourceline if isinstance(element.sourceline, int) else 1
