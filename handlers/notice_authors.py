"""What the author of a notice sees in private: who is missing, and what can be done about it."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from handlers.kit import buttons
from handlers.kit.card import Button, Card, Text, card, pack
from handlers.kit.feature import Feature
from handlers.kit.roles import Can
from handlers.kit.texts import Texts, lines, paragraphs
from handlers.kit.turn import Turn
from handlers.notice_changes import Correct, Withdraw, reminder_key
from handlers.notice_told import Told, named
from handlers.notices import CARD, GotIt, corrected, head_of, wording_of
from storage import classes, notices, posts, units
from storage.classes import Purpose
from storage.notices import AuthorView, CardView, Confirm, Snapshot
from storage.people import PersonRef
from storage.posts import Priority

feature = Feature("notice_authors", snapshots=notices.of_ids)

# A reminder that could not be posted for so long surprises more than it helps.
STALE = timedelta(hours=12)


@buttons.button("nnu")
class Nudge:
    """Write to those who have not confirmed."""

    subject_id: int


@feature.card("notices.author", notices.author_view, can=Can.CLASS_SEE)
def author(view: AuthorView, texts: Texts) -> Card:
    """How far a notice has got; only its author and those in charge ever see this."""
    one = view.notice
    title = texts(
        "notice-author-title", class_names=texts.listing(list(view.classes)), head=head_of(one)
    )
    if one.withdrawn_at is not None:
        return card(paragraphs(title, texts("notice-is-withdrawn")))
    if one.confirm == Confirm.NONE:
        asked_nothing = texts("notice-author-unasked")
        return card(
            paragraphs(title, lines(corrected(one, texts), asked_nothing)), _changes(view, texts)
        )
    done = len(view.confirmed) + len(view.told)
    known = done + len(view.missing)
    return card(
        paragraphs(
            title,
            lines(
                corrected(one, texts),
                texts("notice-author-count", confirmed=done, families=known),
                named("notice-author-told", view.told, texts),
                named("notice-author-missing", view.missing, texts),
                _unknown(view, texts),
            ),
        ),
        *_author_rows(view, texts),
    )


def _author_rows(view: AuthorView, texts: Texts) -> list[list[Button]]:
    id_ = view.notice.id
    nudge = Button(
        texts.plain("notice-nudge-button", left=view.nudges_left), buttons.pack(Nudge(id_))
    )
    some_missing = view.missing or view.unknown
    return [
        [nudge] if some_missing and view.nudges_left else [],
        [Button(texts.plain("notice-told-button"), buttons.pack(Told(id_)))],
        _changes(view, texts),
    ]


def _changes(view: AuthorView, texts: Texts) -> list[Button]:
    id_ = view.notice.id
    return [
        Button(texts.plain("notice-correct-button"), buttons.pack(Correct(id_))),
        Button(texts.plain("notice-withdraw-button"), buttons.pack(Withdraw(id_))),
    ]


def _unknown(view: AuthorView, texts: Texts) -> Text | None:
    if view.unknown:
        return texts("notice-author-unknown", count=view.unknown)
    return None if view.missing else texts("notice-author-all")


@feature.button(Nudge, Can.NOTICE_CREATE, manage=Can.NOTICE_MANAGE)
async def nudge(turn: Turn) -> None:
    """Writes to the guardians of who is missing; the others are reminded in the group, unnamed."""
    one: Snapshot = turn.subject
    reach = await notices.to_nudge(turn.session, one.id)
    unknown = await units.unknown_in(turn.session, one.id) or 0
    if not reach.reachable and not reach.families and not unknown:
        turn.refuse("notice-author-all")
    number = await notices.nudge(turn.session, one.id, turn.now)
    view = await notices.card_view(turn.session, one.id)
    for person in reach.reachable:
        _write_to(turn, person, view, number)
    if reach.families or unknown:
        await _remind_group(turn, one, number)
    unreached = reach.families + unknown
    turn.toast("notice-nudged", alert=True, reached=len(reach.reachable), unreached=unreached)


def _write_to(turn: Turn, person: PersonRef, view: CardView, number: int) -> None:
    texts = turn.texts_in(person.language)
    turn.tell(
        person.user_id,
        texts,
        "notice-nudge",
        [Button(texts.plain("notice-got-it"), buttons.pack(GotIt(view.notice.id)))],
        priority=Priority.REMINDER,
        once=f"nudge:{view.notice.id}:{number}:{person.id}",
        class_names=texts.listing(list(view.classes)),
        text=wording_of(view.notice),
    )


async def _remind_group(turn: Turn, one: Snapshot, number: int) -> None:
    """Reminds under the notice, once a nudge.

    No live card: it would be edited at every tap without ever changing.
    """
    sent = {each.chat_id: each for each in await posts.of_subject(turn.session, one.id, CARD)}
    into = await classes.several(turn.session, one.class_ids)
    reminders = []
    for each in into:
        if each.chat_id is not None and not each.closed:
            texts = turn.texts_in(each.language)
            above = sent.get(each.chat_id)
            shown = _reminder(one, texts, above.message_id if above else None)
            row = posts.row(
                "say",
                each.chat_id,
                texts.language,
                turn.now,
                payload=pack(shown),
                thread_id=each.thread_for(Purpose.NOTICES),
                priority=Priority.REMINDER,
                deadline=turn.now + STALE,
                key=reminder_key(one.id, number, each.id),
            )
            reminders.append(row)
    await posts.queue(turn.session, reminders)


def _reminder(one: Snapshot, texts: Texts, above: int | None) -> Card:
    """What the group is reminded of: it names nobody and counts nobody."""
    got_it = Button(texts.plain("notice-got-it"), buttons.pack(GotIt(one.id)))
    shown = card(texts("notice-reminder", head=head_of(one)), [got_it])
    return replace(shown, reply_to=above)
