"""The webhook: the same path as polling, with the toast on the 200, and 503 where it must wait."""

from __future__ import annotations

import asyncio
import socket
from collections.abc import AsyncIterator
from typing import Any

import pytest
from structlog.testing import capture_logs

from bot.intake import Ended
from bot.sandbox.bells import PATIENCE
from handlers import FEATURES
from tests import trouble
from tests.another import locked
from tests.looking import answers, failed, handled, told
from tests.site import HEADER, SECRET, Site, hook, until, written
from tests.test_intake import crash


async def test_a_tap_is_counted_and_toasted_by_the_200(site: Site) -> None:
    """No call of the bot's own is spent on a toast."""
    class_ = await site.school.class_group("3B", parents=3)
    await site.school.settle()
    assert "3 families have registered" in class_.group.last.text
    again = await class_.parents[0].tap(class_.group.last, "I am a parent here").answer()
    assert again.url
    assert len(site.toasts()) == 4
    assert all(entry.reply and entry.status == 200 for entry in site.toasts())
    info = site.school.town.webhook
    assert info is not None
    assert (info.secret, info.connections, info.failure) == (SECRET, 100, None)


async def test_an_update_that_is_posted_again_has_no_second_effect(site: Site) -> None:
    class_ = await site.school.class_group("3B", parents=1)
    tap = class_.parents[0].tap(class_.group.last, "I am a parent here")
    await tap.answer()
    await site.school.settle()
    rows = await handled(site.school)
    site.school.town.repeat(rows[-1].update_id)
    await site.school.settle()
    await site.school.town.until(lambda: answers(site.school.town, tap.id) == 2)
    assert "1 family has registered" in class_.group.last.text
    assert len(await handled(site.school)) == len(rows)


async def test_a_hundred_calls_at_once_are_few_transactions(closed: Site) -> None:
    payloads = await written(closed, 100)
    await closed.open(hook(closed))
    given = await asyncio.gather(*(closed.post(payload) for payload in payloads))
    assert set(given) == {(200, "")}
    await closed.school.settle()
    rows = await handled(closed.school)
    assert len(rows) == 100
    assert len({row.at for row in rows}) <= 10
    people = [u for u in closed.school.town.users.values() if u.first_name.startswith("Anna")]
    assert [len(told(each, "Riverside School")) for each in people] == [1] * 100


@pytest.mark.parametrize("secret", [None, "", SECRET[:-1], SECRET + "x", "é"])
async def test_without_the_secret_nothing_comes_in(closed: Site, secret: str | None) -> None:
    (payload,) = await written(closed, 1)
    await closed.open(hook(closed))
    with capture_logs() as logs:
        assert await closed.post(payload, secret=secret) == (401, "")
    assert await handled(closed.school) == []
    assert SECRET not in repr(logs)


@pytest.mark.parametrize(
    ("body", "kind", "status"),
    [
        (b" " * (2**20 + 1), "application/json", 413),
        ({"update_id": 1}, "text/plain", 415),
        (b"no JSON", "application/json", 400),
        (b"[" * 100_000, "application/json", 400),
        (b"\xff\xfe\xff", "application/json", 400),
        ([1], "application/json", 400),
        ({"message": {}}, "application/json", 400),
        ({"update_id": True}, "application/json", 400),
        ({"update_id": 2**63}, "application/json", 400),
        ({"update_id": 1}, "application/json; charset=utf-8", 200),
    ],
    ids=str.split("large kind words deep bytes list numberless bool huge good"),
)
async def test_what_is_no_update_is_refused(site: Site, body: Any, kind: str, status: int) -> None:
    assert (await site.post(body, kind=kind))[0] == status
    assert (await site.health())[1]["ready"]


async def test_a_large_body_without_a_length_is_refused(site: Site) -> None:
    async def pieces() -> AsyncIterator[bytes]:
        for _ in range(20):
            yield b" " * 2**16

    headers = {HEADER: SECRET, "Content-Type": "application/json"}
    async with site.client.post(f"{site.address}/in", data=pieces(), headers=headers) as answer:
        assert answer.status == 413


async def test_fetching_it_is_no_update(site: Site) -> None:
    assert (await site.get("/in"))[0] == 405


async def test_a_locked_database_is_answered_503_and_nothing_is_lost(site: Site, url: str) -> None:
    """Telegram posts it again after the two seconds that it is asked to wait."""
    town = site.school.town
    class_ = await site.school.class_group("3B", parents=1)
    async with locked(url):
        count = len(await handled(site.school))
        ben = town.user("Ben", language="en")
        class_.group.join(ben)
        tap = ben.tap(class_.group.last, "I am a parent here")
        await town.until(lambda: town.webhook and town.webhook.failure)
        assert town.webhook is not None
        assert town.webhook.failure is not None
        assert "503" in town.webhook.failure.text
        status, health = await site.health()
        assert (status, health["ready"], health["database"]) == (503, False, "trouble")
        assert len(await handled(site.school)) == count
    assert (await tap.answer()).url
    await site.school.settle()
    assert "2 families have registered" in class_.group.last.text
    assert await failed(site.school) == []


