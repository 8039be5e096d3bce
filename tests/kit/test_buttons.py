"""Buttons: packed small, unpacked carefully."""

from __future__ import annotations

from enum import StrEnum

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handlers.kit import buttons
from handlers.kit.buttons import NotAButton, pack, unpack


class Colour(StrEnum):
    """Something to choose from."""

    RED = "red"
    BLUE = "blue"


@buttons.button("tst")
class Painted:
    """A button of this test."""

    subject_id: int
    colour: Colour
    word: str


@given(st.integers(-(2**62), 2**62), st.sampled_from(Colour), st.text("abc", max_size=10))
def test_what_is_packed_is_unpacked(subject_id: int, colour: Colour, word: str) -> None:
    press = Painted(subject_id, colour, word)
    assert unpack(pack(press)) == press


@given(st.text())
def test_what_somebody_made_up_is_no_button(data: str) -> None:
    try:
        press = unpack(data)
    except NotAButton:
        return
    assert pack(press) == data


@pytest.mark.parametrize(
    "data",
    ["", "tst", "tst:", "tst:1:red", "tst:1:green:a", "tst:x:red:a", "tst:01:red:a", "nope:1",
     "tst:1:red:a:b", f"tst:{10**30}:red:a", "tst: 1:red:a", "tst:١:red:a"],
)  # fmt: skip
def test_crafted_data_is_refused(data: str) -> None:
    with pytest.raises(NotAButton):
        unpack(data)


def test_what_would_not_fit_is_never_sent() -> None:
    with pytest.raises(ValueError, match="cannot carry"):
        pack(Painted(1, Colour.RED, "x" * 60))
    with pytest.raises(ValueError, match="cannot carry"):
        pack(Painted(1, Colour.RED, "a:b"))
