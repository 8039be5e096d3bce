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
