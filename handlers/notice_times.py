"""Notices that wait for their time: shown to their author, changed, posted now, dropped."""

from __future__ import annotations

from datetime import datetime

from handlers import notice_orders as orders
from handlers.kit import asking, buttons, forms, meant, when
from handlers.kit.card import Button, Card, Text, card
from handlers.kit.feature import Feature
from handlers.kit.forms import Answers
from handlers.kit.roles import Can
from handlers.kit.texts import Texts, paragraphs
from handlers.kit.turn import Turn
from handlers.notice_changes import files_button, managed, only_private, reword
from handlers.notices import (
    Wording,
    author_of,
    carried,
    head_of,
    publish,
    read,
    refresh_lists,
    wording_of,
)
from storage import alarms, classes, notices
from storage.notices import CardView, Snapshot

feature = Feature("notice_times", snapshots=notices.of_ids)


@buttons.button("nch")
class Change:
    """The planned notice should say something else, or be posted at another time."""

    subject_id: int


@buttons.button("nca")
class Cancel:
    """The planned notice should not be posted."""

    subject_id: int


@buttons.button("nct")
class OtherTime:
    """The planned notice should be posted at another time."""

    subject_id: int


@buttons.button("npn")
class PostNow:
    """The planned notice should not wait; `sure` (1) also where the group's day is full."""

    subject_id: int
    sure: int


@feature.card("notices.planned", notices.card_view, can=Can.NOTICE_CREATE)
def planned(view: CardView, texts: Texts) -> Card:
    """A notice that waits for its time, to its author."""
    one = view.notice
    names = texts.classes(view.classes)
    if one.withdrawn_at is not None:
        return card(paragraphs(texts("notice-cancelled", class_names=names), wording_of(one)))
    if one.posted_at is not None or one.planned_for is None:
        return card(paragraphs(texts("notice-posted", class_names=names), wording_of(one)))
    title = texts(
        "notice-planned",
        held=int(one.held),
        class_names=names,
        when=texts.moment(one.planned_for),
        time=texts.clock(one.planned_for),
    )
    return card(
        paragraphs(title, wording_of(one)),
        [Button(texts.plain("notice-now-button"), buttons.pack(PostNow(one.id, 0)))],
        [
            Button(texts.plain("notice-change-button"), buttons.pack(Change(one.id))),
            Button(texts.plain("notice-cancel-button"), buttons.pack(Cancel(one.id))),
        ],
        files=carried(one),
    )


@feature.button(Change, Can.NOTICE_CREATE, manage=Can.NOTICE_MANAGE)
async def change(turn: Turn) -> None:
    """Asks for what should be different."""
    only_private(turn)
    waits(turn, turn.subject)
    asked = turn.texts("notice-change-ask", head=head_of(turn.subject))
    later = Button(turn.texts.plain("meant-other"), buttons.pack(OtherTime(turn.subject.id)))
    rows, about = [[later], *files_button(turn.texts, turn.subject.id)], {"id": turn.subject.id}
    await asking.put(turn, "notice-change", asked, about, rows, any_words=True)


@feature.answer("notice-change")
async def changed(turn: Turn) -> None:
    """A time is the new time, once it is confirmed; anything else the new words; both are both."""
    one = await managed(turn, turn.data["id"])
    waits(turn, one)
    if meant.another(turn):
        await ask_later(turn, one)
    elif not await meant.asked(turn, "notice-change", may_be_words=True):
        as_it_stands = bool(turn.data.get("as_it_stands"))
        await _put(turn, one, read(turn, turn.message.text, as_it_stands=as_it_stands))


async def ask_later(turn: Turn, one: Snapshot) -> None:
    """Asks for the new time, in words or by the calendar; new words that were typed are kept."""
    waits(turn, one)
    text = turn.message.text
    words = {"plain": text.plain, "spans": text.packed} if text.plain.strip() else None
    await forms.begin(turn, LATER, {"notice": one.id, "text": words})


async def _put(turn: Turn, one: Snapshot, typed: Wording) -> None:
    """The new time, the new words, or both; says when it will be posted."""
    await reword(turn, one, typed)
    after = await notices.get(turn.session, one.id)
    if after.planned_for is not None:
        turn.say("notice-change-done", when=turn.texts.moment(after.planned_for))
        if after.planned_for != one.planned_for and not after.urgent:
            await _note_full(turn, after, after.planned_for)


