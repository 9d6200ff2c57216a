"""Telegram counts text in UTF-16 code units; Python counts code points."""

_ENCODING = "utf-16-le"
_LONE_SURROGATES = "surrogatepass"


def units(text: str) -> int:
    """The number of UTF-16 code units of `text`: units("a😀") == 3."""
    return len(text.encode(_ENCODING, _LONE_SURROGATES)) // 2


def cut(text: str, offset: int, length: int) -> str:
    """The part of `text` that is `length` units long from unit `offset` on."""
    encoded = text.encode(_ENCODING, _LONE_SURROGATES)
    return encoded[2 * offset : 2 * (offset + length)].decode(_ENCODING, _LONE_SURROGATES)
