"""Minutes: written, sent, corrected, with what was decided."""

from __future__ import annotations

from bot.sandbox import Message
from storage import decisions
from storage.people import Role
from tests.conftest import ClassGroup, TestSchool
from tests.meetings import answered, called, heard, in_chinese, opened, refused, until
from tests.noticeboard import demoted, says, texts_of

WORDS = "We talked about the trip to the lake."


async def over(school: TestSchool, parents: int = 2) -> ClassGroup:
    """A class whose parent meeting is over; the first parent can be written to."""
    class_ = await school.class_group(parents=parents)
    class_.teacher.start()
    class_.parents[0].start()
    await called(class_)
    await until(school, 3, 21, 40)
    return class_


async def wrote(class_: ClassGroup, text: str = WORDS) -> Message:
    """The teacher writes them, without files, and sends them; the form's message."""
    school, teacher = class_.school, class_.teacher
    await opened(class_, "Write minutes")
    teacher.say(teacher.private, text)
    asked = await teacher.private.wait(lambda m: "Photos or files" in m.text)
    await answered(school, teacher, asked, "Skip")
    assert "These minutes go to the group" in asked.text or "are out already" in asked.text
    await answered(school, teacher, asked, "Send")
    return asked


def card_in(class_: ClassGroup) -> Message:
    (card,) = [m for m in class_.group.messages if "Minutes:" in m.text and m.sender.is_bot]
    return card


async def test_minutes_go_to_the_group_and_to_who_was_invited(school: TestSchool) -> None:
    class_ = await over(school)
    sent = await wrote(class_)
    assert "one person who was invited" not in sent.text
    assert sent.text.startswith("Sent.")
    assert card_in(class_).text == f"Minutes: Parent meeting · 3B · Thu, Dec 3, 2026\n\n{WORDS}"
    assert heard(class_.parents[0], WORDS) == [card_in(class_).text]
    assert heard(class_.parents[1], WORDS) == []


async def test_corrected_minutes_change_everywhere_and_nobody_is_told_twice(
    school: TestSchool,
) -> None:
    class_ = await over(school)
    await wrote(class_)
    await school.restart()
    before = len(class_.group.messages)
    await wrote(class_, "We talked about the trip to the sea.")
    assert "corrected" in card_in(class_).text
    assert "to the sea" in card_in(class_).text
    assert len(heard(class_.parents[0], "to the sea")) == 1
    assert heard(class_.parents[0], "to the lake") == []
    assert len(class_.group.messages) == before


async def test_photos_and_a_file_go_with_them(school: TestSchool) -> None:
    class_ = await over(school)
    teacher = class_.teacher
    await opened(class_, "Write minutes")
    teacher.say(teacher.private, WORDS)
    await teacher.private.wait(lambda m: "Photos or files" in m.text)
    teacher.send_photo(teacher.private)
    await school.settle()
    teacher.send_document(teacher.private, "plan.pdf", b"%PDF-1.4 plan")
    await school.settle()
    await school.restart()
    asked = await teacher.private.wait(lambda m: "Done" in m.labels)
    await answered(school, teacher, asked, "Done")
    asked = await teacher.private.wait(lambda m: "Send" in m.labels)
    await answered(school, teacher, asked, "Send")
    kinds = [m.media_kind for m in class_.group.messages if m.sender.is_bot and m.media_kind]
    assert sorted(kinds) == ["document", "photo"]
    kinds = [m.media_kind for m in class_.parents[0].private.messages if m.media_kind]
    assert sorted(kinds) == ["document", "photo"]


