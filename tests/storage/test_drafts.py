"""Open questions and pending commands."""

from __future__ import annotations

from datetime import timedelta

from storage import drafts
from storage.base import Database, Session
from tests.storage.school import LATER, NOW, School


async def test_a_newer_question_takes_the_place_of_an_older_one(
    session: Session, school: School
) -> None:
    ana, ben = await school.person("Ana"), await school.person("Ben")
    old = await drafts.open_question(session, ana.id, -1, {"answer": "meeting"}, NOW)
    new = await drafts.open_question(session, ana.id, -1, {"answer": "announce"}, LATER)
    await drafts.open_question(session, ben.id, -1, {"answer": "my"}, NOW)
    await drafts.open_question(session, ana.id, -2, {"answer": "my"}, NOW)
    found = await drafts.find_question(session, ana.id, -1)
    assert found is not None
    assert (found.id, found.data) == (new, {"answer": "announce"})
    assert new > old
    await drafts.close(session, new)
    await drafts.close(session, new)
    assert await drafts.find_question(session, ana.id, -1) is None
    assert await drafts.find_question(session, ben.id, -1) is not None


async def test_what_waits_for_a_tap_is_taken_once(session: Session) -> None:
    kept = await drafts.keep(session, "typed", -1, {"command": "class"}, NOW)
    taken = await drafts.take(session, kept)
    assert taken is not None
    assert (taken.kind, taken.chat_id, taken.data) == ("typed", -1, {"command": "class"})
    assert await drafts.take(session, kept) is None


async def test_an_old_button_does_not_find_another_draft(session: Session) -> None:
    first = await drafts.keep(session, "typed", -1, {}, NOW)
    await drafts.take(session, first)
    assert await drafts.keep(session, "typed", -1, {}, NOW) > first


async def test_old_drafts_are_forgotten_and_new_ones_survive_a_restart(
    database: Database,
) -> None:
    async with database.write() as session:
        old = await drafts.keep(session, "typed", -1, {}, NOW - timedelta(days=3))
        new = await drafts.keep(session, "typed", -1, {}, NOW)
        await drafts.forget_old(session, NOW - timedelta(days=2))
    async with database.write() as session:
        assert await drafts.take(session, old) is None
        assert await drafts.take(session, new) is not None


async def test_of_a_persons_forms_one_in_a_chat_is_awake(session: Session, school: School) -> None:
    ana, ben = await school.person("Ana"), await school.person("Ben")
    first = await drafts.begin_form(session, "notice", ana.id, 1, {"turn": 0}, NOW)
    second = await drafts.begin_form(session, "meeting", ana.id, 1, {"turn": 0}, NOW)
    theirs = await drafts.begin_form(session, "notice", ben.id, 2, {"turn": 0}, NOW)
    assert await drafts.awake(session, ana.id, 1) is second
    await drafts.fill_in(session, first, {"turn": 1}, LATER)
    assert await drafts.awake(session, ana.id, 1) is first
    assert [each.id for each in await drafts.forms_of(session, ana.id)] == [first.id, second.id]
    await drafts.sleep(session, ana.id, 1)
    assert await drafts.awake(session, ana.id, 1) is None
    assert await drafts.awake(session, ben.id, 2) is theirs


async def test_a_form_is_its_owners_until_it_ends(session: Session, school: School) -> None:
    ana, ben = await school.person("Ana"), await school.person("Ben")
    form = await drafts.begin_form(session, "notice", ana.id, 1, {"shown": "asked"}, NOW)
    assert form.subject_id is not None
    assert await drafts.find_form(session, form.id, ben.id) is None
    assert await drafts.find_form(session, form.id, ana.id) is form
    await drafts.end_form(session, form, {"shown": "sent"}, LATER)
    assert await drafts.find_form(session, form.id, ana.id) is None
    assert await drafts.forms_of(session, ana.id) == []
    ended = await drafts.of_subject(session, form.subject_id)
    assert ended is not None
    assert ended.data == {"shown": "sent"}
