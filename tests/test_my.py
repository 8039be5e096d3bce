"""What waits for one's answer."""

from __future__ import annotations

from tests.conftest import TestSchool


async def test_nothing_waits_for_a_stranger(school: TestSchool) -> None:
    stranger = school.town.user("Stranger", language="en")
    stranger.say(stranger.private, "/my")
    await stranger.private.wait(lambda m: m.text == "Nothing waits for you.")


async def test_what_waits_is_listed_with_its_buttons(school: TestSchool) -> None:
    class_ = await school.class_group(parents=1)
    (parent,) = class_.parents
    class_.teacher.say(class_.group, "/announce Bring boots")
    class_.teacher.say(class_.group, "/meeting 2026-12-03 18:30 Parent meeting @ Room 201")
    await class_.group.wait(lambda m: "Room 201" in m.text)
    parent.start()
    parent.say(parent.private, "/my")
    await parent.private.wait(lambda m: "2 things wait for your answer" in m.text)
    notice = await parent.private.wait(lambda m: "Bring boots" in m.text)
    meeting = await parent.private.wait(lambda m: "Room 201" in m.text)
    await parent.tap(notice, notice.labels[0]).answer()
    await parent.tap(meeting, meeting.labels[0]).answer()
    await school.settle()
    parent.say(parent.private, "/my")
    await parent.private.wait(lambda m: m.text == "Nothing waits for you.")
