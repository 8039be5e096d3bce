"""`/publish`: something new in the register, step by step; another version; taken back."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from handlers import affair_cards as cards
from handlers.affair_cards import NewVersion, Withdraw, WithdrawSurely
from handlers.kit import asking, buttons, crowded, forms
from handlers.kit.card import Button, Card, Text, card, pack
from handlers.kit.crowded import Decision
from handlers.kit.feature import Feature, Ring, Where
from handlers.kit.forms import Answers, Option
from handlers.kit.forms.filling import Filling
from handlers.kit.naming import grade_of
from handlers.kit.roles import Can, may
from handlers.kit.texts import School, lines
from handlers.kit.turn import Turn
from storage import (
    actors,
    affair_views,
    affairs,
    alarms,
    browsing,
    classes,
    people,
    posts,
    subjects,
)
from storage.affair_views import View
from storage.affairs import Category, Draft, Snapshot
from storage.base import Session
from storage.classes import Class, Purpose
from storage.posts import Priority

feature = Feature("affair_forms", snapshots=affairs.of_ids)

POST, UNPIN = "affair_forms.post", "affair_forms.unpin"
# What was to be read in the morning is stale in the evening.
GRACE = timedelta(hours=12)
# What is above a chat for ever is read by nobody.
PINNED = timedelta(days=7)


# The form


async def _groups(turn: Turn) -> list[Class]:
    found = await classes.all_open(turn.session)
    return [each for each in found if each.chat_id is not None]


async def _offered(turn: Turn, answers: Answers) -> list[Option]:
    return [Option(each.id, each.name, grade_of(each.name)) for each in await _groups(turn)]


@dataclass(frozen=True)
class Groups(forms.Several):
    """Some of the groups, or none: also where there is only one."""

    async def alone(self, filling: Filling) -> forms.Given | None:
        """It is asked, always."""
        return None


async def _categories(turn: Turn, answers: Answers) -> list[Option]:
    return [Option(str(each), turn.texts.plain(f"affair-category-{each}")) for each in Category]


async def _title_fits(turn: Turn, answer: Any, answers: Answers) -> None:
    affairs.checked_title(answer["plain"])


async def _text_fits(turn: Turn, answer: Any, answers: Answers) -> None:
    affairs.checked_text(answer["plain"])


async def _chosen(turn: Turn, answers: Answers) -> list[Class]:
    wanted = answers.get("groups") or ()
    return [each for each in await _groups(turn) if each.id in wanted]


async def _days(turn: Turn, answers: Answers) -> list[Option]:
    """Nothing to decide, or what is to be done where a group's day is full."""
    at = turn.school.quiet_ends(turn.now) or turn.now
    return await crowded.decisions(turn, await _chosen(turn, answers), at)


def _at(turn: Turn, answers: Answers) -> datetime | None:
    """When the cards go to the groups, by the school's clock; None for now."""
    ends = turn.school.quiet_ends(turn.now)
    if answers.get("full") == Decision.LATER:
        return turn.school.next_morning(ends or turn.now)
    return ends


def _to_groups(answers: Answers) -> bool:
    return bool(answers.get("groups"))


def _draft(answers: Answers) -> Draft:
    text = forms.words(answers["text"])
    return Draft(
        Category(answers["category"]),
        answers["title"]["plain"],
        text.plain,
        text.packed,
        [each.packed for each in forms.files(answers.get("files"))],
        True if answers.get("pin") else None,
    )


async def _ready(turn: Turn, answers: Answers) -> Text:
    chosen = [each.name for each in await _chosen(turn, answers)]
    at = _at(turn, answers) if chosen else None
    return lines(
        turn.texts(
            "affair-form-ready",
            groups=int(bool(chosen)),
            class_names=turn.texts.classes(chosen) if chosen else "",
        ),
        turn.texts("affair-form-later", when=turn.texts.moment(at)) if at else None,
    )


async def _preview(turn: Turn, answers: Answers) -> Card:
    """The entry as everybody will read it, in the person's own language."""
    draft = _draft(answers)
    one = Snapshot(0, turn.person_id, None, False, draft.title, draft.category, None)
    return cards.entry(
        View(one, draft.text, draft.spans, draft.files, turn.now, None, None, (), False, one, ()),
        turn.texts,
    )


async def _send(turn: Turn, answers: Answers) -> None:
    """It stands in the register at once; the cards go when groups may be written to."""
    into = await _chosen(turn, answers)
    draft, replaces = _draft(answers), answers.get("replaces")
    ids = [each.id for each in into]
    affair_id = await affairs.publish(turn.session, turn.person_id, ids, draft, turn.now, replaces)
    at = _at(turn, answers)
    if into and at is not None:
        name = f"affair:{affair_id}"
        await alarms.set_alarm(turn.session, name, POST, at, subject_id=affair_id)
    elif into:
        await _post(turn.session, turn.school, affair_id, into, turn.now)
    turn.post(cards.MANAGED, affair_id, turn.actor.user_id, turn.texts.language)


AFFAIR = feature.form(
    forms.Form(
        "affair",
        Can.AFFAIR_PUBLISH,
        steps=(
            forms.Choice("category", "affair-form-category", _categories),
            forms.Words("title", "affair-form-name", check=_title_fits),
            forms.Words("text", "affair-form-text", check=_text_fits),
            forms.Files("files", "affair-form-files", optional=True),
            Groups("groups", "affair-form-groups", _offered, optional=True),
            forms.YesNo("pin", "affair-form-pin", applies=_to_groups),
            forms.Choice("full", "affair-form-full", _days, applies=_to_groups),
        ),
        ready=_ready,
        preview=_preview,
        send=_send,
        keeps=("replaces",),
    )
)


