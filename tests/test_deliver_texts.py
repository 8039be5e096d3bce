"""What a card's text and buttons become for Telegram, and how long texts are divided."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from telegram import ForceReply, InlineKeyboardMarkup

from bot.deliver import keyboard
from bot.spans import entities
from handlers.kit.card import Button, Span, Text, card, join
from handlers.kit.lengths import clipped, split, utf16_length

HELLO = card("Hello")


def test_a_question_opens_a_field_for_its_reader_only() -> None:
    asking = keyboard(card("Why?", ask="x" * 80))
    assert asking == ForceReply(selective=True, input_field_placeholder="x" * 64)


def test_a_card_without_rows_has_no_keyboard() -> None:
    assert keyboard(HELLO) is None
    assert isinstance(keyboard(card("x", [Button("Yes", data="y")])), InlineKeyboardMarkup)


def test_spans_are_cut_to_the_text() -> None:
    spans = (Span("bold", -3, 5), Span("italic", 2, 99), Span("code", 9, 4), Span("spoiler", 1, 0))
    found = [(e.type, e.offset, e.length) for e in entities(Text("a😀bc", spans))]
    assert found == [("bold", 0, 3), ("italic", 3, 2)]


def test_at_most_a_hundred_spans_are_given() -> None:
    assert len(entities(Text("x" * 200, tuple(Span("bold", n, 1) for n in range(200))))) == 100


def test_a_span_keeps_its_own_fields() -> None:
    time = Text("noon").styled("date_time", unix_time=1_800_000_000, date_time_format="t")
    link = Text("here").styled("text_link", url="https://example.org")
    found = [entity.to_dict() for entity in entities(join([time, link], " "))]
    assert found == [
        {
            "type": "date_time",
            "offset": 0,
            "length": 4,
            "unix_time": 1_800_000_000,
            "date_time_format": "t",
        },
        {"type": "text_link", "offset": 5, "length": 4, "url": "https://example.org"},
    ]


@pytest.mark.parametrize(
    ("plain", "limit", "parts"),
    [
        ("", 10, []),
        (" \n ", 10, []),
        ("short", 10, ["short"]),
        ("One two.\n\nThree\nfour five", 20, ["One two.", "Three\nfour five"]),
        ("One two\nthree four five", 12, ["One two", "three four", "five"]),
        ("One two. Three four five", 14, ["One two.", "Three four", "five"]),
        ("今天开会。明天上课，请带书。", 8, ["今天开会。", "明天上课，请带书", "。"]),
        ("Pi is 3.14159 or so", 9, ["Pi is", "3.14159", "or so"]),
        ("abcdefghij", 4, ["abcd", "efgh", "ij"]),
        ("😀😀😀", 5, ["😀😀", "😀"]),
        ("ab👩‍👩‍👧cd", 9, ["ab", "👩‍👩‍👧c", "d"]),
        ("a👍🏽👍🏽", 7, ["a👍🏽", "👍🏽"]),
        ("🇩🇪🇫🇷🇮🇹", 10, ["🇩🇪🇫🇷", "🇮🇹"]),
        ("abe\u0301", 3, ["ab", "e\u0301"]),
    ],
)
def test_a_text_is_divided_where_a_reader_would(plain: str, limit: int, parts: list[str]) -> None:
    assert [part.plain for part in split(Text(plain), limit)] == parts


def test_spans_go_with_their_words() -> None:
    parts = split(Text("one ") + Text("two three").styled("bold"), 8)
    assert parts == [
        Text("one two", (Span("bold", 4, 3),)),
        Text("three", (Span("bold", 0, 5),)),
    ]


letters = st.text(
    st.sampled_from("ab .。\n\t😀🇩👩👍🏽\u200d\u0301你") | st.characters(codec="utf-8")
)


@st.composite
def texts(draw: Callable[..., Any]) -> Text:
    plain = draw(letters)
    places = st.integers(0, len(plain))
    spans = draw(st.lists(st.builds(Span, st.sampled_from(["bold", "code"]), places, places)))
    return Text(plain, tuple(s for s in spans if s.length and s.offset + s.length <= len(plain)))


def styled_letters(parts: list[Text]) -> list[tuple[str, tuple[str, ...]]]:
    """Each letter that is not white space, with what it is under."""
    return [
        (letter, tuple(s.kind for s in part.spans if s.offset <= at < s.offset + s.length))
        for part in parts
        for at, letter in enumerate(part.plain)
        if not letter.isspace()
    ]


@given(texts(), st.integers(2, 30))
def test_splitting_loses_nothing_and_fits(text: Text, limit: int) -> None:
    parts = split(text, limit)
    assert all(0 < utf16_length(part.plain) <= limit for part in parts)
    assert styled_letters(parts) == styled_letters([text])
    assert all(part.plain == part.plain.strip() for part in parts)


@given(texts(), st.integers(3, 30))
def test_a_clipped_text_fits_and_says_that_it_is_clipped(text: Text, limit: int) -> None:
    short = clipped(text, limit)
    assert utf16_length(short.plain) <= limit
    if short != text:
        assert short.plain.endswith("…")
        assert text.plain.startswith(short.plain[:-1])


@given(texts())
def test_entities_cover_the_same_letters_in_utf16(text: Text) -> None:
    units = text.plain.encode("utf-16-le")
    for span, entity in zip(text.spans, entities(text), strict=False):
        covered = units[entity.offset * 2 : (entity.offset + entity.length) * 2]
        assert covered.decode("utf-16-le") == text.plain[span.offset : span.offset + span.length]
