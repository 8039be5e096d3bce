"""A stand-in for Telegram: a town of people and groups behind a Bot API server."""

from bot.sandbox.chats import Chat, PrivateChat
from bot.sandbox.errors import ApiError, NotAllowed
from bot.sandbox.events import Event
from bot.sandbox.faults import KINDS as FAULTS
from bot.sandbox.flood import Rate
from bot.sandbox.groups import Group
from bot.sandbox.journal import Entry
from bot.sandbox.messages import Button, Message
from bot.sandbox.people import Bot, User
from bot.sandbox.server import Address, Server, serve
from bot.sandbox.start import run
from bot.sandbox.taps import Answer, Tap
from bot.sandbox.topics import Topic
from bot.sandbox.town import Town

__all__ = [
    "FAULTS",
    "Address",
    "Answer",
    "ApiError",
    "Bot",
    "Button",
    "Chat",
    "Entry",
    "Event",
    "Group",
    "Message",
    "NotAllowed",
    "PrivateChat",
    "Rate",
    "Server",
    "Tap",
    "Topic",
    "Town",
    "User",
    "run",
    "serve",
]
