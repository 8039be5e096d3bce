"""Notices, by taps and by words, in both languages, with restarts: announced, changed, answered."""

from __future__ import annotations

from datetime import timedelta

from bot.sandbox import Message, User
from handlers.kit.forms.form import Alter, Do, OnDay, Pick
from handlers.kit.forms.form import At as AtTime
from handlers.notice_changes import Correct, NewFiles, Show, Withdraw, WithdrawSurely
from handlers.notice_nudges import Nudge
from handlers.notice_questions import Questions, Reply
from handlers.notice_times import Cancel, Change, OtherTime, PostNow
from handlers.notice_told import Told, ToldBy, ToldByOther
from handlers.notice_under import Ask, Sign
from handlers.notices import GotIt
from handlers.slip_lists import Export, Paper
from handlers.slip_words import Settle
from tests.conftest import TestSchool
from tests.flows import Flow, begin, every_way
from tests.looking import last, told
from tests.noticeboard import texts_of


async def chooses(flow: Flow, user: User, *labels: tuple[str, str]) -> Message:
    """Somebody goes through the questions of a form by what is offered."""
    for label in labels:
        await flow.picks(user, Pick, flow.says(*label))
    return last(user)


ONLY_TAP, USUAL = ("“Got it”", "“收到”"), ("As usual", "和平常一样")
NOTHING, NOW = ("Not at all", "不用确认"), ("Now", "现在")
SIGNED, PINNED = ("Signed", "签名"), ("Pinned", "置顶")
SEND, DONE, SKIP, CHANGE = ":send\n", ":done\n", ":skip\n", ":change\n"


@every_way
async def test_a_notice_step_by_step_for_several_classes_is_seen_changed_and_planned(
    school: TestSchool, language: str, by: str
) -> None:
    """Classes, files, confirmation, what stands out, a time; then drafts, one of them dropped."""
    flow = await begin(school, language, by, parents=1)
    other = await school.class_group("4A", parents=0)
    head, group = school.head, flow.class_.group
    await flow.types(head, "/announce")
    if flow.typing:
        await flow.types(head, flow.says("3B and 4A", "3B、4A"))
    else:
        await flow.picks(head, Pick, "3B")
        await flow.picks(head, Pick, "4A")
        await flow.picks(head, Do, DONE)
    await flow.types(head, "Trip 去湖边")
    head.send_photo(head.private)
    await school.settle()
    await flow.picks(head, Do, DONE)
    await chooses(flow, head, ONLY_TAP, PINNED)
    if flow.typing:
        await flow.types(head, flow.says("26 Nov 10:00", "11月26日上午10点"))
    else:
        await flow.picks(head, OnDay, "20261126")
        await flow.picks(head, AtTime, "10:00")
    await flow.picks(head, Do, CHANGE)
    await flow.picks(head, Alter, "Trip")
    ready = await flow.types(head, "Trip 去山上")
    assert flow.says("Thu, Nov 26, 2026, 10:00", "2026年11月26日周四 10:00") in ready.text
    await flow.picks(head, Do, SEND)
    assert "山上" not in texts_of(group)
    await flow.taps(head, PostNow)
    for where in (group, other.group):
        assert (where.last or ready).media_kind == "photo"
        assert "山上" in texts_of(where)
    await flow.types(head, "/announce")
    await flow.types(head, "4A")
    await flow.types(head, "/drafts")
    await flow.taps(head, Do, ":go-on\n")
    await flow.types(head, "Quiet 安静")
    await flow.picks(head, Do, SKIP)
    await chooses(flow, head, NOTHING, USUAL, NOW)
    await flow.picks(head, Do, SEND)
    quiet = other.group.last
    assert quiet is not None
    assert ("Quiet 安静" in quiet.text, quiet.labels) == (True, [])
    await flow.types(head, "/announce")
    await flow.picks(head, Do, ":drop\n")
    await flow.types(head, "/announce")
    await flow.types(head, "4A")
    await flow.types(head, "/cancel")
    await flow.types(head, "/drafts")
    assert flow.says("nothing unfinished", "没有未完成") in last(head).text
    flow.spoken()


