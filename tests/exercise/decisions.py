"""What was decided is looked up: by page, by words, of one committee, and to print."""

from __future__ import annotations

from handlers.decisions import All, AsFile, Committees, Of, Page, Search
from tests.exercise import At, step


@step("decisions are looked up, and sent as minutes")
async def looked_up(at: At) -> None:
    head = at.life.head
    await at.types(head, "/decisions")
    await at.presses(head, Page)
    await at.presses(head, Search)
    await at.types(head, "decided")
    await at.presses(head, All)
    await at.presses(head, Committees)
    await at.presses(head, Of)
    await at.presses(head, Committees)
    await at.types(head, "1A")
    await at.presses(head, AsFile)
    await head.private.wait(lambda m: m.media_kind == "document")
