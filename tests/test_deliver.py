"""What Telegram's answers mean for a post, and how a card becomes a message."""

import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import timedelta
from typing import Any

import pytest
from aiohttp import web
from telegram import Bot
from telegram.error import ChatMigrated, RetryAfter, TimedOut

from bot.deliver import TelegramDelivery
from bot.outcomes import outcome
from bot.sandbox.groups import Group
from bot.sandbox.server import serve
from bot.sandbox.town import Town
from bot.wire import AiohttpRequest
from handlers.kit.card import Button, Card, Text, card
from scheduler.ports import (
    Address,
    Begun,
    Doubt,
    Gone,
    Later,
    Moved,
    Outcome,
    Refused,
    Sent,
    TakenAway,
)
from tests.test_wire import (
    ANSWER,
    IN_DOUBT,
    TOKEN,
    Talk,
    bot_at,
    closed_port,
    raw_server,
    web_server,
)

GROUP = Address(-1001)
HELLO = card("Hello")


@asynccontextmanager
async def delivery(
    status: int = 200, body: str = ANSWER.decode(), asked: list[Any] | None = None
) -> AsyncIterator[TelegramDelivery]:
    """A delivery to a server that answers everything so, and notes the form fields it got."""

    async def answer(request: web.Request) -> web.Response:
        if asked is not None:
            asked.append((request.path.removeprefix(f"/bot{TOKEN}/"), dict(await request.post())))
        return web.Response(status=status, text=body)

    async with web_server(answer) as address, bot_at(address) as bot:
        yield TelegramDelivery(bot)


def refusal(status: int, description: str, **parameters: int) -> str:
    body: dict[str, Any] = {"ok": False, "error_code": status, "description": description}
    return json.dumps({**body, "parameters": parameters} if parameters else body)


async def sent(status: int, body: str) -> Outcome:
    async with delivery(status, body) as telegram:
        return await telegram.send(GROUP, HELLO)


GONE = [
    "Forbidden: bot was blocked by the user",
    "Forbidden: user is deactivated",
    "Forbidden: bot can't initiate conversation with a user",
    "Forbidden: bot can't send messages to bots",
    "Forbidden: bot was kicked from the group chat",
    "Forbidden: bot was kicked from the supergroup chat",
    "Forbidden: bot is not a member of the channel chat",
    "Forbidden: bot is not a member of the supergroup chat",
    "Forbidden: the group chat was deleted",
    "Bad Request: chat not found",
    "Bad Request: private chat not found",
    "Bad Request: PEER_ID_INVALID",
    "Bad Request: USER_IS_BLOCKED",
]
TOPIC = [
    "Bad Request: TOPIC_CLOSED",
    "Bad Request: TOPIC_DELETED",
    "Bad Request: message thread not found",
]
RIGHTS = [
    "Bad Request: not enough rights to send text messages to the chat",
    "Bad Request: not enough rights to send polls to the chat",
    "Bad Request: need administrator rights in the channel chat",
    "Bad Request: have no write access to the chat",
    "Bad Request: CHAT_WRITE_FORBIDDEN",
    "Bad Request: CHAT_RESTRICTED",
    "Bad Request: CHAT_SEND_PLAIN_FORBIDDEN",
    "Bad Request: CHAT_GUEST_SEND_FORBIDDEN",
    "Bad Request: CHAT_ADMIN_REQUIRED",
    "Forbidden: something that nobody has seen yet",
]
CONTENT = [
    "Bad Request: message is too long",
    "Bad Request: message text is empty",
    "Bad Request: can't parse entities: Can't find end of the entity",
    "Bad Request: BUTTON_DATA_INVALID",
    "Bad Request: reply markup is too long",
    "Bad Request: something that nobody has seen yet",
]
MESSAGE = [
    "Bad Request: message to edit not found",
    "Bad Request: message can't be edited",
    "Bad Request: MESSAGE_ID_INVALID",
]


def status_of(description: str) -> int:
    return 403 if description.startswith("Forbidden") else 400


@pytest.mark.parametrize("description", GONE)
async def test_a_chat_that_takes_no_messages_is_gone(description: str) -> None:
    status = status_of(description)
    found = await sent(status, refusal(status, description))
    assert isinstance(found, Gone), found


@pytest.mark.parametrize(
    ("description", "scope"),
    [
        *((text, "topic") for text in TOPIC),
        *((text, "rights") for text in RIGHTS),
        *((text, "post") for text in CONTENT),
        *((text, "message") for text in MESSAGE),
    ],
)
async def test_a_refusal_says_what_is_at_fault(description: str, scope: str) -> None:
    status = status_of(description)
    found = await sent(status, refusal(status, description))
    assert isinstance(found, Refused), found
    assert found.scope == scope
    assert found.reason