@feature.button(OtherTime, Can.NOTICE_CREATE, manage=Can.NOTICE_MANAGE)
async def other_time(turn: Turn) -> None:
    """Asks for the new time, in words or by the calendar."""
    only_private(turn)
    waits(turn, turn.subject)
    await asking.drop(turn)
    await forms.begin(turn, LATER, {"notice": turn.subject.id, "text": None})


async def _waiting(turn: Turn, answers: Answers) -> Snapshot:
    """The notice that shall be posted later, for one who may still change it."""
    one = await managed(turn, answers["notice"])
    waits(turn, one)
    return one


def _wording(turn: Turn, answers: Answers) -> Wording:
    text = forms.words(answers["text"]) if answers["text"] else Text()
    return Wording(text, forms.instant(answers["when"], turn.school.zone))


async def _ready(turn: Turn, answers: Answers) -> Text:
    at = _wording(turn, answers).at
    assert at is not None  # noqa: S101 (the step has no `now`)
    return turn.texts("notice-later-form-ready", when=when.echo(at, turn.texts))


async def _preview(turn: Turn, answers: Answers) -> Card:
    """The words, as they will be posted then."""
    one = await _waiting(turn, answers)
    return card(_wording(turn, answers).text or wording_of(one), files=carried(one))


async def _send(turn: Turn, answers: Answers) -> None:
    await _put(turn, await _waiting(turn, answers), _wording(turn, answers))


LATER = feature.form(
    forms.Form(
        "notice-later",
        Can.NOTICE_CREATE,
        steps=(forms.Moment("when", "notice-form-when"),),
        ready=_ready,
        preview=_preview,
        send=_send,
        keeps=("notice", "text"),
    )
)


async def _note_full(turn: Turn, one: Snapshot, at: datetime) -> None:
    """Says where its new day has as many messages as the school wants; it can be changed again."""
    into = await classes.several(turn.session, one.class_ids)
    crowded = await orders.full(turn.session, turn.school, into, at, but=one.id)
    if crowded:
        names, most = turn.texts.listing(crowded), turn.school.daily_posts
        turn.say("day-full", class_names=names, count=most, day=turn.texts.day(at))


def waits(turn: Turn, one: Snapshot) -> None:
    """Refuses what is done too late, or for the second time."""
    if one.withdrawn_at is not None:
        turn.refuse("rule-notice-withdrawn")
    if one.posted_at is not None:
        turn.refuse("rule-notice-posted")


@feature.button(Cancel, Can.NOTICE_CREATE, manage=Can.NOTICE_MANAGE)
async def cancel(turn: Turn) -> None:
    """The notice is not posted; its words stay on the card, to be copied."""
    await notices.cancel(turn.session, turn.subject.id, turn.now)
    await alarms.cancel_of(turn.session, turn.subject.id)
    await refresh_lists(turn.session, turn.person_id, turn.now)
    turn.toast("notice-cancel-done")


@feature.button(PostNow, Can.NOTICE_CREATE, manage=Can.NOTICE_MANAGE)
async def post_now(turn: Turn) -> None:
    """It goes out at once, in quiet hours too; on a full day that is asked first."""
    one: Snapshot = turn.subject
    if one.posted_at is not None:
        turn.refuse("notice-now-late", when=turn.texts.moment(one.posted_at))
    waits(turn, one)
    into = await classes.several(turn.session, one.class_ids)
    for each in into:
        if each.chat_id is None or each.closed:
            turn.refuse("notice-no-group", class_name=each.name)
    crowded = await orders.full(turn.session, turn.school, into, turn.now, but=one.id)
    if crowded and not turn.press.sure and not one.urgent:
        _ask_surely(turn, crowded)
        return
    await notices.mark_posted(turn.session, one.id, turn.now)
    await alarms.cancel_of(turn.session, one.id, "notices.post")
    author = await author_of(turn.session, one)
    await publish(turn.session, turn.school, one, into, author, turn.now)
    await refresh_lists(turn.session, turn.person_id, turn.now)
    turn.toast("notice-now-done")


def _ask_surely(turn: Turn, crowded: list[str]) -> None:
    anyway = Button(
        turn.texts.plain("notice-full-anyway"), buttons.pack(PostNow(turn.subject.id, 1))
    )
    turn.say(
        "notice-full",
        [anyway],
        class_names=turn.texts.listing(crowded),
        count=turn.school.daily_posts,
        day=turn.texts.day(turn.now),
    )
