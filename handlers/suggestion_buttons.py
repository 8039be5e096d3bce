"""The buttons of suggestions, for the cards of letters and agendas as well."""

from __future__ import annotations

from handlers.kit import buttons


@buttons.button("sgp")
class Publish:
    """Let families support what this letter suggests, without its writer's name."""

    letter_id: int


@buttons.button("sgt")
class For:
    """For this class, or (0) for the whole school."""

    letter_id: int
    class_id: int


@buttons.button("sgc")
class Consent:
    """Its writer says yes (1) or no; `proof` is a hidden writer's, and "-" one with a name."""

    subject_id: int
    yes: int
    proof: str


@buttons.button("sgm")
class MeToo:
    """My family would like that, too."""

    subject_id: int


@buttons.button("sgs")
class Show:
    """Show me this suggestion, here in private."""

    suggestion_id: int


@buttons.button("sgd")
class Decide:
    """The committee has decided about it."""

    subject_id: int


@buttons.button("sgv")
class VoteOn:
    """The committee votes on it: show me the question first."""

    subject_id: int


@buttons.button("sgw")
class Withdraw:
    """I take back what I suggested; `proof` as for `Consent`."""

    subject_id: int
    proof: str
