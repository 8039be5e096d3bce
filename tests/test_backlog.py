"""Taps that wait together share a commit and its statements."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from sqlalchemy import event, select

from storage.answers import Answer
from tests.conftest import TestSchool
from tests.looking import handled, known


@contextmanager
def statements(school: TestSchool) -> Iterator[list[str]]:
    """What the bot asks its database to write (and reads while it writes)."""
    seen: list[str] = []

    def note(_: Any, __: Any, statement: str, *___: Any) -> None:
        seen.append(statement)

    engine = school.app.database.engine.sync_engine
    event.listen(engine, "before_cursor_execute", note)
    yield seen
    event.remove(engine, "before_cursor_execute", note)


async def test_taps_that_wait_share_a_commit(school: TestSchool) -> None:
    """At most one for 30 taps; the answers and the numbers of a batch are a statement each."""
    class_ = await school.class_group("3B", parents=60)
    class_.teacher.say(class_.group, "/announce Museum")
    card = await class_.group.wait(lambda m: "Museum" in m.text)
    await school.settle()
    before = len(await handled(school))
    await school.close()
    for _ in range(2):
        for parent in class_.parents:
            parent.tap(card, "Got it")
    await school.open()
    with statements(school) as seen:
        await school.settle()
    batches = {row.at for row in (await handled(school))[before:]}
    assert len(batches) <= 120 / 30
    written = sum("INTO answers" in each for each in seen)
    assert written <= len(batches)
    async with school.session() as session:
        assert len((await session.execute(select(Answer.unit_id))).all()) == 60


async def test_first_taps_that_wait_take_a_handful_of_statements_each(school: TestSchool) -> None:
    """Each registers its parent, and nothing is read again for the others."""
    class_ = await school.class_group("3B", parents=0)
    parents = [school.town.user(f"Ana{i}", language="en") for i in range(40)]
    for parent in parents:
        class_.group.join(parent)
    class_.teacher.say(class_.group, "/announce Museum")
    card = await class_.group.wait(lambda m: "Museum" in m.text)
    await school.settle()
    await school.close()
    for parent in parents:
        parent.tap(card, "Got it")
    await school.open()
    with statements(school) as seen:
        await school.settle()
    assert "40 families have confirmed" in card.text
    assert all([await known(school, parent) for parent in parents])
    assert len(seen) <= 40 * 8 + 80  # what a batch has, and the sender, with it
