"""Blocks: who wrote a letter may send no more, and nobody learns who that is."""

from __future__ import annotations

from tests.conftest import TestSchool
from tests.meetings import answered, heard, refused
from tests.test_letter_hidden import shown, wrote_hidden
from tests.test_letters import opened, the_letter, wrote


async def test_a_hidden_writer_is_blocked_by_tap_or_number_and_let_in_again(
    school: TestSchool,
) -> None:
    _, parent, group = await opened(school)
    preview = await wrote_hidden(parent, "You are all fools.")
    await shown(parent, preview, "Send", "is in the box")
    await school.settle()
    card = await the_letter(group, "You are all fools.")
    said = await answered(school, school.head, card, "Block the writer")
    assert "You do not learn who it is" in said
    assert "The writer is blocked." in card.text
    assert parent.name not in card.text + said
    await school.restart()
    again = await wrote_hidden(parent, "Fools!")
    assert "cannot send letters" in (await parent.tap(again, "Send").answer()).text
    await wrote(school, parent, "Complaint", "With my name, then.")
    assert len(heard(parent, "cannot send letters at the moment")) == 1
    assert not any("With my name, then." in m.text for m in group.messages)
    await refused(school, parent, "/cancel")
    await answered(school, school.head, card, "Close")
    assert "can send letters again" in await refused(school, school.head, "/unblock 1")
    await wrote(school, parent, "Complaint", "Sorry.")
    named = await the_letter(group, "Sorry.")
    assert "no longer known" in await refused(school, school.head, "/block 1")
    assert "no letter with this number" in await refused(school, school.head, "/block 77")
    assert "can send no more" in await refused(school, school.head, "/block 2")
    assert "Unblock the writer" in named.labels


async def test_a_dropped_letter_has_nobody_to_block(school: TestSchool) -> None:
    _, parent, group = await opened(school)
    preview = await wrote_hidden(parent, "Dropped.", how="Drop it, no answer")
    await shown(parent, preview, "Send", "is in the box")
    card = await group.wait(lambda m: "Dropped." in m.text)
    data = f"ltb:{(card.buttons[0][0].data or '').split(':')[1]}:1"
    assert "cannot be blocked" in (await school.head.tap(card, data=data).answer()).text


async def test_a_named_writer_is_blocked_also_where_the_key_is_missing(school: TestSchool) -> None:
    """The block is on the person, however they write; of a hidden one nothing can be said then."""
    class_, parent, group = await opened(school)
    await wrote(school, parent, "Complaint", "You are all fools.")
    card = await the_letter(group, "You are all fools.")
    preview = await wrote_hidden(class_.parents[1], "So you are.")
    await shown(class_.parents[1], preview, "Send", "is in the box")
    await school.settle()
    said = await answered(school, school.head, card, "Block the writer")
    assert "with or without a name" in said
    preview = await wrote_hidden(parent, "Fools!")
    assert "cannot send letters" in (await parent.tap(preview, "Send").answer()).text
    await refused(school, parent, "/cancel")
    (receipt,) = [m for m in parent.private.messages if "Your letter 1" in m.text]
    parent.say(parent.private, "All of you.", reply_to=receipt)
    await school.settle()
    assert len(heard(parent, "cannot send letters")) == 1
    await answered(school, school.head, card, "Unblock the writer")
    school.config.with_name("homeroom.key").unlink()
    await school.restart()
    assert "lacks its key" in await refused(school, school.head, "/block 2")
    assert "can send no more" in await refused(school, school.head, "/block 1")
    await wrote(school, parent, "Complaint", "Still fools.")
    assert len(heard(parent, "cannot send letters")) == 2
    await refused(school, parent, "/cancel")
    assert "can send letters again" in await refused(school, school.head, "/unblock 1")
    await wrote(school, parent, "Praise", "Thank you.")
    await the_letter(group, "Thank you.")
