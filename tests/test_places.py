"""Places at a meeting: who gets the last one, who moves up, and how many of a family come."""

from __future__ import annotations

import re

from bot.sandbox import Message, User
from storage import invitees, meetings, places
from storage.meetings import Reply
from tests.conftest import ClassGroup, TestSchool
from tests.looking import told
from tests.meetings import TITLE, answered, formed, heard, in_chinese, opened, refused
from tests.noticeboard import crafted, pressed, says


async def standing(school: TestSchool, value: Reply) -> list[str]:
    """Who has that answer to the one meeting, in the order they asked for places in."""
    async with school.session() as session:
        (one,) = await meetings.coming(session, None, school.clock.now())
        everyone = await invitees.everyone(session, one)
        found = sorted(everyone, key=lambda unit: unit.place or 0)
        return [unit.name for unit in found if unit.value == value]


async def heads(school: TestSchool) -> int:
    """How many people come to the one meeting."""
    async with school.session() as session:
        (one,) = await meetings.coming(session, None, school.clock.now())
        return (await places.taken(session, [one.id]))[one.id].heads


async def set_places(class_: ClassGroup, how: str) -> Message:
    """The teacher says how many places there are, by a button or in words; the last word."""
    asked = await opened(class_, "Places")
    assert "How many places" in asked.text
    if how in asked.labels:
        await pressed(class_.school, class_.teacher, asked, how)
        last = class_.teacher.private.last
        assert last is not None
        return last
    return await says(class_.school, class_.teacher, how)


async def test_who_waits_moves_up_in_turn_and_hears_of_it(school: TestSchool) -> None:
    class_ = await school.class_group(parents=5)
    ana, ben, cleo, dan, eve = class_.parents
    for user in (ana, ben, cleo, eve):
        user.start()
    await in_chinese(school, cleo)
    class_.teacher.start()
    card = await formed(class_, capacity="2")
    assert "0 of 2 places taken" in card.text
    for user in (ana, ben):
        assert await answered(school, user, card, "Coming") == "Noted: coming."
    assert "排第 1" in await answered(school, cleo, card, "Coming")
    waits = await answered(school, dan, card, "Coming")
    assert "number 2 on the waiting list. Press Start" in waits
    assert "number 3 on the waiting list. I write" in await answered(school, eve, card, "Coming")
    assert "number 3" in await answered(school, eve, card, "Coming")
    assert "2 of 2 places taken (one per family)\n3 families are on the waiting list" in card.text
    assert card.labels[0] == "Coming · 2"
    await school.restart()
    assert "候补名单" in await refused(school, cleo, "/meetings")
    live = class_.teacher.private.messages
    assert any("Waiting for a place (3) Parent2 of 3B, Parent3" in m.text for m in live)
    # One gives up their place in the group, the other in private.
    assert await answered(school, ana, card, "Not coming") == "Noted: not coming."
    assert "有空位了" in heard(cleo)[-1]
    assert await standing(school, Reply.YES) == ["Parent1 of 3B", "Parent2 of 3B"]
    await says(school, ben, "/meetings")
    assert ben.private.last is not None
    assert await answered(school, ben, ben.private.last, "Maybe") == "Noted: maybe."
    (left,) = told(class_.teacher, "moved up from the waiting list, and I cannot write to them")
    assert "Parent3 of 3B" in left.text
    assert "2 of 2 places taken (one per family)\n1 family is on the waiting list" in card.text
    # Who comes later than Eve does not come before her.
    assert "number 2" in await answered(school, ana, card, "Coming")
    said = await set_places(class_, "7")
    assert "has 7 places now. 2 moved up" in said.text
    assert "A place is free, and it is yours." in heard(eve)[-1]
    assert "4 of 7 places taken" in card.text
    assert (
        "has 1" in (await set_places(class_, "1")).text
        or "one place now" in heard(class_.teacher, "one place now")[-1]
    )
    assert "4 of 1 places taken" in card.text
    assert "All places are taken" in await answered(school, ben, card, "Coming")
    await set_places(class_, "No limit")
    assert card.labels[0] == "Coming · 5"
    assert "places taken" not in card.text


async def test_a_storm_at_the_last_place_gives_it_to_one(school: TestSchool) -> None:
    """Many taps in one batch, then many over batches: the first gets it, the others a number."""
    class_ = await school.class_group(parents=12)
    class_.teacher.start()
    card = await formed(class_, capacity="2")
    await school.close()
    waiting = [user.tap(card, "Coming") for user in class_.parents[:6]]
    await school.open()
    said = [(await tap.answer()).text for tap in waiting]
    more = [user.tap(card, "Coming") for user in class_.parents[6:]]
    said += [(await tap.answer()).text for tap in more]
    await school.settle()
    assert said[:2] == ["Noted: coming."] * 2
    numbers = [re.findall(r"number (\d+)", each) for each in said[2:]]
    assert numbers == [[str(number)] for number in range(1, 11)]
    assert await standing(school, Reply.YES) == ["Parent0 of 3B", "Parent1 of 3B"]
    # Ten give up at once, two of whom have a place.
    leaving = [user.tap(card, "Not coming") for user in class_.parents[:10]]
    for tap in leaving:
        await tap.answer()
    await school.settle()
    assert await standing(school, Reply.YES) == ["Parent10 of 3B", "Parent11 of 3B"]
    assert "2 of 2 places taken" in card.text


