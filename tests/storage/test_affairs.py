"""The register's words, versions and terms; what it holds of the time before it."""

from __future__ import annotations

import shutil
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import Connection, insert, inspect

from storage import affair_search, affairs, meetings, schema
from storage.affair_search import Wanted
from storage.affairs import Category, Draft
from storage.base import Database, Session
from storage.decisions import Decision
from storage.meetings import Meeting
from storage.minutes import Minutes
from storage.rules import Broken
from storage.schema import MIGRATIONS
from storage.subjects import Subject
from storage.tallies import Kind, Majority, Of, Tie
from storage.terms import Term
from storage.votes import Ballot, Eligible, Vote
from tests.records import blank
from tests.storage.school import LATER, NOW, School

ZONE = ZoneInfo("Europe/Berlin")


async def found(session: Session, words: str = "") -> list[str]:
    """The titles that are found."""
    wanted = Wanted(ZONE, words=words)
    return [each.title for each in await affair_search.listed(session, wanted, 9)]


async def publish(session: Session, school: School, title: str, said: str, **more: int) -> int:
    """An entry by somebody."""
    person = await school.person("Petra")
    draft = Draft(Category.NEWS, title, said, [], [])
    return await affairs.publish(session, person.id, [], draft, NOW, **more)


async def test_words_are_found_in_every_script(session: Session, school: School) -> None:
    """By the index, letter by letter where it knows no such words, and with no sign obeyed."""
    said = "Über die Straße zum Gänseblümchen; 3.5 km, well-known."
    await publish(session, school, "Wandertag", said)
    await publish(session, school, "食堂菜谱", "周一：西红柿炒鸡蛋，米饭。")
    for words in ("wandertag", "GÄNSE", "strasse über", "3.5", "well-known", "k", "well kn"):
        assert await found(session, words) == ["Wandertag"], words
    for words in ("西", "鸡蛋", "西红柿", "西红柿炒鸡蛋", "米饭 周一", "菜谱"):
        assert await found(session, words) == ["食堂菜谱"], words
    for words in ("geese", "西瓜", "well-unknown", "wandertag 食堂"):
        assert await found(session, words) == [], words
    for words in ('"', "* OR", "wandertag*", 'NEAR("', "-", "%", "_", "\\", "a & | !b:*"):
        await found(session, words)


async def test_versions_follow_one_another_and_come_back(session: Session, school: School) -> None:
    first = await publish(session, school, "Menu", "Soup")
    second = await publish(session, school, "Menu", "Stew", replaces=first)
    third = await publish(session, school, "Menu", "Salad", replaces=second)
    with pytest.raises(Broken, match="affair-replaced"):
        await publish(session, school, "Menu", "Pie", replaces=first)
    assert await found(session, "salad") == ["Menu"]
    assert await found(session, "soup") == []
    before = await affairs.versions_before(session, third)
    assert [each.id for each in before] == [second, first]
    await affairs.withdraw(session, third, LATER)
    assert await found(session, "stew") == ["Menu"]
    assert [each.id for each in await affairs.versions_before(session, second)] == [first]
    with pytest.raises(Broken, match="affair-withdrawn"):
        await affairs.withdraw(session, third, LATER)


def test_a_school_year_has_two_terms() -> None:
    first, second = Term(2026, 1), Term(2026, 2)
    for day, term in (
        (date(2026, 8, 1), first),
        (date(2027, 1, 31), first),
        (date(2027, 2, 1), second),
        (date(2027, 7, 31), second),
    ):
        assert Term.of(day) == term
    assert (first.next, second.next) == (second, Term(2027, 1))
    assert Term.of_number(second.number) == second
    assert first.begins(ZONE) == datetime(2026, 7, 31, 22, tzinfo=UTC)


async def test_what_was_there_before_the_register_stands_in_it(empty: str, tmp_path: Path) -> None:
    """The minutes and decisions of committees, and nobody else's."""
    older = Path(shutil.copytree(MIGRATIONS, tmp_path / "older"))
    for path in (older / "versions").glob("*.py"):
        if path.name >= "0012":
            path.unlink()
    database = Database.open(empty)
    await schema.upgrade(database, NOW, older)
    async with database.write() as session:
        connection = await session.connection()
        await connection.run_sync(_past)
    await schema.upgrade(database, NOW)
    async with database.read() as session:
        assert await found(session) == ["committee meets", "A tent? 帐篷", "committee decides"]
        assert await found(session, "committee met") == ["committee meets"]
        assert await found(session, "帐篷") == ["A tent? 帐篷"]
    await database.close()


def _past(connection: Connection) -> None:
    """A committee's meeting and a class's, each with a decision and minutes; three votes."""

    def add(model: Any, **values: Any) -> None:
        there = {each["name"] for each in inspect(connection).get_columns(model.__tablename__)}
        row = blank(model, NOW) | values
        row = {name: value for name, value in row.items() if name in there}
        connection.execute(insert(model.__table__), row)

    for number, kind in ((901, "committee"), (902, "parent")):
        add(Subject, id=number, kind="meeting", author_id=None)
        add(Meeting, id=number, title=f"{kind} meets", kind=meetings.Kind(kind))
        at = NOW + timedelta(days=number)
        add(Decision, subject_id=number, meeting_id=number, text=f"{kind} decides", at=NOW)
        add(Minutes, id=number, text=f"The {kind} met.", spans=[], files=[], published_at=at)
    for number, title, eligible, kind in (
        (903, "A tent? 帐篷", Eligible.COMMITTEE, Kind.YES_NO),
        (904, "A boat?", Eligible.FAMILIES, Kind.YES_NO),
        (905, "Who leads?", Eligible.COMMITTEE, Kind.ELECTION),
    ):
        add(Subject, id=number, kind="vote", author_id=None)
        rules = {"majority": Majority.SIMPLE, "majority_of": Of.CAST, "tie": Tie.STANDS}
        how = {"eligible": eligible, "kind": kind, "ballot": Ballot.OPEN, **rules}
        add(Vote, id=number, title=title, meeting_id=None, **how)
        at, outcome = NOW + timedelta(minutes=number), {"kind": "decided"}
        add(Decision, subject_id=number, meeting_id=None, text=title, outcome=outcome, at=at)
