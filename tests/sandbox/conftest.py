"""A small town, served, with real clients pointed at it."""

from collections.abc import AsyncIterator
from dataclasses import dataclass
from typing import Any

import aiohttp
import pytest
import telegram
from telegram.request import HTTPXRequest

from bot.sandbox import Group, Server, Town, User, serve


@dataclass
class Raw:
    """A plain HTTP client of the Bot API: JSON in, status and JSON out."""

    session: aiohttp.ClientSession
    url: str

    async def __call__(self, method: str, **params: Any) -> tuple[int, Any]:
        """Call a method with a JSON body."""
        async with self.session.post(f"{self.url}/{method}", json=params) as response:
            return response.status, await response.json()

    async def error(self, method: str, **params: Any) -> str:
        """Call a method that fails, and return the description after checking its shape."""
        status, body = await self(method, **params)
        assert body["ok"] is False
        assert body["error_code"] == status
        return str(body["description"])

    async def result(self, method: str, **params: Any) -> Any:
        """Call a method that succeeds, and return its result."""
        status, body = await self(method, **params)
        assert (status, body["ok"]) == (200, True), body
        return body["result"]

    async def updates(self, offset: int = 0, **params: Any) -> list[dict[str, Any]]:
        """Fetch updates without waiting."""
        return list(await self.result("getUpdates", offset=offset, **params))


@pytest.fixture
def town() -> Town:
    """Return an empty town without flood control; the flood tests switch it on again."""
    town = Town(seed=1)
    town.flood.off()
    return town


@pytest.fixture
async def server(town: Town) -> AsyncIterator[Server]:
    """Serve the town."""
    async with serve(town) as server:
        yield server


@pytest.fixture
async def bot(server: Server) -> AsyncIterator[telegram.Bot]:
    """Return PTB's bot, pointed at the town."""
    request = HTTPXRequest(read_timeout=5)
    async with telegram.Bot(
        server.town.token, base_url=f"{server.base_url}/bot", request=request
    ) as bot:
        yield bot


@pytest.fixture
async def raw(server: Server) -> AsyncIterator[Raw]:
    """Return a plain HTTP client of the town's Bot API."""
    async with aiohttp.ClientSession() as session:
        yield Raw(session, f"{server.base_url}/bot{server.town.token}")


@pytest.fixture
def anna(town: Town) -> User:
    """Return the creator of the group."""
    return town.user("Anna", "Weber", username="anna", language="en")


@pytest.fixture
def ben(town: Town) -> User:
    """Return an ordinary member of the group."""
    return town.user("Ben", "Okafor")


@pytest.fixture
def group(town: Town, anna: User, ben: User) -> Group:
    """Return a class group with the bot as an ordinary member; its updates so far are dropped."""
    group = town.group("3B parents", creator=anna, members=[ben])
    group.add_bot(by=anna)
    town.updates.drop()
    return group
