"""Tables as files: what a spreadsheet would run is quoted, and everything else is as written."""

from __future__ import annotations

import csv
import io

import pytest

from handlers.kit.tables import safe, table


@pytest.mark.parametrize(
    "cell",
    ["=1+1", "+49 30 1", "-2", "@SUM(A1)", "\t=1", "\r=1", "  =1", "＝1", "＋1", "－1", "＠1"],
)
def test_what_begins_like_a_formula_is_quoted(cell: str) -> None:
    assert safe(cell) == f"'{cell}"


@pytest.mark.parametrize("cell", ["", "Anna", "a=b", "3 - 2", "李伟", "O'Neil, Åse"])
def test_everything_else_is_left_as_it_is(cell: str) -> None:
    assert safe(cell) == cell


def test_a_table_opens_in_excel_with_its_names_right() -> None:
    made = table("slips", ["Kind", "Wer"], [["李伟", '=HYPERLINK("x")'], ["Åse\nMarie", "a,b"]])
    assert made.name == "slips.csv"
    assert made.data.startswith(b"\xef\xbb\xbf")
    read = list(csv.reader(io.StringIO(made.data.decode("utf-8-sig"), newline="")))
    assert read[1:] == [["李伟", '\'=HYPERLINK("x")'], ["Åse\nMarie", "a,b"]]
