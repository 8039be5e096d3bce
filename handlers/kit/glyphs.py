"""Which characters the fonts have: what cannot be printed is said, and never shown as a box."""

from __future__ import annotations

import struct
import unicodedata
from collections.abc import Iterable, Sequence
from functools import cache
from pathlib import Path
from typing import Any

# Invisible: they only say how their neighbours are drawn.
_UNSEEN = {"Cf", "Cc", "Mn", "Me"}


@cache
def characters(files: tuple[Path, ...]) -> frozenset[int]:
    """The code points that at least one of these fonts (TrueType or OpenType) has."""
    return frozenset().union(*(_of_font(file.read_bytes()) for file in files))


def missing(text: str, files: tuple[Path, ...]) -> list[str]:
    """The characters of a text that no font has, each once, in their order."""
    known = characters(files)
    return [each for each in dict.fromkeys(text) if ord(each) not in known and not each.isspace()]


def without(text: str, unprintable: Iterable[str]) -> str:
    """The text without these characters."""
    return text.translate(dict.fromkeys(map(ord, unprintable)))


def texts_in(value: Any) -> str:
    """All that is written in data for a page."""
    if isinstance(value, dict):
        return "".join(map(texts_in, value.values()))
    if isinstance(value, list | tuple):
        return "".join(map(texts_in, value))
    return value if isinstance(value, str) else ""


def printable(value: Any, unprintable: Sequence[str]) -> Any:
    """Data for a page without these characters."""
    if isinstance(value, dict):
        return {name: printable(each, unprintable) for name, each in value.items()}
    if isinstance(value, list | tuple):
        return [printable(each, unprintable) for each in value]
    return without(value, unprintable) if isinstance(value, str) else value


def seen(characters_: Iterable[str]) -> list[str]:
    """Those that a reader would miss."""
    return [each for each in characters_ if unicodedata.category(each) not in _UNSEEN]


def _of_font(data: bytes) -> set[int]:
    """The table `cmap`, where it is of format 12 (OpenType, cmap: segmented coverage)."""
    (tables,) = struct.unpack_from(">H", data, 4)
    places = {data[at : at + 4]: at for at in range(12, 12 + 16 * tables, 16)}
    (cmap,) = struct.unpack_from(">I", data, places[b"cmap"] + 8)
    (parts,) = struct.unpack_from(">H", data, cmap + 2)
    found: set[int] = set()
    for number in range(parts):
        (offset,) = struct.unpack_from(">I", data, cmap + 8 + 8 * number)
        found |= _segments(data, cmap + offset)
    return found


def _segments(data: bytes, at: int) -> set[int]:
    (form,) = struct.unpack_from(">H", data, at)
    if form != 12:
        return set()
    (groups,) = struct.unpack_from(">I", data, at + 12)
    found: set[int] = set()
    for number in range(groups):
        first, last = struct.unpack_from(">II", data, at + 16 + 12 * number)
        found.update(range(first, last + 1))
    return found
