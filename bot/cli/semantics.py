"""Whether passages are found by what they mean, as the settings say."""

from bot.language.encoder import Semantics
from bot.settings import Settings


def semantics_of(settings: Settings) -> Semantics:
    return Semantics(settings.semantic, settings.semantic_passages)
