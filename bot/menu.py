"""The command menu, by language and by role (Bot API: setMyCommands), told to Telegram once."""

from __future__ import annotations

import asyncio
import hashlib
from collections.abc import Awaitable, Callable, Iterable

import structlog
from telegram import (
    Bot,
    BotCommand,
    BotCommandScopeAllGroupChats,
    BotCommandScopeAllPrivateChats,
    BotCommandScopeChat,
)
from telegram.error import BadRequest, Forbidden, TelegramError

from bot.profile import profile, publish_profile
from handlers.kit.feature import Command, Where
from handlers.kit.registry import Registry
from handlers.kit.roles import may
from handlers.kit.texts import School, Texts
from storage import actors, people, published
from storage.actors import Actor
from storage.base import Database

log = structlog.get_logger()

# Telegram does not say how many menus it takes a second; a large school's stand within minutes.
PAUSE_SECONDS = 0.2
# What was not taken, or changed without our doing, is tried and found as often.
EVERY_SECONDS = 3600.0
# What the menus are for somebody the school knows nothing of.
_ANYBODY = Actor.stranger(0, "")


async def publish_menu(bot: Bot, registry: Registry, school: School) -> None:
    """Sets the menus for private chats and for groups, in each of the school's languages.

    In private everybody finds what a parent may; groups list what works there for anybody.

    Raises:
        TelegramError: Telegram does not take it, or cannot be reached.
    """
    for language in school.languages:
        texts = Texts(language, school)
        # Telegram knows two-letter codes; the school's own language is the one for all others.
        codes = {language.split("-")[0], "" if language == school.default_language else None}
        for code in codes - {None}:
            await bot.set_my_commands(
                in_private(registry, _ANYBODY, texts),
                BotCommandScopeAllPrivateChats(),
                language_code=code or None,
            )
            await bot.set_my_commands(
                in_groups(registry, texts),
                BotCommandScopeAllGroupChats(),
                language_code=code or None,
            )


def in_private(registry: Registry, actor: Actor, texts: Texts) -> list[BotCommand]:
    """What an actor finds in the menu of their private chat."""
    commands = _listed(registry, but=Where.GROUP)
    return _described((each for each in commands if may(actor, each.shown, None)), texts)


def in_groups(registry: Registry, texts: Texts) -> list[BotCommand]:
    """What the menu in groups lists; Telegram shows members what it is, whoever they are."""
    return _described(_listed(registry, but=Where.PRIVATE), texts)


def _listed(registry: Registry, but: Where) -> list[Command]:
    return [each for each in registry.commands.values() if each.listed and each.where != but]


def _described(commands: Iterable[Command], texts: Texts) -> list[BotCommand]:
    return [BotCommand(each.name, texts.plain(f"command-{each.name}")) for each in commands]


class Menus:
    """Keeps what Telegram shows of the bot as it should be, by as few calls as that takes.

    What Telegram took is remembered by its digest. It is a convenience: what it does not take now
    is in the log, and is tried again at the next `publish`.
    """

    def __init__(self, bot: Bot, database: Database, registry: Registry, school: School) -> None:
        self._bot = bot
        self._database = database
        self._registry = registry
        self._school = school
        self._turn = asyncio.Lock()

    async def keep(self) -> None:
        """Publishes, now and every hour."""
        while True:
            try:
                await self.publish()
            except Exception:
                # The database in trouble, say: nothing is lost by trying again later.
                log.exception("menu.failed")
            await asyncio.sleep(EVERY_SECONDS)

    async def publish(self) -> None:
        """Brings the profile, the common menus and everybody's own up to date."""
        async with self._turn:
            try:
                await self._publish_common()
                await self._publish_own(None)
            except TelegramError as error:
                log.warning("menu.not_set", error=type(error).__name__)

    async def of_person(self, user_id: int) -> None:
        """What somebody is, or the language they speak, has changed."""
        async with self._turn:
            try:
                await self._publish_own(user_id)
            except TelegramError as error:
                log.warning("menu.not_set", error=type(error).__name__)

    async def _publish_common(self) -> None:
        async with self._database.read() as session:
            stands = await published.digests(session)
        bot, registry, school = self._bot, self._registry, self._school
        looks = _digest(bot.id, *profile(school))
        await self._tell("profile", looks, stands, lambda: publish_profile(bot, school))
        by_language = [Texts(each, school) for each in school.languages]
        looks = _digest(
            bot.id,
            *((t.language, in_private(registry, _ANYBODY, t)) for t in by_language),
            *(in_groups(registry, t) for t in by_language),
        )
        await self._tell("menu", looks, stands, lambda: publish_menu(bot, registry, school))

    async def _publish_own(self, only: int | None) -> None:
        """Menus of those who may more than a parent, or speak another language than their app."""
        async with self._database.read() as session:
            stands = await published.digests(session)
            users = await people.with_own_menu(session)
            had = [int(name[5:]) for name in stands if name.startswith("menu:")]
            asked = {*users, *had} if only is None else {only}
            found = await actors.of_users(session, asked & users)
        for user_id in asked:
            actor = found.get(user_id)
            if actor is None:
                await self._take_back(user_id, stands)
            elif actor.reachable and await self._show(actor, stands):
                await asyncio.sleep(PAUSE_SECONDS)

    async def _show(self, actor: Actor, stands: dict[str, str]) -> bool:
        texts = Texts(self._school.closest(actor.language), self._school)
        commands = in_private(self._registry, actor, texts)
        scope = BotCommandScopeChat(actor.user_id)
        return await self._tell(
            f"menu:{actor.user_id}",
            _digest(self._bot.id, commands),
            stands,
            lambda: self._bot.set_my_commands(commands, scope),
        )

    async def _take_back(self, user_id: int, stands: dict[str, str]) -> None:
        name = f"menu:{user_id}"
        if name not in stands:
            return
        try:
            await self._bot.delete_my_commands(BotCommandScopeChat(user_id))
        except (BadRequest, Forbidden) as error:
            log.info("menu.chat_gone", error=str(error))
        async with self._database.write() as session:
            await published.forget(session, name)

    async def _tell(
        self, name: str, looks: str, stands: dict[str, str], call: Callable[[], Awaitable[object]]
    ) -> bool:
        """Makes the call if Telegram shows something else; returns whether it did."""
        if stands.get(name) == looks:
            return False
        try:
            await call()
        except (BadRequest, Forbidden) as error:
            # About this one chat or text; asking again would be answered the same.
            log.warning("menu.refused", name=name, error=str(error))
        async with self._database.write() as session:
            await published.note(session, name, looks)
        return True


def _digest(*looks: object) -> str:
    return hashlib.blake2b(repr(looks).encode(), digest_size=12).hexdigest()
