"""The town's controls by hand and by keyboard alone, and whether everybody can use the page."""

import re

import aiohttp
from axe_playwright_python.async_playwright import Axe
from playwright.async_api import Page, expect

from bot.sandbox import Address, Server, Town, User, serve
from tests.browser.conftest import shot
from tests.sandbox.conftest import Raw, anna, ben, group, raw, server, town  # noqa: F401

SERIOUS = ("serious", "critical")


async def nothing_shuts_out(page: Page) -> None:
    """Axe finds no serious violation, contrast (AA) included."""
    found = (await Axe().run(page)).response["violations"]
    told = [
        (each["id"], [node["target"] for node in each["nodes"]][:5])
        for each in found
        if each["impact"] in SERIOUS
    ]
    assert not told


async def test_the_town_is_steered(page: Page, server: Server, raw: Raw, town: Town, anna: User):  # noqa: F811
    """Groups of each kind, standings, the bot's rights, the clock, faults and their journal."""
    ben = town.user("Ben")  # noqa: F811
    await page.goto(server.base_url)
    await page.get_by_label("The town's controls").click()
    panel = page.get_by_role("complementary")
    await panel.get_by_text("Groups", exact=True).click()
    await panel.get_by_label("Name of a new group").fill("Basics")
    await panel.get_by_label("Kind").select_option("basic")
    await panel.get_by_role("button", name="Make the group").click()
    await expect(page.locator(".chat", has_text="Basics")).to_be_visible()
    await panel.get_by_label("Person", exact=True).select_option("Ben")
    await panel.get_by_role("button", name="Let in").click()
    await panel.get_by_role("button", name="Make it a supergroup").click()
    await expect(panel.get_by_label("Group", exact=True)).to_contain_text("Basics · supergroup")
    await panel.get_by_role("button", name="Make anonymous admin").click()
    await expect(panel.get_by_text("Ben: anonymous admin")).to_be_visible()
    await panel.get_by_role("button", name="Block the bot").click()
    await expect(panel.get_by_role("button", name="Unblock the bot")).to_be_visible()
    bots = panel.get_by_role("group", name="The bot in the group")
    await bots.get_by_role("button", name="Make admin").click()
    await bots.get_by_label("may pin messages").uncheck()
    await expect(bots.get_by_label("may pin messages")).not_to_be_checked()
    made = town.groups[-1]
    assert (made.member(ben).anonymous, ben.blocks_bot) == (True, True)
    assert not made.bot_member.may("can_pin_messages")
    assert made.bot_member.may("can_delete_messages")
    await bots.get_by_role("button", name="Kick the bot").click()
    await expect(bots.get_by_text("not here")).to_be_visible()
    assert made.bot_member.status == "kicked"

    before = town.now()
    await panel.get_by_role("button", name="Tomorrow 7:30").click()
    await expect(panel.get_by_role("status")).to_have_text("Done")
    assert (town.now().strftime("%H:%M"), town.now().date() > before.date()) == ("07:30", True)
    await panel.get_by_text("Faults", exact=True).click()
    await panel.get_by_role("button", name="Too many requests").click()
    await expect(panel.get_by_text("429 · 0/10")).to_be_visible()
    await raw.error("sendMessage", chat_id=anna.id, text="Hello")
    await panel.get_by_text("Journal of requests").click()
    await panel.locator(".failed", has_text="sendMessage").click()
    await expect(panel.locator("pre")).to_contain_text("Too Many Requests: retry after 3")
    await nothing_shuts_out(page)
    await shot(page, "controls")


async def test_by_keyboard_from_right_to_left(page: Page, server: Server, town: Town):  # noqa: F811
    """Nobody needs a mouse: a chat, a message, the controls; light and dark, Arabic and narrow."""
    layla = town.user("Layla", "Haddad", language="ar")
    room = town.group("آباء الصف 3B", creator=layla)
    room.add_bot()
    layla.say(room, "مرحبا، متى تبدأ الرحلة؟")
    await page.goto(f"{server.base_url}/#{layla.id}")
    pane = page.locator("chat-pane")
    await expect(pane).to_have_attribute("dir", "rtl")
    chats = await pane.locator(".side").bounding_box()
    assert chats is not None
    assert chats["x"] > 640, "the list stands at the right, where reading begins"

    await expect(pane.locator(f'.chat[data-id="{room.id}"]')).to_be_visible()
    await _tab_to(page, re.compile("^آ"))
    await page.keyboard.press("Enter")
    await _tab_to(page, re.compile("^Write a message$"))
    await page.keyboard.type("غدا")
    await page.keyboard.press("Enter")
    await expect(pane.locator(".mine .text").last).to_have_text("غدا")
    await page.keyboard.type("?")
    await expect(page.get_by_label("Write a message")).to_have_value("?")
    await nothing_shuts_out(page)

    await page.get_by_label("The town's controls").press("Enter")
    await expect(page.locator("town-controls summary").first).to_be_focused()
    await page.keyboard.press("Escape")
    await expect(page.get_by_label("The town's controls")).to_be_focused()
    await page.emulate_media(color_scheme="dark")
    await page.set_viewport_size({"width": 390, "height": 780})
    await nothing_shuts_out(page)
    await shot(page, "right-to-left")


async def _tab_to(page: Page, name: re.Pattern[str]) -> None:
    """Tab, until what has the focus is called so; what has it is always visible."""
    script = (
        "() => { const e = document.activeElement; const b = e.getBoundingClientRect();"
        " return [e.getAttribute('aria-label') ?? e.querySelector('.title')?.textContent"
        " ?? e.textContent, b.width * b.height]; }"
    )
    for _ in range(40):
        await page.keyboard.press("Tab")
        called, area = await page.evaluate(script)
        assert area > 0, f"{called!r} has the focus, and nobody sees it"
        if name.search(called):
            return
    raise AssertionError(f"nothing called {name.pattern} comes by the keyboard")


async def test_from_elsewhere_only_with_the_key(town: Town):  # noqa: F811
    """Another host's name opens nothing; the key in the address does, and then the cookie."""
    async with (
        serve(town, address=Address(key="s3cret")) as server,  # noqa: F811
        aiohttp.ClientSession(cookie_jar=aiohttp.DummyCookieJar()) as session,
    ):
        host = {"Host": f"school.example:{server.port}"}

        async def status(path: str, **more: str) -> int:
            url = server.base_url + path
            async with session.get(url, headers=host | more) as response:
                return response.status

        for path in ("/", "/page/state", "/page/transcript", "/control/town", "/?key=wrong"):
            assert await status(path) == 403
        async with session.get(f"{server.base_url}/?key=s3cret", headers=host) as response:
            cookie = response.headers["Set-Cookie"]
        assert "HttpOnly" in cookie
        assert "samesite=strict" in cookie.lower()
        key = cookie.split(";")[0]
        assert await status("/page/state", Cookie=key) == 200
        assert await status("/control/town", Cookie=key) == 200
        assert await status("/page/state", Cookie=f"{key}x") == 403
        assert server.page_url.endswith("/?key=s3cret")
