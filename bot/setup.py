"""`homeroom init`: five questions, a configuration file, and the bot's profile at Telegram."""

from __future__ import annotations

import asyncio
import json
import os
import re
import sys
from collections.abc import Callable, Mapping
from datetime import datetime
from difflib import get_close_matches
from pathlib import Path
from typing import TypeVar
from zoneinfo import ZoneInfo, available_timezones

import typer
from telegram import Bot
from telegram.error import InvalidToken, TelegramError

from bot.config import ANONYMOUS_ADMIN, Config, ConfigError, load
from bot.menu import publish_menu
from bot.profile import publish_profile
from bot.wire import AiohttpRequest
from handlers import FEATURES
from handlers.kit.registry import Registry
from handlers.kit.texts import LANGUAGES, School
from storage import envelopes
from storage.rules import clean

Answer = TypeVar("Answer")

TELEGRAM = "https://api.telegram.org"
BASE_URL = "HOMEROOM_TELEGRAM__BASE_URL"
FILE = """\
# Homeroom's settings; config.example.toml explains them, and those that are not here.
# The file holds the bot's token: nobody but its owner may read it.

[telegram]
token = {token}
{base_url}
[school]
name = {name}
timezone = {zone}
languages = {languages}
# Telegram user ids. While nobody is admin, the bot prints a code when it starts.
admins = {admins}

[database]
url = "sqlite:///homeroom.db"
"""


class SetupError(Exception):
    """It cannot go on; the message is one sentence."""


def init(path: Path, environ: Mapping[str, str]) -> None:
    """Asks, writes the configuration (mode 0600), and lets the bot introduce itself.

    Raises:
        SetupError: the file exists, cannot be written, or Telegram cannot be reached.
        ConfigError: what the environment adds to it is wrong.
    """
    if _key_added(path, environ):
        return
    _must_be_new(path)
    base_url = environ.get(BASE_URL) or TELEGRAM
    token, username = _ask(
        "1. The bot's token, from @BotFather (it is not shown)",
        lambda typed: _met(typed, base_url),
        hide=True,
    )
    typer.echo(f"   This is @{username}.")
    _write(path, _file(token, base_url))
    config = load(path, environ)
    typer.echo(f"{path} is written; only you can read it.")
    _key_made(config)
    asyncio.run(_introduce(config, username))
    typer.echo("Next: homeroom check, then homeroom run.")


def _key_added(path: Path, environ: Mapping[str, str]) -> bool:
    """Whether a configuration that stands already, and is good, lacked only the key."""
    try:
        return path.exists() and _key_made(load(path, environ))
    except ConfigError:
        return False


def _key_made(config: Config) -> bool:
    """Makes the key of hidden letters where there is none."""
    file = config.mailbox.key_file
    if file.exists():
        return False
    try:
        envelopes.make(file)
    except OSError as error:
        raise SetupError(f"{file} cannot be written: {error.strerror}.") from None
    typer.echo(
        f"{file} is the key of hidden letters: keep a copy, apart from the database's backups."
    )
    return True


def school_of(config: Config, username: str) -> School:
    """The school as texts and handlers need to know it."""
    school = config.school
    return School(
        name=school.name,
        zone=school.zone,
        languages=school.languages,
        default_language=school.default_language,
        bot_username=username,
    )


def bot_of(token: str, base_url: str) -> Bot:
    """A bot on our transport, not yet initialised; it does not poll."""
    return Bot(
        token,
        base_url=f"{base_url}/bot",
        request=AiohttpRequest(limit=4),
        get_updates_request=AiohttpRequest(limit=1),
    )


def _file(token: str, base_url: str) -> str:
    """The other four questions, and the file that all answers make."""
    name = _ask("2. The school's name, as parents know it", _name)
    zone = _ask("3. Its time zone", _zone, default=machine_zone())
    typer.echo(f"   It is {datetime.now(ZoneInfo(zone)):%H:%M} there now.")
    offered = ", ".join(f"{key} ({called})" for key, called in LANGUAGES.items())
    languages = _ask(f"4. Its languages, the main one first: {offered}", _languages, default="en")
    admins = _ask("5. Your own Telegram user id, or nothing for a code later", _admins, default="")
    return FILE.format(
        token=json.dumps(token),
        base_url="" if base_url == TELEGRAM else f"base_url = {json.dumps(base_url)}\n",
        name=json.dumps(name, ensure_ascii=False),
        zone=json.dumps(zone),
        languages=json.dumps(languages),
        admins=json.dumps(admins),
    )


