"""`/committee rules`: the quorum, the majority and the ties of a committee's votes."""

from __future__ import annotations

from handlers.kit import forms
from handlers.kit.card import Card, Text, card
from handlers.kit.feature import Feature
from handlers.kit.forms import Answers, Option
from handlers.kit.roles import Can, classes_where, may, may_in_school_committee
from handlers.kit.texts import lines
from handlers.kit.turn import Turn
from handlers.vote_cards import rule_lines
from storage import classes, committee_rules
from storage.tallies import Majority, Of, Rules, Tie

feature = Feature("committee_rules")

SCHOOL = 0  # in the place of a class: the school committee
# Shares of the seats, in percent; without a quorum whoever votes decides.
QUORUMS = (0, 25, 50, 67, 75, 100)


async def begin(turn: Turn) -> None:
    """Asks for the rules step by step, in private."""
    if not await _committees(turn, {}):
        turn.refuse("refused-right")
    here = turn.place.class_
    own = here is not None and may(turn.actor, Can.VOTE_MANAGE, here.id)
    await forms.begin(turn, RULES, {"committee": here.id} if here is not None and own else None)


async def _committees(turn: Turn, answers: Answers) -> list[Option]:
    where = classes_where(turn.actor, Can.VOTE_MANAGE)
    found = await classes.all_open(turn.session)
    offered = [Option(each.id, each.name) for each in found if where is None or each.id in where]
    if may_in_school_committee(turn.actor, Can.VOTE_MANAGE):
        offered.append(Option(SCHOOL, turn.texts.plain("vote-school")))
    return offered


async def _quorums(turn: Turn, answers: Answers) -> list[Option]:
    return [Option(each, turn.texts.plain("rules-quorum", percent=each)) for each in QUORUMS]


async def _majorities(turn: Turn, answers: Answers) -> list[Option]:
    return [Option(str(each), turn.texts.plain(f"rules-majority-{each}")) for each in Majority]


async def _shares(turn: Turn, answers: Answers) -> list[Option]:
    return [Option(str(each), turn.texts.plain(f"rules-of-{each}")) for each in Of]


async def _ties(turn: Turn, answers: Answers) -> list[Option]:
    return [Option(str(each), turn.texts.plain(f"rules-tie-{each}")) for each in Tie]


def _is_share(answers: Answers) -> bool:
    """The most votes are a share of nothing."""
    return answers.get("majority") not in (None, Majority.SIMPLE)


def _rules(answers: Answers) -> Rules:
    return Rules(
        quorum=answers["quorum"],
        majority=Majority(answers["majority"]),
        of=Of(answers.get("of") or Of.CAST),
        tie=Tie(answers["tie"]),
    )


async def _ready(turn: Turn, answers: Answers) -> Text:
    return turn.texts("rules-form-ready")


async def _preview(turn: Turn, answers: Answers) -> Card:
    """As it will stand on the cards of votes."""
    named = {each.value: each.label for each in await _committees(turn, answers)}
    title = turn.texts("rules-title", committee=named.get(answers["committee"], "–"))
    return card(lines(title, rule_lines(_rules(answers), turn.texts)))


async def _send(turn: Turn, answers: Answers) -> None:
    """They hold for votes that open from now on; the right is asked for once more."""
    place = answers["committee"]
    allowed = (
        may_in_school_committee(turn.actor, Can.VOTE_MANAGE)
        if place == SCHOOL
        else may(turn.actor, Can.VOTE_MANAGE, place)
    )
    if not allowed:
        turn.refuse("refused-right")
    await committee_rules.set_(turn.session, place or None, _rules(answers))


RULES = feature.form(
    forms.Form(
        "rules",
        Can.VOTE_MANAGE,
        steps=(
            forms.Choice("committee", "rules-form-committee", _committees),
            forms.Choice("quorum", "rules-form-quorum", _quorums),
            forms.Choice("majority", "rules-form-majority", _majorities),
            forms.Choice("of", "rules-form-of", _shares, applies=_is_share),
            forms.Choice("tie", "rules-form-tie", _ties),
        ),
        ready=_ready,
        preview=_preview,
        send=_send,
    )
)
