"""What the composition root hands to the scheduler: how posts look, what alarms do, who moved."""

from __future__ import annotations

import hashlib
import json
import time
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime
from functools import partial

from handlers import classes
from handlers.kit import sealing
from handlers.kit.card import Button, Card, FileRef, card, pack, unpack
from handlers.kit.errands import Errand
from handlers.kit.feature import CardSpec, Ring
from handlers.kit.registry import Registry
from handlers.kit.roles import Can, may, may_about, may_in_all
from handlers.kit.texts import School, Texts
from handlers.mailbox import MOVED
from scheduler.ports import Address, Form, Rendered, Sent, TakenAway
from storage import (
    actors,
    alarms,
    delivery,
    files,
    letter_copies,
    letter_hidden,
    letter_parts,
    mailbox,
    people,
    posts,
    stands,
    subjects,
)
from storage.alarms import Due
from storage.base import Session, after
from storage.cipher import Unsealed
from storage.posts import Post

# Seconds for which a card of one version is not rendered again for another group.
FRESH = 3.0


class Drawn:
    """Cards as they were rendered for groups a moment ago: a notice to all is rendered once.

    Measured with a thousand groups, rendering for each took more time than sending.
    """

    def __init__(self) -> None:
        self._cards: dict[tuple[str, int, int, str], Card] = {}
        self._since = 0.0

    def find(self, post: Post, version: int) -> Card | None:
        """The card of this version in the post's language, if it is fresh."""
        if time.monotonic() - self._since > FRESH:
            self._cards.clear()
            self._since = time.monotonic()
        return self._cards.get(self._key(post, version))

    def keep(self, post: Post, version: int, shown: Card) -> None:
        """For the other groups; a private chat's card is its own."""
        if post.chat_id < 0:
            self._cards[self._key(post, version)] = shown

    def _key(self, post: Post, version: int) -> tuple[str, int, int, str]:
        return (post.card, post.subject_id or 0, version, post.language)


class Rendering:
    """Renders posts by the cards that the features declare (scheduler.ports.Render)."""

    def __init__(self, registry: Registry, school: School) -> None:
        self._registry = registry
        self._school = school
        self._drawn = Drawn()

    async def __call__(self, session: Session, post: Post) -> Rendered | None:
        """The version is read first: a change meanwhile leaves the post stale, not wrong."""
        if posts.is_sealed(post.chat_id):
            return await self._opened(session, post)
        if post.payload is not None:
            return await _placed(session, post, unpack(post.payload), 0)
        if post.subject_id is None:
            return None
        name, class_id = _of_class(post.card)
        spec = self._registry.cards[name]
        if spec.can is not None and not await self._may_see(session, post, spec, spec.can):
            return None
        version = await subjects.version(session, post.subject_id)
        shown = self._drawn.find(post, version)
        if shown is None:
            view = await spec.load(session, post.subject_id, *class_id)
            if view is None:
                return None
            texts = Texts(self._school.closest(post.language), self._school)
            shown = spec.render(view, texts)
            self._drawn.keep(post, version, shown)
        if spec.common:
            shown = self._with_mailbox(post, shown)
        return await _placed(session, post, shown, version)

    def _with_mailbox(self, post: Post, shown: Card) -> Card:
        """In groups, where the school wishes it: a link, which tells nobody who taps it."""
        in_group = post.chat_id < 0
        if not (self._school.mailbox_under_cards and in_group and shown.rows):
            return shown
        texts = Texts(self._school.closest(post.language), self._school)
        write = Button(texts.plain("letter-under"), url=self._school.link("mailbox"))
        return replace(shown, rows=(*shown.rows, (write,)))

    async def _opened(self, session: Session, post: Post) -> Rendered | None:
        """What is said to somebody whom no row may name, and who that is."""
        if post.payload is None or self._school.envelopes is None:
            raise Unsealed
        key, copy = self._school.envelopes, post.payload.get("copy")
        user_id, packed = sealing.opened(key, post.payload)
        rendered = await _rendered(session, post, unpack(packed), 0)
        at = await letter_copies.find(session, key, copy, user_id) if copy else None
        message_id, form = at or (None, None)
        return replace(rendered, to=Address(user_id), at=message_id, form=Form.of(form))

    async def settled(
        self, session: Session, post: Post, rendered: Rendered, what: Sent | TakenAway
    ) -> None:
        """A hidden writer's copy of an answer is edited later; closed letters are forgotten."""
        copy = post.payload.get("copy") if post.payload else None
        if copy is None or rendered.to is None or self._school.envelopes is None:
            return
        if isinstance(what, TakenAway):
            await letter_copies.drop(session, copy)
            return
        letter_id = await letter_parts.letter_of(session, copy)
        if letter_id is None or not await letter_hidden.can_be_answered(session, letter_id):
            return
        at = what.message_id, what.form.packed if what.form else None
        user_id, key = rendered.to.chat_id, self._school.envelopes
        await letter_copies.keep(session, key, letter_id, copy, user_id, at)

    async def _may_see(self, session: Session, post: Post, spec: CardSpec, can: Can) -> bool:
        """Whether the person whose private chat it is has the right now, not when it was sent."""
        found = await actors.of_users(session, [post.chat_id])
        subject_id = post.subject_id or 0
        about = await spec.snapshots(session, [subject_id]) if spec.snapshots else {}
        _, class_id = _of_class(post.card)
        if class_id:
            class_ids: Sequence[int] = class_id
        elif subject_id in about:
            class_ids = about[subject_id].class_ids
        else:
            class_ids = await subjects.audience(session, subject_id)
        actor = found.get(post.chat_id)
        if actor is None or not class_ids:
            return actor is not None and may(actor, can, None)
        if subject_id in about and not class_id:
            return may_about(actor, can, about[subject_id])
        return may_in_all(actor, can, class_ids)


