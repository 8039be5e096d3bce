"""Meetings, by taps and by words, in both languages, with restarts: called, answered, over."""

from __future__ import annotations

import re
from datetime import timedelta

from bot.sandbox import Message, User
from handlers import agenda, attendance, feedback, lectures, meeting_lists, meeting_phone
from handlers import meeting_buttons as links
from handlers import meeting_cards as cards
from handlers.kit.forms.form import At as AtTime
from handlers.kit.forms.form import Do, Leaf, OnDay, Pick
from handlers.meeting_buttons import SetPlaces
from handlers.tasks import Done
from storage.meeting_details import Kind
from tests.conftest import TestSchool
from tests.flows import Flow, begin, every_way
from tests.looking import told
from tests.meetings import until

SEND, DONE, SKIP = ":send\n", ":done\n", ":skip\n"
WHEN = ("Thu, Dec 3, 2026, 18:30", "2026年12月3日周四 18:30")
KINDS = {
    Kind.PARENT: ("Parent meeting", "家长会"),
    Kind.COMMITTEE: ("Committee meeting", "家委会会议"),
    Kind.LECTURE: ("Lecture", "讲座"),
    Kind.SALON: ("Salon", "沙龙"),
    Kind.OPEN_DAY: ("Open day", "开放日"),
    Kind.ACTIVITY: ("Activity", "活动"),
}


async def at_half_past_six(flow: Flow, user: User, day: int = 3) -> None:
    """The time that a form asks for: in the calendar, or as people type it."""
    if flow.typing:
        await flow.types(user, flow.says(f"{day} Dec 18:30", f"12月{day}日晚上六点半"))
        return
    if flow.school.clock.now().month == 11:
        await flow.picks(user, Leaf, "202612")
    await flow.picks(user, OnDay, f"202612{day:02}")
    await flow.picks(user, AtTime, "18:30")


async def hub(flow: Flow, user: User, kind: type[object]) -> Message:
    """The organiser goes from the newest card of a meeting to what is behind More."""
    await flow.taps(user, links.More)
    return await flow.taps(user, kind)


@every_way
async def test_a_meeting_of_each_kind_is_called(school: TestSchool, language: str, by: str) -> None:
    """By taps step by step, by words in one line with when it ends and where."""
    flow = await begin(school, language, by, parents=1)
    tina, (ana,) = flow.class_.teacher, flow.class_.parents
    await school.appoint(ana, "committee member 3B")
    for number, (kind, called) in enumerate(KINDS.items(), start=3):
        name = flow.says(*called)
        if flow.typing:
            line = flow.says(f"Dec {number} 18:30-20:00", f"12月{number}日晚上六点半到20:00")
            await flow.timed(tina, f"/meeting {name} {line} T{number} @ 201")
        else:
            await flow.types(tina, "/meeting")
            await flow.picks(tina, Pick, f"{name}\n")
            if kind not in (Kind.PARENT, Kind.COMMITTEE):
                await flow.picks(tina, Pick, flow.says("All parents", "全体家长"))
            await flow.types(tina, f"T{number}")
            await at_half_past_six(flow, tina, number)
            await flow.types(tina, "201")
            await flow.picks(tina, Pick, flow.says("That is all", "这样就好"))
            await flow.picks(tina, Do, SEND)
        card = flow.find(flow.class_.group, cards.Say)[0]
        assert name in card.text or kind == Kind.PARENT
        assert f"T{number}" in card.text
        assert flow.says(f"Dec {number}, 2026, 18:30", f"12月{number}日") in card.text
    flow.spoken()


