"""What concerns oneself: what waits for an answer, and what one can do here."""

from __future__ import annotations

from handlers.kit.card import Text, card
from handlers.kit.feature import Command, Feature, Where
from handlers.kit.roles import Can, may
from handlers.kit.texts import lines, paragraphs
from handlers.kit.turn import Turn

feature = Feature("my")


@feature.command("my", Can.ANYTHING_OPEN)
async def my(turn: Turn) -> None:
    """Everything that waits for one's answer, with its buttons."""
    waiting = [item for listed in turn.registry.waiting for item in await listed(turn)]
    if not waiting:
        turn.say("my-nothing")
        return
    turn.say("my-waiting", count=len(waiting))
    for item in waiting:
        turn.show(item)


@feature.command("help", Can.ANYTHING_OPEN)
async def help_(turn: Turn) -> None:
    """The commands that one may use, where they work."""
    mine = [
        each
        for each in turn.registry.commands.values()
        if each.listed and may(turn.actor, each.shown, None)
    ]
    private = [each for each in mine if each.where != Where.GROUP]
    group = [each for each in mine if each.where == Where.GROUP]
    turn.show(
        card(
            paragraphs(
                turn.texts("help-title", school=turn.school.name),
                _listed(turn, private),
                turn.texts("help-group") if group else None,
                _listed(turn, group) if group else None,
            )
        )
    )


def _listed(turn: Turn, commands: list[Command]) -> Text:
    return lines(
        *(
            turn.texts(
                "help-line", command=f"/{each.name}", what=turn.texts(f"command-{each.name}")
            )
            for each in commands
        )
    )
