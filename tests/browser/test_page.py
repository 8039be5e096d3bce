"""A class's day in the browser: what people tap in one window, others see in theirs."""

import re

from playwright.async_api import Locator, Page, expect

from bot.sandbox import Group, User
from tests.browser.conftest import shot
from tests.conftest import TestSchool
from tests.timed import confirmed


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


async def _side_by_side(
    school: TestSchool, page: Page, group: Group, *users: User
) -> tuple[Locator, ...]:
    """These people's windows, each with the group open."""
    places = "|".join(f"{each.id}.{group.id}.0" for each in users)
    await page.goto(f"http://127.0.0.1:{school.port}/#{places}")
    return tuple(page.locator("chat-pane").nth(number) for number in range(len(users)))


async def _says(pane: Locator, text: str) -> None:
    await pane.get_by_label("Write a message").fill(text)
    await pane.get_by_label("Write a message").press("Enter")


async def _to_the_bot(pane: Locator, user: User) -> None:
    """The person's own chat with the bot is opened."""
    back = pane.get_by_label("Back to the chats")
    if await back.is_visible():
        await back.click()
    await pane.locator(f'.chat[data-id="{user.id}"]').click()


async def test_a_parent_is_reminded_when_the_clock_moves(school: TestSchool, page: Page):
    """Called and answered in two windows; the reminder comes by the controls' next alarm."""
    room = await school.class_group(parents=1)
    (ana,) = room.parents
    await room.names(ana, "Emil")
    teacher, parent = await _side_by_side(school, page, room.group, room.teacher, ana)
    await _says(teacher, "/meeting 2026-12-03 18:30 Parent meeting @ Room 201")
    await confirmed(room.teacher, room.group, [])
    await parent.get_by_role("button", name="Coming", exact=True).click()
    await expect(teacher.get_by_role("button", name="Coming · 1", exact=True)).to_be_visible()
    await _to_the_bot(parent, ana)
    await expect(parent.locator(".log")).not_to_contain_text("Has something changed?")
    await page.get_by_label("The town's controls").first.click()
    panel = page.get_by_role("complementary")
    await panel.get_by_role("button", name=re.compile("Next alarm: ")).click()
    await expect(page.locator("#clock")).to_contain_text("26 Nov")
    await expect(parent.locator(".log")).to_contain_text("Has something changed?")
    await expect(parent.locator(".log")).to_contain_text("Room 201")


async def test_a_survey_is_tapped_closed_and_drawn(school: TestSchool, page: Page):
    """The author's window counts the parent's tap, closes, publishes; the group sees a picture."""
    room = await school.class_group(parents=1)
    (ana,) = room.parents
    room.teacher.start()
    teacher, parent = await _side_by_side(school, page, room.group, room.teacher, ana)
    await _to_the_bot(teacher, room.teacher)
    await _says(teacher, "/survey Parent evening\n? Which evening suits? | Mon | Wed | Fri")
    await teacher.locator(".log").get_by_role("button", name="Send", exact=True).click()
    await parent.get_by_role("button", name="Wed", exact=True).click()
    await expect(parent.locator(".toast")).to_contain_text("Noted: Wed")
    await expect(parent.locator(".log")).to_contain_text("One family has answered.")
    for label in ("Close now", "Yes, close it", "Publish to the group"):
        await teacher.get_by_role("button", name=label, exact=True).last.click()
    picture = parent.locator(".photo img").last
    await expect(picture).to_be_visible()
    await expect(picture).to_have_js_property("complete", True)
    assert await picture.evaluate("image => image.naturalWidth") == 1080
    await expect(parent.locator(".log")).to_contain_text("Wed: 1 · 100 %")
