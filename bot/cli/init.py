"""`forum-bot init`: an example corpus and a `.env` to begin with, where there are none."""

import shutil
from pathlib import Path

from bot.errors import in_one_line

_EXAMPLE = Path(__file__).parent / "example"
_ENV = ".env.example"

_ASK_THE_EXAMPLE = """\
  forum-bot ask 图书馆晚上开门
  forum-bot ask "what did Jane Doe say about benches"
then write your own forum over the example, and
"""

_NEXT_STEPS = """\
  put the token into {env}; @BotFather in Telegram gives one for /newbot
  forum-bot check     lists what is wrong with the corpus
  forum-bot ask       answers in the terminal
  forum-bot doctor    says what keeps the bot from running
  forum-bot run       runs it in Telegram"""


def init(folder: Path) -> None:
    """Makes what is missing in the folder, keeps what is there, and prints the next steps."""
    folder.mkdir(parents=True, exist_ok=True)
    corpus, env = folder / "corpus", folder / ".env"
    has_example = _make_corpus(corpus)
    _tell(corpus, "an example forum", made=has_example)
    _tell(env, "the settings, each with its default", made=_make_env(env))
    elsewhere = folder.resolve() != Path.cwd()
    print("\nnext" + (in_one_line(f", in the folder {folder}") if elsewhere else "") + ":")
    print((_ASK_THE_EXAMPLE if has_example else "") + _NEXT_STEPS.format(env=env.name))


def env_example() -> Path:
    """The example of `.env`: in an installed package beside this file, else in its repository."""
    packaged = _EXAMPLE / _ENV
    return packaged if packaged.exists() else Path(__file__).parents[2] / _ENV


def _make_corpus(corpus: Path) -> bool:
    """Whether it is made: nothing was in its place, or an empty folder."""
    if corpus.exists() and not (corpus.is_dir() and not any(corpus.iterdir())):
        return False
    example = _EXAMPLE / "corpus"
    shutil.copytree(example, corpus, copy_function=shutil.copyfile, dirs_exist_ok=True)
    return True


def _make_env(env: Path) -> bool:
    """Whether it is made; it is for its owner alone, since the token goes into it."""
    example = env_example().read_bytes()
    try:
        env.touch(mode=0o600, exist_ok=False)
    except FileExistsError:
        return False
    env.write_bytes(example)
    return True


def _tell(path: Path, what: str, *, made: bool) -> None:
    told = f"made {path}: {what}" if made else f"kept {path}: it is there already"
    print(in_one_line(told))
