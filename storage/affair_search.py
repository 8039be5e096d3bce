"""The register looked through: by category, by term, and by words in any script."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from sqlalchemy import column, func, literal, literal_column, select, table, text
from sqlalchemy.sql.elements import ColumnElement

from storage.affairs import Affair, Category, searchable
from storage.base import Session
from storage.terms import Term

# An index of three letters each knows nothing of shorter words.
_TRIGRAM = 3
# Scripts that put no space between words (Chinese, Japanese, Korean, Thai and their like): what
# PostgreSQL takes for a word there is a whole sentence.
_UNSPACED = re.compile("[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u2e80-\ud7af\uf900-\ufaff]")
_FOUND = table("affair_words", column("rowid"))


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which entries: of a category, of a term by the school's clock, with all of these words."""

    zone: ZoneInfo
    category: Category | None = None
    term: Term | None = None
    words: str = ""


@dataclass(frozen=True, slots=True)
class Listed:
    """An entry in a list."""

    id: int
    category: Category
    title: str
    at: datetime


async def listed(session: Session, wanted: Wanted, limit: int, skipped: int = 0) -> list[Listed]:
    """So many of the entries that stand, the newest first, after some that are skipped."""
    statement = (
        select(Affair.id, Affair.category, Affair.title, Affair.at)
        .where(text("affairs.withdrawn_at IS NULL AND affairs.replaced_by IS NULL"))
        .order_by(Affair.at.desc(), Affair.id.desc())
        .limit(limit)
        .offset(skipped)
    )
    dialect = session.get_bind().dialect.name
    for each in _conditions(wanted, dialect):
        statement = statement.where(each)
    return [Listed(*row) for row in await session.execute(statement)]


def _conditions(wanted: Wanted, dialect: str) -> list[ColumnElement[bool]]:
    found: list[ColumnElement[bool]] = []
    if wanted.category is not None:
        found.append(Affair.category == wanted.category)
    if wanted.term is not None:
        found.append(Affair.at >= wanted.term.begins(wanted.zone))
        found.append(Affair.at < wanted.term.next.begins(wanted.zone))
    return found + _with_words(searchable(wanted.words).split(), dialect)


def _with_words(words: list[str], dialect: str) -> list[ColumnElement[bool]]:
    """All words in any order: by the index where it knows such words, else letter by letter.

    Nothing but letters and digits is left of what was typed, so that no sign means anything.
    """
    indexed = [each for each in words if _is_indexed(each, dialect)]
    found = [Affair.words.contains(each) for each in words if each not in indexed]
    if not indexed:
        return found
    return [*found, _by_index(indexed, dialect)]


def _is_indexed(word: str, dialect: str) -> bool:
    return len(word) >= _TRIGRAM and (dialect == "sqlite" or not _UNSPACED.search(word))


def _by_index(words: list[str], dialect: str) -> ColumnElement[bool]:
    if dialect == "sqlite":
        asked = " ".join(f'"{each}"' for each in words)
        matches = literal_column("affair_words").op("MATCH")(literal(asked))
        return Affair.id.in_(select(_FOUND.c.rowid).where(matches))
    asked = " & ".join(f"{each}:*" for each in words)
    simple: ColumnElement[str] = literal_column("'simple'")
    vector = func.to_tsvector(simple, Affair.words)
    return vector.op("@@", is_comparison=True)(func.to_tsquery(simple, asked))


async def terms(session: Session, zone: ZoneInfo, now: datetime) -> list[Term]:
    """The terms since the first entry that stands, the newest first."""
    first = await session.scalar(
        select(Affair.at)
        .where(text("affairs.withdrawn_at IS NULL AND affairs.replaced_by IS NULL"))
        .order_by(Affair.at, Affair.id)
        .limit(1)
    )
    newest = Term.of(now.astimezone(zone).date())
    oldest = Term.of(first.astimezone(zone).date()) if first is not None else newest
    return [Term.of_number(each) for each in range(newest.number, oldest.number - 1, -1)]
