"""Families without Telegram: what they said of a meeting by phone, as the teacher records it."""

from __future__ import annotations

import pytest

from bot.sandbox import Message
from storage import meetings, places
from storage.people import Role
from tests.conftest import ClassGroup, TestSchool
from tests.looking import last, told
from tests.meetings import called, in_chinese
from tests.noticeboard import answers, demoted, pressed, says

WORDS = {
    "en": ("Told by phone", "Coming", "Another child…", "Not coming", "(by phone)"),
    "zh": ("电话告知", "参加", "其他孩子…", "不参加", "（电话）"),
}


async def hub(class_: ClassGroup, label: str) -> Message:
    """From the organiser's card to what there is behind More, and on; the last message."""
    school, tina = class_.school, class_.teacher
    card = await tina.private.wait(lambda m: bool({"More…", "更多…"} & set(m.labels)))
    await pressed(school, tina, card, next(each for each in card.labels if "…" in each))
    await pressed(school, tina, await tina.private.wait(lambda m: label in m.labels), label)
    return last(tina)


@pytest.mark.parametrize("language", WORDS)
async def test_what_a_family_said_by_phone_is_recorded_and_marked_so(
    school: TestSchool, language: str
) -> None:
    by_phone, coming, other, not_coming, mark = WORDS[language]
    class_ = await school.class_group("3B", parents=1)
    tina, (ana,) = class_.teacher, class_.parents
    await class_.names(ana, "Clara")
    shown = await says(school, tina, "/class_list\nClara\nAsha\nEli")
    assert await pressed(school, tina, shown, "This is right") == "Done."
    card = await called(class_)
    await pressed(school, ana, card, "Coming")
    if language == "zh":
        await in_chinese(school, tina)
    listed = await hub(class_, by_phone)
    assert listed.labels[:2] == ["Asha", "Eli"]
    await pressed(school, tina, listed, "Asha")
    asked = last(tina)
    await school.restart()
    assert "Asha" in await pressed(school, tina, asked, coming)
    assert "Asha" not in listed.labels
    await pressed(school, tina, listed, other)
    asked = await says(school, tina, "Mia")
    assert "Mia" in await pressed(school, tina, asked, not_coming)
    assert "Mia" in await pressed(school, tina, asked, coming)  # only once: a box says so
    # The same in words.
    asked = await answers(school, tina, listed, "Eli")
    await school.restart()
    assert "Eli" in (await answers(school, tina, asked, not_coming)).text
    assert "Eli" not in listed.labels
    organiser = told(tina, f"Asha{' ' if language == 'en' else ''}{mark}")[-1].text
    assert "Clara" in organiser
    assert any(each.startswith("Coming · 2") for each in card.labels)
    assert "Asha" not in card.text


async def test_it_takes_its_turn_where_places_are_counted(school: TestSchool) -> None:
    class_ = await school.class_group("3B", parents=1)
    tina, (ana,) = class_.teacher, class_.parents
    await class_.names(ana, "Clara")
    card = await called(class_)
    async with school.app.database.write() as session:
        (one,) = await meetings.coming(session, None, school.clock.now())
        await places.set_capacity(session, one.id, 1, school.clock.now())
    await pressed(school, ana, card, "Coming")
    listed = await hub(class_, "Told by phone")
    await pressed(school, tina, listed, "Another child…")
    asked = await says(school, tina, "Asha")
    assert "number 1 on the waiting list" in await pressed(school, tina, asked, "Coming")
    await pressed(school, ana, card, "Not coming")
    assert "Asha (by phone)" in told(tina, "Coming (1 family)")[-1].text
    await demoted(school, tina, Role.HEAD_TEACHER, 1)
    assert "not for you" in await pressed(school, tina, listed, "Another child…")