@every_way
async def test_what_is_planned_and_what_runs_is_changed_and_taken_back(
    school: TestSchool, language: str, by: str
) -> None:
    """Held in quiet hours, planned, corrected, given a photo, nudged, told by phone, withdrawn."""
    flow = await begin(school, language, by, parents=2)
    tina, (ana, ben), group = flow.class_.teacher, flow.class_.parents, flow.class_.group
    await flow.types(ana, "/child Clara")
    await flow.types(ben, "/child Tim")
    await school.advance(timedelta(hours=12))
    await flow.types(tina, flow.says("/announce Boots", "/announce 雨鞋"), group)
    await flow.taps(tina, PostNow)
    card = flow.find(group, GotIt)[0]
    await flow.timed(tina, "/announce 2026-11-26 10:00 Hats", group)
    await flow.types(tina, "/announcements")
    await flow.taps(tina, Change)
    await flow.types(tina, "Gloves")
    await flow.taps(tina, Change)
    if flow.typing:
        await flow.timed(tina, flow.says("27 Nov 11:00", "11月27日上午11点"))
    else:
        await flow.picks(tina, OtherTime)
        await flow.picks(tina, OnDay, "20261127")
        await flow.picks(tina, AtTime, "11:00")
        await flow.picks(tina, Do, SEND)
    waiting = flow.find(tina.private, PostNow)[0].text
    assert "Gloves" in waiting
    assert flow.says("Fri, Nov 27, 2026, 11:00", "2026年11月27日周五 11:00") in waiting
    await flow.types(tina, "/announcements")
    await flow.taps(tina, Cancel)
    await flow.types(tina, "/announcements")
    await flow.taps(tina, Show)
    await flow.taps(tina, Correct)
    await flow.picks(tina, NewFiles)
    tina.send_photo(tina.private)
    await school.settle()
    await flow.picks(tina, Do, DONE)
    await flow.picks(tina, Do, SEND)
    card = flow.find(group, GotIt)[0]
    assert card.media_kind == "photo"
    await flow.taps(ana, GotIt, on=card)
    await flow.taps(tina, Nudge)
    await flow.taps(tina, Told)
    await flow.taps(tina, ToldByOther)
    await flow.types(tina, "Mia")
    await flow.taps(tina, ToldBy, "Tim")
    assert flow.says("3 families have", "3 个家庭确认") in card.text
    await flow.taps(tina, Withdraw)
    await flow.taps(tina, WithdrawSurely)
    assert flow.says("Withdrawn", "撤回") in (group.last or card).text
    flow.spoken()


@every_way
async def test_what_somebody_said_becomes_a_notice_and_a_question_is_answered_under_it(
    school: TestSchool, language: str, by: str
) -> None:
    flow = await begin(school, language, by, parents=2)
    tina, (ana, ben), group = flow.class_.teacher, flow.class_.parents, flow.class_.group
    await flow.types(ana, "/child Clara")
    said = ben.say(group, "湖边 lake")
    await flow.types(tina, "/announce", group, reply_to=said)
    card = flow.find(group, GotIt)[0]
    assert "湖边 lake" in card.text
    await flow.types(ana, "/my")
    await flow.taps(ana, Ask)
    await flow.types(ana, "Boots 雨鞋?")
    ben.say(group, "When 几点?", reply_to=card)
    await school.settle()
    await flow.taps(tina, Reply, on=flow.heard(tina, "Boots", "雨鞋"))
    await flow.types(tina, "Yes 要的")
    await chooses(flow, tina, ("For everybody", "所有人"))
    await flow.picks(tina, Do, SEND)
    assert "Yes 要的" in card.text
    await flow.taps(tina, Questions)
    await flow.taps(tina, Reply)
    await flow.types(tina, "Four 四点")
    await chooses(flow, tina, ("Only who asked", "只"))
    await flow.picks(tina, Do, SEND)
    assert told(ben, "Four 四点")
    assert "Four 四点" not in texts_of(group)
    flow.spoken()


@every_way
async def test_a_slip_is_signed_differently_settled_and_noted_from_paper(
    school: TestSchool, language: str, by: str
) -> None:
    flow = await begin(school, language, by, parents=3)
    tina, (ana, ben, eva), group = flow.class_.teacher, flow.class_.parents, flow.class_.group
    for user, child in ((ana, "Clara"), (ben, "Clara"), (eva, "Tim")):
        await flow.types(user, f"/child {child}")
    await flow.taps(ana, "gy")
    await flow.types(tina, "/announce")
    await flow.types(tina, "Trip 去湖边")
    await flow.picks(tina, Do, SKIP)
    await chooses(flow, tina, SIGNED, USUAL, NOW)
    await flow.picks(tina, Do, SEND)
    card = flow.find(group, Sign)[0]
    for user, answer in ((ana, ("Yes", "同意")), (ben, ("No", "不同意"))):
        await flow.taps(user, Sign, on=card)
        await flow.picks(user, Pick, f"{flow.says(*answer)}\n")
        await flow.types(user, "Hm 嗯")
        await flow.picks(user, Do, SEND)
    await flow.taps(tina, Settle, ":yes\n")
    await flow.taps(tina, "nto")
    await flow.taps(tina, ToldBy, "Tim")
    await flow.taps(tina, Paper, ":no\n")
    assert flow.says("Signed for 2 children", "2 个孩子") in card.text
    exported = await flow.taps(tina, Export)
    assert exported.media_kind == "document"
    assert flow.heard(ben, "Yes", "同意")
    assert "Clara" not in texts_of(group)
    flow.spoken()
