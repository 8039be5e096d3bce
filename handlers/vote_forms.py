"""`/vote`: typed in one message or asked step by step, with a preview either way."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, time, timedelta
from typing import Any

from handlers import vote_typed
from handlers.kit import forms
from handlers.kit.card import Card, Text
from handlers.kit.feature import Feature
from handlers.kit.forms import Answers, Option
from handlers.kit.roles import Can, classes_where, may, may_in_school_committee
from handlers.kit.texts import lines
from handlers.kit.turn import Turn
from handlers.meeting_buttons import title_and_day
from handlers.votes import publish, vote
from storage import classes, committee, committee_rules, decisions, vote_ballots, vote_seats, votes
from storage.classes import Class
from storage.people import Role
from storage.rules import Broken
from storage.tallies import Kind
from storage.vote_views import CardView
from storage.votes import Ballot, Draft, Eligible, Snapshot
from storage.wall import localise

feature = Feature("vote_forms", snapshots=votes.of_ids)

SCHOOL = 0  # in the place of a class: the school committee
# A vote that was typed in one message is open for three days, until people are home.
OPEN_FOR, EVENING = timedelta(days=3), time(19)
KINDS = (Kind.YES_NO, Kind.ONE, Kind.APPROVAL, Kind.RANKED)
# What was left open at a meeting is voted on soon after it.
LATELY, NO_MEETING = timedelta(days=14), 0


async def own_classes(turn: Turn) -> list[Class]:
    """The classes with a group in which the actor may call a vote."""
    where = classes_where(turn.actor, Can.VOTE_CREATE)
    return [
        each
        for each in await classes.all_open(turn.session)
        if each.chat_id is not None and (where is None or each.id in where)
    ]


async def places(turn: Turn, answers: Answers) -> list[Option]:
    """The committees in which the actor may call a vote."""
    found = [Option(each.id, each.name) for each in await own_classes(turn)]
    if may_in_school_committee(turn.actor, Can.VOTE_CREATE):
        found.append(Option(SCHOOL, turn.texts.plain("vote-school")))
    return found


async def _whom(turn: Turn, answers: Answers) -> list[Option]:
    of_school = answers.get("place") == SCHOOL
    kinds = [Eligible.SEATS] if of_school else [each for each in Eligible if each != Eligible.SEATS]
    return [Option(str(each), turn.texts.plain(f"vote-whom-{each}")) for each in kinds]


async def _persons(turn: Turn, answers: Answers) -> list[Option]:
    found = await committee.candidates(turn.session, Role.COMMITTEE, answers["place"], 0)
    return [Option(each.id, each.name) for each in found]


async def _kinds(turn: Turn, answers: Answers) -> list[Option]:
    return [Option(str(each), turn.texts.plain(f"vote-kind-{each}")) for each in KINDS]


async def ballots(turn: Turn, answers: Answers) -> list[Option]:
    """Sealed ones first."""
    offered = (Ballot.SEALED, Ballot.OPEN)
    return [Option(str(each), turn.texts.plain(f"vote-ballot-{each}")) for each in offered]


def _options(answers: Answers) -> list[str]:
    answer = answers.get("options")
    if not answer:
        return []
    return vote_typed.options(answer["plain"])


async def title_fits(turn: Turn, answer: Any, answers: Answers) -> None:
    """Refuses what is no line."""
    votes.checked(answer["plain"], ())


async def _options_fit(turn: Turn, answer: Any, answers: Answers) -> None:
    votes.checked("?a", _options({"options": answer}))


async def _closes_later(turn: Turn, answer: Any, answers: Answers) -> None:
    at = forms.instant(answer, turn.school.zone)
    if at is None or at <= turn.now:
        turn.refuse("rule-vote-close")


async def meetings(turn: Turn, answers: Answers) -> list[Option]:
    """No meeting, or one of the committee's that is ahead or was lately."""
    place = answers.get("place")
    found = (
        await decisions.meetings_of(turn.session, place or None, turn.now - LATELY)
        if place is not None
        else []
    )
    none = Option(NO_MEETING, turn.texts.plain("vote-form-no-meeting"))
    return [none, *(Option(each.id, title_and_day(turn, each)) for each in found)]


# What comes of it


async def _draft(turn: Turn, answers: Answers) -> Draft:
    """What the answers ask for, by the rules that the committee has now."""
    options = tuple(_options(answers))
    closes = forms.instant(answers.get("closes"), turn.school.zone)
    rules = await committee_rules.of(turn.session, answers["place"] or None)
    return Draft(
        title=answers["title"]["plain"],
        options=options,
        closes_at=closes or _in_three_days(turn),
        eligible=Eligible(answers["whom"]),
        kind=Kind(answers["kind"]),
        ballot=Ballot(answers.get("ballot") or Ballot.SEALED),
        rules=rules,
        meeting_id=answers.get("meeting") or None,
    )


def _in_three_days(turn: Turn) -> datetime:
    day = (turn.now + OPEN_FOR).astimezone(turn.school.zone).date()
    return localise(datetime.combine(day, EVENING), turn.school.zone)


async def class_ids_of(turn: Turn, answers: Answers) -> list[int]:
    """The class, or those that have somebody in the school committee."""
    if answers["place"] != SCHOOL:
        return [answers["place"]]
    found = await committee.seats(turn.session)
    return [each.class_id for each in found if each.of(Role.SEAT)]


