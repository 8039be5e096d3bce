"""Notices: announced in the group and in private, confirmed with a tap, counted by families."""

from __future__ import annotations

import pytest

from bot.sandbox import Message
from storage import answers, notices
from tests.conftest import TestSchool
from tests.noticeboard import announced, crafted, own_card, pressed, says, texts_of
from tests.timed import timed


async def confirmed(school: TestSchool, card: Message) -> int:
    """How many units the database says have confirmed, by the card's own number."""
    subject_id = int(card.buttons[0][0].data.partition(":")[2])
    async with school.session() as session:
        return (await answers.tally(session, subject_id)).get(notices.CONFIRMED, 0)


async def test_a_notice_is_a_card_with_a_button_and_a_count(school: TestSchool) -> None:
    class_ = await school.class_group("3B", parents=3)
    card = await announced(class_, "Trip on Friday, bring boots.")
    assert card.text == (
        "3B · Tina3B Teacher\n\nTrip on Friday, bring boots.\n\n"
        "Please tap “Got it” when you have read this."
    )
    assert await pressed(school, class_.parents[0], card, "Got it") == "Noted. Thank you!"
    assert card.text.endswith("1 family has confirmed.")
    await pressed(school, class_.parents[1], card, "Got it")
    assert card.text.endswith("2 families have confirmed.")


async def test_a_second_tap_changes_nothing(school: TestSchool) -> None:
    class_ = await school.class_group("3B", parents=2)
    card = await announced(class_)
    for _ in range(2):
        assert "Noted" in await pressed(school, class_.parents[0], card, "Got it")
    assert "1 family has confirmed" in card.text
    assert await confirmed(school, card) == 1


async def test_one_tap_counts_for_all_ones_children(school: TestSchool) -> None:
    class_ = await school.class_group("3B", parents=1)
    await class_.names(class_.parents[0], "Clara", "Tim")
    card = await announced(class_)
    toast = await pressed(school, class_.parents[0], card, "Got it")
    assert toast == "Noted for Clara and Tim. Thank you!"
    assert "1 family has confirmed" in card.text


async def test_a_child_counts_once_whichever_guardian_taps(school: TestSchool) -> None:
    class_ = await school.class_group("3B", parents=2)
    first, second = class_.parents
    await class_.names(first, "Clara")
    second.start("hello")
    await second.private.wait(lambda m: "called" in m.text)
    await says(school, second, "Clara")
    asked = await first.private.wait(lambda m: "Yes" in m.labels)
    await pressed(school, first, asked, "Yes")
    card = await announced(class_)
    for parent in class_.parents:
        assert "Noted for Clara" in await pressed(school, parent, card, "Got it")
    assert "1 family has confirmed" in card.text
    assert await confirmed(school, card) == 1


async def test_a_first_tap_counts_and_leads_to_the_private_chat(school: TestSchool) -> None:
    class_ = await school.class_group("3B", parents=1)
    card = await announced(class_)
    newcomer = school.town.user("Nora", language="en")
    class_.group.join(newcomer)
    answer = await newcomer.tap(card, "Got it").answer()
    assert answer.url is not None
    assert answer.url.endswith("start=hello")
    await school.settle()
    assert "1 family has confirmed" in card.text


async def test_staff_are_not_counted(school: TestSchool) -> None:
    class_ = await school.class_group("3B", parents=1)
    card = await announced(class_)
    assert "not counted" in await pressed(school, class_.teacher, card, "Got it")
    assert await confirmed(school, card) == 0


async def test_a_parent_of_another_class_cannot_confirm(school: TestSchool) -> None:
    ours, other = await school.class_group("3B"), await school.class_group("4A")
    card = await announced(ours)
    data = card.buttons[0][0].data
    stranger = school.town.user("Stranger", language="en")
    other.group.join(stranger)
    for somebody in (other.parents[0], stranger):
        toast = await crafted(school, somebody, other.group.last, data)
        assert "another class" in toast
    assert await confirmed(school, card) == 0


