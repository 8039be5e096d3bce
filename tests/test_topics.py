"""Forum groups: which topic serves what, typed in the topic, chosen in private."""

from __future__ import annotations

from bot.sandbox import Group, User
from tests.conftest import TestSchool
from tests.timed import timed


async def forum(school: TestSchool) -> tuple[Group, User]:
    """A linked forum group with its head teacher."""
    class_ = await school.class_group("3B", parents=1, forum=True)
    return class_.group, class_.teacher


async def test_each_topic_serves_what_was_tapped_for_it(school: TestSchool) -> None:
    group, tina = await forum(school)
    notices = group.open_topic("Notices", by=school.head)
    meetings = group.open_topic("Meetings", by=school.head)
    for topic, label in ((notices, "Notices"), (meetings, "Meetings")):
        before = tina.private.messages[-1].id
        tina.say(group, "/topic", topic=topic)
        card = await tina.private.wait(lambda m, before=before: m.id > before and m.labels != [])
        assert card.labels == ["Notices", "Meetings", "Talk", "Everything"]
        await school.restart()
        answer = await tina.tap(card, label).answer()
        assert answer.text == f"3B: {label} goes to this topic from now on."
    tina.say(group, "/announce Bring boots")
    notice = await group.wait(lambda m: "Bring boots" in m.text)
    assert notice.thread_id == notices.id
    await timed(tina, group, "/meeting 2026-12-03 18:30 Parent meeting")
    meeting = await group.wait(lambda m: "Parent meeting" in m.text)
    assert meeting.thread_id == meetings.id


async def test_the_word_may_be_typed_in_any_language(school: TestSchool) -> None:
    group, tina = await forum(school)
    topic = group.open_topic("News", by=school.head)
    tina.say(group, "/topic 通知", topic=topic)
    await tina.private.wait(lambda m: "3B: Notices goes to this topic" in m.text)
    tina.say(group, "/announce Bring boots")
    notice = await group.wait(lambda m: "Bring boots" in m.text)
    assert notice.thread_id == topic.id
    tina.say(group, "/topic all")
    await tina.private.wait(lambda m: "3B: Everything goes to this topic" in m.text)
    tina.say(group, "/announce Bring gloves")
    notice = await group.wait(lambda m: "Bring gloves" in m.text)
    assert notice.thread_id is None
    tina.say(group, "/topic cake")
    await tina.private.wait(lambda m: "I do not know “cake”" in m.text)


async def test_the_reminder_goes_where_the_parents_talk(school: TestSchool) -> None:
    group, tina = await forum(school)
    topic = group.open_topic("Talk", by=school.head)
    tina.say(group, "/topic talk", topic=topic)
    await tina.private.wait(lambda m: "3B: Talk goes to this topic" in m.text)
    tina.say(tina.private, "/class")
    shown = await tina.private.wait(lambda m: "Remind in the group" in m.labels)
    await tina.tap(shown, "Remind in the group").answer()
    card = await group.wait(lambda m: "registered so far" in m.text)
    assert card.thread_id == topic.id


async def test_a_group_without_topics_says_so(school: TestSchool) -> None:
    class_ = await school.class_group("3B", parents=0)
    class_.teacher.say(class_.group, "/topic")
    await class_.teacher.private.wait(lambda m: "This group has no topics" in m.text)


async def test_another_class_s_topics_are_not_for_me(school: TestSchool) -> None:
    group, tina = await forum(school)
    other = await school.class_group("4A", parents=0, forum=True)
    topic = group.open_topic("Notices", by=school.head)
    tina.say(group, "/topic", topic=topic)
    card = await tina.private.wait(lambda m: "topic of 3B for" in m.text)
    data = next(b.data for row in card.buttons for b in row if b.data)
    own = other.teacher.private.last
    assert own is not None
    answer = await other.teacher.tap(own, data=data).answer()
    assert answer.text == "This is not for you to decide."
