"""A vote as it is typed in one message: the question, in brackets how it is voted, the options."""

from __future__ import annotations

import re
from dataclasses import dataclass

from storage.tallies import Kind

_BETWEEN = re.compile(r"\s*[|｜\n]\s*")
_NOTE = re.compile(r"\s*[(（]\s*([^()（）]*?)\s*[)）]\s*$")
# What stands in brackets at the end of the question.
_KINDS = {
    Kind.APPROVAL: re.compile(r"several|多选|可多选", re.IGNORECASE),
    Kind.RANKED: re.compile(r"ranked|排序|按顺序", re.IGNORECASE),
}
_ELECTION = re.compile(r"election|选举", re.IGNORECASE)
_PLACES = re.compile(r"([0-9]{1,2})(?:\s*(?:seats?|places?|people|人|名))?", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Typed:
    """What somebody typed, not checked yet."""

    title: str
    kind: Kind
    options: tuple[str, ...]


def parse(typed: str) -> Typed:
    """`Title?` is a yes or no, `Title? | A | B` one of several, `Title? (several) | A | B` more.

    With `(ranked)` they are put in order.
    """
    title, *rest = _BETWEEN.split(typed.strip())
    found = tuple(each for each in rest if each)
    note = _NOTE.search(title)
    for kind, words in _KINDS.items():
        if note is not None and words.fullmatch(note[1]):
            return Typed(title[: note.start()], kind, found)
    return Typed(title, Kind.ONE if found else Kind.YES_NO, found)


def election(typed: str) -> str | None:
    """What is to be elected, where somebody writes `Treasurer (election)`; None where not."""
    note = _NOTE.search(typed)
    return typed[: note.start()] if note is not None and _ELECTION.fullmatch(note[1]) else None


def elected(typed: str) -> tuple[str, int | None]:
    """What is to be elected, and how many: `Treasurers (2)`."""
    note = _NOTE.search(typed)
    found = _PLACES.fullmatch(note[1]) if note is not None else None
    if note is None or found is None:
        return typed.strip(), None
    return typed[: note.start()].strip(), int(found[1])


def options(typed: str) -> list[str]:
    """Options written in one message, with lines between them or a line each."""
    return [each for each in _BETWEEN.split(typed.strip(" |｜\n")) if each]
