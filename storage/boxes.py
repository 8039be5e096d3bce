"""What is said in a secret while it is open: in boxes, which only its key opens until it dies."""

from __future__ import annotations

import asyncio
import secrets
from collections.abc import Collection
from dataclasses import dataclass, field
from typing import Any

import structlog
from sqlalchemy import ForeignKey, delete, func, insert, select, update
from sqlalchemy.orm import Mapped, mapped_column

from storage.base import Base, Session, keyring
from storage.cipher import Unsealed, size_of
from storage.keyring import Key
from storage.rules import Broken

log = structlog.get_logger()

# Under this lot lies a secret's first box: without it, or without its key, the rest is lost.
HEAD = ""
# What it has room for where nothing is counted in it.
_ROOM = 64


class Box(Base):
    """Something said in a secret that is open, sealed with its key, under a number drawn by lot.

    An empty first box says that the secret was opened before there were keys: then what is said
    stands in plain tables until it closes.
    """

    __tablename__ = "sealed_boxes"

    subject_id: Mapped[int] = mapped_column(
        ForeignKey("subjects.id"), primary_key=True, autoincrement=False
    )
    lot: Mapped[str] = mapped_column(primary_key=True)
    content: Mapped[bytes]

    __table_args__ = ({"sqlite_with_rowid": False},)


class Lost(Broken):
    """The boxes of a secret cannot be opened any more: its key, or its first box, is missing."""

    def __init__(self) -> None:
        super().__init__("secret-lost")


@dataclass(frozen=True, slots=True)
class Boxes:
    """The boxes of an open secret, with its key; `what` is in the first one."""

    subject_id: int
    what: Any = field(repr=False)
    size: int
    key: Key = field(repr=False)

    async def replace(self, session: Session, what: Any) -> None:
        """Puts something else of the same size into the first one; nobody else may be doing so."""
        content = self.key.seal(what, _about(self.subject_id, HEAD), self.size)
        await session.execute(
            update(Box)
            .where(Box.subject_id == self.subject_id, Box.lot == HEAD)
            .values(content=content)
            .execution_options(synchronize_session=False)
        )

    async def put(self, session: Session, what: Any, size: int) -> None:
        """One more box; all that must look alike have the same size."""
        await _put(session, self.key, self.subject_id, secrets.token_hex(8), what, size)

    async def said(self, session: Session) -> list[Any]:
        """What is in all but the first one, shuffled: their lots have been seen being written."""
        rows = await session.execute(
            select(Box.lot, Box.content).where(Box.subject_id == self.subject_id, Box.lot != HEAD)
        )
        found = [self.key.open(each, _about(self.subject_id, lot)) for lot, each in rows]
        secrets.SystemRandom().shuffle(found)
        return found


def _about(subject_id: int, lot: str) -> str:
    """A box is good for its place only."""
    return f"{subject_id}:{lot}"


async def _put(session: Session, key: Key, subject_id: int, lot: str, what: Any, size: int) -> None:
    content = key.seal(what, _about(subject_id, lot), size)
    values = {"subject_id": subject_id, "lot": lot, "content": content}
    await session.execute(insert(Box).values(values))


async def lay(session: Session, subject_id: int, what: Any = None, size: int = _ROOM) -> None:
    """A secret opens: a key of its own, and the first box with something in it.

    Raises:
        Broken: "secret-no-key" where the key cannot be written, and so nothing may be promised.
    """
    try:
        key = await asyncio.to_thread(keyring(session).make, subject_id)
    except OSError as error:
        log.warning("sealed.no_key", file=str(error.filename), error=error.strerror)
        raise Broken("secret-no-key") from None
    await _put(session, key, subject_id, HEAD, what, size)


async def opened(session: Session, subject_id: int) -> Boxes | None:
    """The boxes of an open secret; None where what is said in it stands in plain tables.

    Raises:
        Lost: nothing opens them any more.
        storage.envelopes.KeyFault: the key cannot be read just now.
    """
    content = await session.scalar(
        select(Box.content).where(Box.subject_id == subject_id, Box.lot == HEAD)
    )
    if content == b"":
        return None
    key = keyring(session).find(subject_id)
    if content is None or key is None:
        raise Lost
    try:
        what = key.open(content, _about(subject_id, HEAD))
    except Unsealed:
        raise Lost from None
    return Boxes(subject_id, what, size_of(content), key)


async def how_many(session: Session, subject_ids: Collection[int]) -> dict[int, int]:
    """How many lie beside the first one of each of these subjects; one statement."""
    rows = await session.execute(
        select(Box.subject_id, func.count())
        .where(Box.subject_id.in_(subject_ids), Box.lot != HEAD)
        .group_by(Box.subject_id)
        .order_by(Box.subject_id)
    )
    return {subject_id: count for subject_id, count in rows}  # noqa: C416


async def drop(session: Session, subject_id: int) -> None:
    """It is over: what was in them is said elsewhere, or nowhere."""
    await session.execute(
        delete(Box).where(Box.subject_id == subject_id).execution_options(synchronize_session=False)
    )