@pytest.mark.parametrize(
    ("status", "body", "expected"),
    [
        (
            429,
            refusal(429, "Too Many Requests: retry after 7", retry_after=7),
            Later(7.0, "flood control"),
        ),
        (
            429,
            refusal(429, "Too Many Requests: retry after 0", retry_after=0),
            Later(None, "Too Many Requests: retry after 0"),
        ),
        (
            400,
            refusal(
                400,
                "Bad Request: group chat was upgraded to a supergroup chat",
                migrate_to_chat_id=-1002,
            ),
            Moved(-1002),
        ),
        (401, refusal(401, "Unauthorized"), Later(None, "Unauthorized")),
        (404, refusal(404, "Not Found"), Later(None, "Not Found")),
        (407, "<html>Who are you?</html>", Later(None, "proxy authentication required (407)")),
        (403, "<html>Blocked by the school's filter</html>", Later(None, "forbidden (403)")),
        (302, "", Later(None, "found (302)")),
        (
            500,
            refusal(500, "Internal Server Error: restart"),
            Doubt("Internal Server Error: restart"),
        ),
        (502, "<html>Bad Gateway</html>", Doubt("Bad Gateway (502)")),
        (504, "<html>Gateway Timeout</html>", Doubt("Gateway Timeout (504)")),
        (200, '{"ok":false,"description":"?"}', Doubt("KeyError")),
        (200, "<html>Welcome to the hotel's network</html>", None),
    ],
)
async def test_other_answers(status: int, body: str, expected: Outcome | None) -> None:
    found = await sent(status, body)
    if expected is None:
        assert isinstance(found, Doubt)
    elif isinstance(expected, Later):
        assert isinstance(found, Later)
        assert found.seconds == expected.seconds
        assert found.reason.startswith(expected.reason)
    else:
        assert found == expected


@pytest.mark.parametrize("talk", IN_DOUBT, ids=lambda talk: talk.__name__)
async def test_a_lost_answer_is_in_doubt(talk: Talk) -> None:
    limits = {"read_timeout": 0.05, "write_timeout": 0.05, "connect_timeout": 0.05}
    async with raw_server(talk) as address, bot_at(address, **limits, pool_timeout=0.05) as bot:
        assert isinstance(await TelegramDelivery(bot).send(GROUP, HELLO), Doubt)


async def test_what_never_left_is_sent_later() -> None:
    async with bot_at(closed_port()) as bot:
        found = await TelegramDelivery(bot).send(GROUP, HELLO)
    assert isinstance(found, Later)
    assert found.seconds is None


@pytest.mark.parametrize(
    ("exc", "expected"),
    [
        (ChatMigrated(-5), Moved(-5)),
        (TimedOut(), Doubt("Timed out")),
        (ValueError("a text"), Doubt("ValueError")),
    ],
)
def test_errors_that_others_raise(exc: Exception, expected: Outcome) -> None:
    assert outcome(exc, "sendMessage") == expected


