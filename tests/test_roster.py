"""Who is who: looking, changing, removing and handing over on one private card."""

from __future__ import annotations

from bot.sandbox import Message, User
from storage.people import Role
from tests.conftest import ClassGroup, TestSchool
from tests.test_invites import roles_of


async def the_card(user: User, typed: str = "/people") -> Message:
    """The card, at the end of somebody's chat."""
    asked = user.say(user.private, typed)
    return await user.private.wait(lambda m: m.id > asked.id and m.labels != [])


async def tap(user: User, card: Message, label: str, shows: str) -> Message:
    """Taps a button of the card, and waits until the card shows something."""
    await user.tap(card, label).answer()
    return await user.private.wait(lambda m: m.id == card.id and shows in m.text)


async def staffed(school: TestSchool) -> tuple[ClassGroup, User, User]:
    """3B with a head teacher, a teacher, a committee member who is a parent of Clara, a parent."""
    class_ = await school.class_group("3B", parents=2)
    tom, ana = school.town.user("Tom", "Becker", language="en"), class_.parents[0]
    await school.appoint(tom, "teacher 3B")
    await class_.names(ana, "Clara")
    await school.appoint(ana, "committee member 3B")
    return class_, tom, ana


async def test_a_class_is_listed_by_role_with_the_parents_children(school: TestSchool) -> None:
    class_, _, _ = await staffed(school)
    shown = await the_card(class_.teacher)
    assert shown.text == (
        "3B · 4 people\n\n"
        "Head teacher\n• Tina3B Teacher\n"
        "Teacher\n• Tom Becker\n"
        "Committee member\n• Parent0 of 3B (parent, Clara)\n"
        "Parent\n• Parent1 of 3B"
    )
    assert shown.labels == ["Tina3B Teacher", "Tom Becker", "Parent0 of 3B", "Parent1 of 3B"]


async def test_the_school_chooses_a_class_first(school: TestSchool) -> None:
    await staffed(school)
    await school.class_group("4A", parents=0)
    shown = await the_card(school.head)
    assert shown.labels == ["School · 1", "3B · 4", "4A · 1"]
    await tap(school.head, shown, "4A · 1", "4A · one person")
    await tap(school.head, shown, "← Back", "Choose a class")
    await tap(school.head, shown, "School · 1", "Petra Principal")


async def test_a_teacher_becomes_head_teacher_by_tap_and_is_told(school: TestSchool) -> None:
    """Through a restart in the middle."""
    _, tom, _ = await staffed(school)
    head = school.head
    shown = await the_card(head, "/people 3B")
    await tap(head, shown, "Tom Becker", "3B: teacher")
    await school.restart()
    answer = await head.tap(shown, "Make head teacher").answer()
    assert answer.text == "Tom Becker is head teacher of 3B now."
    await tom.private.wait(lambda m: "You are now head teacher of 3B" in m.text)
    await head.private.wait(lambda m: m.id == shown.id and "3B: head teacher, teacher" in m.text)
    assert await roles_of(school, tom) == {(Role.HEAD_TEACHER, "3B"), (Role.TEACHER, "3B")}


async def test_removing_asks_first_and_tells_the_person(school: TestSchool) -> None:
    class_, tom, _ = await staffed(school)
    tina = class_.teacher
    shown = await the_card(tina)
    await tap(tina, shown, "Tom Becker", "3B: teacher")
    await tap(tina, shown, "No longer teacher", "Shall Tom Becker no longer be teacher of 3B?")
    assert (Role.TEACHER, "3B") in await roles_of(school, tom)
    await school.restart()
    await tina.tap(shown, "Yes, remove").answer()
    await tom.private.wait(lambda m: "You are no longer teacher of 3B" in m.text)
    await tina.private.wait(lambda m: m.id == shown.id and "3B · 3 people" in m.text)
    assert await roles_of(school, tom) == set()
    tom.say(class_.group, "/announce Bring boots") if tom in class_.group.people else None
    await school.town.until(
        lambda: school.town.profile.commands_of(type="chat", chat_id=tom.id) == []
    )


