"""What the cards of elections say before they open, their buttons, and where they are posted."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from handlers.kit import buttons
from handlers.kit.card import Button, Card, Text, card
from handlers.kit.texts import School, Texts, lines, paragraphs
from handlers.vote_cards import title
from storage import classes, posts
from storage.base import Session
from storage.classes import Purpose
from storage.elections import OPENS_ALL_THE_SAME, Says, View
from storage.people import PersonRef
from storage.posts import Priority
from storage.votes import Snapshot

STAND = "elections.stand"  # where whoever may be elected can say that they stand
ASKED = "elections.asked"  # what one who was asked, or stands, can say; of ASKED:7, person 7


@buttons.button("els")
class Stand:
    """I stand for election."""

    subject_id: int


@buttons.button("eln")
class Decline:
    """I do not, or not any more."""

    subject_id: int


@buttons.button("elo")
class OpenNow:
    """Open it, although fewer stand than are to be elected."""

    subject_id: int


@buttons.button("elp")
class PutOff:
    """It shall open later."""

    subject_id: int


@buttons.button("elw")
class TakeBack:
    """It shall not take place."""

    subject_id: int


@buttons.button("ely")
class TakeBackSurely:
    """Yes, really."""

    subject_id: int


def _button(key: str, press: object, texts: Texts, style: str | None = None) -> Button:
    return Button(texts.plain(key), buttons.pack(press), style=style)


def stand_card(view: View, texts: Texts) -> Card:
    """Who stands so far, and the button to do so, in the class's group."""
    head = title(view, texts)
    if view.vote.withdrawn_at is not None:
        return card(paragraphs(head.styled("strikethrough"), texts("election-taken-back")))
    told = paragraphs(head, _about(view, texts), _standing(view, texts), _times(view, texts))
    if not view.accepting:
        return card(told)
    return card(
        told,
        [
            _button("election-stand", Stand(view.vote.id), texts, "primary"),
            _button("election-stand-not", Decline(view.vote.id), texts),
        ],
    )


def asked_card(view: View, says: Says, texts: Texts) -> Card:
    """Whether one stands; what was said can be changed until the candidates are settled."""
    head = title(view, texts)
    if view.vote.withdrawn_at is not None:
        return card(paragraphs(head.styled("strikethrough"), texts("election-taken-back")))
    if not view.accepting:
        said = texts("election-said", says=says)
        return card(paragraphs(head, _about(view, texts), said, _times(view, texts)))
    said = texts("election-asked", says=says, author=view.author or texts.school.name)
    told = paragraphs(head, _about(view, texts), said, _times(view, texts))
    yes = _button("election-accept", Stand(view.vote.id), texts, "success")
    no = _button("election-decline", Decline(view.vote.id), texts)
    withdraw = _button("election-withdraw", Decline(view.vote.id), texts)
    offered = {Says.NOTHING: [yes, no], Says.YES: [withdraw], Says.NO: [yes]}
    return card(told, offered[says])


def planned_card(view: View, texts: Texts) -> Card:
    """Who stands, who was asked, and what can be done until it opens; for its author."""
    one, head = view.vote, title(view, texts)
    if one.withdrawn_at is not None:
        return card(paragraphs(head, texts("election-taken-back")))
    told = paragraphs(
        head,
        texts(f"election-held-{view.held}", stand=len(view.stand), places=one.places)
        if view.held
        else None,
        _about(view, texts),
        lines(
            _standing(view, texts),
            _named("election-silent", view.silent, texts),
            _named("election-declined", view.declined, texts),
        ),
        _times(view, texts),
    )
    return card(told, *_acts(view, texts))


def _acts(view: View, texts: Texts) -> list[list[Button]]:
    if not view.waiting:
        return []
    off = _button("election-put-off", PutOff(view.vote.id), texts)
    back = _button("vote-withdraw", TakeBack(view.vote.id), texts)
    if view.held in OPENS_ALL_THE_SAME and view.stand:
        return [[_button("election-open-now", OpenNow(view.vote.id), texts)], [off, back]]
    return [[off, back]]


def _about(view: View, texts: Texts) -> Text:
    one = view.vote
    return lines(
        texts("election-places", places=one.places, eligible=one.eligible),
        texts("vote-for-seat") if one.for_seat else None,
    )


def _standing(view: View, texts: Texts) -> Text:
    names = texts.listing([each.name for each in view.stand]) if view.stand else ""
    return texts("election-standing", count=len(view.stand), names=names)


def _named(key: str, persons: tuple[PersonRef, ...], texts: Texts) -> Text | None:
    if not persons:
        return None
    return texts(key, names=texts.listing([each.name for each in persons]))


def _times(view: View, texts: Texts) -> Text | None:
    """Until when people stand, and from when until when it is voted."""
    if view.vote.opened_at is not None:
        return texts("election-opened")
    until = texts("election-until", when=texts.moment(view.accept_until))
    return lines(
        until if view.accepting else None,
        texts("election-opens", when=texts.moment(view.opens_at)),
        texts("election-closes", when=texts.moment(view.vote.closes_at)),
    )


# Where they are posted


async def stand_rows(
    session: Session, school: School, one: Snapshot, now: datetime
) -> list[dict[str, Any]]:
    """The card in the groups of its classes, out of quiet hours."""
    due = (school.quiet_ends(now) or now).astimezone(now.tzinfo)
    groups = await classes.several(session, one.class_ids)
    return [
        posts.row(
            STAND,
            each.chat_id,
            each.language or school.default_language,
            due,
            subject_id=one.id,
            thread_id=each.thread_for(Purpose.NOTICES),
            priority=Priority.ANNOUNCEMENT,
            key=f"stand:{one.id}:{each.chat_id}",
        )
        for each in groups
        if each.chat_id is not None and not each.closed
    ]


def asked_row(school: School, one: Snapshot, person: PersonRef, now: datetime) -> dict[str, Any]:
    """The card to one of them, in private; once for ever."""
    return posts.row(
        f"{ASKED}:{person.id}",
        person.user_id,
        school.closest(person.language),
        now,
        subject_id=one.id,
        key=f"asked:{one.id}:{person.user_id}",
    )
