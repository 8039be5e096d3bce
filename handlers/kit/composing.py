"""What takes longer than a turn may: read and made after the commit, then sent."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime

from handlers.kit.card import FileRef, Text, Upload
from handlers.kit.texts import School, Texts
from storage import files
from storage.base import Session


@dataclass(frozen=True, slots=True)
class Compose:
    """An errand: something is made for somebody, and sent to them in private.

    `what` names who makes it (`Feature.composes`), `about` is a subject's id where there is one,
    `note` whatever else that needs to know. Nothing is left of it when the bot ends meanwhile: the
    person asks again.
    """

    what: str
    user_id: int
    language: str
    about: int = 0
    note: str = ""


@dataclass(frozen=True, slots=True)
class Farewell:
    """An errand: a last word to somebody of whom nothing may stay here, not even a post."""

    chat_id: int
    text: str


@dataclass(frozen=True, slots=True)
class Composing:
    """What a composer gets: the errand, and a session to read with, until it returns."""

    session: Session
    errand: Compose
    now: datetime
    school: School

    @property
    def texts(self) -> Texts:
        """The school's voice in the person's language."""
        return Texts(self.school.closest(self.errand.language), self.school)


@dataclass(frozen=True, slots=True)
class Composed:
    """What came of it: a message, with the files that were made for it.

    `then` is done in the transaction that queues it, with the time of that.
    """

    text: Text
    uploads: tuple[Upload, ...] = ()
    then: Callable[[Session, datetime], Awaitable[None]] | None = None


Making = Callable[[], Awaitable[Composed]]
# Reads all that is needed, and returns what makes it, which runs outside of any transaction.
Composer = Callable[[Composing], Awaitable[Making]]


async def kept(session: Session, upload: Upload, now: datetime) -> FileRef:
    """A file that was made outside a turn, kept until it was sent."""
    about = await files.keep(session, upload.kind, upload.name, upload.data, now)
    return FileRef(upload.kind, name=upload.name, size=len(upload.data), hash=about)
