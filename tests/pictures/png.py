"""PNG files: how large a picture is, and the same picture in fewer bytes."""

import io
import struct
from typing import Any

import numpy as np

_SIGNATURE = b"\x89PNG\r\n\x1a\n"
_KEPT, _MIXED = 24, 32
"""Colours of a picture: the most frequent ones as they are, and mixtures of the others."""


def size_of(picture: bytes) -> tuple[int, int]:
    """Width and height in pixels; raises ValueError for what is no PNG."""
    if picture[:8] != _SIGNATURE:
        raise ValueError("no PNG")
    width, height = struct.unpack(">II", picture[16:24])
    return width, height


def shrunk(picture: bytes) -> bytes:
    """With a palette, where Pillow is installed; as it is elsewhere."""
    try:
        from PIL import Image
    except ImportError:
        return picture
    image = Image.open(io.BytesIO(picture)).convert("RGB")
    palette = _palette(image)
    few = Image.frombytes("P", image.size, _nearest(np.asarray(image), palette).tobytes())
    few.putpalette(palette.astype(np.uint8).tobytes())
    written = io.BytesIO()
    few.save(written, "PNG", optimize=True)
    return written.getvalue()


def _palette(image: Any) -> Any:
    """The colours to keep, an array with a row of red, green and blue each."""
    from PIL import Image

    counted = sorted(image.getcolors(image.width * image.height), reverse=True)
    kept = [colour for _, colour in counted[:_KEPT]]
    rest = [colour for _, colour in counted[_KEPT:]] or kept
    row = Image.new("RGB", (len(rest), 1))
    row.putdata(rest)
    mixed = row.quantize(_MIXED, method=Image.Quantize.MEDIANCUT, dither=Image.Dither.NONE)
    return np.concatenate([kept, np.reshape(mixed.getpalette() or [], (-1, 3))[:_MIXED]])


def _nearest(pixels: Any, palette: Any) -> Any:
    """For each pixel the row of the palette that is most like it.

    Pillow's own search rounds colours, so that white may become another one that is near.
    """
    numbers = pixels.astype(np.uint32) @ np.array([1 << 16, 1 << 8, 1], np.uint32)
    found, places = np.unique(numbers, return_inverse=True)
    colours = np.stack([found >> 16, found >> 8 & 255, found & 255], axis=1).astype(np.int64)
    distances = ((colours[:, None] - palette[None]) ** 2).sum(axis=2)
    return distances.argmin(axis=1).astype(np.uint8)[places]
