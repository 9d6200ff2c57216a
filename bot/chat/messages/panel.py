"""The panel of a chat's settings: one message, whose buttons open a setting and choose its value.

A button sends `set:` and the name of a setting, and after `=` the chosen value.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

from bot.chat.messages.buttons import digest, named_by, numbered
from bot.chat.messages.post import Post, bold, clipped, joined, plain, pressed
from bot.corpus.speech import Forum
from bot.database.chats import ANSWERS_TO, ChatSettings
from bot.texts import LANGUAGES, Texts

PANEL = "set:"
CLOSE = f"{PANEL}close"
FORUMS = "forums"

_MOST_FORUMS = 50
"""Forums that have a button; a chat may choose among the first ones only."""

_TITLE, _LABEL = 60, 64
"""UTF-16 units of a forum's title, and of a setting with its value on a button."""


@dataclass(frozen=True, slots=True)
class _Choice:
    """A setting with a few values; `label` and `value` are the keys of their texts.

    The values are listed in a column, unless they are so short that they fit `in_a_row`.
    """

    label: str
    value: str
    values: Sequence[Any]
    only_in_groups: bool = False
    in_a_row: bool = False


_CHOICES = {
    "answers_to": _Choice("set-answers-to", "answers-to", ANSWERS_TO, only_in_groups=True),
    "language": _Choice("set-language", "in-language", (None, *LANGUAGES)),
    "passages": _Choice("set-passages", "passages-shown", (1, 2, 3, 4, 5), in_a_row=True),
    "quiet": _Choice("set-quiet", "refuses", (False, True), only_in_groups=True),
}


def overview(
    settings: ChatSettings, forums: Sequence[Forum], texts: Texts, *, private: bool, deaf: bool
) -> Post:
    """A button for each setting, with its value.

    `deaf` says that Telegram shows the bot no plain messages.
    """
    buttons = [
        pressed(clipped(label + value, _LABEL), f"{PANEL}{name}")
        for name, label, value in _values(settings, forums, texts, private=private)
    ]
    warning = [plain(texts("set-deaf"))] if deaf and settings.answers_to != "commands" else []
    rows = tuple((button,) for button in (*buttons, pressed(texts("button-done"), CLOSE)))
    return Post(joined([bold(texts("settings")), *warning], "\n\n"), rows)


def summary(
    settings: ChatSettings, forums: Sequence[Forum], texts: Texts, *, private: bool
) -> Post:
    """All settings and their values, without buttons."""
    values = _values(settings, forums, texts, private=private)
    lines = joined(plain(label) + bold(value) for _, label, value in values)
    return Post(joined([bold(texts("settings")), lines], "\n\n"))


def menu(name: str, settings: ChatSettings, forums: Sequence[Forum], texts: Texts) -> Post | None:
    """The values of a setting to choose from; None for an unknown one."""
    choice = _CHOICES.get(name)
    if choice:
        current = getattr(settings, name)
        options = [
            (str(value), texts(choice.value, value=str(value)), value == current)
            for value in choice.values
        ]
    elif name == FORUMS:
        options = _forum_options(settings, forums, texts)
    else:
        return None
    buttons = [
        pressed(f"✓ {label}" if chosen else label, f"{PANEL}{name}={value}")
        for value, label, chosen in options
    ]
    in_a_row = choice is not None and choice.in_a_row
    rows = [tuple(buttons)] if in_a_row else [(button,) for button in buttons]
    heading = texts(choice.label if choice else "set-forums")
    return Post(bold(heading), (*rows, (pressed(texts("button-back"), PANEL),)))


def changed(
    settings: ChatSettings, name: str, value: str, forums: Sequence[Forum]
) -> ChatSettings | None:
    """The settings with a value chosen; None for an unknown one."""
    if name == FORUMS:
        return _with_forum(settings, value, forums)
    known = _CHOICES[name].values if name in _CHOICES else ()
    chosen = [each for each in known if str(each) == value]
    return replace(settings, **{name: chosen[0]}) if chosen else None


def _values(
    settings: ChatSettings, forums: Sequence[Forum], texts: Texts, *, private: bool
) -> Iterator[tuple[str, str, str]]:
    """The settings that matter in a chat: name, label with a colon, and the value in words."""
    colon = texts("colon")
    for name, choice in _CHOICES.items():
        if not (private and choice.only_in_groups):
            value = texts(choice.value, value=str(getattr(settings, name)))
            yield name, texts(choice.label) + colon, value
    if len(forums) > 1:
        titles = [clipped(f.title, _TITLE) for f in forums if f.name in settings.forums]
        value = texts("list-separator").join(titles[:_MOST_FORUMS]) or texts("all-forums")
        yield FORUMS, texts("set-forums") + colon, value


def _forum_options(
    settings: ChatSettings, forums: Sequence[Forum], texts: Texts
) -> list[tuple[str, str, bool]]:
    """All forums, and each of them: its value, its label, and whether it is chosen."""
    shown = forums[:_MOST_FORUMS]
    titles = numbered(clipped(forum.title, _TITLE) for forum in shown)
    every = all(forum.name not in settings.forums for forum in forums)
    return [
        ("", texts("all-forums"), every),
        *(
            (digest(forum.name), title, forum.name in settings.forums)
            for forum, title in zip(shown, titles, strict=True)
        ),
    ]


def _with_forum(settings: ChatSettings, value: str, forums: Sequence[Forum]) -> ChatSettings | None:
    """Adds a forum to those chosen, or removes it; no value removes all, which means all."""
    if not value:
        return replace(settings, forums=())
    known = [forum.name for forum in forums]
    name = named_by(value, known)
    if name is None:
        return None
    chosen = set(settings.forums) ^ {name}
    return replace(settings, forums=tuple(name for name in known if name in chosen))
