"""A planned vote asks something else, or at another time; an interrupted one is called again."""

from __future__ import annotations

from typing import Any

from handlers import vote_forms
from handlers.kit import forms
from handlers.kit.card import Text
from handlers.kit.feature import Feature
from handlers.kit.forms import Answers
from handlers.kit.forms.moment import NOW
from handlers.kit.roles import Can, may_about
from handlers.kit.turn import Incoming, Turn
from handlers.vote_changes import Again
from handlers.vote_kinds import BEGUN, OTHER, SEAT, kinds
from handlers.vote_opening import refresh_list
from handlers.vote_plans import Change, set_open, waits
from storage import vote_plans, vote_seats, votes
from storage.tallies import Kind
from storage.votes import Eligible, Snapshot

feature = Feature("vote_plan_forms", snapshots=votes.of_ids)


async def _answers(turn: Turn, one: Snapshot) -> Answers:
    """What is planned, as answers to the form that planned it; times that are over are asked."""
    plan = await vote_plans.find(turn.session, one.id)
    if plan is None:
        turn.refuse("refused-button")
    answers: Answers = _said(one) | {"vote": one.id}
    if listed := await vote_plans.listed(turn.session, one):
        answers["persons"] = list(listed)
    times = {"opens": plan.opens_at, "closes": one.closes_at}
    return answers | {key: at.isoformat() for key, at in times.items() if at > turn.now}


def _said(one: Snapshot) -> Answers:
    """What a vote is, but when and by whom of those who were named."""
    answers: Answers = {
        "place": vote_forms.SCHOOL if one.of_school_committee else one.class_ids[0],
        "title": _words(one.title),
        "kind": str(one.kind),
        "whom": str(one.eligible),
        "ballot": str(one.ballot),
        "meeting": one.meeting_id or vote_forms.NO_MEETING,
    }
    if one.kind not in (Kind.YES_NO, Kind.ELECTION):
        answers["options"] = _words(" | ".join(each.text or "" for each in one.options))
    return answers


def _words(plain: str) -> dict[str, Any]:
    return {"plain": plain, "spans": []}


async def _managed(turn: Turn, vote_id: int) -> Snapshot:
    """The vote, for who may change it at this moment."""
    one = (await votes.of_ids(turn.session, [vote_id])).get(vote_id)
    if one is None:
        turn.refuse("refused-subject-gone")
    own = one.author_id is not None and one.author_id == turn.actor.person_id
    may = own and may_about(turn.actor, Can.VOTE_CREATE, one)
    if not may and not may_about(turn.actor, Can.VOTE_MANAGE, one):
        turn.refuse("refused-right")
    waits(turn, one)
    return one


async def _send(turn: Turn, answers: Answers) -> None:
    """It is planned anew; its card shows it."""
    one = await _managed(turn, answers["vote"])
    opens, _ = vote_forms.opening(turn, answers)
    at = opens or turn.now
    draft = await vote_forms.draft_of(turn, answers)
    listed = answers.get("persons") or ()
    await vote_plans.change(turn.session, one.id, draft, at, listed, turn.now)
    await set_open(turn.session, turn.school, one.id, at)
    await refresh_list(turn)


CHANGE = feature.form(
    forms.Form(
        "vote-change",
        Can.VOTE_CREATE,
        steps=vote_forms.steps(
            forms.Choice("kind", "vote-form-kind", kinds),
            forms.Moment("opens", "vote-form-opens", check=vote_forms.opens_later),
        ),
        ready=vote_forms.ready,
        preview=vote_forms.preview,
        send=_send,
        keeps=("vote", "place"),
    )
)


@feature.button(Change, Can.VOTE_CREATE, manage=Can.VOTE_MANAGE)
async def change(turn: Turn) -> None:
    """Shows what is planned as it will look; each answer can be changed."""
    waits(turn, turn.subject)
    await forms.begin(turn, CHANGE, await _answers(turn, turn.subject))


@feature.button(Again, Can.VOTE_CREATE, manage=Can.VOTE_MANAGE)
async def again(turn: Turn) -> None:
    """What was interrupted is shown as it will look, to be open for as long; no ballot is left."""
    one: Snapshot = turn.subject
    if not turn.place.private or not one.interrupted:
        turn.refuse("refused-button")
    said = _said(one)
    if one.kind == Kind.ELECTION:
        turn.data = {BEGUN: _of_election(one, said)}
        turn.again("elect", Incoming(0, Text("")))
        return
    if one.eligible == Eligible.LIST:
        said["persons"] = [each.id for each in await vote_seats.voters(turn.session, one)]
    opened = one.opened_at or turn.now
    closes = turn.now + (one.closes_at - opened)
    await forms.begin(turn, vote_forms.VOTE, said | {"opens": NOW, "closes": closes.isoformat()})


def _of_election(one: Snapshot, said: Answers) -> Answers:
    """What an election is; who stands is asked anew."""
    answers = {key: said[key] for key in ("place", "title", "whom", "ballot", "meeting")}
    return answers | {"what": SEAT if one.for_seat else OTHER, "places": one.places}
