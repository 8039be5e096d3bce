"""What waits for one's answer."""

from __future__ import annotations

import pytest

from bot.sandbox import User
from tests.conftest import ClassGroup, TestSchool
from tests.looking import last, told
from tests.meetings import called, in_chinese
from tests.noticeboard import announced, answers, pressed, says


async def test_nothing_waits_for_a_stranger(school: TestSchool) -> None:
    stranger = school.town.user("Stranger", language="en")
    assert (await says(school, stranger, "/my")).text.startswith("Nothing waits for you.")


@pytest.mark.parametrize(
    ("language", "got_it", "coming", "nothing"),
    [("en", "Got it", "Coming", "Nothing waits"), ("zh", "收到", "参加", "没有等您回复的事项")],
)
async def test_each_thing_has_its_buttons_and_shows_what_was_answered(
    school: TestSchool, language: str, got_it: str, coming: str, nothing: str
) -> None:
    """A message each; after a restart, too, and only there where it was tapped."""
    class_ = await school.class_group(parents=1)
    (parent,) = class_.parents
    parent.start()
    await announced(class_, "Bring boots")
    await called(class_)
    if language == "zh":
        await in_chinese(school, parent)
    await says(school, parent, "/my")
    notice, meeting = told(parent, "Bring boots")[-1], told(parent, "Room 201")[-1]
    await school.restart()
    toast = await pressed(school, parent, notice, got_it)
    assert f"✓ {toast}" in notice.text
    assert notice.labels[0] == f"✓ {got_it}"
    toast = await pressed(school, parent, meeting, coming)
    assert f"✓ {toast}" in meeting.text
    assert meeting.labels[0].startswith(f"✓ {coming}")
    await school.restart()
    toast = await pressed(school, parent, meeting, meeting.labels[1])
    assert f"✓ {toast}" in meeting.text
    assert not meeting.labels[0].startswith("✓")
    assert nothing in (await says(school, parent, "/my")).text
    await announced(class_, "Bring hats")
    assert "Bring hats" in (await says(school, parent, "/my")).text
    await school.town.until(lambda: notice.labels + meeting.labels == [])  # an older list is closed


async def requests(class_: ClassGroup, count: int) -> list[User]:
    """So many people ask to answer for Clara, who has a guardian."""
    school, askers = class_.school, []
    for number in range(count):
        user = school.town.user(f"Asker{number}", language="en")
        class_.group.join(user)
        welcome = next(m for m in class_.group.messages if "I am a parent here" in m.labels)
        await user.tap(welcome, "I am a parent here").answer()
        user.start("hello")
        await school.settle()
        await says(school, user, "Clara")
        askers.append(user)
    return askers


async def test_where_much_waits_one_list_pages_through_it(school: TestSchool) -> None:
    class_ = await school.class_group(parents=1)
    (ana,) = class_.parents
    await class_.names(ana, "Clara")
    askers = await requests(class_, 7)
    listed = await says(school, ana, "/my")
    assert "7 things wait" in listed.text
    assert "6. Asker5 would like to answer for Clara" in listed.text
    assert listed.labels == ["1", "2", "3", "4", "5", "6", "▶"]
    await answers(school, ana, listed, ">")  # as an arrow is typed
    assert listed.labels == ["7", "◀"]
    await school.restart()
    await pressed(school, ana, listed, "7")
    await pressed(school, ana, listed, "Yes")
    assert "you answer for Clara as well" in last(askers[6]).text
    assert listed.labels[0] == "✓ Yes"
    await pressed(school, ana, listed, "Back to the list")
    assert "6 things wait" in listed.text
    assert "7. ✓ Asker6" in listed.text
    mallory = askers[0]
    data = next(b.data for row in listed.buttons for b in row if b.label == "7")
    assert "not for you" in (await mallory.tap(last(askers[0]), data=data).answer()).text


async def test_what_is_handed_over_and_what_one_thought_wait_too(school: TestSchool) -> None:
    class_ = await school.class_group(parents=2)
    ana, ben = class_.parents
    ben.start()
    await school.appoint(ana, "committee chair 3B")
    shown = await says(school, ana, "/committee")
    await pressed(school, ana, shown, "Hand over: chair of 3B")
    await pressed(school, ana, last(ana), "Parent1 of 3B")
    await says(school, ben, "/my")
    offered = last(ben)
    assert "would like to hand over to you" in offered.text
    await pressed(school, ben, offered, "No, thank you")
    assert "✓ Noted" in offered.text


async def test_help_leads_to_what_people_rarely_type(school: TestSchool) -> None:
    class_ = await school.class_group(parents=1)
    (ana,) = class_.parents
    ana.start()
    shown = await says(school, ana, "/help")
    assert "Meetings" in shown.labels
    await school.restart()
    typed = (await says(school, ana, "/meetings")).text
    await pressed(school, ana, shown, "Meetings")
    assert last(ana).text == typed
    assert last(ana) is not shown
