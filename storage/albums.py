"""Albums that the bot saw come: Telegram shows of the message that is answered only one part."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import delete, select
from sqlalchemy.orm import Mapped, mapped_column

from storage.base import Base, Session
from storage.batch import Upsert

# Who makes a notice of an album does it the same day, or the next.
KEPT = timedelta(days=2)


class AlbumPart(Base):
    """A message of an album that somebody who may announce has sent.

    `file` is what it carries and `text`, `spans` what stands under it, as JSON values.
    """

    __tablename__ = "album_parts"

    chat_id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    message_id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    album: Mapped[str] = mapped_column(index=True)
    file: Mapped[list[Any]]
    text: Mapped[str]
    spans: Mapped[list[Any]]
    at: Mapped[datetime] = mapped_column(index=True)


# One that is noted already stays as it is.
NOTING = Upsert(AlbumPart.__table__, key=("chat_id", "message_id"), change=())


async def parts(session: Session, chat_id: int, album: str) -> Sequence[AlbumPart]:
    """The messages of an album that were seen, in their order."""
    found = await session.scalars(
        select(AlbumPart)
        .where(AlbumPart.album == album, AlbumPart.chat_id == chat_id)
        .order_by(AlbumPart.message_id)
    )
    return found.all()


async def forget_old(session: Session, now: datetime) -> None:
    """Drops what nobody has made a notice of."""
    await session.execute(delete(AlbumPart).where(AlbumPart.at < now - KEPT))
