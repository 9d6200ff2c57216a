"""An article to the files of a forum folder, in the corpus format."""

import re
import shutil
import tempfile
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from bot.corpus.files import NOTE
from bot.corpus.front_matter import front_matter
from bot.corpus.reader import check_readable
from bot.errors import CorpusError, ImportingError
from bot.importing.article import Article, Remark, SpeechDraft, shortened

DRAFT = ".draft"
"""How the name of a draft ends, before its suffix."""

_UNSAFE = re.compile(r"[\s\\/:*?\"<>|.#%&{}$!'@+`=,;，。：；？！“”‘’（）()《》【】\[\]…—]+")
_DEVICE = re.compile(r"con|prn|aux|nul|(?:com|lpt)[\d¹²³]", re.IGNORECASE)
_LONGEST = 40
_LONGEST_GIVEN = 200
"""Bytes of a name that somebody gave; file systems take 255."""


@dataclass(frozen=True, slots=True)
class NewForum:
    """A forum folder that is not written yet: its name, and its files' texts by their names."""

    name: str
    article: Article
    files: Mapping[str, str]


def forum_of(article: Article, name: str | None) -> NewForum:
    """The forum of an article; its folder has a given name, or that of the article's file.

    Raises ImportingError for a name that no folder of a corpus can have.
    """
    name = article.folder if name is None else name
    stem = article.path.stem.removesuffix(DRAFT)
    folder = folder_name(stem) if name is None else checked_name(name)
    if not folder:
        raise ImportingError(f"{article.path}: its name makes no folder's; name one with --name")
    files = {NOTE: _page(article, ("title", "date", "source", "url"), article.note)}
    for file, speech in zip(file_names(article.speeches), article.speeches, strict=True):
        fields = ("title", "speaker", "role", "aliases")
        files[file] = _page(speech, fields, speech.paragraphs)
    return NewForum(folder, replace(article, folder=folder), files)


def file_names(speeches: tuple[SpeechDraft, ...]) -> list[str]:
    """A file name for each speech: its number, and its speaker or else its title."""
    digits = max(2, len(str(len(speeches))))
    return [
        f"{number:0{digits}}-{slug(speech.speaker or speech.title) or 'speech'}.md"
        for number, speech in enumerate(speeches, 1)
    ]


def write(forum: NewForum, corpus: Path, *, force: bool) -> Path:
    """Writes a forum folder, all of it or nothing; what is there is replaced with `force` alone.

    Files that are not Markdown, such as the forum's questions, stay. Raises ImportingError where
    the folder exists, or where what would be written is no forum.
    """
    folder = corpus / forum.name
    if not force:
        refuse_existing(forum, corpus)
    corpus.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=corpus, prefix=".import-") as beside:
        fresh = Path(beside) / "corpus" / forum.name
        fresh.mkdir(parents=True)
        for name, text in forum.files.items():
            (fresh / name).write_text(text, encoding="utf-8", newline="\n")
        _check(forum, fresh.parent)
        _replace(folder, fresh, Path(beside) / "replaced")
    return folder


def refuse_existing(forum: NewForum, corpus: Path) -> None:
    """Raises ImportingError if the forum's folder exists."""
    folder = corpus / forum.name
    if folder.exists() or folder.is_symlink():
        advice = "--force replaces its Markdown files, --name names another"
        raise ImportingError(f"{folder}: already exists; {advice}")


def _replace(folder: Path, fresh: Path, replaced: Path) -> None:
    """Puts the new folder in the place of an existing one, whose other files it takes over."""
    if folder.is_symlink() or (folder.exists() and not folder.is_dir()):
        raise ImportingError(f"{folder}: is no folder of its own; move it out of the way")
    if folder.is_dir():
        for entry in folder.iterdir():
            if entry.is_dir():
                shutil.copytree(entry, fresh / entry.name, symlinks=True)
            elif entry.suffix != ".md":
                shutil.copy2(entry, fresh / entry.name, follow_symlinks=False)
        folder.rename(replaced)
    try:
        fresh.rename(folder)
    except OSError:
        if replaced.is_dir():
            replaced.rename(folder)
        raise


def _check(forum: NewForum, corpus: Path) -> None:
    """Reads what was written as the bot would."""
    try:
        check_readable(corpus)
    except CorpusError as error:
        problem, article = error.problems[0], forum.article
        starts = (speech.number for speech in article.speeches)
        places = dict(zip(file_names(article.speeches), starts, strict=True))
        message = f"what was found is no forum ({problem.path.name}: {problem.message})"
        remark = Remark(places.get(problem.path.name, 1), message)
        raise ImportingError(article.remark_line(remark)) from None


def _page(found: Article | SpeechDraft, keys: Sequence[str], body: Sequence[str]) -> str:
    fields = {key: value for key in keys if (value := getattr(found, key))}
    return "\n\n".join([front_matter(fields), *body]) + "\n"


def slug(text: str) -> str:
    """A text as part of a file's name: its letters and digits, hyphens in place of the rest."""
    text = unicodedata.normalize("NFC", text)
    text = "".join(char if char.isprintable() else " " for char in text)
    return _UNSAFE.sub("-", text)[:_LONGEST].strip("-_")


def folder_name(text: str) -> str:
    """A text as a folder's name; empty if nothing of it can stand in one."""
    name = slug(text)
    return f"{name}-forum" if _DEVICE.fullmatch(name) else name


def checked_name(name: str) -> str:
    """A folder's name as somebody gave it; raises ImportingError for what is none everywhere."""
    is_plain = name.isprintable() and not re.search(r"[\\/:*?\"<>|]", name)
    is_shown = is_plain and not name.startswith((".", "-", " ")) and not name.endswith((".", " "))
    is_short = 0 < len(name.encode("utf-8", "surrogatepass")) <= _LONGEST_GIVEN
    if not is_shown or not is_short or _DEVICE.fullmatch(name.split(".")[0].strip()):
        shown = "".join(char if char.isprintable() else "?" for char in shortened(name, 40))
        raise ImportingError(f"'{shown}' cannot name a forum's folder; use letters, digits and -")
    return name
