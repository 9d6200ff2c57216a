"""Defines the commands of `forum-bot`, and turns every error into one plain line."""

import logging
import os
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from bot import __version__
from bot.errors import ForumBotError, in_one_line, without_token

if TYPE_CHECKING:
    from bot.settings import Settings

app = typer.Typer(
    help="Answers questions about the speeches given at a forum, word for word.",
    invoke_without_command=True,
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
)

CorpusOption = Annotated[
    Path | None, typer.Option("--corpus", metavar="FOLDER", help="The corpus folder.")
]
JsonOption = Annotated[bool, typer.Option("--json", help="Print JSON, for programs.")]


def main(arguments: Sequence[str] | None = None) -> int:
    """Runs a command; returns the exit status: 0, 1 for an error, 2 for wrong usage."""
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(errors="replace")  # type: ignore[union-attr]
    os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "true")  # searching for them takes a while
    logging.getLogger("dotenv").setLevel(logging.ERROR)  # `_settings` warns of faulty lines
    try:
        status = app(arguments, prog_name="forum-bot", standalone_mode=False)
    except typer.TyperException as error:
        return _fail(f"{error.format_message().rstrip('.')}; see forum-bot --help", 2)
    except ForumBotError as error:
        return _fail(str(error), 1)
    except OSError as error:
        return _fail(f"{error.filename or 'system'}: {error.strerror}", 1)
    except Exception as error:
        logging.getLogger(__name__).debug("where it happened:", exc_info=True)
        what = f"unexpected {type(error).__name__}: {error}; please report it"
        return _fail(without_token(what), 1)
    return status if isinstance(status, int) else 0


def _fail(message: str, status: int) -> int:
    for line in message.splitlines():
        print(f"forum-bot: {line}", file=sys.stderr)
    return status


def _settings(corpus: Path | None = None) -> "Settings":
    """Reads the settings, with another corpus if one is given; warns of mistyped ones."""
    from bot.settings import mistyped, read_settings

    for warning in mistyped():
        print(f"forum-bot: warning: {in_one_line(warning)}", file=sys.stderr)
    settings = read_settings()
    return settings.model_copy(update={"corpus": corpus}) if corpus else settings


def _version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"forum-bot {__version__}")
        raise typer.Exit


@app.callback()
def options(
    context: typer.Context,
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Print the version.")
    ] = False,
) -> None:
    """Handles the options before a command; without a command, prints the help."""
    if context.invoked_subcommand is None:
        typer.echo(context.get_help())


@app.command()
def ask(
    question: Annotated[list[str] | None, typer.Argument(help="What you want to know.")] = None,
    corpus: CorpusOption = None,
    as_json: JsonOption = False,
) -> None:
    """Answer a question in the terminal; without one, at a prompt."""
    from bot.cli.ask import ask

    ask(_settings(corpus), " ".join(question) if question else None, as_json=as_json)


@app.command()
def check(
    folder: Annotated[Path | None, typer.Argument(help="The corpus folder.")] = None,
    corpus: CorpusOption = None,
    strict: Annotated[
        bool, typer.Option("--strict", help="Exit 1 if there is a warning, too.")
    ] = False,
    as_json: JsonOption = False,
    format_: Annotated[
        Literal["text", "github"],
        typer.Option("--format", help="How to print problems; github for its pull requests."),
    ] = "text",
) -> int:
    """Check a corpus and list all errors and warnings at once; exit 1 if there is an error."""
    from bot.cli.corpus import check

    return check(_settings(folder or corpus), strict=strict, output="json" if as_json else format_)


@app.command()
def init(
    folder: Annotated[Path, typer.Argument(help="Where to make them; by default here.")] = Path(),
) -> None:
    """Make a corpus with an example forum, and .env; keep existing ones."""
    from bot.cli.corpus import init

    init(folder)


@app.command()
def doctor(corpus: CorpusOption = None, as_json: JsonOption = False) -> int:
    """Say what keeps the bot from running; exit 1 if anything does."""
    from bot.cli.doctor import doctor

    return doctor(corpus, as_json=as_json)


@app.command("import")
def import_(
    files: Annotated[
        list[Path], typer.Argument(metavar="FILE…", help="An article or a draft each.")
    ],
    corpus: CorpusOption = None,
    name: Annotated[
        str | None, typer.Option(metavar="FOLDER", help="The forum's folder in the corpus.")
    ] = None,
    yes: Annotated[
        bool, typer.Option("--yes", help="Write the forums of articles at once, without a draft.")
    ] = False,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Show only; write nothing.")] = False,
    force: Annotated[
        bool,
        typer.Option("--force", help="Replace a draft, or the Markdown files of a folder."),
    ] = False,
    as_json: JsonOption = False,
) -> None:
    """Turn articles into drafts, which you can edit, and drafts into forum folders."""
    from bot.cli.importing import import_articles

    import_articles(
        files,
        corpus or _settings().corpus,
        name,
        yes=yes,
        dry_run=dry_run,
        force=force,
        as_json=as_json,
        options=["--corpus", str(corpus)] if corpus else [],
    )


@app.command("eval")
def evaluate(
    files: Annotated[list[Path], typer.Argument(metavar="QUESTIONS.jsonl…", help="Question sets.")],
    corpus: CorpusOption = None,
    rank_only: Annotated[
        bool, typer.Option("--rank-only", help="Take the ranking as it is; never refuse.")
    ] = False,
    as_json: JsonOption = False,
) -> None:
    """Run question sets: figures by kind, and what went wrong."""
    from bot.cli.evaluate import evaluate

    evaluate(_settings(corpus), files, rank_only=rank_only, as_json=as_json)


@app.command()
def index(corpus: CorpusOption = None) -> None:
    """Build the index, for a search server or ahead of a start."""
    from bot.cli.index import index

    index(_settings(corpus))


@app.command()
def gaps(
    corpus: CorpusOption = None,
    as_json: JsonOption = False,
    as_csv: Annotated[bool, typer.Option("--csv", help="Print a table for a spreadsheet.")] = False,
) -> None:
    """List what people asked and did not find, and which answers did not help."""
    from bot.cli.gaps import gaps

    gaps(_settings(corpus), as_json=as_json, as_csv=as_csv)


@app.command()
def run(
    corpus: CorpusOption = None,
    webhook: Annotated[
        bool, typer.Option("--webhook", help="Have Telegram send updates to WEBHOOK_URL.")
    ] = False,
) -> None:
    """Run the Telegram bot."""
    from bot.cli.run import run

    run(_settings(corpus), webhook=webhook)


@app.command("help")
def show_help(
    command: Annotated[str | None, typer.Argument(help="The command to explain.")] = None,
) -> int:
    """Show this help, or that of a command."""
    return main([command, "--help"] if command else ["--help"])
