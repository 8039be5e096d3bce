"""A notice as a page to print: what stands on it, and that every script is there."""

from __future__ import annotations

import pytest

from handlers.kit import glyphs, runs, typeset
from handlers.kit.card import Span, Text
from tests.conftest import TestSchool
from tests.looking import told
from tests.noticeboard import announced, crafted, own_card, pressed
from tests.scanning import scanned


@pytest.mark.parametrize(
    ("language", "button", "caption"),
    [("en", "Print a page", "an A4 page to print"), ("zh-hans", "打印成纸", "一页 A4")],
)
async def test_the_author_gets_a_page_by_tap(
    school: TestSchool, language: str, button: str, caption: str
) -> None:
    """After a restart too; what cannot be printed is named beside it."""
    class_ = await school.class_group("3B", parents=1)
    lin = school.town.user("Lin", language=language)
    await school.appoint(lin, "head teacher 3B")
    class_.group.join(lin)
    lin.say(class_.group, "/announce 明天春游 🎒 Прогулка نزهة")
    await class_.group.wait(lambda m: "明天春游" in m.text)
    await school.settle()
    own = await lin.private.wait(lambda m: button in m.labels)
    await school.restart()
    await lin.tap(own, button).answer()
    sent = await lin.private.wait(lambda m: m.media_kind == "document")
    pdf = sent.media or b""
    assert pdf.startswith(b"%PDF")
    for font in (b"NotoSans-", b"NotoSansSC", b"NotoSansArabic"):
        assert font in pdf
    assert caption in sent.text
    assert "🎒" in sent.text
    lin.say(lin.private, "/paper прогулка")
    again = await lin.private.wait(lambda m: m.id > sent.id and m.media_kind == "document")
    assert again.document["file_id"] == sent.document["file_id"]
    asked = lin.say(lin.private, "/paper unheard")
    await lin.private.wait(lambda m: m.id > asked.id and "/announcements" in m.text)


async def test_the_code_on_the_page_opens_the_private_chat(school: TestSchool) -> None:
    """Whoever scans it comes where the bot greets them; a long notice has it once, too."""
    class_ = await school.class_group("3B", parents=0)
    await announced(class_, "Trip on Friday. " * 200)
    own = await own_card(class_)
    await pressed(school, class_.teacher, own, "Print a page")
    sent = await class_.teacher.private.wait(lambda m: m.media_kind == "document")
    (link,) = scanned(sent.media or b"")
    assert link == f"https://t.me/{school.town.bot.username}?start=hello"
    ana = school.town.user("Ana", language="en")
    ana.follow(link)
    await school.settle()
    assert told(ana, "Riverside School")


async def test_only_who_looks_after_a_notice_prints_it(school: TestSchool) -> None:
    class_ = await school.class_group("3B", parents=1)
    (parent,) = class_.parents
    card = await announced(class_)
    own = await own_card(class_)
    data = next(b.data for row in own.buttons for b in row if b.label == "Print a page")
    assert "not for you" in await crafted(school, parent, card, data)
    assert not [m for m in parent.private.messages if m.media_kind]


def test_the_fonts_have_what_schools_write() -> None:
    fonts = typeset.font_files()
    text = "Straße, école, Прогулка, نزهة مدرسية, 明天春游，请带水壶。 – “Trip” • € ½"
    assert glyphs.missing(text, fonts) == []
    lacking = glyphs.missing("boots 👍🏽 ok", fonts)
    assert "👍" in lacking
    assert glyphs.without("boots 👍🏽 ok", lacking) == "boots  ok"


def test_a_text_is_made_of_lines_and_runs() -> None:
    text = Text(
        "Bring boots\nSee here\nنزهة",
        (Span("bold", 6, 5), Span("text_link", 16, 4, {"url": "https://example.org"})),
    )
    first, second, third = runs.lines(text)
    assert first["runs"] == [
        {"text": "Bring ", "styles": []},
        {"text": "boots", "styles": ["bold"]},
    ]
    assert "".join(run["text"] for run in second["runs"]) == "See here (https://example.org)"
    assert [each["rtl"] for each in (first, second, third)] == [False, False, True]