@every_way
async def test_a_meeting_with_few_places_is_answered_moved_and_called_off(
    school: TestSchool, language: str, by: str
) -> None:
    """All that the form can ask; how many come, who waits, by phone, the calendar."""
    flow = await begin(school, language, by, parents=3)
    other = await school.class_group("4A", parents=0)
    head, (ana, ben, eva), group = school.head, flow.class_.parents, flow.class_.group
    for user, child in ((ana, "Clara"), (ben, "Tim"), (eva, "Mia")):
        await flow.types(user, f"/child {child}")
    await flow.types(head, "/meeting")
    await flow.picks(head, Pick, f"{flow.says(*KINDS[Kind.PARENT])}\n")
    if flow.typing:
        await flow.types(head, flow.says("3B and 4A", "3B、4A"))
    else:
        await flow.picks(head, Pick, flow.says("All\n", "全部\n"))
        await flow.picks(head, Do, DONE)
    await flow.types(head, "Tea 茶会")
    await at_half_past_six(flow, head)
    await flow.picks(head, Do, SKIP)
    await flow.picks(head, Pick, flow.says("Add more", "继续补充"))
    await flow.picks(head, Pick, "20:00")
    await flow.types(head, "1. Cake 蛋糕")
    await flow.picks(head, Pick, "20\n")
    await flow.picks(head, Pick, flow.says("Yes", "是"))
    await flow.picks(head, Do, SKIP)
    await flow.picks(head, Do, SKIP)
    await flow.picks(head, Do, SEND)
    card, there = (flow.find(each, cards.Say)[0] for each in (group, other.group))
    assert flow.says(*WHEN) in card.text
    assert flow.says(*WHEN) in there.text
    await flow.types(head, "/meetings")
    await flow.taps(head, cards.Manage)
    await hub(flow, head, links.Places)
    await flow.types(head, "2")
    await flow.taps(ana, cards.Say, ":yes\n", on=card)
    await flow.taps(ana, links.Heads, ":2\n")
    await flow.types(ben, "/meetings")
    await flow.taps(ben, cards.Say, ":yes\n")
    await flow.taps(ben, links.HowMany)
    await flow.types(ben, flow.says("two", "两"))
    assert flow.heard(ben, "waiting list", "第 1 位")
    await hub(flow, head, links.Places)
    await flow.picks(head, SetPlaces, ":0\n")
    assert flow.heard(ben, "free", "有空位")
    await hub(flow, head, links.ByPhone)
    await flow.taps(head, meeting_phone.Who, "Mia")
    await flow.taps(head, meeting_phone.Said, ":yes\n")
    await flow.types(ana, "/meetings")
    await flow.taps(ana, links.ToCalendar)
    await ana.private.wait(lambda m: m.media_kind == "document")
    await flow.taps(head, cards.Move)
    await at_half_past_six(flow, head, 4)
    await flow.picks(head, Do, SEND)
    await flow.taps(ana, cards.Say, ":no\n", on=flow.heard(ana, "suit", "新的时间您方便吗"))
    await flow.types(head, "/cancel_meeting")
    await flow.taps(head, cards.CancelSurely)
    assert flow.heard(ben, "Cancelled", "取消")
    assert card.labels == []
    flow.spoken()


@every_way
async def test_a_lecture_has_a_speaker_a_link_questions_and_reminders(
    school: TestSchool, language: str, by: str
) -> None:
    flow = await begin(school, language, by, parents=2)
    tina, (ana, ben), group = flow.class_.teacher, flow.class_.parents, flow.class_.group
    await flow.timed(
        tina, flow.says("/meeting lecture", "/meeting 讲座") + " 2026-12-03 18:30 Sleep", group
    )
    card = flow.find(group, cards.Say)[0]
    await hub(flow, tina, links.Speaker)
    await flow.types(tina, "Li Wei")
    await hub(flow, tina, links.Link)
    await flow.types(tina, "https://live.example.org/1")
    assert "Li Wei" in card.text
    await flow.types(ana, "/meetings")
    await flow.taps(ana, cards.Say, ":yes\n")
    await flow.taps(ana, links.AskSpeaker)
    await flow.types(ana, "How 怎么睡?")
    await flow.picks(ana, lectures.Out, ":0\n")
    await hub(flow, tina, links.Questions)
    assert told(tina, "1. How 怎么睡?")
    await until(school, 2, 19)
    assert flow.heard(ana, "Reminder", "会议提醒")
    await until(school, 3, 18, 20)
    assert any(b.url for m in ana.private.messages for row in m.buttons for b in row)
    assert not any(b.url for m in ben.private.messages for row in m.buttons for b in row)
    flow.spoken()


