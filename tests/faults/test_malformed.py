"""Fault 7, updates that no Telegram would send: nothing crashes, all are confirmed."""

from __future__ import annotations

import random
from typing import Any

from hypothesis import HealthCheck, Phase, given, seed, settings
from hypothesis import strategies as st

from tests.conftest import TestSchool
from tests.faults.results import record, size
from tests.looking import failed

COUNT = size(500, 10_000)

USER = {"id": 700_000_009, "is_bot": False, "first_name": "Mallory", "language_code": "en"}
CHAT = {"id": 700_000_009, "type": "private", "first_name": "Mallory"}
GROUP = {"id": -1_002_000_000_001, "type": "supergroup", "title": "Somewhere"}


def message(chat: dict[str, Any], **more: Any) -> dict[str, Any]:
    """A message as Telegram would send it."""
    return {"message_id": 5, "date": 1_795_000_000, "chat": chat, "from": USER, **more}


PHOTO = {"file_id": "a", "file_unique_id": "b", "width": 1, "height": 1}
COMMAND = [{"type": "bot_command", "offset": 0, "length": 6}]
GOOD: list[dict[str, Any]] = [
    {"message": message(CHAT, text="/start hello", entities=COMMAND)},
    {"message": message(GROUP, text="/class 3B", entities=COMMAND)},
    {"message": message(CHAT, photo=[PHOTO])},
    {"message": message(GROUP, migrate_to_chat_id=-1_002_000_000_002)},
    {"message": message(GROUP, new_chat_members=[USER])},
    {"message": message(GROUP, left_chat_member=USER)},
    {"message": message(GROUP, new_chat_title="New")},
    {"edited_message": message(GROUP, text="/announce x", entities=COMMAND, edit_date=1)},
    {"callback_query": {"id": "1", "from": USER, "chat_instance": "1", "data": "par:1",
                        "message": message(GROUP, text="card")}},
    {"my_chat_member": {"chat": GROUP, "from": USER, "date": 1_795_000_000,
                        "old_chat_member": {"user": USER, "status": "left"},
                        "new_chat_member": {"user": USER, "status": "member"}}},
    {"poll_answer": {"poll_id": "1", "user": USER, "option_ids": [0]}},
    {"channel_post": {"message_id": 1, "date": 1, "chat": {"id": -1001, "type": "channel"}}},
]  # fmt: skip

odd = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(-(2**70), 2**70),
    st.floats(allow_nan=False),
    st.text(max_size=40),
    st.just("x" * 5000),
    st.sampled_from(
        ["\u202e", "\ud83d", "\x00", "😀" * 50, "/", "/@", "/start@", "par:", ":" * 64]
    ),
    st.lists(st.integers(), max_size=3),
    st.dictionaries(st.text(max_size=5), st.integers(), max_size=3),
)


def places(value: Any, path: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    """The way to every value inside an update."""
    found = [path] if path else []
    pairs = value.items() if isinstance(value, dict) else []
    pairs = enumerate(value) if isinstance(value, list) else pairs
    for key, inner in pairs:
        found += places(inner, (*path, key))
    return found


def changed(value: Any, path: tuple[Any, ...], put: Any, *, drop: bool) -> Any:
    """A copy of an update with one value replaced or left out."""
    copy = dict(value) if isinstance(value, dict) else list(value)
    if len(path) > 1:
        copy[path[0]] = changed(copy[path[0]], path[1:], put, drop=drop)
    elif drop:
        del copy[path[0]]
    else:
        copy[path[0]] = put
    return copy


@st.composite
def malformed(draw: st.DrawFn) -> dict[str, Any]:
    """An update with one to three of its values wrong or missing."""
    update = draw(st.sampled_from(GOOD))
    for _ in range(draw(st.integers(1, 3))):
        ways = places(update)
        if ways:
            update = changed(
                update, draw(st.sampled_from(ways)), draw(odd), drop=draw(st.booleans())
            )
    return update


def drawn(count: int, number: int) -> list[dict[str, Any]]:
    """So many malformed updates, those of a seed."""
    found: list[dict[str, Any]] = []

    @seed(number)
    @settings(max_examples=count, database=None, deadline=None, phases=[Phase.generate],
              suppress_health_check=list(HealthCheck))  # fmt: skip
    @given(malformed())
    def draw(update: dict[str, Any]) -> None:
        found.append(update)

    draw()
    return found


async def test_malformed_updates_harm_nobody(school: TestSchool) -> None:
    """They come in batches with each other, are dealt with, and the next person is served."""
    number = random.randrange(10**6)
    updates = drawn(COUNT, number)
    assert len(updates) >= COUNT * 0.9, number
    random.Random(number).shuffle(updates)
    for update in updates:
        update.pop("update_id", None)
        school.town.inject(update)
    await school.town.until(lambda: school.town.pending == 0, timeout=size(60, 900))
    ben = school.town.user("Ben", language="en")
    ben.start()
    await ben.private.wait(lambda m: "Hello Ben" in m.text)
    await school.settle()
    errors = {row.error for row in await failed(school) if row.error is not None}
    unparsable = len(await failed(school))
    refused = [e.reason for e in school.town.journal.refused() if "entit" in (e.reason or "")]
    assert refused == []
    record(
        7, "malformed updates (Hypothesis)", updates=len(updates), unparsable=unparsable,
        kinds_of_error=len(errors), crashes=0, lost=0, seed=number,
    )  # fmt: skip
