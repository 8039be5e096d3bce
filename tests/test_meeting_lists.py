"""The organiser's list in the morning: who comes, live until the start, to print, for few."""

from __future__ import annotations

from bot.sandbox import Message, User
from storage.people import Role
from tests.conftest import ClassGroup, TestSchool
from tests.looking import told
from tests.meetings import answered, called, cancelled, formed, in_chinese, opened, until
from tests.noticeboard import demoted
from tests.timed import timed

LIST = "Who comes: Parent meeting"


async def with_answers(school: TestSchool, *asked: str) -> tuple[ClassGroup, Message]:
    """Three families: coming, maybe, not coming; the organiser can be written to."""
    class_ = await school.class_group(parents=3)
    class_.teacher.start()
    for user, child in zip(class_.parents, ("Mia", "Leo", "Tom"), strict=True):
        await class_.names(user, child)
    card = await (formed(class_, *asked) if asked else called(class_))
    for user, label in zip(class_.parents, ("Coming", "Maybe", "Not coming"), strict=True):
        await answered(school, user, card, label)
    return class_, card


def printed(user: User) -> str:
    """The text of the last file that somebody was sent."""
    found = [m.media for m in user.private.messages if m.media is not None]
    return found[-1].decode("utf-8-sig")


async def test_the_list_comes_in_the_morning_follows_until_the_start_and_can_be_printed(
    school: TestSchool,
) -> None:
    """With how many of each family come, where that is asked, and who waits for a place."""
    class_, card = await with_answers(school, "3", "Yes")
    ana, leo, tom = class_.parents
    how_many = await ana.private.wait(lambda m: "3" in m.labels)
    await answered(school, ana, how_many, "3")
    await until(school, 3, 7, 29)
    assert told(class_.teacher, LIST) == []
    await until(school, 3, 7, 31)
    (listed,) = told(class_.teacher, LIST)
    assert listed.text.splitlines()[1:] == [
        "Thu, Dec 3, 2026, 18:30", "", "Coming: 1 family · 3 people", "3B: Mia (3)", "",
        "Maybe: 1", "3B: Leo",
    ]  # fmt: skip
    await school.restart()
    await answered(school, leo, card, "Coming")
    assert "Waiting for a place: 1\n3B: Leo" in listed.text
    await until(school, 3, 16, 31)
    assert "You are still on the waiting list." in leo.private.last.text
    await answered(school, ana, how_many, "2")
    assert listed.text.splitlines()[3:] == ["Coming: 2 families · 3 people", "3B: Leo and Mia (2)"]
    await answered(school, class_.teacher, listed, "As a file to print")
    assert printed(class_.teacher).splitlines() == [
        LIST, "Thu, Dec 3, 2026, 18:30", "", "Coming: 2 families · 3 people", "☐ Leo", "☐ Mia (2)",
    ]  # fmt: skip
    await until(school, 3, 18, 31)
    await answered(school, tom, card, "Maybe")
    assert "Tom" not in listed.text
    assert len(told(class_.teacher, LIST)) == 1


async def test_names_are_for_who_may_see_them_at_that_moment(school: TestSchool) -> None:
    """A chair gets numbers; a teacher who is none any more keeps a list that tells nothing new."""
    class_, card = await with_answers(school)
    chair = school.town.user("Chris", language="zh-CN")
    class_.group.join(chair)
    chair.start()
    await school.appoint(chair, "committee chair 3B")
    await in_chinese(school, chair)
    await timed(chair, class_.group, "/meeting 2026-12-03 20:00 家长委员会")
    second = await class_.group.wait(lambda m: "家长委员会" in m.text and m.sender.is_bot)
    await answered(school, class_.parents[0], second, "Coming")
    await until(school, 3, 7, 31)
    (numbers,) = told(chair, "参加名单：家长委员会")
    assert "参加：1 个家庭" in numbers.text
    assert "Mia" not in numbers.text
    assert numbers.labels == []
    made_up = (second.buttons[0][0].data or "").replace("mt:", "mlp:").removesuffix(":yes")
    refused = await chair.tap(numbers, data=made_up).answer()
    assert "孩子的姓名只向本班老师显示" in refused.text
    (listed,) = told(class_.teacher, LIST)
    await demoted(school, class_.teacher, Role.HEAD_TEACHER, 1)
    await answered(school, class_.parents[1], card, "Coming")
    assert "Maybe: 1" in listed.text
    late = await class_.teacher.tap(listed, "As a file to print").answer()
    assert late.text == "This is not for you to decide."
    assert [m for m in class_.teacher.private.messages if m.media is not None] == []


async def test_a_meeting_of_the_same_day_is_listed_an_hour_before_and_anew_when_it_moves(
    school: TestSchool,
) -> None:
    """It is 9:30; nobody has answered yet when it is called."""
    class_ = await school.class_group(parents=1)
    class_.teacher.start()
    await called(class_, "/meeting 2026-11-24 15:00 Parent meeting")
    await until(school, 24, 13, 59, month=11)
    assert told(class_.teacher, LIST) == []
    await until(school, 24, 14, 1, month=11)
    (first,) = told(class_.teacher, LIST)
    await timed(class_.teacher, class_.group, "/move 2026-11-24 17:00")
    await until(school, 24, 16, 1, month=11)
    (_, second) = told(class_.teacher, LIST)
    assert "17:00" in first.text  # it has followed, and is left behind now
    await cancelled(class_)
    assert "Cancelled" in second.text
    assert "Coming: 0 families" in first.text


async def test_a_family_counts_once_however_many_guardians_and_children_it_has(
    school: TestSchool,
) -> None:
    """On every card that counts, and so it does at the door, where one tap is for all of them."""
    class_ = await school.class_group(parents=3)
    ana, ben, cleo = class_.parents
    await class_.names(ana, "Clara")
    await class_.names(ben, "Clara")
    ana.tap(await ana.private.wait(lambda m: "Yes" in m.labels), "Yes")
    await class_.names(cleo, "Leo", "Mia")
    card = await called(class_)
    for user in class_.parents:
        assert await answered(school, user, card, "Coming") == "Noted: coming."
    assert card.labels[:3] == ["Coming · 2", "Not coming", "Maybe"]
    assert await answered(school, ben, card, "Not coming") == "Noted: not coming."
    assert card.labels[:3] == ["Coming · 1", "Not coming · 1", "Maybe"]
    live = await class_.teacher.private.wait(lambda m: "Not coming (1)" in m.text)
    assert "Coming (1 family) Leo + Mia\n" in live.text
    assert await answered(school, cleo, card, "Maybe") == "Noted: maybe."
    assert card.labels[:3] == ["Coming", "Not coming · 1", "Maybe · 1"]
    await until(school, 3, 18, 10)
    listed = await opened(class_, "Who came")
    assert listed.labels[:2] == ["Clara", "Leo + Mia"]
    assert await answered(school, class_.teacher, listed, "Leo + Mia") == "Leo + Mia came."
    assert "Came: 1 of 2 families" in listed.text
    assert (
        await answered(school, class_.teacher, listed, "✓ Leo + Mia") == "Leo + Mia did not come."
    )
    await until(school, 3, 23)
    assert "Coming: 0 families · Maybe: 1 · Not coming: 1" in card.text
