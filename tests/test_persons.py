"""`homeroom export` and `homeroom forget`: one person's data, on the command line."""

from __future__ import annotations

import asyncio
import json
from pathlib import Path

import pytest

from bot import persons
from bot.config import load
from bot.intake import Ended
from storage.rules import Broken
from tests.conftest import TestSchool
from tests.looking import known
from tests.test_cli import homeroom


async def test_a_person_is_read_out_while_the_bot_runs_and_forgotten_while_it_does_not(
    school: TestSchool, tmp_path: Path
) -> None:
    class_ = await school.class_group("3B", parents=1)
    (parent,) = class_.parents
    await class_.names(parent, "Quirin")
    config, file = load(school.config, {}), tmp_path / "data.json"

    async def typed(*words: str) -> tuple[int, str]:
        done = await asyncio.to_thread(homeroom, *words, "--config", str(school.config))
        return done.returncode, done.stdout + done.stderr

    assert (await typed("export", str(parent.id), str(file)))[0] == 0
    stored = json.loads(file.read_text("utf-8"))["stored"]
    assert stored["your children"][0]["name"] == "Quirin"
    with pytest.raises(Ended, match="Stop that one first"):
        await persons.forget(config, parent.id)

    await school.close()
    with pytest.raises(Broken, match="forget-last-admin"):
        await persons.forget(config, school.head.id)
    code, said = await typed("forget", str(parent.id), "--yes")
    assert (code, f"{parent.id} is forgotten." in said) == (0, True)
    assert await persons.export(config, parent.id) is None
    await school.open()
    assert await known(school, parent) is None
