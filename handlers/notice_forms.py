"""Announcing: in one line, or asked for step by step, with a preview, in private."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from handlers.kit import asking, buttons, forms, meant, when
from handlers.kit.card import Button, Card, Text, card
from handlers.kit.feature import Feature
from handlers.kit.forms import Answers, Option
from handlers.kit.roles import Can, classes_where, may, may_in_all
from handlers.kit.turn import Delete, Turn
from handlers.notices import (
    MOST_BUTTONS,
    Wording,
    check_fits,
    check_length,
    notice,
    publish,
    read,
    rows_of,
    set_alarm,
)
from storage import classes, drafts, notices, posts
from storage.classes import Class
from storage.notices import CardView, Confirm, Snapshot

feature = Feature("notice_forms", snapshots=notices.of_ids)

DRAFT = "notice"  # a draft that holds a typed notice until its class is chosen
# A class is called after its grade: 3B, 三年二班, 三（2）班.
_GRADE = re.compile(r"\d{1,2}|[一二三四五六七八九十]{1,2}(?=年)|[一二三四五六七八九]")


@buttons.button("nic")
class InClass:
    """The typed notice is for this class."""

    draft_id: int
    class_id: int


@feature.command("announce", Can.NOTICE_CREATE)
async def announce(turn: Turn) -> None:
    """`/announce [DATE TIME] TEXT`: for this group's class; in private, for the one chosen.

    Without any text, what it needs is asked for: in private step by step.
    """
    if not turn.message.text:
        await _ask(turn)
        return
    if await meant.asked(turn, "announce", may_be_words=True):
        return
    as_it_stands = turn.data.get("as_it_stands")
    typed = Wording(turn.message.text, None) if as_it_stands else read(turn, turn.message.text)
    if not typed.text:
        shown = turn.texts.moment(typed.at) if typed.at else ""
        asked = turn.texts("announce-ask-planned", when=shown)
        await asking.put(turn, "notice-words", asked, {"typed": turn.message.text.plain})
    elif turn.place.private:
        await _for_own_class(turn, typed)
    elif turn.place.class_ is None:
        turn.refuse("notice-no-class-here")
    else:
        here = await classes.get(turn.session, turn.place.class_.id)
        await _typed(turn, here, typed, turn.message.message_id)


async def _ask(turn: Turn) -> None:
    if not turn.place.private:
        await asking.ask(turn, "announce", "announce-ask")
    elif await _own_classes(turn):
        await forms.begin(turn, NOTICE)
    else:
        turn.refuse("notice-no-class")


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
        await _typed(turn, own[0], typed, turn.message.message_id)
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
        "as_it_stands": bool(turn.data.get("as_it_stands")),
    }
    draft_id = await drafts.keep(turn.session, DRAFT, turn.place.chat_id, kept, turn.now)
    offered = [Button(each.name, buttons.pack(InClass(draft_id, each.id))) for each in own]
    offered = offered[:MOST_BUTTONS]
    shown = card(turn.texts("notice-which-class"), *rows_of(offered, 3))
    turn.say_here(shown, key=f"notice-draft:{draft_id}")


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
    text = Text.of(draft.data["plain"], draft.data["spans"])
    typed = Wording(text, None) if draft.data["as_it_stands"] else read(turn, text)
    await _typed(turn, own[turn.press.class_id], typed, draft.data["message_id"])


async def _typed(turn: Turn, class_: Class, typed: Wording, message_id: int) -> None:
    """What was typed comes to be; from now on, editing that message edits the notice."""
    place = (turn.place.chat_id, message_id)
    await _create(turn, [class_], typed.text, typed.at, Confirm.TAP, place)


async def _create(
    turn: Turn,
    into: Sequence[Class],
    text: Text,
    at: datetime | None,
    confirm: Confirm,
    place: tuple[int, int] | None = None,
) -> None:
    """The notice comes to be: posted now, or planned."""
    for each in into:
        if each.chat_id is None or each.closed:
            turn.refuse("notice-no-group", class_name=each.name)
    notice_id = await notices.create(
        turn.session,
        turn.person_id,
        [each.id for each in into],
        text.plain,
        text.packed,
        turn.now,
        chat_id=place[0] if place else None,
        message_id=place[1] if place else None,
        planned_for=at,
        confirm=confirm,
    )
    await check_length(turn, notice_id)
    if at is None:
        await publish(turn.session, turn.school, notice_id, into, turn.actor, turn.now)
        return
    await set_alarm(turn.session, notice_id, at)
    if turn.actor.reachable:
        turn.post("notices.planned", notice_id, turn.actor.user_id, turn.texts.language)


# Step by step


async def _offered(turn: Turn, answers: Answers) -> list[Option]:
    """The classes to choose from, by grades."""
    return [Option(each.id, each.name, _grade(each.name)) for each in await _own_classes(turn)]


def _grade(name: str) -> str | None:
    match = _GRADE.match(name)
    return match[0] if match else None


async def _fits(turn: Turn, answer: Any, answers: Answers) -> None:
    check_fits(turn, await _view(turn, {**answers, "text": answer}))


async def _view(turn: Turn, answers: Answers) -> CardView:
    """What the card would show, before there is a notice."""
    chosen = [each for each in await _own_classes(turn) if each.id in answers["classes"]]
    text = forms.words(answers["text"])
    one = Snapshot(
        id=0,
        author_id=turn.person_id,
        text=text.plain,
        spans=text.packed,
        chat_id=None,
        message_id=None,
        posted_at=turn.now,
        planned_for=None,
        corrected_at=None,
        withdrawn_at=None,
        nudges=0,
        confirm=Confirm.TAP if answers.get("confirm", True) else Confirm.NONE,
        class_ids=tuple(each.id for each in chosen),
    )
    return CardView(one, turn.actor.name, tuple(each.name for each in chosen), confirmed=0)


async def _ready(turn: Turn, answers: Answers) -> Text:
    at = forms.instant(answers["when"], turn.school.zone)
    chosen = [each.name for each in await _own_classes(turn) if each.id in answers["classes"]]
    return turn.texts(
        "notice-form-ready",
        class_names=turn.texts.listing(chosen),
        planned=int(at is not None),
        when=when.echo(at, turn.texts) if at else "",
    )


async def _preview(turn: Turn, answers: Answers) -> Card:
    """The card in the language of the first class."""
    chosen = [each for each in await _own_classes(turn) if each.id in answers["classes"]]
    language = chosen[0].language if chosen else None
    return notice(await _view(turn, answers), turn.texts_in(language))


async def _send(turn: Turn, answers: Answers) -> None:
    """Rights are asked for once more, in every class that was chosen."""
    if not may_in_all(turn.actor, Can.NOTICE_CREATE, answers["classes"]):
        turn.refuse("refused-right")
    into = await classes.several(turn.session, answers["classes"])
    confirm = Confirm.TAP if answers["confirm"] else Confirm.NONE
    at = forms.instant(answers["when"], turn.school.zone)
    await _create(turn, into, forms.words(answers["text"]), at, confirm)


NOTICE = feature.form(
    forms.Form(
        "notice",
        Can.NOTICE_CREATE,
        steps=(
            forms.Several("classes", "notice-form-classes", _offered),
            forms.Words("text", "notice-form-text", check=_fits),
            forms.YesNo("confirm", "notice-form-confirm"),
            forms.Moment("when", "notice-form-when", now="notice-form-now"),
        ),
        ready=_ready,
        preview=_preview,
        send=_send,
    )
)
