"""The command menu, by language and scope (Bot API: setMyCommands)."""

from __future__ import annotations

from collections.abc import Iterable

import structlog
from telegram import (
    Bot,
    BotCommand,
    BotCommandScopeAllGroupChats,
    BotCommandScopeAllPrivateChats,
)
from telegram.error import TelegramError

from handlers.kit.feature import Command, Registry, Where
from handlers.kit.texts import School, Texts

log = structlog.get_logger()


async def publish_menu(bot: Bot, registry: Registry, school: School) -> None:
    """Sets the menu for private chats and for groups, in each of the school's languages.

    It is a convenience: where Telegram does not take it, the log says so and the bot goes on.
    """
    try:
        for language in school.languages:
            texts = Texts(language, school)
            # Telegram knows two-letter codes; the school's own language is the one for all others.
            codes = {language.split("-")[0], "" if language == school.default_language else None}
            for code in codes - {None}:
                await _publish(bot, registry, texts, code)
    except TelegramError as error:
        log.warning("menu.not_set", error=type(error).__name__)


async def _publish(bot: Bot, registry: Registry, texts: Texts, code: str | None) -> None:
    listed = [command for command in registry.commands.values() if command.listed]
    private = [each for each in listed if each.where != Where.GROUP]
    group = [each for each in listed if each.where != Where.PRIVATE]
    await bot.set_my_commands(
        _described(private, texts), BotCommandScopeAllPrivateChats(), language_code=code or None
    )
    await bot.set_my_commands(
        _described(group, texts), BotCommandScopeAllGroupChats(), language_code=code or None
    )


def _described(commands: Iterable[Command], texts: Texts) -> list[BotCommand]:
    return [BotCommand(each.name, texts.plain(f"command-{each.name}")) for each in commands]
