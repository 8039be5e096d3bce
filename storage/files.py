"""Files that the bot made: kept until they were sent once, then known by Telegram's id."""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Mapping
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import LargeBinary, bindparam, delete, select, update
from sqlalchemy.orm import Mapped, mapped_column

from storage.base import Base, Session, upsert
from storage.batch import Upsert

# What nobody sent in a week is not sent any more.
UNSENT = timedelta(days=7)
# A school year and its holidays; after that nobody posts it again.
KNOWN = timedelta(days=400)


class File(Base):
    """A file by the hash of what it is: its bytes until Telegram has them, then its `file_id`."""

    __tablename__ = "files"

    hash: Mapped[str] = mapped_column(primary_key=True)
    kind: Mapped[str]
    name: Mapped[str]
    data: Mapped[bytes | None] = mapped_column(LargeBinary)
    file_id: Mapped[str | None]
    created_at: Mapped[datetime] = mapped_column(index=True)


# One that stands already is left as it is: Telegram may know it.
KEEPING = Upsert(File.__table__, key=("hash",), change=())


def row(kind: str, name: str, data: bytes, now: datetime) -> dict[str, Any]:
    """The row of a file to be kept; its `hash` is what a card names it by."""
    about = hashlib.sha256(f"{kind}\0{name}\0".encode() + data).hexdigest()
    return {
        "hash": about,
        "kind": kind,
        "name": name,
        "data": data,
        "file_id": None,
        "created_at": now,
    }


async def keep(session: Session, kind: str, name: str, data: bytes, now: datetime) -> str:
    """Keeps a file outside a turn (an alarm's, say); returns its hash."""
    one = row(kind, name, data, now)
    await upsert(session, File.__table__, [one], key=["hash"])
    return str(one["hash"])


async def of_hashes(
    session: Session, hashes: Collection[str]
) -> dict[str, tuple[str | None, bytes | None]]:
    """What is known of files: (file_id, bytes), of which one is None."""
    found = await session.execute(
        select(File.hash, File.file_id, File.data).where(File.hash.in_(hashes))
    )
    return {about: (file_id, data) for about, file_id, data in found}


async def remember(session: Session, file_ids: Mapping[str, str]) -> None:
    """Telegram has these: their bytes are dropped."""
    if not file_ids:
        return
    connection = await session.connection()
    await connection.execute(
        update(File.__table__)  # type: ignore[arg-type]
        .where(File.hash == bindparam("of_hash"))
        .values(file_id=bindparam("known_as"), data=None),
        [{"of_hash": about, "known_as": file_id} for about, file_id in file_ids.items()],
    )


async def forget_old(session: Session, now: datetime) -> None:
    """Drops what was never sent within a week, and what is older than a school year."""
    unsent = File.file_id.is_(None) & (File.created_at < now - UNSENT)
    await session.execute(delete(File).where(unsent | (File.created_at < now - KNOWN)))
