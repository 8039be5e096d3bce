"""What Telegram was told last of the bot: its profile and its menus, so that it is told once."""

from __future__ import annotations

from sqlalchemy import delete, select
from sqlalchemy.orm import Mapped, mapped_column

from storage.base import Base, Session, upsert


class Published(Base):
    """Something that stands at Telegram, by a name of ours; `digest` says how it looks there."""

    __tablename__ = "published"

    name: Mapped[str] = mapped_column(primary_key=True)
    digest: Mapped[str]


async def digests(session: Session) -> dict[str, str]:
    """All that stands at Telegram: digests by name."""
    found = await session.execute(select(Published.name, Published.digest))
    return {row.name: row.digest for row in found}


async def note(session: Session, name: str, digest: str) -> None:
    """Telegram has taken it."""
    row = {"name": name, "digest": digest}
    await upsert(session, Published.__table__, [row], key=["name"], change=["digest"])


async def forget(session: Session, name: str) -> None:
    """It stands at Telegram no longer."""
    await session.execute(delete(Published).where(Published.name == name))
