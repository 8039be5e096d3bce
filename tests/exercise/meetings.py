"""What is done about meetings, by a teacher, the principal and a chair."""

from __future__ import annotations

from datetime import timedelta

from bot.sandbox import Message, User
from handlers.meeting_buttons import Heads, HowMany, SetPlaces
from tests.exercise import At, step


async def _meets(at: At, user: User) -> None:
    group, early, late = at.life.groups[0], f"Tea {user.id}", f"Talk {user.id}"
    await at.types(user, f"/meeting 2026-12-22 18:30 {early} @ Room 201", group)
    await at.taps(at.life.families[0][0], at.newest(group, "Coming"), "Coming")
    await at.types(user, f"/meeting 2026-12-22 19:30 {late} @ Room 202")
    await at.follow(user, "1A")
    await at.types(user, "/meetings")
    await at.types(user, "/move 2026-12-23 18:30")
    await at.follow(user, late)
    await at.types(user, "/cancel_meeting")
    await at.follow(user, early)
    await at.follow(user, "Yes, cancel it")


@step("a teacher calls meetings")
async def teacher_meets(at: At) -> None:
    await _meets(at, at.life.teacher)


@step("the principal calls meetings")
async def head_meets(at: At) -> None:
    await _meets(at, at.life.head)


@step("the chair calls a meeting")
async def chair_meets(at: At) -> None:
    await at.types(at.life.chair, "/meeting 2026-12-22 20:00 Committee", at.life.groups[0])


@step("the principal moves the meeting of the whole school")
async def wide_meeting(at: At) -> None:
    head, card = at.life.head, at.life.cards["wide"]
    await at.taps(at.life.families[0][0], card, "Coming")  # can be written to
    await at.taps(at.life.families[0][3], card, "Maybe")  # cannot
    await at.types(head, "/meetings")
    wide = next(m for m in head.private.messages if _is_wide(at, m))
    await at.taps(head, wide, "Manage")
    await at.follow(head, "Move")
    await at.types(head, "2026-11-25 13:00")
    await at.follow(head, "Send")


def _is_wide(at: At, message: Message) -> bool:
    return "Manage" in message.labels and at.life.class_names in message.text


async def _leaves(at: At, user: User) -> None:
    """Who had a place leaves the class, so that the next moves up; and comes back."""
    group = at.life.groups[0]
    group.leave(user)
    await at.school.settle()
    await at.school.advance(timedelta(seconds=1))
    group.join(user)
    await at.school.settle()


@step("the principal calls a lecture step by step, with places and a waiting list")
async def with_places(at: At) -> None:
    head, family = at.life.head, at.life.families[0]
    asked = ("/meeting", "Lecture", "All parents", "1A", "Sleep", "2026-12-22 17:30", "Hall")
    more = ("Add more", "19:00", "Skip", "2", "Yes", "Skip", "Skip", "Send")
    for each in (*asked, *more):
        await at.types(head, each)
    card = at.newest(at.life.groups[0], "Coming")
    link = (await family[3].tap(card, "Coming").answer()).url
    family[3].follow(link or "")
    await at.school.settle()
    await at.presses(family[3], Heads)
    await at.presses(family[3], HowMany)
    await at.types(family[3], "2")
    await at.taps(family[2], card, "Coming")
    await at.taps(at.life.parent, card, "Coming")
    await at.taps(family[0], card, "Coming")
    await at.taps(family[3], card, "Not coming")
    await _leaves(at, family[2])
    await at.follow(head, "More…")
    await at.follow(head, "Places")
    await at.presses(head, SetPlaces)
    await at.follow(head, "Places")
    await at.types(head, "40")
