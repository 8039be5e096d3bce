"""The transport tells what became of a request, and never shows the token."""

import asyncio
import socket
import traceback
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from typing import Any

import pytest
from aiohttp import web
from telegram import Bot, InputFile
from telegram.error import BadRequest, NetworkError, TelegramError

from bot.wire import AiohttpRequest, AnswerLost, NeverLeft

CANARY = "AAE-canary_canary_canary_canary_35ch"
TOKEN = f"987654321:{CANARY}"
ANSWER = (
    b'{"ok":true,"result":{"message_id":5,"date":0,"chat":{"id":1,"type":"private"},"text":"x"}}'
)
FULL = b"HTTP/1.1 200 OK\r\nContent-Length: %d\r\n\r\n" % len(ANSWER) + ANSWER

Talk = Callable[[asyncio.StreamReader, asyncio.StreamWriter], Awaitable[None]]


async def read_request(reader: asyncio.StreamReader) -> bytes:
    """One whole HTTP request with a Content-Length."""
    head = await reader.readuntil(b"\r\n\r\n")
    length = int(head.lower().partition(b"content-length:")[2].split(b"\r\n")[0] or 0)
    return head + await reader.readexactly(length)


@asynccontextmanager
async def raw_server(talk: Talk) -> AsyncIterator[str]:
    """A server that does to each connection what `talk` does; gives its address."""
    tasks: set[asyncio.Task[object]] = set()

    async def meet(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        if task := asyncio.current_task():
            tasks.add(task)
        try:
            await talk(reader, writer)
        except (asyncio.CancelledError, asyncio.IncompleteReadError, ConnectionError):
            pass  # asyncio's stream server complains of a cancelled task, even to a test.
        finally:
            writer.close()

    server = await asyncio.start_server(meet, "127.0.0.1", 0)
    try:
        yield f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}"
    finally:
        server.close()
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)


@asynccontextmanager
async def bot_at(address: str, **settings: Any) -> AsyncIterator[Bot]:
    """A real Bot on a real AiohttpRequest; not initialised, so that it asks for nothing itself."""
    wire = AiohttpRequest(**settings)
    await wire.initialize()
    try:
        yield Bot(TOKEN, base_url=f"{address}/bot", request=wire, get_updates_request=wire)
    finally:
        await wire.shutdown()


def closed_port() -> str:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return f"http://127.0.0.1:{one.getsockname()[1]}"


async def reset(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    """Takes the request and resets the connection (RST, because it lingers for 0 seconds)."""
    await read_request(reader)
    linger = b"\x01\x00\x00\x00\x00\x00\x00\x00"
    writer.get_extra_info("socket").setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, linger)


async def reset_while_writing(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    await reader.read(1000)
    linger = b"\x01\x00\x00\x00\x00\x00\x00\x00"
    writer.get_extra_info("socket").setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, linger)