def _ask(
    question: str,
    check: Callable[[str], Answer],
    *,
    default: str | None = None,
    hide: bool = False,
) -> Answer:
    """Asks until the answer is good; nothing is hidden where no terminal would show it."""
    while True:
        typed = typer.prompt(
            question,
            default=default,
            show_default=bool(default),
            hide_input=hide and sys.stdin.isatty(),
        )
        try:
            return check(typed.strip())
        except ValueError as error:
            typer.echo(f"   {error}")


def _met(token: str, base_url: str) -> tuple[str, str]:
    """The token and the bot's username, once Telegram has said who that is."""
    if not re.fullmatch(r"\d+:[A-Za-z0-9_-]+", token):
        raise ValueError("That is no bot token. It looks like 123456789:AAE… and has no spaces.")
    return token, asyncio.run(_meet(token, base_url))


async def _meet(token: str, base_url: str) -> str:
    bot = bot_of(token, base_url)
    try:
        await bot.initialize()
    except InvalidToken:
        raise ValueError(
            "Telegram does not know this token. Copy it anew from @BotFather (/mybots)."
        ) from None
    except TelegramError as error:
        raise SetupError(
            f"{base_url} cannot be reached ({error}). Check the connection, and start again."
        ) from None
    else:
        return bot.username
    finally:
        await bot.shutdown()


def _name(typed: str) -> str:
    name = clean(typed)
    if not any(letter.isalnum() for letter in name):
        raise ValueError("A name has letters in it.")
    return name


def _zone(typed: str) -> str:
    known = available_timezones()
    if typed in known:
        return typed
    by_city = {each.rpartition("/")[2].lower(): each for each in sorted(known, reverse=True)}
    asked = typed.replace(" ", "_").lower()
    near = get_close_matches(asked.rpartition("/")[2], by_city, n=1, cutoff=0.8)
    hint = f"Did you mean {by_city[near[0]]}?" if near else 'Write one like "Europe/Berlin".'
    raise ValueError(f"There is no time zone {typed}. {hint}")


def _languages(typed: str) -> list[str]:
    known = {key.lower(): key for key in LANGUAGES}
    asked = [each.lower() for each in re.split(r"[,\s]+", typed) if each]
    if not asked or not set(asked) <= known.keys():
        raise ValueError(f"Choose from {', '.join(LANGUAGES)}, with commas between them.")
    return [known[each] for each in dict.fromkeys(asked)]


def _admins(typed: str) -> list[int]:
    if not typed:
        return []
    if not (typed.isascii() and typed.isdigit()) or int(typed) in (0, ANONYMOUS_ADMIN):
        raise ValueError("A person's id is a number like 123456789. Leave it empty for a code.")
    return [int(typed)]


def machine_zone(localtime: Path = Path("/etc/localtime")) -> str | None:
    """The time zone that this machine is set to, by its IANA name; None when it does not say."""
    named = os.environ.get("TZ", "").removeprefix(":")
    linked = str(localtime.resolve()).partition("/zoneinfo/")[2]
    known = available_timezones()
    return next((each for each in (named, linked) if each in known), None)


def _must_be_new(path: Path) -> None:
    if path.exists():
        raise SetupError(
            f"{path} exists already and is not overwritten. Change it with an editor, "
            "or name another with --config."
        )


def _write(path: Path, text: str) -> None:
    try:
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        _must_be_new(path)
        raise
    except OSError as error:
        raise SetupError(f"{path} cannot be written: {error.strerror}.") from None
    with os.fdopen(descriptor, "w", encoding="utf-8") as file:
        file.write(text)


async def _introduce(config: Config, username: str) -> None:
    """What does not work now is said; the bot works without it."""
    bot = bot_of(config.telegram.token.get_secret_value(), config.telegram.base_url)
    school = school_of(config, username)
    try:
        await bot.initialize()
        await publish_profile(bot, school)
        await publish_menu(bot, Registry(FEATURES), school)
    except TelegramError as error:
        typer.echo(f"The bot's description at Telegram could not be set: {error}.")
    else:
        typer.echo("The bot's description and commands at Telegram are set.")
    finally:
        await bot.shutdown()
