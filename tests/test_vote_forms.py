"""`/vote`: typed or asked for, with what will not do refused before anything is lost."""

from __future__ import annotations

from tests.conftest import TestSchool
from tests.looking import last
from tests.noticeboard import filled, pressed, says
from tests.voting import called, committee_of


async def test_it_is_asked_step_by_step_and_goes_to_those_who_were_named(
    school: TestSchool,
) -> None:
    class_ = await committee_of(school, 2)
    chair, second = class_.parents
    second.start()
    uma, welcome = school.town.user("Uma", language="en"), class_.group.last
    assert welcome is not None
    class_.group.join(uma)
    await uma.tap(welcome, "I am a parent here").answer()
    await filled(school, chair, "/vote", "Who writes the minutes?", "One of several")
    assert "two options at least" in (await says(school, chair, "Ada")).text
    assert "there twice" in (await says(school, chair, "Ada | ada")).text
    shown = await filled(
        school, chair, "Ada | Kim", "A list of people", "Parent1 of 3B, Uma", "Done", "Sealed",
        "Now", "2026-11-30 12:00",
    )  # fmt: skip
    assert "in private" in shown.text
    assert "\nUma never pressed Start: I can only write to them once they do" in shown.text
    await filled(school, chair, "Send")
    card = await second.private.wait(lambda m: "Kim" in m.labels)
    assert "2 seats" in card.text
    uma.start()
    await filled(school, uma, "/my")
    await pressed(school, uma, await uma.private.wait(lambda m: "Vote" in m.labels), "Vote")
    assert "Kim" in last(uma).labels
    assert not any("Kim" in m.labels for m in class_.group.messages)


async def test_in_chinese_as_well(school: TestSchool) -> None:
    class_ = await committee_of(school, 2)
    chair = class_.parents[0]
    await filled(school, chair, "/language")
    await school.settle()
    shown = last(chair)
    await chair.tap(shown, "简体中文").answer()
    await school.settle()
    chair.say(class_.group, "/vote 买投影仪吗？")
    await school.settle()
    await filled(school, chair, "发送")
    card = await class_.group.wait(lambda m: "买投影仪吗" in m.text and "Abstain" in m.labels)
    assert "Sealed:" in card.text
    own = await chair.private.wait(lambda m: "现在截止" in m.labels)
    assert "已投：0 / 2" in own.text


async def test_a_typed_vote_that_will_not_do_is_refused(school: TestSchool) -> None:
    class_ = await committee_of(school, 1)
    (chair,) = class_.parents
    for typed, why in (
        ("/vote Where? | Zoo", "two options at least"),
        ("/vote Where? | Zoo | zoo", "there twice"),
        (f"/vote Where? | Zoo | {'x' * 31}", "1 to 30 characters"),
    ):
        assert why in (await says(school, chair, typed)).text
    card = await called(class_, "Where to？｜Museum｜Zoo")
    assert card.labels[:2] == ["Museum", "Zoo"]
