"""Which reader a file is for, by the end of its name."""

from collections.abc import Callable
from pathlib import Path

from bot.errors import ImportingError
from bot.importing.article import Lines
from bot.importing.reading.limits import LINE, check_lines, too_large
from bot.importing.reading.markdown import read_markdown
from bot.importing.reading.plain import read_plain
from bot.importing.reading.portable import read_portable
from bot.importing.reading.web_page import read_web_page
from bot.importing.reading.word import read_word

_READERS: dict[str, Callable[[Path], Lines]] = {
    "": read_plain,
    ".txt": read_plain,
    ".text": read_plain,
    ".md": read_markdown,
    ".markdown": read_markdown,
    ".html": read_web_page,
    ".htm": read_web_page,
    ".xhtml": read_web_page,
    ".docx": read_word,
    ".pdf": read_portable,
}


def read_lines(path: Path) -> Lines:
    """The lines of a file; raises ImportingError with one plain line for any that has none."""
    suffix = path.suffix.lower()
    reader = _READERS.get(suffix)
    if reader is None:
        known = ", ".join(name for name in _READERS if name)
        raise ImportingError(f"{path}: {suffix} files cannot be read; the kinds are {known}")
    try:
        found = reader(path)
    except ModuleNotFoundError as error:
        raise ImportingError(
            f"{path}: {suffix} files need more packages ({error.name}); "
            "install them with: pip install '.[import]'"
        ) from None
    check_lines(path, sum(len(line.text) for line in found.lines), len(found.lines))
    longest = max((len(line.text) for line in found.lines), default=0)
    if longest > LINE:
        raise too_large(path, f"holds a line of {longest:,} characters")
    if not found.lines:
        raise ImportingError(f"{path}: there is no text in this file")
    return found
