"""Notices: told to a class at once or when planned, confirmed with a tap, corrected, taken back."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from handlers.kit import buttons
from handlers.kit.acting import join_audience, settle
from handlers.kit.card import Button, Card, Text, card
from handlers.kit.dates import NotATime, leading
from handlers.kit.feature import Feature
from handlers.kit.lengths import MAX_TEXT, utf16_length
from handlers.kit.roles import Can
from handlers.kit.texts import School, Texts, lines, paragraphs
from handlers.kit.turn import Strip, Turn
from storage import alarms, answers, notices, posts
from storage.actors import Actor
from storage.answers import Answer
from storage.base import Session
from storage.batch import Upsert
from storage.classes import Class, Purpose
from storage.notices import CardView, Confirm, Snapshot
from storage.posts import Priority

feature = Feature("notices", snapshots=notices.of_ids)

# Inline buttons of a message (core.telegram.org does not say; tried out by many).
MOST_BUTTONS = 100
# Older than this, a notice that nobody confirmed waits for nobody any more.
CURRENT = timedelta(days=14)
CARD = "notices.notice"  # the card in the groups
HEAD = 48  # characters of a notice that tell which one it is

_CONFIRM = Upsert(Answer.__table__, tuple(answers.KEY), tuple(answers.CHANGE))


@buttons.button("ngi")
class GotIt:
    """I have read this notice."""

    subject_id: int


@dataclass(frozen=True, slots=True)
class Wording:
    """What somebody typed: the words, and the school's local time that stood before them."""

    text: Text
    at: datetime | None


def read(turn: Turn, typed: Text) -> Wording:
    """Parts a leading date and time from the words; refuses an impossible one."""
    try:
        at, used = leading(typed.plain, turn.school.zone)
    except NotATime as error:
        turn.refuse("notice-not-a-time", typed=str(error))
    return Wording(typed.cut(used, len(typed.plain)).strip(), at)


def rows_of(offered: list[Button], wide: int) -> list[list[Button]]:
    """Buttons in rows of so many."""
    return [offered[first : first + wide] for first in range(0, len(offered), wide)]


async def set_alarm(session: Session, notice_id: int, at: datetime) -> None:
    """Posts the notice at this local time, and at no other."""
    await alarms.set_alarm(session, f"notice:{notice_id}", "notices.post", at, subject_id=notice_id)


async def publish(
    session: Session,
    school: School,
    notice_id: int,
    into: Iterable[Class],
    author: Actor,
    now: datetime,
) -> None:
    """Queues the card for the groups of these classes, and the author's own for them."""
    rows = [
        posts.row(
            CARD,
            each.chat_id,
            each.language or school.default_language,
            now,
            subject_id=notice_id,
            thread_id=each.thread_for(Purpose.NOTICES),
            priority=Priority.ANNOUNCEMENT,
            key=f"notice:{notice_id}:{each.id}",
        )
        for each in into
        if each.chat_id is not None
    ]
    if author.reachable:
        language = school.closest(author.language)
        own = posts.row("notices.author", author.user_id, language, now, subject_id=notice_id)
        rows.append(own)
    await posts.queue(session, rows)


async def check_length(turn: Turn, notice_id: int) -> None:
    """Refuses a notice whose card would not fit into one message, and says by how much."""
    check_fits(turn, await notices.card_view(turn.session, notice_id))


def check_fits(turn: Turn, view: CardView) -> None:
    """Refuses what would not fit into one message in every language, however many confirm."""
    longest = replace(view, confirmed=999, notice=replace(view.notice, corrected_at=turn.now))
    sizes = [
        utf16_length(notice(longest, turn.texts_in(each)).text.plain)
        for each in turn.school.languages
    ]
    if max(sizes) > MAX_TEXT:
        turn.refuse("notice-too-long", over=max(sizes) - MAX_TEXT)


def wording_of(one: Snapshot) -> Text:
    """A notice's words as they were typed."""
    return Text.of(one.text, one.spans)


def head_of(one: Snapshot) -> str:
    """The beginning of a notice, on one line, to tell it from others."""
    whole = " ".join(one.text.split())
    return whole if len(whole) <= HEAD else f"{whole[: HEAD - 1].rstrip()}…"


@feature.card(CARD, notices.card_view)
def notice(view: CardView, texts: Texts) -> Card:
    """What the class sees: never who confirmed, only how many families."""
    one = view.notice
    title = texts(
        "notice-title",
        class_names=texts.listing(list(view.classes)),
        author=view.author or texts.school.name,
    )
    if one.withdrawn_at is not None:
        struck = wording_of(one).styled("strikethrough")
        return card(paragraphs(title, struck, texts("notice-is-withdrawn")))
    if one.confirm == Confirm.NONE:
        return card(paragraphs(title, wording_of(one), corrected(one, texts)))
    return card(
        paragraphs(title, wording_of(one), lines(corrected(one, texts), _count(view, texts))),
        [Button(texts.plain("notice-got-it"), buttons.pack(GotIt(one.id)))],
    )


def corrected(one: Snapshot, texts: Texts) -> Text | None:
    """Since when a notice says something else than it first did."""
    at = one.corrected_at
    return texts("notice-corrected-at", when=texts.moment(at)) if at else None


def _count(view: CardView, texts: Texts) -> Text:
    return texts("notice-count", families=view.confirmed)


@feature.button(GotIt, Can.ANYTHING_OPEN, buffered=True)
async def got_it(turn: Turn) -> None:
    """One tap confirms for all one's children in the audience, in the group and in private."""
    one: Snapshot = turn.subject
    if one.withdrawn_at is not None:
        turn.refuse("notice-was-withdrawn")
    if one.posted_at is None or one.confirm == Confirm.NONE:
        turn.refuse("refused-subject-gone")
    first = await join_audience(turn, one.class_ids)
    rows = answers.rows(one.id, turn.actor, one.class_ids, notices.CONFIRMED, turn.now)
    turn.save(_CONFIRM, rows)
    turn.changed(one.id)
    names = [each.name for each in turn.actor.children if each.class_id in one.class_ids]
    if names:
        settle(turn, first, "notice-noted-for", names=turn.texts.listing(names))
    else:
        settle(turn, first, "notice-noted")


async def show_once(turn: Turn, name: str) -> None:
    """Posts a card of the subject to the actor, in place of an earlier one further up."""
    user_id = turn.actor.user_id
    left = await posts.supersede(turn.session, turn.subject.id, name, user_id)
    turn.errands += [Strip(user_id, message_id) for message_id in left]
    turn.post(name, turn.subject.id, user_id, turn.texts.language)


@feature.waits
async def waiting(turn: Turn) -> list[Card]:
    """The notices that one has not confirmed, with the same button as in the group."""
    found = await notices.waiting_for(turn.session, turn.actor)
    since = turn.now - CURRENT
    current = [each for each in found if each.posted_at is not None and each.posted_at > since]
    views = await notices.card_views(turn.session, current)
    return [notice(view, turn.texts) for view in views]
