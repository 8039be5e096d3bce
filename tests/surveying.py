"""What the tests of results have in common: a survey that was asked, answered and closed."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from bot.sandbox import Message, User
from handlers.kit import buttons
from handlers.survey_results import ShowResults
from storage import boxes, classes, people, survey_boxes, surveys
from storage.surveys import Draft, Kind, Mode, Sketch, Unit
from tests.conftest import ClassGroup

QUESTIONS = (
    Sketch(Kind.SCALE, "Is the food good?"),
    Sketch(Kind.SEVERAL, "More of what?", ("Fruit", "Soup"), required=False),
    Sketch(Kind.TEXT, "Anything else?", required=False),
)
# What five parents answered, by the questions' places.
FIVE: tuple[dict[int, Any], ...] = (
    {0: 5, 1: [1, 2], 2: "=HYPERLINK(1)"},
    {0: 4, 1: [1]},
    {0: 4},
    {0: 1, 1: [2], 2: "Suppe ist kalt"},
    {0: 1},
)


async def asked(
    class_: ClassGroup,
    said: Sequence[dict[int, Any]] = FIVE,
    *,
    by: User | None = None,
    title: str = "Canteen",
    **how: Any,
) -> int:
    """An anonymous survey that somebody (the teacher) asked, with these answers; still open."""
    school, now = class_.school, class_.school.clock.now()
    async with school.app.database.write() as session:
        author = await people.find_by_user(session, (by or class_.teacher).id)
        assert author is not None
        here = await classes.find_by_chat(session, class_.group.id)
        assert here is not None
        draft = {
            "title": title,
            "questions": QUESTIONS,
            "closes_at": now + timedelta(days=3),
            "mode": Mode.ANONYMOUS,
            "unit": Unit.PERSON,
        }
        survey_id = await surveys.create(session, author.id, [here.id], Draft(**(draft | how)), now)
        one = await surveys.get(session, survey_id)
        await boxes.lay(session, survey_id)
        for given in said:
            value = json.dumps({str(one.questions[at].id): each for at, each in given.items()})
            await survey_boxes.put(session, survey_id, value, None, 500)
    return survey_id


async def closed(class_: ClassGroup, survey_id: int) -> None:
    """It is closed."""
    async with class_.school.app.database.write() as session:
        assert await surveys.close(session, survey_id, class_.school.clock.now())


async def shown(class_: ClassGroup, survey_id: int, user: User | None = None) -> Message:
    """Somebody (the teacher) has the results shown."""
    who = user or class_.teacher
    last = who.private.last
    assert last is not None
    await who.tap(last, data=buttons.pack(ShowResults(survey_id))).answer()
    await class_.school.settle()
    return await who.private.wait(lambda m: m.id > last.id and "📊" in m.text)


async def sent(user: User, after: Message, kind: str, count: int = 1) -> list[Message]:
    """The files that come to somebody after a message."""

    def files() -> list[Message]:
        return [m for m in user.private.messages if m.id > after.id and m.media_kind == kind]

    await user.private.wait(lambda m: len(files()) >= count)
    return files()
