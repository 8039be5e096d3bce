"""`/elect`: an election is planned step by step, or put off; then people are asked to stand."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from handlers import vote_typed
from handlers.election_cards import PutOff, asked_card, asked_row, stand_card
from handlers.elections import announce, set_alarms
from handlers.kit import dates, forms, meant
from handlers.kit.card import Card, Text, card, pack
from handlers.kit.feature import Feature
from handlers.kit.forms import Answers, Option
from handlers.kit.forms.steps import same
from handlers.kit.roles import Can
from handlers.kit.texts import lines
from handlers.kit.turn import Turn
from handlers.vote_cards import PLANNED
from handlers.vote_forms import (
    SCHOOL,
    as_if,
    ballots,
    check_right,
    class_ids_of,
    meetings,
    of_list,
    opening_typed,
    own_classes,
    persons,
    places,
    title_fits,
    unreached,
)
from handlers.vote_kinds import BEGUN, OTHER, SEAT
from handlers.vote_opening import planned_row
from storage import classes, committee_rules, elections, posts, votes
from storage.elections import MOST, Plan, Says, View
from storage.people import PersonRef
from storage.tallies import Kind
from storage.votes import Ballot, Draft, Eligible, Snapshot

feature = Feature("election_forms", snapshots=votes.of_ids)


async def _what(turn: Turn, answers: Answers) -> list[Option]:
    kinds = [OTHER] if answers.get("place") == SCHOOL else [SEAT, OTHER]
    return [Option(each, turn.texts.plain(f"election-form-what-{each}")) for each in kinds]


async def _whom(turn: Turn, answers: Answers) -> list[Option]:
    of_school = answers.get("place") == SCHOOL
    of_class = [Eligible.FAMILIES, Eligible.COMMITTEE, Eligible.LIST]
    kinds = [Eligible.SEATS] if of_school else of_class
    return [Option(str(each), turn.texts.plain(f"vote-whom-{each}")) for each in kinds]


async def _how(turn: Turn, answers: Answers) -> list[Option]:
    """In the school committee everybody is written to; there is no group to ask."""
    of_school = answers.get("place") == SCHOOL
    somebody = of_school or ("place" in answers and await _persons(turn, answers))
    kinds = [each for each in (True, False) if (somebody or each) and not (of_school and each)]
    return [Option(each, turn.texts.plain(f"election-form-how-{int(each)}")) for each in kinds]


async def _persons(turn: Turn, answers: Answers) -> list[Option]:
    """Who may be elected, as far as they can be asked in private."""
    found = await elections.pool_of(turn.session, answers["place"] or None)
    return [Option(each.id, each.name) for each in found if each.reachable]


async def _opens_later(turn: Turn, answer: Any, answers: Answers) -> None:
    at = forms.instant(answer, turn.school.zone)
    if at is None or at <= turn.now:
        turn.refuse("rule-election-past")


async def _before(turn: Turn, answer: Any, answers: Answers) -> None:
    """Until when people stand: before it opens, if not until it does."""
    at = forms.instant(answer, turn.school.zone)
    opens = forms.instant(answers.get("opens"), turn.school.zone)
    if at is not None and opens is not None and not turn.now < at <= opens:
        turn.refuse("rule-election-until")


async def _after(turn: Turn, answer: Any, answers: Answers) -> None:
    at = forms.instant(answer, turn.school.zone)
    opens = forms.instant(answers.get("opens"), turn.school.zone)
    if at is None or (opens is not None and at <= opens):
        turn.refuse("rule-vote-close")


# What comes of it


async def _draft(turn: Turn, answers: Answers) -> Draft:
    """The vote that it will be, by the rules that the committee has now."""
    place = answers["place"]
    for_seat = answers["what"] == SEAT
    title = answers["title"]["plain"] if not for_seat else await _seat_title(turn, place)
    closes = forms.instant(answers["closes"], turn.school.zone)
    return Draft(
        title=title,
        options=(),
        closes_at=closes or turn.now,
        eligible=Eligible(answers["whom"]),
        kind=Kind.ELECTION,
        ballot=Ballot(answers.get("ballot") or Ballot.SEALED),
        rules=await committee_rules.of(turn.session, place or None),
        places=1 if for_seat else answers["places"],
        for_seat=for_seat,
        meeting_id=answers.get("meeting") or None,
    )


async def _seat_title(turn: Turn, class_id: int) -> str:
    (found,) = await classes.several(turn.session, [class_id])
    return turn.texts_in(found.language).plain("election-seat-title", class_name=found.name)


def _plan(turn: Turn, answers: Answers) -> Plan:
    opens = forms.instant(answers["opens"], turn.school.zone) or turn.now
    until = forms.instant(answers.get("until"), turn.school.zone) or opens
    asked = answers.get("persons") or answers.get("more") or ()
    listed = answers.get("voters") or ()
    return Plan(opens, until, bool(answers["how"]), tuple(asked), tuple(listed))


async def _ready(turn: Turn, answers: Answers) -> Text:
    plan = _plan(turn, answers)
    told = turn.texts("election-form-ready", count=len(plan.asked), group=int(plan.stands_up))
    return lines(await unreached(turn, answers, "voters"), told)


async def _preview(turn: Turn, answers: Answers) -> Card:
    """What the group sees, in its language; or what those see who are asked."""
    class_ids = await class_ids_of(turn, answers)
    named = await classes.several(turn.session, class_ids)
    language = named[0].language if len(named) == 1 else turn.texts.language
    plan, draft = _plan(turn, answers), await _draft(turn, answers)
    one = replace(as_if(turn, draft, tuple(class_ids)), opened_at=None, options=())
    names = tuple(each.name for each in named)
    view = View(
        one, turn.actor.name, names, plan.opens_at, plan.accept_until, plan.stands_up,
        settled=False, held=None, stand=(), silent=(), declined=(),
    )  # fmt: skip
    texts = turn.texts_in(language)
    return stand_card(view, texts) if plan.stands_up else asked_card(view, Says.NOTHING, texts)


async def _send(turn: Turn, answers: Answers) -> None:
    """Those who were named are asked, and the class where that is wished."""
    check_right(turn, answers["place"])
    session, now = turn.session, turn.now
    class_ids = await class_ids_of(turn, answers)
    plan = _plan(turn, answers)
    draft = await _draft(turn, answers)
    vote_id = await elections.create(session, turn.person_id, class_ids, draft, plan, now)
    one = await votes.get(session, vote_id)
    pool = await elections.pool(session, one)
    asked = [each for each in pool if each.id in plan.asked]
    await announce(session, turn.school, one, asked, now)
    await posts.queue(session, [planned_row(turn.school, one, PLANNED, turn.actor, now)])


def _is_other(answers: Answers) -> bool:
    return answers.get("what") == OTHER


def _named_only(answers: Answers) -> bool:
    return answers.get("how") is False


def _class_too(answers: Answers) -> bool:
    return answers.get("how") is True


ELECTION = feature.form(
    forms.Form(
        "election",
        Can.VOTE_CREATE,
        steps=(
            forms.Choice("place", "election-form-place", places),
            forms.Choice("what", "election-form-what", _what),
            forms.Words("title", "election-form-name", applies=_is_other, check=title_fits),
            forms.Number(
                "places", "election-form-places", applies=_is_other, most=MOST, quick=(1, 2, 3)
            ),
            forms.Choice("how", "election-form-how", _how),
            forms.Several("persons", "election-form-persons", _persons, applies=_named_only),
            forms.Several(
                "more", "election-form-more", _persons, applies=_class_too, optional=True
            ),
            forms.Choice("whom", "vote-form-whom", _whom),
            forms.Several("voters", "vote-form-persons", persons, applies=of_list),
            forms.Choice("ballot", "vote-form-ballot", ballots),
            forms.Moment("opens", "election-form-opens", check=_opens_later),
            forms.Moment(
                "until", "election-form-until", now="election-form-until-open", check=_before
            ),
            forms.Moment("closes", "vote-form-closes", check=_after),
            forms.Choice("meeting", "vote-form-meeting", meetings),
        ),
        ready=_ready,
        preview=_preview,
        send=_send,
    )
)


@feature.command("elect", Can.VOTE_CREATE)
async def elect(turn: Turn) -> None:
    """`/elect 3B` elects that class's representative, `/elect Treasurers (2)` two treasurers.

    A time before that is when voting opens.
    """
    if not await places(turn, {}):
        turn.refuse("vote-no-place")
    # What was typed exactly is said back by the preview, with its weekday.
    exact = dates.is_written(turn.message.text.plain)
    if not exact and await meant.asked(turn, "elect", may_be_words=True):
        return
    said, opens = opening_typed(turn)
    typed, count = vote_typed.elected(said)
    # Votes on persons are sealed, unless their author changes that.
    answers: Answers = {"ballot": str(Ballot.SEALED)} | await _here(turn)
    answers |= turn.data.get(BEGUN, {}) | ({"opens": opens.isoformat()} if opens else {})
    found = next((e for e in await own_classes(turn) if same(e.name, typed)), None)
    if found is not None:
        answers |= {"place": found.id, "what": SEAT}
    elif typed:
        name, _ = votes.checked(typed, ())
        answers |= {"what": OTHER, "title": {"plain": name, "spans": []}}
        if count is not None and 1 <= count <= MOST:
            answers["places"] = count
    await forms.begin(turn, ELECTION, answers)


async def _here(turn: Turn) -> Answers:
    """The class in whose group it was typed."""
    here = turn.place.class_
    own = here is not None and any(each.id == here.id for each in await own_classes(turn))
    return {"place": here.id} if here is not None and own else {}


# It opens later


async def _of(turn: Turn, vote_id: int) -> Snapshot:
    """The election, for its author, before it opens."""
    one = (await votes.of_ids(turn.session, [vote_id])).get(vote_id)
    if one is None:
        turn.refuse("refused-subject-gone")
    if one.author_id is None or one.author_id != turn.actor.person_id:
        turn.refuse("election-author-only")
    if one.withdrawn_at is not None:
        turn.refuse("rule-vote-withdrawn")
    if one.opened_at is not None:
        turn.refuse("rule-election-open")
    return one


async def _others(turn: Turn, answers: Answers) -> list[Option]:
    """Who was not asked yet."""
    found = await elections.view(turn.session, answers["vote"])
    known = {each.id for each in (*found.stand, *found.silent, *found.declined)}
    pool = await elections.pool(turn.session, found.vote)
    return [Option(each.id, each.name) for each in pool if each.reachable and each.id not in known]


async def _off_ready(turn: Turn, answers: Answers) -> Text:
    return turn.texts("election-off-form-ready")


async def _off_preview(turn: Turn, answers: Answers) -> Card:
    """What everybody is told."""
    return _put_off(await _of(turn, answers["vote"]), answers, turn)


def _put_off(one: Snapshot, answers: Answers, turn: Turn, language: str | None = None) -> Card:
    texts = turn.texts_in(language) if language else turn.texts
    opens, closes = (_at(turn, answers, each) for each in ("opens", "closes"))
    when, until = texts.moment(opens), texts.moment(closes)
    return card(texts("election-told-off", title=one.title, when=when, until=until))


def _at(turn: Turn, answers: Answers, key: str) -> datetime:
    return forms.instant(answers[key], turn.school.zone) or turn.now


async def _off_send(turn: Turn, answers: Answers) -> None:
    """It opens then; the class is told where it was asked, and everybody who stands."""
    one, session = await _of(turn, answers["vote"]), turn.session
    more = answers.get("more") or ()
    before = await elections.view(session, one.id)
    opens, closes = (_at(turn, answers, each) for each in ("opens", "closes"))
    await elections.put_off(session, one.id, opens, closes, more, turn.now)
    found = await elections.view(session, one.id)
    await set_alarms(session, turn.school, found)
    rows = [
        asked_row(turn.school, found.vote, each, turn.now)
        for each in await elections.pool(session, one)
        if each.id in more
    ]
    rows += await _told_rows(turn, before, answers)
    await posts.queue(session, rows)


async def _told_rows(turn: Turn, before: View, answers: Answers) -> Sequence[dict[str, Any]]:
    """What the groups and those who were asked before are told, out of quiet hours."""
    one = before.vote
    due = (turn.school.quiet_ends(turn.now) or turn.now).astimezone(turn.now.tzinfo)
    asked: list[PersonRef] = [each for each in (*before.stand, *before.silent) if each.reachable]
    where: list[tuple[int, str, int | None]]
    where = [(each.user_id, turn.school.closest(each.language), None) for each in asked]
    where += [
        (each.chat_id, each.language, each.thread_id)
        for each in await posts.of_subject(turn.session, one.id, "elections.stand")
    ]
    return [
        posts.row(
            "say", chat_id, language, due,
            payload=pack(_put_off(one, answers, turn, language)), thread_id=thread_id,
        )
        for chat_id, language, thread_id in where
    ]  # fmt: skip


OFF = feature.form(
    forms.Form(
        "election-off",
        Can.VOTE_CREATE,
        steps=(
            forms.Several("more", "election-off-form-more", _others, optional=True),
            forms.Moment("opens", "election-form-opens", check=_opens_later),
            forms.Moment("closes", "vote-form-closes", check=_after),
        ),
        ready=_off_ready,
        preview=_off_preview,
        send=_off_send,
        keeps=("vote",),
    )
)


@feature.button(PutOff, Can.VOTE_CREATE, manage=Can.VOTE_MANAGE)
async def put_off(turn: Turn) -> None:
    """Asks until when; its author only."""
    one = await _of(turn, turn.subject.id)
    if not turn.place.private:
        turn.refuse("refused-button")
    await forms.begin(turn, OFF, {"vote": one.id})
