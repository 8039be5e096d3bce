"""What the composition root hands to the scheduler: how posts look, what alarms do, who moved."""

from __future__ import annotations

import hashlib
import json
from datetime import datetime

from handlers.kit.card import Card, card, pack, unpack
from handlers.kit.feature import Registry, Ring
from handlers.kit.roles import Can, may, may_in_all
from handlers.kit.texts import School, Texts
from scheduler.ports import Rendered
from storage import actors, alarms, people, posts, subjects
from storage.alarms import Due
from storage.base import Session
from storage.posts import Post


class Rendering:
    """Renders posts by the cards that the features declare (scheduler.ports.Render)."""

    def __init__(self, registry: Registry, school: School) -> None:
        self._registry = registry
        self._school = school

    async def __call__(self, session: Session, post: Post) -> Rendered | None:
        """The version is read first: a change meanwhile leaves the post stale, not wrong."""
        if post.payload is not None:
            return _rendered(unpack(post.payload), 0)
        if post.subject_id is None:
            return None
        spec = self._registry.cards[post.card]
        if spec.can is not None and not await self._may_see(session, post, spec.can):
            return None
        version = await subjects.version(session, post.subject_id)
        view = await spec.load(session, post.subject_id)
        if view is None:
            return None
        texts = Texts(self._school.closest(post.language), self._school)
        return _rendered(spec.render(view, texts), version)

    async def _may_see(self, session: Session, post: Post, can: Can) -> bool:
        """Whether the person whose private chat it is has the right now, not when it was sent."""
        found = await actors.of_users(session, [post.chat_id])
        class_ids = await subjects.audience(session, post.subject_id or 0)
        actor = found.get(post.chat_id)
        if actor is None or not class_ids:
            return actor is not None and may(actor, can, None)
        return may_in_all(actor, can, class_ids)


def _rendered(shown: Card, version: int) -> Rendered:
    digest = hashlib.blake2b(json.dumps(pack(shown)).encode(), digest_size=12).hexdigest()
    return Rendered(shown, version, digest)


class Ringing:
    """Does what the features declare for alarms (scheduler.ports.Effect)."""

    def __init__(self, registry: Registry, school: School) -> None:
        self._registry = registry
        self._school = school

    async def __call__(self, session: Session, alarm: Due, now: datetime) -> None:
        """Later than its grace, an alarm does what its kind declares for that.

        The next of a series is set first, so that the effect may take it away or move it.
        """
        spec = self._registry.alarms[alarm.kind]
        await alarms.renew(session, alarm, now - spec.grace)
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
