"""A vote is closed early, extended or taken back: by who may, and never silently."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any

from handlers.kit import buttons, forms
from handlers.kit.card import Button, Card, Text, card, pack
from handlers.kit.feature import Feature, Ring
from handlers.kit.forms import Answers
from handlers.kit.forms.steps import in_rows
from handlers.kit.passing import GRACE as PASSING
from handlers.kit.passing import tell_passed
from handlers.kit.roles import Can
from handlers.kit.texts import Texts, lines, paragraphs
from handlers.kit.turn import Turn
from handlers.vote_cards import AUTHOR, CARD, PLAN, PLANNED, Show, statement, title
from handlers.vote_opening import show_anew
from handlers.vote_outcomes import announce, close
from handlers.votes import CLOSE, set_close
from storage import alarms, posts, vote_changes, vote_views, votes
from storage.posts import Priority
from storage.tallies import Kind
from storage.vote_views import CardView
from storage.votes import Snapshot

feature = Feature("vote_changes", snapshots=votes.of_ids)

INTERRUPTED, ALWAYS = "votes.interrupted", timedelta(days=365_000)  # its time is 1970


@buttons.button("voc")
class Close:
    """No ballot shall count any more."""

    subject_id: int


@buttons.button("voy")
class CloseSurely:
    """Yes, now."""

    subject_id: int


@buttons.button("vox")
class Extend:
    """It shall close later."""

    subject_id: int


@buttons.button("vow")
class Withdraw:
    """It shall be taken back."""

    subject_id: int


@buttons.button("voz")
class WithdrawSurely:
    """Yes, really."""

    subject_id: int


@buttons.button("voi")
class Again:
    """What was interrupted shall be called again."""

    subject_id: int


@feature.card(AUTHOR, vote_views.card_view, can=Can.VOTE_CREATE)
def author(view: CardView, texts: Texts) -> Card:
    """How many have voted, and what can be done; never what was voted under seal."""
    one, head = view.vote, title(view, texts)
    if one.withdrawn_at is not None:
        return card(paragraphs(head, texts("vote-is-withdrawn")))
    if one.interrupted:
        again = _button("vote-again", Again(one.id), texts)
        return card(paragraphs(head, texts("vote-is-interrupted")), [again])
    if view.outcome is not None:
        return card(paragraphs(head, statement(one, view.outcome, texts)))
    until = texts("vote-until", when=texts.moment(one.closes_at))
    voted = texts("vote-voted", voted=view.voted, seats=one.seats)
    offered = [
        _button("vote-close", Close(one.id), texts),
        _button("vote-extend", Extend(one.id), texts),
        _button("vote-withdraw", Withdraw(one.id), texts),
    ]
    return card(paragraphs(head, lines(voted, until)), *in_rows(offered))


def _button(key: str, press: object, texts: Texts, style: str | None = None) -> Button:
    return Button(texts.plain(key), buttons.pack(press), style=style)


@feature.button(Show, Can.VOTE_CREATE, manage=Can.VOTE_MANAGE)
async def show(turn: Turn) -> None:
    """The card by which a vote is looked after, in private."""
    shown = AUTHOR
    if turn.subject.opened_at is None:
        shown = PLANNED if turn.subject.kind == Kind.ELECTION else PLAN
    turn.post(shown, turn.subject.id, turn.actor.user_id, turn.texts.language)
    if not turn.place.private:
        turn.toast("vote-in-private")


def _open(turn: Turn) -> Snapshot:
    """The vote of a press, in private, while it is open."""
    one: Snapshot = turn.subject
    if not turn.place.private:
        turn.refuse("refused-button")
    if one.withdrawn_at is not None:
        turn.refuse("rule-vote-withdrawn")
    if not one.is_open(turn.now):
        turn.refuse("rule-vote-closed")
    return one


@feature.button(Close, Can.VOTE_CREATE, manage=Can.VOTE_MANAGE)
async def ask_close(turn: Turn) -> None:
    """Asks once more: there is no way back."""
    one = _open(turn)
    surely = _button("vote-close-yes", CloseSurely(one.id), turn.texts, "danger")
    turn.say("vote-close-ask", [surely], title=one.title)


@feature.button(CloseSurely, Can.VOTE_CREATE, manage=Can.VOTE_MANAGE)
async def close_early(turn: Turn) -> None:
    """It is over, and everybody sees what came of it."""
    await close(turn, _open(turn).id)
    turn.toast("vote-closed-now")


@feature.alarm(CLOSE, timedelta(days=3650))
async def close_(ring: Ring) -> None:
    """Its time is over, however late that is found: no ballot has counted since."""
    found = await votes.of_ids(ring.session, [ring.subject_id or 0])
    for one in found.values():
        if one.closes_at <= ring.now:
            await close(ring, one.id)


@feature.alarm(INTERRUPTED, ALWAYS)
async def interrupted(ring: Ring) -> None:
    """A copy was restored, which has no sealed ballots: better none than half of them."""
    vote_id = ring.subject_id or 0
    found = await votes.of_ids(ring.session, [vote_id])
    if found and await vote_changes.interrupt(ring.session, vote_id, ring.now):
        await announce(ring.session, ring.school, vote_id, ring.now)
        await show_anew(ring, found[vote_id], AUTHOR)


@feature.alarm("votes.passed", PASSING)
async def passed(ring: Ring) -> None:
    """Who looks after somebody else's votes from now on is told which they are, once."""
    found = await votes.of_ids(ring.session, ring.args["ids"])
    heir = ring.args["to"]
    theirs = [e for e in found.values() if e.withdrawn_at is None and e.author_id == heir]
    entries = [(each.title, buttons.pack(Show(each.id))) for each in theirs]
    await tell_passed(ring, "passed-votes", entries)


