"""Edits, albums and replies on both sides of a letter; and what did not arrive is said."""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy import select

from bot.sandbox import Group, Message
from scheduler.housekeeping import tidy
from storage import letter_copies, letter_sources
from storage.posts import SEALED, Post
from tests.conftest import TestSchool
from tests.meetings import answered, heard, refused
from tests.test_letter_hidden import says, shown, wrote_hidden
from tests.test_letters import opened, the_letter, wrote


async def test_an_edit_on_one_side_is_one_on_the_other(school: TestSchool) -> None:
    class_, parent, group = await opened(school)
    for typed in ("/mailbox", "With my name", "Question", "Wehn is the trip?", "Skip"):
        await refused(school, parent, typed)
    (words,) = [m for m in parent.private.messages if m.text == "Wehn is the trip?"]
    parent.edit(words, "When is teh trip?")
    await school.settle()
    assert len(heard(parent, "When is teh trip?")) == 1
    await refused(school, parent, "Send")
    card = await the_letter(group, "When is teh trip?")
    parent.edit(words, "When is the trip?")
    await school.settle()
    assert "When is the trip?" in card.text
    said = school.head.say(group, "On Tuseday.", reply_to=card)
    check = await group.wait(lambda m: "On Tuseday." in m.text and "Send" in m.labels)
    school.head.edit(said, "On Tuesday.")
    await school.settle()
    assert "On Tuesday." in check.text
    await answered(school, school.head, check, "Send")
    (reply,) = [m for m in parent.private.messages if "On Tuesday." in m.text]
    await school.restart()
    school.head.edit(said, "On Wednesday.")
    await school.settle()
    assert "On Wednesday." in reply.text
    added = parent.say(parent.private, "Thanks!", reply_to=reply)
    copy = await group.wait(lambda m: "Added to letter 1" in m.text)
    parent.edit(added, "Thank you!")
    await school.settle()
    assert "Thank you!" in copy.text
    elsewhere = class_.parents[1].say(class_.parents[1].private, "Hello")
    class_.parents[1].edit(elsewhere, "Hello?")
    await school.settle()


async def test_a_hidden_writers_edits_arrive_and_no_row_tells_whose_they_are(
    school: TestSchool,
) -> None:
    _, parent, group = await opened(school)
    await wrote_hidden(parent, "The gate is broke.")
    (words,) = [m for m in parent.private.messages if m.text == "The gate is broke."]
    parent.edit(words, "The gate is brokn.")
    preview = await parent.private.wait(
        lambda m: m.sender is not parent and "The gate is brokn." in m.text
    )
    await shown(parent, preview, "Send", "is in the box")
    await school.settle()
    card = await the_letter(group, "The gate is brokn.")
    parent.edit(words, "The gate is broken.")
    await school.settle()
    assert "The gate is broken." in card.text
    async with school.session() as session:
        rows = (await session.scalars(select(letter_sources.LetterSource))).all()
    assert [(row.chat_id, row.message_id) for row in rows] == [(None, None)]
    said = school.head.say(group, "We mend it.", reply_to=card)
    check = await group.wait(lambda m: "We mend it." in m.text and "Send" in m.labels)
    await answered(school, school.head, check, "Send")
    (reply,) = [m for m in parent.private.messages if "We mend it." in m.text]
    assert reply.reply_to is words
    school.town.faults.add("editMessageText", "reset_after", times=1, chat=parent.id)
    school.head.edit(said, "We mend it today.")
    await school.settle()
    assert "We mend it today." in reply.text
    assert len(heard(parent, "We mend it")) == 1
    parent.say(parent.private, "Thank you.", reply_to=reply)
    added = await group.wait(lambda m: "Added to letter 1" in m.text)
    assert added.reply_to is said
    await answered(school, school.head, card, "Ask back")
    school.head.say(group, "Which gate?", reply_to=card)
    check = await group.wait(lambda m: "Which gate?" in m.text and "Send" in m.labels)
    await answered(school, school.head, check, "Send")
    await parent.private.wait(lambda m: "A question about your letter 1" in m.text)
    await says(parent, "The small one.", "Added to letter 1.")
    await group.wait(lambda m: m.text == "Added to letter 1\n\nThe small one.")
    await answered(school, school.head, card, "Close")
    async with school.session() as session:
        left = (await session.scalars(select(letter_sources.LetterSource.mark))).all()
        copies = (await session.scalars(select(letter_copies.LetterCopy))).all()
    assert (set(left), copies) == ({None}, [])  # the answers' own
    school.head.edit(said, "We mend it on Monday.")
    told = await group.wait(lambda m: "stands here only" in m.text)
    assert told.reply_to is card
    assert "We mend it today." in reply.text


