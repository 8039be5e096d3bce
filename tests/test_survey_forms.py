"""Making a survey: step by step in private, or in one message; shown before it is sent."""

from __future__ import annotations

from sqlalchemy import select

from bot.sandbox import Message, User
from storage import surveys
from storage.surveys import Kind, Mode, Unit
from tests.conftest import TestSchool
from tests.looking import last, told
from tests.meetings import answered, called, in_chinese, opened, until
from tests.noticeboard import filled, pressed


async def stored(school: TestSchool) -> surveys.Snapshot:
    """The latest survey."""
    async with school.session() as session:
        ids = list(await session.scalars(select(surveys.Survey.id)))
        return await surveys.get(session, max(ids))


async def taps(school: TestSchool, user: User, *labels: str) -> Message:
    """Somebody taps one button after another on the last card; that card."""
    for each in labels:
        await pressed(school, user, last(user), each)
    return last(user)


async def test_step_by_step_with_every_kind_of_question(school: TestSchool) -> None:
    class_ = await school.class_group()
    teacher = class_.teacher
    teacher.start()
    await filled(school, teacher, "/survey", "An empty one", "Spring fair")
    await filled(school, teacher, "Skip")
    assert "Tap a kind of question" in last(teacher).text
    await taps(school, teacher, "+ One of several")
    assert "2 to 20 choices" in (await filled(school, teacher, "Will you come?\nYes")).text
    await filled(school, teacher, "Will you come?\nYes\nNo")
    await taps(school, teacher, "+ Several of several")
    await filled(school, teacher, "What do you bring? | Cake | Salad | Games")
    card = await filled(school, teacher, "* How was last year? 1-5\n[No] > Why not? (optional)")
    assert "3. How was last year? (1–5)" in card.text
    assert "4. Why not? (own words, optional, only after 1: No)" in card.text
    await taps(school, teacher, "2", "At most …", "2")
    await taps(school, teacher, "Only after …", "1: Yes", "‹ Back")
    assert "2. What do you bring? (several, only after 1: Yes)" in last(teacher).text
    assert "about 8 taps" in last(teacher).text
    # A restart in the middle loses nothing of it.
    await school.restart()
    await taps(school, teacher, "3", "Take it off", "Done", "Anonymous", "Each parent", "Now")
    assert "must close after" not in last(teacher).text
    await filled(school, teacher, "2026-11-27 18:00")
    seen = last(teacher)
    assert "3B · opens now" in seen.text
    assert "1. Will you come?" in seen.text
    assert "Open until Fri, Nov 27, 2026, 18:00." in seen.text
    assert "Each parent answers for themselves." in seen.text
    await taps(school, teacher, "Send")
    await class_.group.wait(
        lambda m: "📋 Spring fair" in m.text and "Answer (1 minute)" in m.labels
    )
    one = await stored(school)
    assert (one.mode, one.unit, one.live) == (Mode.ANONYMOUS, Unit.PERSON, False)
    come, bring, why = one.questions
    assert (bring.kind, bring.most, bring.after) == (Kind.SEVERAL, 2, (come.id, 1))
    assert (why.kind, why.required, why.after) == (Kind.TEXT, False, (come.id, 2))


