"""Values of a configuration as people write them."""

from __future__ import annotations

import re
from datetime import time
from typing import Annotated
from urllib.parse import urlsplit

from pydantic import BaseModel, BeforeValidator, ConfigDict, SecretStr

DRIVERS = {
    "sqlite": "sqlite+aiosqlite",
    "sqlite+aiosqlite": "sqlite+aiosqlite",
    "postgres": "postgresql+asyncpg",
    "postgresql": "postgresql+asyncpg",
    "postgresql+asyncpg": "postgresql+asyncpg",
}


class Section(BaseModel):
    """One [section] of the file; each field's description says what would be right."""

    model_config = ConfigDict(frozen=True, extra="forbid", hide_input_in_errors=True)


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


def token(value: SecretStr) -> SecretStr:
    """Like those that @BotFather gives."""
    if not value.get_secret_value():
        raise ValueError("is empty")
    if not re.fullmatch(r"\d+:[A-Za-z0-9_-]+", value.get_secret_value()):
        raise ValueError("is not a bot token")
    return value


def base_url(value: str) -> str:
    """Where a Bot API is, without what Homeroom adds itself."""
    parts = urlsplit(value)
    if parts.scheme not in {"http", "https"} or not parts.netloc:
        raise ValueError("is no web address")
    if parts.path.rstrip("/").endswith("/bot"):
        raise ValueError('ends in "/bot", which Homeroom adds itself')
    return value.rstrip("/")


def database_url(value: str) -> str:
    """The same with the asynchronous driver that goes with it."""
    scheme, found, rest = value.partition("://")
    driver = DRIVERS.get(scheme)
    if not (found and driver):
        raise ValueError("is no address of a database that Homeroom knows")
    if driver.startswith("sqlite") and not rest.startswith("/"):
        raise ValueError("lacks the third slash before the file name")
    return f"{driver}://{rest}"


Clock = Annotated[time, BeforeValidator(clock)]
