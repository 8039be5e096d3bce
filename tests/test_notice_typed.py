"""Making a notice of a message by answering it: its words, its file, its album."""

from __future__ import annotations

from datetime import timedelta

from bot.sandbox import Message
from scheduler.housekeeping import tidy
from storage import albums
from tests.conftest import TestSchool
from tests.noticeboard import crafted, of_bot, pressed, says


async def last(school: TestSchool, chat: object) -> Message:
    """The bot's last message there."""
    await school.settle()
    found = getattr(chat, "last")  # noqa: B009 (a chat of the town)
    assert isinstance(found, Message)
    return found


async def test_an_answered_message_in_the_group_becomes_a_notice(school: TestSchool) -> None:
    """A text, a photo with a time that is confirmed after a restart, a voice message; corrected."""
    class_ = await school.class_group("3B", parents=1)
    teacher, group = class_.teacher, class_.group
    said = class_.parents[0].say(group, "The gate is closed on Friday.")
    typed = teacher.say(group, "/announce Please use the back door.", reply_to=said)
    card = await group.wait(lambda m: "Got it" in m.labels)
    assert card.text.startswith(
        "3B · Tina3B Teacher\n\nThe gate is closed on Friday.\n\nPlease use the back door.\n\n"
    )
    teacher.edit(typed, "/announce Please use the side door.")
    await school.settle()
    assert "closed on Friday.\n\nPlease use the side door." in card.text
    assert "· back → side" in card.text
    photo = teacher.send_photo(group, "周五郊游")
    teacher.say(group, "/announce 明天早上8点", reply_to=photo)
    asked = await last(school, teacher.private)
    await school.restart()
    await pressed(school, teacher, asked, "08:00")
    planned = await last(school, teacher.private)
    assert (planned.media_kind, "周五郊游" in planned.text) == ("photo", True)
    await pressed(school, teacher, planned, "Post now")
    shown = of_bot(class_)[-1]
    assert (shown.media_kind, shown.labels) == ("photo", ["Got it"])
    assert "周五郊游" in shown.text
    voice = teacher.send_voice(group)
    teacher.say(group, "/announce", reply_to=voice)
    await school.settle()
    shown = of_bot(class_)[-1]
    assert (shown.media_kind, shown.labels) == ("voice", ["Got it"])
    own = await last(school, teacher.private)
    assert "🎤" in own.text


async def test_a_photo_with_the_command_under_it_becomes_a_notice(school: TestSchool) -> None:
    """In the group, and planned in Chinese; in private, to a class that is chosen; not an album."""
    class_, other = await school.class_group("3B", admin=True), await school.class_group("4A")
    teacher, group, head = class_.teacher, class_.group, school.head
    sent = teacher.send_photo(group, "/announce Bring boots")
    card = await group.wait(lambda m: "Got it" in m.labels)
    assert (card.media_kind, card.file_id, sent in group.messages) == ("photo", sent.file_id, False)
    assert card.text.startswith("3B · Tina3B Teacher\n\nBring boots\n\n")
    teacher.send_photo(group, "/announce 明天早上8点 带雨鞋")
    asked = await last(school, teacher.private)
    await school.restart()
    await pressed(school, teacher, asked, "08:00")
    planned = await last(school, teacher.private)
    assert (planned.media_kind, "带雨鞋" in planned.text) == ("photo", True)
    head.send_document(head.private, "plan.pdf", b"%PDF", caption="/announce The plan")
    asked = await last(school, head.private)
    await school.restart()
    await pressed(school, head, asked, "4A")
    shown = of_bot(other)[-1]
    assert (shown.media_kind, "The plan" in shown.text) == ("document", True)
    parent = class_.parents[0]
    mine = parent.send_photo(group, "/announce Bring sweets")
    await school.settle()
    assert mine in group.messages
    assert not any("sweets" in m.text for m in group.messages if m.sender.is_bot)
    parts = head.send_album(head.private, "photo", "photo", caption="/announce Our trip")
    said = await last(school, head.private)
    assert "answer one of them with /announce" in said.text
    head.say(head.private, "/announce", reply_to=parts[0])
    await pressed(school, head, await last(school, head.private), "4A")
    *album, text = of_bot(other)[-3:]
    assert [m.media_kind for m in album] == ["photo", "photo"]
    assert "Our trip" in text.text


