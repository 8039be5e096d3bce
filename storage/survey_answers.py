"""Who answers a survey, and the rows that a named answer makes."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from storage import answers
from storage.actors import Actor
from storage.answers import UnitKind
from storage.base import Session
from storage.people import Role
from storage.surveys import Snapshot, Unit


def own(actor: Actor, one: Snapshot) -> list[tuple[UnitKind, int]]:
    """What an actor answers for: their children (or themself as a family), or themself.

    A person who counts as such is a unit that no child takes over.
    """
    if one.unit != Unit.PERSON:
        return answers.own_units(actor, one.class_ids)
    if actor.person_id is None or not any(actor.has(Role.PARENT, each) for each in one.class_ids):
        return []
    return [(UnitKind.MEMBER, actor.person_id)]


def rows(actor: Actor, one: Snapshot, value: str, now: datetime) -> list[dict[str, Any]]:
    """The rows that one named answer makes, for `upsert` with answers.KEY and answers.CHANGE."""
    return answers.of_units(one.id, own(actor, one), value, actor.person_id, now)


async def value_of(session: Session, actor: Actor, one: Snapshot) -> str | None:
    """The named answer that stands for an actor, the latest where their children's differ."""
    if one.anonymous:
        return None
    return (await answers.of_person(session, actor, [one.id])).get(one.id)


def class_of(actor: Actor, one: Snapshot) -> int | None:
    """The class that an actor answers in, where it is one and no more."""
    theirs = {each.class_id for each in actor.children if each.class_id in one.class_ids}
    if not theirs:
        theirs = {each for each in one.class_ids if actor.has(Role.PARENT, each)}
    return next(iter(theirs)) if len(theirs) == 1 else None
