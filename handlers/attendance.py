"""Who came: marked by the organiser family by family, or sent in at the door as a code."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from datetime import timedelta

from handlers import meeting_buttons as links
from handlers.kit import browsing, buttons
from handlers.kit.card import Button, Card, card, pack
from handlers.kit.feature import Feature, Ring, Where
from handlers.kit.forms.steps import TICK, in_rows
from handlers.kit.naming import title_of
from handlers.kit.roles import Can, may_in_all
from handlers.kit.texts import Texts, paragraphs
from handlers.kit.turn import Turn
from handlers.meeting_counts import so_many, together
from storage import attendance, chats, meetings, people, posts
from storage import browsing as places
from storage.answers import UnitKind
from storage.attendance import Family, Listed
from storage.base import Session
from storage.meeting_details import Invited
from storage.meetings import Snapshot
from storage.rules import fold

feature = Feature("attendance", snapshots=meetings.of_ids)

KIND, CARD, DOOR = "attendance", "attendance.list", "attendance.door"
# Families on one page: each has a button.
PAGE = 24
# A code that is told when everybody sits is of no use.
DOOR_GRACE = timedelta(minutes=45)
_CODE = re.compile(r"\d{4}")
_BETWEEN = re.compile(r"[,;\n，、；]+")


@buttons.button("atm")
class Mark:
    """They came; a second tap takes that back."""

    subject_id: int
    unit: UnitKind
    unit_id: int


@buttons.button("aty")
class AllWhoSaidYes:
    """All who had said they would come did."""

    subject_id: int


@buttons.button("atp")
class Page:
    """Turn to this page."""

    subject_id: int
    number: int


@dataclass(frozen=True, slots=True)
class ListView:
    """What the list shows of a meeting, and which page of it."""

    listed: Listed
    page: int


@feature.button(links.WhoCame, Can.MEETING_CREATE, manage=Can.MEETING_MANAGE)
async def who_came(turn: Turn) -> None:
    """Shows everybody who was asked, a button each."""
    links.only_private(turn)
    await _show(turn, turn.subject)


@feature.command("came", Can.MEETING_CREATE)
async def came(turn: Turn) -> None:
    """`/came` shows the list of the latest meeting; `/came Anna, Ben` marks these as well."""
    found = await links.lately(turn)
    if not found:
        turn.refuse("attendance-none")
    for name in _BETWEEN.split(turn.message.text.plain):
        if name.strip():
            await _mark_named(turn, found[0], name)
    await _show(turn, found[0])


async def _mark_named(turn: Turn, meeting: Snapshot, name: str) -> None:
    _check(turn, meeting)
    listed = await attendance.listed(turn.session, meeting)
    named = [
        (family, each)
        for family in listed.everyone
        for each in family
        if fold(each.name) == fold(name)
    ]
    if len(named) != 1:
        turn.refuse(
            "attendance-unknown", name=name.strip()[:40], title=title_of(meeting, turn.texts)
        )
    ((family, one),) = named
    if family not in listed.came:
        await attendance.mark(turn.session, meeting, one.kind, one.id, turn.person_id, turn.now)


async def _show(turn: Turn, meeting: Snapshot) -> None:
    _check(turn, meeting)
    await browsing.show(turn, KIND, CARD, {"meeting": meeting.id, "page": 0})


def _check(turn: Turn, meeting: Snapshot) -> None:
    """Children's names are for the teachers of the class; a committee's members know each other."""
    if meeting.cancelled_at is not None:
        turn.refuse("rule-meeting-cancelled")
    if turn.now < meeting.starts_at - attendance.DOORS_OPEN:
        turn.refuse("attendance-early", when=turn.texts.moment(meeting.starts_at))
    families = meeting.invited == Invited.FAMILIES
    if families and not may_in_all(turn.actor, Can.CLASS_SEE, meeting.class_ids):
        turn.refuse("attendance-names")


async def list_view(session: Session, place_id: int) -> ListView:
    """What somebody's list shows, from where they are in it."""
    state = (await places.get(session, place_id)).state
    meeting = await meetings.get(session, state["meeting"])
    return ListView(await attendance.listed(session, meeting), state["page"])


@feature.card(CARD, list_view, can=Can.MEETING_CREATE)
def shown(view: ListView, texts: Texts) -> Card:
    """A page of the list: who came has a tick."""
    listed, meeting = view.listed, view.listed.meeting
    page, number, pages = browsing.page(listed.everyone, view.page, PAGE)
    head = texts(
        "attendance-head",
        title=title_of(meeting, texts),
        when=texts.day(meeting.starts_at),
        came=len(listed.came),
        asked=so_many(meeting, len(listed.everyone), texts),
    )
    how = texts("attendance-how") if listed.everyone else texts("attendance-nobody")
    return card(
        paragraphs(head, how),
        *_preset(listed, texts),
        *in_rows([_button(each, listed) for each in page]),
        browsing.leaves(
            _leaf(meeting, number - 1, texts, "attendance-back"),
            number,
            pages,
            _leaf(meeting, number + 1, texts, "attendance-on"),
        ),
        [Button(texts.plain("attendance-code-button"), buttons.pack(links.DoorCode(meeting.id)))],
    )