@feature.command("publish", Can.AFFAIR_PUBLISH, Where.PRIVATE)
async def publish(turn: Turn) -> None:
    """`/publish` asks for everything, `/publish TITLE` for what is left."""
    title = turn.message.text.plain.strip()
    if not title:
        await forms.begin(turn, AFFAIR)
        return
    name = affairs.checked_title(title)
    await forms.begin(turn, AFFAIR, {"title": {"plain": name, "spans": []}})


# The groups' cards


feature.card(cards.SHORT, affair_views.view)(cards.short)
feature.card(cards.MANAGED, affair_views.view, can=Can.AFFAIR_PUBLISH)(cards.managed)


async def _post(
    session: Session, school: School, affair_id: int, into: list[Class], now: datetime
) -> None:
    rows = [
        posts.row(
            cards.SHORT,
            each.chat_id,
            each.language or school.default_language,
            now,
            subject_id=affair_id,
            thread_id=each.thread_for(Purpose.NOTICES),
            priority=Priority.ANNOUNCEMENT,
            key=f"affair:{affair_id}:{each.id}",
        )
        for each in into
        if each.chat_id is not None and not each.closed
    ]
    await posts.queue(session, rows)
    over = (now + PINNED).astimezone(school.zone)
    await alarms.set_alarm(session, f"affair:{affair_id}:unpin", UNPIN, over, subject_id=affair_id)


async def too_late(ring: Ring) -> None:
    """The bot was away: it stands in the register, and its publisher hears that no group saw it."""
    await _tell(ring, "affair-missed")


@feature.alarm(POST, GRACE, too_late)
async def post(ring: Ring) -> None:
    """The groups may be written to: if it still stands, and who published it still may."""
    one = await _standing(ring)
    if one is None:
        return
    quiet = ring.school.quiet_ends(ring.now)
    if not await _may_still(ring, one):
        await _tell(ring, "affair-right-lost")
    elif quiet is not None:
        await alarms.set_alarm(ring.session, f"affair:{one.id}", POST, quiet, subject_id=one.id)
    else:
        ids = await subjects.audience(ring.session, one.id)
        into = await classes.several(ring.session, ids)
        await _post(ring.session, ring.school, one.id, into, ring.now)


async def _standing(ring: Ring) -> Snapshot | None:
    found = (await affairs.of_ids(ring.session, [ring.subject_id or 0])).get(ring.subject_id or 0)
    stands = found is not None and found.withdrawn_at is None and found.replaced_by is None
    return found if stands else None


async def _may_still(ring: Ring, one: Snapshot) -> bool:
    person = await people.find(ring.session, one.by_person_id) if one.by_person_id else None
    if person is None:
        return False
    found = await actors.of_users(ring.session, [person.user_id])
    return may(found[person.user_id], Can.AFFAIR_PUBLISH, None)


async def _tell(ring: Ring, key: str) -> None:
    """Its publisher, where they can be written to."""
    one = await _standing(ring)
    person = await people.find(ring.session, one.by_person_id or 0) if one else None
    if one is None or person is None:
        return
    found = await actors.of_users(ring.session, [person.user_id])
    if found[person.user_id].reachable:
        texts = ring.texts(person.language)
        shown = card(texts(key, title=one.title))
        row = posts.row("say", person.user_id, texts.language, ring.now, payload=pack(shown))
        await posts.queue(ring.session, [row])


@feature.alarm(UNPIN, timedelta(days=1))
async def unpin(ring: Ring) -> None:
    """A pinned card is over, however late it is found to be."""
    await affairs.unpin(ring.session, ring.subject_id or 0, ring.now)


# Another version, and back


@feature.button(NewVersion, Can.AFFAIR_PUBLISH)
async def new_version(turn: Turn) -> None:
    """Asks for what the new one says; category and title stay, and may be changed."""
    one = _stands(turn)
    if one.filled or one.replaced_by is not None:
        turn.refuse("rule-affair-replaced")
    await asking.drop(turn)
    answers = {
        "replaces": one.id,
        "category": str(one.category),
        "title": {"plain": one.title, "spans": []},
    }
    await forms.begin(turn, AFFAIR, answers)


def _stands(turn: Turn) -> Snapshot:
    """What is pressed in private, about an entry that was not taken back."""
    one: Snapshot = turn.subject
    if not turn.place.private:
        turn.refuse("refused-button")
    if one.withdrawn_at is not None:
        turn.refuse("rule-affair-withdrawn")
    return one


@feature.button(Withdraw, Can.AFFAIR_PUBLISH)
async def withdraw(turn: Turn) -> None:
    """Asks once more: there is no way back."""
    one = _stands(turn)
    surely = Button(
        turn.texts.plain("affair-withdraw-yes"),
        buttons.pack(WithdrawSurely(one.id)),
        style="danger",
    )
    before = await affairs.versions_before(turn.session, one.id)
    turn.say("affair-withdraw-ask", [surely], title=one.title, before=int(bool(before)))


@feature.button(WithdrawSurely, Can.AFFAIR_PUBLISH)
async def withdraw_surely(turn: Turn) -> None:
    """Struck through where its card stands, and gone from every list."""
    one = _stands(turn)
    await affairs.withdraw(turn.session, one.id, turn.now)
    await alarms.cancel_of(turn.session, one.id)
    await posts.drop_queued(turn.session, one.id, cards.SHORT)
    await browsing.refresh(turn.session, turn.person_id, ["affairs"], turn.now)
    turn.toast("affair-withdraw-done")
