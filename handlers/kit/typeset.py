"""Pages and pictures from a template and data, set by typst with fonts from packages."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Mapping
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any, Literal

PAGES = Path(__file__).with_name("pages")
# Packages with fonts; a school that prints no Chinese may leave out the last, which is large.
_FONTS = {
    "fontpkg_noto_sans": "files/*.ttf",
    "fontpkg_noto_sans_arabic": "files/*.ttf",
    "pylopdf_fonts_zh_cn": "NotoSansSC-*.otf",
}


async def pdf(template: str, data: Mapping[str, Any]) -> bytes:
    """A page as a PDF; typst works beside the loop, for some 50 ms.

    Args:
        template: the name of a file in `pages`, without its ending; it finds the data as JSON in
            `sys.inputs.data`.
        data: values for JSON. Texts are put on the page as they are, never read as typst.
    """
    made = await asyncio.to_thread(_compiled, template, data, "pdf")
    return made[0] if isinstance(made, list) else made


async def png(template: str, data: Mapping[str, Any], ppi: float = 144) -> bytes:
    """Like `pdf`, of a template with one page, as a picture of so many pixels an inch."""
    return (await pngs(template, data, ppi))[0]


async def pngs(template: str, data: Mapping[str, Any], ppi: float = 144) -> list[bytes]:
    """Likewise, a picture of each page."""
    made = await asyncio.to_thread(_compiled, template, data, "png", ppi)
    return made if isinstance(made, list) else [made]


def _compiled(
    template: str, data: Mapping[str, Any], form: Literal["pdf", "png"], ppi: float | None = None
) -> bytes | list[bytes]:
    # Only who prints something needs it; a start without it is quicker.
    import typst

    return typst.compile(
        PAGES / f"{template}.typ",
        root=PAGES,
        font_paths=_fonts(),
        ignore_system_fonts=True,
        format=form,
        ppi=ppi,
        sys_inputs={"data": json.dumps(data, ensure_ascii=False)},
    )


@cache
def _fonts() -> Any:
    """The fonts, read once; none of the machine's own, so that a page is the same everywhere."""
    import typst

    # By folders: so typst reads of each font only what a page needs.
    folders = dict.fromkeys(file.parent for file in font_files())
    return typst.Fonts(
        include_system_fonts=False, include_embedded_fonts=False, font_paths=list(folders)
    )


@cache
def font_files() -> tuple[Path, ...]:
    """The files of the fonts that are installed, to know what they can show."""
    return tuple(
        file
        for package, pattern in _FONTS.items()
        for folder in _folders(package)
        for file in sorted(folder.glob(pattern))
    )


def _folders(package: str) -> list[Path]:
    spec = find_spec(package)
    return [Path(each) for each in (spec.submodule_search_locations or ())] if spec else []
