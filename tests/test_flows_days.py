"""Notices on quiet and full days, and with many files, by taps and by words, in both languages."""

from __future__ import annotations

from handlers.kit.crowded import Decision
from handlers.kit.forms.form import Do
from handlers.notice_orders import Decide
from handlers.notice_paper import OnPaper
from handlers.notice_times import PostNow
from tests.conftest import TestSchool
from tests.flows import Flow, begin, every_way
from tests.looking import last
from tests.meetings import until
from tests.noticeboard import of_bot, texts_of
from tests.test_flows_notices import DONE, NOTHING, NOW, SEND, chooses

BOTH = ("Urgent and pinned", "紧急并置顶")
URGENT = ("Urgent", "紧急")


async def fills(flow: Flow) -> None:
    """As many notices as a group should have on a day, its welcome card counted."""
    for each in range(4):
        flow.class_.teacher.say(flow.class_.group, f"/announce Day 日程 {each}")
    await flow.school.settle()


async def by_form(flow: Flow, text: str, *labels: tuple[str, str]) -> None:
    """The head teacher writes a notice without files that nobody confirms, up to the preview."""
    tina = flow.class_.teacher
    await flow.types(tina, "/announce")
    await flow.types(tina, text)
    await flow.picks(tina, Do, ":skip\n")
    await chooses(flow, tina, NOTHING, *labels)


@every_way
async def test_on_a_full_day_a_notice_is_posted_anyway_later_or_not_at_all(
    school: TestSchool, language: str, by: str
) -> None:
    flow = await begin(school, language, by, parents=1)
    tina, group = flow.class_.teacher, flow.class_.group
    await fills(flow)
    for text, decision in (
        ("Boots 雨鞋", Decision.ANYWAY),
        ("Hats 帽子", Decision.LATER),
        ("Coats 大衣", Decision.NEVER),
    ):
        await flow.types(tina, f"/announce {text}", group)
        assert text not in texts_of(group)
        await flow.taps(tina, Decide, f":{decision}\n")
    await by_form(flow, "Gloves 手套", ("As usual", "和平常一样"), NOW, ("Post anyway", "仍然发布"))
    await flow.picks(tina, Do, SEND)
    await flow.types(tina, flow.says("/announce urgent: Bus", "/announce 紧急：班车"), group)
    for shown in ("Boots 雨鞋", "Gloves 手套", flow.says("Bus", "班车")):
        assert shown in texts_of(group)
    await until(school, 25, 7, 31, month=11)
    assert "Hats 帽子" in texts_of(group)
    assert "Coats 大衣" not in texts_of(group)
    flow.spoken()


@every_way
async def test_in_quiet_hours_only_what_is_urgent_goes_out(
    school: TestSchool, language: str, by: str
) -> None:
    flow = await begin(school, language, by, parents=1)
    tina, group = flow.class_.teacher, flow.class_.group
    await until(school, 24, 20, 30, month=11)
    for text in ("Boots 雨鞋", "Hats 帽子"):
        await flow.types(tina, f"/announce {text}", group)
        assert flow.says("Goes out at 07:30", "07:30 发布") in last(tina).text
    await flow.taps(tina, PostNow)
    assert "Hats 帽子" in texts_of(group)
    await by_form(flow, "Bus 班车", URGENT, NOW)
    await flow.picks(tina, Do, SEND)
    assert "Bus 班车" in texts_of(group)
    assert "Boots 雨鞋" not in texts_of(group)
    await until(school, 25, 7, 31, month=11)
    assert "Boots 雨鞋" in texts_of(group)
    flow.spoken()


@every_way
async def test_an_album_and_a_document_go_along_and_the_notice_is_printed(
    school: TestSchool, language: str, by: str
) -> None:
    flow = await begin(school, language, by, parents=1, admin=True)
    tina = flow.class_.teacher
    await flow.types(tina, "/announce")
    tina.send_album(tina.private, "photo", "photo")
    await school.settle()
    await flow.types(tina, "Trip 去湖边")
    tina.send_document(tina.private, "plan.pdf", b"%PDF")
    await school.settle()
    await flow.picks(tina, Do, DONE)
    await chooses(flow, tina, NOTHING, BOTH, NOW)
    await flow.picks(tina, Do, SEND)
    sent = of_bot(flow.class_)
    assert [m.media_kind for m in sent] == ["photo", "photo", "document", None]
    assert ("Trip 去湖边" in sent[-1].text, sent[-1].pinned) == (True, True)
    await flow.taps(tina, OnPaper)
    page = await tina.private.wait(lambda m: flow.says("an A4 page to print", "一页 A4") in m.text)
    assert (page.media or b"").startswith(b"%PDF")
    await flow.types(tina, "/paper")
    await school.settle()
    assert last(tina).media_kind == "document"
    flow.spoken()
