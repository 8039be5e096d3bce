"""The database is this process's own: taken at the start, kept, given up with a sentence."""

from __future__ import annotations

import asyncio
from pathlib import Path

import structlog

from bot.inbox import backoff
from bot.intake import Ended
from storage import condition
from storage.base import Database, is_trouble
from storage.hold import Held, Taken, hold

log = structlog.get_logger()


def opened(url: str, keys: Path | None = None) -> Database:
    """The database at an address, with the folder of its keys; nothing is connected to yet.

    Raises:
        Ended: its driver is not installed.
    """
    try:
        return Database.open(url, keys)
    except ModuleNotFoundError as error:
        raise _unusable(error) from error


async def take(url: str) -> Held | None:
    """Makes this process the only one on a database; a server that does not answer is waited for.

    Raises:
        Ended: another process serves it, or it will not be opened (a wrong password, say).
    """
    waited = 0
    while True:
        try:
            return await hold(url)
        except Taken as error:
            raise _taken(error) from None
        except Exception as error:
            if not is_trouble(error):
                raise _unusable(error) from error
            waited += 1
            log.warning("database.unreachable", error=type(error).__name__, waited=waited)
            await asyncio.sleep(backoff(0.2, waited, 5.0))


async def keep(held: Held) -> None:
    """Looks after the possession until it is cancelled.

    Raises:
        Ended: another process has it now, or the database will not be opened any more.
    """
    try:
        await held.keep()
    except Taken as error:
        raise _taken(error) from None
    except Exception as error:
        raise _unusable(error) from error


def _taken(error: Taken) -> Ended:
    return Ended(f"Another process serves the database {error}. Stop that one first.")


def _unusable(error: Exception) -> Exception:
    """A sentence where the database is at fault; anything else is our own mistake."""
    cause = condition.cause(error)
    return error if cause is None else Ended(f"The database cannot be opened: {cause}.")
