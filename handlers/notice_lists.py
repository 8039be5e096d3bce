"""Notices that wait for their time, the list of what is planned and running, and what is due."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta

from handlers.kit import asking, buttons
from handlers.kit.card import Button, Card, card, pack
from handlers.kit.feature import Feature, Ring
from handlers.kit.roles import Can, classes_where, may_in_all
from handlers.kit.texts import Texts, paragraphs
from handlers.kit.turn import Turn
from handlers.notice_changes import managed, only_private, reword
from handlers.notices import CURRENT, head_of, publish, read, show_once, wording_of
from storage import actors, alarms, audiences, classes, notices, people, posts
from storage.actors import Actor
from storage.classes import Class
from storage.notices import CardView, Snapshot
from storage.people import PersonRef, Role

feature = Feature("notice_lists", snapshots=notices.of_ids)

# What the morning was to be told is stale in the evening.
GRACE = timedelta(hours=12)


@buttons.button("nch")
class Change:
    """The planned notice should say something else, or be posted at another time."""

    subject_id: int


@buttons.button("nca")
class Cancel:
    """The planned notice should not be posted."""

    subject_id: int


@buttons.button("nsh")
class Show:
    """Show the author's card of this notice."""

    subject_id: int


@feature.card("notices.planned", notices.card_view, can=Can.NOTICE_CREATE)
def planned(view: CardView, texts: Texts) -> Card:
    """A notice that waits for its time, to its author."""
    one = view.notice
    names = texts.listing(list(view.classes))
    if one.withdrawn_at is not None:
        return card(paragraphs(texts("notice-cancelled", class_names=names), wording_of(one)))
    if one.posted_at is not None or one.planned_for is None:
        return card(paragraphs(texts("notice-posted", class_names=names), wording_of(one)))
    when = texts.moment(one.planned_for)
    title = texts("notice-planned", class_names=names, when=when)
    return card(
        paragraphs(title, wording_of(one)),
        [
            Button(texts.plain("notice-change-button"), buttons.pack(Change(one.id))),
            Button(texts.plain("notice-cancel-button"), buttons.pack(Cancel(one.id))),
        ],
    )


@feature.command("announcements", Can.NOTICE_CREATE)
async def announcements(turn: Turn) -> None:
    """What is planned, a card each, and what is running; always in private."""
    where = classes_where(turn.actor, Can.NOTICE_MANAGE)
    own = None if where is None else turn.person_id
    waiting = await notices.planned(turn.session, where, own)
    since = turn.now - CURRENT
    latest = await notices.running(turn.session, where, own)
    current = [each for each in latest if each.posted_at is not None and each.posted_at > since]
    if not waiting and not current:
        turn.say("notices-none")
    if turn.actor.reachable:
        for each in waiting:
            turn.post("notices.planned", each.id, turn.actor.user_id, turn.texts.language)
    if current:
        names = await audiences.names_of(
            turn.session, {each.id: each.class_ids for each in current}
        )
        turn.say("notices-running", *[[_shown(turn, each, names[each.id])] for each in current])


def _shown(turn: Turn, one: Snapshot, names: tuple[str, ...]) -> Button:
    return Button(f"{turn.texts.listing(list(names))} · {head_of(one)}", buttons.pack(Show(one.id)))


@feature.button(Show, Can.NOTICE_CREATE, manage=Can.NOTICE_MANAGE)
async def show(turn: Turn) -> None:
    """The author's card again, at the end of the chat where it is seen."""
    await show_once(turn, "notices.author")


@feature.button(Change, Can.NOTICE_CREATE, manage=Can.NOTICE_MANAGE)
async def change(turn: Turn) -> None:
    """Asks for what should be different."""
    only_private(turn)
    _waits(turn, turn.subject)
    asked = turn.texts("notice-change-ask", head=head_of(turn.subject))
    await asking.put(turn, "notice-change", asked, {"id": turn.subject.id})


