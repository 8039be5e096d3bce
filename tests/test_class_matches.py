"""Who is whom: a child that parents named, and the one on the list that it is."""

from __future__ import annotations

import pytest

from storage import answers
from tests.conftest import TestSchool
from tests.looking import last, told
from tests.meetings import in_chinese
from tests.noticeboard import announced, pressed, says

WORDS = {
    "en": (
        "This is right",
        "Who is who",
        "Put on the list as it is",
        "named by parents",
        "is called",
    ),
    "zh": ("没有问题", "核对姓名", "按这个姓名列入名单", "是家长写的", "班级名单上"),
}


@pytest.mark.parametrize("language", WORDS)
async def test_a_child_that_parents_call_otherwise_is_matched_by_tap(
    school: TestSchool, language: str
) -> None:
    right, who, put_on, by_parents, told_so = WORDS[language]
    class_ = await school.class_group("3B", parents=2)
    tina, (ana, ben) = class_.teacher, class_.parents
    await class_.names(ana, "Lily", "Tom")
    card = await announced(class_)
    await pressed(school, ana, card, "Got it")
    if language == "zh":
        await in_chinese(school, tina, ana)
    shown = await says(school, tina, "/class_list\n李伟\nMia Wong")
    await pressed(school, tina, shown, right)
    report = await says(school, tina, "/class")
    assert "0" in report.text
    assert "Lily" in report.text
    await pressed(school, tina, report, who)
    listed = told(tina, by_parents)[-1]
    assert listed.labels == ["Lily", "Tom"]
    await school.restart()
    await pressed(school, tina, listed, "Lily")
    asked = last(tina)
    assert "Parent0 of 3B" in asked.text
    assert {"李伟", "Mia Wong", put_on} == set(asked.labels)
    await school.restart()
    assert "李伟" in await pressed(school, tina, asked, "李伟")
    assert "李伟" in told(ana, told_so)[-1].text
    assert listed.labels == ["Tom"]
    await pressed(school, tina, listed, "Tom")
    await pressed(school, tina, last(tina), put_on)
    assert listed.labels == []
    await pressed(school, tina, asked, "Mia Wong")  # that one was settled: nothing comes of it
    report = await says(school, tina, "/class")
    assert "Mia Wong" in report.text
    assert "Lily" not in report.text
    async with school.session() as session:
        assert await answers.tally(session, 2) == {"confirmed": 2}
    # Who names the child as it is on the list is asked to wait for the first guardian's word.
    ben.start("hello")
    await school.settle()
    assert "李伟" in (await says(school, ben, "李伟")).text
    assert told(ana, "李伟")[-1].text != told(ana, told_so)[-1].text


async def test_what_was_told_for_the_one_on_the_list_is_kept(school: TestSchool) -> None:
    """A family without Telegram was recorded, before one of them came and named the child."""
    class_ = await school.class_group("3B", parents=1)
    tina, (ana,) = class_.teacher, class_.parents
    shown = await says(school, tina, "/class_list\nLi Wei\nMia")
    await pressed(school, tina, shown, "This is right")
    await announced(class_)
    own = await tina.private.wait(lambda m: any("phone" in each for each in m.labels))
    await pressed(school, tina, own, next(each for each in own.labels if "phone" in each))
    await pressed(school, tina, last(tina), "Li Wei")
    await class_.names(ana, "Weiwei")
    report = await says(school, tina, "/class")
    await pressed(school, tina, report, "Who is who")
    await pressed(school, tina, last(tina), "Weiwei")
    await pressed(school, tina, last(tina), "Li Wei")
    async with school.session() as session:
        tally = await answers.tally(session, 2)
    assert tally == {"confirmed": 1}
    assert "1 of 2 children" in (await says(school, tina, "/class")).text
