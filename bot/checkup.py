"""`homeroom check`: whether everything that the bot stands on is as it should be."""

from __future__ import annotations

import os
import time
from collections.abc import AsyncIterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from enum import StrEnum
from pathlib import Path
from urllib.parse import urlsplit

import aiohttp
from telegram import (
    Bot,
    ChatMember,
    ChatMemberAdministrator,
    ChatMemberOwner,
    ChatMemberRestricted,
    User,
)
from telegram.error import InvalidToken, TelegramError

from bot import keys
from bot.config import Config, ConfigError, load
from bot.wire import FORM, AiohttpRequest, Body
from storage import classes, condition, sealed
from storage.base import Database
from storage.envelopes import KeyFault

# Reminders go by the minute: a clock that is off by less than that is a blemish.
BLEMISH_SECONDS = 5.0
WRONG_SECONDS = 60.0
# A failure to post an update to us that lies so far back says nothing of today.
LONG_OVER = timedelta(days=1)


class Grade(StrEnum):
    """How a thing stands."""

    OK = "ok"
    WARN = "warn"
    FAIL = "FAIL"


@dataclass(frozen=True, slots=True)
class Finding:
    """One line of the table: what was looked at, and one sentence about it."""

    what: str
    grade: Grade
    said: str

    def __str__(self) -> str:
        return f"{self.what:<15} {self.grade:<5} {self.said}"


class DatedRequest(AiohttpRequest):
    """The transport, noting how far Telegram's clock was from ours (Date, in whole seconds)."""

    offset: float | None = None

    async def _exchange(
        self, method: str, url: str, body: Body, limits: aiohttp.ClientTimeout
    ) -> tuple[int, bytes]:
        assert self._session is not None  # noqa: S101 (initialised before it is asked)
        before = time.time()
        kind = FORM if isinstance(body, bytes) else None
        async with self._session.request(
            method, url, data=body, headers=kind, timeout=limits, allow_redirects=False
        ) as answer:
            ours = (before + time.time()) / 2
            self.offset = _offset(answer.headers.get("Date"), ours)
            return answer.status, await answer.read()


def _offset(date: str | None, ours: float) -> float | None:
    """Seconds that our clock is ahead; a Date names the second that was running."""
    try:
        theirs = parsedate_to_datetime(date or "").timestamp()
    except ValueError:
        return None
    return ours - (theirs + 0.5)


async def check(path: Path, environ: Mapping[str, str]) -> AsyncIterator[Finding]:
    """Looks at one thing after another, as far as one needs the other."""
    try:
        config = load(path, environ)
    except ConfigError as error:
        yield Finding("configuration", Grade.FAIL, str(error))
        return
    yield Finding("configuration", Grade.OK, f"{path} is complete.")
    groups: dict[int, str] = {}
    async for finding in _database(config, groups):
        yield finding
    async for finding in _telegram(config, groups):
        yield finding


async def _database(config: Config, groups: dict[int, str]) -> AsyncIterator[Finding]:
    """The database's state; puts the classes' groups into `groups`, by chat id."""
    file = condition.file_of(config.database.url)
    absent = _absent(file)
    if absent is not None:
        yield absent
        return
    try:
        database = Database.open(config.database.url, config.database.keys)
    except ModuleNotFoundError as error:
        yield _unreadable(error)
        return
    try:
        found = await condition.look(database)
        yield _of_database(found, file)
        if found.old_library:
            yield Finding(
                "sqlite",
                Grade.WARN,
                f"SQLite {found.old_library} has a very rare fault in its log, mended in 3.51.3; "
                "let no program but one Homeroom write to the database.",
            )
        if found.revision == found.newest:
            async with database.read() as session:
                linked = await classes.all_open(session)
            groups |= {each.chat_id: each.name for each in linked if each.chat_id is not None}
            yield await _of_key(config.mailbox.key_file, database)
            yield await _of_open_secrets(database)
    except Exception as error:
        yield _unreadable(error)
    finally:
        await database.close()