def _of_class(card: str) -> tuple[str, tuple[int, ...]]:
    """The name that a card is declared under, and the one class that it is of, if it is."""
    name, _, number = card.partition(":")
    return name, ((int(number),) if number else ())


async def _placed(session: Session, post: Post, shown: Card, version: int) -> Rendered:
    """What stands under another card answers it, and is in its topic, if that takes it.

    Where it does not, an answer to what stands there would lead into that topic again.
    """
    if delivery.is_flat(post):
        return await _rendered(session, post, replace(shown, reply_to=None), version)
    if shown.reply_at is not None and shown.reply_at[0] == post.chat_id:
        shown = replace(shown, reply_to=shown.reply_at[1])
    if shown.under is None or post.subject_id is None:
        return await _rendered(session, post, shown, version)
    above = await stands.find(session, post.subject_id, shown.under, post.chat_id)
    if above is None:
        return await _rendered(session, post, shown, version)
    to = shown.reply_to or above.message_id
    rendered = await _rendered(session, post, replace(shown, reply_to=to), version)
    return replace(rendered, to=Address(post.chat_id, above.thread_id))


async def _rendered(session: Session, post: Post, shown: Card, version: int) -> Rendered:
    digest = hashlib.blake2b(json.dumps(pack(shown)).encode(), digest_size=12).hexdigest()
    ours = {file.hash for file in shown.files if file.hash} if post.message_id is None else set()
    if ours:
        known = await files.of_hashes(session, ours)
        shown = replace(shown, files=tuple(_found(file, known) for file in shown.files))
    return Rendered(shown, version, digest)


def _found(file: FileRef, known: dict[str, tuple[str | None, bytes | None]]) -> FileRef:
    """A file of ours with its bytes, or with Telegram's id for it once it was sent."""
    file_id, data = known.get(file.hash or "", (file.file_id, None))
    return replace(file, file_id=file_id, data=data)


class Moving:
    """Follows groups to their new ids (scheduler.ports.Move), as an answer of Telegram told."""

    def __init__(self, school: School) -> None:
        self._school = school

    async def __call__(self, session: Session, old: int, new: int, now: datetime) -> None:
        """Who runs the bot hears where letters are read."""
        await classes.follow(session, old, new, now)
        if await mailbox.readdress(session, old, new):
            once = f"mailbox-moved:{new}"
            await tell_admins(session, self._school, now, MOVED, once)


class Ringing:
    """Does what the features declare for alarms (scheduler.ports.Effect).

    `publish` takes the errands of an alarm, once its effect is committed.
    """

    def __init__(
        self, registry: Registry, school: School, publish: Callable[[list[Errand]], None]
    ) -> None:
        self._registry = registry
        self._school = school
        self._publish = publish

    async def __call__(self, session: Session, alarm: Due, now: datetime) -> None:
        """Later than its grace, an alarm does what its kind declares for that.

        The next of a series is set first, so that the effect may take it away or move it.
        """
        spec = self._registry.alarms[alarm.kind]
        await alarms.renew(session, alarm, now, spec.grace)
        late = now - alarm.due_at > spec.grace
        ring = Ring(
            session=session,
            subject_id=alarm.subject_id,
            args=alarm.args,
            due_at=alarm.due_at,
            now=now,
            school=self._school,
            late=late,
        )
        await (spec.missed if late and spec.missed else spec.run)(ring)
        if ring.errands:
            after(session, partial(self._publish, ring.errands))

    async def parked(self, session: Session, alarm: Due, now: datetime) -> None:
        """Tells every admin what did not happen; a series goes on with its next occurrence."""
        once = f"parked:{alarm.id}:{alarm.due_at.isoformat()}"
        await tell_admins(session, self._school, now, "alarm-parked", once, kind=alarm.kind)
        await alarms.renew(session, alarm, now)


async def tell_admins(
    session: Session, school: School, now: datetime, key: str, once: str, **args: object
) -> None:
    """Queues a private message to every admin, in their language; `once` names it for ever."""
    rows = []
    for admin in await people.admins(session):
        texts = Texts(school.closest(admin.language), school)
        payload = pack(card(texts(key, **args)))
        rows.append(
            posts.row(
                "say", admin.user_id, texts.language, now, payload=payload, key=f"{once}:{admin.id}"
            )
        )
    await posts.queue(session, rows)
