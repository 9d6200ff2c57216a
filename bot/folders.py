"""Folders for what the bot keeps, closed to everybody but the user it runs as."""

import getpass
import logging
import os
import tempfile
from pathlib import Path

from xxhash import xxh3_64_hexdigest

log = logging.getLogger(__name__)


def private_folder(path: Path) -> Path:
    """The folder, made with mode 0700; where it cannot be, the same temporary one each time."""
    try:
        return _private(path)
    except OSError as error:
        return substitute(path, error)


def substitute(path: Path, error: OSError) -> Path:
    """A temporary folder in the place of one where an error keeps anything from being kept."""
    user = os.getuid() if hasattr(os, "getuid") else getpass.getuser()  # Windows has no numbers
    other = (
        Path(tempfile.gettempdir()) / f"forum-bot-{user}-{xxh3_64_hexdigest(str(path).encode())}"
    )
    try:
        _private(other)
        if other.is_symlink() or (hasattr(os, "getuid") and other.stat().st_uid != user):
            raise PermissionError
    except OSError:  # somebody else has it, or nothing can be kept there either
        other = Path(tempfile.mkdtemp(prefix="forum-bot-"))
    fault = f"nothing can be kept in {path} ({error.strerror})"
    log.warning("%s; what is kept in %s instead may be lost", fault, other)
    return other


def _private(path: Path) -> Path:
    """Raises OSError where the folder is another user's, or takes no file."""
    path.mkdir(mode=0o700, parents=True, exist_ok=True)
    path.chmod(0o700)
    with tempfile.TemporaryFile(dir=path):
        return path
