"""Pages are set by typst: texts are put on them as they are, and nothing of them is carried out."""

from __future__ import annotations

from typing import Any

from handlers.kit import runs, typeset
from handlers.kit.card import Text
from handlers.kit.qr import drawing

PAGE: dict[str, Any] = {
    "lang": "en",
    "region": None,
    "school": "Riverside",
    "title": "3B",
    "date": "Tue, Dec 1, 2026",
    "author": "Tina",
    "more": None,
    "qr": drawing("https://t.me/riverside_bot?start=hello"),
    "qr-title": "On your phone",
    "qr-text": "Scan this.",
    "qr-link": "t.me/riverside_bot",
    "slip": None,
}
SLIP = dict.fromkeys(
    ("title", "about", "back", "child", "yes", "no", "comment", "day", "signature"), "…"
)


def page(text: str, **more: Any) -> dict[str, Any]:
    """What stands on a page with that text."""
    return PAGE | {"body": runs.lines(Text(text))} | more


async def test_what_is_typed_is_no_typst() -> None:
    """A hash, a dollar or a bracket is printed; a file is not read, a loop not run."""
    typed = '#read("/etc/passwd") $x$ *bold* _it_ [a] \\ #while true {} // gone? `raw` <label> @x'
    pdf = await typeset.pdf("notice", page(typed))
    assert pdf.startswith(b"%PDF")
    assert await typeset.png("notice", page(typed)) != await typeset.png("notice", page(""))


async def test_a_strip_to_tear_off_takes_its_place() -> None:
    with_slip = await typeset.png("notice", page("Trip", slip=SLIP))
    assert with_slip.startswith(b"\x89PNG")
    assert with_slip != await typeset.png("notice", page("Trip"))
