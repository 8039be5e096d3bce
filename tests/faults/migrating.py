"""Brings a database up to date, as the bot does when it starts, in a process that may be killed."""

from __future__ import annotations

import asyncio
import sys
from datetime import UTC, datetime
from pathlib import Path

from storage import schema
from storage.base import Database


async def _upgrade(url: str, migrations: Path) -> None:
    database = Database.open(url)
    try:
        await schema.upgrade(database, datetime.now(UTC), migrations)
    finally:
        await database.close()


# `python -m tests.faults.migrating URL MIGRATIONS`; it says when it begins.
if __name__ == "__main__":
    sys.stdout.write("begun\n")
    sys.stdout.flush()
    asyncio.run(_upgrade(sys.argv[1], Path(sys.argv[2])))
