"""A class list as it was typed or uploaded: its names, and which lines cannot be read and why."""

from __future__ import annotations

import codecs
import csv
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from typing import Any

from storage.class_lists import MOST
from storage.families import NAME_LIMIT
from storage.rules import clean, fold

# What a heading calls the column of names, as `fold` has it.
_WHOLE = frozenset(
    {"name", "names", "full name", "child", "children", "student", "students", "pupil", "pupils"}
    | {"student name", "name of child", "child name", "姓名", "名字", "学生", "学生姓名", "孩子"}
)
_GIVEN = frozenset({"first name", "firstname", "given name", "forename", "名"})
_FAMILY = frozenset({"last name", "lastname", "surname", "family name", "姓"})
SAID_BACK = 40
_SEPARATORS = ("\t", ";", ",")
# A number or a bullet before a name: `3. Anna`, `3) Anna`, `3 Anna`, `- Anna`, `3、王伟`.
_NUMBERED = re.compile(r"^\s*(?:\d{1,3}\s*[.)、:：]\s*|\d{1,3}\s+|[-–•*·]\s+)(?=\S)")
_NUMBER = re.compile(r"\d{1,4}[.)]?")
_SEVERAL = re.compile(r"[,;，、；\t]")
_CJK = re.compile(r"[\u3400-\u9fff]")


class NotAList(Exception):
    """This can be read as no list at all; why, by a text key."""

    def __init__(self, key: str, **args: Any) -> None:
        super().__init__(key)
        self.key = key
        self.args_ = args


@dataclass(frozen=True, slots=True)
class Line:
    """A line that is no child's name: its number in what was sent, its words, and what is wrong.

    `why` is "letters", "long" or "columns".
    """

    number: int
    words: str
    why: str


@dataclass(slots=True)
class Given:
    """The names in their order, each once; `twice` those that came again, with both lines."""

    names: list[str] = field(default_factory=list)
    twice: list[tuple[str, int, int]] = field(default_factory=list)
    broken: list[Line] = field(default_factory=list)


def decoded(data: bytes) -> str:
    """The text of a file, by its marks or else by what its bytes look like.

    Spreadsheets save as UTF-8, as GB18030 in China, and as cp1252 in much of the West.

    Raises:
        NotAList: it is no text.
    """
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return _as(data, "utf-16")
    if data.startswith((b"PK\x03\x04", b"\xd0\xcf\x11\xe0", b"%PDF")) or b"\0" in data:
        raise NotAList("class-list-no-text")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return _as(data, "gb18030" if _looks_chinese(data) else "cp1252")


def _as(data: bytes, encoding: str) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        raise NotAList("class-list-no-text") from error


def _looks_chinese(data: bytes) -> bool:
    """Chinese has its high bytes in pairs, and is nothing but Chinese where they are read so.

    An accented letter of cp1252 stands alone between letters: read as GB18030 it takes the next
    one with it.
    """
    try:
        text = data.decode("gb18030")
    except UnicodeDecodeError:
        return False
    wide = [each for each in text if ord(each) > 0x7F]
    pairs = sum(min(each.encode("gb18030")) > 0x7F for each in wide)
    return bool(_CJK.search(text)) and 2 * pairs >= len(wide)


def read(text: str) -> Given:
    """The names on a list: one a line, or a column of a table.

    A table's separator is a tab, a semicolon or a comma. Its first line may say which column has
    the name; else a number before the name is left out, and there must be no other column.

    Raises:
        NotAList: it is empty, has more names than a class, or a quote that does not end.
    """
    rows = list(_rows(text))
    columns, rest = _heading(rows)
    given, seen = Given(), dict[str, int]()
    for number, cells in rest:
        _take(given, seen, Line(number, _line(cells), ""), _name(cells, columns))
    if len(given.names) > MOST:
        raise NotAList("class-list-too-many", count=len(given.names), most=MOST)
    if not given.names and not given.broken:
        raise NotAList("class-list-empty")
    return given


def _rows(text: str) -> Iterator[tuple[int, list[str]]]:
    """The lines that say something, with their numbers, as cells."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    separator = _separator(lines)
    if separator is None:
        yield from ((n, [line]) for n, line in enumerate(lines, 1) if line.strip())
        return
    reader, number = csv.reader(lines, delimiter=separator, strict=True), 1
    try:
        for cells in reader:
            if any(each.strip() for each in cells):
                yield number, cells
            number = reader.line_num + 1
    except csv.Error as error:
        raise NotAList("class-list-quote", line=number) from error


def _separator(lines: Iterable[str]) -> str | None:
    """What parts the columns: it stands in the first line, or in most."""
    said = [line for line in lines if line.strip()]
    for each in _SEPARATORS:
        count = sum(each in line for line in said)
        if count and (each in said[0] or 2 * count > len(said)):
            return each
    return None


Rows = list[tuple[int, list[str]]]


def _heading(rows: Rows) -> tuple[list[int] | None, Rows]:
    """Which columns make the name, family name last; None where no heading says so."""
    if not rows:
        return None, rows
    titles = [fold(each) for each in rows[0][1]]
    for wanted in ((_WHOLE,), (_GIVEN, _FAMILY), (_GIVEN,)):
        found = [next((n for n, t in enumerate(titles) if t in each), -1) for each in wanted]
        if -1 not in found:
            return found, rows[1:]
    return None, rows


def _name(cells: list[str], columns: list[int] | None) -> str | None:
    """The name on a line; None where nobody could tell which of its cells it is."""
    if columns is not None:
        parts = [clean(cells[each]) for each in columns if each < len(cells)]
        return _joined([each for each in parts if each])
    filled = [clean(each) for each in cells if each.strip()]
    if len(filled) == 2 and _NUMBER.fullmatch(filled[0]):
        filled = filled[1:]
    return filled[0] if len(filled) == 1 else None


def _joined(parts: list[str]) -> str:
    """Given and family name, in the order of their script."""
    return "".join(reversed(parts)) if _CJK.search("".join(parts)) else " ".join(parts)


def _line(cells: list[str]) -> str:
    """A line as it is said back: its beginning."""
    return " · ".join(clean(each) for each in cells if each.strip())[:SAID_BACK]


def _take(given: Given, seen: dict[str, int], line: Line, name: str | None) -> None:
    words = clean(_NUMBERED.sub("", name or "").strip().strip('"'))
    why = _wrong(words, name)
    if why is not None:
        given.broken.append(replace(line, why=why))
    elif (key := fold(words)) in seen:
        given.twice.append((words, seen[key], line.number))
    else:
        seen[key] = line.number
        given.names.append(words)


def _wrong(words: str, name: str | None) -> str | None:
    if name is None or _SEVERAL.search(words):
        return "columns"
    if not any(each.isalpha() for each in words):
        return "letters"
    return "long" if len(words) > NAME_LIMIT else None
