"""Reads a corpus folder, or tells everything that is wrong with it."""

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from bot.corpus.front_matter import Fields, ForumFields, Page, SpeechFields, read_page
from bot.corpus.speech import Corpus, Source, Speech
from bot.errors import CorpusError, Problem

_NOTE = "forum.md"
_README = "readme.md"


def read_corpus(folder: Path) -> Corpus:
    """Every forum of the folder, speeches in the order of their file names.

    Raises CorpusError with every problem of every file where there is one.
    """
    reader = _CorpusReader()
    corpus = reader.read(folder)
    if reader.problems:
        raise CorpusError(sorted(reader.problems))
    return corpus


@dataclass(slots=True)
class _CorpusReader:
    problems: list[Problem] = field(default_factory=list)

    def read(self, folder: Path) -> Corpus:
        if not folder.is_dir():
            self._report(folder, "no such folder; name the corpus folder with --corpus")
            return Corpus(())
        if (folder / _NOTE).is_file():
            self._report(folder, "this is a single forum; name the folder that holds it")
            return Corpus(())
        forums = _visible(path for path in folder.iterdir() if path.is_dir())
        if not forums:
            self._report(folder, "no forum in this folder; add one, a folder with a forum.md")
        return Corpus(tuple(speech for forum in forums for speech in self._forum(forum)))

    def _forum(self, folder: Path) -> Iterator[Speech]:
        note = folder / _NOTE
        if not note.is_file():
            self._report(note, "no such file; give the forum one, with at least a title")
            return
        files = _visible(path for path in folder.glob("*.md") if path.name.lower() != _README)
        head = self._page(note, ForumFields)
        pages = [self._page(path, SpeechFields) for path in files if path != note]
        if not pages:
            self._report(folder, "no speech in this forum; add one, a Markdown file")
        self._report_duplicates(pages)
        forum = head.fields or ForumFields(title=folder.name)
        source = Source(forum.title, forum.source, forum.date, forum.url)
        if head.paragraphs:
            yield Speech(_id(note), forum.title, source, head.paragraphs)
        for page in pages:
            if page.fields is not None:
                yield _speech(page.path, page.fields, page.paragraphs, source)

    def _page(self, path: Path, model: type[Fields]) -> Page[Fields]:
        page = read_page(path, model)
        self.problems += page.problems
        return page

    def _report_duplicates(self, pages: list[Page[SpeechFields]]) -> None:
        """A speech that says the same as an earlier one, or cannot be told from it."""
        seen: dict[object, Path] = {}
        for page in pages:
            marks: list[object] = [page.paragraphs] if page.paragraphs else []
            if page.fields is not None:
                marks.append((page.fields.title, page.fields.speaker))
            twin = next((seen[mark] for mark in marks if mark in seen), None)
            if twin is not None:
                self._report(page.path, f"a duplicate of {twin.name}; delete one of the two")
            for mark in marks:
                seen.setdefault(mark, page.path)

    def _report(self, path: Path, message: str) -> None:
        self.problems.append(Problem(path, 1, message))


def _visible(paths: Iterator[Path]) -> list[Path]:
    return sorted(path for path in paths if not path.name.startswith("."))


def _id(path: Path) -> str:
    """`forum-folder/file-stem`, the same whichever way a file system spells the name."""
    return unicodedata.normalize("NFC", f"{path.parent.name}/{path.stem}")


def _speech(path: Path, fields: SpeechFields, paragraphs: tuple[str, ...], forum: Source) -> Speech:
    source = Source(
        forum.forum,
        fields.source or forum.publisher,
        fields.date or forum.date,
        fields.url or forum.url,
    )
    return Speech(
        _id(path), fields.title, source, paragraphs, fields.speaker, fields.role, fields.aliases
    )
