"""No way into the log shows a secret: each is tried in a process of its own, at DEBUG."""

import functools
import json
import subprocess
import sys
from pathlib import Path
from urllib.parse import quote

import pytest

from bot.logs import redact

CANARY = "AAE-canary_canary_canary_canary_35ch"
TOKEN = f"987654321:{CANARY}"
WORD = 'pa"ß/wörd\\ 1'  # in JSON, in a URL and in a repr it looks different each time
FORMS = ["text", "json"]

PREAMBLE = f"""
import asyncio, gc, json, logging, sys, threading, warnings
from urllib.parse import quote
import httpx, structlog
from telegram import Bot
from bot.logs import configure

TOKEN, PASSWORD = {TOKEN!r}, {WORD!r}
URL = f"https://127.0.0.1:9/bot{{TOKEN}}/sendMessage"
own = logging.getLogger("brought.its.own.handler")
own.addHandler(logging.StreamHandler())
own.propagate = False
configure("DEBUG", sys.argv[1], [PASSWORD])
log = structlog.get_logger("here")

def fail():
    local = TOKEN
    try:
        raise OSError(f"cannot reach {{URL}}")
    except OSError as error:
        raise RuntimeError("MARK the call failed") from error

class Bad:
    def __init__(self, text): self.text = text
    def __repr__(self): raise ValueError("MARK " + self.text)

class Dying:
    def __repr__(self): return URL
    def __del__(self): fail()

def way(name):
    def run(body):
        print("WAY", name, file=sys.stderr, flush=True)
        body()
    return run
"""

# Each writes MARK, and beside it at least one secret.
WAYS = {
    "a message": 'log.info(f"MARK {URL}")',
    "an argument": 'log.info("MARK %s", URL); logging.info("MARK %s", URL)',
    "a value": 'log.info("MARK", url=URL, deep={"a": [URL, (TOKEN,)]}, raw=TOKEN.encode())',
    "a key": 'log.info("MARK", **{TOKEN: 1})',
    "an extra": 'logging.warning("MARK", extra={"url": URL})',
    "an encoded URL": 'log.info("MARK " + quote(URL, safe="") + quote(quote(URL)))',
    "a password": 'log.info("MARK " + PASSWORD, p=PASSWORD, u=quote(PASSWORD), r=repr(PASSWORD))',
    "a password in JSON": 'log.info("MARK " + json.dumps([PASSWORD]), p={"q": [PASSWORD]})',
    "an exception with a cause": """
        try: fail()
        except RuntimeError: log.exception("MARK")""",
    "an exception of a foreign logger": """
        try: fail()
        except RuntimeError: logging.getLogger("foreign").exception("MARK")""",
    "an exception group": """
        try: raise ExceptionGroup("MARK", [ValueError(URL)])
        except* ValueError: logging.exception("MARK")""",
    "a note on an exception": """
        error = ValueError("MARK")
        error.add_note(URL)
        log.error("MARK", exc_info=error)""",
    "a stack": 'log.info("MARK", stack_info=True, url=URL)',
    "a Bot": """
        bot = Bot(TOKEN)
        log.info("MARK", bot=bot)
        logging.info("MARK %r", bot)""",
    "a logger with a handler of its own": 'own.error("MARK " + URL)',
    "an HTTP client that fails": """
        try: httpx.post(URL)
        except Exception: logging.getLogger("httpx").exception("MARK " + URL)""",
    "a record that cannot be formatted": 'logging.info(f"MARK {URL} %d", Bad(URL))',
    "a value that cannot be shown": 'logging.info("MARK %r", Bad(URL))',
    "a warning": 'warnings.warn("MARK " + URL)',
    "a thread that ends": """
        thread = threading.Thread(target=fail, name="MARK " + TOKEN)
        thread.start()
        thread.join()""",
    "an error that Python ignores": "Dying()",
    "a task that nobody waits for": """
        async def work(): fail()
        async def main():
            asyncio.get_running_loop().set_debug(True)
            task = asyncio.create_task(work(), name=URL)
            await asyncio.sleep(0)
            del task
            gc.collect()
        asyncio.run(main())""",
    "a callback that fails": """
        async def main():
            asyncio.get_running_loop().call_soon(fail)
            await asyncio.sleep(0)
        asyncio.run(main())""",
}
CRASHES = {
    "a crash": "fail()",
    "a crash of the loop": "async def main(): fail()\nasyncio.run(main())",
}


