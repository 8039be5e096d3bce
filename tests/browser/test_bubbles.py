"""Everything a message can hold, as the page shows it, on a phone and in the dark."""

from playwright.async_api import Page, expect

from bot.sandbox import Server, User, images
from tests.browser.conftest import shot
from tests.sandbox.conftest import Raw, anna, ben, group, raw, server, town  # noqa: F401

WORDS = "bold hidden link 18:30\nquoted"
AT = 1_796_000_400  # 2026-11-30 01:00 UTC


async def test_what_a_message_holds(page: Page, server: Server, raw: Raw, anna: User, group):  # noqa: F811
    """Formatting, files, albums, buttons, marks; the receiver alone sees what is for them."""
    entities = [
        {"type": "bold", "offset": 0, "length": 4},
        {"type": "spoiler", "offset": 5, "length": 6},
        {"type": "text_link", "offset": 12, "length": 4, "url": "https://example.org/a"},
        {"type": "date_time", "offset": 17, "length": 5, "unix_time": AT, "date_time_format": "t"},
        {"type": "expandable_blockquote", "offset": 23, "length": 6},
    ]
    copy, stop = {"text": "Copy", "copy_text": {"text": "DE12"}}, {"text": "Stop"}
    rows = [[copy, stop | {"callback_data": "s"}]]
    sent = await raw.result(
        "sendMessage", chat_id=group.id, text=WORDS, entities=entities,
        reply_markup={"inline_keyboard": rows},
    )  # fmt: skip
    anna.send_photo(group, "A plan", "one", data=images.plain(300, 200))
    anna.send_photo(group, None, "one", data=images.plain(200, 200))
    anna.send_document(group, "plan.pdf", b"%PDF")
    await page.emulate_media(color_scheme="dark")
    await page.set_viewport_size({"width": 390, "height": 780})
    await page.goto(f"{server.base_url}/#{anna.id}.{group.id}.0")
    bubble = page.locator(f'chat-bubble[data-name="m{sent["message_id"]}"]')
    await expect(bubble.locator("strong")).to_have_text("bold")
    await expect(bubble.locator("time").first).to_have_text("02:00")  # in the reader's zone
    await expect(bubble.locator("a")).to_have_attribute("href", "https://example.org/a")
    await bubble.get_by_role("button", name="Hidden text").press("Enter")
    await expect(bubble.locator(".shown")).to_have_text("hidden")
    await bubble.get_by_role("button", name="Copy").click()
    await expect(page.locator(".toast")).to_have_text("Copied: DE12")
    await expect(page.locator(".album img")).to_have_count(2)
    await expect(page.locator(".filename")).to_have_text("plan.pdf")

    await (
        page.get_by_label("Attach files", exact=True)
        .nth(1)
        .set_input_files(
            {"name": "boots.png", "mimeType": "image/png", "buffer": images.plain(120, 90)}
        )
    )
    await expect(page.locator(".mine .photo img").last).to_be_visible()
    await raw.result(
        "editMessageText", chat_id=group.id, message_id=sent["message_id"], text="New words"
    )
    await expect(bubble.locator(".text")).to_have_text("New words")
    await expect(bubble.locator(".meta")).to_contain_text("edited")
    assert group.messages[-1].media == images.plain(120, 90)
    await shot(page, "phone-dark")