async def test_going_back_from_the_question_removes_nobody(school: TestSchool) -> None:
    class_, tom, _ = await staffed(school)
    tina = class_.teacher
    shown = await the_card(tina)
    await tap(tina, shown, "Tom Becker", "3B: teacher")
    await tap(tina, shown, "No longer teacher", "Shall Tom Becker")
    await tap(tina, shown, "← Back", "3B: teacher")
    assert await roles_of(school, tom) == {(Role.TEACHER, "3B")}


async def test_who_is_removed_as_a_parent_answers_for_nobody_there(school: TestSchool) -> None:
    class_, _, ana = await staffed(school)
    tina = class_.teacher
    shown = await the_card(tina)
    await tap(tina, shown, "Parent0 of 3B", "Answers for Clara")
    await tap(tina, shown, "No longer parent", "The children stay on the list")
    await tina.tap(shown, "Yes, remove").answer()
    await ana.private.wait(lambda m: "You are no longer parent of 3B" in m.text)
    assert await roles_of(school, ana) == set()
    class_.group.leave(ana)
    class_.group.join(ana)
    await school.settle()
    assert await roles_of(school, ana) == set()


async def test_the_chair_s_office_leaves_whoever_held_it(school: TestSchool) -> None:
    class_, _, ana = await staffed(school)
    other = class_.parents[1]
    other.start("hello")
    await school.appoint(other, "committee chair 3B")
    tina = class_.teacher
    shown = await the_card(tina)
    await tap(tina, shown, "Parent0 of 3B", "committee member")
    await tina.tap(shown, "Make committee chair").answer()
    await other.private.wait(lambda m: "is committee chair of 3B now, in your place" in m.text)
    assert (Role.CHAIR, "3B") in await roles_of(school, ana)
    assert await roles_of(school, other) == {(Role.COMMITTEE, "3B"), (Role.PARENT, "3B")}


async def test_a_head_teacher_hands_the_class_over_to_a_teacher_who_accepts(
    school: TestSchool,
) -> None:
    class_, tom, _ = await staffed(school)
    tina = class_.teacher
    shown = await the_card(tina)
    await tap(tina, shown, "Tina3B Teacher", "3B: head teacher")
    assert "No longer head teacher" not in shown.labels
    await tap(tina, shown, "Hand over: head teacher", "To whom shall head teacher of 3B go")
    await school.restart()
    answer = await tina.tap(shown, "Tom Becker").answer()
    assert "I have asked Tom Becker" in answer.text
    asked = await tom.private.wait(lambda m: "would like to hand over to you" in m.text)
    assert (Role.HEAD_TEACHER, "3B") in await roles_of(school, tina)
    await tom.tap(asked, "I accept").answer()
    await tina.private.wait(lambda m: "Tom Becker has accepted" in m.text)
    assert await roles_of(school, tina) == set()
    assert (Role.HEAD_TEACHER, "3B") in await roles_of(school, tom)


async def test_a_name_finds_a_person_and_a_child_finds_the_parent(school: TestSchool) -> None:
    class_, _, _ = await staffed(school)
    shown = await the_card(class_.teacher, "/people becker")
    assert "Tom Becker" in shown.text
    assert "3B: teacher" in shown.text
    shown = await the_card(class_.teacher, "/people clara")
    assert "Answers for Clara" in shown.text
    class_.teacher.say(class_.teacher.private, "/people parent")
    await class_.teacher.private.wait(lambda m: "2 people" in m.text and "• Parent1" in m.text)
    class_.teacher.say(class_.teacher.private, "/people nobody")
    await class_.teacher.private.wait(lambda m: "nobody called “nobody”" in m.text)


