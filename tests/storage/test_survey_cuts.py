"""Which parts of an anonymous survey may be shown: none from which another could be worked out."""

from __future__ import annotations

from itertools import combinations

from hypothesis import given
from hypothesis import strategies as st

from storage.survey_cuts import showable

SIZES = st.dictionaries(st.sampled_from("ABCDEFG"), st.integers(0, 30))


@given(SIZES, st.integers(0, 15), st.integers(2, 12))
def test_no_sum_or_difference_of_what_is_shown_is_about_few(
    sizes: dict[str, int], rest: int, enough: int
) -> None:
    """Whatever parts are taken from the whole, what is left has none or enough."""
    shown = showable(sizes, rest, enough)
    whole = sum(sizes.values()) + rest
    assert all(sizes[part] >= enough for part in shown)
    for count in range(len(shown) + 1):
        for some in combinations(sorted(shown), count):
            left = whole - sum(sizes[part] for part in some)
            assert left == 0 or left >= enough or not shown


def test_a_small_class_hides_the_smallest_of_the_large_ones_too() -> None:
    assert showable({"3A": 12, "3B": 11, "3C": 4}, 0, 10) == {"3A"}
    assert showable({"3A": 12, "3B": 11}, 0, 10) == {"3A", "3B"}
    assert showable({"3A": 15, "3B": 6}, 0, 10) == set()
    assert showable({"3A": 12, "3B": 11}, 1, 10) == {"3A"}
