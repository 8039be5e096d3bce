"""What the bot says: typed text stays typed text."""

from __future__ import annotations

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handlers.kit.card import Text
from handlers.kit.texts import School, Texts, clean, closest

SCHOOL = School("Riverside", ZoneInfo("Europe/Berlin"), ("en", "zh-CN"), "en", "school_bot")
ENGLISH = Texts("en", SCHOOL)
CHINESE = Texts("zh-CN", SCHOOL)


def test_tags_of_a_message_become_spans() -> None:
    said = ENGLISH("welcome-title", name="3B", school="Riverside")
    assert said.plain == "3B · Riverside"
    assert [(s.kind, s.offset, s.length) for s in said.spans] == [("bold", 0, 2)]


@given(st.text())
def test_what_somebody_typed_is_never_markup(typed: str) -> None:
    said = ENGLISH("welcome-title", name=f"<b>{typed}</i>", school=typed)
    assert said.plain == f"{clean(f'<b>{typed}</i>')} · {clean(typed)}"
    assert [s.kind for s in said.spans] == ["bold"]


def test_a_text_with_spans_keeps_them_inside_a_message() -> None:
    said = ENGLISH("start-stranger", name=Text("Ben").styled("italic"), school="R")
    (span,) = said.spans
    assert said.plain[span.offset : span.offset + span.length] == "Ben"


@pytest.mark.parametrize(
    ("count", "english"),
    [(0, "No family has"), (1, "1 family has"), (2, "2 families have"), (21, "21 families have")],
)
def test_plurals(count: int, english: str) -> None:
    assert ENGLISH.plain("welcome-count", families=count).startswith(english)
    assert CHINESE.plain("welcome-count", families=count)


def test_direction_marks_of_others_are_taken_out() -> None:
    assert clean("Ann\u202ea") == "Anna"
    assert clean("ليلى") == "\u2068ليلى\u2069"


def test_each_of_several_names_keeps_its_direction_to_itself() -> None:
    """As one stretch, two names in Arabic would change places."""
    names = ENGLISH.listing(["Tim", "ليلى", "عمر"])
    assert names == "Tim, \u2068ليلى\u2069, and \u2068عمر\u2069"
    assert names in ENGLISH.plain("roster-children", names=names)


def test_moments_are_told_in_the_school_s_zone() -> None:
    when = datetime(2026, 12, 3, 17, 30, tzinfo=UTC)
    assert ENGLISH.moment(when) == "Thu, Dec 3, 2026, 18:30"
    assert CHINESE.moment(when) == "2026年12月3日周四 18:30"


@pytest.mark.parametrize(
    ("wanted", "found"),
    [
        ("en", "en"),
        ("en-GB", "en"),
        ("zh", "zh-CN"),
        ("zh-hans", "zh-CN"),
        ("zh-CN", "zh-CN"),
        ("it", "en"),
        ("", "en"),
        (None, "en"),
    ],
)
def test_the_nearest_language_is_spoken(wanted: str | None, found: str) -> None:
    assert closest(wanted, ("en", "zh-CN"), "en") == found


def test_a_files_size_is_told_in_what_people_know() -> None:
    assert [ENGLISH.size(each) for each in (0, 1, 119_600, 1_234_567)] == [
        "",
        "1 kB",
        "120 kB",
        "1.2 MB",
    ]
    assert CHINESE.size(1_234_567) == "1.2 MB"
