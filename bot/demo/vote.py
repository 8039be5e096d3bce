"""Scenes of a vote: the committee is invited, votes under seal, and its decision is stated."""

from __future__ import annotations

from datetime import timedelta

from bot.demo.cast import CLASSES
from bot.demo.stage import Stage, check
from bot.sandbox import Message, User


def _committee(stage: Stage) -> list[User]:
    """Who is in it, its chair first; all of them can be written to."""
    return [stage.parents[place] for place in (0, 1, 5)]


async def invite_committee(stage: Stage) -> None:
    """The head teacher makes a link for each, who opens it."""
    await stage.begin(timedelta(minutes=20))
    teacher = stage.teachers[0]
    for place, member in enumerate(_committee(stage)):
        office = stage.label("role-committee" if place else "role-chair")
        sent = await stage.say(teacher, f"/invite {office} {CLASSES[0]}")
        member.follow(next(word for word in sent.text.split() if "t.me/" in word))
        await stage.sees(member.private, office)
        await stage.settle()
    stage.transcript.skip()


async def vote(stage: Stage) -> None:
    """The chair asks the committee; each taps twice, and with the last ballot it is decided."""
    await stage.begin(timedelta(minutes=10))
    members, group, script = _committee(stage), stage.groups[0], stage.script
    chair = members[0]
    chair.say(group, f"/vote {script.vote}")
    await stage.press(chair, stage.label("form-send"), about=script.vote)
    card = await stage.sees(group, script.vote, labelled=stage.label("vote-yes"))
    stage.transcript.flush()
    for member, said in zip(members, ("vote-yes", "vote-no", "vote-yes"), strict=True):
        await _casts(stage, member, card, stage.label(said))
    decided = stage.label("vote-decided")
    await stage.sees(group, script.vote, decided)
    check(decided in card.text, f"the card of the vote still says {card.text!r}")
    check(not any(each.name in card.text for each in members[1:]), "a sealed vote names somebody")
    await stage.settle()


async def _casts(stage: Stage, member: User, card: Message, label: str) -> None:
    """The first tap asks whether that is meant, since it cannot be changed."""
    asked = await stage.tap(member, card, label)
    check(label in asked, f"{member.name} was told {asked!r}")
    await stage.tap(member, card, label)
    await stage.settle()
