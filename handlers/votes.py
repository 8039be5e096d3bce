"""Votes: the card on which a committee decides, and the tap that votes."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from handlers import survey_memory as memory
from handlers import vote_choosing as choosing
from handlers.kit import buttons
from handlers.kit.card import Button, Card, Text, card
from handlers.kit.feature import Feature
from handlers.kit.roles import Can
from handlers.kit.texts import School, Texts, lines, paragraphs
from handlers.kit.turn import Turn
from handlers.vote_cards import (
    ABSTAIN,
    AUTHOR,
    CARD,
    NAMED_UP_TO,
    Cast,
    Open,
    Show,
    Tap,
    ballot,
    label,
    result,
    rule,
    several,
    statement,
    title,
)
from handlers.vote_outcomes import close
from storage import alarms, classes, elections, posts, vote_ballots, vote_seats, vote_views, votes
from storage.actors import Actor
from storage.base import Session
from storage.classes import Purpose
from storage.posts import Priority
from storage.tallies import Kind
from storage.vote_views import CardView
from storage.votes import Eligible, Option, Snapshot

feature = Feature("votes", snapshots=votes.of_ids)

CLOSE = "vote_changes.close"  # alarm
# Whose vote is nobody else's business is voted in private.
IN_PRIVATE = (Eligible.SEATS, Eligible.LIST)


async def publish(
    session: Session, school: School, one: Snapshot, author: Actor, now: datetime
) -> None:
    """A vote has opened: its card for the group or its voters, its author's, and its close."""
    rows = await _cards(session, school, one, now)
    if author.reachable:
        language = school.closest(author.language)
        rows.append(posts.row(AUTHOR, author.user_id, language, now, subject_id=one.id))
    await posts.queue(session, rows)
    await set_close(session, school, one.id, one.closes_at)


async def _cards(
    session: Session, school: School, one: Snapshot, now: datetime
) -> list[dict[str, Any]]:
    where: list[tuple[int, str, int | None]]
    if one.eligible in IN_PRIVATE:
        voters = [each for each in await vote_seats.voters(session, one) if each.reachable]
        where = [(each.user_id, school.closest(each.language), None) for each in voters]
    else:
        groups = await classes.several(session, one.class_ids)
        where = [
            (
                each.chat_id,
                each.language or school.default_language,
                each.thread_for(Purpose.NOTICES),
            )
            for each in groups
            if each.chat_id is not None and not each.closed
        ]
    return [
        posts.row(
            CARD,
            chat_id,
            language,
            now,
            subject_id=one.id,
            thread_id=thread_id,
            priority=Priority.ANNOUNCEMENT,
            key=f"vote:{one.id}:{chat_id}",
        )
        for chat_id, language, thread_id in where
    ]


async def set_close(session: Session, school: School, vote_id: int, at: datetime) -> None:
    """Closes the vote then, and at no other time."""
    when = at.astimezone(school.zone)
    await alarms.set_alarm(session, f"vote:{vote_id}", CLOSE, when, subject_id=vote_id)


# The card


@feature.card(CARD, vote_views.card_view, common=True)
def vote(view: CardView, texts: Texts) -> Card:
    """What is decided, by whom and by which rule; who voted what only where ballots are open."""
    one, head = view.vote, title(view, texts)
    if one.withdrawn_at is not None:
        return card(paragraphs(head.styled("strikethrough"), texts("vote-is-withdrawn")))
    if one.interrupted:
        return card(paragraphs(head, texts("vote-is-interrupted")))
    if view.outcome is not None and one.closed_at is not None:
        over = texts("vote-closed-on", when=texts.moment(one.closed_at))
        return card(
            paragraphs(head, statement(one, view.outcome, texts), _named(view, texts), over)
        )
    voted = texts("vote-voted", voted=view.voted, seats=one.seats)
    text = paragraphs(
        head,
        _how(one, texts),
        lines(texts("vote-seats", eligible=one.eligible, seats=one.seats), rule(one, texts)),
        texts("vote-sealed" if one.sealed else "vote-open"),
        lines(*_until(one, texts), voted if one.seats else None),
        _named(view, texts),
    )
    manage = Button(texts.plain("vote-manage"), buttons.pack(Show(one.id)))
    return card(text, *ballot(one, texts), [manage])


def _how(one: Snapshot, texts: Texts) -> Text | None:
    """How to vote, where that is more than one tap; of an election, how many are elected."""
    if one.kind == Kind.ELECTION:
        how = texts("vote-how-election", places=one.places)
        return lines(how, texts("vote-for-seat") if one.for_seat else None)
    return texts(f"vote-how-{one.kind}") if several(one) else None


def _until(one: Snapshot, texts: Texts) -> list[Text]:
    """Until when, and since when that is so: it never changes silently."""
    told = [texts("vote-until", when=texts.moment(one.closes_at))]
    if one.was_to_close is not None and one.changed_at is not None:
        when, was = texts.moment(one.changed_at), texts.moment(one.was_to_close)
        told.append(texts("vote-extended", when=when, was=was))
    return told


