"""Suggestions: published with their writer's consent, supported by families, then decided on."""

from __future__ import annotations

import hmac
from collections.abc import Sequence
from datetime import timedelta
from itertools import takewhile

from handlers import letter_drafts
from handlers import letter_reach as reach
from handlers import meeting_buttons as links
from handlers import suggestion_outcomes as outcomes
from handlers.kit import asking, browsing, buttons, unwritten
from handlers.kit.acting import join_audience, settle
from handlers.kit.card import Button, Card, Text, card
from handlers.kit.feature import Feature, Ring
from handlers.kit.forms.steps import in_rows
from handlers.kit.naming import title_of
from handlers.kit.roles import Can, classes_where, may
from handlers.kit.texts import Texts, lines, paragraphs
from handlers.kit.turn import Strip, Turn
from handlers.suggestion_buttons import Consent, Decide, For, MeToo, Publish, Show, Withdraw
from storage import (
    alarms,
    answers,
    attendance,
    budget,
    classes,
    letter_hidden,
    letter_parts,
    letters,
    posts,
    suggestion_votes,
    suggestions,
)
from storage.answers import Answer
from storage.base import upsert
from storage.classes import Class, Purpose
from storage.letters import About, Mode
from storage.letters import Snapshot as Letter
from storage.posts import Priority
from storage.suggestions import SUPPORT, Snapshot, View

feature = Feature("suggestions", snapshots=suggestions.of_ids)

CARD, PLACE = "suggestions.card", "suggestions.place"
SCHOOL = 0  # in the place of a class
# As many as are read in one message.
LISTED = 8
GRACE = timedelta(days=2)
NAMED = "-"  # in the place of a proof, where the writer is known


# It is offered, by those who answer letters


@feature.button(Publish, Can.LETTER_ANSWER)
async def publish(turn: Turn) -> None:
    """Asks for whom."""
    one = await _letter(turn, turn.press.letter_id)
    texts = turn.texts
    whole = Button(texts.plain("suggestion-for-school"), buttons.pack(For(one.id, SCHOOL)))
    own = [Button(each.name, buttons.pack(For(one.id, each.id))) for each in await _groups(turn)]
    asked = texts("suggestion-for-whom", number=one.number)
    turn.say_here(card(asked, [whole], *in_rows(own)))


async def _groups(turn: Turn) -> list[Class]:
    found = await classes.all_open(turn.session)
    return [each for each in found if each.chat_id is not None]


async def _letter(turn: Turn, letter_id: int) -> Letter:
    """A suggestion whose writer can be asked."""
    one = (await letters.of_ids(turn.session, [letter_id])).get(letter_id)
    if one is None or one.about != About.SUGGESTION:
        turn.refuse("refused-button")
    await letter_drafts.here(turn, one)
    if one.mode == Mode.DROP:
        turn.refuse("letter-drop-no-answer")
    return one


@feature.button(For, Can.LETTER_ANSWER)
async def for_whom(turn: Turn) -> None:
    """Its writer sees just what would be read, and by whom; without their yes nothing happens."""
    one = await _letter(turn, turn.press.letter_id)
    wanted = turn.press.class_id
    into = [each for each in await _groups(turn) if wanted in (SCHOOL, each.id)]
    if not into:
        turn.refuse("refused-button")
    parts = await letter_parts.sent(turn.session, one.id)
    # What was said after an answer belongs to the talk, and not to what is suggested.
    said = letter_parts.joined([each.said for each in takewhile(lambda e: not e.answer, parts)])
    ids, of_school = [each.id for each in into], wanted == SCHOOL
    offered = await suggestions.offer(
        turn.session, one.id, ids, said.plain, turn.now, of_school=of_school
    )
    await _ask(turn, one, await suggestions.get(turn.session, offered), into)
    if turn.pressed is not None:
        turn.errands.append(Strip(turn.place.chat_id, turn.pressed))
    turn.toast("suggestion-asked")


async def _ask(turn: Turn, letter: Letter, one: Snapshot, into: Sequence[Class]) -> None:
    writer = await reach.hidden(turn, letter) if letter.mode == Mode.HIDDEN else None
    proof = NAMED
    if writer is not None:
        proof = letter_hidden.proof(reach.key(turn), letter.id, writer.user_id)

    def make(texts: Texts, _: Button) -> Card:
        where = texts.plain("suggestion-school") if one.of_school else into[0].name
        asked = texts("suggestion-consent", number=letter.number, where=where)
        said = [
            Button(texts.plain(f"suggestion-{key}"), buttons.pack(Consent(one.id, yes, proof)))
            for key, yes in (("yes", 1), ("no", 0))
        ]
        return card(paragraphs(asked, Text(one.text).styled("blockquote")), said)

    if not await reach.tell(turn, letter, make, once=f"suggestion-ask:{one.id}"):
        turn.refuse("letter-writer-gone")


