"""Folders for what the bot keeps, closed to everybody but the user it runs as."""

import logging
import tempfile
from pathlib import Path

log = logging.getLogger(__name__)


def private_folder(path: Path) -> Path:
    """The folder, made with mode 0700; where it cannot be, a temporary one in its place."""
    try:
        path.mkdir(mode=0o700, parents=True, exist_ok=True)
        path.chmod(0o700)
        with tempfile.TemporaryFile(dir=path):
            return path
    except OSError as error:
        log.warning("cannot keep anything in %s (%s); it will be lost", path, error.strerror)
        return Path(tempfile.mkdtemp(prefix="forum-bot-"))
