"""`homeroom init`: five questions, and a bot that is ready to start."""

from __future__ import annotations

import os
import stat
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.config import load
from bot.profile import publish_profile
from bot.sandbox import Server, Town, serve
from bot.setup import bot_of, machine_zone, school_of
from tests.terminal import at_a_terminal, configured, homeroom


@pytest.fixture
async def server() -> AsyncIterator[Server]:
    """A town that is served for the test."""
    async with serve(Town(seed=1), port=0) as server:
        yield server


def where(server: Server) -> dict[str, str]:
    return {"HOMEROOM_TELEGRAM__BASE_URL": server.base_url, "TZ": "Europe/Rome"}


def answers(*lines: str) -> str:
    return "".join(f"{line}\n" for line in lines)


async def test_five_answers_make_a_configuration_that_the_bot_starts_with(
    server: Server, tmp_path: Path
) -> None:
    path = tmp_path / "config.toml"
    typed = answers(server.town.token, 'St. "Ana" School', "Europe/Berlin", "zh-CN, en", "4711")
    done = await homeroom("init", "--config", str(path), typed=typed, **where(server))
    assert done.returncode == 0, done.stderr
    assert "This is @sandbox_bot." in done.stdout
    assert done.stderr == ""
    assert stat.S_IMODE(os.stat(path).st_mode) == 0o600
    config = load(path, {})
    assert config.telegram.token.get_secret_value() == server.town.token
    assert config.telegram.base_url == server.base_url
    assert config.school.name == 'St. "Ana" School'
    assert config.school.timezone == "Europe/Berlin"
    assert config.school.languages == ("zh-CN", "en")
    assert config.school.default_language == "zh-CN"
    assert config.school.admins == (4711,)


async def test_the_machines_zone_english_and_the_claim_code_are_what_enter_means(
    server: Server, tmp_path: Path
) -> None:
    path = tmp_path / "config.toml"
    typed = answers(server.town.token, "Riverside", "", "", "")
    done = await homeroom("init", "--config", str(path), typed=typed, **where(server))
    assert done.returncode == 0, done.stderr
    assert "[Europe/Rome]" in done.stdout
    school = load(path, {}).school
    assert (school.timezone, school.languages, school.admins) == ("Europe/Rome", ("en",), ())


async def test_a_configuration_that_lacks_only_the_key_of_hidden_letters_gets_it(
    server: Server, tmp_path: Path
) -> None:
    """Once, and what stands there is never overwritten; the check tells what is missing."""
    path = configured(tmp_path, server.town.token, server.base_url)
    before, key = path.read_text(), tmp_path / "homeroom.key"
    done = await homeroom("init", "--config", str(path), **where(server))
    assert done.returncode == 0, done.stderr
    assert f"{key} is the key of hidden letters: keep a copy" in done.stdout
    assert path.read_text() == before
    assert stat.S_IMODE(key.stat().st_mode) == 0o600
    made = key.read_bytes()
    again = await homeroom("init", "--config", str(path), **where(server))
    assert again.returncode != 0
    assert key.read_bytes() == made


async def test_the_bot_introduces_itself_in_each_language(server: Server, tmp_path: Path) -> None:
    typed = answers(server.town.token, "Riverside", "", "en,zh-CN", "")
    path = tmp_path / "config.toml"
    await homeroom("init", "--config", str(path), typed=typed, **where(server))
    profile = server.town.profile
    assert profile.text("description").startswith("I am the class bot of Riverside.")
    assert profile.text("description", "zh").startswith("我是Riverside的班级机器人")
    assert "notices" in profile.text("short_description", "en")
    assert "通知" in profile.text("short_description", "zh")
    private = profile.commands_of("zh", type="all_private_chats")
    assert ("my", "等我回复的事项") in [(each["command"], each["description"]) for each in private]
    assert profile.text("name") == ""
    (rights,) = profile.default_rights.values()
    assert [name for name, given in rights.items() if given] == ["can_delete_messages"]


