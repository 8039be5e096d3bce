"""Typed buttons: a small frozen dataclass, packed into callback data."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable
from enum import StrEnum
from functools import cache
from typing import Any, TypeVar, dataclass_transform, get_type_hints

from storage.rules import fold

# Bot API: InlineKeyboardButton.callback_data, 1-64 bytes.
LIMIT = 64
_ARROWS = str.maketrans("◀‹▶›", "<<>>")
# What a telephone puts behind a sign to have it drawn in colours.
_AS_PICTURE = "\ufe0f"
Press = TypeVar("Press")

_by_prefix: dict[str, type[Any]] = {}


class NotAButton(Exception):
    """Callback data that none of our buttons made."""


@dataclass_transform(frozen_default=True)
def button(prefix: str) -> Callable[[type[Press]], type[Press]]:
    """Makes a class with typed fields (int, str, StrEnum) a button under a prefix of its own.

    A field named `subject_id` is the subject that the press is about; the desk loads it.
    """

    def register(cls: type[Press]) -> type[Press]:
        made = dataclasses.dataclass(frozen=True, slots=True)(cls)
        if prefix in _by_prefix and _by_prefix[prefix].__qualname__ != cls.__qualname__:
            raise ValueError(f"two buttons have the prefix {prefix}")
        _by_prefix[prefix] = made
        made.prefix = prefix  # type: ignore[attr-defined]
        return made

    return register


def registered() -> set[type[Any]]:
    """Every class that is a button."""
    return set(_by_prefix.values())


def pack(press: Any) -> str:
    """A button's callback data; a value that would not survive raises ValueError."""
    values = [str(getattr(press, field.name)) for field in dataclasses.fields(press)]
    data = ":".join([press.prefix, *values])
    if len(data.encode()) > LIMIT or any(":" in value for value in values):
        raise ValueError(f"callback data cannot carry {press!r}")
    return data


def unpack(data: str) -> Any:
    """The button that made this callback data; anything else raises NotAButton.

    What it says is what somebody sent, nothing more: rights are checked when it is pressed.
    """
    prefix, _, rest = data.partition(":")
    cls = _by_prefix.get(prefix)
    if cls is None:
        raise NotAButton(prefix)
    kinds = _kinds(cls)  # type: ignore[arg-type]  # (mypy doubts that a class is hashable)
    values = rest.split(":") if kinds else []
    if len(values) != len(kinds) or (not kinds and rest):
        raise NotAButton(data)
    try:
        return cls(*map(_value, kinds, values))
    except ValueError as error:
        raise NotAButton(data) from error


def words(label: str) -> str:
    """What a label says without its signs, however it is spaced and capitalised; "" where nothing.

    Who writes that in answer to a button has tapped it. Of signs alone only the arrows that turn a
    page say something: < and >, as they are typed.
    """
    said = fold("".join(c for c in label if c.isalnum() or c.isspace()))
    arrow = label.strip().removesuffix(_AS_PICTURE).translate(_ARROWS)
    return said or (arrow if arrow in ("<", ">") else "")


@cache
def _kinds(cls: type[Any]) -> tuple[type[Any], ...]:
    """The types of a button's fields; to find them out takes longer than to unpack it."""
    types = get_type_hints(cls)
    return tuple(types[field.name] for field in dataclasses.fields(cls))


def _value(kind: type[Any], value: str) -> Any:
    if kind is int:
        number = int(value)
        if str(number) != value or abs(number) >= 2**63:
            raise ValueError("not a number as we write them")
        return number
    if issubclass(kind, StrEnum):
        return kind(value)
    return value
