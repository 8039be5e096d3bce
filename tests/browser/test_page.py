"""A class's day in the browser: what people tap in one window, others see in theirs."""

from playwright.async_api import Page, expect

from tests.browser.conftest import shot
from tests.conftest import TestSchool


async def test_a_parent_taps_and_the_teacher_sees(school: TestSchool, page: Page):
    """Registering, announcing, confirming; the count moves in a second person's window."""
    room = await school.class_group(parents=2)
    newcomer = school.town.user("Nora", "Marin", language="en")
    room.group.join(newcomer)
    await school.settle()
    group = room.group.id
    await page.goto(
        f"http://127.0.0.1:{school.port}/#{room.teacher.id}.{group}.0|{newcomer.id}.{group}.0"
    )
    teacher, parent = page.locator("chat-pane").nth(0), page.locator("chat-pane").nth(1)
    await expect(teacher.locator(".bar h2")).to_have_text("3B parents")

    await parent.get_by_role("button", name="I am a parent here").click()
    await expect(parent.locator(".bar h2")).to_have_text("Sandbox")  # it led her to the bot
    await parent.get_by_label("Write a message").fill("Emil")
    await parent.get_by_label("Write a message").press("Enter")
    await expect(parent.locator(".log")).to_contain_text("Emil is on the list")

    await teacher.get_by_label("Write a message").fill("/announce Bring <b>boots</b> on Friday")
    await teacher.get_by_role("button", name="Send", exact=True).click()
    await expect(teacher.get_by_role("button", name="Got it", exact=True)).to_be_visible()
    line = parent.locator(f'.chat[data-id="{group}"]')
    if not await line.is_visible():
        await parent.get_by_label("Back to the chats").click()
    await expect(line.locator(".badge")).to_contain_text("2")  # what was typed, and the card
    await line.click()
    await expect(line.locator(".badge")).to_have_count(0)
    await parent.get_by_role("button", name="Got it", exact=True).click()
    await expect(parent.locator(".toast")).to_contain_text("Noted")
    await expect(teacher.locator(".log")).to_contain_text("1 family has confirmed")
    await expect(teacher.locator(".text", has_text="<b>boots</b>").first).to_be_visible()
    await shot(page, "two-people")
    await page.reload()
    await expect(parent.locator(".log")).to_contain_text("1 family has confirmed")
