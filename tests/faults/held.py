"""A feature whose messages must never come twice: what may have arrived waits for a person."""

from __future__ import annotations

from handlers.kit.card import card, pack
from handlers.kit.feature import Feature
from handlers.kit.roles import Can
from handlers.kit.turn import Turn
from storage import posts
from storage.posts import Policy, Priority

feature = Feature("held")


@feature.command("hold", Can.ANYTHING_OPEN, listed=False)
async def hold(turn: Turn) -> None:
    """`/hold TEXT`: says it in this chat, by the policy `hold`."""
    turn.effects.posts.append(
        posts.row(
            "say",
            turn.place.chat_id,
            turn.texts.language,
            turn.now,
            payload=pack(card(turn.message.text)),
            priority=Priority.ANNOUNCEMENT,
            policy=Policy.HOLD,
        )
    )