# Its writer decides


@feature.button(Consent, Can.ANYTHING_OPEN)
async def consent(turn: Turn) -> None:
    """With a yes it is out; of a hidden writer no row is left by that."""
    one: Snapshot = turn.subject
    letter = await letters.get(turn.session, one.letter_id)
    _check_own(turn, letter)
    if turn.press.yes != 1:
        unwritten.show(turn, card(turn.texts("suggestion-not-out")))
        return
    await suggestions.agree(turn.session, one.id, turn.now)
    await _post(turn, await suggestions.get(turn.session, one.id))
    label = turn.texts.plain("suggestion-withdraw")
    back = Button(label, buttons.pack(Withdraw(one.id, turn.press.proof)))
    unwritten.show(turn, card(turn.texts("suggestion-is-out"), [back]))


@feature.button(Withdraw, Can.ANYTHING_OPEN)
async def withdraw(turn: Turn) -> None:
    """Its writer takes it back; of a hidden one no row is left by that either."""
    one: Snapshot = turn.subject
    _check_own(turn, await letters.get(turn.session, one.letter_id))
    await suggestions.withdraw(turn.session, one.id, turn.now)
    await alarms.cancel_of(turn.session, one.id)
    await posts.drop_queued(turn.session, one.id, CARD)
    unwritten.show(turn, card(turn.texts("suggestion-taken-back")))


def _check_own(turn: Turn, letter: Letter) -> None:
    own = letter.person_id is not None and letter.person_id == turn.actor.person_id
    if letter.mode == Mode.HIDDEN:
        wanted = letter_hidden.proof(reach.key(turn), letter.id, turn.actor.user_id)
        own = hmac.compare_digest(wanted.encode(), turn.press.proof.encode())
    if not own:
        turn.refuse("refused-right")


async def _post(turn: Turn, one: Snapshot) -> None:
    """Into the groups when it is not quiet; where a day is full, on the next."""
    school, into = turn.school, await classes.several(turn.session, one.class_ids)
    at = school.quiet_ends(turn.now) or turn.now
    crowded = await budget.full(turn.session, into, at, school.zone, school.daily_posts)
    rows = [
        posts.row(
            CARD,
            each.chat_id,
            each.language or school.default_language,
            (school.next_morning(at) if each.name in crowded else at).astimezone(turn.now.tzinfo),
            subject_id=one.id,
            thread_id=each.thread_for(Purpose.NOTICES),
            priority=Priority.ANNOUNCEMENT,
            key=f"suggestion:{one.id}:{each.id}",
        )
        for each in into
        if each.chat_id is not None and not each.closed
    ]
    await posts.queue(turn.session, rows)


# Families support it


@feature.card(CARD, suggestion_votes.view, common=True)
def shown(view: View, texts: Texts) -> Card:
    """What is suggested, never by whom, and how many families would like it."""
    one = view.suggestion
    head = texts("suggestion-title").styled("bold")
    if one.withdrawn_at is not None:
        return card(paragraphs(head, texts("suggestion-withdrawn")))
    counted = texts("suggestion-count", families=view.families, needed=one.needed)
    text = paragraphs(head, Text(one.text), lines(counted, _stands(view, texts)))
    if one.outcome is not None:
        return card(text)
    return card(text, [Button(texts.plain("suggestion-me-too"), buttons.pack(MeToo(one.id)))])


def _stands(view: View, texts: Texts) -> Text | None:
    one, meeting = view.suggestion, view.meeting
    if one.outcome is not None:
        voted = outcomes.voted(view.voted, texts)
        if voted is not None:
            return texts("suggestion-by-vote", outcome=voted)
        return texts("suggestion-outcome", outcome=one.outcome)
    if one.settled_at is None:
        return None
    if meeting is None or meeting.cancelled_at is not None:
        return texts("suggestion-waits")
    return texts(
        "suggestion-on-agenda", title=title_of(meeting, texts), when=texts.day(meeting.starts_at)
    )


@feature.button(MeToo, Can.ANYTHING_OPEN)
async def me_too(turn: Turn) -> None:
    """A family counts once; with the last that it takes, it goes on an agenda."""
    one: Snapshot = turn.subject
    if one.agreed_at is None:
        turn.refuse("refused-subject-gone")
    suggestions.check_open(one)
    session = await turn.open()
    first = await join_audience(turn, one.class_ids)
    rows = answers.rows(one.id, turn.actor, one.class_ids, SUPPORT, turn.now)
    await upsert(session, Answer.__table__, rows, key=answers.KEY, change=answers.CHANGE)
    turn.changed(one.id)
    if await suggestions.settle(session, one.id, turn.now):
        await suggestions.place(session, one.id, turn.now)
        await _look_tomorrow(turn, one.id)
    settle(turn, first, "suggestion-noted")