async def test_in_one_message_in_chinese_and_a_long_one_is_warned_about(
    school: TestSchool,
) -> None:
    class_ = await school.class_group()
    teacher = class_.teacher
    teacher.start()
    await in_chinese(school, teacher)
    rows = "\n".join(f"＊ 第 {n} 项怎么样？" for n in range(1, 12))
    seen = await filled(school, teacher, f"/survey 学期末\n谢谢大家\n{rows}")
    assert "家长大约要点 13 下" in seen.text
    assert "有点多" in seen.text
    assert "谢谢大家" in seen.text
    rows = "\n".join(f"＊ 第 {n} 项怎么样？" for n in range(1, 31))
    seen = await filled(school, teacher, f"/survey 学年末\n{rows}")
    assert "30. 第 30 项怎么样？" in seen.text
    assert "最多 30 题" in (await filled(school, teacher, f"/survey 学年末\n{rows}\n> 还有吗")).text
    await filled(school, teacher, "/cancel")
    seen = await filled(school, teacher, "/survey 家长会\n？哪天方便？｜周一｜周三")
    assert "哪天方便？" in seen.text
    assert seen.labels[:2] == ["周一", "周三"]
    await pressed(school, teacher, seen, next(each for each in seen.labels if each == "发送"))
    card = await class_.group.wait(lambda m: "📋 家长会" in m.text)
    assert "Nobody has answered yet." in card.text
    seen = await filled(school, teacher, "/survey 家长会\n哪天方便？\n【周五】> 为什么？")
    assert "周五" in seen.text
    seen = await filled(school, teacher, "/survey 家长会\n？哪天方便？")
    assert "选项" in seen.text


async def test_who_may_ask_whom(school: TestSchool) -> None:
    class_ = await school.class_group(parents=1)
    await school.class_group("4A", parents=1)
    (parent,) = class_.parents
    parent.start()
    await school.settle()
    typed = "/survey Canteen\n* How is it?"
    before = last(parent).id
    await filled(school, parent, typed)
    assert any("Only those responsible" in m.text for m in parent.private.messages if m.id > before)
    class_.teacher.start()
    await filled(school, class_.teacher, "/survey", "An empty one")
    assert "What is it called?" in last(class_.teacher).text  # of one class there is no choice
    # About people who work at the school, only the principal asks; it is anonymous.
    await school.appoint(school.head, "principal")
    head = school.head
    await filled(school, head, "/survey", "An empty one", "3B, 4A")
    await filled(school, head, "Yes, about staff", "Teaching", "Skip", "* Are lessons good?")
    await filled(school, head, "Done", "Each family")
    assert "results by class" in last(head).text
    await filled(school, head, "Yes", "Now", "2026-12-01 18:00", "Send")
    card = await class_.group.wait(lambda m: "📋 Teaching" in m.text)
    assert "only to the principal" in card.text
    one = await stored(school)
    assert (one.staff, one.mode, one.by_class) == (True, Mode.ANONYMOUS, True)
    await filled(school, class_.teacher, "/surveys")
    assert "no survey yet" in last(class_.teacher).text


async def test_who_came_to_a_meeting_is_asked_in_private(school: TestSchool) -> None:
    class_ = await school.class_group(parents=3)
    class_.teacher.start()
    for each in class_.parents:
        each.start()
    meeting = await called(class_)
    for each in class_.parents[:2]:
        await each.tap(meeting, "Coming").answer()
    await until(school, 3, 21, 31)
    listed = await opened(class_, "Who came")
    await answered(school, class_.teacher, listed, "All who said Coming (2)")
    await until(school, 4, 9)
    teacher = class_.teacher
    await filled(school, teacher, "/survey", "An empty one")
    came = next(each for each in last(teacher).labels if "Who came" in each)
    await taps(school, teacher, came)
    await filled(school, teacher, "The evening", "Skip", "* How was it?", "Done", "With names")
    await filled(school, teacher, "Each family", "Yes", "Now", "2026-12-07 18:00", "Send")
    cards = [(await each.private.wait(lambda m: "📋" in m.text)) for each in class_.parents[:2]]
    assert "to all who came to Parent meeting" in cards[0].text
    assert not told(class_.parents[2], "The evening")
    assert not any("The evening" in m.text for m in class_.group.messages)
    assert "Noted: 4" in await pressed(school, class_.parents[0], cards[0], "4")
    away = class_.parents[2]
    data = cards[0].buttons[0][0].data
    toast = (await away.tap(last(away), data=data or "").answer()).text
    assert "those who came" in (toast or "")
    assert "One family has answered." in cards[1].text