def _named(view: CardView, texts: Texts) -> Text | None:
    """Who voted what, on open ballots; of many, how many."""
    one = view.vote
    said = {str(each.id): label(one, each, texts) for each in one.options}
    if one.kind == Kind.RANKED:
        said = {each: choosing.said(one, choosing.read(each), texts) for each in sorted(view.names)}
    said |= {str(ABSTAIN): texts.plain("vote-abstain")}
    many = max(one.seats, sum(map(len, view.names.values())) // 2) > NAMED_UP_TO
    told = [
        texts("vote-count", option=said[choice], count=len(names))
        if many
        else texts("vote-names", option=said[choice], names=texts.listing(names))
        for choice in said
        if (names := view.names.get(choice))
    ]
    return lines(*told) if told else None


# The tap


@feature.button(Tap, Can.ANYTHING_OPEN, buffered=True)
async def tap(turn: Turn) -> None:
    """One tap votes for all one's seats; the next one changes it, unless the vote is sealed.

    Where several are chosen, it is one more of them, or one less.
    """
    one: Snapshot = turn.subject
    option = one.option(turn.press.option_id)
    if option is None and turn.press.option_id != ABSTAIN:
        turn.refuse("refused-button")
    if await _over(turn, one):
        return
    if option is not None and one.kind == Kind.ELECTION:
        await _check_stands(turn, one, option)
    if option is not None and several(one):
        await choosing.choose(turn, one, await _seats(turn, one), option.id)
        return
    said = label(one, option, turn.texts) if option else turn.texts.plain("vote-abstain")
    await _vote(turn, one, str(turn.press.option_id), said)


async def _check_stands(turn: Turn, one: Snapshot, option: Option) -> None:
    """Who has left the class meanwhile is not voted for in vain."""
    if not await elections.may_stand(await turn.open(alone=True), one, option.person_id):
        turn.refuse("vote-candidate-gone")


@feature.button(Cast, Can.ANYTHING_OPEN, buffered=True)
async def cast(turn: Turn) -> None:
    """What several taps chose is the ballot."""
    one: Snapshot = turn.subject
    if not several(one):
        turn.refuse("refused-button")
    if await _over(turn, one):
        return
    chosen = choosing.chosen(turn, one)
    if not chosen:
        turn.refuse(f"vote-first-{one.kind}")
    await _vote(turn, one, choosing.written(one, chosen), choosing.said(one, chosen, turn.texts))


async def _over(turn: Turn, one: Snapshot) -> bool:
    """Whether it is decided, which is told; refuses where it takes no ballots otherwise."""
    if one.withdrawn_at is not None:
        turn.refuse("rule-vote-withdrawn")
    if one.closed_at is not None:
        await _say_result(turn, one)
        return True
    if not one.is_open(turn.now):
        turn.refuse("rule-vote-closed")
    return False


async def _say_result(turn: Turn, one: Snapshot) -> None:
    """Who taps on an old card is told what came of it."""
    if one.interrupted:
        turn.refuse("vote-is-interrupted")
    session = await turn.open(alone=True)
    found = one.outcome(await vote_ballots.counts(session, one))
    turn.toast("vote-is-over", result=result(one, found, turn.texts).plain)


async def _seats(turn: Turn, one: Snapshot) -> list[int]:
    """The seats for which the actor votes; who has none is refused."""
    session = await turn.open(alone=True)
    seats = await vote_seats.of_actor(session, one, turn.actor)
    if not seats:
        turn.refuse("vote-not-yours", eligible=one.eligible)
    return seats


async def _vote(turn: Turn, one: Snapshot, choice: str, said: str) -> None:
    session, seats = await turn.open(alone=True), await _seats(turn, one)
    if one.sealed and not await _confirmed(turn, one, seats, choice, said):
        return
    everybody = await vote_ballots.cast(session, one, seats, choice, turn.person_id, turn.now)
    memory.forget(turn, one.id)
    turn.changed(one.id)
    noted = "vote-noted-several" if several(one) else "vote-noted"
    turn.toast("vote-noted-sealed" if one.sealed else noted, option=said)
    if everybody:
        await turn.open()
        await close(turn, one.id)


async def _confirmed(turn: Turn, one: Snapshot, seats: list[int], choice: str, said: str) -> bool:
    """What cannot be changed is asked twice; the first tap is in memory only, for a minute."""
    if await vote_ballots.has_voted(turn.session, one.id, seats):
        turn.refuse("rule-vote-taken")
    # Who changes what they have chosen has not tapped on it yet.
    number = choosing.CASTING if isinstance(turn.press, Cast) else int(choice)
    if memory.tapped_twice(turn, one.id, number):
        return True
    turn.toast("vote-tap-again", alert=number == choosing.CASTING, option=said)
    return False


# In private


@feature.waits
async def waiting(turn: Turn) -> list[Card]:
    """The votes that wait for one's ballot; they are voted on their own card."""
    found = await vote_seats.waiting_for(turn.session, turn.actor, turn.now)
    return [_waiting(each, turn.texts) for each in found]


def _waiting(one: Snapshot, texts: Texts) -> Card:
    told = texts("vote-waits", title=one.title, when=texts.moment(one.closes_at))
    return card(told, [Button(texts.plain("vote-open-here"), buttons.pack(Open(one.id)))])


@feature.button(Open, Can.ANYTHING_OPEN)
async def open_(turn: Turn) -> None:
    """The card itself, in private, for who has a seat."""
    one: Snapshot = turn.subject
    if not await vote_seats.of_actor(turn.session, one, turn.actor):
        turn.refuse("vote-not-yours", eligible=one.eligible)
    turn.post(CARD, one.id, turn.actor.user_id, turn.texts.language)
