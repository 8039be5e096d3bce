"""What happens around meetings: chosen among several, told by phone, written about; four ways."""

from __future__ import annotations

import re
from datetime import timedelta

from bot.sandbox import User
from handlers import attendance, class_lists, feedback, meeting_phone
from handlers import meeting_buttons as links
from handlers import meeting_cards as cards
from handlers.kit.forms.form import Do, Pick
from handlers.roster_cards import Remove, Who
from handlers.roster_cards import Sure as RemoveSurely
from handlers.tasks import Done
from tests.conftest import TestSchool
from tests.flows import Flow, begin, every_way, joins
from tests.looking import last
from tests.meetings import until
from tests.noticeboard import of_bot, texts_of
from tests.test_flows_meetings import DONE, SEND, at_half_past_six, hub


@every_way
async def test_where_there_are_several_classes_or_meetings_it_is_asked_which(
    school: TestSchool, language: str, by: str
) -> None:
    """For what is called, moved and called off in one line."""
    flow = await begin(school, language, by, parents=1)
    await school.class_group("4A", parents=0)
    head, group = school.head, flow.class_.group
    for day, title in ((3, "Tea 茶会"), (10, "Fair 义卖")):
        line = flow.says(f"{day} Dec 18:30", f"12月{day}日晚上六点半")
        await flow.timed(head, f"/meeting {line} {title}")
        await flow.taps(head, cards.MeetingIn, "3B")
    tea, fair = (m for m in of_bot(flow.class_) if m.labels)
    await flow.timed(head, flow.says("/move 11 Dec 17:00", "/move 12月11日下午五点"))
    await flow.taps(head, cards.MoveTo, "Fair")
    assert flow.says("Fri, Dec 11, 2026, 17:00", "2026年12月11日周五 17:00") in fair.text
    assert flow.says("Thu, Dec 3, 2026, 18:30", "2026年12月3日周四 18:30") in tea.text
    await flow.types(head, "/cancel_meeting")
    await flow.taps(head, cards.Cancel, "Tea", on=last(head))
    await flow.taps(head, cards.CancelSurely)
    assert (tea.labels, len(fair.labels) > 2) == ([], True)
    assert "~~" in tea.markdown
    assert "Tea" in texts_of(group)
    flow.spoken()


async def all_came(flow: Flow) -> None:
    """A meeting to which all say yes and come, Mia's family by phone, the first by the code."""
    tina, parents, group = flow.class_.teacher, flow.class_.parents, flow.class_.group
    await flow.timed(tina, "/meeting 2026-12-03 18:30 Tea", group)
    card = flow.find(group, cards.Say)[0]
    for user in parents:
        await flow.taps(user, cards.Say, ":yes\n", on=card)
    await hub(flow, tina, links.ByPhone)
    await flow.taps(tina, meeting_phone.Other)
    await flow.types(tina, "Mia")
    await flow.taps(tina, meeting_phone.Said, ":yes\n")
    code = re.findall(r"\b\d{4}\b", (await hub(flow, tina, links.DoorCode)).text)[0]
    await until(flow.school, 3, 18, 25)
    await flow.types(parents[0], code)
    assert flow.heard(parents[0], "Welcome", "欢迎")
    await until(flow.school, 3, 22)
    await flow.types(tina, "/came")
    await flow.taps(tina, attendance.AllWhoSaidYes)


async def says_how_it_was(flow: Flow, user: User, words: str = "") -> None:
    """The three taps, and words of one's own."""
    asked = flow.find(user.private, feedback.Points)[0]
    for kind in (feedback.Points, feedback.WasGood, feedback.ShouldChange):
        flow.acts = 2  # what was tapped of it is in memory only, as the card says
        await flow.taps(user, kind, on=asked)
    if words:
        flow.acts = 0
        await flow.taps(user, feedback.InWords, on=asked)
        await flow.types(user, words)


