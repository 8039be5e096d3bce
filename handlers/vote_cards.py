"""What the cards of votes say, their buttons, and the names under which posts carry them."""

from __future__ import annotations

from handlers.kit import buttons
from handlers.kit.card import Button, Text, join
from handlers.kit.forms.steps import in_rows
from handlers.kit.texts import Texts, lines
from storage import tallies
from storage.tallies import End, Kind, Outcome, Rules, Tie
from storage.vote_views import CardView
from storage.votes import Eligible, Option, Snapshot

CARD = "votes.vote"  # where it is voted
AUTHOR = "vote_changes.author"  # what its author and the chair can do about it
OUTCOME = "vote_outcomes.outcome"  # how it came out
ABSTAIN = int(tallies.ABSTAIN)
# Of more seats the card shows numbers only: a message holds 4096 characters.
NAMED_UP_TO = 40


@buttons.button("vot")
class Tap:
    """This option, or (0) none of them."""

    subject_id: int
    option_id: int


@buttons.button("vok")
class Cast:
    """What was chosen is my ballot."""

    subject_id: int


@buttons.button("vom")
class Show:
    """Show the card by which a vote is looked after."""

    subject_id: int


@buttons.button("vop")
class Open:
    """Show the vote here, to vote."""

    subject_id: int


@buttons.button("vod")
class Decide:
    """The chair decides the tie so."""

    subject_id: int
    option_id: int


def label(one: Snapshot, option: Option, texts: Texts) -> str:
    """What stands on an option's button."""
    if option.text is not None:
        return option.text
    return texts.plain("vote-yes" if option == one.options[0] else "vote-no")


def labels(one: Snapshot, ids: tuple[int, ...], texts: Texts) -> str:
    """Several of the options, as in a sentence."""
    found = [label(one, each, texts) for id_ in ids if (each := one.option(id_))]
    return texts.listing(found) if found else ""


def several(one: Snapshot) -> bool:
    """Whether a ballot takes more than one tap, and so one more to cast it."""
    return one.kind in (Kind.APPROVAL, Kind.RANKED) or one.places > 1


def ballot(one: Snapshot, texts: Texts) -> list[list[Button]]:
    """A button for each option, and one to abstain; one to cast what several taps chose."""
    found = [
        Button(label(one, each, texts), buttons.pack(Tap(one.id, each.id))) for each in one.options
    ]
    found.append(Button(texts.plain("vote-abstain"), buttons.pack(Tap(one.id, ABSTAIN))))
    if not several(one):
        return in_rows(found)
    cast = Button(texts.plain("vote-cast"), buttons.pack(Cast(one.id)), style="primary")
    return [*in_rows(found), [cast]]


def title(view: CardView, texts: Texts) -> Text:
    """What is voted on, whose vote it is, and who called it."""
    one = view.vote
    of_school = one.eligible == Eligible.SEATS
    return texts(
        "vote-title",
        title=one.title,
        whose=texts.plain("vote-school") if of_school else texts.classes(view.classes),
        author=view.author or texts.school.name,
    )


def rule(one: Snapshot, texts: Texts) -> Text:
    """The rules that a vote has, with how many seats must vote."""
    rules = Rules(one.quorum, one.majority, one.majority_of, one.tie)
    return rule_lines(rules, texts, needed=needed(one), seats=one.seats)


def rule_lines(rules: Rules, texts: Texts, *, needed: int = 0, seats: int = 0) -> Text:
    """The quorum, the majority, and what becomes of a tie; without `seats` in percent only."""
    return lines(
        texts("vote-quorum", percent=rules.quorum, needed=needed, seats=seats),
        texts("vote-majority", majority=rules.majority, of=rules.of),
        texts("vote-chair-decides") if rules.tie == Tie.CHAIR else None,
    )


def needed(one: Snapshot) -> int:
    """How many seats must vote: the quorum, rounded up, and one at least."""
    return max(1, -(-one.quorum * one.seats // 100))


def result(one: Snapshot, outcome: Outcome, texts: Texts) -> Text:
    """How it came out, in a line."""
    if outcome.kind == End.NO_QUORUM:
        voted = outcome.figures.voted
        return texts("vote-no-quorum", voted=voted, seats=one.seats, needed=needed(one))
    if outcome.kind == End.TIE:
        return texts("vote-tie", options=labels(one, outcome.tied, texts))
    if outcome.kind == End.REJECTED:
        return texts("vote-rejected", named=int(one.kind != Kind.YES_NO))
    if one.kind == Kind.YES_NO:
        return texts("vote-decided")
    return texts("vote-chosen", options=labels(one, outcome.winners, texts))


def figures(one: Snapshot, outcome: Outcome, texts: Texts) -> Text:
    """How often what was voted, in a line; of a run-off its rounds."""
    return join(_figures(one, outcome, texts), " · ")


def _figures(one: Snapshot, outcome: Outcome, texts: Texts) -> list[Text]:
    found = outcome.figures
    counts = [(label(one, each, texts), found.votes.get(each.id, 0)) for each in one.options]
    if outcome.rounds:
        counts = []  # the first round says them
    counts.append((texts.plain("vote-abstain"), found.abstained))
    told = [texts("vote-count", option=option, count=count) for option, count in counts]
    voted = texts("vote-voted", voted=found.voted, seats=one.seats)
    return [*_rounds(one, outcome, texts), *told, voted]


def _rounds(one: Snapshot, outcome: Outcome, texts: Texts) -> list[Text]:
    """A line for each round of a run-off: who was still in it, with how many votes."""
    told = []
    for number, votes in enumerate(outcome.rounds, 1):
        left = [each for each in one.options if each.id in votes]
        counts = [f"{label(one, each, texts)} {votes[each.id]}" for each in left]
        told.append(texts("vote-round", number=number, counts=texts.listing(counts)))
    return told


def statement(one: Snapshot, outcome: Outcome, texts: Texts) -> Text:
    """How it came out, with the figures and the rule."""
    by_chair = one.chair_choice in outcome.tied if outcome.kind != End.TIE else False
    return lines(
        result(one, outcome, texts),
        texts("vote-by-chair") if by_chair else None,
        *_figures(one, outcome, texts),
        rule(one, texts).styled("italic"),
    )