async def test_minutes_in_one_message_under_a_file_or_of_an_album(school: TestSchool) -> None:
    """Typed, as a caption, and in answer to what was sent before; a voice is no minutes."""
    class_ = await over(school)
    teacher = class_.teacher
    await in_chinese(school, class_.parents[0])
    assert "Photos or files" in await refused(school, teacher, f"/minutes {WORDS}")
    await refused(school, teacher, "Skip")
    await refused(school, teacher, "Send")
    assert WORDS in card_in(class_).text
    teacher.send_document(teacher.private, "plan.pdf", b"%PDF-1.4 plan", f"/minutes {WORDS}")
    await school.restart()
    asked = await teacher.private.wait(lambda m: "Send" in m.labels)
    await answered(school, teacher, asked, "Send")
    assert (card_in(class_).media_kind, WORDS in card_in(class_).text) == ("document", True)
    assert heard(class_.parents[0], WORDS)[-1].startswith("会议纪要")
    parts = teacher.send_album(teacher.private, "photo", "photo", caption=f"/minutes {WORDS}")
    await school.settle()
    assert "answer one of them with /minutes" in heard(teacher, "several pictures")[-1]
    teacher.say(teacher.private, "/minutes And more.", reply_to=parts[1])
    asked = await teacher.private.wait(lambda m: "Send" in m.labels and "And more." in m.text)
    await answered(school, teacher, asked, "Send")
    kinds = [m.media_kind for m in class_.group.messages if m.sender.is_bot and m.media_kind]
    assert (kinds, f"{WORDS}\n\nAnd more." in card_in(class_).text) == (["photo"] * 2, True)
    teacher.send_voice(teacher.private, caption="/minutes")
    await school.settle()
    assert heard(teacher, "Please send a photo or a document.")


async def test_decisions_are_recorded_line_by_line_also_afterwards(school: TestSchool) -> None:
    class_ = await over(school)
    teacher = class_.teacher
    await opened(class_, "Add a decision")
    await school.restart()
    said = await refused(school, teacher, "The trip costs nothing.\n\nBen's father drives.")
    assert said == "2 decisions are recorded in the minutes of “Parent meeting”."
    await wrote(class_)
    expected = f"{WORDS}\n\nDecided\n• The trip costs nothing.\n• Ben's father drives."
    assert card_in(class_).text.endswith(expected)
    await opened(class_, "Add a decision")
    await refused(school, teacher, "Boots are worn.")
    assert card_in(class_).text.endswith("drives.\n• Boots are worn.")
    async with school.session() as session:
        assert len(await decisions.of_meeting(session, 2)) == 3


async def test_what_is_too_long_is_refused_and_asked_again(school: TestSchool) -> None:
    class_ = await over(school)
    await opened(class_, "Write minutes")
    assert "up to 2,500" in await refused(school, class_.teacher, "x" * 2501)
    assert "Photos or files" in await refused(school, class_.teacher, WORDS)
    assert "up to 2,500" in await refused(school, class_.teacher, f"/minutes {'x' * 2501}")


async def test_before_the_meeting_there_is_nothing_to_write(school: TestSchool) -> None:
    class_ = await school.class_group(parents=1)
    class_.teacher.start()
    await called(class_)
    assert "nothing to write" in await refused(school, class_.teacher, "/minutes")
    assert "may use" in await refused(school, class_.parents[0], "/minutes")


async def test_minutes_speak_the_language_of_their_reader(school: TestSchool) -> None:
    class_ = await over(school)
    await in_chinese(school, class_.parents[0])
    await wrote(class_)
    (said,) = heard(class_.parents[0], WORDS)
    assert said.startswith("会议纪要：家长会")


async def test_who_lost_the_right_cannot_send(school: TestSchool) -> None:
    class_ = await over(school)
    teacher = class_.teacher
    await opened(class_, "Write minutes")
    teacher.say(teacher.private, WORDS)
    asked = await teacher.private.wait(lambda m: "Photos or files" in m.text)
    await answered(school, teacher, asked, "Skip")
    await demoted(school, teacher, Role.HEAD_TEACHER, 1)
    toast = await answered(school, teacher, asked, "Send")
    assert toast
    assert not any("Minutes:" in m.text for m in class_.group.messages)


async def test_to_a_chinese_teacher_of_an_english_class_no_kind_is_left_in_english(
    school: TestSchool,
) -> None:
    """In what is written about the meeting, in the log of decisions, and in the group's card."""
    class_ = await over(school)
    teacher = class_.teacher
    hub = await opened(class_, "More…")
    await in_chinese(school, teacher)
    await answered(school, teacher, hub, "Add a decision")
    await says(school, teacher, "买窗帘")
    assert "记入“家长会”的纪要" in texts_of(teacher.private)
    log = await says(school, teacher, "/decisions")
    assert log.text.endswith("3B · 家长会")
    assert "Parent meeting\n" in texts_of(class_.group)