def _preset(listed: Listed, texts: Texts) -> list[list[Button]]:
    """One tap for all who had said yes, while some of them are not marked."""
    if listed.said_yes <= listed.came:
        return []
    label = texts.plain("attendance-all", count=len(listed.said_yes))
    press = buttons.pack(AllWhoSaidYes(listed.meeting.id))
    return [[Button(label, press, style="primary")]]


def _button(family: Family, listed: Listed) -> Button:
    tick, first = TICK if family in listed.came else "", family[0]
    press = buttons.pack(Mark(listed.meeting.id, first.kind, first.id))
    return Button(f"{tick}{together(family)[:40]}", press)


def _leaf(meeting: Snapshot, number: int, texts: Texts, key: str) -> Button:
    return Button(texts.plain(key), buttons.pack(Page(meeting.id, number)))


async def _refresh(turn: Turn, person_id: int | None, meeting_id: int, **state: int) -> None:
    """The list that a person has open is of this meeting: it shows what is so now."""
    if person_id is None:
        return
    place = await places.find(turn.session, KIND, person_id)
    if place is not None and place.state["meeting"] == meeting_id:
        await places.move(turn.session, place.id, place.state | state)
        turn.changed(place.id)


@feature.button(Mark, Can.MEETING_CREATE, manage=Can.MEETING_MANAGE)
async def mark(turn: Turn) -> None:
    """They came, or did not after all."""
    press: Mark = turn.press
    _check(turn, turn.subject)
    family, there = await attendance.mark(
        turn.session, turn.subject, press.unit, press.unit_id, turn.person_id, turn.now
    )
    await _refresh(turn, turn.person_id, turn.subject.id)
    key = "attendance-marked" if there else "attendance-unmarked"
    turn.toast(key, name=together(family))


@feature.button(AllWhoSaidYes, Can.MEETING_CREATE, manage=Can.MEETING_MANAGE)
async def all_who_said_yes(turn: Turn) -> None:
    """All of them at once; who did not come is taken back by a tap."""
    _check(turn, turn.subject)
    count = await attendance.mark_all_who_said_yes(
        turn.session, turn.subject, turn.person_id, turn.now
    )
    await _refresh(turn, turn.person_id, turn.subject.id)
    turn.toast("attendance-all-marked", count=count)


@feature.button(Page, Can.MEETING_CREATE, manage=Can.MEETING_MANAGE)
async def page(turn: Turn) -> None:
    """The next page, or the one before."""
    await _refresh(turn, turn.person_id, turn.subject.id, page=turn.press.number)


# At the door


@feature.button(links.DoorCode, Can.MEETING_CREATE, manage=Can.MEETING_MANAGE)
async def door_code(turn: Turn) -> None:
    """Shows the code, to be written on the board."""
    links.only_private(turn)
    meeting: Snapshot = turn.subject
    if meeting.cancelled_at is not None:
        turn.refuse("rule-meeting-cancelled")
    opened = await attendance.open_list(turn.session, meeting, turn.now)
    turn.show(_code_card(meeting, opened.code, turn.texts))


def _code_card(meeting: Snapshot, code: str, texts: Texts) -> Card:
    opens = meeting.starts_at - attendance.DOORS_OPEN
    closes = meetings.over_at(meeting) + attendance.DOORS_CLOSE
    said = texts(
        "attendance-code",
        title=title_of(meeting, texts),
        code=code,
        opens=texts.moment(opens),
        closes=texts.moment(closes),
    )
    return card(said, [Button(code, copy=code)])


@feature.alarm(DOOR, DOOR_GRACE)
async def door(ring: Ring) -> None:
    """Half an hour before the start the organiser gets the code."""
    found = await meetings.of_ids(ring.session, [ring.subject_id or 0])
    meeting = found.get(ring.subject_id or 0)
    if ring.late or meeting is None or meeting.cancelled_at or meeting.author_id is None:
        return
    author = await people.get(ring.session, meeting.author_id)
    if not await chats.open_among(ring.session, [author.user_id]):
        return
    opened = await attendance.open_list(ring.session, meeting, ring.now)
    texts = ring.texts(author.language)
    payload = pack(_code_card(meeting, opened.code, texts))
    row = posts.row("say", author.user_id, texts.language, ring.now, payload=payload)
    await posts.queue(ring.session, [row])


@feature.command("here", Can.ANYTHING_OPEN, Where.PRIVATE, asks="here-ask")
async def here(turn: Turn) -> None:
    """`/here 1234`, or nothing but the number: I am at the meeting."""
    person_id = turn.person_id
    typed = unicodedata.normalize("NFKC", turn.message.text.plain).strip()
    if not _CODE.fullmatch(typed):
        turn.refuse("here-not-a-code")
    if not await attendance.may_try(turn.session, person_id, turn.now):
        turn.refuse("here-too-often")
    class_ids = {where for _, where in turn.actor.roles if where is not None}
    meeting = await attendance.at_door(turn.session, typed, class_ids, turn.now)
    if meeting is None:
        # Not a refusal: that would undo the count.
        await attendance.note_try(turn.session, person_id, turn.now)
        turn.say("here-wrong")
        return
    names = await attendance.come(turn.session, meeting, turn.actor, turn.now)
    if not names:
        turn.refuse("here-not-asked", title=title_of(meeting, turn.texts))
    await _refresh(turn, meeting.author_id, meeting.id)
    turn.say("here-noted", title=title_of(meeting, turn.texts), names=turn.texts.listing(names))
