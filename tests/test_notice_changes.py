"""Notices corrected by editing and by asking, and taken back."""

from __future__ import annotations

from datetime import timedelta

import pytest

from storage.people import Role
from tests.conftest import TestSchool
from tests.looking import last, told
from tests.noticeboard import announced, crafted, demoted, own_card, pressed, says, texts_of


async def test_editing_the_command_corrects_the_card(school: TestSchool) -> None:
    class_ = await school.class_group("3B", parents=1)
    typed = class_.teacher.say(class_.group, "/announce Trip on Friday")
    card = await class_.group.wait(lambda m: "Got it" in m.labels)
    await pressed(school, class_.parents[0], card, "Got it")
    class_.teacher.edit(typed, "/announce Trip on Thursday")
    await school.settle()
    assert card.text == (
        "3B · Tina3B Teacher\n\nTrip on Thursday\n\n"
        "Corrected: Tue, Nov 24, 2026, 09:30 · Friday → Thursday\n1 family has confirmed."
    )
    assert "Trip on Thursday" in (await own_card(class_)).text
    assert texts_of(class_.group).count("Trip on") == 1


async def test_an_edit_without_words_changes_nothing(school: TestSchool) -> None:
    class_ = await school.class_group("3B", parents=1)
    typed = class_.teacher.say(class_.group, "/announce Trip on Friday")
    card = await class_.group.wait(lambda m: "Got it" in m.labels)
    class_.teacher.edit(typed, "/announce")
    await class_.teacher.private.wait(lambda m: "no text in it" in m.text)
    assert "Trip on Friday" in card.text


async def test_a_long_text_is_divided_and_all_its_parts_change(school: TestSchool) -> None:
    """Its last part has the button; a tap costs one edit, a correction what has changed."""
    class_ = await school.class_group("3B", parents=2)
    begins, line = "We meet at 18:30.", "Every child brings boots, a coat and a hat. 🎒"
    long = "\n\n".join([begins, *[line] * 85])
    typed = class_.teacher.say(class_.group, f"/announce {long}")
    last = await class_.group.wait(lambda m: "Got it" in m.labels)
    await school.settle()
    first = class_.group.messages[class_.group.messages.index(last) - 1]
    assert first.text.startswith("3B · Tina3B Teacher\n\nWe meet at 18:30.")
    assert (first.text.endswith(line), last.text.startswith(line), first.labels) == (True, True, [])
    assert first.text.count("boots") + last.text.count("boots") == 85
    await school.restart()
    edits = len(school.town.calls("editMessageText", class_.group))
    await pressed(school, class_.parents[0], last, "Got it")
    assert last.text.endswith("1 family has confirmed.")
    assert not first.edited
    assert len(school.town.calls("editMessageText", class_.group)) == edits + 1
    class_.teacher.edit(typed, f"/announce {long.replace('18:30', '19:00')}")
    await school.settle()
    assert "We meet at 19:00." in first.text
    assert "Corrected: Tue, Nov 24, 2026, 09:30 · 18:30 → 19:00" in last.text
    class_.teacher.edit(typed, "/announce 我们19点见。")
    await school.settle()
    assert first.deleted
    assert last.text.startswith("3B · Tina3B Teacher\n\n我们19点见。")
    class_.teacher.edit(typed, f"/announce {long}")
    await school.settle()
    first, last = class_.group.messages[-2:]
    assert "We meet at 18:30." in first.text
    await pressed(school, class_.parents[1], last, "Got it")
    assert last.text.endswith("2 families have confirmed.")
    await pressed(school, class_.teacher, await own_card(class_), "Withdraw")
    asked = class_.teacher.private.last
    assert asked is not None
    await pressed(school, class_.teacher, asked, "Yes")
    assert "~~We meet at 18:30." in first.markdown
    assert ("~~" in last.markdown, last.labels) == (True, [])
    assert "Withdrawn." in last.text
    assert texts_of(class_.group).count("18:30") == 1


async def test_the_new_words_can_be_asked_for(school: TestSchool) -> None:
    """Where the typed command is gone, a button asks; a restart does not matter."""
    class_ = await school.class_group("3B", parents=1, admin=True)
    card = await announced(class_, "Trip on Friday")
    await pressed(school, class_.teacher, await own_card(class_), "Correct")
    await school.restart()
    assert "Corrected" in (await says(school, class_.teacher, "Trip on Thursday")).text
    assert "Trip on Thursday" in card.text
    assert "Corrected: " in card.text


async def test_another_command_leaves_the_notice_as_it_is(school: TestSchool) -> None:
    class_ = await school.class_group("3B", parents=1)
    card = await announced(class_, "Trip on Friday")
    await pressed(school, class_.teacher, await own_card(class_), "Correct")
    await says(school, class_.teacher, "/announcements")
    assert "did not ask" in (await says(school, class_.teacher, "Trip on Thursday")).text
    assert "Trip on Friday" in card.text


async def test_rights_are_checked_when_the_answer_comes(school: TestSchool) -> None:
    class_ = await school.class_group("3B", parents=1)
    card = await announced(class_, "Trip on Friday")
    await pressed(school, class_.teacher, await own_card(class_), "Correct")
    await demoted(school, class_.teacher, Role.HEAD_TEACHER, 1)
    assert "not for you" in (await says(school, class_.teacher, "Trip on Thursday")).text
    assert "Trip on Friday" in card.text


