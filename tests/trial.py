"""A form with every kind of step, for tests: a stall at the school fair."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from fluent.runtime import FluentResource

from handlers.kit import forms
from handlers.kit.card import Card, Text, card
from handlers.kit.feature import Feature
from handlers.kit.forms import Answers, Option
from handlers.kit.roles import Can
from handlers.kit.texts import bundle
from handlers.kit.turn import Turn

feature = Feature("trial")
# What was sent, with whose hand.
SENT: list[dict[str, Any]] = []

TEXTS = """
trial-form-title = New stall
trial-form-sent = Your stall stands.
trial-what = What do you sell?
trial-what-short = Goods
trial-price = How many cents is it?
trial-price-short = Price
trial-warm = Is it warm?
trial-warm-short = Warm
trial-name = What is it called?
trial-name-short = Name
trial-pictures = Send pictures of it.
trial-pictures-short = Pictures
trial-opens = When does it open?
trial-opens-short = Opens
trial-no = Nobody sells { $name }.
"""


async def _goods(turn: Turn, answers: Answers) -> list[Option]:
    return [Option("cake", "Cake"), Option("soup", "Soup"), Option("lots", "Lots")]


async def _named(turn: Turn, answer: Any, answers: Answers) -> None:
    if answer["plain"] == "Stones":
        turn.refuse("trial-no", name=answer["plain"])


async def _ready(turn: Turn, answers: Answers) -> Text:
    return turn.texts("trial-form-title")


async def _preview(turn: Turn, answers: Answers) -> Card:
    return card(" ".join(f"{key}={answers[key]}" for key in answers if key != "pictures"))


async def _send(turn: Turn, answers: Answers) -> None:
    SENT.append(answers)


STALL = feature.form(
    forms.Form(
        "trial",
        Can.ANYTHING_OPEN,
        steps=(
            forms.Choice("what", "trial-what", _goods),
            forms.Number("price", "trial-price", least=10, most=500, quick=(50, 100)),
            forms.YesNo("warm", "trial-warm", applies=lambda answers: answers["what"] == "soup"),
            forms.Words("name", "trial-name", optional=True, check=_named),
            forms.Files("pictures", "trial-pictures", optional=True, most=3),
            forms.Moment("opens", "trial-opens"),
        ),
        ready=_ready,
        preview=_preview,
        send=_send,
    )
)


@feature.command("stall", Can.ANYTHING_OPEN, listed=False)
async def stall(turn: Turn) -> None:
    """Asks for a stall; `/stall soup` says a part of it already."""
    said = turn.message.text.plain
    await forms.begin(turn, STALL, {"what": said} if said else None)


def speak() -> None:
    """Teaches the trial's texts to the bot; a second time changes nothing."""
    for language in ("en", "zh-CN"):
        if not bundle(language).has_message("trial-form-title"):
            bundle(language).add_resource(FluentResource(TEXTS))


def opens(answers: Answers) -> datetime:
    """When the stall that was sent opens."""
    return datetime.fromisoformat(answers["opens"]).astimezone(UTC)
