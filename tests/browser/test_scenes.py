"""The demo's school in the browser: scenes by one click, the clock, and the same day once more."""

import asyncio
import contextlib
import re
import socket

import aiohttp
import pytest
from playwright.async_api import Locator, Page, expect

from bot.demo.serving import serve_demo
from bot.sandbox import Address
from bot.sandbox.bells import PATIENCE
from bot.sandbox.start import run
from tests.browser.conftest import shot

LONG = 60_000  # milliseconds; thirty parents register before they can answer
GONE = "The connection is gone; trying again."
SCENES = (
    ("A sealed vote", "Decided: yes"),
    ("A full class tapping at once", "30 families have confirmed"),
    ("A survey with thirty parents", "30 families have answered"),
)


@pytest.fixture
def zone() -> str:
    """Return where the browser is: at the school, for the pictures in the README."""
    return "Europe/London"


@pytest.fixture
def port() -> int:
    """Return a port that is free."""
    with socket.create_server(("127.0.0.1", 0)) as listening:
        return int(listening.getsockname()[1])


async def test_scenes_play_by_one_click(page: Page, port: int):
    """A full class, a survey, a vote, a letter; the bot's alarm follows the clock; over again."""
    demo = asyncio.create_task(serve_demo("en", Address(port)))
    try:
        await _play(page, f"http://127.0.0.1:{port}")
    finally:
        demo.cancel()
        await asyncio.wait([demo])


async def _play(page: Page, url: str) -> None:
    state = await _opened(url)
    notes = {each["name"]: each["note"] for each in state["people"]}
    assert notes["Ruth Adeyemi"] == "principal"
    assert notes["Anna Weber"] == "committee chair · 3B"
    assert notes["Fay Moreau"] == "parent · 4A"
    assert notes["Stan Ferry"] == "a stranger"
    ids = {each["name"]: each["id"] for each in state["people"]}
    await page.goto(f"{url}/#{ids['Maria Costa']}|{ids['Ben Okafor']}.{ids['Ben Okafor']}.0")
    teacher, parent = page.locator("chat-pane").nth(0), page.locator("chat-pane").nth(1)
    await page.get_by_label("The town's controls").click()
    panel = page.get_by_role("complementary")
    for title, said in SCENES:
        await panel.get_by_role("button", name=title).click()
        await expect(panel.get_by_role("status")).to_have_text("Done", timeout=LONG)
        await teacher.locator(".chat", has_text="5C parents").click()
        await expect(teacher.locator(".log")).to_contain_text(said)
        if title != SCENES[-1][0]:
            await teacher.get_by_label("Back to the chats").click()
    await panel.get_by_role("button", name="A letter to the principal").click()
    await expect(parent.locator(".log")).to_contain_text("Yes, of course", timeout=LONG)

    await expect(panel.get_by_role("status")).to_have_text("Done")
    await panel.evaluate("each => { each.scrollTop = 0; }")
    await shot(page, "scenes")
    await _moves_the_clock(page, panel)
    async with page.expect_download() as kept:
        await panel.get_by_text("Save the transcript").click()
    told = (await (await kept.value).path()).read_text(encoding="utf-8")
    assert "━━ 5C parents" in told
    assert "May my child leave at noon on Friday?" in told
    await _on_a_phone(page)
    await panel.get_by_role("button", name="Start this day over").click()
    await expect(page.locator("#clock")).to_contain_text("1 Dec", timeout=LONG)
    await expect(page.locator("body")).not_to_contain_text("5C parents", timeout=LONG)


async def _moves_the_clock(page: Page, panel: Locator) -> None:
    """To the next alarm and to the morning, when it is too late for the day of the demo."""
    due = panel.get_by_role("button", name=re.compile("Next alarm: "))
    at = re.findall(r"\d\d:\d\d", await due.inner_text())
    await due.click()
    await expect(page.locator("#clock")).to_contain_text(at[0], timeout=LONG)
    await expect(panel.get_by_role("status")).to_have_text("Done", timeout=LONG)
    await panel.get_by_role("button", name="Tomorrow 7:30").click()
    await expect(page.locator("#clock")).to_contain_text("2 Dec, 07:30", timeout=LONG)
    await expect(panel.get_by_role("status")).to_have_text("Done", timeout=LONG)
    await panel.get_by_role("button", name="The day of the demo").click()
    await expect(panel.get_by_role("status")).to_contain_text("start it over first")


async def _on_a_phone(page: Page) -> None:
    """The chair of the committee looks at the class's group, in the dark."""
    steer = page.get_by_label("The town's controls").first
    await steer.click()
    await page.get_by_label("Close this person").last.click()
    await page.emulate_media(color_scheme="dark")
    await page.set_viewport_size({"width": 390, "height": 780})
    await page.get_by_label("Back to the chats").click()
    await page.get_by_label("Who I am").select_option("Anna Rossi · committee chair · 5C")
    await page.locator(".chat", has_text="5C parents").click()
    await expect(page.locator(".log")).to_contain_text("30 families have answered")
    await shot(page, "phone")
    await steer.click()


async def _opened(url: str) -> dict[str, list[dict[str, str]]]:
    """Wait until everybody is in town; what there is then. Scenes wait for the rest themselves."""
    async with aiohttp.ClientSession() as session:
        for _ in range(400):
            try:
                async with session.get(f"{url}/page/state") as response:
                    state = (await response.json())["result"]
                    if "Stan Ferry" in (each["name"] for each in state["people"]):
                        return dict(state)
            except aiohttp.ClientError:
                pass  # It does not listen yet.
            await asyncio.sleep(0.1)
    raise AssertionError("the school did not open")


async def test_the_page_says_when_the_server_is_gone_and_finds_it_again(
    page: Page, port: int, capsys: pytest.CaptureFixture[str]
):
    """Stopped as by Ctrl-C, it ends at once although a page listens; nothing is complained of."""
    serving = asyncio.create_task(run(Address(port)))
    await _listens(port)
    await page.goto(f"http://127.0.0.1:{port}/")
    await expect(page.locator(".person").first).to_be_visible()
    await page.evaluate("() => { document.body.id = 'before'; }")
    await _ended(serving)
    await expect(page.locator("#before #lost")).to_have_text(GONE)
    serving = asyncio.create_task(run(Address(port)))
    await expect(page.locator("#before")).to_have_count(0, timeout=LONG)  # it began anew
    await expect(page.locator(".person").first).to_be_visible()
    await expect(page.locator("#lost")).to_have_text("")
    await _ended(serving)
    await expect(page.locator("#lost")).to_have_text(GONE)
    assert capsys.readouterr().err == ""


async def _ended(serving: asyncio.Task[None]) -> None:
    """Stop it as Ctrl-C does."""
    serving.cancel()
    _, late = await asyncio.wait([serving], timeout=PATIENCE)
    assert not late


async def _listens(port: int) -> None:
    """Wait until a server has begun to."""
    while True:
        with contextlib.suppress(OSError):
            _, writer = await asyncio.open_connection("127.0.0.1", port)
            writer.close()
            return
        await asyncio.sleep(0.01)