@feature.answer("notice-change")
async def changed(turn: Turn) -> None:
    """A time is the new time, anything else the new words, and both are both."""
    one = await managed(turn, turn.data["id"])
    _waits(turn, one)
    await reword(turn, one, read(turn, turn.message.text))
    after = await notices.get(turn.session, one.id)
    if after.planned_for is not None:
        turn.say("notice-change-done", when=turn.texts.moment(after.planned_for))


def _waits(turn: Turn, one: Snapshot) -> None:
    if one.withdrawn_at is not None:
        turn.refuse("rule-notice-withdrawn")
    if one.posted_at is not None:
        turn.refuse("rule-notice-posted")


@feature.button(Cancel, Can.NOTICE_CREATE, manage=Can.NOTICE_MANAGE)
async def cancel(turn: Turn) -> None:
    """The notice is not posted; its words stay on the card, to be copied."""
    await notices.cancel(turn.session, turn.subject.id, turn.now)
    await alarms.cancel_of(turn.session, turn.subject.id)
    turn.toast("notice-cancel-done")


async def too_late(ring: Ring) -> None:
    """The bot was away at the time: the author decides what is still worth saying."""
    one = await _waiting(ring)
    if one is not None:
        await _give_up(ring, one, "notice-missed", [await _author(ring, one)])


@feature.alarm("notices.post", GRACE, too_late)
async def post(ring: Ring) -> None:
    """Its time has come: posted, if its author may still do that and the group is there."""
    one = await _waiting(ring)
    if one is None:
        return
    author = await _author(ring, one)
    into = await classes.several(ring.session, one.class_ids)
    if not may_in_all(author, Can.NOTICE_CREATE, one.class_ids):
        await _give_up(ring, one, "notice-right-lost", [author, *await _heads(ring, one)])
    elif not any(each.chat_id is not None and not each.closed for each in into):
        await _give_up(ring, one, "notice-group-lost", [author, *await _heads(ring, one)])
    else:
        await _post(ring, one, into, author)


async def _post(ring: Ring, one: Snapshot, into: list[Class], author: Actor) -> None:
    await notices.mark_posted(ring.session, one.id, ring.now)
    await publish(ring.session, ring.school, one.id, into, author, ring.now)


async def _waiting(ring: Ring) -> Snapshot | None:
    """The notice of an alarm, if it still waits to be posted."""
    found = await notices.of_ids(ring.session, [ring.subject_id or 0])
    one = found.get(ring.subject_id or 0)
    return one if one and one.posted_at is None and one.withdrawn_at is None else None


async def _author(ring: Ring, one: Snapshot) -> Actor:
    """The author, with the rights they have at this moment."""
    person = await people.get(ring.session, one.author_id or 0)
    return (await actors.of_users(ring.session, [person.user_id]))[person.user_id]


async def _heads(ring: Ring, one: Snapshot) -> list[PersonRef]:
    """The head teachers of its classes."""
    found = await people.holders_in(ring.session, [Role.HEAD_TEACHER], one.class_ids)
    return [each for heads in found.values() for each in heads]


async def _give_up(ring: Ring, one: Snapshot, key: str, told: Iterable[Actor | PersonRef]) -> None:
    """Drops the notice and gives its words to these people, so that nothing is lost."""
    await notices.cancel(ring.session, one.id, ring.now)
    view = await notices.card_view(ring.session, one.id)
    rows = []
    for each in {each.user_id: each for each in told if each.reachable}.values():
        texts = ring.texts(each.language)
        said = texts(
            key,
            class_names=texts.listing(list(view.classes)),
            author=view.author or ring.school.name,
            when=texts.moment(ring.due_at),
        )
        payload = pack(card(paragraphs(said, wording_of(one))))
        rows.append(posts.row("say", each.user_id, texts.language, ring.now, payload=payload))
    await posts.queue(ring.session, rows)
