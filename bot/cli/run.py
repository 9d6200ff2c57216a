"""`forum-bot run`: runs the Telegram bot."""

import errno
import gc
import signal
import sys

from bot.answering.live_corpus import LiveCorpus
from bot.chat.application import run as run_bot
from bot.chat.logs import configure_logging
from bot.cli.opening import database_address, progress_bar, semantics_of, server_of
from bot.settings import Settings, private_folder, substitute

_DISK_FULL = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)

_GC_THRESHOLD = 10_000
"""New objects between two garbage collections; Python's 700 are few."""

_SWITCH_SECONDS = 0.0005
"""How long a thread runs while others wait; an answer waits for its turn about ten times."""


def run(settings: Settings, *, webhook: bool) -> None:
    """Answers in Telegram until a signal stops it; fetches updates, or receives them by webhook."""
    if hasattr(signal, "SIGHUP"):  # asks a running bot to reload; one that starts reads anyway
        signal.signal(signal.SIGHUP, signal.SIG_IGN)
    as_json = {"json": True, "text": False}.get(settings.log_format, not sys.stderr.isatty())
    errors = configure_logging(settings.log_level, settings.token(), as_json=as_json)
    cache = private_folder(settings.cache_folder)
    _favour_answers()
    semantics, server = semantics_of(settings), server_of(settings)
    with progress_bar() as bar:
        try:
            library = LiveCorpus(settings.corpus, cache, bar, semantics, server)
        except OSError as error:  # on a full disk an index elsewhere is enough to answer
            if error.errno not in _DISK_FULL:
                raise
            elsewhere = substitute(cache, error)
            library = LiveCorpus(settings.corpus, elsewhere, bar, semantics, server)
    run_bot(library, settings, database_address(settings), errors, webhook=webhook)


def _favour_answers() -> None:
    """Keeps garbage collection and other threads from delaying answers.

    The objects of the program itself are exempt from collection, which would take a tenth of a
    second, and a thread that reads a corpus yields sooner than by default.
    """
    sys.setswitchinterval(_SWITCH_SECONDS)
    gc.collect()
    gc.freeze()
    gc.set_threshold(_GC_THRESHOLD)
