"""`forum-bot init` and `forum-bot check`: creates an example corpus, and checks a corpus."""

import json
import shutil
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from bot.errors import Problem, in_one_line

if TYPE_CHECKING:
    from bot.checking.corpus import Report
    from bot.settings import Settings

_EXAMPLE = Path(__file__).parent / "example"
_ENCODED = str.maketrans({"%": "%25", "\r": "%0D", "\n": "%0A", ":": "%3A", ",": "%2C"})

_ASK_THE_EXAMPLE = """\
  forum-bot ask 图书馆晚上开门
  forum-bot ask "what did Jane Doe say about benches"
then write your own forum over the example, and
"""

_NEXT_STEPS = """\
  put the token into .env; @BotFather in Telegram gives one for /newbot
  forum-bot check     lists what is wrong with the corpus
  forum-bot ask       answers in the terminal
  forum-bot doctor    says what keeps the bot from running
  forum-bot run       runs it in Telegram"""


def init(folder: Path) -> None:
    """Creates the example corpus and `.env` where they are missing, and prints the next steps."""
    folder.mkdir(parents=True, exist_ok=True)
    has_example = _create_corpus(folder / "corpus")
    has_env = _create_env(folder / ".env")
    for path, content, is_new in (
        (folder / "corpus", "an example forum", has_example),
        (folder / ".env", "the settings, each with its default", has_env),
    ):
        print(in_one_line(f"made {path}: {content}" if is_new else f"kept {path}: already exists"))
    elsewhere = folder.resolve() != Path.cwd()
    print("\nnext" + (in_one_line(f", in the folder {folder}") if elsewhere else "") + ":")
    print((_ASK_THE_EXAMPLE if has_example else "") + _NEXT_STEPS)


def env_example() -> Path:
    """Returns the path of `.env.example` in an installed package, or else in the repository."""
    packaged = _EXAMPLE / ".env.example"
    return packaged if packaged.exists() else Path(__file__).parents[2] / ".env.example"


def _create_corpus(corpus: Path) -> bool:
    """Copies the example corpus; returns False where a file or a folder with content exists."""
    is_empty = corpus.is_dir() and not any(corpus.iterdir())
    if corpus.exists() and not is_empty:
        return False
    example = _EXAMPLE / "corpus"
    shutil.copytree(example, corpus, copy_function=shutil.copyfile, dirs_exist_ok=True)
    return True


def _create_env(env: Path) -> bool:
    """Copies `.env.example`, readable by its owner only; returns False where `.env` exists."""
    example = env_example().read_bytes()
    try:
        env.touch(mode=0o600, exist_ok=False)
    except FileExistsError:
        return False
    env.write_bytes(example)
    return True


def check(settings: "Settings", *, strict: bool, output: Literal["text", "json", "github"]) -> int:
    """Prints every problem of the corpus; returns the exit status.

    It is 1 if there is an error or, with `strict`, a warning. GitHub shows the problems that are
    printed for it next to their lines in a pull request.
    """
    from bot.checking.corpus import check_corpus
    from bot.cli.opening import semantics_of
    from bot.settings import private_folder

    cache = private_folder(settings.cache_folder)
    report = check_corpus(settings.corpus, cache, semantics_of(settings))
    if output == "json":
        print(json.dumps(_as_json(report), ensure_ascii=False, default=str))
    else:
        for problem in report.problems:
            print(_annotation(problem) if output == "github" else problem)
        print(f"{settings.corpus}: {summary(report)}")
    return 1 if report.errors or (strict and report.warnings) else 0


def summary(report: "Report") -> str:
    """Counts the problems, and the forums, speeches and passages that were checked."""
    counts = [(report.errors, "error(s)"), (report.warnings, "warning(s)")]
    found = ", ".join(f"{count} {name}" for count, name in counts if count)
    return (
        f"{found or 'no problems'} in {report.forums} forum(s), "
        f"{report.speeches} speech(es), {report.passages} passages"
    )


def _annotation(problem: Problem) -> str:
    """Formats a problem as a workflow command of GitHub Actions."""
    path = str(problem.path).translate(_ENCODED)
    message = in_one_line(problem.message).replace("%", "%25")
    return f"::{problem.severity} file={path},line={problem.line}::{message}"


def _as_json(report: "Report") -> dict[str, object]:
    keys = ("path", "line", "severity", "message")
    return {
        "forums": report.forums,
        "speeches": report.speeches,
        "passages": report.passages,
        "problems": [{key: getattr(each, key) for key in keys} for each in report.problems],
    }
