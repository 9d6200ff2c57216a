"""`forum-bot import`: shows what was found in an article, asks, and writes a forum folder."""

import json
import sys
from collections.abc import Sequence
from pathlib import Path

from rich.console import Console
from rich.table import Table
from rich.text import Text

from bot.errors import ImportingError, SettingsError
from bot.importing.assembling import understand
from bot.importing.reading.formats import read_lines
from bot.importing.writing import ForumDraft, drafted, file_names, refuse_existing, write

_UNKNOWN = "-"


def import_articles(
    files: Sequence[Path],
    corpus: Path,
    name: str | None,
    *,
    sure: bool,
    dry: bool,
    force: bool,
    as_json: bool,
) -> int:
    """Makes a forum of each file; returns the exit status, 1 where a person said no."""
    if name is not None and len(files) > 1:
        raise SettingsError("--name names one forum; import one file at a time")
    drafts = [drafted(understand(file, read_lines(file)), name) for file in files]
    _refuse_twins(drafts)
    if not dry and not force:
        for draft in drafts:
            refuse_existing(draft, corpus)
    if not as_json:
        _show(drafts, corpus)
    writing = not dry and (sure or _agreed(drafts, corpus, as_json=as_json))
    if writing:
        for draft in drafts:
            write(draft, corpus, force=force)
    if as_json:
        report = [_report(draft, corpus, written=writing) for draft in drafts]
        print(json.dumps({"forums": report}, ensure_ascii=False))
    elif writing:
        for draft in drafts:
            print(f"written: {corpus / draft.name}, {len(draft.files)} files; look them through")
    else:
        print("nothing is written")
    return 0 if writing or dry else 1


def _refuse_twins(drafts: Sequence[ForumDraft]) -> None:
    names = [draft.name for draft in drafts]
    for draft in drafts:
        if names.count(draft.name) > 1:
            message = f"another file makes the folder {draft.name} too; import one at a time"
            raise ImportingError(f"{draft.article.path}: {message}")


def _agreed(drafts: Sequence[ForumDraft], corpus: Path, *, as_json: bool) -> bool:
    """Whether the person at the terminal agrees; raises SettingsError where there is none."""
    if as_json or not (sys.stdin.isatty() and sys.stdout.isatty()):
        raise SettingsError("nobody to ask; add --yes to write, or --dry-run to look only")
    folders = ", ".join(str(corpus / draft.name) for draft in drafts)
    try:
        return input(f"Write {folders}? [y/N] ").strip().lower() in ("y", "yes")
    except (EOFError, KeyboardInterrupt):
        print()
        return False


def _show(drafts: Sequence[ForumDraft], corpus: Path) -> None:
    console = Console(highlight=False, markup=False, emoji=False)
    for draft in drafts:
        article = draft.article
        console.print(Text(article.title, "bold"), soft_wrap=True)
        for field in ("date", "source", "url"):
            value = getattr(article, field)
            console.print(Text(f"{field}: {value or _UNKNOWN}"), soft_wrap=True)
        note = len(article.note)
        console.print(Text(f"editor's note: {note or 'no'} paragraph(s)"), soft_wrap=True)
        console.print(_table(draft))
        for remark in article.remarks:
            console.print(Text(article.told(remark)), soft_wrap=True)


def _table(draft: ForumDraft) -> Table:
    table = Table()
    for column in ("file", "title", "speaker", "role"):
        table.add_column(column, overflow="fold")
    table.add_column("paragraphs", justify="right")
    speeches = draft.article.speeches
    for file, speech in zip(file_names(speeches), speeches, strict=True):
        cells = (file, speech.title, speech.speaker or _UNKNOWN, speech.role or _UNKNOWN)
        table.add_row(*map(Text, cells), str(len(speech.paragraphs)))
    return table


def _report(draft: ForumDraft, corpus: Path, *, written: bool) -> dict[str, object]:
    """What was found, for programs."""
    article = draft.article
    names = file_names(article.speeches)
    return {
        "article": str(article.path),
        "folder": str(corpus / draft.name),
        "title": article.title,
        "date": article.date,
        "source": article.source,
        "url": article.url,
        "note": list(article.note),
        "speeches": [
            {
                "file": file,
                "title": speech.title,
                "speaker": speech.speaker,
                "role": speech.role,
                "aliases": list(speech.aliases),
                "paragraphs": list(speech.paragraphs),
                article.unit: speech.number,
            }
            for file, speech in zip(names, article.speeches, strict=True)
        ],
        "remarks": [
            {article.unit: remark.number, "message": remark.message} for remark in article.remarks
        ],
        "written": written,
    }
