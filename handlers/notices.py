"""Notices: their card in the group and its button, and how one is posted."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum
from functools import cache

from handlers.kit import buttons
from handlers.kit.acting import join_audience, settle
from handlers.kit.card import Button, Card, FileRef, Text, card
from handlers.kit.dates import NotATime, leading
from handlers.kit.feature import Feature
from handlers.kit.lengths import MAX_TEXT, utf16_length
from handlers.kit.roles import Can
from handlers.kit.texts import School, Texts, lines, paragraphs
from handlers.kit.turn import Strip, Turn
from handlers.notice_under import Ask, Sign, answered
from storage import actors, alarms, answers, browsing, notice_lists, notices, posts
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
PLANNED, RUNNING = "notices-planned", "notices-running"  # the lists of /announcements
HEAD = 48  # characters of a notice that tell which one it is
# Longer than what anybody types in two messages, one of which answers the other.
LONGEST = 3 * MAX_TEXT
# A pinned notice is over after a week; what is above the chat for ever is read by nobody.
PINNED = timedelta(days=7)
# What tells a notice without words by what it carries.
_SIGNS = {"photo": "📷", "video": "🎬", "voice": "🎤", "audio": "🎵", "document": "📄"}

_CONFIRM = Upsert(Answer.__table__, tuple(answers.KEY), tuple(answers.CHANGE))


@buttons.button("ngi")
class GotIt:
    """I have read this notice."""

    subject_id: int


class Mark(StrEnum):
    """What is said of a notice before its words, with a colon."""

    URGENT = "urgent"
    SIGNED = "signed"
    UNASKED = "unasked"
    PINNED = "pinned"


@dataclass(frozen=True, slots=True)
class Wording:
    """What somebody typed: the words, and the local time and the marks that stood before them."""

    text: Text
    at: datetime | None
    marks: frozenset[Mark] = frozenset()

    @property
    def urgent(self) -> bool:
        """Whether it goes out at once, in quiet hours too."""
        return Mark.URGENT in self.marks

    @property
    def confirm(self) -> Confirm:
        """How families answer it."""
        if Mark.SIGNED in self.marks:
            return Confirm.SIGNED
        return Confirm.NONE if Mark.UNASKED in self.marks else Confirm.TAP

    @property
    def pinned(self) -> bool:
        """Whether it is pinned in the group."""
        return Mark.PINNED in self.marks


def read(turn: Turn, typed: Text, *, as_it_stands: bool = False) -> Wording:
    """Parts a leading date and time, and `urgent:`, from the words; refuses an impossible time.

    So it does `signed:`, `fyi:` (nobody is asked to confirm it) and `pinned:`, in any order. With
    `as_it_stands` a time is part of the words.
    """
    try:
        at, used = (None, 0) if as_it_stands else leading(typed.plain, turn.school.zone)
    except NotATime as error:
        turn.refuse("notice-not-a-time", typed=str(error))
    text, marks = typed.cut(used, len(typed.plain)).strip(), set[Mark]()
    while found := _leading_mark(text.plain, turn.school):
        marks.add(found[0])
        text = text.cut(found[1], len(text.plain)).strip()
    return Wording(text, at, frozenset(marks))


def _leading_mark(typed: str, school: School) -> tuple[Mark, int] | None:
    """The mark that a text begins with, and how many characters it takes."""
    for mark, pattern in _marks(school).items():
        if match := pattern.match(typed):
            return mark, match.end()
    return None


@cache
def _marks(school: School) -> dict[Mark, re.Pattern[str]]:
    """Each mark in any of the school's languages, like `urgent:`."""
    return {mark: _pattern(f"notice-{mark}-words", school) for mark in Mark}


def _pattern(key: str, school: School) -> re.Pattern[str]:
    every = [Texts(each, school).plain(key) for each in school.languages]
    words = "|".join(re.escape(word.strip()) for each in every for word in each.split(","))
    return re.compile(rf"(?:{words})\s*[:：!！]\s*", re.IGNORECASE)


def rows_of(offered: list[Button], wide: int) -> list[list[Button]]:
    """Buttons in rows of so many."""
    return [offered[first : first + wide] for first in range(0, len(offered), wide)]


async def set_alarm(session: Session, notice_id: int, at: datetime) -> None:
    """Posts the notice at this local time, and at no other."""
    await alarms.set_alarm(session, f"notice:{notice_id}", "notices.post", at, subject_id=notice_id)


async def author_of(session: Session, one: Snapshot) -> Actor:
    """The author, with the rights they have at this moment."""
    return await actors.of_person(session, one.author_id or 0)


async def publish(
    session: Session,
    school: School,
    one: Snapshot,
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
            subject_id=one.id,
            thread_id=each.thread_for(Purpose.NOTICES),
            priority=Priority.URGENT if one.urgent else Priority.ANNOUNCEMENT,
            key=f"notice:{one.id}:{each.id}",
        )
        for each in into
        if each.chat_id is not None
    ]
    if author.reachable:
        language = school.closest(author.language)
        rows.append(posts.row("notices.author", author.user_id, language, now, subject_id=one.id))
    await posts.queue(session, rows)
    if one.pin:
        over = (now + PINNED).astimezone(school.zone)
        name = f"notice:{one.id}:unpin"
        await alarms.set_alarm(session, name, "notices.unpin", over, subject_id=one.id)


