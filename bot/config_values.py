"""Values of a configuration as people write them."""

from __future__ import annotations

import re
from datetime import time
from typing import Annotated

from pydantic import BeforeValidator


def clock(value: object) -> object:
    """A time of day like 20:00; TOML has a kind of its own for it, with seconds."""
    if isinstance(value, time):
        return value
    if not isinstance(value, str) or not re.fullmatch(r"([01]?\d|2[0-3]):[0-5]\d", value.strip()):
        raise ValueError("is no time of day")
    hour, _, minute = value.strip().partition(":")
    return time(int(hour), int(minute))


def whole(value: object) -> object:
    """A number that is not written as true or false."""
    if isinstance(value, bool):
        raise ValueError("is no number")
    return value


Clock = Annotated[time, BeforeValidator(clock)]
