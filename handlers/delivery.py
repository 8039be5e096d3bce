"""What could not be delivered, told to the admins, for them to send again or forget."""

from __future__ import annotations

from collections import Counter
from datetime import datetime

from handlers.kit import buttons
from handlers.kit.card import Button, Card, Text, card, pack
from handlers.kit.feature import Feature, Where
from handlers.kit.roles import Can
from handlers.kit.texts import School, Texts, lines, paragraphs
from handlers.kit.turn import Strip, Turn
from storage import delivery, people, posts, subjects, troubles
from storage.base import Session
from storage.posts import Why
from storage.troubles import CARD, Trouble, TroublesView

feature = Feature("delivery")

# What Telegram says may be long, and there are twenty lines.
LONGEST_WORDS = 80


@buttons.button("dva")
class SendAgain:
    """Sends a post again."""

    post_id: int


@buttons.button("dvf")
class Forget:
    """Takes a post off the list."""

    post_id: int


@feature.command("delivery", Can.DELIVERY_MANAGE, Where.PRIVATE)
async def show(turn: Turn) -> None:
    """The list, which changes as what is on it is dealt with; an earlier one loses its buttons."""
    subject_id = await troubles.subject(turn.session, turn.now)
    user_id = turn.actor.user_id
    for message_id in await posts.supersede(turn.session, subject_id, CARD, user_id):
        turn.errands.append(Strip(user_id, message_id))
    turn.post(CARD, subject_id, user_id, turn.texts.language)


@feature.card(CARD, troubles.view)
def listed(view: TroublesView, texts: Texts) -> Card:
    """When, where to, what kind and why; never what a message says."""
    if not view.newest:
        return card(texts("delivery-nothing"))
    return card(
        paragraphs(
            texts("delivery-title"),
            *(_line(each, texts) for each in view.newest),
            texts("delivery-more") if view.more else None,
            texts("delivery-hint"),
        ),
        *(_buttons(each, texts) for each in view.newest),
    )


def _line(one: Trouble, texts: Texts) -> Text:
    kind = f"delivery-kind-{one.card.partition('.')[0]}"
    return texts(
        "delivery-line",
        id=str(one.id),
        kind=texts(kind if texts.has(kind) else "delivery-kind-other"),
        to=one.to,
        when=texts.moment(one.at),
        state=one.state,
        reason=_why(one.reason, one.words, texts),
    )


def _why(reason: Why | None, words: str | None, texts: Texts) -> str:
    said = (words or "?")[:LONGEST_WORDS]
    return texts.plain("delivery-why", reason=reason or Why.REFUSED, words=said)


def _buttons(one: Trouble, texts: Texts) -> list[Button]:
    return [
        Button(texts.plain("delivery-again", id=str(one.id)), buttons.pack(SendAgain(one.id))),
        Button(texts.plain("delivery-forget", id=str(one.id)), buttons.pack(Forget(one.id))),
    ]


@feature.button(SendAgain, Can.DELIVERY_MANAGE)
async def send_again(turn: Turn) -> None:
    """The post goes out again, however late it is."""
    await troubles.send_again(turn.session, turn.press.post_id, turn.now)
    turn.changed(await troubles.subject(turn.session, turn.now))
    turn.toast("delivery-again-done")


@feature.button(Forget, Can.DELIVERY_MANAGE)
async def forget(turn: Turn) -> None:
    """Nothing more is done about the post."""
    await troubles.forget(turn.session, turn.press.post_id, turn.now)
    turn.changed(await troubles.subject(turn.session, turn.now))
    turn.toast("delivery-forgotten")


async def report(session: Session, school: School, now: datetime) -> int:
    """Tells every admin, in one message, what is dead or in doubt since the last report.

    Returns how many posts that is about.
    """
    found = await delivery.troubles(session)
    if not found:
        return 0
    rows = []
    for admin in await people.admins(session):
        texts = Texts(school.closest(admin.language), school)
        reasons = Counter((post.state, _why(post.reason, post.words, texts)) for post in found)
        said = lines(
            texts("trouble-title", count=len(found)),
            *(
                texts("trouble-line", state=state, reason=reason, count=count)
                for (state, reason), count in reasons.most_common(5)
            ),
            texts("trouble-see"),
        )
        payload = pack(card(said))
        rows.append(posts.row("trouble", admin.user_id, texts.language, now, payload=payload))
    await posts.queue(session, rows)
    await delivery.mark_reported(session, [post.id for post in found])
    subject_id = await troubles.find_subject(session)
    if subject_id is not None:
        await subjects.bump(session, [subject_id], now)
    return len(found)
