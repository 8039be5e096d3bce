"""The arithmetic of votes, against properties and published examples."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from storage.tallies import BALLOTS, SEVERAL, End, Kind, Majority, Of, Rules, decide

# Wikipedia, "Instant-runoff voting": the capital of Tennessee, in percent of voters.
MEMPHIS, NASHVILLE, CHATTANOOGA, KNOXVILLE = 1, 2, 3, 4
TENNESSEE = {"1>2>3>4": 42, "2>3>4>1": 26, "3>4>2>1": 15, "4>3>2>1": 17}


def test_the_capital_of_tennessee_is_knoxville_by_run_off() -> None:
    outcome = decide(Kind.RANKED, [1, 2, 3, 4], TENNESSEE, 100, Rules())
    assert (outcome.kind, outcome.winners) == (End.DECIDED, (KNOXVILLE,))
    assert outcome.rounds == (
        {MEMPHIS: 42, NASHVILLE: 26, CHATTANOOGA: 15, KNOXVILLE: 17},
        {MEMPHIS: 42, NASHVILLE: 26, KNOXVILLE: 32},
        {MEMPHIS: 42, KNOXVILLE: 58},
    )


# rangevoting.org/Burlington.html: the mayor of Burlington, Vermont, in 2009, whom neither the most
# first votes nor a comparison two by two would have chosen. Whom hardly anybody chose is left out.
MONTROLL, KISS, WRIGHT = 1, 2, 3
BURLINGTON = {
    "1>2>3": 1332, "1>3>2": 767, "1": 455,
    "2>1>3": 2043, "2>3>1": 371, "2": 568,
    "3>1>2": 1513, "3>2>1": 495, "3": 1289,
}  # fmt: skip


def test_the_mayor_of_burlington_is_kiss_by_run_off() -> None:
    outcome = decide(Kind.RANKED, [1, 2, 3], BURLINGTON, sum(BURLINGTON.values()), Rules())
    assert (outcome.kind, outcome.winners) == (End.DECIDED, (KISS,))
    assert outcome.rounds == (
        {MONTROLL: 2554, KISS: 2982, WRIGHT: 3297},
        {KISS: 4314, WRIGHT: 4064},
    )


def test_a_run_off_that_is_level_throughout_is_a_tie() -> None:
    outcome = decide(Kind.RANKED, [1, 2], {"1>2": 5, "2>1": 5}, 10, Rules())
    assert (outcome.kind, outcome.tied) == (End.TIE, (1, 2))


def test_the_last_seat_between_equals_is_a_tie_and_the_others_are_sure() -> None:
    counts = {"1,2": 4, "1,3": 4, "4": 1}
    outcome = decide(Kind.ELECTION, [1, 2, 3, 4], counts, 9, Rules(), n_seats=2)
    assert (outcome.kind, outcome.winners, outcome.tied) == (End.TIE, (1,), (2, 3))


@pytest.mark.parametrize("choice", ["9", "1,1", "1>1", "x", ""])
def test_what_is_not_on_the_ballot_is_refused(choice: str) -> None:
    with pytest.raises(ValueError, match="not on the ballot"):
        decide(Kind.APPROVAL, [1, 2], {choice: 1}, 5, Rules())


@pytest.mark.parametrize(
    ("majority", "of", "yes", "no", "seats", "end"),
    [
        (Majority.ABSOLUTE, Of.SEATS, 5, 2, 10, End.REJECTED),
        (Majority.ABSOLUTE, Of.SEATS, 6, 2, 10, End.DECIDED),
        (Majority.TWO_THIRDS, Of.CAST, 6, 3, 10, End.DECIDED),
        (Majority.TWO_THIRDS, Of.CAST, 5, 3, 10, End.REJECTED),
        (Majority.TWO_THIRDS, Of.SEATS, 6, 0, 9, End.DECIDED),
    ],
)
def test_exactly_half_is_too_little_and_exactly_two_thirds_are_enough(
    majority: Majority, of: Of, yes: int, no: int, seats: int, end: End
) -> None:
    rules = Rules(50, majority, of)
    assert decide(Kind.YES_NO, [1, 2], {"1": yes, "2": no}, seats, rules).kind is end


SOME = st.integers(0, 40)


@given(SOME, SOME, SOME, SOME, st.integers(0, 100), st.sampled_from(Majority), st.sampled_from(Of))
def test_yes_wins_exactly_by_quorum_and_majority(
    yes: int, no: int, abstained: int, away: int, quorum: int, majority: Majority, of: Of
) -> None:
    voted = yes + no + abstained
    seats = voted + away
    rules = Rules(quorum, majority, of)
    outcome = decide(Kind.YES_NO, [1, 2], {"1": yes, "2": no, "0": abstained}, seats, rules)
    whole = seats if of is Of.SEATS else yes + no
    bar = {Majority.SIMPLE: True, Majority.ABSOLUTE: yes > whole / 2}.get(
        majority, 3 * yes >= 2 * whole
    )
    quorate = voted > 0 and Fraction(voted, seats) >= Fraction(quorum, 100)
    assert (outcome.kind is End.NO_QUORUM) == (not quorate)
    assert (outcome.kind is End.DECIDED) == (quorate and yes > no and bar)
    assert (outcome.kind is End.TIE) == (quorate and yes == no > 0 and majority is Majority.SIMPLE)


BALLOTS_OF_SEVERAL = st.dictionaries(
    st.sets(st.integers(1, 4), min_size=1).map(lambda chosen: ",".join(map(str, sorted(chosen)))),
    st.integers(1, 20),
    min_size=1,
)


@given(BALLOTS_OF_SEVERAL, SOME, st.sampled_from(sorted(SEVERAL)), st.integers(1, 3))
def test_counting_each_option_by_itself_comes_to_the_same(
    counts: dict[str, int], abstained: int, kind: Kind, places: int
) -> None:
    cast = sum(counts.values())
    by_option = {"0": abstained, BALLOTS: cast} | {
        str(option): sum(n for choice, n in counts.items() if str(option) in choice)
        for option in range(1, 5)
    }
    seats = cast + abstained
    one = decide(kind, [1, 2, 3, 4], counts | {"0": abstained}, seats, Rules(), places)
    assert one == decide(kind, [1, 2, 3, 4], by_option, seats, Rules(), places)


@given(BALLOTS_OF_SEVERAL, st.integers(1, 3), st.sets(st.integers(1, 4)))
def test_those_with_the_most_votes_are_elected_and_nobody_who_is_gone(
    counts: dict[str, int], places: int, gone: set[int]
) -> None:
    seats = sum(counts.values())
    found = decide(Kind.ELECTION, [1, 2, 3, 4], counts, seats, Rules(), places, gone)
    votes, winners, tied = found.figures.votes, set(found.winners), set(found.tied)
    able = {option for option in votes if votes[option] and option not in gone}
    assert winners | tied <= able
    assert all(votes[one] > votes[other] for one in winners for other in tied)
    assert all(votes[one] >= votes[other] for one in winners for other in able - winners - tied)
    if found.kind is End.TIE:
        assert len({votes[each] for each in tied}) == 1
        assert len(winners) < places < len(winners) + len(tied)
    else:
        assert len(winners) == min(places, len(able))


RANKINGS = st.dictionaries(
    st.permutations([1, 2, 3, 4]).flatmap(
        lambda order: st.integers(1, 4).map(lambda n: ">".join(map(str, order[:n])))
    ),
    st.integers(1, 20),
    min_size=1,
)


@given(RANKINGS, st.permutations([1, 2, 3, 4]))
def test_no_place_on_the_card_decides_a_run_off(counts: dict[str, int], order: list[int]) -> None:
    seats = sum(counts.values())
    one = decide(Kind.RANKED, [1, 2, 3, 4], counts, seats, Rules())
    other = decide(Kind.RANKED, order, counts, seats, Rules())
    assert (one.kind, one.winners, set(one.tied)) == (other.kind, other.winners, set(other.tied))
    firsts = one.rounds[0]
    for option, votes in firsts.items():
        if votes * 2 > sum(firsts.values()):
            assert one.winners == (option,)
