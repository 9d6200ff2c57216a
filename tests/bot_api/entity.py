"""A piece of formatting in a text, and a text together with its formatting."""

from dataclasses import dataclass, replace

from . import utf16

# Outer before inner where two entities cover the same text; all others come in between.
_OUTERMOST = ("blockquote", "expandable_blockquote", "pre", "code")
_INNERMOST = ("bold", "italic", "underline", "strikethrough", "spoiler", "custom_emoji")


@dataclass(frozen=True, slots=True)
class Entity:
    """A formatted piece; offset and length are in UTF-16 code units."""

    type: str
    offset: int
    length: int
    url: str | None = None
    user_id: int | None = None
    language: str | None = None
    custom_emoji_id: str | None = None
    unix_time: int | None = None
    date_time_format: str | None = None

    @property
    def end(self) -> int:
        return self.offset + self.length

    def moved(self, by: int) -> "Entity":
        return replace(self, offset=self.offset + by)

    def overlaps(self, other: "Entity") -> bool:
        return self.offset < other.end and other.offset < self.end

    def text_in(self, text: str) -> str:
        return utf16.cut(text, self.offset, self.length)


@dataclass(frozen=True, slots=True)
class FormattedText:
    """Plain text with the entities that format it, outer ones before inner ones."""

    text: str
    entities: tuple[Entity, ...] = ()


def in_order(entities: list[Entity]) -> tuple[Entity, ...]:
    """The entities as Telegram lists them: by place, the longer one first."""
    return tuple(sorted(entities, key=_place))


def _place(entity: Entity) -> tuple[int, int, int]:
    if entity.type in _OUTERMOST:
        depth = _OUTERMOST.index(entity.type) - len(_OUTERMOST)
    elif entity.type in _INNERMOST:
        depth = 1 + _INNERMOST.index(entity.type)
    else:
        depth = 0
    return entity.offset, -entity.length, depth
