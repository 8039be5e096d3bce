"""Which time of day an hour means: morning or evening, as people at a school say it."""

from __future__ import annotations

from collections.abc import Collection

from handlers.kit.when.said import Clock, Part

# Times of day: how many days later, hour, minute.
Time = tuple[int, int, int]


def times_of(clock: Clock, part: Part | None) -> list[Time]:
    """The times of day that a clock's hour may mean; none where it contradicts itself."""
    hour, minute = clock.hour, clock.minute
    if minute > 59 or hour > 24 or (hour == 24 and minute):
        return []
    if hour == 24:
        return [(1, 0, 0)] if clock.exact or part else [(0, 0, 0), (1, 0, 0)]
    part = clock.half or part
    if part is None:
        hours = [hour] if clock.exact or hour == 0 else _unsaid(hour)
    elif 0 < hour <= 12:
        hours = [each for each in range(hour % 12, 36, 12) if each in _COVERS[part]]
    else:
        hours = [each for each in (hour, hour + 24) if each in _COVERS[part]]
    return [(each // 24, each % 24, minute) for each in hours]


def _unsaid(hour: int) -> list[int]:
    """What people at a school mean by an hour alone.

    From six to nine there is school life in the morning and in the evening: that is asked.
    """
    if hour < 6:
        return [hour + 12]
    return [hour, hour + 12] if hour < 9 else [hour]


# The hours that a part of the day has, those after midnight counted on: two at night may be of
# the night that ends this day, or of the one before.
_COVERS: dict[Part, Collection[int]] = {
    Part.AM: range(12),
    Part.PM: range(12, 24),
    Part.EARLY: range(7),
    Part.MORNING: range(1, 13),
    Part.NOON: range(10, 15),
    Part.AFTERNOON: range(12, 21),
    Part.EVENING: range(16, 25),
    Part.NIGHT: (*range(1, 5), *range(17, 29)),
}
