"""What somebody left behind has passed to another person, who is told once and may drop it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

from handlers.kit import buttons
from handlers.kit.card import Button, Text, card, pack
from handlers.kit.feature import Ring
from handlers.kit.texts import lines, paragraphs
from storage import chats, people, posts

# The heir is told however late: nobody else looks after it.
GRACE = timedelta(days=7)
# As many buttons as a person reads; what is more stands in the lists of the commands.
LISTED = 12


@buttons.button("pak")
class Keep:
    """All of it stays as it is."""


async def tell_passed(ring: Ring, key: str, entries: Sequence[tuple[Text | str, str]]) -> None:
    """Tells the heir of an alarm (storage.handing_on) what they look after from now on.

    Args:
        ring: the alarm, with "from" and "to" in its arguments.
        key: the text that says it, with `name` (of who was responsible) and `count`.
        entries: a line for each, and the data of the button that drops it.
    """
    heir = await people.get(ring.session, ring.args["to"])
    if not entries or not await chats.open_among(ring.session, [heir.user_id]):
        return
    giver = await people.find(ring.session, ring.args["from"])
    texts = ring.texts(heir.language)
    told = [
        texts("passed-line", number=number, what=what)
        for number, (what, _) in enumerate(entries[:LISTED], 1)
    ]
    drops = [
        Button(texts.plain("passed-drop", number=number), data)
        for number, (_, data) in enumerate(entries[:LISTED], 1)
    ]
    more = len(entries) - len(told)
    said = paragraphs(
        texts(key, name=giver.name if giver else texts.school.name, count=len(entries)),
        lines(*told, texts("passed-more", count=more) if more else None),
        texts("passed-ask"),
    )
    keep = Button(texts.plain("passed-keep"), buttons.pack(Keep()), style="primary")
    rows = [drops[start : start + 3] for start in range(0, len(drops), 3)]
    payload = pack(card(said, [keep], *rows))
    row = posts.row("say", heir.user_id, texts.language, ring.now, payload=payload)
    await posts.queue(ring.session, [row])