async def _of_key(file: Path, database: Database) -> Finding:
    """Whether hidden letters can be answered."""
    try:
        count, lost = await keys.lost(file, database)
    except KeyFault as error:
        return Finding("letters", Grade.FAIL, str(error))
    if lost:
        said = f"{lost} hidden ones cannot be answered: their key is missing. Put back {file}."
        return Finding("letters", Grade.FAIL, said)
    return _of_sound_key(file, count)


def _of_sound_key(file: Path, count: int) -> Finding:
    if file.exists():
        said = f"Hidden ones that are open: {count}. Keep a copy of {file}, apart from the backups."
        return Finding("letters", Grade.OK, said)
    if os.access(file.parent, os.W_OK):
        return Finding("letters", Grade.OK, f"The key of hidden ones comes at the start: {file}.")
    said = f"Hidden ones cannot be taken: the start cannot make {file}; `homeroom init` can."
    return Finding("letters", Grade.WARN, said)


async def _of_open_secrets(database: Database) -> Finding:
    """Whether sealed votes and the like have their keys, and can have them."""
    folder = database.keys.folder.absolute()
    try:
        found = await sealed.look(database)
    except KeyFault as error:
        return Finding("secrets", Grade.FAIL, str(error))
    if found.lost:
        said = f"{len(found.lost)} open ones lack their key and will end as interrupted, unless"
        return Finding("secrets", Grade.FAIL, f"{said} it is put back into {folder}.")
    if not database.keys.writable:
        said = f"No sealed vote or anonymous survey can open: {folder} cannot be written to."
        return Finding("secrets", Grade.WARN, said)
    said = f"Votes, surveys and feedback open under seal: {len(found.open_ids)}."
    return Finding("secrets", Grade.OK, f"{said} Leave {folder} out of all backups.")


def _absent(name: str | None) -> Finding | None:
    file = Path(name or "")
    if name is None or file.exists():
        return None
    if os.access(file.parent, os.W_OK):
        return Finding("database", Grade.OK, f"{file.absolute()} is made at the first start.")
    return Finding("database", Grade.FAIL, f"{file.parent} cannot be written to, or is not there.")


def _of_database(found: condition.Condition, file: str | None) -> Finding:
    size = f"{found.size / 1_000_000:.1f} MB"
    if found.fault is not None:
        said = f"{file} is damaged ({found.fault}); stop the bot and restore a backup."
        return Finding("database", Grade.FAIL, said)
    if file is not None and not os.access(file, os.W_OK):
        return Finding("database", Grade.FAIL, f"{file} cannot be written to by this account.")
    if found.revision is None:
        return Finding("database", Grade.OK, "It is empty; the first start fills it.")
    if not found.known:
        said = f"It was made by a newer Homeroom (schema {found.revision}); update this one."
        return Finding("database", Grade.FAIL, said)
    state = f"schema {found.revision}"
    if found.revision != found.newest:
        state += f", which the next start brings to {found.newest}"
    return Finding("database", Grade.OK, f"It is sound ({size}, {state}).")


def _unreadable(error: Exception) -> Finding:
    """What the database says; anything else is our own mistake, and raised."""
    cause = condition.cause(error)
    if cause is None:
        raise error
    return Finding("database", Grade.FAIL, f"It cannot be read: {cause}.")


async def _telegram(config: Config, groups: dict[int, str]) -> AsyncIterator[Finding]:
    request = DatedRequest(limit=4)
    bot = Bot(
        config.telegram.token.get_secret_value(),
        base_url=f"{config.telegram.base_url}/bot",
        request=request,
        get_updates_request=AiohttpRequest(limit=1),
    )
    try:
        await bot.initialize()
        yield _of_clock(request.offset, config)
        me = await bot.get_me()
        yield Finding("telegram", Grade.OK, f"It knows the bot as @{me.username}.")
        yield _of_privacy(me)
        yield await _of_updates(bot, config)
        for chat_id, name in groups.items():
            yield await _of_group(bot, chat_id, name)
    except InvalidToken:
        said = "It does not know the token; copy it anew from @BotFather (/mybots)."
        yield Finding("telegram", Grade.FAIL, said)
    except TelegramError as error:
        yield Finding("telegram", Grade.FAIL, f"{config.telegram.base_url}: {error}.")
    finally:
        await bot.shutdown()


