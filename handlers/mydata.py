"""What is stored about oneself, as a file."""

from __future__ import annotations

import json
from dataclasses import asdict
from datetime import UTC, datetime
from typing import Any

from handlers.kit.card import Upload
from handlers.kit.composing import Compose, Composed, Composing, Making
from handlers.kit.feature import Feature, Where
from handlers.kit.roles import Can
from handlers.kit.turn import Turn
from storage import mydata

feature = Feature("mydata")

FILE = "mydata.file"


@feature.command("mydata", Can.ANYTHING_OPEN, Where.PRIVATE)
async def ask(turn: Turn) -> None:
    """The file is made after the commit: it reads every table, and nobody should wait for that."""
    shown = asdict(turn.user)
    del shown["is_bot"]
    user_id, language = turn.user.user_id, turn.texts.language
    turn.errands.append(Compose(FILE, user_id, language, note=json.dumps(shown)))


@feature.composes(FILE)
async def file(composing: Composing) -> Making:
    """All that is stored about the person, with what Telegram has just shown of them."""
    stored = await mydata.of_user(composing.session, composing.errand.user_id)
    shown = json.loads(composing.errand.note)

    async def make() -> Composed:
        data = document(stored, composing.school.name, composing.now, shown)
        return Composed(composing.texts("mydata-file"), (Upload("my-data.json", data),))

    return make


def document(
    stored: dict[str, Any], school: str, now: datetime, shown: dict[str, Any] | None = None
) -> bytes:
    """What is stored about somebody as JSON, with what Telegram `shown` of them just now."""
    said: dict[str, Any] = {
        "school": school,
        "made_at": now.astimezone(UTC).isoformat(timespec="seconds").replace("+00:00", "Z"),
    }
    if shown is not None:
        said["telegram_shows"] = shown
    return json.dumps(said | {"stored": stored}, ensure_ascii=False, indent=2).encode()
