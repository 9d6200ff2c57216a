"""The interactive prompt: a line to edit, a history over sessions, Ctrl-D to leave."""

from collections.abc import Iterator
from pathlib import Path

from prompt_toolkit import PromptSession
from prompt_toolkit.history import FileHistory

_PROMPT = "❯ "


def typed_lines(history: Path) -> Iterator[str]:
    """The lines that a person types; Ctrl-C gives up a line, Ctrl-D ends."""
    session: PromptSession[str] = PromptSession(history=FileHistory(str(history)))
    while True:
        try:
            yield session.prompt(_PROMPT)
        except KeyboardInterrupt:
            continue
        except EOFError:
            return