@every_way
async def test_minutes_go_out_with_files_and_feedback_with_words_of_ones_own(
    school: TestSchool, language: str, by: str
) -> None:
    """The results come by themselves after three days: figures and words, and never who."""
    flow = await begin(school, language, by, parents=5)
    tina, parents = flow.class_.teacher, flow.class_.parents
    await all_came(flow)
    if flow.typing:
        await flow.types(tina, "/minutes Cake 蛋糕")
    else:
        await hub(flow, tina, links.Write)
        await flow.types(tina, "Cake 蛋糕")
    tina.send_photo(tina.private)
    tina.send_document(tina.private, "plan.pdf", b"%PDF")
    await school.settle()
    await flow.picks(tina, Do, DONE)
    await flow.picks(tina, Do, SEND)
    kinds = [m.media_kind for m in of_bot(flow.class_) if m.media_kind]
    assert kinds == ["photo", "document"]
    assert "Cake 蛋糕" in texts_of(parents[0].private)
    await hub(flow, tina, links.AskFeedback)
    for number, user in enumerate(parents):
        await says_how_it_was(flow, user, "" if number else "Chairs 椅子")
    await until(school, 6, 22, 30)
    shown = flow.heard(tina, "5 of 5 answered", "5 人中").text
    for part in (flow.says("On average 1.0 of 5", "平均 1.0 分"), "Chairs 椅子"):
        assert part in shown
    assert not any(user.name in shown for user in parents)
    flow.spoken()


@every_way
async def test_a_task_is_recalled_and_shown_at_the_next_meeting(
    school: TestSchool, language: str, by: str
) -> None:
    flow = await begin(school, language, by, parents=1)
    tina, (ana,), group = flow.class_.teacher, flow.class_.parents, flow.class_.group
    await school.appoint(ana, "committee member 3B")
    await flow.timed(tina, "/meeting 2026-12-03 18:30 Tea", group)
    await until(school, 3, 22)
    await hub(flow, tina, links.Give)
    await flow.types(tina, "Paint 颜料")
    await flow.picks(tina, Pick, ana.name)
    await at_half_past_six(flow, tina, 10)
    await flow.picks(tina, Do, SEND)
    assert flow.heard(ana, "new task", "新任务")
    await until(school, 9, 18, 31)
    assert flow.heard(ana, "Reminder: Paint", "提醒：Paint")
    kind = flow.says("committee", "家委会")
    await flow.timed(tina, f"/meeting {kind} 2026-12-12 18:30 Fair", group)
    shown = await flow.types(ana, "/agenda")
    assert flow.says("Still to be done (1)", "尚未完成（1）") in shown.text
    await flow.taps(ana, Done, on=shown)
    assert "Paint" not in (await flow.types(ana, "/agenda")).text
    flow.spoken()


@every_way
async def test_a_meeting_passes_to_the_head_teacher_when_who_called_it_goes(
    school: TestSchool, language: str, by: str
) -> None:
    flow = await begin(school, language, by, parents=1)
    tina, group, head = flow.class_.teacher, flow.class_.group, school.head
    tom = await joins(flow, "Tom")
    await school.appoint(tom, "teacher 3B")
    group.join(tom)
    await flow.timed(tom, "/meeting 2026-12-03 18:30 Tea", group)
    card = flow.find(group, cards.Say)[0]
    await flow.types(head, "/people 3B")
    await flow.taps(head, Who, "Tom")
    await flow.taps(head, Remove, ":teacher\n")
    await flow.taps(head, RemoveSurely)
    await school.advance(timedelta())
    assert flow.heard(tina, "Tom no longer", "Tom 不再")
    await flow.types(tina, "/meetings")
    await flow.taps(tina, cards.Manage)
    await flow.taps(tina, cards.Move)
    await at_half_past_six(flow, tina, 4)
    await flow.picks(tina, Do, SEND)
    assert flow.says("Fri, Dec 4, 2026, 18:30", "2026年12月4日周五 18:30") in card.text
    flow.spoken()


@every_way
async def test_a_long_list_of_who_came_has_pages(
    school: TestSchool, language: str, by: str
) -> None:
    flow = await begin(school, language, by, parents=1)
    tina, (ana,), group = flow.class_.teacher, flow.class_.parents, flow.class_.group
    await flow.types(tina, "\n".join(["/class_list", *(f"Kid {n:02}" for n in range(30))]))
    await flow.taps(tina, class_lists.AddThese)
    await flow.types(ana, "/child Kid 29")
    await flow.timed(tina, "/meeting 2026-12-03 18:30 Tea", group)
    await flow.taps(ana, cards.Say, ":yes\n", on=flow.find(group, cards.Say)[0])
    await until(school, 3, 18, 40)
    await hub(flow, tina, links.WhoCame)
    await flow.taps(tina, attendance.Page)
    await flow.taps(tina, attendance.Mark, "Kid 29")
    listed = flow.find(tina.private, attendance.Page)[0]
    assert "✓ Kid 29" in listed.labels
    await flow.taps(tina, attendance.Page, on=listed)
    assert "Kid 00" in listed.labels
    flow.spoken()