@every_way
async def test_afterwards_it_is_said_who_came_what_was_decided_and_how_it_was(
    school: TestSchool, language: str, by: str
) -> None:
    """At the door by a code and by names, minutes, a decision, a task, feedback."""
    flow = await begin(school, language, by, parents=3)
    tina, (ana, ben, eva), group = flow.class_.teacher, flow.class_.parents, flow.class_.group
    for user, child in ((ana, "Clara"), (ben, "Tim"), (eva, "Mia")):
        await flow.types(user, f"/child {child}")
    await flow.timed(tina, "/meeting 2026-12-03 18:30 Tea", group)
    card = flow.find(group, cards.Say)[0]
    await flow.taps(ana, cards.Say, ":yes\n", on=card)
    await until(school, 3, 18, 25)
    code = re.findall(r"\b\d{4}\b", flow.heard(tina, "Door code", "签到码").text)[0]
    await flow.types(ben, code if flow.typing else "/here")
    if not flow.typing:
        await flow.types(ben, code)
    await flow.taps(tina, meeting_lists.Print)
    await tina.private.wait(lambda m: m.media_kind == "document")
    await until(school, 3, 22)
    if flow.typing:
        await flow.types(tina, "/came Mia")
    else:
        await hub(flow, tina, links.WhoCame)
        await flow.taps(tina, attendance.Mark, "Mia")
    await flow.types(tina, "/came")
    await flow.taps(tina, attendance.AllWhoSaidYes)
    assert flow.heard(tina, "3 of 3", "3 / 3")
    await hub(flow, tina, links.Write)
    await flow.types(tina, "Cake 蛋糕")
    await flow.picks(tina, Do, SKIP)
    await flow.picks(tina, Do, SEND)
    await hub(flow, tina, links.Decide)
    await flow.types(tina, "May 五月")
    assert told(ana, "May 五月")
    await hub(flow, tina, links.Give)
    await flow.types(tina, "Paint 颜料")
    await at_half_past_six(flow, tina, 10)
    await flow.picks(tina, Do, SEND)
    await flow.types(tina, "/tasks")
    await flow.taps(tina, Done)
    await hub(flow, tina, links.AskFeedback)
    asked = flow.find(ana.private, feedback.Points)[0]
    for kind in (feedback.Points, feedback.WasGood, feedback.ShouldChange):
        flow.acts = 0  # what was tapped of it is in memory only, as the card says
        await flow.taps(ana, kind, on=asked)
    assert flow.answered(ana, "Your answer is stored", "您的回答已保存")
    await flow.taps(tina, feedback.CloseNow)
    assert flow.heard(tina, "Fewer than", "不到")
    flow.spoken()


@every_way
async def test_five_families_say_how_it_was(school: TestSchool, language: str, by: str) -> None:
    """From five on the organiser sees what they said, and never who."""
    flow = await begin(school, language, by, parents=5)
    tina, parents = flow.class_.teacher, flow.class_.parents
    await flow.timed(tina, "/meeting 2026-12-03 18:30 Tea", flow.class_.group)
    card = flow.find(flow.class_.group, cards.Say)[0]
    for user in parents:
        await flow.taps(user, cards.Say, ":yes\n", on=card)
    await until(school, 3, 22)
    await flow.types(tina, "/came")
    await flow.taps(tina, attendance.AllWhoSaidYes)
    await hub(flow, tina, links.AskFeedback)
    for user in parents:
        asked = flow.find(user.private, feedback.Points)[0]
        for kind in (feedback.Points, feedback.WasGood, feedback.ShouldChange):
            flow.acts = 0  # what was tapped of it is in memory only, as the card says
            await flow.taps(user, kind, on=asked)
    flow.acts = 1
    await flow.taps(tina, feedback.CloseNow)
    shown = flow.heard(tina, "5 of 5 answered", "5 人中").text
    assert not any(user.name in shown for user in parents)
    flow.spoken()


@every_way
async def test_a_committee_prepares_its_meeting(school: TestSchool, language: str, by: str) -> None:
    flow = await begin(school, language, by, parents=2)
    ana, ben = flow.class_.parents
    await school.appoint(ana, "committee chair 3B")
    await school.appoint(ben, "committee member 3B")
    await flow.timed(
        ana, flow.says("/meeting committee", "/meeting 家委会") + " 2026-12-03 18:30 Fair"
    )
    await flow.types(ben, "/agenda" if not flow.typing else "/agenda Cake 蛋糕")
    if not flow.typing:
        await flow.taps(ben, agenda.Add)
        await flow.types(ben, "Cake 蛋糕")
    await hub(flow, ana, links.ShowAgenda)
    await flow.taps(ana, agenda.Add)
    await flow.types(ana, "Tents 帐篷")
    await flow.taps(ana, agenda.TakeOff)
    assert told(ana, "Tents 帐篷")
    await school.advance(timedelta(seconds=1))
    flow.spoken()


@every_way
async def test_the_school_committee_is_called_together(
    school: TestSchool, language: str, by: str
) -> None:
    """By its chair, who is asked of which kind nothing, for there is one."""
    flow = await begin(school, language, by, parents=2)
    ana, ben = flow.class_.parents
    await school.appoint(ana, "school committee chair")
    await school.appoint(ben, "school committee 3B")
    if flow.typing:
        line = flow.says("committee 3 Dec 18:30", "家委会 12月3日晚上六点半")
        await flow.timed(ana, f"/meeting {line} Fair")
    else:
        await flow.types(ana, "/meeting")
        await flow.types(ana, "Fair")
        await at_half_past_six(flow, ana)
        await flow.picks(ana, Do, SKIP)
        await flow.picks(ana, Pick, flow.says("That is all", "这样就好"))
        await flow.picks(ana, Do, SEND)
    await flow.taps(ben, cards.Say, ":maybe\n")
    await flow.taps(ben, cards.Say, ":yes\n")
    own = flow.find(ana.private, cards.Cancel)[0]
    assert flow.says("Coming (1 member)", "参加（1") in own.text
    flow.spoken()
