"""Folders that only the user of the bot can open."""

import getpass
import logging
import os
import tempfile
from pathlib import Path

from xxhash import xxh3_64_hexdigest

log = logging.getLogger(__name__)


def private_folder(path: Path) -> Path:
    """Makes a folder with mode 0700; falls back to a temporary one, the same each time."""
    try:
        return _private(path)
    except OSError as error:
        return substitute(path, error)


def substitute(path: Path, error: OSError) -> Path:
    """Makes a temporary folder to use instead of one in which nothing can be kept."""
    user = os.getuid() if hasattr(os, "getuid") else getpass.getuser()  # Windows has no numbers
    name = f"forum-bot-{user}-{xxh3_64_hexdigest(str(path).encode())}"
    other = Path(tempfile.gettempdir(), name)
    try:
        _private(other)
        if other.is_symlink() or (hasattr(os, "getuid") and other.stat().st_uid != user):
            raise PermissionError
    except OSError:  # somebody else has it, or nothing can be kept there either
        other = Path(tempfile.mkdtemp(prefix="forum-bot-"))
    fault = f"nothing can be kept in {path} ({error.strerror})"
    log.warning("%s; using %s, which may be lost", fault, other)
    return other


def _private(path: Path) -> Path:
    """Makes a private folder; raises OSError where it is another user's, or takes no file."""
    path.mkdir(mode=0o700, parents=True, exist_ok=True)
    path.chmod(0o700)
    with tempfile.TemporaryFile(dir=path):
        return path
