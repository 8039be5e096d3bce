"""`/inbox`: open letters by age, opened, taken and answered in private as in the group."""

from __future__ import annotations

from storage.letter_parts import WORDS_LIMIT
from tests.conftest import TestSchool
from tests.meetings import answered, heard, refused
from tests.test_letters import opened, the_letter, wrote


async def test_letters_are_opened_taken_and_answered_in_private(school: TestSchool) -> None:
    class_, parent, group = await opened(school)
    head = school.head
    assert "No letter is open" in await refused(school, head, "/inbox")
    for number in range(4):
        await wrote(school, parent, "Question", f"Question {number}?")
    other = class_.parents[1]
    for number in range(4):
        await wrote(school, other, "Praise", f"Praise {number}.")
    await wrote(school, other, "Safety of a child", "The ice is thin.")
    card = await the_letter(group, "Question 0?")

    assert "Open letters: 9\n9. Safety" in await refused(school, head, "/inbox")
    inbox = head.private.last
    assert inbox is not None
    assert "Waits for 0 working hours" in inbox.text
    assert parent.name not in inbox.text
    await answered(school, head, inbox, "More ›")
    assert inbox.labels == ["8: Praise", "‹ Earlier ones"]
    await answered(school, head, inbox, "‹ Earlier ones")
    await answered(school, head, inbox, "1: Question")
    mine = await head.private.wait(lambda m: "Question 0?" in m.text and "Take" in m.labels)
    await answered(school, head, mine, "Take")
    assert "looks after it" in card.text
    assert "looks after it" in mine.text
    await answered(school, head, mine, "Answer")
    assert "up to 3,000" in await refused(school, head, "x" * (WORDS_LIMIT + 1))
    await school.restart()
    check = await refused(school, head, "At ten o'clock.")
    assert "This goes to the writer of letter 1" in check
    assert heard(parent, "ten o'clock") == []
    asked = head.private.last
    assert asked is not None
    await answered(school, head, asked, "Send")
    assert len(heard(parent, "ten o'clock")) == 1
    head.say(head.private, "On Monday as well.", reply_to=mine)
    asked = await head.private.wait(lambda m: "Monday" in m.text and "Do not send" in m.labels)
    await answered(school, head, asked, "Do not send")
    assert heard(parent, "Monday") == []
    await answered(school, head, mine, "Close")
    assert card.labels == []
    assert "Open letters: 8" in await refused(school, head, "/inbox")

    last = other.private.last
    assert last is not None
    for data in ("lto:1", "lip:1:0"):
        await other.tap(last, data=data).answer()
    await school.settle()
    assert heard(other, "Question 0?") == []
