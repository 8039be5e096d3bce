"""The register as a page on the web: read by anybody, escaped, without script, off by default."""

from __future__ import annotations

import socket
from html.parser import HTMLParser
from pathlib import Path

import aiohttp
import pytest

from bot.config import ConfigError, load
from tests.conftest import CONFIG, TestSchool
from tests.looking import last
from tests.noticeboard import filled, pressed
from tests.test_affairs import listed, published

HOSTILE = "<script>alert(1)</script>\" onload='x'"


class Tags(HTMLParser):
    """What a page is made of: its tags, its links by their words, and its text."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.links: dict[str, str] = {}
        self.text = ""
        self._href: str | None = None
        self.feed(page)

    # What HTMLParser calls, by its names.

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:  # noqa: D102
        self.tags.append(tag)
        assert not [name for name, _ in attrs if name.startswith("on") or name == "src"]
        self._href = dict(attrs).get("href") if tag == "a" else None

    def handle_endtag(self, tag: str) -> None:  # noqa: D102
        self._href = None

    def handle_data(self, data: str) -> None:  # noqa: D102
        if self._href is not None:
            self.links[data] = self._href
        self.text += data


async def opened(school: TestSchool, settings: str = "page = true") -> str:
    """The bot starts again with a page; its address."""
    await school.close()
    with socket.create_server(("127.0.0.1", 0)) as free:
        host = f"127.0.0.1:{free.getsockname()[1]}"
    text = school.config.read_text()
    text = text.replace("[telegram]", f'[telegram]\nlisten = "{host}"', 1)
    url = f"http://{host}/affairs"
    school.config.write_text(f'{text}\n[affairs]\n{settings}\nurl = "{url}"\n')
    await school.open()
    return url


async def got(url: str, language: str = "en") -> tuple[aiohttp.ClientResponse, Tags]:
    """What is answered there."""
    headers = {"Accept-Language": language}
    async with aiohttp.ClientSession() as client, client.get(url, headers=headers) as answer:
        return answer, Tags(await answer.text())


async def test_the_register_is_a_page_that_only_shows(school: TestSchool) -> None:
    await school.class_group("3B", parents=1)
    await published(school, "食堂菜谱", "周一：西红柿炒鸡蛋。", "Menus")
    await published(school, HOSTILE, f"It was fine.\n{HOSTILE}")
    url = await opened(school)
    answer, page = await got(url)
    assert answer.status == 200
    policy = answer.headers["Content-Security-Policy"]
    assert policy.startswith("default-src 'none'; style-src 'sha256-")
    assert "unsafe" not in policy
    assert not {"script", "img", "iframe", "link", "object"} & set(page.tags)
    assert HOSTILE in page.text
    base = url.removesuffix("/affairs")
    _, menus = await got(base + page.links["Menus"])
    assert "食堂菜谱" in menus.text
    assert HOSTILE not in menus.text
    _, term = await got(base + page.links["First term 2026/27"])
    assert "食堂菜谱" in term.text
    for words, there in (("鸡蛋", True), ("fine", False), ('"* OR', False)):
        _, found = await got(f"{url}?q={words}&term=x&page=99999999999&category=no")
        assert ("食堂菜谱" in found.links) == there
    _, entry = await got(base + page.links[HOSTILE])
    assert f"It was fine.\n{HOSTILE}" in entry.text
    assert "script" not in entry.tags
    _, chinese = await got(url, "zh-CN,zh;q=0.9,en;q=0.8")
    assert "校务公开" in chinese.text
    for path in ("/99999", f"/{2**70}", "/x"):
        assert (await got(url + path))[0].status == 404
    shown = await listed(school, school.head)
    assert [each.url for each in shown.buttons[-1]] == [url]


async def test_versions_and_documents_stand_on_it(school: TestSchool) -> None:
    await school.class_group("3B", parents=1)
    head = school.head
    await published(school, "Menu", "Soup", "Menus")
    await pressed(school, head, last(head), "New version")
    await filled(school, head, "Stew")
    head.send_document(head.private, "menu.pdf", b"%PDF-1.4")
    await filled(school, head, "Done", "Skip", "Send")
    url = await opened(school)
    _, page = await got(url)
    base = url.removesuffix("/affairs")
    _, newest = await got(base + page.links["Menu"])
    assert "menu.pdf" in newest.text
    assert newest.links["open it there"].startswith("https://t.me/")
    _, older = await got(base + newest.links["Version of Tue, Nov 24, 2026"])
    assert "This is an earlier version." in older.text
    assert older.links["The newest version"] == page.links["Menu"]
    managed = [m for m in head.private.messages if "Withdraw" in m.labels]
    await pressed(school, head, managed[-1], "Withdraw")
    await pressed(school, head, last(head), "Yes, withdraw")
    assert (await got(base + page.links["Menu"]))[0].status == 404
    assert "Menu" in (await got(url))[1].links


async def test_there_is_no_page_unless_it_is_wanted(school: TestSchool) -> None:
    url = await opened(school, "page = false")
    assert (await got(url))[0].status == 404
    assert "Read in the browser" not in (await listed(school, school.head)).labels


@pytest.mark.parametrize(
    ("settings", "said"),
    [
        ("page = true", "affairs.url is missing; write the address"),
        ('url = "https://bot.example.org/"', "which has no path of its own"),
        ('url = "http://bot.example.org/affairs"', "which is no https address"),
        ('url = "https://bot.example.org/health"', "which has no path of its own"),
    ],
)
def test_an_address_that_cannot_be_is_said(tmp_path: Path, settings: str, said: str) -> None:
    file = tmp_path / "config.toml"
    file.touch(mode=0o600)
    base = CONFIG.format(token="123456789:" + "A" * 35, url="http://127.0.0.1:1", file="x.db")
    file.write_text(f"{base}\n[affairs]\n{settings}\n")
    with pytest.raises(ConfigError, match=said):
        load(file, {})