def _of_clock(offset: float | None, config: Config) -> Finding:
    there = datetime.now(UTC).astimezone(config.school.zone)
    local = f"it is {there:%H:%M} at the school ({config.school.timezone})"
    if offset is None:
        return Finding("clock", Grade.WARN, f"Telegram sent no date to compare; {local}.")
    by = f"{abs(offset):.0f} s {'ahead of' if offset > 0 else 'behind'} Telegram's"
    mend = "have it set over the network, for example: timedatectl set-ntp true"
    if abs(offset) > WRONG_SECONDS:
        return Finding("clock", Grade.FAIL, f"It is {by}; {mend}.")
    if abs(offset) > BLEMISH_SECONDS:
        return Finding("clock", Grade.WARN, f"It is {by}; {mend}.")
    return Finding("clock", Grade.OK, f"It agrees with Telegram's; {local}.")


def _of_privacy(me: User) -> Finding:
    if not me.can_join_groups:
        said = "The bot cannot be added to groups; allow it with /setjoingroups at @BotFather."
        return Finding("privacy", Grade.FAIL, said)
    if me.can_read_all_group_messages:
        said = "The bot is sent all that is written in groups; /setprivacy at @BotFather ends it."
        return Finding("privacy", Grade.WARN, said)
    return Finding("privacy", Grade.OK, "In groups it is sent commands, replies and taps only.")


async def _of_updates(bot: Bot, config: Config) -> Finding:
    """How they come: fetched, or posted to our address; both at once Telegram does not do."""
    info = await bot.get_webhook_info()
    posts = config.telegram.mode == "webhook"
    waiting = f"{info.pending_update_count} wait"
    if not info.url:
        said = "They are not posted yet; the start asks for it" if posts else "They are fetched"
        return Finding("updates", Grade.WARN if posts else Grade.OK, f"{said}; {waiting}.")
    said = f"They are posted to {urlsplit(info.url).netloc}; {waiting}"
    if not posts:
        said += ". While that stands they cannot be fetched."
    elif info.url != config.telegram.webhook_url:
        said += f". The next start asks for {config.telegram.webhook_url} instead."
    elif info.last_error_message and info.last_error_date is not None:
        when = info.last_error_date.astimezone(config.school.zone)
        said += f"; the last failure, {when:%Y-%m-%d %H:%M}: {info.last_error_message}."
        # Telegram keeps it for ever: what is over, with nothing waiting, is no fault any more.
        over = datetime.now(UTC) - when > LONG_OVER and not info.pending_update_count
        return Finding("updates", Grade.OK if over else Grade.WARN, said)
    else:
        return Finding("updates", Grade.OK, f"{said}.")
    return Finding("updates", Grade.WARN, said)


async def _of_group(bot: Bot, chat_id: int, name: str) -> Finding:
    what = f"group {name}"
    try:
        member = await bot.get_chat_member(chat_id, bot.id)
    except TelegramError as error:
        return Finding(what, Grade.FAIL, f"The bot cannot look into it: {error}.")
    if member.status in (ChatMember.LEFT, ChatMember.BANNED):
        return Finding(what, Grade.FAIL, "The bot is not in it; add it again.")
    if isinstance(member, ChatMemberRestricted) and not member.can_send_messages:
        return Finding(what, Grade.FAIL, "The bot may not write in it.")
    return Finding(what, Grade.OK, _rights(member))


def _rights(member: ChatMember) -> str:
    if isinstance(member, ChatMemberOwner):
        return "The bot owns it."
    if isinstance(member, ChatMemberAdministrator) and member.can_delete_messages:
        return "The bot is an administrator and takes typed commands away."
    return "The bot is in it; with the right to delete messages it would take commands away."