async def test_a_change_that_does_not_reach_a_hidden_writer_is_said_so(school: TestSchool) -> None:
    """They have blocked the bot; and where the answer itself waited, the change comes with it."""
    _, parent, group = await opened(school)
    preview = await wrote_hidden(parent, "The gate is broken.")
    await shown(parent, preview, "Send", "is in the box")
    await school.settle()
    card = await the_letter(group, "The gate is broken.")
    waits = school.town.faults.add("sendMessage", "429", retry_after=1, chat=parent.id)
    said = await _answers(school, group, card, "We mend it.")
    await school.town.until(lambda: waits.hits > 0)
    school.head.edit(said, "We mend it soon.")
    await school.town.until(lambda: school.town.pending == 0)
    school.town.faults.clear()
    await school.restart()
    await school.settle()
    (reply,) = heard(parent, "We mend it")
    assert "We mend it soon." in reply
    album = school.head.send_album(group, "photo", "photo", caption="So.", reply_to=card)
    await answered(school, school.head, await _check(group, "So."), "Send")
    school.head.edit(album[0], "So it looks.")
    await school.settle()
    assert len(heard(parent, "So it looks.")) == 1
    assert heard(parent, "So.") == []
    parent.block_bot()
    await school.settle()
    school.head.edit(said, "We mend it today.")
    await school.advance(timedelta(minutes=2))
    told = await group.wait(lambda m: "did not arrive" in m.text)
    assert told.reply_to is card
    assert parent.name not in told.text
    await answered(school, school.head, card, "Close")
    await tidy(school.app.database, school.clock.now() + timedelta(days=3))
    async with school.session() as session:
        assert await session.scalar(select(Post.id).where(Post.chat_id >= SEALED)) is None


async def _answers(school: TestSchool, group: Group, card: Message, words: str) -> Message:
    """The principal replies to a letter's card, and sends it; returns what was written."""
    said = school.head.say(group, words, reply_to=card)
    check = await _check(group, words)
    await school.head.tap(check, "Send").answer()
    return said


async def _check(group: Group, words: str) -> Message:
    return await group.wait(lambda m: words in m.text and "Send" in m.labels)


async def test_albums_arrive_as_albums(school: TestSchool) -> None:
    _, parent, group = await opened(school)
    for typed in ("/mailbox", "With my name", "Complaint"):
        await refused(school, parent, typed)
    parent.send_album(parent.private, *["photo"] * 3, caption="Look at this.")
    await school.settle()
    for typed in ("Done", "Send"):
        await refused(school, parent, typed)
    card = await the_letter(group, "Look at this.")
    assert len(_albums(group.messages)) == 1
    assert len(_albums(group.messages)[0]) == 3
    receipt = next(m for m in parent.private.messages if "Your letter 1 ·" in m.text)
    await answered(school, parent, receipt, "Add to this letter")
    parent.send_album(parent.private, *["photo"] * 2, caption="And here.")
    await school.settle()
    assert [len(each) for each in _albums(group.messages)] == [3, 2]
    await answered(school, school.head, card, "Answer")
    await school.settle()
    school.head.send_album(group, *["photo"] * 2, caption="Done.", reply_to=card)
    check = await group.wait(lambda m: "This goes to the writer" in m.text and "Send" in m.labels)
    await school.settle()
    await answered(school, school.head, check, "Send")
    assert [len(each) for each in _albums(parent.private.messages, bot=True)] == [2]