@pytest.mark.parametrize(
    "data",
    [
        *("ngi:999999", "ngi:", "ngi:abc", "ngi:1:2", "ngi:01", "ngi:-7", "ngi:1", "nic:1:1"),
        *("ngi:99999999999999999999", "nnu:{id}", "nto:{id}", "ntc:{id}", "nco:{id}"),
        *("nwi:{id}", "nwy:{id}", "nsh:{id}", "nch:{id}", "nca:{id}", "ntu:{id}:child:1"),
        *("ntu:{id}:person:1", "ntu:{id}:dragon:1", "x" * 64, "🦉" * 16),
    ],
)
async def test_made_up_presses_change_nothing(school: TestSchool, data: str) -> None:
    """A parent sends what no button of theirs says; they hear a sentence, and nothing happens."""
    class_ = await school.class_group("3B", parents=1)
    card = await announced(class_)
    subject_id = card.buttons[0][0].data.partition(":")[2]
    before = texts_of(class_.group)
    toast = await crafted(school, class_.parents[0], card, data.replace("{id}", subject_id))
    assert toast
    assert "went wrong" not in toast
    assert texts_of(class_.group) == before
    assert await confirmed(school, card) == 0


async def test_a_press_for_another_kind_of_draft_is_refused(school: TestSchool) -> None:
    """Drafts have one row of numbers: "It is me" on an open question, a class for a question."""
    class_ = await school.class_group("3B", parents=1)
    await timed(class_.teacher, class_.teacher.private, "/announce 2026-12-03 07:45")
    asked = await class_.teacher.private.wait(lambda m: "What shall I announce on" in m.text)
    await school.settle()
    assert "tapped this already" in await crafted(school, class_.teacher, asked, "who:1")
    assert "posted already" in await crafted(school, class_.teacher, asked, "nic:1:1")
    assert "Planned" in (await says(school, class_.teacher, "Trip on Friday")).text


async def test_formatting_is_kept_and_html_is_text(school: TestSchool) -> None:
    class_ = await school.class_group("3B", parents=1)
    text = "/announce 🎒 Pack <b>boots</b> & see here"
    bold = {"type": "bold", "offset": text.index("Pack") + 1, "length": 4}
    link = {
        "type": "text_link",
        "offset": text.index("here") + 1,
        "length": 4,
        "url": "https://x.de/",
    }
    class_.teacher.say(class_.group, text, entities=[bold, link])
    card = await class_.group.wait(lambda m: "boots" in m.text)
    assert "🎒 **Pack** <b>boots</b> & see [here](https://x.de/)" in card.markdown


async def test_what_a_bot_cannot_repeat_is_left_as_words(school: TestSchool) -> None:
    """Telegram refuses a message whole for a mention of somebody without a username."""
    class_ = await school.class_group("3B", parents=1)
    ben = class_.parents[0]
    mention = {
        "type": "text_mention",
        "offset": 10,
        "length": 3,
        "user": {"id": ben.id, "is_bot": False, "first_name": "Ben"},
    }
    emoji = {"type": "custom_emoji", "offset": 14, "length": 1, "custom_emoji_id": "5368324170671"}
    card = await announced(class_, "Ben ☂ come", entities=[mention, emoji])
    assert "Ben ☂ come" in card.text


@pytest.mark.parametrize(
    "text", ["🎉", "👨‍👩‍👧‍👦", "رحلة يوم الجمعة", "‮evil", "<script>&amp;", "{ $count }"]
)
async def test_whatever_is_typed_is_shown(school: TestSchool, text: str) -> None:
    class_ = await school.class_group("3B", parents=1)
    card = await announced(class_, text)
    assert card.text.startswith(f"3B · Tina3B Teacher\n\n{text}\n\n")
    assert await pressed(school, class_.parents[0], card, "Got it") == "Noted. Thank you!"
    await own_card(class_)


