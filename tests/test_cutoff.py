"""A handler that hangs is cut off: its update fails like one that raises, the others go on."""

from __future__ import annotations

import time
from dataclasses import replace

import pytest

from bot.intake import Patience
from handlers import FEATURES
from tests import trouble
from tests.conftest import TestSchool
from tests.looking import answers, failed, handled, known, told


@pytest.fixture
def limit() -> float:
    """Seconds that a handler may take; a test may have its own."""
    return Patience().handler


@pytest.fixture
async def troubled(school: TestSchool, limit: float) -> TestSchool:
    """A school whose bot has the feature that hangs."""
    trouble.hung.clear()
    await school.close()
    school.features = (*FEATURES, trouble.feature)
    school.patience = replace(school.patience, handler=limit)
    await school.open()
    return school


async def test_a_handler_that_hangs_is_undone_alone(troubled: TestSchool) -> None:
    """The first time it holds up its batch, which counts; twice more, and it is set aside."""
    town = troubled.town
    await troubled.close()
    anna, ben, clara = (town.user(name, language="en") for name in ("Anna", "Ben", "Clara"))
    anna.say(anna.private, "/help")
    ben.say(ben.private, "/hang waiting")
    clara.say(clara.private, "/help")
    await troubled.open()
    await clara.private.wait(lambda m: "Riverside School" in m.text)
    await troubled.settle()
    assert trouble.hung == ["waiting"] * 3
    assert len(told(anna, "Riverside School")) == len(told(clara, "Riverside School")) == 1
    assert await known(troubled, ben) is None
    assert told(ben, "Cancelled") == []
    assert len(told(ben, "something went wrong")) == 1
    assert [(row.error, row.tries) for row in await failed(troubled)] == [("Hung", 3)]
    assert len(await handled(troubled)) == 3


@pytest.mark.parametrize("limit", [0.2])
async def test_a_press_that_hangs_is_answered_with_the_id(troubled: TestSchool) -> None:
    anna = troubled.town.user("Anna", language="en")
    anna.say(anna.private, "/bombs")
    offer = await anna.private.wait(lambda m: "Press it" in m.text)
    tap = anna.tap(offer, "Hang")
    answer = await tap.answer()
    assert answer.show_alert
    assert "something went wrong" in answer.text
    await troubled.settle()
    assert answers(troubled.town, tap.id) == 1
    assert len(trouble.hung) == 3


@pytest.mark.parametrize("limit", [0.1])
async def test_the_database_is_usable_after_one_that_was_cut_off_while_asking_it(
    troubled: TestSchool,
) -> None:
    """Wherever in its endless questions it is met; nothing of it stands."""
    anna, ben = (troubled.town.user(name, language="en") for name in ("Anna", "Ben"))
    for _ in range(5):
        ben.say(ben.private, "/hang asking")
        anna.say(anna.private, "/help")
    await troubled.settle()
    assert trouble.hung == ["asking"] * 15
    assert await known(troubled, ben) is None
    assert len(told(anna, "Riverside School")) == 5
    assert len(await handled(troubled)) == 10
    assert [(row.error, row.tries) for row in await failed(troubled)] == [("Hung", 3)] * 5


async def test_what_the_database_takes_is_not_the_handler_s_fault(
    troubled: TestSchool, limit: float
) -> None:
    """It is not cut off in a statement, which may wait for a lock that somebody else holds."""
    anna = troubled.town.user("Anna", language="en")
    begun = time.monotonic()
    anna.say(anna.private, "/ponder")
    await anna.private.wait(lambda m: "Cancelled" in m.text)
    assert time.monotonic() - begun > limit
    assert await failed(troubled) == []


@pytest.mark.parametrize("limit", [0.8])
async def test_that_the_machine_stood_still_is_not_the_handler_s_fault(
    troubled: TestSchool,
) -> None:
    """As when it is suspended, or has to wait for others: only what it had of its time counts."""
    anna = troubled.town.user("Anna", language="en")
    anna.say(anna.private, "/halt")
    await anna.private.wait(lambda m: "Cancelled" in m.text)
    await troubled.settle()
    assert await failed(troubled) == []
