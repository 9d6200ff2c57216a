"""An article to the files of a forum folder, in the corpus format."""

import shutil
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from bot.corpus.files import NOTE
from bot.corpus.front_matter import front_matter
from bot.corpus.reader import check_readable
from bot.errors import CorpusError, ImportingError
from bot.importing.article import Article, SpeechDraft
from bot.importing.file_names import checked_name, folder_name, slug


@dataclass(frozen=True, slots=True)
class ForumDraft:
    """A forum folder that is not written yet: its name, and its files' texts by their names."""

    name: str
    article: Article
    files: Mapping[str, str]


def drafted(article: Article, name: str | None) -> ForumDraft:
    """The files of an article; the folder is named after the article's file unless `name` is.

    Raises ImportingError for a name that no folder of a corpus can have.
    """
    folder = checked_name(name) if name is not None else folder_name(article.path.stem)
    if not folder:
        raise ImportingError(f"{article.path}: its name makes no folder's; name one with --name")
    fields = {
        "title": article.title,
        "date": article.date,
        "source": article.source,
        "url": article.url,
    }
    files = {NOTE: _page(fields, article.note)}
    names = file_names(article.speeches)
    for file, speech in zip(names, article.speeches, strict=True):
        files[file] = _page(_fields(speech), speech.paragraphs)
    return ForumDraft(folder, article, files)


def file_names(speeches: tuple[SpeechDraft, ...]) -> list[str]:
    """A file name for each speech: its number, and its speaker or else its title."""
    digits = max(2, len(str(len(speeches))))
    return [
        f"{number:0{digits}}-{slug(speech.speaker or speech.title) or 'speech'}.md"
        for number, speech in enumerate(speeches, 1)
    ]


def write(draft: ForumDraft, corpus: Path, *, force: bool) -> Path:
    """Writes a forum folder, all of it or nothing; what is there is replaced with `force` alone.

    Files that are not Markdown, such as the forum's questions, stay. Raises ImportingError where
    a folder is there already, or where what would be written is no forum.
    """
    folder = corpus / draft.name
    if not force:
        refuse_existing(draft, corpus)
    corpus.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=corpus, prefix=".import-") as beside:
        fresh = Path(beside) / "corpus" / draft.name
        fresh.mkdir(parents=True)
        for name, text in draft.files.items():
            (fresh / name).write_text(text, encoding="utf-8", newline="\n")
        _check(draft, fresh.parent)
        _replace(folder, fresh, Path(beside) / "former")
    return folder


def refuse_existing(draft: ForumDraft, corpus: Path) -> None:
    """Raises ImportingError if the forum's folder is there already."""
    folder = corpus / draft.name
    if folder.exists() or folder.is_symlink():
        raise ImportingError(
            f"{folder}: is there already; --force replaces its Markdown files, --name names another"
        )


def _replace(folder: Path, fresh: Path, former: Path) -> None:
    """Puts the new folder in the place of a former one, whose other files it takes over."""
    if folder.is_symlink() or (folder.exists() and not folder.is_dir()):
        raise ImportingError(f"{folder}: is no folder of its own; move it out of the way")
    if folder.is_dir():
        for entry in folder.iterdir():
            if entry.is_dir():
                shutil.copytree(entry, fresh / entry.name, symlinks=True)
            elif entry.suffix != ".md":
                shutil.copy2(entry, fresh / entry.name, follow_symlinks=False)
        folder.rename(former)
    try:
        fresh.rename(folder)
    except OSError:
        if former.is_dir():
            former.rename(folder)
        raise


def _check(draft: ForumDraft, corpus: Path) -> None:
    """Reads what was written as the bot would."""
    try:
        check_readable(corpus)
    except CorpusError as error:
        problem = error.problems[0]
        message = f"what was found is no forum ({problem.path.name}: {problem.message})"
        raise ImportingError(f"{draft.article.path}: {message}") from None


def _fields(speech: SpeechDraft) -> dict[str, str | tuple[str, ...] | None]:
    return {
        "title": speech.title,
        "speaker": speech.speaker,
        "role": speech.role,
        "aliases": speech.aliases,
    }


def _page(fields: Mapping[str, str | tuple[str, ...] | None], body: tuple[str, ...]) -> str:
    head = front_matter({key: value for key, value in fields.items() if value})
    return "\n\n".join([head, *body]) + "\n"
