"""The panel of a chat's settings: one message, whose buttons open a setting and choose its value.

A button sends `set:` and the name of a setting, and behind `=` the value that is chosen.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

from telegram import InlineKeyboardButton

from bot.chat.messages.buttons import digest
from bot.chat.messages.markup import bold, clipped, joined, plain
from bot.chat.messages.post import Post, pressed
from bot.corpus.speech import Forum
from bot.database.chats import ANSWERS_TO, ChatSettings
from bot.texts import LANGUAGES, Texts

PANEL = "set:"
CLOSE = f"{PANEL}close"
FORUMS = "forums"

_MOST_FORUMS = 50
"""Forums that have a button; a chat may choose among the first ones only."""

_TITLE = 60


@dataclass(frozen=True, slots=True)
class _Choice:
    """A setting with a few values; `label` and `value` are the keys of their texts."""

    name: str
    label: str
    value: str
    values: Sequence[Any]
    only_in_groups: bool = False


_CHOICES = (
    _Choice("answers_to", "set-answers-to", "answers-to", ANSWERS_TO, only_in_groups=True),
    _Choice("language", "set-language", "in-language", (None, *LANGUAGES)),
    _Choice("passages", "set-passages", "passages-shown", (1, 2, 3, 4, 5)),
    _Choice("quiet", "set-quiet", "refuses", (False, True), only_in_groups=True),
)


def overview(
    settings: ChatSettings, forums: Sequence[Forum], texts: Texts, *, private: bool, deaf: bool
) -> Post:
    """All settings and their values; `deaf` says that Telegram shows the bot no plain messages."""
    choices = [choice for choice in _CHOICES if not (private and choice.only_in_groups)]
    told = [(choice.label, _worded(choice, settings, texts)) for choice in choices]
    opening = [pressed(texts(choice.label), f"{PANEL}{choice.name}") for choice in choices]
    if len(forums) > 1:
        told.append(("set-forums", _chosen_forums(settings, forums, texts)))
        opening.append(pressed(texts("set-forums"), f"{PANEL}{FORUMS}"))
    colon = texts("colon")
    lines = [plain(texts(label) + colon) + bold(value) for label, value in told]
    warning = [plain(texts("set-deaf"))] if deaf and settings.answers_to != "commands" else []
    rows = [(button,) for button in (*opening, pressed(texts("button-done"), CLOSE))]
    markup = joined([bold(texts("settings")), joined(lines), *warning], "\n\n")
    return Post(markup, tuple(rows))


def menu(name: str, settings: ChatSettings, forums: Sequence[Forum], texts: Texts) -> Post | None:
    """The values of a setting to choose from; None where there is no such setting."""
    if name == FORUMS:
        return _menu("set-forums", list(_forum_buttons(settings, forums, texts)), texts)
    choice = next((choice for choice in _CHOICES if choice.name == name), None)
    if choice is None:
        return None
    current = getattr(settings, name)
    buttons = [
        _option(choice, texts(choice.value, value=str(value)), str(value), value == current)
        for value in choice.values
    ]
    return _menu(choice.label, buttons, texts)


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


def _menu(label: str, buttons: Sequence[InlineKeyboardButton], texts: Texts) -> Post:
    back = pressed(texts("button-back"), PANEL)
    return Post(bold(texts(label)), tuple((button,) for button in (*buttons, back)))


def _option(choice: _Choice, label: str, value: str, chosen: bool) -> InlineKeyboardButton:
    return pressed(_ticked(label, chosen), f"{PANEL}{choice.name}={value}")


def _ticked(label: str, chosen: bool) -> str:
    return f"✓ {label}" if chosen else label


def _worded(choice: _Choice, settings: ChatSettings, texts: Texts) -> str:
    return texts(choice.value, value=str(getattr(settings, choice.name)))


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
    for forum in forums[:_MOST_FORUMS]:
        label = _ticked(clipped(forum.title, _TITLE), forum.name in settings.forums)
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