def test_retry_after_may_be_a_timedelta(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PTB_TIMEDELTA", "1")
    error = RetryAfter(timedelta(seconds=3))
    assert isinstance(error.retry_after, timedelta)
    assert outcome(error, "sendMessage") == Later(3.0, "flood control")


UNCHANGED = refusal(
    400,
    "Bad Request: message is not modified: specified new message content and reply markup are "
    "exactly the same as a current content and reply markup of the message",
)


async def test_an_edit_that_changes_nothing_is_done() -> None:
    async with delivery(400, UNCHANGED) as telegram:
        assert await telegram.edit(GROUP, 42, HELLO) == Sent(42)


async def test_a_deletion_of_what_is_away_is_done() -> None:
    async with delivery(400, refusal(400, "Bad Request: message to delete not found")) as telegram:
        assert await telegram.delete(GROUP, 42) == Sent(42)


async def test_a_message_too_old_to_delete_stays() -> None:
    text = "Bad Request: message can't be deleted for everyone"
    async with delivery(400, refusal(400, text)) as telegram:
        found = await telegram.delete(GROUP, 42)
    assert isinstance(found, Refused)
    assert found.scope == "message"


async def test_a_send_carries_the_whole_card() -> None:
    asked: list[Any] = []
    shown = Card(
        Text("😀 ") + Text("bold").styled("bold"),
        ((Button("Yes", data="y", style="success"), Button("Map", url="https://example.org")),),
        reply_to=17,
    )
    async with delivery(asked=asked) as telegram:
        assert await telegram.send(Address(-1001, 9), shown) == Sent(5)
    [(method, fields)] = asked
    assert method == "sendMessage"
    assert (fields["chat_id"], fields["message_thread_id"]) == ("-1001", "9")
    assert fields["text"] == "😀 bold"
    assert json.loads(fields["entities"]) == [{"type": "bold", "offset": 3, "length": 4}]
    assert json.loads(fields["link_preview_options"]) == {"is_disabled": True}
    assert json.loads(fields["reply_parameters"]) == {
        "message_id": 17,
        "allow_sending_without_reply": True,
    }
    [[yes, link]] = json.loads(fields["reply_markup"])["inline_keyboard"]
    assert yes == {"text": "Yes", "callback_data": "y", "style": "success"}
    assert link == {"text": "Map", "url": "https://example.org"}


async def test_a_plain_send_carries_nothing_needless() -> None:
    asked: list[Any] = []
    async with delivery(asked=asked) as telegram:
        await telegram.send(GROUP, HELLO)
    assert set(asked[0][1]) == {"chat_id", "text", "link_preview_options"}


async def test_an_edit_shows_the_card() -> None:
    asked: list[Any] = []
    async with delivery(asked=asked) as telegram:
        found = await telegram.edit(GROUP, 42, card("New", [Button("Yes", data="y")], ask="Why?"))
    [(method, fields)] = asked
    assert found == Sent(42)
    assert (method, fields["message_id"], fields["text"]) == ("editMessageText", "42", "New")
    assert "inline_keyboard" in fields["reply_markup"], "an edit takes no ForceReply"


async def test_a_deletion_names_the_message() -> None:
    asked: list[Any] = []
    async with delivery(200, '{"ok":true,"result":true}', asked) as telegram:
        assert await telegram.delete(GROUP, 42) == Sent(42)
    assert asked == [("deleteMessage", {"chat_id": "-1001", "message_id": "42"})]


@asynccontextmanager
async def town_delivery() -> AsyncIterator[tuple[Group, TelegramDelivery]]:
    """A delivery to the stand-in, with a forum that has the bot in it."""
    town = Town(seed=1)
    anna = town.user("Anna")
    forum = town.group("3B parents", creator=anna, forum=True)
    forum.add_bot(by=anna)
    async with serve(town) as server:
        wire = AiohttpRequest()
        async with Bot(
            town.token,
            base_url=f"{server.base_url}/bot",
            request=wire,
            get_updates_request=wire,
        ) as bot:
            yield forum, TelegramDelivery(bot)


async def test_a_message_lives_through_all_three_calls() -> None:
    async with town_delivery() as (forum, telegram):
        to = Address(forum.id)
        first = await telegram.send(to, HELLO)
        assert isinstance(first, Sent)
        assert await telegram.edit(to, first.message_id, card("Changed")) == first
        assert await telegram.edit(to, first.message_id, card("Changed")) == first
        assert await telegram.delete(to, first.message_id) == first
        assert await telegram.delete(to, first.message_id) == first
        gone = await telegram.edit(to, first.message_id, HELLO)
    assert isinstance(gone, Refused)
    assert gone.scope == "message"


async def test_a_topic_that_closes_and_a_group_that_throws_the_bot_out() -> None:
    async with town_delivery() as (forum, telegram):
        topic = forum.open_topic("Notices")
        to = Address(forum.id, topic.id)
        assert isinstance(await telegram.send(to, HELLO), Sent)
        forum.close_topic(topic)
        closed = await telegram.send(to, HELLO)
        forum.mute_bot()
        muted = await telegram.send(Address(forum.id), HELLO)
        forum.remove_bot()
        out = await telegram.send(Address(forum.id), HELLO)
    assert isinstance(closed, Refused)
    assert closed.scope == "topic"
    assert isinstance(muted, Refused)
    assert muted.scope == "rights"
    assert isinstance(out, Gone)


async def test_a_long_text_goes_out_in_parts_and_each_once() -> None:
    """A part is a step; where no more messages can be made of it, its end is cut."""
    long = card("😀" * 3000, [Button("Got it", data="x:1")])
    async with town_delivery() as (group, telegram):
        to = Address(group.id)
        begun = await telegram.send(to, long)
        assert isinstance(begun, Begun)
        sent = await telegram.send(to, long, begun.form)
        assert isinstance(sent, Sent)
        first, last = group.messages[-2:]
        assert (len(first.text) + len(last.text), first.labels) == (3000, [])
        assert last.labels == ["Got it"]
        again = await telegram.edit(to, sent.message_id, long, sent.form)
        assert again == Sent(sent.message_id, sent.form)
        assert not first.edited
        outgrown = await telegram.edit(to, sent.message_id, card("😀" * 6000), sent.form)
        assert isinstance(outgrown, TakenAway)
        assert (first.deleted, last.deleted) == (True, True)


async def test_a_cancelled_send_is_not_swallowed() -> None:
    async def silent(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await asyncio.sleep(30)

    async with raw_server(silent) as address, bot_at(address) as bot:
        call = asyncio.create_task(TelegramDelivery(bot).send(GROUP, HELLO))
        await asyncio.sleep(0.02)
        call.cancel()
        with pytest.raises(asyncio.CancelledError):
            await call
