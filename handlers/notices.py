"""Notices: told to a class at once or when planned, confirmed with a tap, corrected, taken back."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from handlers.kit import asking, buttons
from handlers.kit.acting import join_audience, settle
from handlers.kit.card import Button, Card, Text, card
from handlers.kit.dates import NotATime, leading
from handlers.kit.feature import Feature
from handlers.kit.lengths import MAX_TEXT, utf16_length
from handlers.kit.roles import Can, classes_where, may
from handlers.kit.texts import School, Texts, lines, paragraphs
from handlers.kit.turn import Delete, Strip, Turn
from storage import alarms, answers, classes, drafts, notices, posts
from storage.actors import Actor
from storage.answers import Answer
from storage.base import Session
from storage.batch import Upsert
from storage.classes import Class
from storage.notices import CardView, Snapshot
from storage.posts import Priority

feature = Feature("notices", snapshots=notices.of_ids)

# Inline buttons of a message (core.telegram.org does not say; tried out by many).
MOST_BUTTONS = 100
# Older than this, a notice that nobody confirmed waits for nobody any more.
CURRENT = timedelta(days=14)
CARD = "notices.notice"  # the card in the groups
DRAFT = "notice"  # a draft that holds a typed notice until its class is chosen
HEAD = 48  # characters of a notice that tell which one it is

_CONFIRM = Upsert(Answer.__table__, tuple(answers.KEY), tuple(answers.CHANGE))


@buttons.button("ngi")
class GotIt:
    """I have read this notice."""

    subject_id: int


@buttons.button("nic")
class InClass:
    """The typed notice is for this class."""

    draft_id: int
    class_id: int


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


@feature.command("announce", Can.NOTICE_CREATE, asks="announce-ask")
async def announce(turn: Turn) -> None:
    """`/announce [DATE TIME] TEXT`: for this group's class; in private, for the one chosen."""
    typed = read(turn, turn.message.text)
    if not typed.text:
        when = turn.texts.moment(typed.at) if typed.at else ""
        asked = turn.texts("announce-ask-planned", when=when)
        await asking.put(turn, "notice-words", asked, {"typed": turn.message.text.plain})
    elif turn.place.private:
        await _for_own_class(turn, typed)
    elif turn.place.class_ is None:
        turn.refuse("notice-no-class-here")
    else:
        here = await classes.get(turn.session, turn.place.class_.id)
        await _create(turn, here, typed, turn.message.message_id)


@feature.answer("notice-words")
async def words(turn: Turn) -> None:
    """The words for a time that was typed alone."""
    here = turn.place.class_
    if not may(turn.actor, Can.NOTICE_CREATE, here.id if here else None):
        turn.refuse("refused-right")
    whole = Text(f"{turn.data['typed']} ") + turn.message.text
    turn.incoming = replace(turn.message, text=whole)
    await announce(turn)


async def _for_own_class(turn: Turn, typed: Wording) -> None:
    """In private: the one class in which the author may, or the typed waits for a choice."""
    own = await _own_classes(turn)
    if not own:
        turn.refuse("notice-no-class")
    if len(own) == 1:
        await _create(turn, own[0], typed, turn.message.message_id)
    else:
        await _ask_class(turn, own)


async def _own_classes(turn: Turn) -> list[Class]:
    """The classes with a group in which the actor may announce."""
    where = classes_where(turn.actor, Can.NOTICE_CREATE)
    return [
        each
        for each in await classes.all_open(turn.session)
        if each.chat_id is not None and (where is None or each.id in where)
    ]


async def _ask_class(turn: Turn, own: list[Class]) -> None:
    text = turn.message.text
    kept = {
        "message_id": turn.message.message_id,
        "plain": text.plain,
        "spans": text.packed,
    }
    draft_id = await drafts.keep(turn.session, DRAFT, turn.place.chat_id, kept, turn.now)
    offered = [Button(each.name, buttons.pack(InClass(draft_id, each.id))) for each in own]
    offered = offered[:MOST_BUTTONS]
    shown = card(turn.texts("notice-which-class"), *rows_of(offered, 3))
    turn.say_here(shown, key=f"notice-draft:{draft_id}")


def rows_of(offered: list[Button], wide: int) -> list[list[Button]]:
    """Buttons in rows of so many."""
    return [offered[first : first + wide] for first in range(0, len(offered), wide)]


@feature.button(InClass, Can.NOTICE_CREATE)
async def in_class(turn: Turn) -> None:
    """The class was chosen for what was typed before, perhaps before a restart."""
    draft = await drafts.take(turn.session, turn.press.draft_id)
    if draft is None or (draft.kind, draft.chat_id) != (DRAFT, turn.place.chat_id):
        turn.refuse("notice-draft-gone")
    own = {each.id: each for each in await _own_classes(turn)}
    if turn.press.class_id not in own:
        turn.refuse("refused-right")
    asked = await posts.by_key(turn.session, f"notice-draft:{draft.id}")
    if asked is not None and asked.message_id is not None:
        turn.errands.append(Delete(asked.chat_id, asked.message_id))
    typed = Text.of(draft.data["plain"], draft.data["spans"])
    await _create(turn, own[turn.press.class_id], read(turn, typed), draft.data["message_id"])


async def _create(turn: Turn, class_: Class, typed: Wording, message_id: int) -> None:
    """The notice comes to be: posted now, or planned."""
    if class_.chat_id is None or class_.closed:
        turn.refuse("notice-no-group", class_name=class_.name)
    notice_id = await notices.create(
        turn.session,
        turn.person_id,
        [class_.id],
        typed.text.plain,
        typed.text.packed,
        turn.now,
        chat_id=turn.place.chat_id,
        message_id=message_id,
        planned_for=typed.at,
    )
    await check_length(turn, notice_id)
    if typed.at is None:
        await publish(turn.session, turn.school, notice_id, [class_], turn.actor, turn.now)
        return
    await set_alarm(turn.session, notice_id, typed.at)
    if turn.actor.reachable:
        turn.post("notices.planned", notice_id, turn.actor.user_id, turn.texts.language)


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
            thread_id=each.thread_id,
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
    view = await notices.card_view(turn.session, notice_id)
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
    if one.posted_at is None:
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
    views = [
        await notices.card_view(turn.session, each.id)
        for each in found
        if each.posted_at is not None and each.posted_at > since
    ]
    return [notice(view, turn.texts) for view in views]
