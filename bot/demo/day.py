"""A school day, played with real presses and messages; each step must happen, or it fails."""

from __future__ import annotations

import sys
from datetime import timedelta
from zoneinfo import ZoneInfo

from bot.demo.affair import publish_decision, read_register
from bot.demo.afterwards import at_the_door, give_feedback, write_minutes
from bot.demo.cast import CLASSES, SCRIPTS
from bot.demo.consent import ask_consent, sign
from bot.demo.full_house import call_activity, fill_up
from bot.demo.letter import answer_hidden, open_mailbox, write_hidden
from bot.demo.stage import Stage, check, staged
from bot.demo.survey import ask_about_canteen, show_results, twelve_answer
from bot.demo.transcript import Transcript
from bot.demo.vote import invite_committee, vote
from bot.sandbox import Message, Town, User


async def play(language: str) -> None:
    """Plays the day in a language and prints it.

    Raises:
        AssertionError: a step did not happen; the message says what people saw instead.
        KeyError: there is no script in that language.
    """
    script = SCRIPTS[language]

    def transcript(town: Town) -> Transcript:
        return Transcript(town, ZoneInfo(script.zone), language, sys.stdout)

    async with staged(script, transcript) as stage:
        await the_day(stage)
        stage.transcript.flush()


async def the_day(stage: Stage) -> None:
    """Every scene, in order."""
    await opening(stage)
    await rest_of_the_day(stage)


async def opening(stage: Stage) -> None:
    """The bot starts, two classes are linked, teachers and parents come."""
    await start(stage)
    await link_groups(stage)
    await invite_teachers(stage)
    await register_parents(stage)


async def rest_of_the_day(stage: Stage) -> None:
    """What two classes go through in four days, from a notice to a vote."""
    notice = await announce(stage)
    await nudge(stage, notice)
    meeting = await invite_to_meeting(stage)
    await sign(stage, await ask_consent(stage))
    await fill_up(stage, await call_activity(stage))
    await remind(stage)
    await move(stage, meeting)
    await at_the_door(stage)
    await write_minutes(stage)
    await give_feedback(stage)
    await twelve_answer(stage, await ask_about_canteen(stage))
    await show_results(stage)
    await invite_committee(stage)
    await vote(stage)
    await read_register(stage, await publish_decision(stage))
    office = await open_mailbox(stage)
    await answer_hidden(stage, office, await write_hidden(stage, office))
    await end(stage)


async def start(stage: Stage) -> None:
    """The principal brings the code that the first start printed."""
    await stage.begin()
    principal = stage.principal
    principal.note = stage.label("role-principal")
    check(stage.app.claim_code, "the first start gave no code")
    principal.start(stage.app.claim_code or "")
    await stage.sees(principal.private, stage.texts.plain("role-admin"))


async def link_groups(stage: Stage) -> None:
    """The bot is added to two groups; /class says whose they are."""
    await stage.begin(timedelta(minutes=3))
    script = stage.script
    stage.teachers = [stage.user(*name) for name in script.teachers]
    stage.parents = [stage.user(first, last) for first, last, _ in script.parents]
    stage.others = [stage.user(first, last) for first, last, _ in script.others]
    _note(stage)
    people = ([stage.teachers[0], *stage.parents], [stage.teachers[1], *stage.others])
    for title, members, name in zip(script.groups, people, CLASSES, strict=True):
        group = stage.town.group(title, creator=stage.principal, members=members)
        stage.groups.append(group)
        group.add_bot(by=stage.principal)
        await stage.sees(group, "/class")
        stage.principal.say(group, f"/class {name}")
        await stage.sees(group, name, labelled=stage.label("welcome-parent"))
        await stage.settle()
        if group is stage.groups[0]:
            stage.transcript.note(stage.script.notes[0])
    stage.transcript.skip()


def _note(stage: Stage) -> None:
    """Who is who, for those who look: the first parent leads the committee later."""
    script, label = stage.script, stage.label
    for teacher, name in zip(stage.teachers, CLASSES, strict=True):
        teacher.note = f"{label('role-head-teacher')} · {name}"
    for folk, name in zip((stage.parents, stage.others), CLASSES, strict=True):
        for each in folk:
            each.note = f"{label('role-parent')} · {name}"
    stage.parents[0].note = f"{label('role-chair')} · {CLASSES[0]}"
    first, last, note = script.stranger
    stage.user(first, last).note = note


async def invite_teachers(stage: Stage) -> None:
    """One link for each head teacher, who opens it."""
    await stage.begin(timedelta(minutes=6))
    principal = stage.principal
    for teacher, name in zip(stage.teachers, CLASSES, strict=True):
        asked = principal.say(principal.private, f"/invite {stage.script.head_teacher} {name}")
        sent = await stage.sees(principal.private, "t.me/", name, after=asked.id)
        teacher.follow(next(word for word in sent.text.split() if "t.me/" in word))
        await stage.sees(teacher.private, name)
        await stage.settle()
        if teacher is stage.teachers[0]:
            stage.transcript.note(stage.script.notes[0])
    stage.transcript.skip()


