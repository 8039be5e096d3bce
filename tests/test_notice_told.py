"""What families said by phone or on paper, recorded by the teacher."""

from __future__ import annotations

import pytest

from bot.sandbox import Message
from storage import families
from tests.conftest import ClassGroup, TestSchool
from tests.noticeboard import announced, crafted, own_card, pressed, says, texts_of


async def told_list(class_: ClassGroup) -> tuple[Message, Message, Message]:
    """A notice that nobody has confirmed: its card, the author's, and the list of names."""
    card = await announced(class_, "Trip on Friday")
    own = await own_card(class_)
    await pressed(class_.school, class_.teacher, own, "Told by")
    listed = class_.teacher.private.last
    assert listed is not None
    return card, own, listed


async def test_a_family_without_telegram_is_recorded_by_a_tap(school: TestSchool) -> None:
    class_ = await school.class_group("3B", parents=2)
    await class_.names(class_.parents[0], "Clara", "Tim")
    card, own, listed = await told_list(class_)
    assert listed.labels == ["Clara + Tim", "Parent1 of 3B (parent)", "Another child…"]
    toast = await pressed(school, class_.teacher, listed, "Clara + Tim")
    assert toast == "Noted as told by phone or on paper: Clara + Tim"
    assert "1 family has confirmed" in card.text
    assert "Confirmed: 1 of 2\nOf these, by phone or on paper: Clara + Tim" in own.text
    assert listed.labels == ["Parent1 of 3B (parent)", "Another child…"]
    assert "Tim" not in texts_of(class_.group)


async def test_a_tap_of_the_family_stands_above_what_was_told(school: TestSchool) -> None:
    class_ = await school.class_group("3B", parents=1)
    await class_.names(class_.parents[0], "Clara")
    card, own, listed = await told_list(class_)
    data = listed.buttons[0][0].data or ""
    await pressed(school, class_.teacher, listed, "Clara")
    await pressed(school, class_.parents[0], card, "Got it")
    assert "phone" not in own.text
    toast = await crafted(school, class_.teacher, listed, data)
    assert toast == "Clara has confirmed already."
    assert "phone" not in own.text
    assert "1 family has confirmed" in card.text


async def test_a_child_that_is_on_no_list_is_put_there(school: TestSchool) -> None:
    class_ = await school.class_group("3B", parents=1)
    await class_.names(class_.parents[0], "Clara")
    card, own, listed = await told_list(class_)
    await pressed(school, class_.teacher, listed, "Another")
    await school.restart()
    said = await says(school, class_.teacher, "Mia，clara, Ben")
    assert said.text == "Noted as told by phone or on paper: Mia, clara, and Ben"
    assert "3 families have confirmed" in card.text
    assert "Confirmed: 3 of 3" in own.text
    async with school.session() as session:
        assert await families.find_by_name(session, [1], "mia") is not None
        assert await families.find_by_name(session, [1], "Nobody") is None


async def test_a_parent_who_names_that_child_later_joins_it(school: TestSchool) -> None:
    class_ = await school.class_group("3B", parents=1)
    card, own, listed = await told_list(class_)
    await pressed(school, class_.teacher, listed, "Another")
    await says(school, class_.teacher, "Mia")
    await class_.names(class_.parents[0], "Mia")
    await school.settle()
    assert "1 family has confirmed" in card.text
    assert "Confirmed: 1 of 1" in own.text


@pytest.mark.parametrize("name", ["!!!", "1924", "x" * 61])
async def test_what_is_no_name_is_asked_again(school: TestSchool, name: str) -> None:
    class_ = await school.class_group("3B", parents=1)
    _, own, listed = await told_list(class_)
    await pressed(school, class_.teacher, listed, "Another")
    assert "A name has" in (await says(school, class_.teacher, name)).text
    await says(school, class_.teacher, "Mia")
    assert "by phone or on paper: Mia" in own.text


async def test_a_picture_is_no_name_and_the_question_stays(school: TestSchool) -> None:
    class_ = await school.class_group("3B", parents=1)
    _, own, listed = await told_list(class_)
    await pressed(school, class_.teacher, listed, "Another")
    class_.teacher.send_sticker(class_.teacher.private, "👍")
    await class_.teacher.private.wait(lambda m: "answer with words" in m.text)
    await says(school, class_.teacher, "Mia")
    assert "by phone or on paper: Mia" in own.text


async def test_no_question_about_families_is_put_in_the_group(school: TestSchool) -> None:
    class_ = await school.class_group("3B", parents=1)
    card, _, listed = await told_list(class_)
    other = listed.buttons[-1][0].data or ""
    assert "no longer works" in await crafted(school, class_.teacher, card, other)
    assert "called" not in texts_of(class_.group)


async def test_a_new_list_takes_the_place_of_the_old(school: TestSchool) -> None:
    class_ = await school.class_group("3B", parents=1)
    _, own, listed = await told_list(class_)
    await pressed(school, class_.teacher, own, "Told by")
    await school.town.until(lambda: not listed.labels)
    newer = class_.teacher.private.last
    assert newer is not None
    assert newer is not listed
    assert "Another child…" in newer.labels


async def test_a_child_of_another_class_cannot_be_recorded(school: TestSchool) -> None:
    ours, other = await school.class_group("3B", parents=1), await school.class_group("4A")
    await other.names(other.parents[0], "Olga")
    card, _, listed = await told_list(ours)
    subject_id = (card.buttons[0][0].data or "").partition(":")[2]
    async with school.session() as session:
        olga = await families.find_by_name(session, [2], "Olga")
        assert olga is not None
    data = f"ntu:{subject_id}:child:{olga.id}"
    assert "no longer there" in await crafted(school, ours.teacher, listed, data)
    assert "confirmed." not in card.text
