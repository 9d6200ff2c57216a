"""`forum-bot import`: shows what it found in articles, asks, and writes forum folders."""

import json
import sys
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path

from rich.console import Console
from rich.table import Table
from rich.text import Text

from bot.errors import ImportingError, SettingsError
from bot.importing.article import Remark, SpeechDraft
from bot.importing.assembling import understand
from bot.importing.reading.formats import read_lines
from bot.importing.writing import ForumDraft, drafted, file_names, refuse_existing, write


def import_articles(
    files: Sequence[Path],
    corpus: Path,
    name: str | None,
    *,
    yes: bool,
    dry_run: bool,
    force: bool,
    as_json: bool,
) -> int:
    """Makes a forum folder of each file; returns the exit status, 1 if the user declines."""
    if name is not None and len(files) > 1:
        raise SettingsError("--name names one forum; import one file at a time")
    drafts = [drafted(understand(file, read_lines(file)), name) for file in files]
    _check_folders(drafts, corpus, may_exist=dry_run or force)
    if not as_json:
        _show(drafts)
    writes = not dry_run and (yes or _confirm(drafts, corpus, as_json=as_json))
    for draft in drafts if writes else ():
        write(draft, corpus, force=force)
    if as_json:
        forums = [_report(draft, corpus, written=writes) for draft in drafts]
        print(json.dumps({"forums": forums}, ensure_ascii=False))
    elif writes:
        for draft in drafts:
            print(f"written: {corpus / draft.name}, {len(draft.files)} files; look them through")
    else:
        print("nothing is written")
    return 0 if writes or dry_run else 1


def _check_folders(drafts: Sequence[ForumDraft], corpus: Path, *, may_exist: bool) -> None:
    """Raises ImportingError if two files would make the same folder, or one that exists."""
    names = [draft.name for draft in drafts]
    for draft in drafts:
        if names.count(draft.name) > 1:
            message = f"another file makes the folder {draft.name} too; import one at a time"
            raise ImportingError(f"{draft.article.path}: {message}")
        if not may_exist:
            refuse_existing(draft, corpus)


def _confirm(drafts: Sequence[ForumDraft], corpus: Path, *, as_json: bool) -> bool:
    """Asks whether to write; raises SettingsError outside a terminal."""
    if as_json or not (sys.stdin.isatty() and sys.stdout.isatty()):
        raise SettingsError("nobody to ask; add --yes to write, or --dry-run to look only")
    folders = ", ".join(str(corpus / draft.name) for draft in drafts)
    try:
        return input(f"Write {folders}? [y/N] ").strip().lower() in ("y", "yes")
    except (EOFError, KeyboardInterrupt):
        print()
        return False


def _show(drafts: Sequence[ForumDraft]) -> None:
    console = Console(highlight=False, markup=False, emoji=False)
    for article in (draft.article for draft in drafts):
        console.print(Text(article.title, "bold"), soft_wrap=True)
        for field in ("date", "source", "url"):
            console.print(Text(f"{field}: {getattr(article, field) or '-'}"), soft_wrap=True)
        console.print(f"editor's note: {len(article.note) or 'no'} paragraph(s)")
        console.print(_table(article.speeches))
        for remark in article.remarks:
            console.print(Text(article.told(remark)), soft_wrap=True)


def _table(speeches: tuple[SpeechDraft, ...]) -> Table:
    table = Table()
    for column in ("file", "title", "speaker", "role"):
        table.add_column(column, overflow="fold")
    table.add_column("paragraphs", justify="right")
    for file, speech in zip(file_names(speeches), speeches, strict=True):
        cells = (file, speech.title, speech.speaker or "-", speech.role or "-")
        table.add_row(*map(Text, cells), str(len(speech.paragraphs)))
    return table


def _report(draft: ForumDraft, corpus: Path, *, written: bool) -> dict[str, object]:
    article = draft.article

    def located(found: SpeechDraft | Remark) -> dict[str, object]:
        """Names the number after what it counts, lines or pages."""
        unit = {"number": article.unit}
        return {unit.get(key, key): value for key, value in asdict(found).items()}

    names = file_names(article.speeches)
    return {
        "article": str(article.path),
        "folder": str(corpus / draft.name),
        "title": article.title,
        "date": article.date,
        "source": article.source,
        "url": article.url,
        "note": article.note,
        "speeches": [
            {"file": file, **located(speech)}
            for file, speech in zip(names, article.speeches, strict=True)
        ],
        "remarks": [located(remark) for remark in article.remarks],
        "written": written,
    }
