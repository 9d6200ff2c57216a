"""`forum-bot run`: the Telegram bot."""

import errno
import gc
import signal
import sys
from pathlib import Path

from bot.answering.live_corpus import LiveCorpus
from bot.chat.application import run as run_bot
from bot.chat.logs import configure_logging
from bot.cli.opening import Bar, database_address, semantics_of
from bot.settings import Settings, private_folder, substitute

_GARBAGE_AFTER = 10_000
"""New objects after which those that refer to each other are looked for; Python's 700 are few."""

_TURN_SECONDS = 0.0005
"""How long a thread goes on while others wait; an answer waits for its turn about ten times."""

_FULL = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)
"""What is wrong where no more fits on a disk: answers need none, once there is an index."""


def run(settings: Settings, corpus: Path, *, webhook: bool) -> None:
    """Answers in Telegram until a signal stops it; fetches updates, or has a webhook for them."""
    if hasattr(signal, "SIGHUP"):  # which is to reload the corpus, as the start does anyway
        signal.signal(signal.SIGHUP, signal.SIG_IGN)
    as_json = settings.log_format == "json"
    if settings.log_format == "auto":
        as_json = not sys.stderr.isatty()
    errors = configure_logging(settings.log_level, settings.token(), as_json=as_json)
    cache = private_folder(settings.cache_folder)
    _favour_answers()
    semantics = semantics_of(settings)
    with Bar() as bar:
        try:
            library = LiveCorpus(corpus, cache, bar, semantics)
        except OSError as error:
            if error.errno not in _FULL:
                raise
            library = LiveCorpus(corpus, substitute(cache, error), bar, semantics)
    run_bot(library, settings, database_address(settings), errors, webhook=webhook)


def _favour_answers() -> None:
    """Keeps answers from being held up while something else goes on in this process.

    What is there by now, which is the program, is not gone through again and again: that would
    take a tenth of a second. And a thread that reads a corpus gives way sooner than by default.
    """
    sys.setswitchinterval(_TURN_SECONDS)
    gc.collect()
    gc.freeze()
    gc.set_threshold(_GARBAGE_AFTER)
