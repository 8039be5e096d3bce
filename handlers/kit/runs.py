"""A formatted text as lines of runs, for a page: what is a link on a screen is written out."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise
from typing import Any

from handlers.kit.card import Span, Text

_STYLES = {
    "bold": "bold",
    "italic": "italic",
    "underline": "underline",
    "strikethrough": "strike",
    "code": "mono",
    "pre": "mono",
    "blockquote": "quote",
    "expandable_blockquote": "quote",
}
_RIGHT_TO_LEFT = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]")
_LETTER = re.compile(r"[^\W\d_]")


def lines(text: Text) -> list[dict[str, Any]]:
    """The lines of a text, each with `runs` (text and styles), `rtl` and `quote`."""
    whole, start, found = linked(text), 0, []
    for line in whole.plain.split("\n"):
        runs = list(_runs(whole.cut(start, start + len(line))))
        quote = any("quote" in run["styles"] for run in runs)
        found.append({"runs": runs, "rtl": reads_from_right(line), "quote": quote})
        start += len(line) + 1
    return found


def linked(text: Text) -> Text:
    """The text, with the address behind the words of each link that does not show it."""
    for span in sorted(text.spans, key=lambda each: -each.offset):
        url, end = span.extra.get("url"), span.offset + span.length
        if span.kind == "text_link" and url and url not in text.plain[span.offset : end]:
            text = text.cut(0, end) + f" ({url})" + text.cut(end, len(text.plain))
    return text


def reads_from_right(line: str) -> bool:
    """Whether the first letter of a line belongs to a script that is written from the right."""
    first = _LETTER.search(line)
    return first is not None and _RIGHT_TO_LEFT.match(first[0]) is not None


def _runs(line: Text) -> Iterator[dict[str, Any]]:
    edges = {0, len(line.plain)}
    for span in line.spans:
        edges |= {span.offset, span.offset + span.length}
    places = sorted(edges)
    for start, end in pairwise(places):
        styles = sorted({_STYLES[s.kind] for s in line.spans if _covers(s, start, end)})
        yield {"text": line.plain[start:end], "styles": styles}


def _covers(span: Span, start: int, end: int) -> bool:
    return span.kind in _STYLES and span.offset <= start and span.offset + span.length >= end