async def test_a_long_name_does_not_make_the_descriptions_too_long(
    server: Server, tmp_path: Path
) -> None:
    path = configured(tmp_path, server.town.token, server.base_url)
    path.write_text(path.read_text().replace("Riverside", "Very " * 200 + "Long School"))
    bot = bot_of(server.town.token, server.base_url)
    await bot.initialize()
    await publish_profile(bot, school_of(load(path, {}), bot.username))
    await bot.shutdown()
    assert len(server.town.profile.text("short_description")) == 120
    assert len(server.town.profile.text("description")) == 512


async def test_a_wrong_answer_is_asked_again(server: Server, tmp_path: Path) -> None:
    path = tmp_path / "config.toml"
    unknown = "123456789:" + "A" * 35
    typed = answers(
        *("my token", unknown, server.town.token),
        *("🙂", "Riverside"),
        *("Berlin", "Europe/Berlin"),
        *("German", "en"),
        *("@petra", "-100123", "4711"),
    )
    done = await homeroom("init", "--config", str(path), typed=typed, **where(server))
    assert done.returncode == 0, done.stderr
    for said in (
        "That is no bot token.",
        "Telegram does not know this token.",
        "A name has letters in it.",
        "There is no time zone Berlin. Did you mean Europe/Berlin?",
        "Choose from en, zh-CN",
        "A person's id is a number like 123456789.",
    ):
        assert said in done.stdout
    assert load(path, {}).school.admins == (4711,)


async def test_an_existing_file_is_never_touched(server: Server, tmp_path: Path) -> None:
    path = tmp_path / "config.toml"
    path.write_text("mine")
    done = await homeroom("init", "--config", str(path), **where(server))
    assert done.returncode == 1
    assert "exists already and is not overwritten" in done.stderr
    assert path.read_text() == "mine"


async def test_without_telegram_nothing_is_written(tmp_path: Path) -> None:
    path = tmp_path / "config.toml"
    typed = answers("123456789:" + "A" * 35)
    done = await homeroom(
        *("init", "--config", str(path)),
        typed=typed,
        HOMEROOM_TELEGRAM__BASE_URL="http://127.0.0.1:1",
    )
    assert done.returncode == 1
    assert "http://127.0.0.1:1 cannot be reached" in done.stderr
    assert "Traceback" not in done.stderr
    assert "AAAA" not in done.stderr + done.stdout
    assert not path.exists()


async def test_an_answer_that_never_comes_writes_nothing(server: Server, tmp_path: Path) -> None:
    path = tmp_path / "config.toml"
    typed = answers(server.town.token, "Riverside")
    done = await homeroom("init", "--config", str(path), typed=typed, **where(server))
    assert done.returncode == 1
    assert "Traceback" not in done.stderr
    assert not path.exists()


async def test_a_description_that_cannot_be_set_is_told_and_no_harm(
    server: Server, tmp_path: Path
) -> None:
    path = tmp_path / "config.toml"
    server.town.faults.add("setMyDescription", "500")
    typed = answers(server.town.token, "Riverside", "", "", "")
    done = await homeroom("init", "--config", str(path), typed=typed, **where(server))
    assert done.returncode == 0
    assert "description at Telegram could not be set" in done.stdout
    assert load(path, {}).school.name == "Riverside"


async def test_at_a_terminal_the_token_is_not_shown(server: Server, tmp_path: Path) -> None:
    path = tmp_path / "config.toml"
    code, shown = await at_a_terminal(
        *("init", "--config", str(path)),
        typed=[server.town.token, "Riverside", "", "", ""],
        **where(server),
    )
    assert code == 0, shown
    assert "is written; only you can read it." in shown
    assert "Riverside" in shown
    assert server.town.token not in shown
    assert load(path, {}).telegram.token.get_secret_value() == server.town.token


def test_the_machines_zone_is_read_from_its_link(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("TZ", raising=False)
    link = tmp_path / "localtime"
    link.symlink_to("/usr/share/zoneinfo/Asia/Shanghai")
    assert machine_zone(link) == "Asia/Shanghai"
    assert machine_zone(tmp_path / "none") is None
    monkeypatch.setenv("TZ", ":Europe/Rome")
    assert machine_zone(link) == "Europe/Rome"
