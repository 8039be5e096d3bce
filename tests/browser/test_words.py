"""The page in Chinese: what it says itself, what happened in a group, and what is refused."""

from collections.abc import Callable

import pytest
from playwright.async_api import Page, expect

from bot.sandbox import Group, NotAllowed, Server, Town, User, images
from tests.sandbox.conftest import anna, ben, group, server, town  # noqa: F401

# Of what is refused, what the page has no Chinese words for.
UNTRANSLATED = r"""all => import("/page/refusals.js").then(({ refusal }) =>
  all.filter((each) => !/[\u4e00-\u9fff]/.test(refusal(new Error(each)))))"""


@pytest.fixture
def reads() -> str:
    """Return the language of the browser."""
    return "zh-CN"


def _refused(*tries: Callable[[], object]) -> list[str]:
    """What the stand-in says to each of what Telegram's apps would not let a person do."""
    said = []
    for each in tries:
        with pytest.raises(NotAllowed) as caught:
            each()
        said.append(str(caught.value))
    return said


async def test_the_page_speaks_chinese(
    page: Page,
    server: Server,  # noqa: F811
    town: Town,  # noqa: F811
    anna: User,  # noqa: F811
    ben: User,  # noqa: F811
    group: Group,  # noqa: F811
):
    """Service messages and refusals as well; the control API's own words stay English."""
    forum = town.group("Office", creator=anna, members=[ben], forum=True)
    forum.add_bot()
    closed, gone = forum.open_topic("Old"), forum.open_topic("Gone")
    uma = town.user("Uma")
    await page.goto(f"{server.base_url}/#{ben.id}.{forum.id}.{closed.id}|{ben.id}.{group.id}.0")
    group.join(uma)
    await expect(page.get_by_label("输入消息").first).to_be_visible()
    await expect(page.locator(".note", has_text="Uma加入了群")).to_be_visible()
    own = ben.say(group, "Hello")
    forum.close_topic(closed)
    await page.get_by_label("输入消息").first.fill("Ich")
    await page.get_by_label("输入消息").first.press("Enter")
    await expect(page.locator(".toast").first).to_have_text("话题“Old”已关闭。")
    forum.delete_topic(gone)
    uma.say(group, "Mine")
    refused = _refused(
        lambda: ben.say(group, ""),
        lambda: ben.say(forum, "Hello", topic=gone),
        lambda: uma.say(forum, "Hello"),
        lambda: uma.edit(own, "Mine"),
        lambda: uma.delete(own),
        lambda: ben.pin(own),
        lambda: ben.tap(own, "OK"),
        lambda: ben.react(own, "🧨"),
        lambda: ben.send_photo(group, "x" * 5000, data=images.plain(9, 9)),
        lambda: ben.send_document(group, "empty.txt", b""),
        lambda: ben.follow("https://example.org/"),
        lambda: forum.migrate(),
    )
    ben.block_bot()
    refused += _refused(lambda: ben.say(ben.private, "Hello"))
    assert await page.evaluate(UNTRANSLATED, [*refused, "not in time", "nothing is due"]) == []
    assert await page.evaluate(UNTRANSLATED, ["no such verb"]) == ["no such verb"]
