"""Add to calendar: a file in private, right by every clock, and anew when the meeting changes."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from icalendar import Calendar

from bot.sandbox import Message, User
from handlers.kit import ics
from handlers.kit.texts import School, Texts
from storage.meeting_details import Invited
from storage.meetings import Snapshot
from storage.wall import changes
from tests.conftest import TestSchool
from tests.looking import told
from tests.meetings import TITLE, TITLE_ZH, answered, called, cancelled, heard, in_chinese, refused
from tests.noticeboard import answers, says
from tests.timed import timed

BERLIN = ZoneInfo("Europe/Berlin")
TEXTS = Texts("en", School("Riverside", BERLIN, ("en", "zh-CN"), "en", "school_bot"))


def files(user: User) -> list[Message]:
    """The calendar files that somebody was sent, the oldest first."""
    return [m for m in user.private.messages if "document" in m.content]


def event(message: Message) -> Any:
    """What the file of a message says."""
    assert message.media is not None
    assert b"METHOD:PUBLISH" in message.media
    return parsed(message.media, "VEVENT")


def parsed(data: bytes, what: str) -> Any:
    """The one part of that kind in a file, as icalendar reads it (whose types are all unions)."""
    (found,) = Calendar.from_ical(data).walk(what)
    return found


async def test_whoever_took_the_file_gets_the_new_one_with_the_news(school: TestSchool) -> None:
    """By tap and in words, in the group and in private, in two languages, over restarts."""
    class_ = await school.class_group(parents=5)
    ana, ben, cleo, dan, eve = class_.parents
    for number, user in enumerate((ana, ben, cleo, eve)):
        await class_.names(user, f"Child{number}")
    await in_chinese(school, ben, eve)
    card = await called(class_)
    for user, label in ((ana, "Coming"), (ben, "Coming"), (cleo, "Not coming")):
        await answered(school, user, card, label)
    assert (
        await answered(school, ana, card, "Add to calendar") == "I have sent it to you in private."
    )
    assert await answered(school, ben, card, "Add to calendar") == "已私聊发给您。"
    for user, label in ((cleo, "Add to calendar"), (eve, "加入日历")):
        listed = await says(school, user, "/meetings")
        await school.restart()
        await answers(school, user, listed, label)

    led = await dan.tap(card, "Add to calendar").answer()
    assert led.url is not None
    dan.follow(led.url)
    await school.settle()
    first = {user: event(files(user)[0]) for user in class_.parents}
    assert files(ana)[0].content["document"]["file_name"] == "Parent meeting.ics"
    assert len({each["uid"] for each in first.values()}) == 1
    assert {each["summary"] for user, each in first.items() if user in (ben, eve)} == {TITLE_ZH}
    assert files(ben)[0].content["document"]["file_name"] == "家长会.ics"
    one = first[dan]
    assert (one["summary"], one["location"], one["sequence"]) == (TITLE, "Room 201", 0)
    assert one["dtstart"].dt == datetime(2026, 12, 3, 18, 30, tzinfo=BERLIN)
    assert one["dtstart"].params["TZID"] == "Europe/Berlin"

    await school.restart()
    before = {user: len(heard(user)) + len(heard(user, "日历")) for user in class_.parents}
    await timed(class_.teacher, class_.group, "/move 2026-12-10 19:00")
    await school.settle()
    for user in class_.parents:
        (_, moved) = files(user)
        now = event(moved)
        assert (now["uid"], now["sequence"]) == (one["uid"], 1)
        assert now["summary"] == (TITLE_ZH if user in (ben, eve) else TITLE)
        assert now["dtstart"].dt == datetime(2026, 12, 10, 19, 0, tzinfo=BERLIN)
    assert files(ana)[1].labels == ["Coming", "Not coming", "Maybe"]
    assert files(ben)[1].labels == ["参加", "不参加", "待定"]
    assert files(cleo)[1].labels == []  # has said no: the calendar is put right, no more is asked
    assert "Does it still suit you?" in files(ana)[1].text
    assert [len(heard(user, "Dec 10, 2026")) for user in (ana, cleo, dan)] == [1, 1, 1]
    assert len(heard(ben)) + len(heard(ben, "日历")) == before[ben] + 2  # one message has both
    assert await answered(school, ana, files(ana)[1], "Coming") == "Noted: coming."

    await cancelled(class_)
    for user in class_.parents:
        off = event(files(user)[-1])
        assert (len(files(user)), off["status"], off["sequence"]) == (3, "CANCELLED", 2)
        assert off["summary"] == (TITLE_ZH if user in (ben, eve) else TITLE)
    assert "~~Room 201~~" in card.markdown
    assert card.labels == []
    late = await ana.tap(files(ana)[1], "Coming").answer()
    assert late.text == "This meeting was cancelled."


@pytest.mark.parametrize(
    ("typed", "english", "chinese"),
    [
        ("讲座 2026-12-03 18:30 @ Hall", "Lecture", "讲座"),
        ("2026-12-03 18:30 parents' evening @ Hall", "Parent meeting", "家长会"),
        ("open day 2026-12-03 18:30 @ Hall", "Open day", "开放日"),
        ("lecture 2026-12-03 18:30 Sleep @ Hall", "Sleep", "Sleep"),
        ("2026-12-03 18:30 家长会：冬天 @ Hall", "家长会：冬天", "家长会：冬天"),
    ],
)
async def test_a_meeting_without_a_title_is_called_by_its_kind_as_each_reader_says_it(
    school: TestSchool, typed: str, english: str, chinese: str
) -> None:
    """In the file as on their cards, and when it moves; a title stays as it was typed."""
    class_ = await school.class_group(parents=2)
    ana, ben = class_.parents
    for number, user in enumerate((ana, ben)):
        await class_.names(user, f"Child{number}")
    await in_chinese(school, ben)
    await timed(class_.teacher, class_.group, f"/meeting {typed}")
    card = await class_.group.wait(lambda m: "Add to calendar" in m.labels)
    for user in (ana, ben):
        await answered(school, user, card, "Add to calendar")
    await school.restart()
    await timed(class_.teacher, class_.group, "/move 2026-12-10 19:00")
    await school.settle()
    for user, title in ((ana, english), (ben, chinese)):
        taken, moved = files(user)
        assert (event(taken)["summary"], event(moved)["summary"]) == (title, title)
        assert title in taken.text
        assert title in moved.text


async def test_only_who_belongs_to_the_class_is_given_it(school: TestSchool) -> None:
    """By the link as well, which anybody can write; no more to who left, and not once it is off."""
    class_, other = await school.class_group("3B", parents=2), await school.class_group("4A")
    ana, ben = class_.parents
    card = await called(class_)
    led = await ana.tap(card, "Add to calendar").answer()
    assert led.url is not None
    stranger = school.town.user("Uma", language="en")
    for user in (other.parents[0], stranger):
        user.follow(led.url)
        await school.settle()
        assert files(user) == []
        assert "families of another class" in told(user, "another class")[-1].text
    assert "no longer there" in await refused(school, stranger, f"/start cal_{'9' * 18}")
    for user in (ana, ben):
        user.follow(led.url)
        await school.settle()
    class_.group.leave(ben)
    await school.settle()
    await timed(class_.teacher, class_.group, "/move 2026-12-10 19:00")
    await school.settle()
    assert [len(files(user)) for user in (ana, ben)] == [2, 1]
    await cancelled(class_)
    ana.follow(led.url)
    await school.settle()
    assert [len(files(user)) for user in (ana, ben)] == [3, 1]
    assert told(ana, "This meeting was cancelled.") != []


def meeting(zone: str, starts_at: datetime, **changed: object) -> Snapshot:
    """A meeting there and then."""
    told = {
        "id": 1, "author_id": None, "title": "Café: 家长会 / 3B", "place": None,
        "starts_at": starts_at, "zone": zone, "kind": "parent", "invited": Invited.FAMILIES,
        "about": None, "ends_at": None, "answer_by": None, "capacity": None,
        "asks_how_many": False, "reminders": [], "cancelled_at": None, "moved_from": None,
        "moved_at": None, "moves": 0, "due_at": None, "ended_at": None,
        "created_at": datetime(2026, 1, 1, tzinfo=UTC), "class_ids": (1,),
    }  # fmt: skip
    return Snapshot(**told | changed)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "zone",
    ["Europe/Berlin", "Asia/Shanghai", "America/Nuuk", "Africa/Casablanca", "Asia/Kathmandu"],
)
def test_the_files_own_zone_tells_the_same_instants(zone: str) -> None:
    """Read by a program without zones of its own, on both sides of each change of the clocks."""
    named = ZoneInfo(zone)
    start = datetime(2026, 6, 1, 16, 0, tzinfo=UTC)
    rules = parsed(ics.file_of(meeting(zone, start), TEXTS).data, "VTIMEZONE")
    own = rules.to_tz(lookup_tzid=False)
    turns = changes(named, start - timedelta(days=300), start + timedelta(days=300))
    for at in [start, *(turn + timedelta(hours=h) for turn in turns for h in (-3, 3))]:
        wall = at.astimezone(named).replace(tzinfo=None)
        assert wall.replace(tzinfo=own).utcoffset() == at.astimezone(named).utcoffset(), wall


def test_what_stands_in_a_file() -> None:
    """A link is no place, a title no path; nothing about it changes by itself."""
    start = datetime(2026, 12, 3, 17, 30, tzinfo=UTC)
    online = meeting(
        "Europe/Berlin", start, place="https://meet.example.org/3b",
        ends_at=start + timedelta(hours=2), about="Tea, cake; and\nsongs",
    )  # fmt: skip
    made = ics.file_of(online, TEXTS)
    told = parsed(made.data, "VEVENT")
    assert made.name == "Café 家长会 3B.ics"
    assert (told["url"], told.get("location")) == ("https://meet.example.org/3b", None)
    assert told["dtend"].dt == start + timedelta(hours=2)
    assert told["description"] == "Tea, cake; and\nsongs"
    assert ics.file_of(online, TEXTS) == made
    assert ics.ref_of(online, TEXTS).hash == ics.ref_of(online, TEXTS).hash
    nameless = ics.file_of(meeting("UTC", start, title="???"), TEXTS)
    assert nameless.name == "meeting.ics"
    assert b"DTSTART:20261203T173000Z" in nameless.data
    assert b"DURATION:PT1H30M" in nameless.data
