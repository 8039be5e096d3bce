"""Consent slips: signed for each child, by tap and by typing, shown back before they count."""

from __future__ import annotations

from bot.sandbox import Message, User
from tests.conftest import ClassGroup, TestSchool
from tests.looking import told
from tests.meetings import in_chinese
from tests.noticeboard import crafted, filled, pressed, says, slip, texts_of


async def two_guardians(class_: ClassGroup) -> tuple[User, User]:
    """Clara's parents, each of whom may answer for her."""
    first, second = class_.parents[:2]
    await class_.names(first, "Clara")
    second.start("hello")
    await class_.school.settle()
    await says(class_.school, second, "Clara")
    asked = await first.private.wait(lambda m: "would like to answer for Clara" in m.text)
    await pressed(class_.school, first, asked, "Yes")
    return first, second


def _last(user: User) -> Message:
    last = user.private.last
    assert last is not None
    return last


async def signs(school: TestSchool, user: User, card: Message, said: str, send: str) -> None:
    """Somebody who has one child signs from the group's card, by typing."""
    await pressed(school, user, card, "Sign")
    await filled(school, user, said, "Skip" if send == "Send" else "跳过", send)


async def test_a_family_signs_for_each_child_and_only_the_teacher_reads_it(
    school: TestSchool,
) -> None:
    """By tapping, then by typing, in English and in Chinese, with a restart in between."""
    class_ = await school.class_group("3B", parents=3)
    mother, father, third = class_.parents
    await class_.names(mother, "Clara", "Tim")
    await class_.names(father, "Ben")
    await in_chinese(school, father)
    card = await slip(class_)
    own = await class_.teacher.private.wait(lambda m: "Export" in m.labels)
    assert await pressed(school, mother, card, "Sign") == "The slip is in our private chat."
    asked = _last(mother)
    assert asked.labels == ["Clara", "Tim", "Cancel"]
    for label in ("Clara", "Yes"):
        await pressed(school, mother, asked, label)
    await school.restart()
    ready = await says(school, mother, "She can swim")
    assert "It counts once you tap Send" in ready.text
    assert (
        "Trip to the lake on Friday\n\nClara: Yes\nComment: She can swim\nSigned by" in ready.text
    )
    assert "Signed: 0 of 4" in own.text
    await pressed(school, mother, ready, "Send")
    assert "Signed for one child" in card.text
    left = await mother.private.wait(lambda m: "still to be signed for Tim" in m.text)
    await pressed(school, mother, left, "Sign")
    assert "Thank you" in (await filled(school, mother, "Tim", "no", "Skip", "Send")).text

    assert "私聊" in await pressed(school, father, card, "Sign")
    assert "Ben" in _last(father).text
    assert "已签署" in (await filled(school, father, "同意", "跳过", "发送")).text

    opened = await third.tap(card, "Sign").answer()
    third.follow(opened)
    await school.settle()
    await says(school, third, "Mia")
    first = await third.private.wait(lambda m: "Sign" in m.labels)
    await pressed(school, third, first, "Sign")
    await filled(school, third, "Yes", "Skip", "Send")
    assert "Signed for 4 children" in card.text
    assert "Yes (3): Ben, Clara, and Mia\nNo (1): Tim" in own.text
    assert "Clara: She can swim" in own.text
    for name in ("Clara", "Tim", "Ben", "Mia", "swim"):
        assert name not in texts_of(class_.group)


async def test_what_is_not_signed_waits_under_my(school: TestSchool) -> None:
    class_ = await school.class_group("3B", parents=1)
    (mother,) = class_.parents
    await class_.names(mother, "Clara")
    card = await slip(class_)
    await says(school, mother, "/my")
    waiting = await mother.private.wait(lambda m: "not signed yet" in m.text)
    assert waiting.labels == ["Sign", "Question"]
    await pressed(school, mother, waiting, "Sign")
    await filled(school, mother, "yes", "x" * 301)
    assert told(mother, "up to 300 characters")
    await filled(school, mother, "Skip", "Send")
    assert "Signed for one child" in card.text
    assert "Nothing waits" in (await says(school, mother, "/my")).text
    other = await school.class_group("4A", parents=1)
    other.parents[0].start(f"slip_{(card.buttons[0][0].data or '').partition(':')[2]}")
    await school.settle()
    assert told(other.parents[0], "another class")


async def test_guardians_who_differ_are_told_and_the_head_teacher_decides(
    school: TestSchool,
) -> None:
    """Each is told in their language; it is settled by tap after a restart, and once."""
    class_ = await school.class_group("3B", parents=3)
    mother, father = await two_guardians(class_)
    await in_chinese(school, father)
    card = await slip(class_)
    own = await class_.teacher.private.wait(lambda m: "Export" in m.labels)
    await pressed(school, class_.teacher, own, "Nudge")
    assert len(told(mother, "please sign this")) == len(told(father, "请为孩子签署")) == 1
    assert "not every family has signed yet" in texts_of(class_.group)
    await signs(school, mother, card, "Yes", "Send")
    assert not told(mother, "two different answers")
    await signs(school, father, card, "不同意", "发送")
    assert len(told(mother, "two different answers")) == len(told(father, "答复不一样")) == 1
    asked = await class_.teacher.private.wait(lambda m: "Yes counts" in m.labels)
    assert "Parent0 of 3B: Yes" in asked.text
    assert "Parent1 of 3B: No" in asked.text
    assert "Guardians differ (1): Clara" in own.text
    await school.restart()
    data = asked.buttons[0][0].data or ""
    assert "not for you" in await crafted(school, mother, _last(mother), data)
    assert "Yes counts for Clara" in await pressed(school, class_.teacher, asked, "Yes counts")
    assert len(told(mother, "has decided")) == len(told(father, "班主任已确认")) == 1
    assert "Yes (1): Clara" in own.text
    assert "agree now" in await pressed(school, class_.teacher, asked, "No counts")
    await signs(school, mother, card, "No", "Send")
    assert len(told(father, "答复不一样")) == 2
    await signs(school, father, card, "不同意", "发送")
    assert told(mother, "agree now: No")
    assert "No (1): Clara" in own.text
    assert "Clara" not in texts_of(class_.group)


async def test_other_words_are_signed_anew(school: TestSchool) -> None:
    """What was signed for the earlier text counts no longer; who signed is asked again."""
    class_ = await school.class_group("3B", parents=3)
    mother, father = await two_guardians(class_)
    other, teacher = class_.parents[2], class_.teacher
    await class_.names(other, "Ben")
    await in_chinese(school, father)
    card = await slip(class_)
    own = await teacher.private.wait(lambda m: "Export" in m.labels)
    await signs(school, mother, card, "Yes", "Send")
    await pressed(school, teacher, own, "Correct")
    await says(school, teacher, "Trip to the river on Friday")
    assert "Signed" not in card.text
    assert "Signed: 0 of 2" in own.text
    (again,) = [m for m in mother.private.messages if "has been corrected since" in m.text]
    assert "for Clara" in again.text
    assert len(told(father, "之后已更正")) == 1
    assert not told(other, "has been corrected since")
    await school.restart()
    await says(school, father, "/my")
    assert told(father, "Clara：尚未签署")
    await pressed(school, mother, again, "Sign")
    await filled(school, mother, "no", "Skip", "Send")
    assert "No (1): Clara" in own.text
    await pressed(school, teacher, own, "Export")
    sent = _last(teacher)
    assert sent.media is not None
    rows = sent.media.decode("utf-8-sig")
    assert rows.count("for an earlier text") == 1
    assert rows.count("counts") == 1
