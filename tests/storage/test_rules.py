"""Names: what is cleaned, what is refused, what counts as the same."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from storage.rules import Broken, clean, fold, named


def test_a_name_loses_line_breaks_and_what_turns_the_text_around_it() -> None:
    assert clean("  Mia\n\u202eaiM\u202c\t Li\x00  ") == "Mia aiM Li"


def test_a_name_keeps_letters_that_are_joined_by_invisible_ones() -> None:
    assert clean("می\u200cخواهم") == "می\u200cخواهم"


@pytest.mark.parametrize("text", ["", "   ", "🎉", "--", "x" * 41])
def test_a_name_without_a_letter_or_too_long_is_refused(text: str) -> None:
    with pytest.raises(Broken) as broken:
        named(text, 40, "class-name")
    assert (broken.value.rule, broken.value.args_) == ("class-name", {"limit": 40})


def test_case_width_and_spaces_do_not_tell_names_apart() -> None:
    assert fold("Li  WEI") == fold("li wei") == fold("Ｌｉ　Ｗｅｉ")


@given(st.text())
def test_cleaning_and_folding_twice_changes_nothing(text: str) -> None:
    assert clean(clean(text)) == clean(text)
    assert fold(clean(text)) == fold(text)
