"""Keys at the start: that of hidden letters, read or made, and those of secrets that are open."""

from __future__ import annotations

from pathlib import Path

import structlog

from bot.intake import Ended
from storage import envelopes, letter_hidden, sealed
from storage.base import Database
from storage.cipher import Unsealed
from storage.envelopes import Envelopes, KeyFault

log = structlog.get_logger()

_MISSING = (
    "The key of hidden letters is missing ({file}) and {count} of them are open: they cannot be "
    "answered, and no new ones are taken. Put the file back; if it is lost, close these letters."
)


async def opened(file: Path, database: Database) -> Envelopes | None:
    """What opens the envelopes; None where nobody may be promised to stay hidden.

    A new key is made only where nothing is sealed with another: what was lost is not papered over.

    Raises:
        Ended: the file cannot be used as it is.
    """
    found = find(file)
    async with database.read() as session:
        sealed = await letter_hidden.sealed_ones(session)
    if found is None and sealed:
        log.warning("mailbox.key_missing", said=_MISSING.format(file=file, count=len(sealed)))
        return None
    return found or _made(file)


def find(file: Path) -> Envelopes | None:
    """The key, where there is one; raises Ended where the file cannot be used as it is."""
    try:
        return envelopes.find(file)
    except KeyFault as error:
        raise Ended(str(error)) from error


def _made(file: Path) -> Envelopes | None:
    try:
        made = envelopes.make(file)
    except OSError as error:
        log.warning("mailbox.no_key", file=str(file), error=error.strerror)
        return None
    log.info("mailbox.key_made", file=str(file))
    return made


async def settle(database: Database) -> None:
    """Keys that nothing open needs go, and an open secret without one is given up.

    Raises:
        Ended: their folder, or one of them, cannot be used as it is.
    """
    try:
        await sealed.settle(database)
    except KeyFault as error:
        raise Ended(str(error)) from error


async def lost(file: Path, database: Database) -> tuple[int, int]:
    """How many hidden letters are open, and how many of them the key cannot open.

    Raises:
        KeyFault: the file cannot be used as it is.
    """
    key = envelopes.find(file)
    async with database.read() as session:
        sealed = await letter_hidden.sealed_ones(session)
    return len(sealed), sum(key is None or not _opens(key, each) for each in sealed)


def _opens(key: Envelopes, envelope: tuple[int, str]) -> bool:
    try:
        letter_hidden.opens(key, envelope)
    except Unsealed:
        return False
    return True
