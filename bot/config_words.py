"""What is wrong with a configuration, in one sentence for the person who wrote it."""

from __future__ import annotations

from collections.abc import Mapping
from difflib import get_close_matches
from typing import Any

from pydantic import BaseModel
from pydantic_core import ErrorDetails

PREFIX = "HOMEROOM_"
# Settings whose value is a secret, or may hold one.
HIDDEN = {("telegram", "token"), ("telegram", "webhook_secret"), ("database", "url")}

Table = dict[str, Any]
Sections = Mapping[str, type[BaseModel]]


def sentence(wrong: ErrorDetails, environment: Table, sections: Sections) -> str:
    """One of pydantic's errors as a sentence for a school's part-time IT person."""
    path = tuple(str(part) for part in wrong["loc"])
    name = _name(path, environment)
    if wrong["type"] == "extra_forbidden":
        return f"{name} is unknown; {_nearest(path, sections)}"
    if len(path) == 1:
        return f"{path[0]} is {shown(wrong['input'])}; write it as a section, [{path[0]}]."
    right = sections[path[0]].model_fields[path[1]].description
    if wrong["type"] == "missing":
        return f"{name} is missing; {right}."
    return f"{name} {_fault(path, wrong)}; {right}."


def _fault(path: tuple[str, ...], wrong: ErrorDetails) -> str:
    """What is wrong with a value; one that may hold a secret is not shown."""
    reason = str(wrong["ctx"]["error"]) if wrong["type"] == "value_error" else ""
    if path[:2] in HIDDEN:
        return reason or "is no text"
    if reason.startswith(("is empty", "is missing", "names ")):
        return reason
    verb = "holds" if len(path) > 2 else "is"
    return f"{verb} {shown(wrong['input'])}" + (f", which {reason}" if reason else "")


def _name(path: tuple[str, ...], environment: Table) -> str:
    """The key as its author wrote it: in the environment or in the file."""
    whole = path[:2] if len(path) > 1 else (path[0], *list(environment.get(path[0], ()))[:1])
    if len(whole) > 1 and whole[1] in environment.get(whole[0], ()):
        return PREFIX + "__".join(whole).upper()
    return ".".join(path[:2])


def _nearest(path: tuple[str, ...], sections: Sections) -> str:
    keys = [f"{name}.{key}" for name, kind in sections.items() for key in kind.model_fields]
    misplaced = [key for key in keys if key.split(".")[1] == path[-1]]
    near = misplaced or get_close_matches(".".join(path), [*keys, *sections], n=1)
    return f"did you mean {near[0]}?" if near else f"known are {', '.join(keys)}."


def shown(value: object) -> str:
    """A value as it would stand in the file, shortened."""
    text = f'"{value}"' if isinstance(value, str) else str(value)
    if isinstance(value, bool):
        text = text.lower()
    return text if len(text) <= 60 else f"{text[:57]}…"
