"""Notices: planned, posted, corrected, withdrawn, and who has confirmed."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from datetime import timedelta

import pytest

from storage import answers, notice_authors, notice_lists, notices, subjects
from storage.answers import UnitKind
from storage.base import Session
from storage.rules import Broken
from tests.storage.school import LATER, NOW, School

TOMORROW = NOW + timedelta(days=1)


async def _planned(school: School) -> int:
    b = await school.a_class()
    return await notices.create(
        school.session, None, [b.id], "Bring boots", [], NOW, planned_for=TOMORROW
    )


async def test_a_notice_keeps_what_was_typed(session: Session, school: School) -> None:
    b, a = await school.a_class("3B"), await school.a_class("4A")
    dan, spans = await school.teacher("Dan", b), [["bold", 0, 5, None]]
    made = await notices.create(
        session, dan.id, [a.id, b.id], "Bring <b>boots", spans, NOW, chat_id=-1, message_id=7
    )
    found = await notices.of_command(session, -1, 7)
    assert found == await notices.get(session, made)
    assert found is not None
    assert (found.author_id, found.text, found.spans) == (dan.id, "Bring <b>boots", spans)
    assert (found.posted_at, found.planned_for, found.nudges) == (NOW, None, 0)
    assert found.class_ids == (b.id, a.id)
    assert await notices.of_command(session, -1, 8) is None
    with pytest.raises(LookupError):
        await notices.get(session, 999_999)
    with pytest.raises(LookupError):
        await notices.get(session, b.subject_id)


async def test_many_notices_are_read_together(session: Session, school: School) -> None:
    b, a = await school.a_class("3B"), await school.a_class("4A")
    one, two = await school.notice(b, a), await school.notice(a)
    found = await notices.of_ids(session, [one, two, 999_999])
    assert {id_: snapshot.class_ids for id_, snapshot in found.items()} == {
        one: (b.id, a.id),
        two: (a.id,),
    }


async def test_a_planned_notice_is_posted_once(session: Session, school: School) -> None:
    planned = await _planned(school)
    await notices.plan(session, planned, TOMORROW + timedelta(hours=1), NOW)
    assert await notices.mark_posted(session, planned, TOMORROW)
    assert not await notices.mark_posted(session, planned, TOMORROW)
    for act in (
        notices.plan(session, planned, TOMORROW, NOW),
        notices.cancel(session, planned, NOW),
    ):
        with pytest.raises(Broken, match="notice-posted"):
            await act


async def test_nothing_is_planned_for_the_past(session: Session, school: School) -> None:
    b, planned = await school.a_class("4A"), await _planned(school)
    with pytest.raises(Broken, match="time-past"):
        await notices.create(session, None, [b.id], "x", [], NOW, planned_for=NOW)
    with pytest.raises(Broken, match="time-past"):
        await notices.plan(session, planned, NOW, NOW)


async def test_a_dropped_notice_is_never_posted(session: Session, school: School) -> None:
    planned = await _planned(school)
    await notices.cancel(session, planned, NOW)
    assert not await notices.mark_posted(session, planned, TOMORROW)
    assert await notice_lists.planned(session) == []


async def test_a_correction_shows_on_the_card_and_is_marked(
    session: Session, school: School
) -> None:
    notice = await school.notice(await school.a_class())
    assert not await notices.correct(session, notice, "Bring boots", [], LATER)
    assert await subjects.version(session, notice) == 1
    assert await notices.correct(session, notice, "Bring hats", [["bold", 0, 5, None]], LATER)
    assert await subjects.version(session, notice) == 2
    view = await notices.card_view(session, notice)
    assert (view.notice.text, view.notice.corrected_at) == ("Bring hats", LATER)


async def test_a_correction_before_anybody_saw_it_is_not_marked(
    session: Session, school: School
) -> None:
    planned = await _planned(school)
    await notices.correct(session, planned, "Bring hats", [], LATER)
    snapshot = await notices.get(session, planned)
    assert (snapshot.text, snapshot.corrected_at) == ("Bring hats", None)


@pytest.mark.parametrize(
    "act",
    [
        lambda session, id_: notices.withdraw(session, id_, LATER),
        lambda session, id_: notices.correct(session, id_, "x", [], LATER),
        lambda session, id_: notices.nudge(session, id_, [1], LATER),
        lambda session, id_: notices.plan(session, id_, TOMORROW, LATER),
        lambda session, id_: notices.cancel(session, id_, LATER),
    ],
    ids=["withdraw", "correct", "nudge", "plan", "cancel"],
)
async def test_nothing_happens_to_a_withdrawn_notice(
    session: Session, school: School, act: Callable[[Session, int], Awaitable[object]]
) -> None:
    notice = await school.notice(await school.a_class())
    await notices.withdraw(session, notice, LATER)
    assert await subjects.version(session, notice) == 2
    with pytest.raises(Broken, match="notice-withdrawn"):
        await act(session, notice)


async def test_two_nudges_are_enough(session: Session, school: School) -> None:
    notice, planned = await school.notice(await school.a_class("4A")), await _planned(school)
    assert await notices.nudge(session, notice, [1], NOW) == {1: 1}
    assert await notices.nudge(session, notice, [1, 2], NOW) == {1: 2, 2: 1}
    assert await notices.nudge(session, notice, [1, 2], NOW) == {2: 2}
    with pytest.raises(Broken) as broken:
        await notices.nudge(session, notice, [1, 2], NOW)
    assert (broken.value.rule, broken.value.args_) == ("notice-nudged-out", {"limit": 2})
    with pytest.raises(Broken, match="notice-unposted"):
        await notices.nudge(session, planned, [1], NOW)


async def test_planned_and_running_are_told_apart_by_class_and_author(
    session: Session, school: School
) -> None:
    b, a = await school.a_class("3B"), await school.a_class("4A")
    dan = await school.teacher("Dan", a)
    late, soon = [
        await notices.create(session, dan.id, [b.id, a.id], "x", [], NOW, planned_for=at)
        for at in (TOMORROW + timedelta(days=1), TOMORROW)
    ]
    old, new = await school.notice(b), await school.notice(a, author=dan)
    await notices.withdraw(session, await school.notice(b), NOW)

    def ids(found: list[notices.Snapshot]) -> list[int]:
        return [each.id for each in found]

    assert ids(await notice_lists.planned(session)) == [soon, late]
    assert ids(await notice_lists.planned(session, [b.id])) == [soon, late]
    assert ids(await notice_lists.planned(session, [], dan.id)) == [soon, late]
    assert ids(await notice_lists.planned(session, [])) == []
    assert ids(await notice_lists.running(session)) == [new, old]
    assert ids(await notice_lists.running(session, limit=1)) == [new]
    assert ids(await notice_lists.running(session, [b.id])) == [old]
    assert ids(await notice_lists.running(session, author_id=dan.id)) == [new]
    assert (await notice_lists.planned(session, [b.id]))[0].class_ids == (b.id, a.id)


async def test_the_card_shows_its_count_author_and_classes(
    session: Session, school: School
) -> None:
    b, a = await school.a_class("3B"), await school.a_class("4A")
    dan, ana = await school.teacher("Dan", b), await school.parent("Ana", b)
    notice, anonymous = await school.notice(b, a, author=dan), await school.notice(a)
    await school.tap(ana, notice)
    view = await notices.card_view(session, notice)
    assert (view.author, view.classes, view.confirmed) == ("Dan", ("3B", "4A"), 1)
    assert (await notices.card_view(session, anonymous)).author is None
    with pytest.raises(LookupError):
        await notices.card_view(session, 999_999)


async def test_the_author_sees_who_is_missing_and_how_many_are_unknown(
    session: Session, school: School
) -> None:
    b = await school.a_class(members=10)
    dan, ana, ben = [await school.person(name) for name in ("Dan", "Ana", "Ben")]
    mia = await school.child("Mia", b, ana)
    await school.child("Leo", b, ben)
    tom = await school.child("Tom", b)
    notice = await school.notice(b, author=dan)
    await school.tap(ana, notice)
    await answers.record_told(session, notice, UnitKind.CHILD, tom.id, "confirmed", dan.id, NOW)
    await notices.nudge(session, notice, [b.id], NOW)
    view = await notice_authors.author_view(session, notice)
    assert [unit.name for unit in view.missing] == ["Leo"]
    assert [unit.id for unit in view.confirmed] == [mia.id]
    assert [unit.name for unit in view.told] == ["Tom"]
    assert (view.unknown, view.nudges_left, view.names) == (7, 1, ["3B"])


async def test_a_nudge_goes_to_who_is_missing_and_not_to_who_confirmed(
    session: Session, school: School
) -> None:
    b = await school.a_class()
    ana, ben = await school.person("Ana"), await school.person("Ben")
    cleo = await school.person("Cleo", reachable=False)
    await school.child("Mia", b, ana)
    await school.child("Leo", b, ben, cleo)
    notice = await school.notice(b)
    await school.tap(ana, notice)
    await school.child("Zoe", b, cleo)
    reach = await notice_authors.to_nudge(session, notice, [b.id])
    assert [each.name for each in reach.reachable] == ["Ben"]
    assert [each.name for each in reach.unreachable] == ["Cleo"]
    assert reach.families == 1


async def test_a_child_named_later_does_not_bring_a_nudge_to_who_confirmed(
    session: Session, school: School
) -> None:
    b, a = await school.a_class("3B"), await school.a_class("4A")
    ana = await school.person("Ana")
    await school.child("Mia", b, ana)
    notice = await school.notice(b, a)
    await school.tap(ana, notice)
    await school.child("Leo", a, ana)
    assert [u.name for u in (await notice_authors.author_view(session, notice)).missing] == ["Leo"]
    assert (await notice_authors.to_nudge(session, notice, [b.id, a.id])).reachable == ()
