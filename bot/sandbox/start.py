"""A town to start with: the command `homeroom sandbox` serves it until it is stopped."""

import asyncio
import sys

from bot.sandbox.server import Address, Server, serve
from bot.sandbox.town import Town


def small_town() -> Town:
    """Return a town with a few people, a class group with topics and one without."""
    town = Town(seed=1)
    anna = town.user("Anna", "Weber", username="anna", language="en")
    ben = town.user("Ben", "Okafor", username="ben", language="en")
    chen = town.user("Chen", "Li", language="zh-hans")
    dana = town.user("Dana", "Rossi", language="it")
    notices = town.group("3B parents", creator=anna, members=[ben, chen, dana])
    forum = town.group("School committee", creator=anna, members=[ben, dana], forum=True)
    notices.add_bot(by=anna)
    forum.add_bot(by=anna, admin=True)
    forum.open_topic("Notices", by=anna)
    return town


def welcome(server: Server) -> str:
    """Return what is printed at the start: where to point a bot, where to steer, who is there."""
    town = server.town
    lines = [
        f"token        {town.token}",
        f"bot          {town.bot.mention} (id {town.bot.id})",
        f"page         {server.page_url}",
        f"Bot API      {server.base_url}/bot<token>/<method>",
        f"control      {server.control_url}/town",
        *(f"person       {u.id}  {u.name}" for u in town.users.values() if not u.is_bot),
        *(f"{group.type:12} {group.id}  {group.title}" for group in town.groups),
    ]
    return "\n".join(lines)


async def run(address: Address) -> None:
    """Serve a small town until cancelled.

    Raises:
        OSError: the port is taken.
    """
    async with serve(small_town(), address=address) as server:
        sys.stdout.write(welcome(server) + "\n")
        sys.stdout.flush()
        await asyncio.Event().wait()
