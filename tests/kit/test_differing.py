"""What a correction changed, as a reader is told."""

from __future__ import annotations

import time

import pytest

from handlers.kit.differing import difference


@pytest.mark.parametrize(
    ("was", "now", "told"),
    [
        ("Trip on Friday", "Trip on Friday", None),
        ("Trip on Friday", "Trip on Thursday", ("Friday", "Thursday", False)),
        (
            "We meet at 18:30 in room 4. Bring boots.",
            "We meet at 19:00 in room 4. Bring boots.",
            ("18:30", "19:00", False),
        ),
        ("On 3.12. at 18:30", "On 3.12. at 19:30", ("18:30", "19:30", False)),
        ("Bring boots.", "Bring boots. A hat too.", ("", "A hat too.", False)),
        ("Bring boots. A hat too.", "Bring boots.", ("A hat too.", "", False)),
        ("We do meet", "We do not meet", ("We do meet", "We do not meet", False)),
        ("One.\nTwo.\nThree.", "Eins.\nTwo.\nDrei.", ("One", "Eins", True)),
        ("- a\n- b", "- a\n- c\n- b", ("", "- c", False)),
        ("周四春游，请带水壶。", "周五春游，请带水壶。", ("周四", "周五", False)),
        ("明天下午3点开会。", "明天下午4点开会。", ("3点", "4点", False)),
        ("明天开会。请带书。", "后天开会。请带笔。", ("明天", "后天", True)),
    ],
)
def test_a_change_is_told_in_a_few_words(
    was: str, now: str, told: tuple[str, str, bool] | None
) -> None:
    assert difference(was, now) == told


def test_a_long_change_is_cut_and_quickly_found() -> None:
    begun = time.process_time()
    old, new, more = difference("字" * 4000, "词" * 4000) or ("", "", True)
    assert (len(old), len(new), more) == (80, 80, False)
    assert difference("x " * 2000, "y " * 2000) is not None
    assert time.process_time() - begun < 1
