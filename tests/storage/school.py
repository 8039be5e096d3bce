"""A school in a few words, for tests of storage."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta

from sqlalchemy import event, select, update

from storage import actors, answers, chats, classes, families, meetings, notices, people, subjects
from storage.actors import Actor
from storage.answers import CHANGE, KEY, Answer
from storage.base import Database, Session, upsert
from storage.boxes import Box
from storage.children import Child
from storage.classes import Class
from storage.people import Person, Role

NOW = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)
LATER = NOW + timedelta(minutes=1)


async def in_plain(session: Session, subject_id: int) -> None:
    """A secret that is open is stored from now on as before there were boxes (migration 0015)."""
    await session.execute(
        update(Box)
        .where(Box.subject_id == subject_id)
        .values(content=b"")
        .execution_options(synchronize_session=False)
    )


class School:
    """Makes what a test needs; every person gets the next Telegram user id."""

    def __init__(self, session: Session) -> None:
        self.session = session
        self._users = 100

    async def person(self, name: str, *, reachable: bool = True) -> Person:
        """Somebody known, who pressed Start unless they are not reachable."""
        self._users += 1
        if reachable:
            standing = chats.Standing.OK
            await chats.note(self.session, self._users, "private", name, standing, NOW)
        return await people.known(self.session, self._users, name, None, "en", NOW)

    async def a_class(self, name: str = "3B", *, members: int | None = None) -> Class:
        """A class, with the member count of its group."""
        made = await classes.ensure(self.session, name, NOW)
        made.members = members
        await self.session.flush()
        return made

    async def parent(self, name: str, class_: Class, *, reachable: bool = True) -> Person:
        """A parent in a class who has named no child."""
        person = await self.person(name, reachable=reachable)
        await families.register_parent(self.session, person.id, class_.id, NOW)
        return person

    async def teacher(self, name: str, class_: Class) -> Person:
        """A teacher of a class."""
        person = await self.person(name)
        await people.grant(self.session, person.id, Role.TEACHER, class_.id, NOW)
        return person

    async def child(self, name: str, class_: Class, *guardians: Person) -> Child:
        """A child of these people, each of whom the one before agreed to."""
        child = await families.enlist(self.session, class_.id, name, NOW)
        for each in guardians:
            added = await families.add_child(self.session, each.id, class_.id, name, NOW)
            if isinstance(added, families.NeedsConsent):
                await families.request(self.session, child.id, each.id, NOW)
                await families.accept_request(self.session, child.id, each.id, NOW)
        return child

    async def actor(self, person: Person) -> Actor:
        """The person as the desk sees them."""
        return (await actors.of_users(self.session, [person.user_id]))[person.user_id]

    async def notice(self, *for_: Class, author: Person | None = None) -> int:
        """A notice that is posted."""
        author_id = author.id if author else None
        ids = [each.id for each in for_]
        return await notices.create(self.session, author_id, ids, "Bring boots", [], NOW)

    async def meeting(self, *for_: Class, in_: timedelta = timedelta(days=2)) -> int:
        """A meeting in two days."""
        ids = [each.id for each in for_]
        return await meetings.create(
            self.session, None, ids, "Parent meeting", "Room 201", NOW + in_, NOW
        )

    async def tap(
        self, person: Person, subject_id: int, value: str = "confirmed", at: datetime = NOW
    ) -> None:
        """The person taps; what they answer for is looked up as the desk does."""
        audience = await self.session.execute(
            select(subjects.Audience.class_id).where(subjects.Audience.subject_id == subject_id)
        )
        actor = await self.actor(person)
        rows = answers.rows(subject_id, actor, [row[0] for row in audience], value, at)
        await upsert(self.session, Answer.__table__, rows, key=KEY, change=CHANGE)


@contextmanager
def counted(database: Database) -> Iterator[list[str]]:
    """The statements that reach the database meanwhile."""
    seen: list[str] = []

    def note(_: object, __: object, statement: str, *___: object) -> None:
        seen.append(statement)

    event.listen(database.engine.sync_engine, "before_cursor_execute", note)
    try:
        yield seen
    finally:
        event.remove(database.engine.sync_engine, "before_cursor_execute", note)
