"""Who is responsible for letters: whoever took one, and the principal for all others."""

from __future__ import annotations

from collections.abc import Collection

from storage import people
from storage.base import Session
from storage.letters import Letter
from storage.people import Person, PersonRef, Role, refs


async def takers(session: Session, letter_ids: Collection[int]) -> dict[int, PersonRef]:
    """Who took each of these letters, by letter."""
    if not letter_ids:
        return {}
    found = await session.execute(
        refs(Letter.id).join(Letter, Letter.taken_by == Person.id).where(Letter.id.in_(letter_ids))
    )
    return {row[-1]: PersonRef(*row[:-1]) for row in found}


async def heads(session: Session) -> list[PersonRef]:
    """The principals; where there is none, the admins stand in for them."""
    return await people.holders(session, Role.PRINCIPAL, None) or await people.admins(session)
