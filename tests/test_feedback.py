"""Feedback after a meeting: three taps, anonymous, results from five answers on."""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy import func, select

from bot.sandbox import Message, User
from storage import boxes
from storage.boxes import Box
from storage.feedback import Opinion, Taken
from tests.conftest import ON_POSTGRES, ClassGroup, TestSchool
from tests.looking import in_boxes
from tests.meetings import answered, called, heard, in_chinese, opened, until


async def asked(
    school: TestSchool, parents: int = 6, *, chinese: bool = False
) -> tuple[ClassGroup, list[Message]]:
    """A meeting to which all said yes and came; each has been asked for feedback."""
    class_ = await school.class_group(parents=parents)
    class_.teacher.start()
    for each in class_.parents:
        each.start()
    if chinese:
        await in_chinese(school, class_.parents[0])
    card = await called(class_)
    for each in class_.parents:
        await each.tap(card, "Coming").answer()
    await until(school, 3, 21, 31)
    listed = await opened(class_, "Who came")
    await answered(school, class_.teacher, listed, f"All who said Coming ({parents})")
    sent = await opened(class_, "Ask for feedback")
    assert f"I have asked {parents} people" in sent.text
    cards = [
        await each.private.wait(lambda m: "Three taps" in m.text or "点三下" in m.text)
        for each in class_.parents
    ]
    return class_, cards


async def gave(
    school: TestSchool, user: User, card: Message, points: int, good: str, change: str
) -> str:
    """The three taps; the last toast."""
    await answered(school, user, card, str(points))
    await answered(school, user, card, good)
    return await answered(school, user, card, change)


async def count(school: TestSchool) -> tuple[int, int]:
    """How many have answered, and how many answers lie there."""
    async with school.session() as session:
        taken = await session.scalar(select(func.count()).where(Taken.answered))
        lying = await session.scalar(select(func.count()).where(Box.lot != boxes.HEAD))
        return taken or 0, lying or 0


async def test_three_taps_in_any_order_are_an_answer(school: TestSchool) -> None:
    class_, cards = await asked(school, 2)
    user, card = class_.parents[0], cards[0]
    toast = await answered(school, user, card, "→ Shorter")
    assert toast == "Noted. Still to tap: your points and what was good"
    await answered(school, user, card, "2")
    await answered(school, user, card, "4")
    assert await count(school) == (0, 0)
    assert "without your name" in await answered(school, user, card, "+ Talk")
    assert await count(school) == (1, 1)
    assert card.text.endswith("Thank you! Your answer is stored without your name.")
    assert (card.labels, "Three taps" in card.text) == (["In my own words"], False)
    async with school.session() as session:
        (one,) = await in_boxes(session)
        assert (one["points"], one["good"], one["change"]) == (4, "talk", "shorter")


async def test_nobody_answers_twice_nor_who_was_not_asked(school: TestSchool) -> None:
    class_, cards = await asked(school, 2)
    user, card = class_.parents[0], cards[0]
    data = card.buttons[0][0].data or ""
    await gave(school, user, card, 5, "+ Topic", "→ Keep it as it is")
    assert "answered already" in (await user.tap(card, data=data).answer()).text
    uma = await class_.stranger()
    uma.start()
    await school.settle()
    shown = uma.private.last
    assert shown is not None
    assert (await uma.tap(shown, data=data).answer()).show_alert
    wrong = data.rpartition(":")[0] + ":6"
    assert "no longer works" in (await user.tap(card, data=wrong).answer()).text
    assert await count(school) == (1, 1)


