"""The arithmetic of a vote: quorum, majorities, run-off and seats, without a database."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

ABSTAIN = "0"
# Where counts are by option although a ballot names several: how many ballots named any.
BALLOTS = "*"


class Kind(StrEnum):
    """How a ballot is written and counted."""

    YES_NO = "yes_no"
    ONE = "one"
    APPROVAL = "approval"
    RANKED = "ranked"
    ELECTION = "election"


# Several options stand on a ballot, all of them alike.
SEVERAL = frozenset({Kind.APPROVAL, Kind.ELECTION})


class Majority(StrEnum):
    """How much a winner needs: the most, more than half, or at least two thirds."""

    SIMPLE = "simple"
    ABSOLUTE = "absolute"
    TWO_THIRDS = "two_thirds"


class Of(StrEnum):
    """What a half or two thirds are taken of; abstentions are no votes cast."""

    CAST = "cast"
    SEATS = "seats"


class Tie(StrEnum):
    """What becomes of a tie: it stands, or the chair decides."""

    STANDS = "stands"
    CHAIR = "chair"


class End(StrEnum):
    """How a vote came out."""

    DECIDED = "decided"
    REJECTED = "rejected"
    NO_QUORUM = "no_quorum"
    TIE = "tie"


@dataclass(frozen=True)
class Rules:
    """A vote's rules; quorum is the least share of seats that must vote, in percent."""

    quorum: int = 50
    majority: Majority = Majority.SIMPLE
    of: Of = Of.CAST
    tie: Tie = Tie.STANDS


@dataclass(frozen=True)
class Figures:
    """Votes by option, and how many seats there are, voted and abstained."""

    votes: Mapping[int, int]
    seats: int
    voted: int
    abstained: int

    @property
    def cast(self) -> int:
        """Ballots that chose something."""
        return self.voted - self.abstained


@dataclass(frozen=True)
class Outcome:
    """How it came out: winners are sure, tied ones contend for what is left."""

    kind: End
    winners: tuple[int, ...]
    tied: tuple[int, ...]
    figures: Figures
    rounds: tuple[Mapping[int, int], ...] = ()


def decide(
    kind: Kind,
    options: Sequence[int],
    counts: Mapping[str, int],
    seats_total: int,
    rules: Rules,
    n_seats: int = 1,
    gone: Collection[int] = (),
) -> Outcome:
    """The outcome of counts by choice ("3", "2,5", "2>5>1", "0" to abstain).

    With BALLOTS among them, they are by option where a ballot names several. The first option of
    a yes/no vote is the yes. Who is `gone` is not elected: who comes next is. Raises ValueError at
    a choice that names what is not on the ballot, twice the same, or at more ballots than seats.
    """
    ballots = [
        (_chosen(options, choice), count)
        for choice, count in counts.items()
        if count and choice != BALLOTS
    ]
    figures = _figures(kind, options, ballots, counts.get(BALLOTS), seats_total)
    if not figures.voted or figures.voted * 100 < rules.quorum * seats_total:
        return Outcome(End.NO_QUORUM, (), (), figures)
    if kind is Kind.YES_NO:
        return _yes_no(options, figures, rules)
    if kind is Kind.RANKED:
        return _ranked(options, ballots, figures, rules)
    return _most(figures, rules, n_seats if kind is Kind.ELECTION else 1, gone)


def _figures(
    kind: Kind,
    options: Sequence[int],
    ballots: Sequence[tuple[tuple[int, ...], int]],
    cast: int | None,
    seats_total: int,
) -> Figures:
    """Votes by option; `cast` is how many ballots chose something, where these are none."""
    abstained = sum(count for chosen, count in ballots if not chosen)
    if cast is None:
        cast = sum(count for chosen, count in ballots if chosen)
    votes = dict.fromkeys(options, 0)
    for chosen, count in ballots:
        for option in chosen[:1] if kind is Kind.RANKED else chosen:
            votes[option] += count
    most = max([*votes.values(), cast])
    if most > cast or cast + abstained > seats_total or any(count < 0 for _, count in ballots):
        raise ValueError("more ballots than seats")
    return Figures(votes, seats_total, cast + abstained, abstained)


