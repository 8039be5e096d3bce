"""A school whose bot serves HTTP: its webhook, /health and /metrics."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import aiohttp

from bot.sandbox.bells import PATIENCE
from bot.sandbox.journal import Entry

if TYPE_CHECKING:
    from tests.conftest import TestSchool

SECRET = "s3cret-" + "x" * 32
HEADER = "X-Telegram-Bot-Api-Secret-Token"


@dataclass
class Site:
    """A school whose bot serves HTTP, and a client."""

    school: TestSchool
    address: str
    client: aiohttp.ClientSession

    async def open(self, settings: str = "") -> None:
        """Starts the bot with these lines in its [telegram] section."""
        text = self.school.config.read_text()
        self.school.config.write_text(text.replace("[telegram]", f"[telegram]\n{settings}", 1))
        await self.school.open()

    async def post(
        self, body: Any, secret: str | None = SECRET, kind: str = "application/json"
    ) -> tuple[int, str]:
        """One call as Telegram makes it; what cannot be JSON goes out as it is."""
        data = body if isinstance(body, bytes) else json.dumps(body).encode()
        headers = {"Content-Type": kind} | ({HEADER: secret} if secret is not None else {})
        async with self.client.post(f"{self.address}/in", data=data, headers=headers) as answer:
            return answer.status, await answer.text()

    async def get(self, path: str) -> tuple[int, str]:
        """What is told there."""
        async with self.client.get(self.address + path) as answer:
            return answer.status, await answer.text()

    async def health(self) -> tuple[int, dict[str, Any]]:
        """What /health says."""
        status, text = await self.get("/health")
        return status, json.loads(text)

    async def metric(self, name: str) -> float:
        """One figure of /metrics."""
        _, text = await self.get("/metrics")
        found = [line for line in text.splitlines() if line.startswith(name + " ")]
        return float(found[0].rpartition(" ")[2]) if found else 0.0

    def toasts(self) -> list[Entry]:
        """Every answer to a press, however it came."""
        return [each for each in self.school.town.journal if each.method == "answerCallbackQuery"]


def hook(site: Site) -> str:
    """The settings of a webhook."""
    url = f"{site.address}/in"
    return f'mode = "webhook"\nwebhook_url = "{url}"\nwebhook_secret = "{SECRET}"'


async def written(site: Site, count: int) -> list[dict[str, Any]]:
    """What Telegram would post after so many people wrote; the stand-in itself does not."""
    town = site.school.town
    for number in range(count):
        each = town.user(f"Anna{number}", language="en")
        each.say(each.private, "/help")
    payloads = [each.payload for each in town.updates.waiting()]
    town.updates.drop()
    return payloads


async def until(look: Callable[[], Any], seconds: float = PATIENCE) -> None:
    """Waits for what no bell of the town's announces."""
    async with asyncio.timeout(seconds):
        while not look():  # noqa: ASYNC110 (nobody tells)
            await asyncio.sleep(0.02)
