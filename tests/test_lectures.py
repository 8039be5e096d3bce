"""Lectures: who speaks, the live link for those who come, questions collected beforehand."""

from __future__ import annotations

from sqlalchemy import select

from bot.sandbox import Message, User
from storage.lectures import LectureQuestion
from tests.conftest import ClassGroup, TestSchool
from tests.looking import last
from tests.meetings import answered, called, heard, in_chinese, opened, refused, until
from tests.noticeboard import crafted, says

TYPED = "/meeting lecture 2026-12-03 18:30 Parent meeting @ Room 201"
LINK = "https://live.example.org/room/77"


async def lecture(school: TestSchool, parents: int = 2) -> tuple[ClassGroup, Message]:
    """A meeting with a speaker and a live link; all parents can be written to."""
    class_ = await school.class_group(parents=parents)
    class_.teacher.start()
    for each in class_.parents:
        each.start()
    card = await called(class_, TYPED)
    await opened(class_, "Speaker")
    await school.restart()
    said = await refused(school, class_.teacher, "Dr. Li Wei, doctor for children")
    assert said == "Dr. Li Wei stands on the card of “Lecture: Parent meeting” now."
    await opened(class_, "Live link")
    assert "no link" in await refused(school, class_.teacher, "room 77")
    said = await refused(school, class_.teacher, LINK)
    assert "in private on Thu, Dec 3, 2026, 18:15" in said
    return class_, card


def links_of(user: User) -> list[str]:
    """The links that somebody was sent to watch."""
    shown = [b for m in user.private.messages for row in m.buttons for b in row]
    return [b.url for b in shown if b.label in ("Watch live", "观看直播") and b.url]


async def test_the_card_names_the_speaker_and_never_the_link(school: TestSchool) -> None:
    class_, card = await lecture(school)
    assert "Speaker: Dr. Li Wei, doctor for children" in card.text
    assert "15 minutes before" in card.text
    await until(school, 3, 18, 20)
    everything = repr([(m.text, m.buttons, m.entities) for m in class_.group.messages])
    assert "live.example.org" not in everything


async def test_the_link_comes_a_quarter_before_to_those_who_come(school: TestSchool) -> None:
    class_, card = await lecture(school)
    comes, silent = class_.parents
    await answered(school, comes, card, "Coming")
    await school.restart()
    await until(school, 3, 18, 14)
    assert links_of(comes) == []
    await until(school, 3, 18, 16)
    assert links_of(comes) == [LINK]
    assert links_of(silent) == []


async def test_who_says_coming_later_gets_it_at_once_and_only_once(school: TestSchool) -> None:
    class_, card = await lecture(school)
    late, never = class_.parents
    await in_chinese(school, late)
    await until(school, 3, 18, 31)
    await answered(school, late, card, "Coming")
    await answered(school, late, card, "Coming")
    await answered(school, never, card, "Not coming")
    assert links_of(late) == [LINK]
    assert len(heard(late, "有直播")) == 1
    assert links_of(never) == []


async def test_a_link_that_comes_late_goes_out_at_once(school: TestSchool) -> None:
    class_ = await school.class_group(parents=1)
    class_.teacher.start()
    class_.parents[0].start()
    card = await called(class_, TYPED)
    await answered(school, class_.parents[0], card, "Coming")
    await until(school, 3, 18, 20)
    await opened(class_, "Live link")
    assert "the one person who comes" in await refused(school, class_.teacher, LINK)
    assert links_of(class_.parents[0]) == [LINK]


async def test_no_link_for_a_meeting_that_is_off(school: TestSchool) -> None:
    class_, card = await lecture(school)
    await answered(school, class_.parents[0], card, "Coming")
    class_.teacher.say(class_.group, "/cancel_meeting")
    sure = await class_.teacher.private.wait(lambda m: "Yes, cancel it" in m.labels)
    await answered(school, class_.teacher, sure, "Yes, cancel it")
    await until(school, 3, 18, 20)
    assert links_of(class_.parents[0]) == []


async def asked(class_: ClassGroup, user: User, card: Message, text: str, how: str) -> None:
    """A parent goes from the group's card into private and asks, with a name or without."""
    school = class_.school
    answer = await user.tap(card, "Ask the speaker").answer()
    assert answer.url
    user.follow(answer.url)
    await school.settle()
    await school.restart()
    await refused(school, user, text)
    choice = await user.private.wait(lambda m: how in m.labels)
    assert await answered(school, user, choice, how) == "Your question is on the list."


