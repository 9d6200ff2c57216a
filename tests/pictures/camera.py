"""Photographs a page with Chromium, cut to what is on it."""

import re
import shutil
import subprocess
import tempfile
from pathlib import Path

from tests.pictures.element import Html
from tests.pictures.page import WIDTH
from tests.pictures.png import shrunk

SCALE = 2
"""Pixels of a picture for one of the page, as sharp screens have."""

_PROGRAMS = ("chromium", "chromium-browser", "google-chrome")
_FLAGS = (
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--hide-scrollbars",
    f"--force-device-scale-factor={SCALE}",
)
_HEIGHT = re.compile(r'<html[^>]* data-height="(\d+)"')
_HIGHEST = 4000
_SECONDS = 60


class CameraError(Exception):
    """Chromium has taken no picture."""


def is_installed() -> bool:
    return any(map(shutil.which, _PROGRAMS))


def take(html: Html, picture: Path) -> None:
    """Writes the picture of a page as PNG, as high as the page is; raises CameraError."""
    with tempfile.TemporaryDirectory(prefix="camera-") as name:
        folder = Path(name)
        page = folder / "page.html"
        page.write_text(html, encoding="utf-8")
        found = _HEIGHT.search(_chromium(folder, page, _HIGHEST, "--dump-dom"))
        if not found:
            raise CameraError("the page does not tell its height")
        taken = folder / "picture.png"
        _chromium(folder, page, int(found[1]), f"--screenshot={taken}")
        if not taken.exists():
            raise CameraError("Chromium has written no picture")
        picture.write_bytes(shrunk(taken.read_bytes()))


def _chromium(folder: Path, page: Path, height: int, *arguments: str) -> str:
    """Runs Chromium with a profile of its own, and gives what it prints."""
    program = next(filter(None, map(shutil.which, _PROGRAMS)), None)
    if program is None:
        raise CameraError(f"none of these is installed: {', '.join(_PROGRAMS)}")
    size = f"--window-size={WIDTH},{height}"
    command = [program, *_FLAGS, f"--user-data-dir={folder / 'profile'}", size, *arguments]
    done = subprocess.run(
        [*command, page.as_uri()],
        capture_output=True,
        text=True,
        timeout=_SECONDS,
        check=False,
    )
    if done.returncode:
        raise CameraError(f"Chromium ended with {done.returncode}: {done.stderr[-500:]}")
    return done.stdout