async def register_parents(stage: Stage) -> None:
    """One tap each; those who press Start name their children."""
    await stage.begin(timedelta(minutes=8))
    welcome = await stage.sees(stage.groups[0], labelled=stage.label("welcome-parent"))
    other = await stage.sees(stage.groups[1], labelled=stage.label("welcome-parent"))
    named = [each for each in _with_children(stage.parents, stage.script.parents) if each[1]]
    unnamed = [each for each in _with_children(stage.parents, stage.script.parents) if not each[1]]
    for parent, children in named[:2]:
        await register(stage, parent, welcome, children)
        await stage.settle()
        stage.transcript.flush()
    for parent, _ in unnamed:
        await register(stage, parent, welcome, None)
    await stage.settle()
    stage.transcript.note(stage.script.notes[2])
    stage.transcript.note(stage.script.notes[1])
    for parent, children in named[2:]:
        await register(stage, parent, welcome, children)
    for parent, children in _with_children(stage.others, stage.script.others):
        await register(stage, parent, other, children)
    await stage.settle()
    stage.transcript.skip()


def _with_children(
    users: list[User], named: tuple[tuple[str, str, str | None], ...]
) -> list[tuple[User, str | None]]:
    return [(user, children) for user, (_, _, children) in zip(users, named, strict=True)]


async def register(stage: Stage, parent: User, welcome: Message, children: str | None) -> None:
    """A parent taps, is led to the private chat, and names their children there."""
    answer = await parent.tap(welcome, stage.label("welcome-parent")).answer()
    check(answer.url, f"{parent.name} was not led to the private chat")
    if children is None:
        return
    parent.follow(answer)
    asked = await stage.sees(parent.private, "/cancel")
    parent.say(parent.private, children)
    await stage.sees(parent.private, children.split(",")[0].split("，")[0], after=asked.id)


async def announce(stage: Stage) -> Message:
    """The teacher announces; all parents but two confirm, one of them without Start."""
    await stage.begin(timedelta(hours=4))
    teacher, group = stage.teachers[0], stage.groups[0]
    teacher.say(group, f"/announce {stage.script.notice}")
    notice = await stage.sees(group, stage.script.notice)
    for parent in (*_quick(stage), stage.parents[3]):
        await stage.tap(parent, notice, stage.label("notice-got-it"))
    await stage.settle()
    return notice


def _quick(stage: Stage) -> list[User]:
    """Those who confirm at once, and can be written to."""
    return [*stage.parents[:2], *stage.parents[5:]]


async def nudge(stage: Stage, notice: Message) -> None:
    """The teacher sees in private who is missing, and nudges only them."""
    await stage.begin(timedelta(hours=3))
    teacher = stage.teachers[0]
    own = await stage.sees(teacher.private, stage.script.parents[2][2] or "")
    await stage.tap(teacher, own, own.labels[0])
    third = stage.parents[2]
    asked = await stage.sees(third.private, labelled=stage.label("notice-got-it"))
    stage.transcript.note(stage.script.notes[3])
    await stage.settle()
    for parent in _quick(stage):
        nudged = any(stage.label("notice-got-it") in m.labels for m in parent.private.messages)
        check(not nudged, f"{parent.name} had confirmed, and was nudged all the same")
    await stage.tap(third, asked, stage.label("notice-got-it"))
    await stage.settle()


async def invite_to_meeting(stage: Stage) -> Message:
    """A meeting in two days; some come, one does not, some have not answered."""
    await stage.begin(timedelta(minutes=10))
    teacher, group = stage.teachers[0], stage.groups[0]
    teacher.say(group, f"/meeting 2026-12-03 18:30 {stage.script.meeting}")
    asked = await stage.sees(teacher.private, stage.label("meant-sure"))
    await stage.tap(teacher, asked, asked.labels[0])
    title = stage.meeting_title
    card = await stage.sees(group, title, labelled=stage.label("meeting-yes"))
    replies = (
        "meeting-yes",
        "meeting-maybe",
        None,
        "meeting-yes",
        None,
        "meeting-yes",
        "meeting-yes",
    )
    for parent, reply in zip(stage.parents, replies, strict=True):
        if reply is not None:
            await stage.tap(parent, card, stage.label(reply))
    await stage.settle()
    return card


async def remind(stage: Stage) -> None:
    """The clock moves on by a day and a half: those who come are reminded, the others asked."""
    await stage.begin(timedelta(hours=4, minutes=20))
    title = stage.meeting_title
    for parent in stage.parents[:3]:
        await stage.sees(parent.private, title)
    await stage.settle()


async def move(stage: Stage, meeting: Message) -> None:
    """It moves by half an hour: who said yes or maybe is told, and says so again."""
    await stage.begin(timedelta(minutes=25))
    teacher = stage.teachers[0]
    before = [parent.private.last for parent in stage.parents[:2]]
    await stage.press(teacher, stage.label("meeting-move"), about=stage.meeting_title)
    await stage.say(teacher, "2026-12-03 19:00")
    await stage.press(teacher, stage.label("form-send"))
    for parent, last in zip(stage.parents[:2], before, strict=True):
        await stage.sees(parent.private, "19:00", after=last.id if last else 0)
        await stage.press(parent, stage.label("meeting-yes"), about=stage.meeting_title)
    check("19:00" in meeting.text, f"the card still says {meeting.text!r}")


async def end(stage: Stage) -> None:
    """Nothing was refused, nothing is left over."""
    await stage.begin(timedelta(minutes=10))
    principal = stage.principal
    principal.say(principal.private, "/meetings")
    await stage.sees(principal.private, stage.script.activity_title)
    # Whether there are ephemeral messages is asked by deleting one that cannot be.
    refusals = [e for e in stage.town.journal.refused() if e.method != "deleteEphemeralMessage"]
    answers = [entry.answer or {} for entry in refusals]
    refused = {answer.get("description", "") for answer in answers}
    refused = {said for said in refused if "message is not modified" not in said}
    check(not refused, f"the stand-in refused {refused}")
