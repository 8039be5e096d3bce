"""A text longer than one message: its first parts, and what they show after a change."""

from __future__ import annotations

import hashlib
import json
from dataclasses import replace

import structlog
from telegram import Bot, LinkPreviewOptions

from bot.outcomes import settled
from bot.spans import entities
from handlers.kit.card import Text, join
from handlers.kit.lengths import MAX_CAPTION, clipped, split, utf16_length
from scheduler.ports import Address, Form, Outcome, Refused, Sent

NO_PREVIEW = LinkPreviewOptions(is_disabled=True)
# What stands in a part that is not needed any more and that nobody can take away.
GONE = Text("…")

_log = structlog.get_logger(__name__)


def divided(text: Text, most: int | None = None) -> list[Text]:
    """A text as messages, of which the last has the buttons; where only `most` stand, it is cut."""
    found = split(text) or [text]
    if most is None or len(found) <= most:
        return found
    return [*found[: most - 1], clipped(join(found[most - 1 :]))]


def digest(text: Text) -> str:
    """What tells whether a part shows something else now."""
    written = json.dumps([text.plain, text.packed]).encode()
    return hashlib.blake2b(written, digest_size=8).hexdigest()


def outgrows(text: Text, form: Form) -> bool:
    """Whether a text has no room any more in the messages that stand."""
    if form.caption:
        return utf16_length(text.plain) > MAX_CAPTION
    return len(split(text)) > len(form.parts) + 1


async def show(bot: Bot, to: Address, texts: list[Text], form: Form) -> tuple[Form, int] | Outcome:
    """Makes the first parts of a post show these texts; what is not needed any more is deleted.

    Returns:
        How the post stands then, and how many edits that took; or why it could not be done.
    """
    stand, surplus = form.parts[: len(texts)], [number for number, _ in form.parts[len(texts) :]]
    if surplus:
        deleting = bot.delete_messages(to.chat_id, surplus)
        found = await settled(deleting, "deleteMessages", surplus[0])
        if isinstance(found, Refused):
            _log.info("parts.stay", reason=found.reason)
            stand, texts = form.parts, [*texts, *[GONE] * len(surplus)]
        elif not isinstance(found, Sent):
            return found
    edits, shown = 0, []
    for (number, was), text in zip(stand, texts, strict=True):
        if was != digest(text):
            outcome = await _edit(bot, to, number, text)
            if not isinstance(outcome, Sent):
                return outcome
            edits += 1
        shown.append((number, digest(text)))
    return replace(form, parts=tuple(shown)), edits


async def _edit(bot: Bot, to: Address, message_id: int, text: Text) -> Outcome:
    call = bot.edit_message_text(
        text.plain,
        to.chat_id,
        message_id,
        entities=entities(text) or None,
        link_preview_options=NO_PREVIEW,
    )
    return await settled(call, "editMessageText", message_id)
