"""What the cards of votes say, their buttons, and the names under which posts carry them."""

from __future__ import annotations

from typing import Protocol

from handlers.kit import buttons
from handlers.kit.card import Button, Text, join
from handlers.kit.forms.steps import in_rows
from handlers.kit.lengths import label as fitted
from handlers.kit.texts import Texts, lines
from storage import tallies
from storage.tallies import End, Kind, Outcome, Rules, Tie
from storage.votes import Eligible, Option, Snapshot

CARD = "votes.vote"  # where it is voted
AUTHOR = "vote_changes.author"  # what its author and the chair can do about it
OUTCOME = "vote_outcomes.outcome"  # how it came out
PLANNED = "elections.planned"  # what the author of an election can do before it opens
PLAN = "vote_plans.planned"  # what is planned, and what can be done until it opens
ABSTAIN = int(tallies.ABSTAIN)
# Of more seats the card shows numbers only: a message holds 4096 characters.
NAMED_UP_TO = 40
# As much of a name as has a number behind it on a button.
_ALIKE = 24


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
    """What stands on an option's button; of candidates of one name, which of them it is."""
    if one.kind == Kind.ELECTION:
        return _name(one, option, texts)
    if option.text is not None:
        return option.text
    return texts.plain("vote-yes" if option == one.options[0] else "vote-no")


def _name(one: Snapshot, option: Option, texts: Texts) -> str:
    if option.text is None:
        return texts.plain("vote-nobody-any-more")
    alike = [each.id for each in one.options if each.text == option.text]
    if len(alike) < 2:
        return option.text
    number = alike.index(option.id) + 1
    return texts.plain("vote-alike", name=fitted(option.text, _ALIKE), number=number)


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
        Button(fitted(label(one, each, texts)), buttons.pack(Tap(one.id, each.id)))
        for each in one.options
        if one.kind != Kind.ELECTION or each.person_id is not None
    ]
    found.append(Button(texts.plain("vote-abstain"), buttons.pack(Tap(one.id, ABSTAIN))))
    if not several(one):
        return in_rows(found)
    cast = Button(texts.plain("vote-cast"), buttons.pack(Cast(one.id)), style="primary")
    return [*in_rows(found), [cast]]


class Titled(Protocol):
    """What the title of a card is made of."""

    @property
    def vote(self) -> Snapshot: ...  # noqa: D102
    @property
    def author(self) -> str | None: ...  # noqa: D102
    @property
    def classes(self) -> tuple[str, ...]: ...  # noqa: D102


def title(view: Titled, texts: Texts) -> Text:
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
        tie = texts("vote-tie", options=labels(one, outcome.tied, texts))
        return lines(_chosen(one, outcome, texts) if outcome.winners else None, tie)
    if outcome.kind == End.REJECTED:
        return texts("vote-rejected", named=int(one.kind != Kind.YES_NO))
    if one.kind == Kind.YES_NO:
        return texts("vote-decided")
    return _chosen(one, outcome, texts)


def _chosen(one: Snapshot, outcome: Outcome, texts: Texts) -> Text:
    elected = int(one.kind == Kind.ELECTION)
    return texts("vote-chosen", options=labels(one, outcome.winners, texts), elected=elected)


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
    by_chair = any(each.by_chair for each in one.options) and outcome.kind != End.TIE
    return lines(
        result(one, outcome, texts),
        texts("vote-by-chair") if by_chair else None,
        *_elected(one, outcome, texts),
        *_figures(one, outcome, texts),
        rule(one, texts).styled("italic"),
    )


def _elected(one: Snapshot, outcome: Outcome, texts: Texts) -> list[Text]:
    """Whom it passed over since they left, what stays vacant, and what comes with it."""
    if one.kind != Kind.ELECTION or outcome.kind == End.NO_QUORUM:
        return []
    told = []
    gone = tuple(each.id for each in one.options if each.gone and each.text is not None)
    if gone:
        told.append(texts("vote-gone", names=labels(one, gone, texts)))
    vacant = one.places - len(outcome.winners)
    if outcome.kind == End.DECIDED and vacant:
        told.append(texts("vote-vacant", count=vacant))
    if outcome.kind == End.DECIDED and one.for_seat:
        told.append(texts("vote-has-seat", name=labels(one, outcome.winners, texts)))
    return told