async def hang_up(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    await read_request(reader)


async def hang(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    await read_request(reader)
    await asyncio.sleep(30)


async def drip(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    """An answer that comes letter by letter, each in time, and never ends in time."""
    await read_request(reader)
    for letter in FULL:
        writer.write(bytes([letter]))
        await asyncio.sleep(0.04)


async def half_a_body(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    await read_request(reader)
    writer.write(FULL[:-30])


async def half_the_json(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    """A whole HTTP answer, whose JSON ends in the middle."""
    await read_request(reader)
    writer.write(b"HTTP/1.1 200 OK\r\nContent-Length: 40\r\n\r\n" + ANSWER[:40])


async def no_http(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    await read_request(reader)
    writer.write(b"SSH-2.0-OpenSSH_9.9\r\n\r\n")


async def only_part_of_an_object(
    reader: asyncio.StreamReader, writer: asyncio.StreamWriter
) -> None:
    await read_request(reader)
    writer.write(b"HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\ntrue")


IN_DOUBT = [
    reset,
    reset_while_writing,
    hang_up,
    hang,
    drip,
    half_a_body,
    half_the_json,
    no_http,
    only_part_of_an_object,
]


def everything_of(error: BaseException) -> str:
    """What any log could print of an error, its causes and contexts, suppressed or not."""
    seen = []
    rest: list[BaseException | None] = [error]
    while rest:
        one = rest.pop()
        if one is not None:
            seen += [repr(one), str(one), *traceback.format_exception(one)]
            rest += [one.__cause__, one.__context__]
    return "\n".join(seen)


async def failure(bot: Bot, text: str = "x") -> TelegramError:
    with pytest.raises(TelegramError) as caught:
        await bot.send_message(1, text)
    assert CANARY not in everything_of(caught.value)
    return caught.value


@pytest.mark.parametrize("talk", IN_DOUBT, ids=lambda talk: talk.__name__)
async def test_a_lost_answer_is_in_doubt(talk: Talk) -> None:
    text = "x" * 3_000_000 if talk is reset_while_writing else "x"
    limits = {"read_timeout": 0.1, "write_timeout": 0.1, "connect_timeout": 0.1}
    async with raw_server(talk) as address, bot_at(address, **limits, pool_timeout=0.1) as bot:
        error = await failure(bot, text)
    assert type(error) is AnswerLost, error


async def test_a_refused_connection_never_left() -> None:
    async with bot_at(closed_port()) as bot:
        error = await failure(bot)
    assert type(error) is NeverLeft
    assert "refused" in str(error).lower()


async def test_a_host_that_is_not_found_says_so() -> None:
    async with bot_at("http://no-such-host.invalid") as bot:
        error = await failure(bot)
    assert type(error) is NeverLeft
    assert "DNS" in str(error)


@pytest.mark.parametrize("address", ["http://", "ftp://127.0.0.1"])
async def test_an_address_that_is_none_never_left(address: str) -> None:
    async with bot_at(address, connect_timeout=2.0) as bot:
        assert type(await failure(bot)) is NeverLeft


async def test_a_failed_tls_handshake_never_left() -> None:
    async with raw_server(no_tls) as address, bot_at(address.replace("http:", "https:")) as bot:
        error = await failure(bot)
    assert type(error) is NeverLeft
    assert "SSL" in str(error)


async def no_tls(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    await reader.read(10)
    writer.write(b"HTTP/1.1 400 Bad Request\r\n\r\n")


async def test_a_connection_that_takes_too_long_never_left() -> None:
    """The TLS handshake, which the server never answers, is a part of connecting."""
    async with raw_server(silent) as address:
        https = address.replace("http:", "https:")
        async with bot_at(https, connect_timeout=0.1, pool_timeout=0.1) as bot:
            assert type(await failure(bot)) is NeverLeft


async def silent(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    await asyncio.sleep(30)


async def test_no_free_connection_never_left() -> None:
    limits = {"connect_timeout": 0.1, "pool_timeout": 0.1, "read_timeout": 0.3}
    async with raw_server(hang) as address, bot_at(address, limit=1, **limits) as bot:
        busy = asyncio.create_task(failure(bot))
        await asyncio.sleep(0.05)
        assert type(await failure(bot)) is NeverLeft
        assert type(await busy) is AnswerLost


async def test_a_closed_transport_never_left() -> None:
    bot = Bot(TOKEN, request=AiohttpRequest())
    assert type(await failure(bot)) is NeverLeft


async def test_closing_under_a_call_leaves_it_in_doubt() -> None:
    async with raw_server(hang) as address, bot_at(address) as bot:
        call = asyncio.create_task(failure(bot))
        await asyncio.sleep(0.05)
        await bot.request.shutdown()
        assert type(await call) is AnswerLost


async def test_a_cancelled_call_stays_cancelled() -> None:
    async with raw_server(hang) as address, bot_at(address) as bot:
        call = asyncio.create_task(bot.send_message(1, "x"))
        await asyncio.sleep(0.05)
        call.cancel()
        with pytest.raises(asyncio.CancelledError):
            await call


async def test_a_post_is_never_repeated_by_itself() -> None:
    """The server closes a kept connection with the second request: in doubt, and only one try."""
    requests = []

    async def once(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        requests.append(await read_request(reader))
        writer.write(FULL)
        requests.append(await read_request(reader))

    async with raw_server(once) as address, bot_at(address) as bot:
        await bot.send_message(1, "x")
        assert type(await failure(bot)) is AnswerLost
        await asyncio.sleep(0.02)
    assert len(requests) == 2


async def test_a_connection_closed_while_idle_is_not_used_again() -> None:
    async def close_after_each(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await read_request(reader)
        writer.write(FULL)

    async with raw_server(close_after_each) as address, bot_at(address) as bot:
        for _ in range(3):
            await bot.send_message(1, "x")
            await asyncio.sleep(0.01)


async def test_connections_are_kept() -> None:
    met = []

    async def count(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        met.append(1)
        while True:
            await read_request(reader)
            writer.write(FULL)

    async with raw_server(count) as address, bot_at(address) as bot:
        for _ in range(5):
            await bot.send_message(1, "x")
    assert met == [1]


@asynccontextmanager
async def web_server(
    handler: Callable[[web.Request], Awaitable[web.Response]],
) -> AsyncIterator[str]:
    """A server of the Bot API's shape with one handler for all; gives its address."""
    app = web.Application()
    app.router.add_route("*", "/{rest:.*}", handler)
    runner = web.AppRunner(app)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    try:
        yield f"http://127.0.0.1:{runner.addresses[0][1]}"
    finally:
        await runner.cleanup()


async def test_parameters_arrive_as_form_fields() -> None:
    got: dict[str, object] = {}

    async def note(request: web.Request) -> web.Response:
        got.update({"path": request.path, **await request.post()})
        return web.Response(body=ANSWER)

    async with web_server(note) as address, bot_at(address) as bot:
        await bot.send_message(-1001, "Grüße & 你好 😀", entities=[])
    assert got["path"] == f"/bot{TOKEN}/sendMessage"
    assert (got["chat_id"], got["text"]) == ("-1001", "Grüße & 你好 😀")


async def test_files_arrive_as_multipart() -> None:
    got: dict[str, object] = {}

    async def note(request: web.Request) -> web.Response:
        form = await request.post()
        document = form["document"]
        assert isinstance(document, web.FileField)
        got.update(name=document.filename, content=document.file.read(), caption=form["caption"])
        return web.Response(body=ANSWER)

    async with web_server(note) as address, bot_at(address) as bot:
        await bot.send_document(1, InputFile(b"a,b\n1,2\n", "Übersicht.csv"), caption="Grüße")
    assert got["content"] == b"a,b\n1,2\n"
    assert got["name"] == "Übersicht.csv"
    assert got["caption"] == "Grüße"


async def test_a_redirect_is_not_followed() -> None:
    """The token is part of the path and would go with it."""
    paths = []

    async def away(request: web.Request) -> web.Response:
        paths.append(request.path)
        return web.Response(status=302, headers={"Location": "/elsewhere"})

    async with web_server(away) as address, bot_at(address) as bot:
        assert "302" in str(await failure(bot))
    assert len(paths) == 1


@pytest.mark.parametrize(
    ("status", "body", "kind"),
    [
        (502, "<html>Bad Gateway</html>", NetworkError),
        (500, '{"ok":false,"error_code":500,"description":"Internal Server Error"}', NetworkError),
        (400, '{"ok":false,"error_code":400,"description":"Bad Request: x"}', BadRequest),
    ],
)
async def test_statuses_are_left_to_ptb(status: int, body: str, kind: type[Exception]) -> None:
    async def answer(request: web.Request) -> web.Response:
        return web.Response(status=status, text=body)

    async with web_server(answer) as address, bot_at(address) as bot:
        assert type(await failure(bot)) is kind


async def test_nothing_shows_the_token() -> None:
    async with bot_at("http://127.0.0.1:9") as bot:
        assert CANARY not in repr(bot.request)
        assert CANARY not in str(vars(bot.request))


async def test_opening_and_closing_twice_is_harmless() -> None:
    wire = AiohttpRequest(read_timeout=7.0)
    await wire.initialize()
    await wire.initialize()
    await wire.shutdown()
    await wire.shutdown()
    assert wire.read_timeout == 7.0
