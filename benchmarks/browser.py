"""The page in the browser: until it is painted, and from a tap to what the bot says to it."""

from __future__ import annotations

import asyncio
import shutil
import socket
from statistics import median

import aiohttp
from playwright.async_api import Browser, Page, async_playwright

from benchmarks.stage import table
from bot.demo.serving import serve_demo
from bot.sandbox import Address
from tests.browser.conftest import FLAGS, NAMES

TITLE = "The page in the browser"
LOADS, TAPS = 15, 15
WHO, WHERE, BUTTON = "Ben Okafor", "3B parents", "I am a parent here"
# Milliseconds; paint timing (W3C): when the first of its content stood on the screen.
PAINTED = "() => performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? null"
# From a click to the next frame after the toast stands there.
ECHO = """label => new Promise(done => {
  const toast = document.querySelector('.toast');
  toast.textContent = '';
  const key = [...document.querySelectorAll('.keyboard button')].find(b => b.textContent === label);
  const began = performance.now();
  new MutationObserver((_, observer) => {
    if (!toast.textContent) return;
    observer.disconnect();
    requestAnimationFrame(() => done(performance.now() - began));
  }).observe(toast, { childList: true });
  key.click();
})"""


async def run(quick: bool = False) -> str:
    """Measures; returns what the page says."""
    found = next(filter(None, map(shutil.which, NAMES)), None)
    if found is None:
        return "Not measured: no Chromium on the PATH."
    with socket.create_server(("127.0.0.1", 0)) as listening:
        port = int(listening.getsockname()[1])
    demo = asyncio.create_task(serve_demo("en", Address(port)))
    try:
        async with async_playwright() as playwright:
            browser = await playwright.chromium.launch(executable_path=found, args=[*FLAGS])
            paints, echoes = await _measured(browser, f"http://127.0.0.1:{port}", quick)
            await browser.close()
    finally:
        demo.cancel()
        await asyncio.wait([demo])
    return table(
        ["", "median", "from to", "aim"],
        ["until its first paint, in a fresh profile", *_figures(paints), "under 300 ms"],
        ["from a tap to the bot's toast", *_figures(echoes), "under 50 ms"],
    )


def _figures(took: list[float]) -> tuple[str, str]:
    return f"{median(took):.0f} ms", f"{min(took):.0f} to {max(took):.0f} ms"


async def _measured(browser: Browser, url: str, quick: bool) -> tuple[list[float], list[float]]:
    people = await _opened(url)
    address = f"{url}/#{people[WHO]}"
    paints = [await _paint(browser, address) for _ in range(2 if quick else LOADS)]
    page = await browser.new_page()
    await page.goto(address)
    await page.locator(".chat", has_text=WHERE).click()
    await page.get_by_role("button", name=BUTTON).wait_for()
    echoes = [await _echo(page) for _ in range(2 if quick else TAPS)]
    return paints, echoes


async def _paint(browser: Browser, address: str) -> float:
    """How long a page takes whom nobody has opened before."""
    context = await browser.new_context()
    page = await context.new_page()
    await page.goto(address)
    await page.wait_for_function(PAINTED)
    took = float(await page.evaluate(PAINTED))
    await context.close()
    return took


async def _echo(page: Page) -> float:
    await asyncio.sleep(1.0)  # as a person who reads what the last one said
    return float(await page.evaluate(ECHO, BUTTON))


async def _opened(url: str) -> dict[str, int]:
    """Who is in town, once everybody is."""
    async with aiohttp.ClientSession() as session:
        for _ in range(400):
            try:
                async with session.get(f"{url}/page/state") as response:
                    people = (await response.json())["result"]["people"]
                    if any(each["name"] == "Stan Ferry" for each in people):
                        return {each["name"]: each["id"] for each in people}
            except aiohttp.ClientError:
                pass  # It does not listen yet.
            await asyncio.sleep(0.1)
    raise TimeoutError("the school did not open")