@functools.cache
def said(body: str, form: str) -> str:
    """What a process that runs `body` writes, to either stream."""
    done = subprocess.run(
        [sys.executable, "-X", "utf8", "-c", PREAMBLE + body, form],
        capture_output=True,
        text=True,
        encoding="utf-8",
        cwd=Path(__file__).parents[1],
        timeout=30,
        check=False,
    )
    return done.stdout + done.stderr


@functools.cache
def said_on_each_way(form: str) -> dict[str, str]:
    """What is written on each way; they share a process, which takes longest to start."""
    steps = [f"@way({name!r})\ndef _():\n        {body.strip()}\n" for name, body in WAYS.items()]
    parts = said("".join(steps), form).split("WAY ")[1:]
    return {name: text for name, _, text in (part.partition("\n") for part in parts)}


def assert_silent(text: str) -> None:
    assert "MARK" in text, "this way leads nowhere"
    assert "[secret]" in text
    assert CANARY not in text
    assert CANARY[4:] not in text
    for form in (WORD, quote(WORD), json.dumps(WORD), repr(WORD), "wörd"):
        assert form not in text


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("way", WAYS)
def test_no_way_shows_a_secret(way: str, form: str) -> None:
    assert_silent(said_on_each_way(form)[way])


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("crash", CRASHES)
def test_no_crash_shows_a_secret(crash: str, form: str) -> None:
    assert_silent(said(CRASHES[crash], form))


def test_every_line_is_an_object_in_json() -> None:
    body = (
        "fail() if 0 else log.info('Grüße', n=1); logging.getLogger('x').warning('%d', 2); fail()"
    )
    lines = [json.loads(line) for line in said(body, "json").splitlines()]
    assert [line["event"] for line in lines] == ["Grüße", "2", "The process ends: RuntimeError"]
    assert [line["level"] for line in lines] == ["info", "warning", "critical"]
    assert lines[0]["n"] == 1
    assert lines[1]["logger"] == "x"
    assert "OSError" in lines[2]["exception"]
    assert lines[0]["timestamp"].endswith("Z")


def test_text_is_one_line_a_record_without_colours() -> None:
    [line] = said("log.info('Ready', groups=3)", "text").splitlines()
    assert "Ready" in line
    assert "groups=3" in line
    assert "\x1b" not in line


def test_libraries_do_not_tell_of_each_request() -> None:
    body = "\n".join(
        f"logging.getLogger({name!r}).info('MARK')" for name in ("httpx", "httpcore", "aiohttp.x")
    )
    body += "".join(
        f"\nlogging.getLogger({name!r}).debug('MARK')"
        for name in ("telegram.Bot", "aiosqlite", "sqlalchemy.engine.Engine")
    )
    assert "MARK" not in said(body, "text")


def test_the_level_holds_for_all() -> None:
    body = (
        "configure('ERROR', 'text'); log.warning('MARK'); logging.warning('MARK'); log.error('E')"
    )
    text = said(body, "text")
    assert "MARK" not in text
    assert "E" in text


@pytest.mark.parametrize(
    ("text", "safe"),
    [
        (f"bot{TOKEN}/getMe", "bot[secret]/getMe"),
        (f"987654321%3A{CANARY}", "[secret]"),
        (f"987654321%3a{CANARY}.", "[secret]."),
        (f"987654321%253A{CANARY}", "[secret]"),
        ("at 12:30 in 123456: room", "at 12:30 in 123456: room"),
    ],
)
def test_what_looks_like_a_token_is_replaced(text: str, safe: str) -> None:
    assert redact(text) == safe
