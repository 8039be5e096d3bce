"""What an organiser is offered for a meeting, before it, at the door and afterwards."""

from __future__ import annotations

from tests.conftest import TestSchool
from tests.meetings import answered, called, heard, opened, until


async def test_what_is_offered_goes_with_the_time(school: TestSchool) -> None:
    class_ = await school.class_group(parents=0)
    class_.teacher.start()
    await called(class_, "/meeting lecture 2026-12-03 18:30 Sleep @ Room 201", "Sleep")
    before = await opened(class_, "More…")
    assert before.labels == [
        "Speaker",
        "Live link",
        "Questions",
        "Places",
        "Door code",
        "Told by phone",
    ]
    await until(school, 3, 18, 10)
    during = await opened(class_, "More…")
    assert "Who came" in during.labels
    assert "Ask for feedback" not in during.labels
    await school.restart()
    await until(school, 3, 21, 31)
    (said,) = heard(class_.teacher, "is over. What comes now?")
    assert "First mark who came" in said
    after = class_.teacher.private.last
    assert after is not None
    assert "Ask for feedback" in after.labels
    assert "Write minutes" in after.labels


async def test_a_committee_is_offered_its_agenda(school: TestSchool) -> None:
    class_ = await school.class_group(parents=0)
    class_.teacher.start()
    await called(class_, "/meeting committee 2026-12-03 18:30 Board", "Board")
    assert (await opened(class_, "More…")).labels == ["Agenda", "Door code"]


async def test_only_where_somebody_speaks_a_speaker_is_offered(school: TestSchool) -> None:
    """Not for a parent meeting; nor does a button of another meeting lend itself to it."""
    class_ = await school.class_group(parents=0)
    class_.teacher.start()
    card = await called(class_)
    hub = await opened(class_, "More…")
    assert hub.labels == ["Places", "Door code", "Told by phone"]
    meeting = (card.buttons[0][0].data or "").split(":")[1]
    for prefix in ("les", "lel"):
        toast = await class_.teacher.tap(hub, data=f"{prefix}:{meeting}").answer()
        assert "Only a lecture or a salon" in toast.text


async def test_nothing_is_offered_for_a_meeting_that_is_off(school: TestSchool) -> None:
    class_ = await school.class_group(parents=1)
    class_.teacher.start()
    card = await called(class_)
    meeting = (card.buttons[0][0].data or "").split(":")[1]
    organiser = await class_.teacher.private.wait(lambda m: "More…" in m.labels)
    class_.teacher.say(class_.group, "/cancel_meeting")
    sure = await class_.teacher.private.wait(lambda m: "Yes, cancel it" in m.labels)
    await answered(school, class_.teacher, sure, "Yes, cancel it")
    toast = await class_.teacher.tap(organiser, data=f"mmo:{meeting}").answer()
    assert "cancelled" in toast.text
    await until(school, 3, 22, 0)
    assert heard(class_.teacher, "is over. What comes now?") == []
    assert heard(class_.teacher, "Door code of") == []
    class_.parents[0].start()
    await school.settle()
    shown = class_.parents[0].private.last
    assert shown is not None
    toast = await class_.parents[0].tap(shown, data=f"mmo:{meeting}").answer()
    assert "not for you to decide" in toast.text
