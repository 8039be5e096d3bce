"""Parts of an anonymous survey that may be shown: large enough, and so is all that is left."""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from typing import TypeVar

Part = TypeVar("Part", bound=Hashable)


def showable(sizes: Mapping[Part, int], rest: int, enough: int) -> set[Part]:
    """The parts that may be shown beside the whole, as many as can be.

    Each has enough answers; and what is in none of them, which anybody finds by taking them from
    the whole, has none or enough as well.

    Args:
        sizes: how many answers each part has.
        rest: how many answers belong to no part.
        enough: fewer answers than these are never shown on their own.
    """
    shown = {part for part, size in sizes.items() if size >= enough}
    hidden = rest + sum(size for part, size in sizes.items() if part not in shown)
    while shown and 0 < hidden < enough:
        smallest = min(shown, key=lambda part: (sizes[part], str(part)))
        shown.remove(smallest)
        hidden += sizes[smallest]
    return shown
