"""A method in the answer to a posted update (Bot API: making requests when getting updates)."""

import inspect
import time
from typing import TYPE_CHECKING

from bot.sandbox.errors import ApiError, Json
from bot.sandbox.journal import Entry
from bot.sandbox.methods import METHODS

if TYPE_CHECKING:
    from bot.sandbox.town import Town


async def perform(town: "Town", answer: Json) -> None:
    """Do what the answer asks, if anything; the bot is not told what came of it."""
    method = METHODS.get(str(answer.get("method", "")).lower())
    if method is None:
        return
    raw = {name: value for name, value in answer.items() if name != "method"}
    entry = town.journal.add(Entry(town.now(), method.name, raw, time.monotonic(), reply=True))
    try:
        entry.request = method.checked(raw)
        result = method.perform(town, entry.request)
        result = await result if inspect.isawaitable(result) else result
    except ApiError as error:
        entry.status, entry.answer = error.code, error.body()
    else:
        entry.status, entry.answer, entry.applied = 200, {"ok": True, "result": result}, True
    entry.answered = time.monotonic()
    town.bell.ring()