@feature.button(Withdraw, Can.VOTE_CREATE, manage=Can.VOTE_MANAGE)
async def ask_withdraw(turn: Turn) -> None:
    """Asks once more."""
    one = _open(turn)
    surely = _button("vote-withdraw-yes", WithdrawSurely(one.id), turn.texts, "danger")
    turn.say("vote-withdraw-ask", [surely], title=one.title)


@feature.button(WithdrawSurely, Can.VOTE_CREATE, manage=Can.VOTE_MANAGE)
async def withdraw(turn: Turn) -> None:
    """Its card is struck through, and what was voted is shown to nobody."""
    one = _open(turn)
    await vote_changes.withdraw(turn.session, one.id, turn.now)
    await alarms.cancel_of(turn.session, one.id)
    await posts.drop_queued(turn.session, one.id, CARD)
    turn.toast("vote-withdrawn-now")


# It closes later


async def _extending(turn: Turn, vote_id: int) -> Snapshot:
    """The vote, for its author, while it is open."""
    one = (await votes.of_ids(turn.session, [vote_id])).get(vote_id)
    if one is None:
        turn.refuse("refused-subject-gone")
    if one.author_id is None or one.author_id != turn.actor.person_id:
        turn.refuse("vote-author-only")
    if not one.is_open(turn.now):
        turn.refuse("rule-vote-closed")
    return one


async def _later(turn: Turn, answer: Any, answers: Answers) -> None:
    at = forms.instant(answer, turn.school.zone)
    if at is None or at <= (await _extending(turn, answers["vote"])).closes_at:
        turn.refuse("rule-vote-not-later")


async def _ready(turn: Turn, answers: Answers) -> Text:
    return turn.texts("vote-extend-form-ready")


async def _preview(turn: Turn, answers: Answers) -> Card:
    """What everybody is told."""
    one = await _extending(turn, answers["vote"])
    at = forms.instant(answers["closes"], turn.school.zone) or turn.now
    return card(turn.texts("vote-told-extended", title=one.title, when=turn.texts.moment(at)))


async def _send(turn: Turn, answers: Answers) -> None:
    """It closes then, and says so under its cards, out of quiet hours."""
    one = await _extending(turn, answers["vote"])
    at = forms.instant(answers["closes"], turn.school.zone) or turn.now
    await vote_changes.extend(turn.session, one.id, at, turn.now)
    await set_close(turn.session, turn.school, one.id, at)
    due = (turn.school.quiet_ends(turn.now) or turn.now).astimezone(turn.now.tzinfo)
    rows = []
    for each in await posts.of_subject(turn.session, one.id, CARD):
        texts = turn.texts_in(each.language)
        said = texts("vote-told-extended", title=one.title, when=texts.moment(at))
        row = posts.row(
            "say",
            each.chat_id,
            texts.language,
            due,
            payload=pack(replace(card(said), reply_to=each.message_id)),
            thread_id=each.thread_id,
            priority=Priority.ANNOUNCEMENT,
        )
        rows.append(row)
    await posts.queue(turn.session, rows)


EXTEND = feature.form(
    forms.Form(
        "vote-extend",
        Can.VOTE_CREATE,
        steps=(forms.Moment("closes", "vote-extend-form-closes", check=_later),),
        ready=_ready,
        preview=_preview,
        send=_send,
        keeps=("vote",),
    )
)


@feature.button(Extend, Can.VOTE_CREATE, manage=Can.VOTE_MANAGE)
async def extend(turn: Turn) -> None:
    """Asks until when; its author only."""
    one = await _extending(turn, _open(turn).id)
    await forms.begin(turn, EXTEND, {"vote": one.id})
