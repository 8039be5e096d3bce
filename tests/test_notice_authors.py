"""Who is missing, as the author sees it in private, and the nudges."""

from __future__ import annotations

from dataclasses import fields
from typing import Any
from zoneinfo import ZoneInfo

from bot.sandbox import Message
from handlers.kit.texts import School, Texts
from handlers.notice_authors import author
from storage import classes, notice_authors, notices, people
from storage.answers import UnitKind
from storage.people import Role
from storage.units import Unit
from tests.conftest import ClassGroup, TestSchool
from tests.noticeboard import announced, crafted, own_card, pressed, texts_of


async def a_class_of_three(school: TestSchool) -> ClassGroup:
    """Clara's and Tim's parent writes to the bot, Ben's too, the third has never pressed Start."""
    class_ = await school.class_group("3B", parents=3)
    await class_.names(class_.parents[0], "Clara", "Tim")
    await class_.names(class_.parents[1], "Ben")
    return class_


async def nudges(class_: ClassGroup) -> list[int]:
    """How many nudges each parent has got in private."""
    return [texts_of(each.private).count("Please confirm that") for each in class_.parents]


async def test_the_author_sees_who_is_missing_by_the_childrens_names(school: TestSchool) -> None:
    class_ = await a_class_of_three(school)
    await class_.stranger()
    card = await announced(class_, "Trip on Friday, bring boots and something warm to drink")
    await pressed(school, class_.parents[1], card, "Got it")
    own = await own_card(class_)
    assert own.text == (
        "3B: “Trip on Friday, bring boots and something warm…”\n\n"
        "Confirmed: 1 of 3\n"
        "Missing (2): Clara + Tim and Parent2 of 3B (parent)\n"
        "…and 1 more in the group unknown to me"
    )
    assert own.labels == [
        "Nudge those missing",
        "Told by phone or on paper",
        "Print a page",
        "Correct",
        "Withdraw",
    ]


async def test_the_group_never_hears_who_is_missing(school: TestSchool) -> None:
    class_ = await a_class_of_three(school)
    card = await announced(class_)
    await pressed(school, class_.parents[1], card, "Got it")
    own = await own_card(class_)
    for _ in range(2):
        await pressed(school, class_.teacher, own, "Nudge")
    await pressed(school, class_.teacher, own, "Told by")
    said = texts_of(class_.group)
    for name in ("Clara", "Tim", "Ben", "Parent0", "Parent1", "Parent2"):
        assert name not in said


async def test_a_nudge_goes_to_those_missing_and_reminds_the_group_of_the_others(
    school: TestSchool,
) -> None:
    class_ = await a_class_of_three(school)
    await class_.stranger()
    card = await announced(class_, "Trip on Friday")
    await pressed(school, class_.parents[1], card, "Got it")
    toast = await pressed(school, class_.teacher, await own_card(class_), "Nudge")
    assert toast == (
        "I have written to 1 person in private. "
        "2 more cannot be reached so: a reminder in the group names nobody."
    )
    assert await nudges(class_) == [1, 0, 0]
    reminder = class_.group.last
    assert reminder is not None
    assert reminder.text == (
        "Reminder: “Trip on Friday” – not every family has confirmed yet. "
        "If you have not, please tap “Got it”."
    )
    assert reminder.reply_to is card


async def test_a_nudge_and_a_reminder_can_be_answered_where_they_stand(school: TestSchool) -> None:
    class_ = await a_class_of_three(school)
    card = await announced(class_, "Trip on Friday")
    own = await own_card(class_)
    await pressed(school, class_.teacher, own, "Nudge")
    nudged = await class_.parents[0].private.wait(lambda m: "Please confirm" in m.text)
    assert "Trip on Friday" in nudged.text
    await pressed(school, class_.parents[0], nudged, "Got it")
    await pressed(school, class_.parents[2], _last(class_), "Got it")
    assert "2 families have confirmed" in card.text
    assert "Confirmed: 2 of 3" in own.text


def _last(class_: ClassGroup) -> Message:
    last = class_.group.last
    assert last is not None
    return last