async def refresh_lists(session: Session, person_id: int | None, now: datetime) -> None:
    """What somebody sees under /announcements has changed."""
    await browsing.refresh(session, person_id, [PLANNED, RUNNING], now)


async def check_length(turn: Turn, notice_id: int) -> None:
    """Refuses a notice that would be longer than anybody reads, and says by how much."""
    check_fits(turn, await notices.card_view(turn.session, notice_id))


def check_fits(turn: Turn, view: CardView) -> None:
    """Refuses what has no room in three messages in every language, however many confirm."""
    longest = replace(view, confirmed=999, notice=replace(view.notice, corrected_at=turn.now))
    sizes = [
        utf16_length(notice(longest, turn.texts_in(each)).text.plain)
        for each in turn.school.languages
    ]
    if max(sizes) > LONGEST:
        turn.refuse("notice-too-long", over=max(sizes) - LONGEST)


def wording_of(one: Snapshot) -> Text:
    """A notice's words as they were typed."""
    return Text.of(one.text, one.spans)


def head_of(one: Snapshot) -> str:
    """The beginning of a notice, on one line, to tell it from others."""
    whole = " ".join(one.text.split()) or "".join(_SIGNS[each.kind] for each in carried(one))
    return whole if len(whole) <= HEAD else f"{whole[: HEAD - 1].rstrip()}…"


def carried(one: Snapshot) -> tuple[FileRef, ...]:
    """The files of a notice."""
    return tuple(map(FileRef.of, one.files))


@feature.card(CARD, notices.card_view, common=True)
def notice(view: CardView, texts: Texts) -> Card:
    """What the class sees: never who confirmed, only how many families."""
    one = view.notice
    title = texts(
        "notice-title",
        urgent=int(one.urgent),
        class_names=texts.classes(view.classes),
        author=view.author or texts.school.name,
    )
    if one.withdrawn_at is not None:
        struck = wording_of(one).styled("strikethrough")
        return card(paragraphs(title, struck, texts("notice-is-withdrawn")), pin=one.pin)
    asked = _count(view, texts) if one.confirm != Confirm.NONE else None
    text = paragraphs(title, wording_of(one), lines(corrected(one, texts), asked))
    text = paragraphs(text, answered(view.answered, texts, text, len(one.files)))
    return card(text, _asking(one, texts), files=carried(one), pin=one.pin)


def _asking(one: Snapshot, texts: Texts) -> list[Button]:
    """The button that families answer with."""
    if one.confirm == Confirm.NONE:
        return []
    if one.confirm == Confirm.SIGNED:
        return [Button(texts.plain("slip-sign"), buttons.pack(Sign(one.id)))]
    return [Button(texts.plain("notice-got-it"), buttons.pack(GotIt(one.id)))]


def in_private(shown: Card) -> Card:
    """The card as it is shown to one person, in whose chat nothing is pinned."""
    return replace(shown, pin=None)


def corrected(one: Snapshot, texts: Texts) -> Text | None:
    """Since when a notice says something else than it first did, and what that is."""
    if one.corrected_at is None:
        return None
    when = texts.moment(one.corrected_at)
    if one.change is None:
        return texts("notice-corrected-at", when=when)
    was, now, more, files = one.change
    what = [texts("notice-differs-files").plain] if files else []
    if was or now:
        kind = "replaced" if was and now else "added" if now else "removed"
        what.insert(0, texts.plain(f"notice-differs-{kind}", was=was, now=now, more=int(more)))
    return texts("notice-corrected-as", when=when, what=" · ".join(what))


def _count(view: CardView, texts: Texts) -> Text:
    if view.notice.confirm == Confirm.SIGNED:
        return texts("slip-count", signed=view.confirmed)
    return texts("notice-count", families=view.confirmed)


@feature.button(GotIt, Can.ANYTHING_OPEN, buffered=True)
async def got_it(turn: Turn) -> None:
    """One tap confirms for all one's children in the audience, in the group and in private."""
    one: Snapshot = turn.subject
    if one.withdrawn_at is not None:
        turn.refuse("notice-was-withdrawn")
    if one.posted_at is None or one.confirm != Confirm.TAP:
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
    found = await notice_lists.waiting_for(turn.session, turn.actor)
    since = turn.now - CURRENT
    current = [each for each in found if each.posted_at is not None and each.posted_at > since]
    views = await notices.card_views(turn.session, current)
    return [_with_question(in_private(notice(view, turn.texts)), view, turn) for view in views]


def _with_question(shown: Card, view: CardView, turn: Turn) -> Card:
    """In private, what is not clear can be asked."""
    ask = Button(turn.texts.plain("question-button"), buttons.pack(Ask(view.notice.id)))
    return replace(shown, rows=(*shown.rows, (ask,)))
