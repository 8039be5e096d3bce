"""A committee's vote on a suggestion, opened from the agenda; how it comes out is the answer."""

from __future__ import annotations

from handlers import meeting_buttons as links
from handlers import vote_forms
from handlers.kit import forms
from handlers.kit.feature import Feature
from handlers.kit.forms import Answers
from handlers.kit.forms.moment import NOW
from handlers.kit.roles import Can
from handlers.kit.turn import Turn
from handlers.suggestion_buttons import VoteOn
from storage import classes, suggestion_votes, suggestions
from storage.people import Role
from storage.suggestions import Snapshot
from storage.tallies import Kind
from storage.votes import Ballot, Eligible

feature = Feature("suggestion_votes", snapshots=suggestions.of_ids)


@feature.button(VoteOn, Can.VOTE_CREATE)
async def vote_on(turn: Turn) -> None:
    """A vote with its question filled in, for who leads the meeting or the committee."""
    links.only_private(turn)
    one: Snapshot = turn.subject
    if one.meeting_id is None:
        turn.refuse("refused-subject-gone")
    if not _leads(turn, one):
        await links.managed(turn, one.meeting_id)
    await suggestion_votes.check(turn.session, one)
    await forms.begin(turn, vote_forms.VOTE, await _answers(turn, one))


def _leads(turn: Turn, one: Snapshot) -> bool:
    if one.of_school:
        return turn.actor.has(Role.CHAIR, None)
    return all(turn.actor.has(Role.CHAIR, each) for each in one.class_ids)


async def _answers(turn: Turn, one: Snapshot) -> Answers:
    """What a committee would say to `/vote`; how long it is open and how, as is usual."""
    found = await classes.several(turn.session, one.class_ids)
    texts = turn.texts_in(found[0].language if len(found) == 1 else None)
    return {
        "place": vote_forms.SCHOOL if one.of_school else one.class_ids[0],
        "title": {"plain": texts.plain("suggestion-question", head=one.head), "spans": []},
        "kind": str(Kind.YES_NO),
        "whom": str(Eligible.SEATS if one.of_school else Eligible.COMMITTEE),
        "ballot": str(Ballot.SEALED),
        "opens": NOW,
        "closes": vote_forms.in_three_days(turn, turn.now).isoformat(),
        "meeting": one.meeting_id,
        vote_forms.SUGGESTION: one.id,
    }
