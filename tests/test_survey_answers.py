"""Answering in private: one question after another in one message, looked over, then sent."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from sqlalchemy import select

from bot.sandbox import Message, User
from storage.answers import Answer
from storage.survey_halves import SurveyHalf
from tests.conftest import ON_POSTGRES, ClassGroup, TestSchool
from tests.looking import in_boxes, last, told
from tests.meetings import in_chinese
from tests.noticeboard import crafted, filled, pressed
from tests.test_surveys import anonymously, said, sent

CANTEEN = """/survey Canteen
? Does your child eat there? | Yes | No
[Yes] * How is the food? 1-5
[No] > Why not?
+ More of what? (at most 2) | Fruit | Soup | Bread
# How many meals a week? (0-20)
> Anything else? (optional)"""


async def begun(class_: ClassGroup, user: User, card: Message) -> Message:
    """Somebody taps Answer in the group; the question in their private chat."""
    answer = await user.tap(card, card.labels[0]).answer()
    if answer.url:
        user.follow(answer)
    await class_.school.settle()
    return last(user)


async def test_question_by_question_in_one_message_then_looked_over_and_sent(
    school: TestSchool,
) -> None:
    class_ = await school.class_group(parents=2)
    card = await sent(class_, CANTEEN)
    assert card.labels == ["Answer (2 minutes)"]
    assert "6 questions" in card.text
    new = class_.parents[0]
    asked = await begun(class_, new, card)
    assert asked.text.startswith("Canteen · 1 of 4\nDoes your child eat there?")
    await pressed(school, new, asked, "Yes")
    assert "2 of 5\nHow is the food?" in asked.text
    assert asked.labels == ["1", "2", "3", "4", "5", "‹ Back"]
    await pressed(school, new, asked, "‹ Back")
    await pressed(school, new, asked, "No")
    assert "Why not?" in asked.text
    await pressed(school, new, asked, "‹ Back")
    assert asked.labels[:2] == ["Yes", "✓ No"]
    await pressed(school, new, asked, "Yes")
    await pressed(school, new, asked, "4")
    assert "up to 2" in asked.text
    for each in ("Fruit", "Soup"):
        await pressed(school, new, asked, each)
    assert "No more than 2" in await pressed(school, new, asked, "Bread")
    await pressed(school, new, asked, "✓ Soup")
    await pressed(school, new, asked, "Done")
    assert "from 0 to 20" in asked.text
    assert "from 0 to 20" in (await filled(school, new, "many")).text
    await filled(school, new, "３")
    asked = last(new)
    assert "Anything else?" in asked.text
    await pressed(school, new, asked, "Skip")
    assert "is this right?" in asked.text
    assert "2. How is the food? — 4" in asked.text
    assert "3. More of what? — Fruit" in asked.text
    assert await said(school) == []
    # A restart loses nothing; /my leads back to where it was.
    await school.restart()
    await filled(school, new, "/my")
    item = await new.private.wait(lambda m: m.id > asked.id and "Canteen" in m.text)
    await pressed(school, new, item, "Answer (2 minutes)")
    asked = last(new)
    await pressed(school, new, asked, "4")
    await filled(school, new, "5")
    asked = last(new)
    assert "4. How many meals a week? — 5" in asked.text
    await pressed(school, new, asked, "Send")
    assert "are in. You can change them until" in asked.text
    (value,) = await said(school)
    assert list(json.loads(value).values()) == [1, 4, [1], 5]
    async with school.session() as session:
        assert (await session.scalars(select(SurveyHalf))).all() == []
    await school.settle()
    assert "One family has answered." in card.text
    await pressed(school, new, asked, "Change my answers")
    again = last(new)
    await pressed(school, new, again, "2")
    await pressed(school, new, again, "1")
    await pressed(school, new, again, "Send")
    (value,) = await said(school)
    assert list(json.loads(value).values()) == [1, 1, [1], 5]


async def test_who_never_pressed_start_is_led_there_and_told_how_once(school: TestSchool) -> None:
    class_ = await school.class_group(parents=1)
    card = await sent(class_, CANTEEN)
    uma = await class_.stranger()
    answer = await uma.tap(card, card.labels[0]).answer()
    assert "start=survey_" in (answer.url or "")
    await uma.tap(card, card.labels[0]).answer()
    await school.settle()
    whispers = [m for m in class_.group.messages if "press Start" in m.text]
    assert len(whispers) <= 1
    uma.follow(answer)
    await school.settle()
    assert "Does your child eat there?" in last(uma).text


async def test_what_is_half_answered_in_secret_is_on_no_disk(
    school: TestSchool, tmp_path: Path
) -> None:
    class_ = await school.class_group(parents=2)
    one, two = class_.parents
    for each in class_.parents:
        each.start()
    await in_chinese(school, two)
    card = await sent(class_, CANTEEN, *anonymously("Each parent"))
    assert "Your way of writing may show who you are." in card.text
    asked = await begun(class_, one, card)
    await pressed(school, one, asked, "No")
    await filled(school, one, "Marmalade")
    asked = last(one)
    await pressed(school, one, asked, "Bread")
    if not ON_POSTGRES:
        files = [(tmp_path / f"school.db{each}").read_bytes() for each in ("", "-wal")]
        assert not any(b"Marmalade" in each for each in files)
        assert not any("✓ Bread".encode() in each for each in files)
    await begun(class_, one, card)
    assert "you have answered 3 questions" in last(one).text
    await pressed(school, one, last(one), "Go on")
    assert "How many meals" in last(one).text
    await filled(school, one, "0")
    await pressed(school, one, last(one), "Skip")
    await pressed(school, one, last(one), "Send")
    assert "without your name" in last(one).text
    assert "cannot be changed" in await pressed(school, one, card, card.labels[0])
    async with school.session() as session:
        ((value, class_id),) = await in_boxes(session)
    assert (list(json.loads(value).values()), class_id) == (
        [2, "Marmalade", [3], 0],
        None,
    )
    assert await said(school) == []
    # Of somebody else, who is in the middle of it, a restart forgets all.
    asked = await begun(class_, two, card)
    assert "请选一项" in asked.text
    await pressed(school, two, asked, "Yes")
    await school.restart()
    await begun(class_, two, card)
    assert "第 1 题" in last(two).text


async def test_crafted_answers_change_nothing(school: TestSchool) -> None:
    class_ = await school.class_group(parents=1)
    others = await school.class_group("4A", parents=1)
    (one,), (there,) = class_.parents, others.parents
    there.start()
    card = await sent(class_, CANTEEN)
    asked = await begun(class_, one, card)
    data = asked.buttons[0][0].data or ""
    head, _, _ = data.rpartition(":")
    survey_id = data.split(":")[1]
    for wrong in (f"{head}:9", f"{head}:-1", f"svq:{survey_id}:999:1", f"svg:{survey_id}:0:back"):
        assert await crafted(school, one, asked, wrong)
    assert "first" in await crafted(
        school, one, asked, f"svg:{survey_id}:{head.split(':')[2]}:done"
    )
    assert await crafted(school, there, last(there), data)
    await crafted(school, one, asked, f"svg:{survey_id}:0:send")
    async with school.session() as session:
        assert (await session.scalars(select(Answer))).all() == []
        assert (await session.scalars(select(SurveyHalf))).all() == []


@pytest.mark.parametrize("secret", [False, True])
async def test_two_devices_of_one_person_send_one_answer(school: TestSchool, secret: bool) -> None:
    class_ = await school.class_group(parents=1)
    (one,) = class_.parents
    one.start()
    typed = "/survey Pick\n? A or B? | A | B\n? C or D? | C | D"
    card = await sent(class_, typed, *(anonymously() if secret else ()))
    phone = await begun(class_, one, card)
    await pressed(school, one, phone, "A")
    laptop = await begun(class_, one, card)
    if secret:
        await pressed(school, one, laptop, "Go on")
    await pressed(school, one, laptop, "D")
    taps = [one.tap(laptop, "Send"), one.tap(laptop, "Send")]
    for each in taps:
        await each.answer()
    await school.settle()
    assert "One family has answered." in card.text
    assert len(told(one, "Thank you!")) == 1
