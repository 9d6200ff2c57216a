"""What tells whether something that was kept was made by the same code."""

import importlib.util
from collections.abc import Sequence
from hashlib import sha256
from pathlib import Path
from types import ModuleType

_READ = (".py", ".txt")


def fingerprint(own: Sequence[ModuleType], others: Sequence[str], *more: str) -> str:
    """Changes with the code and the lists of our own packages, and with others' installed files.

    The others, given by their names, are not imported. 16 hexadecimal digits.
    """
    digest = sha256("\n".join(more).encode())
    for package in own:
        for path in sorted(Path(package.__path__[0]).rglob("*")):
            if path.suffix in _READ:
                digest.update(path.read_bytes())
    for name in others:
        found = importlib.util.find_spec(name)
        if found and found.origin:
            state = Path(found.origin).stat()
            digest.update(f"{name} {state.st_size} {state.st_mtime_ns}".encode())
    return digest.hexdigest()[:16]