async def question(user: User, word: str = "How many of you come?") -> Message:
    return await user.private.wait(lambda m: word in m.text and "1" in m.labels)


async def test_how_many_of_a_family_come_is_asked_in_private_and_counted(
    school: TestSchool,
) -> None:
    class_ = await school.class_group(parents=4)
    ana, ben, cleo, dan = class_.parents
    await class_.names(ana, "Leo", "Mia")
    await class_.names(ben, "Leo")
    await pressed(school, ana, await ana.private.wait(lambda m: "Yes" in m.labels), "Yes")
    cleo.start()
    await in_chinese(school, cleo)
    card = await formed(class_, capacity="6", heads="Yes")
    assert "How many are you?" in await answered(school, ana, card, "Coming")
    assert "1 of 6 places taken (one per person)" in card.text
    assert await pressed(school, ana, await question(ana), "3") == "Noted: 3 of you come."
    assert "3 of 6 places taken" in card.text
    # The other guardian of one of the two says the same of the same family.
    await answered(school, ben, card, "Coming")
    assert await heads(school) == 3
    # By the link, and in words.
    assert "来几位" in await answered(school, cleo, card, "Coming")
    await school.restart()
    asked = await question(cleo, "你们来几位？")
    await pressed(school, cleo, asked, "更多…")
    assert "1 到 30" in (await says(school, cleo, "很多")).text
    await school.restart()
    assert (await says(school, cleo, "两")).text == "已记下：来 2 位。"
    link = (await dan.tap(card, "Coming").answer()).url or ""
    assert link.endswith("?start=heads_" + (card.buttons[0][0].data or "").split(":")[1])
    dan.follow(link)
    asked = await question(dan)
    assert await heads(school) == 6
    few = await pressed(school, dan, asked, "2")
    assert few == "There is only one place left for you, so nothing was changed."
    assert await heads(school) == 6
    live = class_.teacher.private.messages
    assert any("6 people come in all" in m.text and "Leo + Mia (3)" in m.text for m in live)
    await in_chinese(school, class_.teacher)
    assert any("Leo + Mia（3）" in m.text for m in live)
    # Fewer come: who waits with as many moves up, and says so again later.
    await answered(school, dan, card, "Not coming")
    assert await pressed(school, ana, await question(ana), "1") == "Noted: one of you comes."
    assert await heads(school) == 3
    await says(school, dan, "/meetings")
    assert dan.private.last is not None
    await answered(school, dan, dan.private.last, "Coming")
    assert await pressed(school, dan, asked, "4") == (
        "There are only 3 places left for you, so nothing was changed."
    )
    assert await pressed(school, dan, asked, "3") == "Noted: 3 of you come."
    assert "6 of 6 places taken" in card.text
    other = await school.class_group("4A", parents=1)
    data = asked.buttons[0][1].data or ""
    other.parents[0].start()
    helped = await says(school, other.parents[0], "/help")
    assert "for the families of another class" in await crafted(
        school, other.parents[0], helped, data
    )
    assert "not for you" in await crafted(
        school, other.parents[0], helped, data.replace("mph", "mps")
    )


async def test_heads_are_counted_without_a_limit_too(school: TestSchool) -> None:
    """Taps are gathered as for any meeting; only who says how many is written at once."""
    class_ = await school.class_group(parents=2)
    ana, ben = class_.parents
    await class_.names(ana, "Leo", "Mia")
    ben.start()
    card = await formed(class_, heads="Yes")
    await answered(school, ana, card, "Coming")
    await answered(school, ben, card, "Coming")
    assert await heads(school) == 2
    await pressed(school, ana, await question(ana), "2")
    assert await heads(school) == 3
    await answered(school, ana, card, "Not coming")
    assert await heads(school) == 1
    await answered(school, ana, card, "Coming")
    assert await heads(school) == 3
    await class_.names(ben, "Tom", "Zoe")
    assert await heads(school) == 3
    shown = await says(school, ana, "/meetings")
    assert shown.labels[-1] == "How many of you?"
    await pressed(school, ana, shown, "How many of you?")
    assert (await says(school, ana, "four")).text == "Noted: 4 of you come."
    assert await heads(school) == 5
    assert card.labels[0] == "Coming · 2"
    assert TITLE in card.text


async def test_who_leaves_makes_room(school: TestSchool) -> None:
    """A named child has one place; once nobody answers for it the next family moves up."""
    class_ = await school.class_group(parents=3)
    ana, ben, cleo = class_.parents
    await class_.names(ana, "Clara")
    ben.start()
    class_.teacher.start()
    card = await formed(class_, capacity="1")
    for user in (ana, ben, cleo):
        await pressed(school, user, card, "Coming")
    assert await standing(school, Reply.YES) == ["Clara"]
    class_.group.leave(ana)
    await school.settle()
    await ben.private.wait(lambda m: "A place is free, and it is yours" in m.text)
    assert await standing(school, Reply.WAITING) == ["Parent2 of 3B"]
    await school.restart()
    class_.group.leave(ben)
    await class_.teacher.private.wait(lambda m: "tell them yourself: Parent2 of 3B" in m.text)
    class_.group.join(ana)
    await school.settle()
    await pressed(school, ana, card, "Coming")
    assert await standing(school, Reply.WAITING) == ["Clara"]
