"""The page: the town in a browser, as a chat app shows it."""

from bot.sandbox.web.director import Director, Scene, TownClock
from bot.sandbox.web.guard import Guard
from bot.sandbox.web.site import page

__all__ = ["Director", "Guard", "Scene", "TownClock", "page"]