async def _ready(turn: Turn, answers: Answers) -> Text:
    private = answers["whom"] in (Eligible.SEATS, Eligible.LIST)
    return lines(turn.texts("vote-form-ready", private=int(private)))


async def _preview(turn: Turn, answers: Answers) -> Card:
    """The card in the language of the class."""
    class_ids = await class_ids_of(turn, answers)
    named = await classes.several(turn.session, class_ids)
    language = named[0].language if len(named) == 1 else turn.texts.language
    one = as_if(turn, await _draft(turn, answers), tuple(class_ids))
    names = tuple(each.name for each in named)
    view = CardView(one, turn.actor.name, names, 0, {}, None)
    return vote(view, turn.texts_in(language))


def as_if(turn: Turn, draft: Draft, class_ids: tuple[int, ...]) -> Snapshot:
    """The vote before there is one; how many seats it has is known when it opens."""
    texts = draft.options or (None, None)
    return Snapshot(
        id=0,
        author_id=turn.person_id,
        title=draft.title,
        kind=draft.kind,
        ballot=draft.ballot,
        eligible=draft.eligible,
        seats=0,
        places=draft.places,
        quorum=draft.rules.quorum,
        majority=draft.rules.majority,
        majority_of=draft.rules.of,
        tie=draft.rules.tie,
        opened_at=turn.now,
        closes_at=draft.closes_at,
        was_to_close=None,
        changed_at=None,
        closed_at=None,
        withdrawn_at=None,
        interrupted=False,
        for_seat=draft.for_seat,
        meeting_id=draft.meeting_id,
        class_ids=class_ids,
        options=tuple(votes.Option(n, text) for n, text in enumerate(texts, 1)),
    )


def check_right(turn: Turn, place: int) -> None:
    """Rights are asked for once more, where it is to be voted."""
    allowed = (
        may_in_school_committee(turn.actor, Can.VOTE_CREATE)
        if place == SCHOOL
        else may(turn.actor, Can.VOTE_CREATE, place)
    )
    if not allowed:
        turn.refuse("refused-right")


async def _send(turn: Turn, answers: Answers) -> None:
    """It opens: its seats are counted, and its card is sent."""
    check_right(turn, answers["place"])
    session, now = turn.session, turn.now
    class_ids = await class_ids_of(turn, answers)
    if not class_ids:
        raise Broken("vote-nobody")
    draft = await _draft(turn, answers)
    vote_id = await votes.create(session, turn.person_id, class_ids, draft, now)
    made = await votes.get(session, vote_id)
    await vote_seats.open_vote(session, made, answers.get("persons") or (), now)
    await vote_ballots.lay_out(session, made)
    await publish(session, turn.school, await votes.get(session, vote_id), turn.actor, now)


def _of_options(answers: Answers) -> bool:
    return answers.get("kind") != Kind.YES_NO


def _of_list(answers: Answers) -> bool:
    return answers.get("whom") == Eligible.LIST


VOTE = feature.form(
    forms.Form(
        "vote",
        Can.VOTE_CREATE,
        steps=(
            forms.Choice("place", "vote-form-place", places),
            forms.Words("title", "vote-form-name", check=title_fits),
            forms.Choice("kind", "vote-form-kind", _kinds),
            forms.Words("options", "vote-form-options", applies=_of_options, check=_options_fit),
            forms.Choice("whom", "vote-form-whom", _whom),
            forms.Several("persons", "vote-form-persons", _persons, applies=_of_list),
            forms.Choice("ballot", "vote-form-ballot", ballots),
            forms.Moment("closes", "vote-form-closes", check=_closes_later),
            forms.Choice("meeting", "vote-form-meeting", meetings),
        ),
        ready=_ready,
        preview=_preview,
        send=_send,
    )
)


@feature.command("vote", Can.VOTE_CREATE)
async def vote_command(turn: Turn) -> None:
    """`/vote Title?` for yes or no, `/vote Title? | A | B` for one of several, and so on.

    What was typed is shown as it will look, with what was not said as is usual: the committee
    votes, under seal, for three days.
    """
    if not await places(turn, {}):
        turn.refuse("vote-no-place")
    title = vote_typed.election(turn.message.text.plain)
    if title is not None:
        turn.again("elect", replace(turn.message, text=Text(title)))
        return
    typed = vote_typed.parse(turn.message.text.plain)
    if not typed.title:
        await forms.begin(turn, VOTE)
        return
    name, found = votes.checked(typed.title, typed.options)
    answers: Answers = {
        "title": {"plain": name, "spans": []},
        "kind": str(typed.kind),
        "ballot": str(Ballot.SEALED),
        "closes": _in_three_days(turn).isoformat(),
    }
    if found:
        answers["options"] = {"plain": " | ".join(found), "spans": []}
    await forms.begin(turn, VOTE, answers | await _here(turn))


async def _here(turn: Turn) -> Answers:
    """The class in whose group it was typed, or the only one; its committee votes."""
    own, here = await own_classes(turn), turn.place.class_
    if here is not None and any(each.id == here.id for each in own):
        return {"place": here.id, "whom": str(Eligible.COMMITTEE)}
    if len(own) == 1 and len(await places(turn, {})) == 1:
        return {"place": own[0].id, "whom": str(Eligible.COMMITTEE)}
    return {}
