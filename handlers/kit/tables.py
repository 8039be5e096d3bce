"""Tables as files: CSV that any spreadsheet opens as it is meant, and that runs nothing there."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence

from handlers.kit.card import Upload

# What a spreadsheet takes for the beginning of a formula (OWASP: CSV injection), also in the wide
# letters of Chinese keyboards.
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


def safe(cell: str) -> str:
    """A cell that says what was written and is no formula: one that would be is quoted."""
    beginning = cell.lstrip(" \u00a0\u3000\u200b\ufeff")
    return f"'{cell}" if beginning.startswith(_FORMULA) else cell


def table(name: str, heads: Sequence[str], rows: Iterable[Sequence[str]]) -> Upload:
    """A CSV file of that name: UTF-8 with a mark at its beginning, by which Excel knows it."""
    written = io.StringIO(newline="")
    writer = csv.writer(written)
    writer.writerow([safe(each) for each in heads])
    writer.writerows([safe(cell) for cell in row] for row in rows)
    return Upload(f"{name}.csv", written.getvalue().encode("utf-8-sig"))
