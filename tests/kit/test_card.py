"""Cards as values: what is put away with a post comes back as it was."""

from datetime import UTC, datetime

from handlers.kit.card import Button, Card, FileRef, Text, folded, moment, pack, spoiler, unpack


def test_a_card_survives_being_packed() -> None:
    shown = Card(
        Text("Trip"),
        ((Button("Copy", copy="x"), Button("Yes", data="y", style="success")),),
        files=(
            FileRef("photo", "id", "a.jpg", "u", 3, "image/jpeg"),
            FileRef("document", hash="h"),
        ),
        pin=True,
    )
    assert unpack(pack(shown)) == shown


def test_a_card_that_was_put_away_before_it_had_files_comes_back() -> None:
    packed = {"text": "Hi", "spans": [], "rows": [[["Yes", "y", None, None]]], "ask": None}
    assert unpack({**packed, "reply_to": 3}) == Card(Text("Hi"), ((Button("Yes", "y"),),), None, 3)


def test_a_file_is_the_same_before_and_after_it_was_sent() -> None:
    made = FileRef("document", name="a.ics", hash="h")
    assert made.identity == FileRef("document", "BQAC", "a.ics", hash="h").identity == "h"
    assert FileRef.of(made.packed) == made


def test_times_folds_and_spoilers_span_their_words() -> None:
    at = datetime(2026, 12, 3, 17, 30, tzinfo=UTC)
    whole = moment("Thu", at, "wd") + folded("Agenda") + spoiler(Text("x").styled("bold"))
    assert [(span.kind, span.offset, span.length) for span in whole.spans] == [
        ("date_time", 0, 3),
        ("expandable_blockquote", 3, 6),
        ("spoiler", 9, 1),
        ("bold", 9, 1),
    ]
    assert whole.spans[0].extra == {"unix_time": 1796319000, "date_time_format": "wd"}
