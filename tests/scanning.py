"""What a telephone's camera reads off paper: the QR codes that stand on printed pages."""

from __future__ import annotations

from pathlib import Path

import pypdfium2
import typst
import zxingcpp

# As much of an A4 page as a camera sees of it when it is held over the whole page.
SCALE = 2


def scanned(pdf: bytes) -> list[str]:
    """What the QR codes on the pages of a PDF say, read from their pictures."""
    with pypdfium2.PdfDocument(pdf) as pages:
        return [text for page in pages for text in _read(page)]


def _read(page: pypdfium2.PdfPage) -> list[str]:
    seen = page.render(scale=SCALE, grayscale=True)
    shades = memoryview(bytes(seen.buffer)).cast("B", shape=[seen.height, seen.stride])
    return [each.text for each in zxingcpp.read_barcodes(shades, zxingcpp.BarcodeFormat.QRCode)]


def printed(picture: bytes, folder: Path) -> bytes:
    """A picture on a page, as somebody prints it to hang it up."""
    (folder / "picture.png").write_bytes(picture)
    page = folder / "page.typ"
    page.write_text('#image("picture.png", width: 10cm)', "utf-8")
    made = typst.compile(page)
    assert isinstance(made, bytes)
    return made
