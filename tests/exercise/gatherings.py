"""What is done around a meeting: before it, at the door, and afterwards."""

from __future__ import annotations

import re

from bot.sandbox import Message, User
from handlers.attendance import Page
from handlers.kit import buttons
from tests.exercise import At, step, until


async def _more(at: At, user: User, label: str) -> None:
    await at.follow(user, "More…")
    await at.follow(user, label)


async def _asks(at: At, user: User, card: Message) -> None:
    """A parent asks the speaker something, from the group's card."""
    answer = await user.tap(card, "Ask the speaker").answer()
    assert answer.url
    user.follow(answer.url)
    await at.school.settle()
    await at.types(user, "How much sleep does a child need?")


@step("a lecture is called, with a speaker, a link and questions")
async def lecture(at: At) -> None:
    teacher, group, family = at.life.teacher, at.life.groups[0], at.life.families[0]
    await at.types(teacher, "/meeting lecture 2026-11-24 12:00 Lecture @ Hall", group)
    card = at.newest(group, "Coming")
    await at.taps(family[0], card, "Coming")
    await _more(at, teacher, "Speaker")
    await at.types(teacher, "Dr. Li, doctor for children")
    await _more(at, teacher, "Live link")
    await at.types(teacher, "https://live.example.org/1")
    await _asks(at, family[0], card)
    await at.follow(family[0], "Without my name")
    await _asks(at, at.life.parent, card)
    await at.types(at.life.parent, "With my name")
    await _more(at, teacher, "Questions")
    await _more(at, teacher, "Door code")


@step("it begins: the code at the door, and who comes late")
async def begins(at: At) -> None:
    teacher, group, family = at.life.teacher, at.life.groups[0], at.life.families[0]
    await until(at, 11, 24, 10, 50)
    told = [m.text for m in teacher.private.messages if "Door code of" in m.text]
    code = re.findall(r"\d{4}", told[-1])[0]
    await at.types(family[0], code)
    await at.types(at.life.parent, "/here 0000" if code != "0000" else "/here 0001")
    await at.types(at.life.parent, f"/here {code}")
    await at.taps(family[2], at.newest(group, "Coming"), "Coming")


@step("it is over: who came, what they thought of it, the minutes, a task")
async def over(at: At) -> None:
    teacher, family = at.life.teacher, at.life.families[0]
    await until(at, 11, 24, 15, 1)
    await at.types(teacher, "/came")
    listed = at.last(teacher, "Door code")
    said_yes = next(each for each in listed.labels if each.startswith("All who said"))
    await at.taps(teacher, listed, said_yes)
    label = next(each for each in listed.labels if each.startswith("✓"))
    data = next(b.data for row in listed.buttons for b in row if b.label == label) or ""
    await at.taps(teacher, listed, label)
    await at.taps(teacher, listed, label.removeprefix("✓ "))
    await teacher.tap(listed, data=buttons.pack(Page(int(data.split(":")[1]), 0))).answer()
    await _more(at, teacher, "Who came")
    await at.follow(teacher, "More…")
    await at.follow(teacher, "Ask for feedback")
    asked = at.last(family[0], "In my own words")
    for tapped in ("5", "+ Talk", "→ Shorter"):
        await at.taps(family[0], asked, tapped)
    parent = at.life.parent
    parent.say(parent.private, "交流", reply_to=at.last(parent, "In my own words"))
    await at.school.settle()
    await at.follow(parent, "In my own words")
    await at.types(parent, "The chairs were small.")
    await _more(at, teacher, "Add a decision")
    await at.types(teacher, "The hall is painted.")
    await _more(at, teacher, "Give a task")
    await at.types(teacher, "Buy paint")
    await at.follow(teacher, "Chris Chair")
    await at.types(teacher, "2026-11-26 18:00")
    await at.follow(teacher, "Send")
    await _more(at, teacher, "Write minutes")
    await at.types(teacher, "We listened.")
    await at.follow(teacher, "Skip")
    await at.follow(teacher, "Send")
    await at.types(teacher, "/minutes We listened well.")


@step("the committee prepares its meeting")
async def committee(at: At) -> None:
    chair, group = at.life.chair, at.life.groups[0]
    await at.types(chair, "/meeting committee 2026-11-24 19:30 Board @ Room 1", group)
    await _more(at, chair, "Agenda")
    await at.types(chair, "/agenda New curtains")
    await at.follow(chair, "Add something")
    await at.types(chair, "A cake sale")
    await at.follow(chair, "Take off 1")
    await at.types(chair, "/tasks")


@step("feedback is closed by hand")
async def closed(at: At) -> None:
    teacher = at.life.teacher
    await at.follow(teacher, "Close and show results")


@step("a lecture whose feedback closes by itself, and a task that is recalled")
async def by_itself(at: At) -> None:
    teacher, group = at.life.teacher, at.life.groups[0]
    await at.types(teacher, "/meeting 2026-11-24 16:30 Talk @ Hall", group)
    await at.taps(at.life.families[0][0], at.newest(group, "Coming"), "Coming")
    await until(at, 11, 24, 18, 31)
    await _more(at, teacher, "Who came")
    listed = at.last(teacher, "Door code")
    await at.taps(teacher, listed, next(e for e in listed.labels if e.startswith("All who")))
    await at.follow(teacher, "More…")
    await at.follow(teacher, "Ask for feedback")
    await until(at, 11, 25, 17, 1)
    await at.follow(at.life.chair, "Done")
