"""`forum-bot import`: shows what it found in articles, and writes drafts or forum folders."""

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

from rich.console import Console
from rich.table import Table
from rich.text import Text

from bot.errors import ImportingError, SettingsError, in_one_line
from bot.importing.article import Article, Remark, SpeechDraft
from bot.importing.assembling import understand
from bot.importing.draft import draft_text, is_draft, read_draft
from bot.importing.reading.formats import read_lines
from bot.importing.writing import DRAFT, NewForum, file_names, forum_of, refuse_existing, write


@dataclass(frozen=True, slots=True)
class _Plan:
    """What is to be made of a file: the draft, or the folder of a forum where that is None."""

    forum: NewForum
    corpus: Path
    draft: Path | None

    @property
    def place(self) -> Path:
        return self.draft or self.corpus / self.forum.name


def import_articles(
    files: Sequence[Path],
    corpus: Path,
    name: str | None,
    *,
    yes: bool,
    dry_run: bool,
    force: bool,
    as_json: bool,
    options: Sequence[str],
) -> None:
    """Makes a draft of each article, and a forum of each draft; with `yes`, of articles as well.

    `options` are those that the next command needs, too.
    """
    if name is not None and len(files) > 1:
        raise SettingsError("--name names one forum; import one file at a time")
    plans = [_plan(file, corpus, name, yes=yes) for file in files]
    _check_places(plans, may_exist=dry_run or force)
    if not as_json:
        _show([plan.forum.article for plan in plans])
    for plan in () if dry_run else plans:
        _write(plan, force=force)
    if as_json:
        forums = [_report(plan, dry_run=dry_run) for plan in plans]
        print(json.dumps({"forums": forums}, ensure_ascii=False))
    elif dry_run:
        print("nothing is written")
    else:
        _print_next(plans, options)


def _plan(file: Path, corpus: Path, name: str | None, *, yes: bool) -> _Plan:
    if is_draft(file):
        return _Plan(forum_of(read_draft(file), name), corpus, None)
    if file.stem.endswith(DRAFT) and file.is_file():
        lost = "is named like a draft, but has lost its first line: @@ forum-bot draft"
        raise ImportingError(f"{file}: {lost}; put it back, or rename the file")
    forum = forum_of(understand(file, read_lines(file)), name)
    return _Plan(forum, corpus, None if yes else Path(f"{file.stem}{DRAFT}.md"))


def _check_places(plans: Sequence[_Plan], *, may_exist: bool) -> None:
    """Raises ImportingError if two files would make the same draft or forum, or one that exists."""
    places = [plan.place for plan in plans]
    for plan in plans:
        if places.count(plan.place) > 1:
            message = f"another file makes {plan.place} too; import one at a time"
            raise ImportingError(f"{plan.forum.article.path}: {message}")
        if may_exist:
            continue
        if not plan.draft:
            refuse_existing(plan.forum, plan.corpus)
        elif plan.draft.exists() or plan.draft.is_symlink():
            advice = "import that if it is your draft; --force replaces it"
            raise ImportingError(f"{plan.draft}: already exists; {advice}")


def _write(plan: _Plan, *, force: bool) -> None:
    if plan.draft:
        with plan.draft.open("w" if force else "x", encoding="utf-8", newline="\n") as file:
            file.write(draft_text(plan.forum.article))
    else:
        write(plan.forum, plan.corpus, force=force)


def _print_next(plans: Sequence[_Plan], options: Sequence[str]) -> None:
    """Says what was written, and what to do with it."""
    for plan in plans:
        doubts = len(plan.forum.article.remarks)
        what = f"a draft with {doubts} doubt(s)" if plan.draft else f"{len(plan.forum.files)} files"
        print(in_one_line(f"written: {plan.place}, {what}"))
    drafts = [str(plan.draft) for plan in plans if plan.draft]
    command = ["forum-bot", "import" if drafts else "check", *drafts, *options]
    shown = " ".join(f'"{word}"' if " " in word else word for word in command)
    todo = "change what is wrong in it" if drafts else "look them through"
    print(in_one_line(f"next: {todo}, then run: {shown}"))


def _show(articles: Sequence[Article]) -> None:
    console = Console(highlight=False, markup=False, emoji=False)
    for article in articles:
        console.print(Text(article.title, "bold"), soft_wrap=True)
        for field in ("date", "source", "url"):
            console.print(Text(f"{field}: {getattr(article, field) or '-'}"), soft_wrap=True)
        console.print(f"editor's note: {len(article.note) or 'no'} paragraph(s)")
        console.print(_table(article.speeches))
        for remark in article.remarks:
            console.print(Text(article.remark_line(remark)), soft_wrap=True)


def _table(speeches: tuple[SpeechDraft, ...]) -> Table:
    table = Table()
    for column in ("file", "title", "speaker", "role"):
        table.add_column(column, overflow="fold")
    table.add_column("paragraphs", justify="right")
    for file, speech in zip(file_names(speeches), speeches, strict=True):
        cells = (file, speech.title, speech.speaker or "-", speech.role or "-")
        table.add_row(*map(Text, cells), str(len(speech.paragraphs)))
    return table


def _report(plan: _Plan, *, dry_run: bool) -> dict[str, object]:
    article = plan.forum.article

    def located(found: SpeechDraft | Remark) -> dict[str, object]:
        """Names the number after what it counts, lines or pages."""
        fields = {key: value for key, value in asdict(found).items() if key != "numbers"}
        return {article.unit if key == "number" else key: fields[key] for key in fields}

    names = file_names(article.speeches)
    return {
        "article": str(article.path),
        "folder": str(plan.corpus / plan.forum.name),
        "draft": str(plan.draft) if plan.draft and not dry_run else None,
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
        "written": not dry_run and plan.draft is None,
    }
