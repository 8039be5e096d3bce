"""To be forgotten: what would go and what would stay is said first, then a tap does it."""

from __future__ import annotations

from handlers.kit import buttons, unwritten
from handlers.kit.card import Button, Text, card
from handlers.kit.composing import Farewell
from handlers.kit.feature import Feature, Where
from handlers.kit.roles import Can
from handlers.kit.texts import Texts, lines, paragraphs
from handlers.kit.turn import ShowMenu, Strip, Turn
from storage import forgetting, letter_hidden
from storage.forgetting import Foreseen, Forgotten

feature = Feature("forgetting")

# Seconds for which the question stands: what cannot be undone is not done by an old button.
STANDS = 3600


@buttons.button("fgm")
class Forget:
    """Forget me; `asked` is when the question was put, in seconds since 1970."""

    asked: int


@buttons.button("fgk")
class Keep:
    """Forget nothing."""


@feature.command("forgetme", Can.ANYTHING_OPEN, Where.PRIVATE)
async def ask(turn: Turn) -> None:
    """Says what it would mean, and asks."""
    foreseen = await forgetting.foresee(turn.session, turn.user.user_id)
    texts, asked = turn.texts, int(turn.now.timestamp())
    yes = Button(texts.plain("forgetme-button"), buttons.pack(Forget(asked)), style="danger")
    no = Button(texts.plain("forgetme-keep-button"), buttons.pack(Keep()))
    turn.show(
        card(
            paragraphs(
                texts("forgetme-asks"),
                lines(*_what(texts, foreseen)),
                texts("forgetme-elsewhere"),
                texts("forgetme-final"),
            ),
            [yes],
            [no],
        )
    )


def _what(texts: Texts, foreseen: Foreseen) -> list[Text]:
    """A line for each thing that goes or stays, where there is one."""
    if not foreseen.known:
        return [texts("forgetme-only-chat")]
    children = {
        "forgetme-children": foreseen.erased,
        "forgetme-shared": foreseen.shared,
        "forgetme-listed": foreseen.listed,
    }
    named = [
        texts(key, names=texts.listing(list(names)), count=len(names))
        for key, names in children.items()
        if names
    ]
    leads = [texts("forgetme-leads")] if foreseen.leads else []
    return [texts("forgetme-erased"), *named, texts("forgetme-answers"), *leads]


@feature.button(Forget, Can.ANYTHING_OPEN)
async def forget(turn: Turn) -> None:
    """It is done, all at once; the last word leaves nothing here."""
    if not 0 <= turn.now.timestamp() - turn.press.asked <= STANDS:
        turn.refuse("forgetme-older")
    user_id = turn.user.user_id
    unwritten.forget(turn.registry, user_id)
    if turn.school.envelopes is not None:
        await letter_hidden.forget_writer(turn.session, turn.school.envelopes, user_id)
    done = await forgetting.forget(turn.session, user_id, turn.now)
    for tell in turn.registry.forgetting:
        await tell(turn, done)
    _strip(turn)
    turn.errands.append(ShowMenu(user_id))
    turn.errands.append(Farewell(user_id, _farewell(turn.texts, done)))
    turn.toast("forgetme-done")


def _farewell(texts: Texts, done: Forgotten) -> str:
    return paragraphs(
        texts("forgetme-farewell"),
        lines(
            texts("forgetme-counted", count=done.counted) if done.counted else None,
            texts("forgetme-passed", count=done.passed) if done.passed else None,
            texts("forgetme-at-telegram"),
        ),
    ).plain


@feature.button(Keep, Can.ANYTHING_OPEN)
async def keep(turn: Turn) -> None:
    """Nothing happens."""
    _strip(turn)
    turn.toast("forgetme-kept")


def _strip(turn: Turn) -> None:
    """The question is answered: its buttons go."""
    if turn.pressed is not None:
        turn.errands.append(Strip(turn.place.chat_id, turn.pressed))