def enough(count: int, figures: Figures, rules: Rules) -> bool:
    """Whether so many votes reach the majority; a simple one only asks for the most."""
    whole = figures.seats if rules.of is Of.SEATS else figures.cast
    if rules.majority is Majority.ABSOLUTE:
        return count * 2 > whole
    if rules.majority is Majority.TWO_THIRDS:
        return count > 0 and count * 3 >= whole * 2
    return count > 0


def _chosen(options: Sequence[int], choice: str) -> tuple[int, ...]:
    if choice == ABSTAIN:
        return ()
    named = {str(option): option for option in options}
    parts = choice.replace(">", ",").split(",")
    if len(set(parts)) != len(parts) or not set(parts) <= named.keys():
        raise ValueError("not on the ballot")
    return tuple(named[part] for part in parts)


def _yes_no(options: Sequence[int], figures: Figures, rules: Rules) -> Outcome:
    yes, no = options
    for_it, against = figures.votes[yes], figures.votes[no]
    if for_it > against and enough(for_it, figures, rules):
        return Outcome(End.DECIDED, (yes,), (), figures)
    # Half and half is a tie only where the most would do; a higher bar was simply missed.
    if for_it == against > 0 and rules.majority is Majority.SIMPLE:
        return Outcome(End.TIE, (), (yes, no), figures)
    return Outcome(End.REJECTED, (), (), figures)


def _most(figures: Figures, rules: Rules, places: int, gone: Collection[int]) -> Outcome:
    left = {o: n for o, n in figures.votes.items() if o not in gone}
    able = {o: n for o, n in left.items() if enough(n, figures, rules)}
    if not able:
        return Outcome(End.REJECTED, (), (), figures)
    order = sorted(able, key=lambda option: -able[option])
    if len(order) <= places:
        return Outcome(End.DECIDED, tuple(order), (), figures)
    last = able[order[places - 1]]
    sure = tuple(option for option in order if able[option] > last)
    level = tuple(option for option in order if able[option] == last)
    if len(sure) + len(level) > places:
        return Outcome(End.TIE, sure, level, figures)
    return Outcome(End.DECIDED, sure + level, (), figures)


def _ranked(
    options: Sequence[int],
    ballots: Sequence[tuple[tuple[int, ...], int]],
    figures: Figures,
    rules: Rules,
) -> Outcome:
    standing, rounds = set(options), list[Mapping[int, int]]()
    while True:
        now = _firsts(options, standing, ballots)
        rounds.append(now)
        best = max(now, key=lambda option: now[option])
        won = now[best] * 2 > sum(now.values())
        if won and (enough(now[best], figures, rules) or len(standing) <= 2):
            kind = End.DECIDED if enough(now[best], figures, rules) else End.REJECTED
            winners = (best,) if kind is End.DECIDED else ()
            return Outcome(kind, winners, (), figures, tuple(rounds))
        out = _weakest(rounds)
        if out == standing:
            tied = tuple(now) if any(now.values()) else ()
            kind = End.TIE if tied else End.REJECTED
            return Outcome(kind, (), tied, figures, tuple(rounds))
        standing -= out


def _firsts(
    options: Sequence[int], standing: set[int], ballots: Sequence[tuple[tuple[int, ...], int]]
) -> Mapping[int, int]:
    votes = {option: 0 for option in options if option in standing}
    for chosen, count in ballots:
        first = next((option for option in chosen if option in standing), None)
        if first is not None:
            votes[first] += count
    return votes


def _weakest(rounds: Sequence[Mapping[int, int]]) -> set[int]:
    """Who goes out: the fewest votes now, then in the round before, and so on back.

    Who is level in every round goes out together, so that no place on the card decides.
    """
    level = set(rounds[-1])
    for votes in reversed(rounds):
        least = min(votes[option] for option in level)
        level = {option for option in level if votes[option] == least}
    return level
