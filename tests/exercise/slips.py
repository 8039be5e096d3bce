"""What families answer to notices: slips, questions, other answers; and who comes after whom."""

from __future__ import annotations

from datetime import timedelta

from bot.sandbox import Message, User
from handlers.kit.passing import Keep
from handlers.notice_authors import Drop, SeeClass
from handlers.notice_nudges import NudgeClass
from handlers.notice_questions import Questions, Reply
from handlers.notice_told import Told, ToldBy
from handlers.notice_under import Ask, Sign
from handlers.slip_lists import Export, Paper
from handlers.slip_words import Settle
from tests.exercise import At, step

SOON = timedelta(seconds=1)


async def _answers(at: At, user: User, *typed: str) -> None:
    for each in typed:
        await at.types(user, each)


async def _announces(at: At, where: str, text: str, confirm: str) -> Message:
    """The teacher announces something step by step; the card in the first group."""
    teacher = at.life.teacher
    await _answers(at, teacher, "/announce", where, text, "Skip", confirm, "As usual", "Now")
    asked = teacher.private.last
    if asked is not None and "Post anyway" in asked.labels:
        await at.types(teacher, "Post anyway")  # the group's day is full by now
    await at.types(teacher, "Send")
    return at.newest(at.life.groups[0], "Sign" if confirm.startswith("Signed") else "Got it")


async def _picks(at: At, user: User, part: str) -> None:
    """Somebody sends /my, and picks what has that in its line where there is a list."""
    await at.types(user, "/my")
    listed = user.private.last
    assert listed is not None
    while not (line := next((e for e in listed.text.splitlines() if part in e), "")):
        if "▶" not in listed.labels:
            return
        await at.taps(user, listed, "▶")
    if (number := line.partition(".")[0]) in listed.labels:
        await at.taps(user, listed, number)


@step("families sign, differ, and the teacher settles it and exports all")
async def signed(at: At) -> None:
    teacher, parent = at.life.teacher, at.life.parent
    first, second, third = at.life.families[0][:3]
    card = await _announces(at, "1A", "May we take pictures?", "Signed: yes or no")
    await at.taps(second, card, "Sign")
    await _answers(at, second, "Yes", "Skip", "Send")
    await at.taps(first, card, "Sign")
    await _answers(at, first, f"Child of {second.name}", "No", "Only from behind", "Send")
    await at.presses(teacher, Settle)
    parent.start(f"slip_{(card.buttons[0][0].data or '').partition(':')[2]}")
    await at.school.settle()
    await _picks(at, third, "May we take pictures?")
    await at.presses(third, Sign)
    await at.types(third, "/cancel")
    await at.presses(teacher, Told)
    await at.presses(teacher, ToldBy)
    await at.presses(teacher, Paper)
    await at.presses(teacher, Export)


@step("families ask under a notice, and are answered")
async def asked(at: At) -> None:
    teacher, group = at.life.teacher, at.life.groups[0]
    first, _, third = at.life.families[0][:3]
    card = await _announces(at, "All", "No school on Monday", "“Got it”")
    first.say(group, "All day?", reply_to=card)
    await at.school.settle()
    await at.presses(teacher, Reply)
    await _answers(at, teacher, "Yes.", "For everybody", "Send")
    # In a large school its line is cut short.
    await _picks(at, third, "No school")
    await at.presses(third, Ask)
    await at.types(third, "And on Tuesday?")
    await at.presses(teacher, Questions)
    await at.presses(teacher, SeeClass)
    await at.presses(teacher, NudgeClass)
    await at.follow(teacher, "Nudge those missing")
    copy = at.last(third, "Question")
    third.say(third.private, "And in the evening?", reply_to=copy)
    await at.school.settle()


@step("a guardian changes what the other has answered")
async def overruled(at: At) -> None:
    first, second = at.life.families[0][:2]
    for user, label in ((first, "Coming"), (second, "Not coming")):
        await at.taps(user, at.life.cards["meeting"], label)
    await at.school.advance(SOON)


@step("a teacher goes, and the head teacher looks after what is left")
async def passed(at: At) -> None:
    head, teacher, group = at.life.head, at.life.teacher, at.life.groups[0]
    robin = at.school.town.user("Robin", language="en")
    await at.school.appoint(robin, "teacher 1A")
    group.join(robin)
    await at.types(robin, "/announce 2026-12-18 07:45 Bring skates", group)
    await at.types(head, "/people Robin")
    await at.follow(head, "No longer teacher")
    await at.follow(head, "Yes, remove")
    await at.school.advance(SOON)
    await at.presses(teacher, Keep)
    await at.presses(teacher, Drop)