async def test_what_is_too_long_is_refused_by_how_much(school: TestSchool) -> None:
    """One message's length is never too much; a long answer to a long message can be."""
    class_ = await school.class_group("3B", parents=1)
    long = class_.teacher.say(class_.group, "🎒" * 4080)
    class_.teacher.say(class_.group, "/announce " + "x" * 4080, reply_to=long)
    said = await class_.teacher.private.wait(lambda m: "too long" in m.text)
    over = int("".join(filter(str.isdigit, said.text)))
    await school.settle()
    assert 0 < over < 200
    assert "xxx" not in texts_of(class_.group)
    class_.teacher.say(class_.group, "/announce " + "x" * (4080 - over), reply_to=long)
    await class_.group.wait(lambda m: "Got it" in m.labels)
    await school.settle()
    assert texts_of(class_.group).count("🎒") == 4080


async def test_a_command_that_is_deleted_undone_comes_back(school: TestSchool) -> None:
    """Where the bot deletes typed commands, a refused one is returned, so that it is not lost."""
    class_ = await school.class_group("3B", parents=1, admin=True)
    typed = class_.teacher.say(class_.group, "/announce 2026-12-03 25:00 Long and dear words")
    await class_.teacher.private.wait(
        lambda m: m.text.startswith("/announce 2026-12-03 25:00 Long")
    )
    assert await class_.teacher.private.wait(lambda m: "no such time" in m.text)
    await school.settle()
    assert typed not in class_.group.messages


async def test_the_typed_command_goes_where_the_right_exists(school: TestSchool) -> None:
    plain, admin = await school.class_group("3B"), await school.class_group("4A", admin=True)
    for class_, stays in ((plain, True), (admin, False)):
        typed = class_.teacher.say(class_.group, "/announce Trip")
        await class_.group.wait(lambda m: "Got it" in m.labels)
        await school.settle()
        assert (typed in class_.group.messages) is stays


async def test_a_topic_of_a_forum_gets_its_notices(school: TestSchool) -> None:
    class_ = await school.class_group("3B", forum=True)
    topic = class_.group.open_topic("Notices", by=school.head)
    school.head.say(class_.group, "/class 3B", topic=topic)
    await class_.group.wait(lambda m: m.thread_id == topic.id)
    await school.settle()
    card = await announced(class_)
    assert card.thread_id == topic.id


async def test_a_chinese_class_reads_chinese(school: TestSchool) -> None:
    lin = school.town.user("林", "老师", language="zh-hans")
    mother = school.town.user("王芳", language="zh-hans")
    group = school.town.group("三年二班", creator=school.head, members=[lin, mother])
    school.head.start()
    group.add_bot(by=school.head)
    await school.appoint(lin, "head teacher 三二班")
    lin.say(group, "/class 三二班")
    await group.wait(lambda m: "我是家长" in m.labels)
    lin.say(group, "/announce 明天春游，请带水壶。")
    card = await group.wait(lambda m: "收到" in m.labels)
    assert card.text == "三二班 · 林 老师\n\n明天春游，请带水壶。\n\n看过后请点“收到”。"
    await mother.tap(card, "收到").answer()
    await school.settle()
    assert card.text.endswith("已有 1 个家庭确认收到。")
    own = await lin.private.wait(lambda m: "撤回" in m.labels)
    assert "已确认：1 / 1" in own.text


async def test_without_words_it_asks_and_the_question_survives_a_restart(
    school: TestSchool,
) -> None:
    class_ = await school.class_group("3B", parents=1)
    class_.teacher.say(class_.group, "/announce")
    asked = await class_.group.wait(lambda m: m.force_reply)
    await school.restart()
    class_.teacher.say(class_.group, "Trip on Friday", reply_to=asked)
    card = await class_.group.wait(lambda m: "Got it" in m.labels)
    assert "Trip on Friday" in card.text


async def test_in_private_the_only_class_gets_it(school: TestSchool) -> None:
    class_ = await school.class_group("3B", parents=1)
    await says(school, class_.teacher, "/announce Trip on Friday")
    card = await class_.group.wait(lambda m: "Got it" in m.labels)
    assert "Trip on Friday" in card.text
    await own_card(class_)


