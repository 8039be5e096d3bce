"""Open questions: asked, answered, dropped, and surviving a restart."""

from __future__ import annotations

from bot.sandbox import Message
from storage.people import Role
from tests.conftest import ClassGroup, TestSchool
from tests.noticeboard import SOON, announced, crafted, demoted, own_card, pressed, says
from tests.sending import reopened
from tests.timed import said_back

ASKED = "Whom do you want to invite"


async def test_in_private_the_next_message_is_the_answer(school: TestSchool) -> None:
    head = school.head
    head.start()
    head.say(head.private, "/invite")
    await head.private.wait(lambda m: ASKED in m.text)
    head.say(head.private, "teacher 3B")
    await head.private.wait(lambda m: "t.me/" in m.text)


async def test_in_a_group_a_selective_reply_is_the_answer(school: TestSchool) -> None:
    head = school.head
    head.start()
    group = school.town.group("3B parents", creator=head)
    group.add_bot(by=head)
    typed = head.say(group, "/class")
    asked = await group.wait(lambda m: m.force_reply)
    assert asked.reply_to is typed
    head.say(group, "3B", reply_to=asked)
    await group.wait(lambda m: "I am a parent here" in m.labels)


async def test_a_reply_of_somebody_else_is_no_answer(school: TestSchool) -> None:
    head = school.head
    head.start()
    ben = school.town.user("Ben", language="en")
    group = school.town.group("3B parents", creator=head, members=[ben])
    group.add_bot(by=head)
    head.say(group, "/class")
    asked = await group.wait(lambda m: m.force_reply)
    ben.say(group, "9Z", reply_to=asked)
    await school.settle()
    assert not any("I am a parent here" in m.labels for m in group.messages)
    head.say(group, "3B", reply_to=asked)
    await group.wait(lambda m: "I am a parent here" in m.labels)


async def test_a_question_survives_a_restart(school: TestSchool) -> None:
    head = school.head
    head.start()
    head.say(head.private, "/invite")
    await head.private.wait(lambda m: ASKED in m.text)
    await school.restart()
    head.say(head.private, "teacher 3B")
    await head.private.wait(lambda m: "t.me/" in m.text)


async def test_cancel_drops_it(school: TestSchool) -> None:
    head = school.head
    head.start()
    head.say(head.private, "/invite")
    await head.private.wait(lambda m: ASKED in m.text)
    head.say(head.private, "/cancel")
    await head.private.wait(lambda m: m.text == "Cancelled.")
    head.say(head.private, "teacher 3B")
    await head.private.wait(lambda m: "did not ask anything" in m.text)
    head.say(head.private, "/cancel")
    await head.private.wait(lambda m: "nothing to cancel" in m.text)


async def test_another_command_drops_it_too(school: TestSchool) -> None:
    head = school.head
    head.start()
    head.say(head.private, "/invite")
    await head.private.wait(lambda m: ASKED in m.text)
    head.say(head.private, "/my")
    await head.private.wait(lambda m: "Nothing waits for you" in m.text)
    head.say(head.private, "teacher 3B")
    await head.private.wait(lambda m: "did not ask anything" in m.text)


async def test_a_picture_is_no_answer_and_the_question_stays(school: TestSchool) -> None:
    head = school.head
    head.start()
    head.say(head.private, "/invite")
    await head.private.wait(lambda m: ASKED in m.text)
    for send in (head.send_photo, head.send_sticker):
        send(head.private)
        await head.private.wait(lambda m: "answer with words" in m.text)
    head.say(head.private, "teacher 3B")
    await head.private.wait(lambda m: "t.me/" in m.text)


async def test_an_album_is_answered_once(school: TestSchool) -> None:
    head = school.head
    head.start()
    head.say(head.private, "/invite")
    await head.private.wait(lambda m: ASKED in m.text)
    for _ in range(3):
        head.send_photo(head.private, album="holiday")
    await school.settle()
    said = [m for m in head.private.messages if "answer with words" in m.text]
    assert len(said) == 1


async def test_a_command_under_a_picture_is_said_to_want_text(school: TestSchool) -> None:
    """But for one that takes a picture; and the picture is not taken out of the group."""
    class_ = await school.class_group("3B", parents=0, admin=True)
    tina = class_.teacher
    tina.start()
    sent = tina.send_photo(class_.group, caption="/move 2026-12-03 18:30")
    await tina.private.wait(lambda m: "send it as text alone" in m.text)
    await school.settle()
    assert sent in class_.group.messages


async def test_an_unknown_command_is_no_answer(school: TestSchool) -> None:
    head = school.head
    head.start()
    head.say(head.private, "/invite")
    await head.private.wait(lambda m: ASKED in m.text)
    head.say(head.private, "/teacher")
    await head.private.wait(lambda m: "do not know /teacher" in m.text)


async def test_a_forwarded_command_is_not_carried_out(school: TestSchool) -> None:
    head = school.head
    head.start()
    ben = school.town.user("Ben", language="en")
    typed = ben.say(ben.private, "/invite teacher 3B")
    head.forward(typed, head.private)
    await head.private.wait(lambda m: "forwarded /invite is not carried out" in m.text)
    assert not any("t.me/" in m.text for m in head.private.messages)


async def test_what_stands_on_a_button_may_be_written_and_is_no_answer(school: TestSchool) -> None:
    """It is a tap: of who may still do it, once, and in their own language's words."""
    class_ = await school.class_group("3B", parents=1)
    tina = class_.teacher
    card = await announced(class_)
    own = await own_card(class_)
    await pressed(school, tina, own, "Correct")
    await school.restart()
    asked = await says(school, tina, "photos and files")
    assert "Photos and files" in asked.text
    assert "Trip on Friday" in card.text
    await pressed(school, tina, own, "Correct")
    await demoted(school, tina, Role.HEAD_TEACHER, 1)
    assert "not for you" in (await says(school, tina, "Photos and files…")).text
    assert "Trip on Friday" in card.text


async def asked_unheard(class_: ClassGroup) -> Message:
    """The teacher is asked whether a time is right, and Telegram does not answer the bot's call."""
    town, teacher = class_.school.town, class_.teacher
    town.faults.add("sendMessage", "hang_after", times=1, chat=teacher.private)
    teacher.say(class_.group, f"/announce {SOON} Trip on Friday")
    await town.until(lambda: said_back(teacher, class_.group))
    return said_back(teacher, class_.group)[0]


async def test_who_taps_before_telegram_has_answered_is_understood(school: TestSchool) -> None:
    """The bot has not heard what number its message has: the tap tells, and the message goes."""
    class_ = await school.class_group("3B", parents=1)
    await reopened(school, call=2)
    asked = await asked_unheard(class_)
    await class_.teacher.tap(asked, asked.labels[0]).answer()
    await school.town.until(lambda: asked.deleted)
    await class_.teacher.private.wait(lambda m: m.text.startswith("Planned"))


async def test_no_card_goes_by_a_tap_that_somebody_made_up(school: TestSchool) -> None:
    class_ = await school.class_group("3B", parents=1)
    await announced(class_)
    card = await own_card(class_)
    await reopened(school, call=2)
    asked = await asked_unheard(class_)
    await crafted(school, class_.teacher, card, asked.buttons[0][0].data or "")
    await class_.teacher.private.wait(lambda m: m.text.startswith("Planned"))
    assert not card.deleted
