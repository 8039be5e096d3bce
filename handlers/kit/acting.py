"""How somebody becomes known: by an invitation, by a tap on a card, by saying so."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from dataclasses import replace
from typing import Any, TypeVar

from handlers.kit import buttons
from handlers.kit.card import card
from handlers.kit.roles import is_parent, is_staff
from handlers.kit.texts import LANGUAGES
from handlers.kit.turn import Turn
from storage import actors, people
from storage.people import Role

Meaning = TypeVar("Meaning")
# How many said so, as it stands on a card's button behind what it says: `Coming · 12`.
_COUNT = re.compile(r"\s*·\s*\d+\s*$")


async def become_known(turn: Turn) -> int:
    """Makes the actor a person the school knows, by their present name; returns the person's id."""
    session = await turn.open()
    user = turn.user
    person = await people.known(
        session, user.user_id, user.name, user.username, user.language, turn.now
    )
    await refresh(turn)
    return person.id


async def refresh(turn: Turn) -> None:
    """Reads the actor again, after what they are has changed in this turn."""
    found = await actors.of_users(turn.session, [turn.user.user_id])
    turn.actor = found[turn.user.user_id]


async def be_parent(turn: Turn, class_id: int) -> bool:
    """Registers the actor as a parent in a class; returns whether that is news."""
    session, user, was = await turn.open(alone=True), turn.user, turn.actor
    person = await people.known(
        session, user.user_id, user.name, user.username, user.language, turn.now
    )
    news = await people.grant(session, person.id, Role.PARENT, class_id, turn.now)
    if news:
        turn.effects.classes.add(class_id)
    turn.actor = replace(
        was,
        person_id=person.id,
        name=person.name,
        language=person.language,
        roles=was.roles | {(Role.PARENT, class_id)},
    )
    return news


async def join_audience(turn: Turn, class_ids: Collection[int]) -> bool:
    """Makes sure that a press on a card counts: the presser is a parent in its audience.

    Any first tap in the class's own group registers a person there, but for staff, who become
    parents only by saying so. Returns whether this tap was the first. Refuses everybody else.
    """
    if is_parent(turn.actor, class_ids):
        return False
    if is_staff(turn.actor):
        turn.refuse("refused-staff-not-parent")
    here = turn.place.class_
    if here is None or here.id not in class_ids:
        turn.refuse("refused-not-for-you")
    return await be_parent(turn, here.id)


def settle(turn: Turn, first: bool, key: str, **args: Any) -> None:
    """Answers a press that counted; somebody new is led to the private chat, once.

    There is no room for words beside that: they are told in the group, where nobody else sees it.
    """
    if first and not turn.actor.reachable:
        turn.lead("hello")
        turn.whisper(card(turn.texts(key, **args)))
    else:
        turn.toast(key, **args)


def written(turn: Turn, labels: Mapping[str, Meaning]) -> Meaning | None:
    """What somebody means who writes a button's label, by its text key, instead of tapping it.

    In any language of the bot, with a count behind it or without; None where they write anything
    else.
    """
    said = buttons.words(_COUNT.sub("", turn.message.text.plain))
    every = [(turn.texts_in(each), key) for each in LANGUAGES for key in labels]
    found = (labels[key] for texts, key in every if buttons.words(texts.plain(key)) == said)
    return next(found, None)


def counts_for(turn: Turn, class_ids: Collection[int]) -> bool:
    """Whether what somebody writes under a card can count: a parent's word, no teacher's."""
    return not turn.anonymous and (is_parent(turn.actor, class_ids) or not is_staff(turn.actor))


def say_back(turn: Turn) -> None:
    """What a tap would have been answered is told in private, or where nobody else sees it.

    A tap that would have opened the private chat is answered by the way there.
    """
    said, turn.answer = turn.answer, None
    if said is not None and said.text:
        turn.show(card(said.text))
    elif said is not None and said.url is not None:
        turn.knock(said.url)