async def test_an_update_that_fails_is_set_aside_and_the_press_told_the_id(site: Site) -> None:
    await site.school.close()
    site.school.features = (*FEATURES, trouble.feature)
    await site.school.open()
    anna = site.school.town.user("Anna", language="en")
    anna.say(anna.private, "/bombs")
    offer = await anna.private.wait(lambda m: "Press it" in m.text)
    answer = await anna.tap(offer, "Boom").answer()
    assert answer.show_alert
    assert "something went wrong" in answer.text
    assert [(entry.reply, entry.status) for entry in site.toasts()] == [(True, 200)]
    name = 'homeroom_updates_total{kind="callback_query",outcome="%s"}'
    assert await site.metric(name % "failed") == 3
    assert await site.metric(name % "set_aside") == 1


async def test_a_database_in_trouble_is_no_failure_of_the_update(closed: Site) -> None:
    """Not even after a crash, when tries are counted before they are made."""
    (payload,) = await written(closed, 1)
    payload["message"] |= {"text": "/outage", "entities": [
        {"type": "bot_command", "offset": 0, "length": 7}]}  # fmt: skip
    closed.school.features = (*FEATURES, trouble.feature)
    text = closed.school.config.read_text()
    closed.school.config.write_text(text.replace("[telegram]", f"[telegram]\n{hook(closed)}", 1))
    await closed.school.open()
    await crash(closed.school)
    trouble.outages = 5
    given = [(await closed.post(payload))[0] for _ in range(6)]
    assert given == [503] * 5 + [200]
    assert len(await handled(closed.school)) == 1
    assert await failed(closed.school) == []


async def test_what_comes_while_the_bot_ends_is_told_to_come_again(site: Site) -> None:
    """Then it is handled, and nothing of it is lost over the restart."""
    town, app = site.school.town, site.school.app
    app.intake.stop()
    status, _ = await site.post({"update_id": 1})
    assert status == 503
    assert (await site.health())[0] == 503
    anna = town.user("Anna", language="en")
    anna.say(anna.private, "/help")
    async with asyncio.timeout(PATIENCE):
        await site.school.close()
    await site.school.open()
    await anna.private.wait(lambda m: "Riverside School" in m.text)
    await site.school.settle()
    assert len(told(anna, "Riverside School")) == 1


async def test_a_batch_that_is_handled_is_finished_at_the_end(closed: Site) -> None:
    """Each of the calls gets a true answer: 200 with its effect, or 503 without."""
    payloads = await written(closed, 100)
    await closed.open(hook(closed))
    calls = [asyncio.create_task(closed.post(payload)) for payload in payloads]
    await until(lambda: any(call.done() for call in calls))
    await closed.school.close()
    given = [status for status, _ in await asyncio.gather(*calls)]
    assert set(given) <= {200, 503}
    await closed.school.open()
    done = {row.update_id for row in await handled(closed.school)}
    assert [payload["update_id"] in done for payload in payloads] == [g == 200 for g in given]


async def test_from_webhook_to_polling_and_back(site: Site) -> None:
    """Who changes the setting changes nothing else; what waited comes by the other way."""
    town, config = site.school.town, site.school.config
    anna = town.user("Anna", language="en")
    hooked = config.read_text()
    for text in (hooked.replace('mode = "webhook"', 'mode = "polling"'), hooked):
        await site.school.close()
        count = len(told(anna, "Riverside School"))
        anna.say(anna.private, "/help")
        config.write_text(text)
        await site.school.open()
        await site.school.settle()
        assert (town.webhook is None) == ('"polling"' in text)
        assert len(told(anna, "Riverside School")) == count + 1


async def test_a_webhook_that_another_process_took_over_ends_the_run(site: Site) -> None:
    town = site.school.town
    town.set_webhook(None)
    await site.school.app.intake.watch()
    with pytest.raises(Ended, match="took over this bot's updates"):
        await site.school._runner
    site.school._runner = asyncio.create_task(asyncio.sleep(0))


@pytest.mark.parametrize("kind", ["500", "502", "429", "reset_before"])
async def test_a_webhook_is_registered_once_telegram_answers(closed: Site, kind: str) -> None:
    rule = closed.school.town.faults.add("setWebhook", kind, times=2)
    await closed.open(hook(closed))
    anna = closed.school.town.user("Anna", language="en")
    anna.say(anna.private, "/help")
    await anna.private.wait(lambda m: "Riverside School" in m.text)
    assert rule.hits == 2


async def test_a_port_that_is_taken_ends_the_start_with_a_sentence(closed: Site) -> None:
    host, _, port = closed.address.removeprefix("http://").partition(":")
    with socket.create_server((host, int(port))), pytest.raises(Ended, match=r"telegram\.listen"):
        await closed.open()
    await closed.school.open()
