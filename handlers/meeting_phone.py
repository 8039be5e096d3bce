"""Told by phone or on paper: a teacher records whether a family comes that cannot tap."""

from __future__ import annotations

from handlers import meeting_buttons as links
from handlers.kit import asking, buttons
from handlers.kit.browsing import at_the_end
from handlers.kit.card import Button, Card, card
from handlers.kit.feature import Feature
from handlers.kit.forms.steps import in_rows
from handlers.kit.naming import title_of
from handlers.kit.roles import Can, may_in_all
from handlers.kit.texts import Texts
from handlers.kit.turn import Turn
from handlers.meeting_counts import together
from handlers.meeting_places import tell_moved_up
from storage import families, invitees, meeting_phone, meeting_views, meetings
from storage.answers import UnitKind
from storage.meeting_details import Invited
from storage.meeting_views import OrganiserView
from storage.meetings import Reply, Snapshot
from storage.units import Unit, by_family

feature = Feature("meeting_phone", snapshots=meetings.of_ids)

CARD, NAME = "meeting_phone.list", "meeting-told"
# Bot API: 100 inline buttons a message; the last is "Another child".
MOST = 99
_REPLIES = (Reply.YES, Reply.MAYBE, Reply.NO)


@buttons.button("mpw")
class Who:
    """This child's family told the teacher, or this parent."""

    subject_id: int
    unit: UnitKind
    unit_id: int


@buttons.button("mpr")
class Said:
    """And said this."""

    subject_id: int
    unit: UnitKind
    unit_id: int
    reply: Reply


@buttons.button("mpo")
class Other:
    """A child's family did that is not on the list yet."""

    subject_id: int


@feature.button(links.ByPhone, Can.MEETING_CREATE, manage=Can.MEETING_MANAGE)
async def show(turn: Turn) -> None:
    """Shows who has not answered, a button each."""
    _check(turn, turn.subject)
    await at_the_end(turn, CARD, turn.subject.id)


def _check(turn: Turn, meeting: Snapshot) -> None:
    """Children's names are for the teachers of the class; a committee's members tap themselves."""
    links.only_private(turn)
    links.check_open(turn, meeting)
    if meeting.invited != Invited.FAMILIES:
        turn.refuse("refused-button")
    if not may_in_all(turn.actor, Can.CLASS_SEE, meeting.class_ids):
        turn.refuse("refused-right")


@feature.card(CARD, meeting_views.organiser_view, can=Can.CLASS_SEE)
def listed(view: OrganiserView, texts: Texts) -> Card:
    """Who may have told the teacher: everybody who is missing."""
    meeting = view.meeting
    if meeting.cancelled_at is not None or meeting.ended_at is not None:
        return card(texts("rule-meeting-over"))
    offered = [
        Button(together(each)[:40], buttons.pack(Who(meeting.id, each[0].kind, each[0].id)))
        for each in by_family(view.missing)[:MOST]
    ]
    other = Button(texts.plain("notice-told-other"), buttons.pack(Other(meeting.id)))
    return card(
        texts("meeting-told-ask", title=title_of(meeting, texts)), *in_rows(offered), [other]
    )


@feature.button(Who, Can.MEETING_CREATE, manage=Can.MEETING_MANAGE)
async def who(turn: Turn) -> None:
    """What did they say?"""
    _check(turn, turn.subject)
    family = await _missing(turn, turn.subject, turn.press.unit, turn.press.unit_id)
    _ask_reply(turn, turn.subject, family)


async def _missing(turn: Turn, meeting: Snapshot, kind: UnitKind, unit_id: int) -> tuple[Unit, ...]:
    """A child's family, as far as it has not answered: a tap of its own is left alone."""
    everyone = await invitees.everyone(turn.session, meeting)
    families = by_family(everyone)
    found = [each for each in families if (kind, unit_id) in [(u.kind, u.id) for u in each]]
    if not found:
        turn.refuse("refused-subject-gone")
    missing = tuple(each for each in found[0] if each.value is None)
    if (kind, unit_id) not in [(each.kind, each.id) for each in missing]:
        turn.refuse("meeting-told-already", name=together(found[0]))
    return missing


def _ask_reply(turn: Turn, meeting: Snapshot, family: tuple[Unit, ...]) -> None:
    kind, unit_id = family[0].kind, family[0].id
    press = [
        Button(
            turn.texts.plain(f"meeting-{each}"),
            buttons.pack(Said(meeting.id, kind, unit_id, each)),
        )
        for each in _REPLIES
    ]
    turn.say("meeting-told-what", press, name=together(family), title=title_of(meeting, turn.texts))


@feature.button(Said, Can.MEETING_CREATE, manage=Can.MEETING_MANAGE)
async def said(turn: Turn) -> None:
    """It is recorded, and counts like a tap; where all is full, it waits like one."""
    press, meeting = turn.press, turn.subject
    _check(turn, meeting)
    if press.reply not in _REPLIES:
        turn.refuse("refused-button")
    family = await _missing(turn, meeting, press.unit, press.unit_id)
    own, name = [(each.kind, each.id) for each in family], together(family)
    done = await meeting_phone.record(
        turn.session, meeting, own, press.reply, turn.person_id, turn.now
    )
    await tell_moved_up(turn, meeting, done.moved_up)
    if done.number is not None:
        turn.toast("meeting-told-waits", alert=True, name=name, number=done.number)
    else:
        what = turn.texts.plain(f"meeting-{press.reply}")
        turn.toast("meeting-told-noted", name=name, reply=what)


@feature.button(Other, Can.MEETING_CREATE, manage=Can.MEETING_MANAGE)
async def other(turn: Turn) -> None:
    """Asks for the name of a child that is not on the list."""
    _check(turn, turn.subject)
    await asking.put(turn, NAME, turn.texts("meeting-told-name"), {"id": turn.subject.id})


@feature.answer(NAME)
async def named(turn: Turn) -> None:
    """The name of a child, on the list or not: it is put there, and its reply asked for."""
    meeting = await links.managed(turn, turn.data["id"])
    _check(turn, meeting)
    typed = turn.message.text.plain
    child = await families.find_by_name(turn.session, meeting.class_ids, typed)
    if child is None:
        child = await families.enlist(turn.session, meeting.class_ids[0], typed, turn.now)
    _ask_reply(turn, meeting, await _missing(turn, meeting, UnitKind.CHILD, child.id))