async def test_a_head_teacher_reaches_no_other_class(school: TestSchool) -> None:
    class_, _, _ = await staffed(school)
    await school.class_group("4A", parents=0)
    tina = class_.teacher
    tina.say(tina.private, "/people 4A")
    await tina.private.wait(lambda m: "I find no class" in m.text)
    shown = await the_card(tina)
    number = next(b.data for row in shown.buttons for b in row if b.data).split(":")[1]
    for class_id in (0, 2):
        answer = await tina.tap(shown, data=f"roc:{number}:{class_id}").answer()
        assert answer.text == "This is not for you to decide."


async def test_somebody_else_s_card_obeys_nobody(school: TestSchool) -> None:
    class_, tom, _ = await staffed(school)
    await school.appoint(tom, "head teacher 3B")
    shown = await the_card(class_.teacher)
    data = next(b.data for row in shown.buttons for b in row if b.data)
    own = tom.private.last
    assert own is not None
    answer = await tom.tap(own, data=data).answer()
    assert answer.text == "This is not for you to decide."


async def test_the_right_is_asked_for_at_the_tap(school: TestSchool) -> None:
    class_, tom, _ = await staffed(school)
    tina = class_.teacher
    shown = await the_card(tina)
    await tap(tina, shown, "Tom Becker", "3B: teacher")
    head = school.head
    theirs = await the_card(head, "/people 3B")
    await tap(head, theirs, "Tina3B Teacher", "3B: head teacher")
    await tap(head, theirs, "No longer head teacher", "Shall Tina3B")
    await head.tap(theirs, "Yes, remove").answer()
    await tina.private.wait(lambda m: "You are no longer head teacher" in m.text)
    answer = await tina.tap(shown, data=data_of(shown, "No longer teacher")).answer()
    assert answer.text == "This is not for you to decide."
    assert await roles_of(school, tom) == {(Role.TEACHER, "3B")}


def data_of(message: Message, label: str) -> str:
    """What a button carries."""
    return next(b.data for row in message.buttons for b in row if b.label == label and b.data)


async def test_the_last_admin_stays(school: TestSchool) -> None:
    await staffed(school)
    head = school.head
    shown = await the_card(head)
    await tap(head, shown, "School · 1", "Petra Principal")
    await tap(head, shown, "Petra Principal", "School: admin")
    await tap(head, shown, "No longer admin", "Shall Petra Principal")
    answer = await head.tap(shown, "Yes, remove").answer()
    assert "only admin" in answer.text
    assert await roles_of(school, head) == {(Role.ADMIN, None)}


async def test_pages_turn_on_the_same_card(school: TestSchool) -> None:
    class_ = await school.class_group("3B", parents=11)
    tina = class_.teacher
    shown = await the_card(tina)
    assert "Page 1 of 2" in shown.text
    await tap(tina, shown, "▶", "Page 2 of 2")
    assert shown.labels == ["Parent8 of 3B", "Parent9 of 3B", "◀"]
    await tap(tina, shown, "◀", "Page 1 of 2")


async def test_a_new_card_takes_the_buttons_off_the_old_one(school: TestSchool) -> None:
    class_, _, _ = await staffed(school)
    first = await the_card(class_.teacher)
    await the_card(class_.teacher)
    await school.town.until(lambda: first.labels == [])


async def test_in_a_group_it_is_shown_in_private(school: TestSchool) -> None:
    class_, _, _ = await staffed(school)
    before = len(class_.group.messages)
    class_.teacher.say(class_.group, "/people")
    await class_.teacher.private.wait(lambda m: "3B · 4 people" in m.text)
    assert [m for m in class_.group.messages[before:] if m.sender.is_bot] == []


async def test_it_speaks_chinese(school: TestSchool) -> None:
    await staffed(school)
    lin = school.town.user("Lin", language="zh-hans")
    await school.appoint(lin, "principal")
    shown = await the_card(lin, "/people 3B")
    assert "3B · 4 人" in shown.text
    assert "• Parent0 of 3B（家长, Clara）" in shown.text
    await tap(lin, shown, "Tom Becker", "3B：老师")
    assert "不再是老师" in shown.labels
