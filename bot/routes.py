"""Each feature's declarations as PTB's own handlers, so that a PTB developer knows the house."""

from __future__ import annotations

from typing import Any

from telegram.ext import (
    BaseHandler,
    CallbackQueryHandler,
    ChatMemberHandler,
    CommandHandler,
    MessageHandler,
    filters,
)

from bot.desk import Desk
from handlers.kit.feature import Event
from handlers.kit.registry import Registry

_NEW = filters.UpdateType.MESSAGE
_EVENTS = (
    (filters.StatusUpdate.NEW_CHAT_MEMBERS, Event.JOINED),
    (filters.StatusUpdate.LEFT_CHAT_MEMBER, Event.LEFT),
    (filters.StatusUpdate.NEW_CHAT_TITLE, Event.RENAMED),
)


def routes(registry: Registry, desk: Desk) -> list[BaseHandler[Any, Any, Any]]:
    """The handlers, in the order in which PTB tries them; the first that matches takes it."""
    taken: list[BaseHandler[Any, Any, Any]] = [
        # Every press goes one way: the desk knows its button by the type it was unpacked to.
        CallbackQueryHandler(desk.route(desk.press)),
        CommandHandler("start", desk.route(desk.start), filters=_NEW),
    ]
    taken += [
        CommandHandler(command.name, desk.route(desk.command(command)), filters=_NEW)
        for command in registry.commands.values()
    ]
    taken += [
        MessageHandler(_NEW & service, desk.route(desk.event(event))) for service, event in _EVENTS
    ]
    migrated = filters.StatusUpdate.MIGRATE & _NEW
    taken += [
        MessageHandler(migrated, desk.route(desk.event(Event.MIGRATED))),
        MessageHandler(_NEW & ~filters.StatusUpdate.ALL, desk.route(desk.message)),
        MessageHandler(filters.UpdateType.EDITED_MESSAGE, desk.route(desk.edited)),
        ChatMemberHandler(
            desk.route(desk.event(Event.BOT_CHANGED)), ChatMemberHandler.MY_CHAT_MEMBER
        ),
        ChatMemberHandler(
            desk.route(desk.event(Event.MEMBER_CHANGED)), ChatMemberHandler.CHAT_MEMBER
        ),
    ]
    return taken
