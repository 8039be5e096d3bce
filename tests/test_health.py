"""What an operator sees: /health and /metrics."""

from __future__ import annotations

import asyncio

from tests.another import another
from tests.looking import handled
from tests.site import SECRET, Site


async def test_health_while_polling(closed: Site) -> None:
    await closed.open()
    await closed.school.settle()
    status, health = await closed.health()
    assert status == 200
    assert 0 <= health.pop("intake_lag_seconds") < 10
    assert health == {
        "live": True,
        "ready": True,
        "database": "ok",
        "outbox_queued": 0,
        "outbox_oldest_seconds": 0.0,
    }
    assert (await closed.get("/in"))[0] == 404


async def test_health_says_what_waits_to_be_sent(closed: Site) -> None:
    town = closed.school.town
    await closed.open()
    flood = town.faults.add("sendMessage", "429", times=1, retry_after=60)
    anna = town.user("Anna", language="en")
    anna.say(anna.private, "/help")
    await town.until(lambda: flood.hits)
    await asyncio.sleep(0.2)
    _, before = await closed.health()
    await asyncio.sleep(0.3)
    _, health = await closed.health()
    assert health["ready"]
    assert before["outbox_queued"] == health["outbox_queued"] == 1
    assert health["outbox_oldest_seconds"] >= before["outbox_oldest_seconds"] + 0.3


async def test_a_database_that_cannot_be_read_is_said_and_not_hidden(
    closed: Site, url: str
) -> None:
    """Both pages go on answering."""
    await closed.open()
    await closed.school.settle()
    async with another(url) as execute:
        await execute("ALTER TABLE posts RENAME TO lost")
        status, page = await closed.get("/metrics")
        assert status == 200
        assert "homeroom_toasts_total 0.0" in page
        assert "homeroom_posts{" not in page
        status, health = await closed.health()
        assert (status, health["database"], health["outbox_queued"]) == (503, "trouble", None)
        await execute("ALTER TABLE lost RENAME TO posts")
    assert (await closed.health())[0] == 200


async def test_health_before_telegram_ever_called(site: Site) -> None:
    status, health = await site.health()
    assert (status, health["intake_lag_seconds"]) == (200, None)


async def test_metrics_count_what_happened_and_name_nobody(site: Site) -> None:
    town = site.school.town
    class_ = await site.school.class_group("3B", parents=3)
    town.faults.add("sendMessage", "429", times=1, retry_after=1)
    class_.parents[0].start("hello")
    await class_.parents[0].private.wait(lambda m: True)
    await site.school.settle()
    rows = await handled(site.school)
    town.repeat(rows[-1].update_id)
    await site.school.settle()
    updates = 'homeroom_updates_total{kind="%s",outcome="%s"}'
    assert await site.metric(updates % ("callback_query", "handled")) == 3
    assert await site.metric(updates % ("message", "again")) == 1
    assert await site.metric("homeroom_toasts_total") == 3
    assert await site.metric("homeroom_too_many_requests_total") == 1
    assert await site.metric('homeroom_sends_total{call="send",outcome="later"}') == 1
    assert await site.metric('homeroom_sends_total{call="send",outcome="sent"}') > 1
    assert await site.metric('homeroom_posts{state="queued"}') == 0
    assert await site.metric('homeroom_posts{state="sent"}') > 1
    assert await site.metric("homeroom_batch_updates_sum") == len(rows) + 1
    assert 0 < await site.metric("homeroom_batch_seconds_sum") < 60
    _, page = await site.get("/metrics")
    words = [class_.teacher.first_name, "Riverside", "3B", str(class_.group.id), SECRET]
    assert [word for word in words if word in page] == []


async def test_a_kind_that_was_not_asked_for_is_no_label(site: Site) -> None:
    await site.post({"update_id": 1, "Anna Weber": {}})
    assert await site.metric('homeroom_updates_total{kind="other",outcome="handled"}') == 1
    assert "Anna" not in (await site.get("/metrics"))[1]
