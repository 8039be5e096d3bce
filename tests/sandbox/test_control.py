"""The control API: another process steers the town."""

import asyncio
from collections.abc import AsyncIterator
from typing import Any

import aiohttp
import pytest

from bot.sandbox import Server, Town
from bot.sandbox.start import small_town, welcome
from bot.sandbox.verbs import VERBS
from tests.sandbox.conftest import Raw


class Control:
    """A client of the control API."""

    def __init__(self, session: aiohttp.ClientSession, url: str) -> None:
        self.session = session
        self.url = url

    async def post(self, verb: str, **given: Any) -> tuple[int, Any]:
        """Act, and return status and body."""
        async with self.session.post(f"{self.url}/{verb}", json=given) as response:
            return response.status, await response.json()

    async def __call__(self, verb: str, **given: Any) -> Any:
        """Act, and return the result."""
        status, body = await self.post(verb, **given)
        assert status == 200, body
        return body["result"]

    async def get(self, path: str) -> Any:
        """Look, and return the result."""
        async with self.session.get(f"{self.url}/{path}") as response:
            assert response.status == 200, await response.text()
            return (await response.json())["result"]


@pytest.fixture
async def control(server: Server) -> AsyncIterator[Control]:
    """Return a client of the town's control API."""
    async with aiohttp.ClientSession() as session:
        yield Control(session, server.control_url)


async def test_a_class_over_http(control: Control, raw: Raw, town: Town):
    anna = (await control("user", first_name="Anna", language="it"))["id"]
    ben = (await control("user", first_name="Ben"))["id"]
    chat = (await control("group", title="3B", creator=anna, members=[ben], bot=True))["id"]
    await control("say", user=anna, chat=chat, text="/announce Trip")
    markup = {"inline_keyboard": [[{"text": "Got it", "callback_data": "ok"}]]}
    await raw.result("sendMessage", chat_id=chat, text="Trip", reply_markup=markup)
    assert (await control("wait", chat=chat, text="Trip"))["from"]["is_bot"]
    tapping = asyncio.create_task(control("tap", user=ben, chat=chat, label="Got it"))
    updates = await raw.updates(timeout=1)
    while "callback_query" not in updates[-1]:
        updates = await raw.updates(offset=updates[-1]["update_id"] + 1, timeout=1)
    query = updates[-1]["callback_query"]["id"]
    await raw.result("answerCallbackQuery", callback_query_id=query, text="Noted")
    assert (await tapping)["answer"] == {"text": "Noted", "show_alert": False}
    shown = await control.get(f"chat/{chat}")
    assert shown["messages"][-1]["text"] == "Trip"
    assert "[Got it]" in await control.get(f"chat/{chat}?format=text")
    (entry,) = await control.get(f"journal?method=sendMessage&chat={chat}")
    assert (entry["status"], entry["params"]["text"]) == (200, "Trip")
    events = await control.get("events?since=0")
    assert [event["kind"] for event in events[-3:]] == ["message", "tap", "toast"]
    assert await control.get(f"events?since={events[-1]['number']}") == []


async def test_the_life_of_a_group_over_http(control: Control, town: Town):
    anna = (await control("user", first_name="Anna"))["id"]
    chat = (await control("group", title="3B", creator=anna, supergroup=False))["id"]
    await control("add_bot", chat=chat, admin=True, rights={"can_pin_messages": False})
    ben = (await control("user", first_name="Ben"))["id"]
    await control("join", chat=chat, user=ben)
    member = await control("promote", chat=chat, user=ben, anonymous=True)
    assert (member["status"], member["is_anonymous"]) == ("administrator", True)
    assert (await control("demote", chat=chat, user=ben))["status"] == "member"
    await control("rename", chat=chat, title="4B")
    new = (await control("migrate", chat=chat))["id"]
    await control("mute_bot", chat=new)
    await control("leave", chat=new, user=ben)
    state = await control.get("town")
    assert [group["migrated_to"] for group in state["groups"]] == [new, None]
    assert state["token"] == town.token
    await control("start", user=ben, payload="x")
    await control("block", user=ben)
    before = town.now()
    await control("advance", seconds=3600)
    assert (town.now() - before).total_seconds() >= 3600
    await control("fault", method="sendMessage", kind="500", times=2)
    await control("flood", overall=[5, 1], group=None)
    assert (town.flood.overall, town.flood.group) == ((5, 1.0), None)
    assert await control("inject", update={"x": 1}) == town.updates.force({"y": 1}) - 1


async def test_every_verb_says_what_it_takes(control: Control):
    verbs = (await control.get("town"))["verbs"]
    assert set(verbs) == set(VERBS)
    assert all(verbs.values())


@pytest.mark.parametrize(
    ("verb", "given", "status", "reason"),
    [
        ("dance", {}, 404, "no such verb"),
        ("say", {"text": "x"}, 400, "'user' has to be given"),
        ("say", {"text": "x", "user": 1}, 400, "there is no person 1"),
        ("group", {"title": "x"}, 400, "'creator' has to be given"),
        ("fault", {"method": "x", "kind": "y"}, 400, "no fault"),
    ],
)
async def test_mistakes_are_explained(
    control: Control, verb: str, given: dict, status: int, reason: str
):
    got, body = await control.post(verb, **given)
    assert got == status
    assert reason in body["error"]


async def test_waiting_in_vain_is_a_408(control: Control, town: Town):
    anna = town.user("Anna")
    status, body = await control.post("wait", chat=anna.id, text="never", timeout=0.05)
    assert status == 408
    assert "no such message" in body["error"]


async def test_pages_elsewhere_can_not_steer_it(control: Control):
    url = f"{control.url}/clear_faults"
    async with control.session.post(url, json={}, headers={"Host": "evil.example"}) as response:
        assert response.status == 403
    async with control.session.post(url, data="{}") as response:
        assert response.status == 415


async def test_the_town_to_start_with_tells_how_to_use_it():
    town = small_town()
    text = welcome(Server(town, 8081))
    assert town.token in text
    assert "http://127.0.0.1:8081/control" in text
    assert [group.is_forum for group in town.groups] == [False, True]
