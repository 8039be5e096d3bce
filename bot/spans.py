"""A text's spans as Telegram counts them."""

from __future__ import annotations

from telegram import MessageEntity

from handlers.kit.card import Text
from handlers.kit.lengths import offsets

MAX_ENTITIES = 100  # Telegram leaves out those beyond (limits.tginfo.me)


def entities(text: Text) -> list[MessageEntity]:
    """A text's spans as Telegram counts them, in UTF-16 units (Bot API: MessageEntity).

    Spans are cut to the text, empty ones left out, and at most 100 are given.
    """
    at = offsets(text.plain)
    found = []
    for span in text.spans:
        first = min(max(span.offset, 0), len(text.plain))
        last = min(max(span.offset + span.length, first), len(text.plain))
        if first < last:
            where = {"type": span.kind, "offset": at[first], "length": at[last] - at[first]}
            found.append(MessageEntity.de_json({**span.extra, **where}))
    return found[:MAX_ENTITIES]
