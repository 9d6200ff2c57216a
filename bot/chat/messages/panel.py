"""The panel of a chat's settings: one message, whose buttons open a setting and choose its value.

A button sends `set:` and the name of a setting, and behind `=` the value that is chosen.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

from telegram import InlineKeyboardButton

from bot.chat.messages.buttons import digest, numbered
from bot.chat.messages.post import Post, Row, bold, clipped, joined, plain, pressed
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

    The values stand below each other, unless they are so short that they fit `in_a_row`.
    """

    name: str
    label: str
    value: str
    values: Sequence[Any]
    only_in_groups: bool = False
    in_a_row: bool = False


_CHOICES = (
    _Choice("answers_to", "set-answers-to", "answers-to", ANSWERS_TO, only_in_groups=True),
    _Choice("language", "set-language", "in-language", (None, *LANGUAGES)),
    _Choice("passages", "set-passages", "passages-shown", (1, 2, 3, 4, 5), in_a_row=True),
    _Choice("quiet", "set-quiet", "refuses", (False, True), only_in_groups=True),
)


def overview(
    settings: ChatSettings, forums: Sequence[Forum], texts: Texts, *, private: bool, deaf: bool
) -> Post:
    """A button for each setting, with its value.

    `deaf` says that Telegram shows the bot no plain messages.
    """
    colon = texts("colon")
    opening = [
        pressed(clipped(texts(label) + colon + value, _LABEL), f"{PANEL}{name}")
        for name, label, value in _values(settings, forums, texts, private=private)
    ]
    warning = [plain(texts("set-deaf"))] if deaf and settings.answers_to != "commands" else []
    rows = [(button,) for button in (*opening, pressed(texts("button-done"), CLOSE))]
    return Post(joined([bold(texts("settings")), *warning], "\n\n"), tuple(rows))


def summary(
    settings: ChatSettings, forums: Sequence[Forum], texts: Texts, *, private: bool
) -> Post:
    """All settings and their values, with nothing to press."""
    colon = texts("colon")
    lines = [
        plain(texts(label) + colon) + bold(value)
        for _, label, value in _values(settings, forums, texts, private=private)
    ]
    return Post(joined([bold(texts("settings")), joined(lines)], "\n\n"))


def menu(name: str, settings: ChatSettings, forums: Sequence[Forum], texts: Texts) -> Post | None:
    """The values of a setting to choose from; None where there is no such setting."""
    if name == FORUMS:
        listed = _forum_buttons(settings, forums, texts)
        return _menu("set-forums", [(button,) for button in listed], texts)
    choice = next((choice for choice in _CHOICES if choice.name == name), None)
    if choice is None:
        return None
    current = getattr(settings, name)
    buttons = [
        _option(choice, texts(choice.value, value=str(value)), str(value), value == current)
        for value in choice.values
    ]
    rows = [tuple(buttons)] if choice.in_a_row else [(button,) for button in buttons]
    return _menu(choice.label, rows, texts)


def changed(
    settings: ChatSettings, name: str, value: str, forums: Sequence[Forum]
) -> ChatSettings | None:
    """The settings with a value chosen; None where there is no such value."""
    if name == FORUMS:
        return _with_forum(settings, value, forums)
    for choice in _CHOICES:
        for known in choice.values:
            if choice.name == name and str(known) == value:
                return replace(settings, **{name: known})
    return None


def _menu(label: str, rows: Sequence[Row], texts: Texts) -> Post:
    back = pressed(texts("button-back"), PANEL)
    return Post(bold(texts(label)), (*rows, (back,)))


def _option(choice: _Choice, label: str, value: str, chosen: bool) -> InlineKeyboardButton:
    return pressed(_ticked(label, chosen), f"{PANEL}{choice.name}={value}")


def _ticked(label: str, chosen: bool) -> str:
    return f"✓ {label}" if chosen else label


def _values(
    settings: ChatSettings, forums: Sequence[Forum], texts: Texts, *, private: bool
) -> Iterator[tuple[str, str, str]]:
    """The settings that matter in a chat: name, key of the label, and the value in words."""
    for choice in _CHOICES:
        if not (private and choice.only_in_groups):
            value = texts(choice.value, value=str(getattr(settings, choice.name)))
            yield choice.name, choice.label, value
    if len(forums) > 1:
        yield FORUMS, "set-forums", _chosen_forums(settings, forums, texts)


def _chosen_forums(settings: ChatSettings, forums: Sequence[Forum], texts: Texts) -> str:
    titles = [forum.title for forum in forums if forum.name in settings.forums]
    if not titles:
        return texts("all-forums")
    return texts("list-separator").join(clipped(title, _TITLE) for title in titles[:_MOST_FORUMS])


def _forum_buttons(
    settings: ChatSettings, forums: Sequence[Forum], texts: Texts
) -> Iterator[InlineKeyboardButton]:
    known = {forum.name for forum in forums}
    every = known.isdisjoint(settings.forums)
    yield pressed(_ticked(texts("all-forums"), every), f"{PANEL}{FORUMS}=")
    shown = forums[:_MOST_FORUMS]
    titles = numbered(clipped(forum.title, _TITLE) for forum in shown)
    for forum, title in zip(shown, titles, strict=True):
        label = _ticked(title, forum.name in settings.forums)
        yield pressed(label, f"{PANEL}{FORUMS}={digest(forum.name)}")


def _with_forum(settings: ChatSettings, value: str, forums: Sequence[Forum]) -> ChatSettings | None:
    """Adds a forum to those chosen, or takes it out; no value takes all out, which means all."""
    if not value:
        return replace(settings, forums=())
    name = next((forum.name for forum in forums if digest(forum.name) == value), None)
    if name is None:
        return None
    known = [forum.name for forum in forums]
    chosen = set(settings.forums) ^ {name}
    return replace(settings, forums=tuple(name for name in known if name in chosen))
