"""Makes what takes longer, after the commit: read, made outside of any transaction, queued."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

import structlog

from handlers.kit.card import card, pack
from handlers.kit.composing import Compose, Composed, Composing, kept
from handlers.kit.registry import Registry
from handlers.kit.texts import School, Texts
from storage import posts
from storage.base import Database, Session

log = structlog.get_logger()


class Composers:
    """Does what the features declare for `Compose` (handlers.kit.composing)."""

    def __init__(
        self, database: Database, registry: Registry, school: School, now: Callable[[], datetime]
    ) -> None:
        self._database = database
        self._registry = registry
        self._school = school
        self._now = now

    async def __call__(self, errand: Compose) -> None:
        """Sends somebody what they asked for; what cannot be made is said, and is in the log."""
        try:
            made = await self._made(errand)
        except Exception:
            log.exception("compose.broke", what=errand.what)
            texts = Texts(self._school.closest(errand.language), self._school)
            made = Composed(texts("compose-broke"))
        async with self._database.write() as session:
            await self._queue(session, errand, made)

    async def _made(self, errand: Compose) -> Composed:
        composer = self._registry.composers[errand.what]
        async with self._database.read() as session:
            making = await composer(Composing(session, errand, self._now(), self._school))
        return await making()

    async def _queue(self, session: Session, errand: Compose, made: Composed) -> None:
        now = self._now()
        if made.then is not None:
            await made.then(session, now)
        uploads = [await kept(session, upload, now) for upload in made.uploads]
        shown = card(made.text, files=uploads)
        row = posts.row("say", errand.user_id, errand.language, now, payload=pack(shown))
        await posts.queue(session, [row])
