"""What is announced by answering a message, to several classes, and corrected; four ways each."""

from __future__ import annotations

from datetime import timedelta

from bot.sandbox import Message
from handlers.kit.forms.form import Do, Pick
from handlers.kit.passing import Keep
from handlers.notice_authors import Drop, SeeClass
from handlers.notice_changes import Correct, Withdraw, WithdrawSurely
from handlers.notice_lists import Page
from handlers.notice_nudges import NudgeClass
from handlers.notice_times import PostNow
from handlers.notice_typed import InClass
from handlers.notices import GotIt
from handlers.roster_cards import Remove, Who
from handlers.roster_cards import Sure as RemoveSurely
from tests.conftest import TestSchool
from tests.flows import Flow, begin, every_way, joins
from tests.looking import last, told
from tests.noticeboard import of_bot, texts_of
from tests.test_flows_notices import DONE, NOW, ONLY_TAP, SEND, USUAL, chooses


@every_way
async def test_a_photo_a_voice_a_file_and_an_album_are_announced_by_answering_them(
    school: TestSchool, language: str, by: str
) -> None:
    """In the group, with a time as well; in private, where one of several classes is chosen."""
    flow = await begin(school, language, by, parents=1, admin=True)
    await school.class_group("4A", parents=0)
    tina, head, group = flow.class_.teacher, school.head, flow.class_.group
    photo = tina.send_photo(group, "Trip 郊游")
    line = flow.says("/announce tomorrow 10:00", "/announce 明天上午10点")
    await flow.timed(tina, line, group, reply_to=photo)
    await flow.taps(tina, PostNow)
    voice = tina.send_voice(group)
    await flow.types(tina, "/announce", group, reply_to=voice)
    document = head.send_document(head.private, "plan.pdf", b"%PDF", caption="Plan 计划")
    parts = head.send_album(head.private, "photo", "photo", caption="Lake 湖")
    await school.settle()
    for each in (document, parts[1]):
        await flow.types(head, "/announce", reply_to=each)
        await flow.taps(head, InClass, "3B")
    sent = of_bot(flow.class_)
    kinds = ["photo", "voice", "document", "photo", "photo", None]
    assert [m.media_kind for m in sent] == kinds
    for number, words in ((0, "Trip 郊游"), (2, "Plan 计划"), (5, "Lake 湖")):
        assert words in sent[number].text
    flow.spoken()


async def for_two_classes(flow: Flow) -> Message:
    """The principal announces something to 3B and 4A, step by step; the card in the first."""
    head = flow.school.head
    await flow.types(head, "/announce")
    await flow.picks(head, Pick, flow.says("All\n", "全部\n"))
    if not flow.typing:
        await flow.picks(head, Do, DONE)
    await flow.types(head, "Lake 湖")
    await flow.picks(head, Do, ":skip\n")
    await chooses(flow, head, ONLY_TAP, USUAL, NOW)
    await flow.picks(head, Do, SEND)
    return flow.find(flow.class_.group, GotIt)[0]


@every_way
async def test_who_announces_to_several_classes_has_one_card_with_a_line_for_each(
    school: TestSchool, language: str, by: str
) -> None:
    """What is corrected then changes everywhere: in both groups, and where somebody was nudged."""
    flow = await begin(school, language, by, parents=2)
    other = await school.class_group("4A", parents=1)
    head, (ana, ben) = school.head, flow.class_.parents
    await flow.types(ana, "/child Clara")
    await flow.types(ben, "/child Tim")
    card = await for_two_classes(flow)
    own = flow.find(head.private, SeeClass)[0]
    await flow.taps(ana, GotIt, on=card)
    assert flow.says("3B: 1 of 2 confirmed", "3B：2 家中 1 家已确认") in own.text
    assert "\n4A" in own.text
    seen = await flow.taps(head, SeeClass, "3B")
    assert "Tim" in seen.text
    await flow.taps(head, NudgeClass)
    nudge = flow.heard(ben, "Please confirm", "请确认")
    await flow.taps(ben, GotIt, on=nudge)
    assert flow.says("3B: 2 of 2 confirmed", "3B：2 家中 2 家已确认") in own.text
    await flow.taps(head, Correct, on=own)
    await flow.types(head, "Lake 山")
    for shown in (card, nudge, flow.find(other.group, GotIt)[0]):
        assert "Lake 山" in shown.text
    for shown in (card, nudge):
        assert flow.says("Corrected: ", "已更正：") in shown.text
        assert "湖 → 山" in shown.text
    await flow.taps(head, Withdraw, on=own)
    await flow.taps(head, WithdrawSurely)
    assert [("~~" in each.markdown, each.labels) for each in (card, nudge)] == [(True, [])] * 2
    assert "Tim" not in texts_of(flow.class_.group)
    flow.spoken()


@every_way
async def test_a_long_notice_is_divided_corrected_and_withdrawn(
    school: TestSchool, language: str, by: str
) -> None:
    """By the button or by editing what was typed; the card says what has changed."""
    flow = await begin(school, language, by, parents=1)
    tina, group = flow.class_.teacher, flow.class_.group
    # As long as a message may be: with what stands around it, the card is longer.
    long = "\n\n".join(
        ["We meet 集合 18:30", "." * 32, *["1 2 3 4 5 6 7 8 9 10 11 12 13 14 15"] * 109]
    )
    typed = tina.say(group, f"/announce {long}")
    await school.settle()
    first, text = of_bot(flow.class_)
    if flow.typing:
        tina.edit(typed, f"/announce {long.replace('18:30', '19:00')}")
        await school.settle()
    else:
        await flow.taps(tina, Correct)
        await flow.types(tina, long.replace("18:30", "19:00"))
    assert "集合 19:00" in first.text
    assert text.labels == [flow.says("Got it", "收到")]
    assert flow.says("Corrected: Tue", "已更正：") in text.text
    assert "18:30 → 19:00" in text.text
    await flow.taps(tina, Withdraw)
    await flow.taps(tina, WithdrawSurely)
    assert (text.labels, "~~We meet" in first.markdown) == ([], True)
    flow.spoken()


@every_way
async def test_what_a_teacher_leaves_behind_passes_to_the_head_teacher(
    school: TestSchool, language: str, by: str
) -> None:
    """Who drops one notice and keeps the rest; the lists of both have pages."""
    flow = await begin(school, language, by, parents=1)
    tina, group, head = flow.class_.teacher, flow.class_.group, school.head
    tom = await joins(flow, "Tom")
    await school.appoint(tom, "teacher 3B")
    group.join(tom)
    for day in range(1, 8):
        await flow.timed(tom, f"/announce 2026-12-{day:02} 10:00 Day{day}", group)
    await flow.types(tom, "/announcements")
    await flow.taps(tom, Page)
    assert "Day7" in last(tom).text
    await flow.types(head, "/people 3B")
    await flow.taps(head, Who, "Tom")
    await flow.taps(head, Remove, ":teacher\n")
    await flow.taps(head, RemoveSurely)
    await school.advance(timedelta())
    heard = flow.heard(tina, "Tom no longer looks after", "Tom 不再负责")
    await flow.taps(tina, Drop, "1", on=heard)
    await flow.taps(tina, Keep, on=heard)
    await school.advance(timedelta(days=9))
    assert "Day1" not in texts_of(group)
    assert "Day2" in texts_of(group)
    assert not told(tom, "Day2 · ")
    flow.spoken()
