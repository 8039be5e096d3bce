"""What comes of feedback: from five answers on, scrubbed at the close, left out of copies."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import select

from storage.backup import backup, restore
from storage.feedback import Round
from storage.sealed import Owed
from tests.conftest import TestSchool
from tests.meetings import answered, heard, until
from tests.test_feedback import asked, count, gave


async def test_results_come_after_three_days_from_five_answers_on(
    school: TestSchool, caplog: pytest.LogCaptureFixture
) -> None:
    class_, cards = await asked(school)
    for number, (user, card) in enumerate(zip(class_.parents[:5], cards, strict=False)):
        change = "→ Shorter" if number else "→ Keep it as it is"
        await gave(school, user, card, 5 - number % 2, "+ Talk", change)
    words = class_.parents[5]
    await answered(school, words, cards[5], "In my own words")
    words.say(words.private, "The chairs were small.")
    await school.settle()
    assert heard(class_.teacher, "5 of 6 answered") == []
    await school.restart()
    await until(school, 6, 21, 32)
    (said,) = heard(class_.teacher, "5 of 6 answered")
    assert "On average 4.6 of 5 points\n5: 3\n4: 2\n3: 0" in said
    assert "What was good\nTalk: 5" in said
    assert "What should change\nShorter: 4\nKeep it as it is: 1" in said
    assert "The chairs were small." in said
    assert not any(each.name in said for each in class_.parents)
    assert (await count(school))[1] == 0
    assert not any(each in caplog.text for each in ("chairs", "Talk", "shorter", words.name))
    late = await class_.parents[5].tap(cards[5], "3").answer()
    assert "closed" in late.text


async def test_of_too_few_answers_nothing_is_shown_and_nothing_stays(school: TestSchool) -> None:
    class_, cards = await asked(school, 4)
    for user, card in zip(class_.parents, cards, strict=True):
        await gave(school, user, card, 1, "+ Topic", "→ Shorter")
    sent = await class_.teacher.private.wait(lambda m: "Close and show" in str(m.labels))
    await answered(school, class_.teacher, sent, "Close and show results")
    (said,) = heard(class_.teacher, "4 of 4 answered")
    assert "Fewer than 5" in said
    assert "Topic" not in said
    async with school.session() as session:
        assert (await session.scalars(select(Round.totals))).all() == [None]
    assert (await count(school))[1] == 0


async def test_what_is_owed_at_the_close_is_scrubbed_after_a_restart(school: TestSchool) -> None:
    class_, cards = await asked(school, 2)
    await gave(school, class_.parents[0], cards[0], 5, "+ Topic", "→ Shorter")
    await until(school, 6, 21, 32)
    await school.restart()
    await school.app.seal()
    async with school.session() as session:
        assert list(await session.scalars(select(Owed))) == []


@pytest.mark.sqlite("homeroom backup copies a file; PostgreSQL has pg_dump")
async def test_after_a_restore_an_open_round_is_no_more_and_can_be_asked_anew(
    school: TestSchool, url: str, tmp_path: Path
) -> None:
    """Half of the answers would be wrong, and one copy beside another would show whose they are."""
    class_, cards = await asked(school, 2)
    user = class_.parents[0]
    await gave(school, user, cards[0], 5, "+ Topic", "→ Shorter")
    saved = tmp_path / "saved.db"
    backup(url, saved)
    with closing(sqlite3.connect(saved)) as copy:
        for table in ("feedback_taken", "sealed_boxes"):
            assert copy.execute(f"SELECT count(*) FROM {table}").fetchone() == (0,)  # noqa: S608
    await school.close()
    restore(saved, url, school.clock.now(), replace=True)
    await school.open()
    await school.advance(timedelta(seconds=1))
    data = cards[1].buttons[0][0].data or ""
    assert (await class_.parents[1].tap(cards[1], data=data).answer()).show_alert
    said = await class_.teacher.private.wait(lambda m: "was interrupted" in m.text)
    await answered(school, class_.teacher, said, "Ask again")
    assert heard(class_.teacher, "I have asked 2 people")
    anew = await user.private.wait(lambda m: m.id > cards[0].id and "Three taps" in m.text)
    await gave(school, user, anew, 4, "+ Talk", "→ Shorter")
    assert await count(school) == (1, 1)


async def test_a_round_whose_key_is_lost_takes_no_answer_and_can_be_asked_anew(
    school: TestSchool,
) -> None:
    """In both languages; at its close the organiser is told, and nobody gets half a result."""
    class_, cards = await asked(school, 2, chinese=True)
    await gave(school, class_.parents[1], cards[1], 5, "+ Topic", "→ Shorter")
    (key,) = school.config.with_name("school.keys").glob("*")
    key.unlink()
    assert "密钥丢了" in await gave(school, class_.parents[0], cards[0], 5, "+ 主题", "→ 不用改")
    await until(school, 6, 21, 32)
    said = await class_.teacher.private.wait(lambda m: "was interrupted" in m.text)
    assert "Ask again" in said.labels
    assert not heard(class_.teacher, "answers of")
