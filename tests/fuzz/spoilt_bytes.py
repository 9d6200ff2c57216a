"""Files as disks, editors and careless people leave them: bytes changed, cut, doubled, moved."""

import random
from collections.abc import Callable

_INSERTED = (
    *(b"\x00", b"\xff", b"\xfe\xff", b"\xef\xbb\xbf", b"\xed\xa0\x80", b"\xc0\x80", b"\x80"),
    *(b"\r", b"\r\n", b"\n\n", b"\t", b"\x0b", b"\x0c", b"\x1a", b"\x1b[2J", b"\xc2\x85"),
    *(b"\xe2\x80\xa8", b"\xe2\x80\xae", b"---\n", b"----\n", b"\n---", b"...\n", b": ", b" #"),
    *(b"&a ", b"*a", b"!!python/object:os.system ", b"<<: ", b"? ", b"| \n", b">", b"[", b"}"),
)


def spoilt(data: bytes, chance: random.Random) -> bytes:
    """The file after one or a few mishaps."""
    for _ in range(chance.choice((1, 1, 2, 5))):
        data = chance.choice(_MISHAPS)(data, chance)
    return data


def _flip(data: bytes, chance: random.Random) -> bytes:
    changed = bytearray(data)
    for _ in range(min(len(changed), chance.choice((1, 1, 3, 50)))):
        changed[chance.randrange(len(changed))] ^= 1 << chance.randrange(8)
    return bytes(changed)


def _insert(data: bytes, chance: random.Random) -> bytes:
    at = _place(data, chance)
    return data[:at] + chance.choice(_INSERTED) * chance.choice((1, 1, 1, 2, 300)) + data[at:]


def _cut(data: bytes, chance: random.Random) -> bytes:
    return data[: _place(data, chance)]


def _drop(data: bytes, chance: random.Random) -> bytes:
    start, end = sorted((_place(data, chance), _place(data, chance)))
    return data[:start] + data[end:]


def _double(data: bytes, chance: random.Random) -> bytes:
    start, end = sorted((_place(data, chance), _place(data, chance)))
    return data[:end] + data[start:end] * chance.choice((1, 1, 20)) + data[end:]


def _swap_lines(data: bytes, chance: random.Random) -> bytes:
    lines = data.split(b"\n")
    chance.shuffle(lines)
    return b"\n".join(lines)


def _recode(data: bytes, chance: random.Random) -> bytes:
    """Another encoding, or other line ends."""
    text = data.decode("utf-8", "replace")
    if chance.random() < 0.4:
        return text.replace("\n", chance.choice(("\r\n", "\r", "\n\r", "\u2028"))).encode()
    encodings = ("utf-8-sig", "utf-16", "utf-16-le", "gb18030", "big5", "utf-32", "cp1252")
    return text.encode(chance.choice(encodings), "replace")


def _place(data: bytes, chance: random.Random) -> int:
    """A place in the file, more often near its beginning, where more depends on each byte."""
    end = len(data) + 1
    return chance.randrange(min(end, 200) if chance.random() < 0.5 else end)


_MISHAPS: tuple[Callable[[bytes, random.Random], bytes], ...] = (
    *(_flip, _flip, _insert, _insert, _insert),
    *(_cut, _drop, _double, _swap_lines, _recode),
)
