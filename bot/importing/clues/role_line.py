"""`荷塘区月塘街道党工委书记`: a line that states a role and says nothing else."""

import re

from bot.importing.article import Block
from bot.importing.clues.leads import lead_of
from bot.importing.punctuation import is_prose
from bot.importing.roles import ends_in_post, is_role

_BRACKETED = re.compile(r"[（(]\s*(.*?)\s*[)）]")


def role_stated(block: Block) -> str | None:
    """The role that a block of its own states, brackets around it aside."""
    brackets = _BRACKETED.fullmatch(block.text)
    role = brackets[1] if brackets else block.text
    if not re.match(r"\w", role) or not is_role(role) or lead_of(block) or is_prose(block.text):
        return None
    is_said_so = ends_in_post(role) or role[:1].islower() or "," in role
    return role if brackets or is_said_so else None
