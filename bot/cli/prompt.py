"""The interactive prompt: a line to edit, a history over sessions, words to leave and for help."""

from collections.abc import Iterator
from pathlib import Path
from unicodedata import normalize

from prompt_toolkit import PromptSession
from prompt_toolkit.history import FileHistory

_PROMPT = "❯ "
_LEAVING = frozenset({"quit", "exit", ":q", "退出"})
_WONDERING = frozenset({"help", "?", "帮助"})
_HOW_TO_ASK = (
    "Ask in your own words, in Chinese or English; name a speaker to hear that one alone."
    " Ctrl-D or quit ends."
)


def typed_lines(history: Path) -> Iterator[str]:
    """The questions that a person types; Ctrl-C gives up a line, Ctrl-D or a word for it ends."""
    session: PromptSession[str] = PromptSession(history=FileHistory(str(history)))
    while True:
        try:
            line = session.prompt(_PROMPT)
        except KeyboardInterrupt:
            continue
        except EOFError:
            return
        word = normalize("NFKC", line).strip().lower()
        if word in _LEAVING:
            return
        if word in _WONDERING:
            print(_HOW_TO_ASK)
        else:
            yield line
