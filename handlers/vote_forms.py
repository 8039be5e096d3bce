"""`/vote`: typed in one message or asked step by step, with a preview either way."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, time, timedelta
from typing import Any

from handlers import vote_typed
from handlers.kit import dates, forms, meant, when
from handlers.kit.card import Card, Text
from handlers.kit.dates import NotATime, leading
from handlers.kit.feature import Feature
from handlers.kit.forms import Answers, Option
from handlers.kit.forms.moment import NOW
from handlers.kit.roles import Can, classes_where, may, may_in_school_committee
from handlers.kit.texts import lines
from handlers.kit.turn import Turn
from handlers.meeting_buttons import title_and_day
from handlers.vote_cards import PLAN
from handlers.vote_kinds import Kinds, kinds_and_election
from handlers.vote_plans import set_open
from handlers.votes import IN_PRIVATE, publish, vote
from storage import (
    classes,
    committee,
    committee_rules,
    decisions,
    suggestion_votes,
    suggestions,
    vote_plans,
    votes,
)
from storage.classes import Class
from storage.people import Role
from storage.rules import Broken
from storage.tallies import Kind
from storage.vote_views import CardView
from storage.votes import Ballot, Draft, Eligible, Snapshot
from storage.wall import localise

feature = Feature("vote_forms", snapshots=votes.of_ids)

# What is voted on, where the vote was opened from an agenda (handlers/suggestion_votes.py).
SUGGESTION = "suggestion"
SCHOOL = 0  # in the place of a class: the school committee
# A vote that was typed in one message is open for three days, until people are home.
OPEN_FOR, EVENING = timedelta(days=3), time(19)
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


async def persons(turn: Turn, answers: Answers) -> list[Option]:
    """Who can be named to vote."""
    found = await committee.candidates(turn.session, Role.COMMITTEE, answers["place"], 0)
    return [Option(each.id, each.name) for each in found]


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


async def opens_later(turn: Turn, answer: Any, answers: Answers) -> None:
    """Refuses a time that is over."""
    at = forms.instant(answer, turn.school.zone)
    if at is not None and at <= turn.now:
        turn.refuse("rule-time-past")


async def _closes_later(turn: Turn, answer: Any, answers: Answers) -> None:
    at = forms.instant(answer, turn.school.zone)
    opens = forms.instant(answers.get("opens"), turn.school.zone)
    if at is None or at <= (opens or turn.now):
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


def opening(turn: Turn, answers: Answers) -> tuple[datetime | None, bool]:
    """When it opens (None: now), and whether it is quiet hours that hold it until then.

    What belongs to a meeting may be voted on at once, late as it is: its committee sits together.
    """
    at = forms.instant(answers.get("opens"), turn.school.zone)
    if at is None and answers.get("meeting"):
        return None, False
    quiet = turn.school.quiet_ends(at or turn.now)
    return quiet or at, quiet is not None


async def draft_of(turn: Turn, answers: Answers) -> Draft:
    """What the answers ask for, by the rules that the committee has now."""
    options = tuple(_options(answers))
    closes = forms.instant(answers.get("closes"), turn.school.zone)
    rules = await committee_rules.of(turn.session, answers["place"] or None)
    return Draft(
        title=answers["title"]["plain"],
        options=options,
        closes_at=closes or in_three_days(turn, turn.now),
        eligible=Eligible(answers["whom"]),
        kind=Kind(answers["kind"]),
        ballot=Ballot(answers.get("ballot") or Ballot.SEALED),
        rules=rules,
        meeting_id=answers.get("meeting") or None,
    )


def in_three_days(turn: Turn, opens: datetime) -> datetime:
    """Three days after that, in the evening."""
    day = (opens + OPEN_FOR).astimezone(turn.school.zone).date()
    return localise(datetime.combine(day, EVENING), turn.school.zone)


async def class_ids_of(turn: Turn, answers: Answers) -> list[int]:
    """The class, or those that have somebody in the school committee."""
    if answers["place"] != SCHOOL:
        return [answers["place"]]
    found = await committee.seats(turn.session)
    return [each.class_id for each in found if each.of(Role.SEAT)]


async def ready(turn: Turn, answers: Answers) -> Text:
    """When it opens, with weekday and full date, and where."""
    opens, held = opening(turn, answers)
    told = turn.texts(
        "vote-form-ready",
        planned=int(opens is not None),
        when=when.echo(opens, turn.texts) if opens else "",
        private=int(answers["whom"] in IN_PRIVATE),
    )
    quiet = turn.texts("survey-form-quiet") if held else None
    away = await unreached(turn, answers, "persons")
    return lines(told, quiet, away, turn.texts("survey-form-looks"))


async def unreached(turn: Turn, answers: Answers, key: str) -> Text | None:
    """Who of a list was never written to, since they have not pressed Start."""
    named = answers.get(key) or () if of_list(answers) else ()
    if not named:
        return None
    found = await committee.candidates(turn.session, Role.COMMITTEE, answers["place"], 0)
    names = [each.name for each in found if each.id in named and not each.reachable]
    return turn.texts("vote-form-unreached", names=turn.texts.listing(names)) if names else None


async def preview(turn: Turn, answers: Answers) -> Card:
    """The card in the language of the class."""
    class_ids = await class_ids_of(turn, answers)
    named = await classes.several(turn.session, class_ids)
    language = named[0].language if len(named) == 1 else turn.texts.language
    one = as_if(turn, await draft_of(turn, answers), tuple(class_ids))
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
    """It opens: its seats are counted, and its card is sent; or it is planned."""
    check_right(turn, answers["place"])
    session, now = turn.session, turn.now
    class_ids = await class_ids_of(turn, answers)
    if not class_ids:
        raise Broken("vote-nobody")
    draft, listed = await draft_of(turn, answers), answers.get("persons") or ()
    vote_id = await votes.create(session, turn.person_id, class_ids, draft, now)
    if answers.get(SUGGESTION):
        one = await suggestions.get(session, answers[SUGGESTION])
        await suggestion_votes.bind(session, one, vote_id)
    opens, _ = opening(turn, answers)
    if opens is not None:
        await vote_plans.plan(session, vote_id, opens, listed, now)
        await set_open(session, turn.school, vote_id, opens)
        if turn.actor.reachable:
            turn.post(PLAN, vote_id, turn.actor.user_id, turn.texts.language)
        return
    await vote_plans.name(session, vote_id, listed)
    opened = await vote_plans.open_now(session, await votes.get(session, vote_id), now)
    await publish(session, turn.school, opened, turn.actor, now)


def _of_options(answers: Answers) -> bool:
    return answers.get("kind") != Kind.YES_NO


def of_list(answers: Answers) -> bool:
    """Whether those vote who are named."""
    return answers.get("whom") == Eligible.LIST


def steps(kind: forms.Step, opens: forms.Step) -> tuple[forms.Step, ...]:
    """All that a vote is asked about, but where it is voted."""
    return (
        forms.Words("title", "vote-form-name", check=title_fits),
        kind,
        forms.Words("options", "vote-form-options", applies=_of_options, check=_options_fit),
        forms.Choice("whom", "vote-form-whom", _whom),
        forms.Several("persons", "vote-form-persons", persons, applies=of_list),
        forms.Choice("ballot", "vote-form-ballot", ballots),
        opens,
        forms.Moment("closes", "vote-form-closes", check=_closes_later),
        forms.Choice("meeting", "vote-form-meeting", meetings),
    )


VOTE = feature.form(
    forms.Form(
        "vote",
        Can.VOTE_CREATE,
        steps=(
            forms.Choice("place", "vote-form-place", places),
            *steps(
                Kinds("kind", "vote-form-kind", kinds_and_election),
                forms.Moment("opens", "vote-form-opens", now="vote-form-now", check=opens_later),
            ),
        ),
        keeps=(SUGGESTION,),
        ready=ready,
        preview=preview,
        send=_send,
    )
)


@feature.command("vote", Can.VOTE_CREATE)
async def vote_command(turn: Turn) -> None:
    """`/vote [DATE TIME] Title?` for yes or no, `Title? | A | B` for one of several, and so on.

    What was typed is shown as it will look, with what was not said as is usual: the committee
    votes, under seal, for three days.
    """
    if not await places(turn, {}):
        turn.refuse("vote-no-place")
    # What was typed exactly is said back by the preview, with its weekday.
    exact = dates.is_written(turn.message.text.plain)
    if not exact and await meant.asked(turn, "vote", may_be_words=True):
        return
    title = vote_typed.election(turn.message.text.plain)
    if title is not None:
        turn.again("elect", replace(turn.message, text=Text(title)))
        return
    text, opens = opening_typed(turn)
    typed = vote_typed.parse(text)
    if not typed.title:
        await forms.begin(turn, VOTE, {"opens": opens.isoformat()} if opens else None)
        return
    await forms.begin(turn, VOTE, _usual(turn, typed, opens) | await _here(turn))


# When a vote opens and closes, by the keys of its form.
TIMES = ("opens", "closes")


def opening_typed(turn: Turn) -> tuple[str, datetime | None]:
    """What was typed behind the time that it begins with, if it begins with one."""
    typed = turn.message.text.plain
    if turn.data.get("as_it_stands"):
        return typed, None
    try:
        at, used = leading(typed, turn.school.zone)
    except NotATime as error:
        turn.refuse("notice-not-a-time", typed=str(error))
    if at is not None and at <= turn.now:
        turn.refuse("rule-time-past")
    return typed[used:].strip(), at


def _usual(turn: Turn, typed: vote_typed.Typed, opens: datetime | None) -> Answers:
    """What was typed, and what is usual; all of it can be changed."""
    name, found = votes.checked(typed.title, typed.options)
    answers: Answers = {
        "title": {"plain": name, "spans": []},
        "kind": str(typed.kind),
        "ballot": str(Ballot.SEALED),
        "opens": opens.isoformat() if opens else NOW,
        "closes": in_three_days(turn, opens or turn.now).isoformat(),
    }
    if found:
        answers["options"] = {"plain": " | ".join(found), "spans": []}
    # Not the time that was understood: the form asks for another.
    return {k: v for k, v in answers.items() if not meant.another(turn) or k not in TIMES}


async def _here(turn: Turn) -> Answers:
    """The class in whose group it was typed, or the only one; its committee votes."""
    own, here = await own_classes(turn), turn.place.class_
    if here is not None and any(each.id == here.id for each in own):
        return {"place": here.id, "whom": str(Eligible.COMMITTEE)}
    if len(own) == 1 and len(await places(turn, {})) == 1:
        return {"place": own[0].id, "whom": str(Eligible.COMMITTEE)}
    return {}