async def test_in_private_one_of_several_classes_is_chosen(school: TestSchool) -> None:
    ours, other = await school.class_group("3B"), await school.class_group("4A")
    asked = await says(school, school.head, "/announce Trip on Friday")
    assert asked.labels == ["3B", "4A"]
    await school.restart()
    await pressed(school, school.head, asked, "4A")
    card = await other.group.wait(lambda m: "Got it" in m.labels)
    assert "Trip on Friday" in card.text
    assert "Trip" not in texts_of(ours.group)
    assert asked not in school.head.private.messages


async def test_a_choice_is_made_once_and_by_its_author(school: TestSchool) -> None:
    ours, _ = await school.class_group("3B"), await school.class_group("4A")
    asked = await says(school, school.head, "/announce Trip on Friday")
    data = asked.buttons[0][0].data
    elsewhere = await ours.teacher.private.wait(lambda m: bool(m.text))
    assert "posted already" in await crafted(school, ours.teacher, elsewhere, data)
    await pressed(school, school.head, asked, "3B")
    again = await says(school, school.head, "/help")
    assert "posted already" in await crafted(school, school.head, again, data)
    assert texts_of(ours.group).count("Trip on Friday") == 1


async def test_only_those_who_may_announce(school: TestSchool) -> None:
    ours, other = await school.class_group("3B"), await school.class_group("4A")
    await ours.names(ours.parents[0], "Clara")
    ours.group.join(other.teacher)
    for nobody in (ours.parents[0], other.teacher):
        nobody.say(ours.group, "/announce Trip")
        await nobody.private.wait(lambda m: "/announce" in m.text and "responsible" in m.text)
    await says(school, ours.parents[0], "/announce Trip")
    assert "Trip" not in texts_of(ours.group)


async def test_who_writes_as_the_group_taps_to_show_who_it_is(school: TestSchool) -> None:
    class_ = await school.class_group("3B", parents=1)
    class_.group.promote(class_.teacher, by=school.head, anonymous=True)
    class_.teacher.say(class_.group, "/announce Trip on Friday", anonymous=True)
    asked = await class_.group.wait(lambda m: "It is me" in m.labels)
    assert "responsible" in await pressed(school, class_.parents[0], asked, "It is me")
    await class_.teacher.tap(asked, "It is me").answer()
    card = await class_.group.wait(lambda m: "Got it" in m.labels)
    assert card.text.startswith("3B · Tina3B Teacher\n\nTrip on Friday")


async def test_a_group_without_a_class_cannot_be_told(school: TestSchool) -> None:
    school.head.start()
    group = school.town.group("Somebody's", creator=school.head)
    group.add_bot(by=school.head)
    school.head.say(group, "/announce Trip")
    await school.head.private.wait(lambda m: "does not belong to a class" in m.text)
    assert "has a group yet" in (await says(school, school.head, "/announce Trip")).text


async def test_what_waits_is_listed_and_confirmed_in_private(school: TestSchool) -> None:
    class_ = await school.class_group("3B", parents=2)
    parent = class_.parents[0]
    await class_.names(parent, "Clara")
    card = await announced(class_, "Trip on Friday")
    listed = await says(school, parent, "/my")
    assert "Trip on Friday" in listed.text
    assert await pressed(school, parent, listed, "Got it") == "Noted for Clara. Thank you!"
    assert "1 family has confirmed" in card.text
    assert "Nothing waits" in (await says(school, parent, "/my")).text


async def test_the_same_message_twice_is_one_notice(school: TestSchool) -> None:
    class_ = await school.class_group("3B", parents=1)
    await announced(class_, "Trip on Friday")
    await school.settle()
    polls = [entry.answer or {} for entry in school.town.calls("getUpdates")]
    given = [each for poll in polls for each in poll.get("result", [])]
    (update,) = [each for each in given if "/announce Trip" in str(each)]
    school.town.repeat(update["update_id"])
    await school.settle()
    assert texts_of(class_.group).count("Trip on Friday") == 1