async def test_there_are_two_nudges_and_no_third(school: TestSchool) -> None:
    class_ = await a_class_of_three(school)
    await announced(class_, "Trip on Friday")
    own = await own_card(class_)
    data = own.buttons[0][0].data or ""
    await pressed(school, class_.teacher, own, "Nudge")
    assert own.labels[0] == "Nudge those missing (last)"
    await pressed(school, class_.teacher, own, "Nudge")
    assert own.labels[0] == "Told by phone or on paper"
    assert "nudged twice" in await crafted(school, class_.teacher, own, data)
    assert await nudges(class_) == [2, 2, 0]
    assert texts_of(class_.group).count("Reminder:") == notices.NUDGES


async def test_when_all_have_confirmed_nobody_is_nudged(school: TestSchool) -> None:
    class_ = await school.class_group("3B", parents=2)
    card = await announced(class_, "Trip on Friday")
    own = await own_card(class_)
    data = own.buttons[0][0].data or ""
    class_.group.leave(school.head)
    await school.town.until(lambda: "unknown to me" not in own.text)
    for parent in class_.parents:
        await pressed(school, parent, card, "Got it")
    assert own.text.endswith("Confirmed: 2 of 2\nEverybody I know has confirmed.")
    assert "Nudge those missing" not in own.labels
    assert "Everybody I know" in await crafted(school, class_.teacher, own, data)
    assert "Reminder:" not in texts_of(class_.group)


async def test_the_card_speaks_the_authors_language(school: TestSchool) -> None:
    class_ = await school.class_group("3B", parents=1)
    class_.teacher.say(class_.teacher.private, "/language")
    asked = await class_.teacher.private.wait(lambda m: "简体中文" in m.labels)
    await pressed(school, class_.teacher, asked, "简体中文")
    card = await announced(class_, "Trip on Friday")
    own = await class_.teacher.private.wait(lambda m: "撤回" in m.labels)
    assert "未回复（1）：Parent0 of 3B（家长）" in own.text
    assert "Please tap “Got it”" in card.text


async def test_who_is_no_teacher_any_more_sees_no_more_names(school: TestSchool) -> None:
    class_ = await school.class_group(parents=2)
    await class_.names(class_.parents[0], "Clara")
    class_.teacher.say(class_.group, "/announce Bring boots")
    own = await class_.teacher.private.wait(lambda m: "Clara" in m.text)
    async with school.app.database.write() as session:
        person = await people.find_by_user(session, class_.teacher.id)
        assert person is not None
        found = await classes.find_by_name(session, "3B")
        assert found is not None
        await people.end_role(session, person.id, Role.HEAD_TEACHER, found.id, school.clock.now())
    await class_.names(class_.parents[1], "Tim")
    await school.settle()
    assert "Tim" not in own.text
    answer = await class_.teacher.tap(own, own.labels[0]).answer()
    assert answer.show_alert


def test_of_very_many_classes_those_where_most_are_missing_have_a_line_and_a_button() -> None:
    """Otherwise a notice to a large school would be a dozen messages, without a button to end."""
    names = [notice_authors.ClassName(n, f"C{n}", 2) for n in range(1, 61)]
    # Of each class one family, of the last ten classes two: nobody has confirmed.
    missing = [
        Unit(UnitKind.CHILD, 100 * id_ + n, id_, "Clara", None, None, None, ())
        for id_ in range(1, 61)
        for n in range(2 if id_ > 50 else 1)
    ]
    view = notice_authors.AuthorView(
        notice=a_notice(), classes=tuple(names), missing=tuple(missing), confirmed=(), told=(),
        unknown=None, nudges_left=2,
    )  # fmt: skip
    shown = author(
        view, Texts("en", School("Riverside", ZoneInfo("Europe/Berlin"), ("en",), "en", "bot"))
    )
    said = shown.text.plain.splitlines()
    assert sum("confirmed, " in line for line in said) == 50
    assert said[3].startswith("C51: 0 of 2 confirmed, 2 missing")
    assert "…and 10 more classes, where fewer are missing" in said
    labels = [each.label for row in shown.rows for each in row]
    assert labels[:10] == [f"C{n}" for n in range(51, 61)]
    assert len(labels) < 60
    assert "Withdraw" in labels


def a_notice() -> notices.Snapshot:
    """One that waits for everybody."""
    some: dict[str, Any] = dict.fromkeys(each.name for each in fields(notices.Snapshot))
    said = {"id": 1, "text": "No school", "spans": [], "nudged": {}, "class_ids": ()}
    return notices.Snapshot(**some | said | {"confirm": notices.Confirm.TAP})