async def test_a_restart_forgets_half_an_answer_says_so_and_keeps_a_whole_one(
    school: TestSchool,
) -> None:
    """By taps and typed, in both languages; what lay there half for an hour is gone as well."""
    class_, cards = await asked(school, 3, chinese=True)
    zhou, ben, cleo = class_.parents
    assert "还要点" in await answered(school, zhou, cards[0], "5")
    await gave(school, cleo, cards[2], 5, "+ Topic", "→ Keep it as it is")
    await answered(school, ben, cards[1], "3")
    await school.restart()
    for user, card, said in ((ben, cards[1], "+ Talk"), (zhou, cards[0], "+ 交流")):
        user.say(user.private, said, reply_to=card)
        await school.settle()
    assert heard(ben, "If you had tapped")[-1].endswith(
        "gone: half an answer is kept in memory "
        "only. Still to tap: your points and what should change"
    )
    assert "只放在内存里。还要点：打分和该改的地方" in heard(zhou, "已不在")[-1]
    toast = await answered(school, ben, cards[1], "3")
    assert toast == "Noted. Still to tap: what should change"
    assert await count(school) == (1, 1)
    await school.advance(timedelta(hours=1))
    toast = await answered(school, ben, cards[1], "→ Shorter")
    assert "it is gone" in toast
    assert toast.endswith("Still to tap: your points and what was good")
    await answered(school, zhou, cards[0], "+ 交流")
    for user, card, labels in (
        (ben, cards[1], ("+ Talk", "4")),
        (zhou, cards[0], ("→ 不用改", "5")),
    ):
        for label in labels:
            await answered(school, user, card, label)
    assert await count(school) == (3, 3)


async def test_nothing_tells_whose_an_answer_is(school: TestSchool) -> None:
    """Answers lie as their lots fall, all of one length, and none of them in the open."""
    class_, cards = await asked(school)
    for number, (user, card) in enumerate(zip(class_.parents[:5], cards, strict=False)):
        await gave(school, user, card, number + 1, "+ Talk", "→ Shorter")
    async with school.session() as session:
        rows = (await session.execute(select(Box.lot, Box.content).where(Box.lot != ""))).all()
        assert {each["points"] for each in await in_boxes(session)} == {1, 2, 3, 4, 5}
        assert await session.scalar(select(func.count()).select_from(Opinion)) == 0
    lots = [lot for lot, _ in rows]
    assert len(set(lots)) == 5
    assert len({len(content) for _, content in rows}) == 1
    assert all(len(lot) == 16 for lot in lots)
    if not ON_POSTGRES:  # where a table has an order of its own, it is that of the lots
        assert lots == sorted(lots)


async def test_first_who_came_then_feedback_and_only_once(school: TestSchool) -> None:
    class_ = await school.class_group(parents=1)
    class_.teacher.start()
    await called(class_)
    await until(school, 3, 21, 31)
    hub = await class_.teacher.private.wait(lambda m: "Ask for feedback" in m.labels)
    assert "First mark who came" in await answered(school, class_.teacher, hub, "Ask for feedback")
    class_, _ = await asked_again(school, class_)
    assert "asked already" in await answered(school, class_.teacher, hub, "Ask for feedback")


async def asked_again(school: TestSchool, class_: ClassGroup) -> tuple[ClassGroup, Message]:
    """Now that the one parent is marked, they are asked."""
    class_.parents[0].start()
    await school.settle()
    listed = await opened(class_, "Who came")
    await answered(school, class_.teacher, listed, "Parent0 of 3B")
    return class_, await opened(class_, "Ask for feedback")


async def test_it_asks_in_chinese(school: TestSchool) -> None:
    class_, cards = await asked(school, 2, chinese=True)
    assert "点三下" in cards[0].text
    said = await gave(school, class_.parents[0], cards[0], 5, "+ 主题", "→ 不用改")
    assert "不带姓名" in said


async def test_the_three_may_be_written_in_answer_to_the_card(school: TestSchool) -> None:
    """In either language; a number beyond five counts nothing; what is said cannot be changed."""
    class_, cards = await asked(school, 2, chinese=True)
    user, card = class_.parents[0], cards[0]
    good = next(each for each in card.labels if each.startswith(("+ ", "＋")))
    change = next(each for each in card.labels if each.startswith("→"))
    for said in ("6", "4", good, change):
        user.say(user.private, said, reply_to=card)
        await school.settle()
    assert await count(school) == (1, 1)
    assert heard(user, "请回复 1 到 5")
