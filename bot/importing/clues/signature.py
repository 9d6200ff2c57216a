"""`——刘晖(书记)`: who spoke stands below what was said."""

import re

from bot.importing.clues.lead import Kind, Lead
from bot.importing.clues.person import person_in

_DASH = re.compile(r"\s*(?:[—–―]{1,3}|-{1,3})\s*")


def signature_at(text: str) -> Lead | None:
    """A line that is a dash and somebody's name."""
    dash = _DASH.match(text)
    person = person_in(text[dash.end() :].rstrip("。.")) if dash else None
    return Lead(Kind.SIGNATURE, person, len(text), person.sure) if person else None