async def test_an_answered_album_in_private_goes_along_whole(school: TestSchool) -> None:
    """To the class that is chosen, after a restart; the text stands under the album."""
    ours, other = await school.class_group("3B"), await school.class_group("4A")
    head = school.head
    parts = head.send_album(head.private, "photo", "photo", "photo", caption="Our trip")
    await school.settle()
    head.say(head.private, "/announce", reply_to=parts[1])
    asked = await last(school, head.private)
    assert asked.labels == ["3B", "4A"]
    await school.restart()
    await pressed(school, head, asked, "4A")
    *album, text = of_bot(other)
    assert [m.media_kind for m in album] == ["photo"] * 3
    assert {m.file_id for m in album} == {m.file_id for m in parts}
    assert "Our trip" in text.text
    assert of_bot(ours) == []
    async with school.session() as session:
        assert len(await albums.parts(session, head.id, parts[0].album or "")) == 3
    await tidy(school.app.database, school.clock.now() + timedelta(days=3))
    async with school.session() as session:
        assert await albums.parts(session, head.id, parts[0].album or "") == []


async def test_of_an_album_that_was_not_seen_the_answered_part_goes_and_that_is_said(
    school: TestSchool,
) -> None:
    """A plain member sees nothing of what others send; an administrator sees the album."""
    plain = await school.class_group("3B", parents=1)
    parts = plain.teacher.send_album(plain.group, "photo", "photo", caption="Our trip")
    plain.teacher.say(plain.group, "/announce Look", reply_to=parts[1])
    await plain.teacher.private.wait(lambda m: "only saw the one picture" in m.text)
    await school.settle()
    (shown,) = of_bot(plain)
    assert (shown.media_kind, shown.text.splitlines()[2]) == ("photo", "Look")
    admin = await school.class_group("4A", parents=1, admin=True)
    parts = admin.teacher.send_album(admin.group, "photo", "photo", caption="Our trip")
    await school.settle()
    admin.teacher.say(admin.group, "/announce Look", reply_to=parts[1])
    await school.settle()
    *album, text = of_bot(admin)
    assert len(album) == 2
    assert "Our trip\n\nLook" in text.text


async def test_a_card_of_ours_is_no_source_and_who_wrote_as_the_group_keeps_theirs(
    school: TestSchool,
) -> None:
    class_ = await school.class_group("3B", parents=1)
    teacher, group = class_.teacher, class_.group
    welcome = next(m for m in group.messages if m.sender.is_bot)
    teacher.say(group, "/announce Boots", reply_to=welcome)
    card = await group.wait(lambda m: "Got it" in m.labels)
    assert card.text.startswith("3B · Tina3B Teacher\n\nBoots\n\n")
    group.promote(teacher, by=school.head, anonymous=True)
    photo = teacher.send_photo(group, "Trip")
    teacher.say(group, "/announce", reply_to=photo, anonymous=True)
    asked = await group.wait(lambda m: "It is me" in m.labels)
    await school.restart()
    await pressed(school, teacher, asked, "It is me")
    shown = of_bot(class_)[-1]
    assert (shown.media_kind, "Trip" in shown.text) == ("photo", True)
    here = await says(school, class_.parents[0], "/help")
    assert await crafted(school, class_.parents[0], here, "nbd:1:anyway")


async def test_how_it_is_confirmed_and_that_it_is_pinned_is_said_in_one_line(
    school: TestSchool,
) -> None:
    """In either language, in the group as well, more than one; an edit leaves it as it is."""
    class_ = await school.class_group("3B", parents=1, admin=True)
    teacher, group = class_.teacher, class_.group
    typed = teacher.say(teacher.private, "/announce pinned: signed: Trip")
    card = await group.wait(lambda m: m.labels == ["Sign"])
    await school.settle()
    assert card.text.startswith("3B · Tina3B Teacher\n\nTrip\n\n")
    assert card in group.pinned
    teacher.edit(typed, "/announce pinned: signed: Trip to the lake")
    await school.settle()
    assert (card.labels, "Trip to the lake\n" in card.text) == (["Sign"], True)
    teacher.say(group, "/announce 无需确认：紧急：今天停课")
    await school.settle()
    shown = of_bot(class_)[-1]
    assert (shown.text, shown.labels) == ("Urgent · 3B · Tina3B Teacher\n\n今天停课", [])
    asked = await says(school, teacher, "/announce signed:")
    assert asked.text == "What shall I announce? Please write the text."
    await says(school, teacher, "Museum")
    assert ("Museum" in of_bot(class_)[-1].text, of_bot(class_)[-1].labels) == (True, ["Sign"])
