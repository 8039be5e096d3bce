"""A big class beside the day's two: thirty parents, for the scenes that play by one click."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass

from bot.demo.cast import Script
from bot.demo.stage import Stage, check
from bot.sandbox import Group, Message, User

PARENTS = 30


@dataclass(frozen=True, slots=True)
class BigClass:
    """Its group, and who is in it; the first three parents are its committee, the first leads."""

    group: Group
    teacher: User
    parents: list[User]

    @property
    def committee(self) -> list[User]:
        """Its chair and two members."""
        return self.parents[:3]


def names(script: Script) -> list[tuple[str, str]]:
    """Thirty names (first, last), put together from those of the cast."""
    cast = [(first, last) for first, last, *_ in (*script.parents, *script.others)]
    cast += script.newcomers
    made = []
    for place in range(PARENTS):
        first, last = cast[place % len(cast)]
        other_first, other_last = cast[(place * 7 + 3 + place // len(cast)) % len(cast)]
        # A Chinese name is one word that begins with the family's.
        made.append((first, other_last) if last else (other_first[0] + first[1:], ""))
    return made


async def open_class(stage: Stage) -> BigClass:
    """Its group with the bot, linked; its head teacher, its parents and its committee."""
    script, principal = stage.script, stage.principal
    teacher = stage.teachers[1]
    parents = [stage.user(*name) for name in names(script)]
    for each in parents:
        each.note = f"{stage.label('role-parent')} · {script.big_class}"
    group = stage.town.group(script.big_group, creator=principal, members=[teacher, *parents])
    group.add_bot(by=principal)
    principal.say(group, f"/class {script.big_class}")
    welcome = await stage.sees(group, script.big_class, labelled=stage.label("welcome-parent"))
    big = BigClass(group, teacher, parents)
    await invite(stage, principal, f"{script.head_teacher} {script.big_class}", teacher)
    await all_tap(big, welcome, *welcome.labels[:1])
    for place, member in enumerate(big.committee):
        office = stage.label("role-committee" if place else "role-chair")
        await invite(stage, teacher, f"{office} {script.big_class}", member)
        member.note = f"{office} · {script.big_class}"
    await stage.settle()
    return big


async def invite(stage: Stage, by: User, whom: str, invited: User) -> None:
    """A link by somebody in charge, which the one invited opens."""
    sent = await stage.say(by, f"/invite {whom}")
    invited.follow(next(word for word in sent.text.split() if "t.me/" in word))
    await stage.settle()


async def all_tap(big: BigClass, card: Message, *labels: str) -> None:
    """Every parent taps at once, each the next of the labels; all of them are answered."""
    taps = [
        parent.tap(card, labels[place % len(labels)]) for place, parent in enumerate(big.parents)
    ]
    told = await asyncio.gather(*(tap.answer() for tap in taps))
    check(len(told) == len(big.parents), "somebody was not answered")
