"""When a meeting is recalled, asked about and listed, by the clock on the school's wall."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

from storage.wall import localise

DAY = 86_400
# A reminder so long before the start leaves time to decide: it also asks those who are silent.
# A nearer one is of no use an hour late; this one still is, half a day later.
EARLY = timedelta(hours=12)
# The organiser's list comes at that time of the day, or so long before an earlier start.
MORNING, AHEAD = time(7, 30), timedelta(hours=1)
# Those who are silent are asked so long before answers are due.
BEFORE_DUE = timedelta(days=1)

# Makes of an instant one at which people may be written to (storage.quiet.reminder_at).
Humane = Callable[[datetime], datetime]


@dataclass(frozen=True, slots=True)
class Recall:
    """A reminder: set for `before` seconds ahead of the start, it comes `at` (aware, local).

    `asks` says that it leaves time to decide. One of a meeting's reminders is for those in the
    `group` who cannot be written to as well.
    """

    before: int
    at: datetime
    asks: bool
    group: bool = False


def reminder_times(
    starts_at: datetime, zone: ZoneInfo, reminders: Iterable[int], now: datetime
) -> list[tuple[int, datetime]]:
    """When reminders set for so many seconds before the start come, as aware local times.

    The earliest first, and only those still ahead. Whole days before are at the same time by the
    school's clock (a time that daylight saving skips: the first valid one after; one that it
    repeats: the first); everything else is so long before, however the clocks are changed.
    """
    times = [(each, _before(starts_at, zone, each)) for each in sorted(set(reminders))[::-1]]
    return [(each, at) for each, at in times if now < at.astimezone(UTC) < starts_at]


def _before(starts_at: datetime, zone: ZoneInfo, seconds: int) -> datetime:
    if seconds % DAY:
        return (starts_at.astimezone(UTC) - timedelta(seconds=seconds)).astimezone(zone)
    local = starts_at.astimezone(zone).replace(tzinfo=None)
    return localise(local - timedelta(seconds=seconds), zone)


def recalls(
    starts_at: datetime, zone: ZoneInfo, reminders: Iterable[int], humane: Humane, now: datetime
) -> list[Recall]:
    """The reminders as they come: none by night, and no two at once."""
    by_time: dict[datetime, Recall] = {}
    for before, wanted in reminder_times(starts_at, zone, reminders, now):
        at = humane(wanted).astimezone(zone)
        if at > now:
            by_time[at] = Recall(before, at, asks=starts_at - at >= EARLY)
    found = [by_time[at] for at in sorted(by_time)]
    return _with_group(found)


def _with_group(found: list[Recall]) -> list[Recall]:
    """The group hears the last one that leaves time to decide, else the first of all."""
    early = [each for each in found if each.asks]
    chosen = early[-1:] or found[:1]
    return [Recall(each.before, each.at, each.asks, group=each in chosen) for each in found]


def asking_time(answer_by: datetime, zone: ZoneInfo, humane: Humane) -> datetime:
    """When those who have not answered are asked: a day before, and not by night."""
    local = answer_by.astimezone(zone).replace(tzinfo=None)
    return humane(localise(local - BEFORE_DUE, zone)).astimezone(zone)


def listing_time(starts_at: datetime, zone: ZoneInfo, humane: Humane, now: datetime) -> datetime:
    """When the organiser gets the list of who comes: in the morning of that day.

    Before an early start it comes an hour ahead, or in the evening before; of a meeting that is
    called on the very day an hour ahead as well, since nobody has answered at first.
    """
    latest = starts_at.astimezone(zone) - AHEAD
    morning = localise(datetime.combine(latest.date(), MORNING), zone)
    if morning <= now or morning > latest:
        return max(now.astimezone(zone), humane(latest).astimezone(zone))
    return morning


def carried(
    then: datetime | None, was: datetime, is_now: datetime, now: datetime
) -> datetime | None:
    """A time that goes with a meeting moved from `was` to `is_now` (aware, in its zone), in UTC.

    It keeps its distance from the start on the school's wall; what would be past is dropped.
    """
    zone = is_now.tzinfo
    if then is None or not isinstance(zone, ZoneInfo):
        return None
    distance = then.astimezone(zone).replace(tzinfo=None) - was.astimezone(zone).replace(
        tzinfo=None
    )
    at = localise(is_now.replace(tzinfo=None) + distance, zone).astimezone(UTC)
    return at if at > now else None
