"""`Farming without a signal — Bill Tuttle, farmer`: a heading and a name on one line."""

import re
from collections.abc import Iterator

from bot.importing.clues.lead import Kind, Lead
from bot.importing.clues.person import person_in, person_listed_in
from bot.importing.punctuation import has_words, is_short

_BETWEEN = re.compile(r"\s+[—–-]{1,2}\s+|——|\s*[|｜/]\s*|(?<=[》”」])[\s\u3000]*")
_BRACKETED = re.compile(r"(.+?)[\s\u3000]*[（(]([^（()）]+)[)）]")


def titled_at(text: str) -> Lead | None:
    """A heading that names somebody before or behind it; others like it must bear it out."""
    if not is_short(text):
        return None
    for title, named in _parted(text):
        person = person_listed_in(named)
        if person and has_words(title) and person_in(title) is None:
            return Lead(Kind.HEADED, person, len(text), title=title.strip())
    return None


def _parted(text: str) -> Iterator[tuple[str, str]]:
    """What may be the title and the name, a name behind the title first."""
    for found in reversed(list(_BETWEEN.finditer(text))):
        yield text[: found.start()], text[found.end() :]
    brackets = _BRACKETED.fullmatch(text)
    if brackets:
        yield brackets[1], brackets[2]
    for found in _BETWEEN.finditer(text):
        yield text[found.end() :], text[: found.start()]
