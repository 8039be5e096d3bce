"""The register of school affairs: listed, looked through by words in any script, and read."""

from __future__ import annotations

from bot.sandbox import Message, User
from tests.conftest import TestSchool
from tests.looking import last
from tests.meetings import called, heard, opened, until
from tests.noticeboard import crafted, filled, pressed, says
from tests.test_agenda import SECOND
from tests.test_decisions import decided
from tests.test_minutes import wrote
from tests.voting import committee_of


async def published(
    school: TestSchool, title: str, text: str, category: str = "News", *more: str
) -> Message:
    """The principal publishes something; with `more`, what is answered from the files on."""
    answers = more or ("Skip", "Skip", "Send")
    await filled(school, school.head, f"/publish {title}", category, text, *answers)
    return last(school.head)


async def listed(school: TestSchool, user: User, typed: str = "") -> Message:
    """The register as it is shown to somebody."""
    return await says(school, user, f"/affairs {typed}".strip())


async def test_the_register_is_read_by_category_term_and_words(school: TestSchool) -> None:
    class_ = await school.class_group("3B", parents=1)
    (parent,) = class_.parents
    parent.start()
    await school.settle()
    assert "Nothing has been published yet" in (await listed(school, parent)).text
    await published(school, "食堂菜谱", "周一：西红柿炒鸡蛋，米饭。", "Menus")
    for number in range(7):
        await published(school, f"Trip {number}", f"We saw {number} geese at the lake.")
    shown = await listed(school, parent)
    assert shown.text.startswith(
        "School affairs\n\n1. Trip 6\nNews · Tue, Nov 24, 2026\n\n2. Trip 5"
    )
    assert shown.labels == [*"123456", "Older ▶", "By category", "By term", "🔍 Search"]
    await pressed(school, parent, shown, "Older ▶")
    assert "Trip 0" in shown.text
    assert "食堂菜谱" in shown.text
    await pressed(school, parent, shown, "By category")
    await pressed(school, parent, shown, "Menus")
    assert shown.text.startswith("School affairs\nMenus\n\n1. 食堂菜谱")
    assert "Trip" not in shown.text
    await pressed(school, parent, shown, "By term")
    await pressed(school, parent, shown, "First term 2026/27")
    assert "Menus · First term 2026/27" in shown.text
    await pressed(school, parent, shown, "Show all")
    await pressed(school, parent, shown, "🔍 Search")
    found = await says(school, parent, "鸡蛋")
    assert "Looked for: 鸡蛋\n\n1. 食堂菜谱" in found.text
    await pressed(school, parent, found, "1")
    entry = last(parent)
    assert entry.text == "食堂菜谱\nMenus · Tue, Nov 24, 2026\n\n周一：西红柿炒鸡蛋，米饭。"
    assert entry.labels == []
    assert "1. 食堂菜谱" in (await listed(school, parent, "menus")).text
    for typed in ('"', "geese AND", "NEAR(", "a* OR b", "lake -geese", "'; --", "^x", "%"):
        assert (await listed(school, parent, typed)).text.startswith("School affairs"), typed
    assert "1. Trip 3" in (await listed(school, parent, "3 GEESE")).text


async def test_what_committees_decide_and_minute_stands_there_by_itself(
    school: TestSchool,
) -> None:
    class_ = await committee_of(school, 2)
    second = class_.parents[1]
    second.start()
    await decided(class_, "A tent?", "Yes", "Yes")
    await decided(class_, "A boat?", "No", "No")
    await decided(class_, "A plane?", "Yes", "No")  # a tie decides nothing
    shown = await listed(school, second, "work plan")
    assert "1. A boat?" in shown.text
    assert "2. A tent?" in shown.text
    assert "plane" not in shown.text
    await pressed(school, second, shown, "2")
    (entry,) = heard(second, "Work plan · Tue, Nov 24, 2026 · 3B")
    assert entry.startswith("A tent?")
    assert "✅ Decided: yes\nYes: 2 · No: 0" in entry


async def test_minutes_stand_there_as_corrected_and_a_parent_meetings_do_not(
    school: TestSchool,
) -> None:
    class_ = await school.class_group("3B", parents=1)
    (parent,) = class_.parents
    for each in (class_.teacher, parent):
        each.start()
    await called(class_, SECOND, "Committee")
    await until(school, 8, 21, 40)
    await wrote(class_, "We want curtains.")
    await opened(class_, "Add a decision")
    await says(school, class_.teacher, "Curtains are bought.")
    await until(school, 9, 9)
    await called(class_, "/meeting 2026-12-09 18:30 Evening", "Evening")
    await until(school, 9, 21, 40)
    await filled(school, class_.teacher, "/minutes We met.", "Evening · Wed, Dec 9, 2026")
    await filled(school, class_.teacher, "Skip", "Send")
    shown = await listed(school, parent)
    assert "1. Curtains are bought.\nWork plan" in shown.text
    assert "2. Committee\nMinutes · Tue, Dec 8, 2026" in shown.text
    assert "Evening" not in shown.text
    await pressed(school, parent, shown, "2")
    entry = last(parent)
    assert entry.text == "Committee\nMinutes · Tue, Dec 8, 2026 · 3B\n\nWe want curtains."
    await filled(
        school, class_.teacher, "/minutes We want blinds.", "Committee meeting · Tue, Dec 8, 2026"
    )
    await filled(school, class_.teacher, "Skip", "Send")
    assert entry.text.endswith("We want blinds.")
    assert "1. Committee" in (await listed(school, parent, "blinds")).text
    assert "nothing like that" in (await listed(school, parent, "curtains minutes")).text


async def test_a_stranger_reads_what_a_card_leads_to(school: TestSchool) -> None:
    await school.class_group("3B", parents=1)
    await published(school, "Sports day", "It is on Friday.")
    uma = school.town.user("Uma", language="en")
    uma.start("affair_99999")
    await school.settle()
    assert "not in the register any more" in last(uma).text
    uma.start("affairs")
    await school.settle()
    await pressed(school, uma, last(uma), "1")
    assert last(uma).text == "Sports day\nNews · Tue, Nov 24, 2026\n\nIt is on Friday."
    theirs = last(uma)
    data = (await listed(school, uma)).buttons[-1][0].data or ""
    assert "Only those responsible" not in theirs.text
    assert "not for you" in await crafted(school, school.head, last(school.head), data)
