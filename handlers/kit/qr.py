"""Links as pictures: a QR code that a telephone reads off a door or a letter."""

from __future__ import annotations

from io import BytesIO

import segno

from handlers.kit.card import Upload

# About 500 points wide: sharp on a page, and small enough to be sent at once.
SCALE = 12


def picture(link: str, name: str) -> Upload:
    """A link as a PNG, to be put on a card by `Turn.keep`; a seventh of it may be dirty or torn.

    Args:
        link: up to some hundred characters.
        name: of the file, without an ending.
    """
    code, file = segno.make(link, error="m", micro=False), BytesIO()
    code.save(file, kind="png", scale=SCALE)
    return Upload(f"{name}.png", file.getvalue(), kind="photo")


def drawing(link: str) -> str:
    """The same as SVG, for a page; without the margin, which the page has."""
    file = BytesIO()
    segno.make(link, error="m", micro=False).save(file, kind="svg", border=0, xmldecl=False)
    return file.getvalue().decode()
