"""The webhook: what is posted, in which order, and again after a failure."""

import asyncio
from collections.abc import AsyncIterator
from datetime import timedelta
from typing import Any

import pytest
import telegram
from aiohttp import web
from aiohttp.test_utils import TestServer
from telegram.error import BadRequest, Conflict

from bot.sandbox import Group, Town, User
from bot.sandbox.webhook import queue_of


class Receiver:
    """A bot's endpoint: it keeps what comes and answers as it is told."""

    def __init__(self) -> None:
        self.updates: list[dict[str, Any]] = []
        self.secrets: list[str | None] = []
        self.answers: list[int] = []
        self.headers: dict[str, str] = {}
        self.method: dict[str, Any] | None = None
        self.hold = asyncio.Event()
        self.hold.set()

    async def take(self, request: web.Request) -> web.Response:
        """Take one update."""
        self.updates.append(await request.json())
        self.secrets.append(request.headers.get("X-Telegram-Bot-Api-Secret-Token"))
        await self.hold.wait()
        status = self.answers.pop(0) if self.answers else 200
        if self.method is not None and status == 200:
            return web.json_response(self.method)
        return web.Response(status=status, headers=self.headers if status != 200 else {})

    @property
    def texts(self) -> list[str]:
        """The texts of the messages that came."""
        return [update["message"]["text"] for update in self.updates if "message" in update]


@pytest.fixture
def receiver() -> Receiver:
    """Return an endpoint that takes everything."""
    return Receiver()


@pytest.fixture
async def url(receiver: Receiver, town: Town) -> AsyncIterator[str]:
    """Serve the endpoint, and let the town try again soon."""
    town.webhook_delay = 0.02
    app = web.Application()
    app.router.add_post("/hook", receiver.take)
    async with TestServer(app) as server:
        yield str(server.make_url("/hook"))


async def test_updates_are_posted_in_order_with_the_secret(
    bot: telegram.Bot, town: Town, group: Group, anna: User, receiver: Receiver, url: str
):
    anna.say(group, "/before")
    await bot.set_webhook(url, secret_token="s3cret", max_connections=5)
    anna.say(group, "/after")
    await town.until(lambda: not town.pending)
    assert receiver.texts == ["/before", "/after"]
    assert receiver.secrets == ["s3cret"] * 2
    info = await bot.get_webhook_info()
    assert (info.url, info.max_connections, info.pending_update_count) == (url, 5, 0)


async def test_polling_and_webhook_exclude_each_other(
    bot: telegram.Bot, group: Group, anna: User, url: str
):
    poll = asyncio.create_task(bot.get_updates(timeout=1))
    await asyncio.sleep(0.05)
    await bot.set_webhook(url)
    with pytest.raises(Conflict, match="terminated by setWebhook request"):
        await poll
    with pytest.raises(Conflict, match="can't use getUpdates method while webhook is active"):
        await bot.get_updates()
    await bot.delete_webhook()
    anna.say(group, "/fetched")
    (update,) = await bot.get_updates()
    assert update.message.text == "/fetched"


async def test_a_failed_delivery_comes_again_and_holds_up_its_chat_only(
    bot: telegram.Bot, town: Town, group: Group, anna: User, ben: User, receiver: Receiver, url: str
):
    receiver.answers = [503, 500]
    anna.say(group, "/one")
    anna.say(group, "/two")
    await bot.set_webhook(url)
    await town.until(lambda: not town.pending)
    assert receiver.texts == ["/one", "/one", "/one", "/two"]
    assert len({update["update_id"] for update in receiver.updates}) == 2
    info = await bot.get_webhook_info()
    assert "500" in info.last_error_message
    receiver.hold.clear()
    anna.say(group, "/held")
    ben.say(ben.private, "free")
    await town.until(lambda: receiver.texts[-1] == "free")
    anna.say(group, "/behind")
    await asyncio.sleep(0.05)
    assert receiver.texts[-2:] == ["/held", "free"]
    receiver.hold.set()
    await town.until(lambda: receiver.texts[-1] == "/behind")


async def test_retry_after_is_obeyed_and_expiry_ends_it(
    bot: telegram.Bot, town: Town, group: Group, anna: User, receiver: Receiver, url: str
):
    receiver.answers, receiver.headers = [429] * 50, {"Retry-After": "1"}
    await bot.set_webhook(url)
    anna.say(group, "/x")
    await town.until(lambda: receiver.updates)
    await asyncio.sleep(0.2)
    assert len(receiver.updates) == 1
    town.advance(timedelta(hours=25))
    assert town.pending == 0


async def test_what_was_dropped_is_not_posted_again(
    bot: telegram.Bot, town: Town, group: Group, anna: User, receiver: Receiver, url: str
):
    receiver.answers = [500] * 3
    await bot.set_webhook(url)
    anna.say(group, "/dropped")
    await town.until(lambda: len(receiver.updates) == 2)
    town.updates.drop()
    receiver.answers.clear()
    anna.say(group, "/after")
    await town.until(lambda: receiver.texts[-1] == "/after")
    assert receiver.texts == ["/dropped"] * 2 + ["/after"]


async def test_a_method_in_the_answer_is_performed(
    bot: telegram.Bot, town: Town, group: Group, anna: User, receiver: Receiver, url: str
):
    """The bot is not told what came of it; the journal is."""
    receiver.method = {"method": "sendMessage", "chat_id": group.id, "text": "Hello"}
    await bot.set_webhook(url)
    anna.say(group, "/one")
    await group.wait(lambda m: m.text == "Hello")
    receiver.method = {"method": "sendMessage", "chat_id": 1, "text": "Hello"}
    anna.say(group, "/two")
    await town.until(lambda: not town.pending)
    receiver.method = {"method": "noSuchMethod"}
    anna.say(group, "/three")
    await town.until(lambda: not town.pending)
    sent = [entry for entry in town.journal if entry.method == "sendMessage"]
    assert [(entry.reply, entry.status) for entry in sent] == [(True, 200), (True, 400)]


async def test_an_address_that_is_down(bot: telegram.Bot, town: Town, group: Group, anna: User):
    town.webhook_delay = 0.02
    await bot.set_webhook("http://127.0.0.1:9/hook")
    anna.say(group, "/x")
    await town.until(lambda: town.webhook.failure)
    assert town.pending == 1
    with pytest.raises(BadRequest, match="an https url must be provided for webhook"):
        await bot.set_webhook("ftp://x")
    with pytest.raises(BadRequest, match="Secret token contains unallowed characters"):
        await bot.set_webhook("http://127.0.0.1:9/", secret_token="no blanks")


def test_queues_are_by_chat_and_by_tapping_person():
    message = {"update_id": 1, "message": {"chat": {"id": -5}, "from": {"id": 7}}}
    edited = {"update_id": 2, "edited_message": {"chat": {"id": -5}}}
    tap = {"update_id": 3, "callback_query": {"from": {"id": 7}, "message": {}}}
    assert queue_of(message) == queue_of(edited) != queue_of(tap)
    assert queue_of({"update_id": 4, "odd": 3}) == queue_of({"update_id": 5})
