"""Counts as pictures: bars, stacked scales, figures; every number stands there as text, too."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from typing import Any, Literal

from handlers.kit import glyphs, runs, typeset
from handlers.kit.card import Upload

PAGE = "survey"
# 360 points wide: 1,080 pixels, as a good telephone has.
PPI = 216
# Lines on one picture: a higher one is shown smaller by Telegram, and cannot be read.
LINES = 50
# An album has ten (Bot API: sendMediaGroup); more of them are one document.
MOST_PICTURES = 10
# Latin letters in a line, and those beside a count; Chinese ones are twice as wide.
_WIDE, _BESIDE = 50, 42


@dataclass(frozen=True, slots=True)
class Bar:
    """A bar, or a step of a scale: what it is for, how often, as a share, and as it is said.

    `was` is the share that it had before, where that is to be compared.
    """

    label: str
    count: int
    share: float
    said: str
    was: float | None = None


@dataclass(frozen=True, slots=True)
class Figure:
    """One number, as it is said, and what it is."""

    label: str
    said: str


@dataclass(frozen=True, slots=True)
class Chart:
    """One question: bars, or the steps of a scale as one stacked bar, with what is beside them."""

    kind: Literal["bars", "scale"]
    text: str
    note: str | None = None
    mean: str | None = None
    bars: tuple[Bar, ...] = ()
    figures: tuple[Figure, ...] = ()

    @property
    def compared(self) -> bool:
        """Whether what was before is shown, too."""
        return any(each.was is not None for each in self.bars)


@dataclass(frozen=True, slots=True)
class Sheet:
    """Charts with a head: whose they are, what they are about; `before` explains the pale bars."""

    language: str
    school: str
    title: str
    about: tuple[str, ...]
    charts: tuple[Chart, ...]
    before: str | None = None


@dataclass(frozen=True, slots=True)
class Drawn:
    """The files, and the characters that no font has."""

    files: tuple[Upload, ...]
    missing: tuple[str, ...]


async def draw(sheet: Sheet, name: str, ppi: float = PPI) -> Drawn:
    """A sheet as pictures, or as one document where they would be too many.

    Typst works beside the loop, for less than 100 ms a picture.

    Args:
        sheet: what is shown; a title that is read from the right mirrors all of it.
        name: what the files are called, without an ending.
        ppi: pixels an inch; the page is five inches wide.
    """
    lacking = glyphs.missing(_words(sheet), typeset.font_files())
    sheets = _parted(sheet.charts)
    data = glyphs.printable(_contents(sheet, sheets), lacking)
    seen = tuple(glyphs.seen(lacking))
    if len(sheets) > MOST_PICTURES:
        pdf = await typeset.pdf(PAGE, data)
        return Drawn((Upload(f"{name}.pdf", pdf),), seen)
    made = await typeset.pngs(PAGE, data, ppi)
    names = [name, *(f"{name}-{number}" for number in range(2, len(made) + 1))]
    files = (Upload(f"{each}.png", png, "photo") for each, png in zip(names, made, strict=True))
    return Drawn(tuple(files), seen)


def _parted(charts: Sequence[Chart]) -> list[list[Chart]]:
    """The charts, as many on each picture as there is room for."""
    sheets: list[list[Chart]] = [[]]
    left = float(LINES)
    for each in charts:
        height = _height(each)
        if sheets[-1] and height > left:
            sheets.append([])
            left = LINES
        sheets[-1].append(each)
        left -= height
    return sheets


def _height(chart: Chart) -> float:
    """About how many lines a chart takes."""
    high = 1.2 + _lines(chart.text, _WIDE) + (0.9 if chart.note else 0)
    high += 2.5 if chart.figures else 0
    if chart.kind == "scale":
        return high + (3.6 if chart.compared else 3.0)
    each = 1.4 + (0.2 if chart.compared else 0)
    return high + sum(each + _lines(bar.label, _BESIDE) for bar in chart.bars)


def _lines(text: str, width: int) -> int:
    wide = sum(2 if unicodedata.east_asian_width(each) in "WF" else 1 for each in text)
    return -(-wide // width) or 1


def _contents(sheet: Sheet, sheets: Sequence[Sequence[Chart]]) -> dict[str, Any]:
    """What stands on the page, as handlers/kit/pages/survey.typ wants it."""
    language, _, region = sheet.language.partition("-")
    return {
        "lang": language,
        "region": region or None,
        "rtl": runs.reads_from_right(sheet.title),
        "school": sheet.school,
        "title": sheet.title,
        "about": list(sheet.about),
        "before": sheet.before,
        "sheets": [[_chart(each) for each in charts] for charts in sheets],
    }


def _chart(one: Chart) -> dict[str, Any]:
    data = asdict(one)
    compared = one.compared and one.kind == "scale"
    data["was"] = {"bars": [{"share": each.was or 0} for each in one.bars]} if compared else None
    return data


def _words(sheet: Sheet) -> str:
    """All that is written on it."""
    said: list[Iterable[str | None]] = [(sheet.school, sheet.title, *sheet.about, sheet.before)]
    for one in sheet.charts:
        said.append((one.text, one.note, one.mean))
        said += [(each.label, each.said) for each in one.bars]
        said += [(each.label, each.said) for each in one.figures]
    return "".join(each or "" for group in said for each in group)