async def test_questions_reach_the_organiser_without_names_unless_chosen(
    school: TestSchool,
) -> None:
    class_, card = await lecture(school)
    await asked(class_, class_.parents[0], card, "How much sleep?", "Without my name")
    await asked(class_, class_.parents[1], card, "And sugar?", "With my name")
    listed = await opened(class_, "Questions")
    assert listed.text.endswith("1. How much sleep?\n2. And sugar? (Parent1 of 3B)")
    async with school.session() as session:
        kept = (await session.scalars(select(LectureQuestion.person_id))).all()
    assert sorted(map(bool, kept)) == [False, True]
    assert not any("sleep" in m.text for m in class_.group.messages)
    await until(school, 3, 18, 16)
    assert len(heard(class_.teacher, "How much sleep?")) == 2


async def test_a_lecture_in_chinese_by_typing_with_restarts(school: TestSchool) -> None:
    """Called, prepared, asked about and watched; what is no lecture has nothing of it."""
    class_ = await school.class_group(parents=1)
    teacher, (mother,) = class_.teacher, class_.parents
    await class_.names(mother, "小明")
    await in_chinese(school, teacher, mother)
    plain = await called(class_)
    (data,) = [b.data for row in plain.buttons for b in row if (b.data or "").endswith("yes")]
    number = (data or "").split(":")[1]
    assert "只有讲座和沙龙" in await crafted(school, mother, plain, f"lea:{number}")
    mother.start(f"ask_{number}")
    await school.settle()
    assert heard(mother, "只有讲座和沙龙")
    asked = await says(school, teacher, "/meeting 讲座 12月3日晚上七点 孩子的睡眠 @ 礼堂")
    await school.restart()
    await answered(school, teacher, asked, asked.labels[0])
    card = await class_.group.wait(lambda m: "孩子的睡眠" in m.text and "Coming" in m.labels)
    hub = await teacher.private.wait(lambda m: "更多…" in m.labels and "睡眠" in m.text)
    for label, typed in (("主讲人", "李伟医生，儿科医生"), ("直播链接", LINK)):
        await answered(school, teacher, hub, "更多…")
        await answered(school, teacher, last(teacher), label)
        await school.restart()
        await says(school, teacher, typed)
    assert "李伟医生, 儿科医生" in card.text
    mother.say(class_.group, "Coming", reply_to=card)
    await says(school, mother, "/meetings")
    mine = await mother.private.wait(lambda m: "向主讲人提问" in m.labels)
    await answered(school, mother, mine, "向主讲人提问")
    await school.restart()
    assert "怎样提交" in (await says(school, mother, "几点睡觉好？")).text
    await school.restart()
    assert "这里没有“随便”" in (await says(school, mother, "随便")).text
    assert "已列入清单" in (await says(school, mother, "写上我的名字")).text
    await until(school, 3, 18, 46)
    assert links_of(mother) == [LINK]
    (told,) = heard(teacher, "的提问")
    assert told.endswith("1. 几点睡觉好？（Parent0 of 3B）")


async def test_strangers_and_other_classes_cannot_ask(school: TestSchool) -> None:
    _, card = await lecture(school)
    other = await school.class_group("4A", parents=1)
    data = card.buttons[-1][0].data or ""
    user = other.parents[0]
    user.start(f"ask_{data.partition(':')[2]}")
    await school.settle()
    assert heard(user, "What do you want to ask") == []
    for payload in ("ask_", "ask_x", "ask_99999"):
        user.start(payload)
        await school.settle()
        assert user.private.last is not None
        assert "no longer there" in user.private.last.text


async def test_a_parent_who_never_tapped_before_is_registered_by_asking(
    school: TestSchool,
) -> None:
    class_, card = await lecture(school, parents=1)
    uma = await class_.stranger()
    await asked(class_, uma, card, "Is milk good?", "With my name")
    assert "Is milk good? (Uma)" in (await opened(class_, "Questions")).text


async def test_a_teacher_of_the_class_may_ask_and_one_of_another_not(school: TestSchool) -> None:
    class_, card = await lecture(school, parents=1)
    answer = await class_.teacher.tap(card, "Ask the speaker").answer()
    assert answer.url
    other = await school.class_group("4A", parents=0)
    class_.group.join(other.teacher)
    answer = await other.teacher.tap(card, "Ask the speaker").answer()
    assert not answer.url
    assert answer.show_alert
