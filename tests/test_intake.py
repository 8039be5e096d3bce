"""The intake: each update has its effect once, whatever fails around it."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest
from sqlalchemy import select, update
from structlog.testing import capture_logs

from bot.app import App
from bot.config import load
from handlers import FEATURES
from storage import updates
from storage.posts import Post
from tests import trouble
from tests.another import locked
from tests.conftest import TestSchool
from tests.looking import answers, failed, handled, known, told


@pytest.fixture
async def troubled(school: TestSchool) -> TestSchool:
    """A school whose bot has the feature that fails."""
    await school.close()
    school.features = (*FEATURES, trouble.feature)
    await school.open()
    return school


# One transaction, once


async def test_what_waited_is_handled_in_one_transaction(school: TestSchool) -> None:
    """The ids stand beside the effects, with the one moment of their batch."""
    await school.close()
    people = [school.town.user(f"Anna{i}") for i in range(40)]
    for each in people:
        each.say(each.private, "/help")
    await school.open()
    await school.settle()
    rows = await handled(school)
    assert len(rows) == 40
    assert len({row.at for row in rows}) == 1
    assert all(len(told(each, "Riverside School")) == 1 for each in people)


async def test_more_than_a_batch_is_handled_in_order(school: TestSchool) -> None:
    await school.close()
    people = [school.town.user(f"Anna{i}", language="en") for i in range(10)]
    for number in range(23):
        for each in people:
            each.say(each.private, f"/nothing{number:02}")
    await school.open()
    await school.settle()
    for each in people:
        said = [m.text for m in told(each, "I do not know")]
        assert len(said) == 23
        assert said == sorted(said)
    assert len({row.at for row in await handled(school)}) == 3


async def test_an_update_that_comes_again_has_no_second_effect(school: TestSchool) -> None:
    anna = school.town.user("Anna", language="en")
    anna.say(anna.private, "/help")
    await school.settle()
    (row,) = await handled(school)
    school.town.repeat(row.update_id)
    await school.settle()
    assert len(told(anna, "Riverside School")) == 1
    assert len(await handled(school)) == 1


@pytest.mark.parametrize("crashed", [False, True])
async def test_a_press_that_comes_again_is_answered_again(
    school: TestSchool, crashed: bool
) -> None:
    """After a crash, too, when each update is taken by itself: no spinner stays."""
    class_ = await school.class_group("3B", parents=1)
    tap = class_.parents[0].tap(class_.group.last, "I am a parent here")
    await tap.answer()
    await school.settle()
    last = (await handled(school))[-1].update_id
    if crashed:
        await crash(school)
    school.town.repeat(last)
    await school.settle()
    await school.town.until(lambda: answers(school.town, tap.id) == 2)
    assert "1 family has registered" in class_.group.last.text


async def crash(school: TestSchool) -> None:
    """The bot starts as it does after a run that did not end in order."""
    await break_off(school)
    await school.open()


async def break_off(school: TestSchool) -> None:
    """The bot is gone, and did not end in order."""
    await school.close()
    school.app = App(load(school.config, {}))
    async with school.app.database.write() as session:
        await session.execute(update(updates.Run).values(clean=False))
    await school.app.database.close()


async def test_after_a_crash_nothing_is_sent_before_the_first_updates_are_through(
    school: TestSchool,
) -> None:
    """What is killed while it sends would else be held against the update that was being tried."""
    people = [school.town.user(f"Anna{i}", language="en") for i in range(40)]
    await break_off(school)
    for each in people:
        each.say(each.private, "/help")
    await school.open()
    await school.settle()
    async with school.session() as session:
        settled = list(await session.scalars(select(Post.settled_at)))
    assert len(settled) == 40
    assert max(row.at for row in await handled(school)) <= min(filter(None, settled))
    assert await failed(school) == []


async def test_after_a_crash_no_failure_is_noted_of_what_succeeds(school: TestSchool) -> None:
    await crash(school)
    anna = school.town.user("Anna", language="en")
    anna.say(anna.private, "/help")
    await school.settle()
    assert len(told(anna, "Riverside School")) == 1
    assert await failed(school) == []


async def test_numbers_may_begin_anew(school: TestSchool) -> None:
    """After a week without updates they are random (Bot API: Update, update_id)."""
    anna = school.town.user("Anna", language="en")
    anna.say(anna.private, "/help")
    await school.settle()
    school.town.renumber(1000)
    await school.restart()
    anna.say(anna.private, "/help")
    await school.settle()
    assert len(told(anna, "Riverside School")) == 2


# Failures


async def test_an_update_that_fails_is_undone_alone(troubled: TestSchool) -> None:
    """PTB's process_update returns although its handler raised; nothing of it stands all the same.

    The others of its batch have their effect, once.
    """
    town = troubled.town
    await troubled.close()
    anna, ben, clara = (town.user(name, language="en") for name in ("Anna", "Ben", "Clara"))
    anna.say(anna.private, "/help")
    ben.say(ben.private, "/boom with something private in it")
    clara.say(clara.private, "/help")
    with capture_logs() as logs:
        await troubled.open()
        await troubled.settle()
    assert len(told(anna, "Riverside School")) == len(told(clara, "Riverside School")) == 1
    assert await known(troubled, ben) is None
    assert told(ben, "Cancelled") == []
    (apology,) = told(ben, "something went wrong")
    (aside,) = [entry for entry in logs if entry["event"] == "update.set_aside"]
    assert aside["id"] in apology.text
    (row,) = await failed(troubled)
    assert (row.update_id, row.kind, row.error, row.tries) == (
        aside["update_id"], "message", "OnPurpose", 3
    )  # fmt: skip
    assert len(await handled(troubled)) == 3


async def test_a_failed_update_leaves_nothing_of_what_was_said(troubled: TestSchool) -> None:
    anna = troubled.town.user("Anna", language="en")
    anna.say(anna.private, "/boom Xanthippe")
    await anna.private.wait(lambda m: "something went wrong" in m.text)
    await troubled.settle()
    async with troubled.session() as session:
        posts = (await session.scalars(select(Post))).all()
    assert "Xanthippe" not in repr([vars(row) for row in [*await failed(troubled), *posts]])


async def test_a_press_that_fails_is_answered_with_the_id(troubled: TestSchool) -> None:
    anna = troubled.town.user("Anna", language="en")
    anna.say(anna.private, "/bombs")
    offer = await anna.private.wait(lambda m: "Press it" in m.text)
    tap = anna.tap(offer, "Boom")
    answer = await tap.answer()
    assert answer.show_alert
    assert "something went wrong" in answer.text
    await troubled.settle()
    assert answers(troubled.town, tap.id) == 1


@pytest.mark.parametrize("stumbles", [1, 2])
async def test_what_fails_once_or_twice_has_its_effect_once(
    troubled: TestSchool, stumbles: int
) -> None:
    trouble.stumbles = stumbles
    anna = troubled.town.user("Anna", language="en")
    anna.say(anna.private, "/stumble")
    await troubled.settle()
    assert len(told(anna, "Cancelled")) == 1
    assert await known(troubled, anna) is not None
    assert await failed(troubled) == []


async def test_a_misspelt_statement_is_not_taken_for_a_locked_database(
    troubled: TestSchool, caplog: pytest.LogCaptureFixture
) -> None:
    """Both are an OperationalError on SQLite; waiting helps only with one of them.

    What was typed stands in the statement, and not in the log.
    """
    anna = troubled.town.user("Anna", language="en")
    anna.say(anna.private, "/misspell Xanthippe")
    await anna.private.wait(lambda m: "something went wrong" in m.text)
    (row,) = await failed(troubled)
    assert row.error in {"OperationalError", "ProgrammingError"}
    assert "SELEC" in caplog.text
    assert "Xanthippe" not in caplog.text


async def test_a_locked_database_is_waited_for(school: TestSchool, url: str) -> None:
    """It is no failure of the update, which has its effect once the lock is gone."""
    await school.settle()
    async with locked(url):
        anna = school.town.user("Anna", language="en")
        anna.say(anna.private, "/help")
        await asyncio.sleep(5.5)  # longer than the database itself waits (5 s)
    await anna.private.wait(lambda m: "Riverside School" in m.text)
    assert await failed(school) == []


UNPARSABLE: list[dict[str, Any]] = [
    {"message": {"message_id": 1, "date": "yesterday", "chat": 5}},
    {
        "message": {
            "message_id": "one",
            "date": 0,
            "chat": {"id": 5, "type": "private"},
            "from": {"id": 5, "is_bot": False, "first_name": "Five"},
            "text": "x",
        }
    },
    {"callback_query": {"id": "77", "from": "somebody"}},
    {"message": [1, 2]},
]


@pytest.mark.parametrize("broken", UNPARSABLE)
async def test_an_update_that_cannot_be_parsed_is_set_aside(
    school: TestSchool, broken: dict[str, Any]
) -> None:
    await school.close()
    anna = school.town.user("Anna", language="en")
    update_id = school.town.inject(broken)
    anna.say(anna.private, "/help")
    await school.open()
    await school.settle()
    assert len(told(anna, "Riverside School")) == 1
    (row,) = await failed(school)
    assert (row.update_id, row.kind) == (update_id, next(iter(broken)))