async def _look_tomorrow(turn: Turn | Ring, suggestion_id: int) -> None:
    """Until something is decided: meetings are called and called off."""
    at = turn.school.next_morning(turn.now)
    name = f"suggestion:{suggestion_id}"
    await alarms.set_alarm(turn.session, name, PLACE, at, subject_id=suggestion_id)


@feature.alarm(PLACE, GRACE)
async def place(ring: Ring) -> None:
    """It is on the agenda of the next meeting, or there is none yet; tomorrow again."""
    found = (await suggestions.of_ids(ring.session, [ring.subject_id or 0])).values()
    for one in found:
        if one.outcome is None and one.withdrawn_at is None:
            await suggestions.place(ring.session, one.id, ring.now)
            await _look_tomorrow(ring, one.id)


# The committee decides


@feature.button(Decide, Can.MEETING_CREATE)
async def decide(turn: Turn) -> None:
    """Asks what was decided, of who looks after the meeting."""
    links.only_private(turn)
    one: Snapshot = turn.subject
    await _check_decides(turn, one)
    asked = turn.texts("suggestion-decision-ask", head=one.head)
    await asking.put(turn, "suggestion-decision", asked, {"id": one.id})


async def _check_decides(turn: Turn, one: Snapshot) -> None:
    if one.meeting_id is None:
        turn.refuse("refused-subject-gone")
    meeting = await links.managed(turn, one.meeting_id)
    suggestions.check_open(one)
    if turn.now < meeting.starts_at - attendance.DOORS_OPEN:
        turn.refuse("attendance-early", when=turn.texts.moment(meeting.starts_at))


@feature.answer("suggestion-decision")
async def decided(turn: Turn) -> None:
    """It stands in the minutes; whose families supported it are told, and its writer."""
    one = await suggestions.get(turn.session, turn.data["id"])
    await _check_decides(turn, one)
    said = " ".join(turn.message.text.plain.split())
    await suggestions.decide(turn.session, one, said, turn.now)
    count = await outcomes.tell(turn, one, lambda _: Text(said).styled("bold"))
    turn.say("suggestion-decided", count=count)


# What there is


@feature.command("suggestions", Can.ANYTHING_OPEN)
async def listed(turn: Turn) -> None:
    """`/suggestions` lists what waits for support; `/suggestions 25` is an admin's: in percent."""
    typed = turn.message.text.plain.strip().rstrip("%％").strip()
    if typed:
        await _set(turn, typed)
    where = classes_where(turn.actor, Can.LETTER_ANSWER)
    own = {class_id for _, class_id in turn.actor.roles if class_id is not None}
    found = await suggestions.open_ones(turn.session, where if where is None else own, LISTED)
    share = await suggestions.percent(turn.session)
    told = [
        turn.texts("suggestion-line", number=n, head=each.head) for n, each in enumerate(found, 1)
    ]
    text = paragraphs(
        turn.texts("suggestions-title" if found else "suggestions-none"),
        *told,
        turn.texts("suggestions-rule", percent=share, least=suggestions.LEAST),
    )
    shows = [Button(str(n), buttons.pack(Show(each.id))) for n, each in enumerate(found, 1)]
    turn.show(card(text, shows))


async def _set(turn: Turn, typed: str) -> None:
    if not may(turn.actor, Can.MAILBOX_PLACE, None):
        turn.refuse("refused-right")
    share = int(typed) if typed.isascii() and typed.isdecimal() and len(typed) < 4 else 0
    await suggestions.set_percent(turn.session, share)


@feature.button(Show, Can.ANYTHING_OPEN)
async def show(turn: Turn) -> None:
    """The card itself, in private, for those whose classes read it."""
    if not turn.place.private:
        turn.refuse("refused-button")
    one = (await suggestions.of_ids(turn.session, [turn.press.suggestion_id])).get(
        turn.press.suggestion_id
    )
    own = {class_id for _, class_id in turn.actor.roles}
    reads = may(turn.actor, Can.LETTER_ANSWER, None) or (one and own & set(one.class_ids))
    if one is None or one.agreed_at is None or one.withdrawn_at is not None or not reads:
        turn.refuse("refused-subject-gone")
    await browsing.at_the_end(turn, CARD, one.id)
