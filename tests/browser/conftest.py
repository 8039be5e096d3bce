"""One Chromium a worker; each test talks to it in its own event loop, with a profile of its own."""

import contextlib
import os
import shutil
import subprocess
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest
from playwright.async_api import Browser, Page, async_playwright, expect

from bot.sandbox.bells import PATIENCE

FLAGS = (
    *("--headless=new", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run"),
    *("--disable-background-networking", "--disable-component-update", "--disable-sync"),
    *("--remote-debugging-port=0", "--disable-dev-shm-usage"),
)
NAMES = ("chromium", "chromium-browser", "google-chrome")
STEP = PATIENCE * 1000  # milliseconds that a step may take, and what is expected of it
ZONE = "Europe/Berlin"
# Where screenshots go; `make screenshots` says where.
SHOTS = os.environ.get("HOMEROOM_SCREENSHOTS")


@pytest.fixture(scope="session")
def chromium(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a running Chromium; without one the tests are skipped."""
    found = next(filter(None, map(shutil.which, NAMES)), None)
    if found is None:
        pytest.skip("no Chromium on the PATH: the page is not tested in a browser")
    profile = tmp_path_factory.mktemp("chromium")
    command = [found, *FLAGS, f"--user-data-dir={profile}", "about:blank"]
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True) as process:
        assert process.stderr is not None
        heard = (line for line in process.stderr if "DevTools listening on " in line)
        yield next(heard).split()[-1]
        process.terminate()
        with contextlib.suppress(subprocess.TimeoutExpired):
            process.wait(5)
        process.kill()


@pytest.fixture
async def browser(chromium: str) -> AsyncIterator[Browser]:
    """The worker's browser."""
    async with async_playwright() as playwright:
        yield await playwright.chromium.connect_over_cdp(chromium)


@pytest.fixture
def zone() -> str:
    """Return where the browser is, and not the school."""
    return ZONE


@pytest.fixture
def reads() -> str:
    """Return the language of the browser."""
    return "en-GB"


@pytest.fixture
async def page(browser: Browser, zone: str, reads: str) -> AsyncIterator[Page]:
    """A window of a fresh profile; what the page complains of fails the test."""
    context = await browser.new_context(
        viewport={"width": 1280, "height": 800}, locale=reads, timezone_id=zone
    )
    page = await context.new_page()
    page.set_default_timeout(STEP)
    expect.set_options(timeout=STEP)
    said: list[str] = []
    page.on("pageerror", lambda error: said.append(str(error)))
    page.on("console", lambda line: said.append(line.text) if "Security" in line.text else None)
    asked: set[str] = set()
    page.on("request", lambda request: asked.add(request.url.split("/")[2]))
    yield page
    await context.close()
    assert not said
    assert {each.split(":")[0] for each in asked} <= {"127.0.0.1"}, "a request left the machine"


async def shot(page: Page, name: str) -> None:
    """Takes a screenshot, where a folder for them is named."""
    if SHOTS:
        await page.screenshot(path=Path(SHOTS) / f"{name}.png")