async def test_a_notice_is_withdrawn_with_a_second_tap(school: TestSchool) -> None:
    class_ = await school.class_group("3B", parents=1)
    card = await announced(class_, "Trip on Friday")
    own = await own_card(class_)
    data = card.buttons[0][0].data
    await pressed(school, class_.teacher, own, "Withdraw")
    assert card.labels == ["Got it"]
    asked = class_.teacher.private.last
    assert asked is not None
    assert await pressed(school, class_.teacher, asked, "Yes, withdraw it") == "Withdrawn."
    assert "~~Trip on Friday~~" in card.markdown
    assert "**Withdrawn.**" in card.markdown
    assert (card.labels, own.labels) == ([], [])
    assert "was withdrawn" in await crafted(school, class_.parents[0], card, data)
    again = await pressed(school, class_.teacher, asked, "Yes, withdraw it")
    assert again == "This notice was withdrawn."


@pytest.mark.parametrize("label", ["Nudge", "Told", "Correct", "Withdraw"])
async def test_nothing_more_is_done_about_what_was_withdrawn(
    school: TestSchool, label: str
) -> None:
    class_ = await school.class_group("3B", parents=1)
    await announced(class_, "Trip on Friday")
    own = await own_card(class_)
    data = next(b.data for row in own.buttons for b in row if label in b.label)
    await pressed(school, class_.teacher, own, "Withdraw")
    asked = class_.teacher.private.last
    assert asked is not None
    await pressed(school, class_.teacher, asked, "Yes")
    assert "was withdrawn" in await crafted(school, class_.teacher, own, data)


async def test_an_edit_of_a_withdrawn_notice_is_refused(school: TestSchool) -> None:
    class_ = await school.class_group("3B", parents=1)
    typed = class_.teacher.say(class_.group, "/announce Trip on Friday")
    card = await class_.group.wait(lambda m: "Got it" in m.labels)
    await pressed(school, class_.teacher, await own_card(class_), "Withdraw")
    asked = class_.teacher.private.last
    assert asked is not None
    await pressed(school, class_.teacher, asked, "Yes")
    class_.teacher.edit(typed, "/announce Trip on Thursday")
    await class_.teacher.private.wait(lambda m: m.text == "This notice was withdrawn.")
    assert "Trip on Friday" in card.text


async def test_the_reminders_go_with_the_notice(school: TestSchool) -> None:
    class_ = await school.class_group("3B", parents=1)
    await announced(class_, "Trip on Friday")
    own = await own_card(class_)
    await pressed(school, class_.teacher, own, "Nudge")
    assert "Reminder:" in texts_of(class_.group)
    await pressed(school, class_.teacher, own, "Withdraw")
    asked = class_.teacher.private.last
    assert asked is not None
    await pressed(school, class_.teacher, asked, "Yes")
    await school.town.until(lambda: "Reminder:" not in texts_of(class_.group))


async def test_a_nudge_that_waits_for_the_morning_goes_with_the_notice(school: TestSchool) -> None:
    """Neither who was to be nudged nor the group hears of what was withdrawn by night."""
    class_ = await school.class_group("3B", parents=2)
    (mother, _) = class_.parents
    await class_.names(mother, "Clara")
    await announced(class_, "Trip on Friday")
    own = await own_card(class_)
    await school.advance(timedelta(hours=12))
    assert "at 07:30" in await pressed(school, class_.teacher, own, "Nudge")
    await pressed(school, class_.teacher, own, "Withdraw")
    await school.restart()
    await pressed(school, class_.teacher, last(class_.teacher), "Yes")
    await school.advance(timedelta(hours=12))
    assert "Reminder" not in texts_of(class_.group)
    assert not told(mother, "Trip on Friday")


async def test_the_head_teacher_may_correct_what_a_teacher_announced(school: TestSchool) -> None:
    class_ = await school.class_group("3B", parents=1)
    other = school.town.user("Otto", language="en")
    class_.group.join(other)
    await school.appoint(other, "teacher 3B")
    other.say(class_.group, "/announce Trip on Friday")
    card = await class_.group.wait(lambda m: "Trip" in m.text)
    listed = await says(school, class_.teacher, "/announcements")
    await pressed(school, class_.teacher, listed, "1 See")
    await pressed(school, class_.teacher, await own_card(class_), "Correct")
    await says(school, class_.teacher, "Trip on Thursday")
    assert "Trip on Thursday" in card.text


async def test_a_teacher_may_not_touch_what_another_announced(school: TestSchool) -> None:
    class_ = await school.class_group("3B", parents=1)
    other = school.town.user("Otto", language="en")
    await school.appoint(other, "teacher 3B")
    card = await announced(class_, "Trip on Friday")
    subject_id = (card.buttons[0][0].data or "").partition(":")[2]
    here = await says(school, other, "/help")
    for prefix in ("nnu", "nto", "nco", "nwi", "nwy", "nsh", "nfi"):
        toast = await crafted(school, other, here, f"{prefix}:{subject_id}")
        assert "not for you" in toast
    assert "Nothing is planned" in (await says(school, other, "/announcements")).text
    await school.advance(timedelta(minutes=1))
    assert card.labels == ["Got it"]
