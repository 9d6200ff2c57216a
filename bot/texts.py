"""The texts that people read, in their language: the Fluent files of `locales/`."""

from functools import cache, lru_cache
from pathlib import Path

from fluent.runtime import FluentBundle, FluentResource

LANGUAGES = ("zh", "en")
_FOLDER = Path(__file__).parent / "locales"
_LONGEST_VALUE = 500
"""Characters that a value in a text may have; Fluent refuses more than a thousand."""

_AT_HAND = 1024
"""Formatted texts that are cached: most are needed over and over."""


class Texts:
    """The texts of one language.

    >>> Texts("en")("place", number=3, total=5)
    'part 3 of 5'
    """

    def __init__(self, language: str) -> None:
        self.language = language
        # Isolation marks would count as characters of a message, and be copied with its words.
        self._bundle = FluentBundle([language], use_isolating=False)
        source = (_FOLDER / f"{language}.ftl").read_text(encoding="utf-8")
        self._bundle.add_resource(FluentResource(source))
        self._cached = lru_cache(_AT_HAND)(self._formatted)

    def __call__(self, key: str, **values: str | int) -> str:
        """Formats a text with values, which are not escaped; very long ones are cut."""
        return self._cached(key, **{name: _clipped(value) for name, value in values.items()})

    def _formatted(self, key: str, **values: str | int) -> str:
        pattern = self._bundle.get_message(key).value
        if pattern is None:
            raise KeyError(key)
        text, errors = self._bundle.format_pattern(pattern, values)
        if errors:
            raise errors[0]
        return str(text)


def _clipped(value: str | int) -> str | int:
    if isinstance(value, int) or len(value) <= _LONGEST_VALUE:
        return value
    return f"{value[: _LONGEST_VALUE - 1]}…"


@cache
def texts_in(language: str) -> Texts:
    """Returns the texts of a language, the English ones for one that is not among `LANGUAGES`."""
    return Texts(language if language in LANGUAGES else "en")
