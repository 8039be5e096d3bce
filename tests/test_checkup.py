"""`homeroom check`: a line for each thing, with one sentence, and an exit code."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import closing
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from sqlite3 import connect

import pytest

from bot.sandbox import Group, Server, Town, serve
from tests.terminal import configured, homeroom, running


class Operator:
    """Somebody who set a bot up and looks after it."""

    def __init__(self, server: Server, folder: Path) -> None:
        self.town = server.town
        self.folder = folder
        self.config = configured(folder, server.town.token, server.base_url)

    async def check(self, code: int) -> dict[str, tuple[str, str]]:
        """What the table says, as (grade, sentence) by what was looked at."""
        done = await homeroom("check", "--config", str(self.config))
        assert done.stderr == ""
        lines = [line.split(maxsplit=1) for line in done.stdout.splitlines()]
        found = {}
        for first, rest in lines:
            if first == "group":
                name, rest = rest.split(maxsplit=1)
                first = f"group {name}"
            grade, said = rest.split(maxsplit=1)
            found[first] = (grade, said)
        assert done.returncode == code, done.stdout
        return found

    async def link(self, name: str = "3B", *, admin: bool = False) -> Group:
        """Starts the bot, links a group, and stops it again."""
        head = self.town.user("Petra", language="en")
        group = self.town.group(f"{name} parents", creator=head)
        group.add_bot(by=head, admin=admin)
        self.config.write_text(
            self.config.read_text().replace("[database]", f"admins = [{head.id}]\n[database]")
        )
        async with running(self.config):
            head.say(group, f"/class {name}")
            await group.wait(lambda m: "I am a parent here" in m.labels)
        return group


@pytest.fixture
async def operator(tmp_path: Path) -> AsyncIterator[Operator]:
    """An operator, and a town that is served for the test."""
    async with serve(Town(seed=1), port=0) as server:
        yield Operator(server, tmp_path)


async def test_before_the_first_start_all_is_well(operator: Operator) -> None:
    found = await operator.check(0)
    assert {grade for grade, _ in found.values()} == {"ok"}
    assert list(found) == [
        "configuration",
        "database",
        "clock",
        "telegram",
        "privacy",
        "updates",
    ]
    assert "is made at the first start" in found["database"][1]
    assert "at the school (Europe/Berlin)" in found["clock"][1]
    assert found["telegram"][1] == "It knows the bot as @sandbox_bot."
    assert not (operator.folder / "school.db").exists()


async def test_while_the_bot_runs_database_and_groups_are_looked_at(operator: Operator) -> None:
    await operator.link("3B")
    async with running(operator.config):
        found = await operator.check(0)
    assert found["database"][0] == "ok"
    assert "It is sound" in found["database"][1]
    assert found["group 3B"][0] == "ok"
    assert "with the right to delete messages" in found["group 3B"][1]


async def test_what_the_bot_may_do_in_a_group_is_told(operator: Operator) -> None:
    group = await operator.link("3B", admin=True)
    assert "takes typed commands away" in (await operator.check(0))["group 3B"][1]
    group.demote_bot()
    group.mute_bot()
    assert (await operator.check(1))["group 3B"] == ("FAIL", "The bot may not write in it.")
    group.remove_bot(by=next(iter(group.people)))
    said = (await operator.check(1))["group 3B"]
    assert said[0] == "FAIL"


async def test_a_wrong_configuration_is_the_only_line(operator: Operator) -> None:
    text = operator.config.read_text()
    operator.config.write_text(text.replace("Europe/Berlin", "Berlin"))
    found = await operator.check(1)
    assert list(found) == ["configuration"]
    assert found["configuration"][0] == "FAIL"
    assert "school.timezone" in found["configuration"][1]


async def test_a_token_that_telegram_does_not_know_fails(operator: Operator) -> None:
    text = operator.config.read_text()
    operator.config.write_text(text.replace(operator.town.token, "123456789:" + "A" * 35))
    found = await operator.check(1)
    assert found["telegram"][0] == "FAIL"
    assert "does not know the token" in found["telegram"][1]


async def test_without_a_network_it_says_so(operator: Operator) -> None:
    text = operator.config.read_text()
    address = next(line for line in text.splitlines() if line.startswith("base_url"))
    operator.config.write_text(text.replace(address, 'base_url = "http://127.0.0.1:1"'))
    found = await operator.check(1)
    assert found["telegram"][0] == "FAIL"
    assert "No connection to Telegram" in found["telegram"][1]


@pytest.mark.parametrize(
    ("off", "code", "grade", "said"),
    [
        (timedelta(hours=1), 1, "FAIL", "behind Telegram's"),
        (timedelta(hours=-1), 1, "FAIL", "ahead of Telegram's"),
        (timedelta(seconds=20), 0, "warn", "behind Telegram's"),
    ],
)
async def test_a_clock_that_is_off_is_told(
    operator: Operator, off: timedelta, code: int, grade: str, said: str
) -> None:
    operator.town.advance(off)
    found = await operator.check(code)
    assert found["clock"][0] == grade
    assert said in found["clock"][1]
    assert "timedatectl" in found["clock"][1]


async def test_a_bot_that_reads_everything_is_a_warning(operator: Operator) -> None:
    operator.town.bot.privacy = False
    found = await operator.check(0)
    assert found["privacy"][0] == "warn"
    assert "/setprivacy" in found["privacy"][1]


async def test_a_webhook_that_stands_is_a_warning(operator: Operator) -> None:
    operator.town.set_webhook("https://elsewhere.example/hook", None, 1)
    found = await operator.check(0)
    assert found["updates"][0] == "warn"
    assert "elsewhere.example" in found["updates"][1]


async def test_with_a_webhook_it_must_be_ours(operator: Operator) -> None:
    text, ours = operator.config.read_text(), "https://bot.example.org/telegram"
    mode = f'mode = "webhook"\nwebhook_url = "{ours}"\nwebhook_secret = "{"a1" * 16}"\n[school]'
    operator.config.write_text(text.replace("[school]", mode))
    assert "not posted yet" in (await operator.check(0))["updates"][1]
    operator.town.set_webhook(ours, None, 1)
    assert (await operator.check(0))["updates"][0] == "ok"
    operator.town.set_webhook("https://elsewhere.example/hook", None, 1)
    grade, said = (await operator.check(0))["updates"]
    assert grade == "warn"
    assert f"asks for {ours}" in said


async def test_what_failed_last_is_told_with_its_time(operator: Operator) -> None:
    """Long over, with nothing waiting, it is no fault any more."""
    text, ours = operator.config.read_text(), "https://127.0.0.1:1/telegram"
    mode = f'mode = "webhook"\nwebhook_url = "{ours}"\nwebhook_secret = "{"a1" * 16}"\n[school]'
    operator.config.write_text(text.replace("[school]", mode))
    operator.town.webhook_delay = 60  # one try is enough
    operator.town.set_webhook(ours, None, 1)
    operator.town.user("Anna").start()
    webhook = operator.town.webhook
    assert webhook is not None
    await operator.town.until(lambda: webhook.failure is not None)
    grade, said = (await operator.check(0))["updates"]
    assert grade == "warn"
    assert "1 wait; the last failure, " in said
    assert webhook.failure is not None
    webhook.failure = replace(webhook.failure, at=webhook.failure.at - timedelta(days=2))
    operator.town.updates.drop()
    grade, said = (await operator.check(0))["updates"]
    assert grade == "ok"
    assert "0 wait; the last failure, " in said


async def test_a_damaged_database_fails(operator: Operator) -> None:
    await operator.link("3B")
    file = operator.folder / "school.db"
    with closing(connect(file)) as connection:
        asked = "SELECT rootpage FROM sqlite_master WHERE name = 'persons'"
        (root,) = connection.execute(asked).fetchone()
        (size,) = connection.execute("PRAGMA page_size").fetchone()
    with open(file, "r+b") as opened:  # noqa: ASYNC230 (a test's few bytes)
        opened.seek((root - 1) * size)
        opened.write(b"\xff" * 200)
    found = await operator.check(1)
    assert found["database"][0] == "FAIL"
    assert "damaged" in found["database"][1]


async def test_what_is_no_database_fails(operator: Operator) -> None:
    (operator.folder / "school.db").write_text("a shopping list, long enough to be looked at")
    found = await operator.check(1)
    assert found["database"][0] == "FAIL"


async def test_a_folder_that_is_not_there_fails(operator: Operator) -> None:
    text = operator.config.read_text()
    operator.config.write_text(text.replace("school.db", "nowhere/school.db"))
    found = await operator.check(1)
    assert found["database"] == (
        "FAIL",
        f"{operator.folder}/nowhere cannot be written to, or is not there.",
    )


async def test_no_line_holds_the_token(operator: Operator) -> None:
    for method in ("getMe", "getWebhookInfo"):
        operator.town.faults.add(method, "reset_before", times=1)
        done = await homeroom("check", "--config", str(operator.config))
        assert operator.town.token not in done.stdout + done.stderr
        assert "Traceback" not in done.stderr
        assert done.returncode == 1


async def test_a_postgresql_that_does_not_answer_fails_without_its_password(
    operator: Operator,
) -> None:
    text = operator.config.read_text()
    address = next(line for line in text.splitlines() if line.startswith("url ="))
    url = 'url = "postgresql://homeroom:hush@127.0.0.1:1/homeroom"'
    operator.config.write_text(text.replace(address, url))
    found = await operator.check(1)
    assert found["database"][0] == "FAIL"
    assert "It cannot be read" in found["database"][1]
    assert "hush" not in found["database"][1]
    assert found["telegram"][0] == "ok"