def _albums(messages: list[Message], *, bot: bool = True) -> list[list[Message]]:
    found: dict[str, list[Message]] = {}
    for each in messages:
        if each.sender.is_bot == bot and each.album:
            found.setdefault(each.album, []).append(each)
    return list(found.values())


async def test_what_did_not_arrive_is_said_where_the_letter_is_read(school: TestSchool) -> None:
    _, parent, group = await opened(school)
    await wrote(school, parent, "Question", "When?")
    card = await the_letter(group, "When?")
    parent.block_bot()
    await school.settle()
    school.head.say(group, "On Monday.", reply_to=card)
    check = await group.wait(lambda m: "This goes to the writer" in m.text)
    await answered(school, school.head, check, "Send")
    await school.advance(timedelta(minutes=5))
    told = await group.wait(lambda m: "did not arrive" in m.text)
    assert told.reply_to is card
    assert heard(parent, "On Monday.") == []


async def test_a_question_to_the_writer_stops_no_clock(school: TestSchool) -> None:
    """What they write next belongs to the letter, with no tap and no reply."""
    _, parent, group = await opened(school)
    await wrote(school, parent, "Question", "When is it?")
    card = await the_letter(group, "When is it?")
    await answered(school, school.head, card, "Ask back")
    school.head.say(group, "Which one do you mean?", reply_to=card)
    check = await group.wait(lambda m: "This question goes to the writer" in m.text)
    await answered(school, school.head, check, "Send")
    assert "Asked back; the writer has not replied yet" in card.text
    assert "Waits for 0 working hours" in card.text
    assert "answered" not in card.text.splitlines()
    await school.restart()
    receipt = next(m for m in parent.private.messages if "Your letter 1 ·" in m.text)
    assert "your reply is awaited" in receipt.text
    assert len(heard(parent, "A question about your letter 1")) == 1
    assert "Added to letter 1" in await refused(school, parent, "The trip.")
    await group.wait(lambda m: m.text == "Added to letter 1\n\nThe trip.")
    await school.settle()
    assert "Asked back" not in card.text


async def test_whatever_is_sent_in_a_letter_arrives_by_its_id(school: TestSchool) -> None:
    """Photos, files and voice messages, of a named and of a hidden writer; nothing is fetched."""
    class_, parent, group = await opened(school)
    hidden = class_.parents[1]
    for typed in ("/mailbox", "With my name", "Question"):
        await refused(school, parent, typed)
    parent.send_voice(parent.private)
    await school.settle()
    parent.send_document(parent.private, "plan.pdf", b"%PDF")
    await school.settle()
    for typed in ("Done", "Send"):
        await refused(school, parent, typed)
    await wrote_hidden(hidden, "Look here.")
    hidden.send_photo(hidden.private)
    hidden.send_voice(hidden.private)
    await school.settle()
    preview = await hidden.private.wait(lambda m: "2 files" in m.text and "Send" in m.labels)
    await shown(hidden, preview, "Send", "is in the box")
    await school.settle()
    ours = [m.content for m in group.messages if m.sender.is_bot]
    sent = [kind for each in ours for kind in ("document", "photo", "voice") if kind in each]
    assert sorted(sent) == ["document", "photo", "voice", "voice"]
    said = "".join(m.text for m in group.messages if m.sender.is_bot)
    assert "Attached: voice message (1 kB) and document (1 kB)" in said
    assert "Attached: photo (3 kB) and voice message (1 kB)" in said
    assert school.town.calls("getFile") == []
