"""[mailbox]: the key of hidden letters, when the school works, and how soon it answers."""

from __future__ import annotations

from datetime import time
from pathlib import Path
from typing import Annotated

from pydantic import AfterValidator, BeforeValidator, Field, ValidationInfo

from bot.config_values import Clock, Section, whole
from storage.working import PROMISE, WEEK, Promise, Week

DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")


def _days(value: object) -> object:
    """Names of weekdays as their numbers; in the environment, commas separate them."""
    if isinstance(value, str):
        value = [part.strip(" \"'") for part in value.strip("[] ").split(",")]
    if not isinstance(value, list | tuple) or not value:
        raise ValueError("is no list of weekdays")
    names = [str(each).strip().lower()[:3] for each in value]
    if not set(names) <= set(DAYS):
        raise ValueError("is no list of weekdays")
    return frozenset(map(DAYS.index, names))


def _after(value: time, info: ValidationInfo) -> time:
    begins = info.data.get("work_from")
    if (
        begins is not None
        and (value.hour * 60 + value.minute) - (begins.hour * 60 + begins.minute) < 60
    ):
        raise ValueError("is less than an hour after mailbox.work_from")
    return value


def _at_least(value: int, info: ValidationInfo) -> int:
    """Seen before answered before red: each promise is the longer one."""
    before = max((each for each in info.data.values() if isinstance(each, int)), default=0)
    if value < before:
        raise ValueError("is sooner than what stands before it")
    return value


Days = Annotated[int, BeforeValidator(whole), Field(ge=1, le=60), AfterValidator(_at_least)]
_RIGHT = "write a whole number of working days from 1 to 60, seen_days first, red_days last"


class Mailbox(Section):
    """Letters to the principal; holidays and breaks are given by /holidays.

    `key_file` is beside the configuration, unless it says where.
    """

    key_file: Path = Field(
        Path("homeroom.key"), description='write a file name in quotes, like "homeroom.key"'
    )
    emergency_number: str = Field("", max_length=30, description='write one in quotes, like "112"')

    under_cards: bool = Field(False, description="write true or false")

    work_days: Annotated[frozenset[int], BeforeValidator(_days)] = Field(
        WEEK.days, description='choose from ["mon", "tue", "wed", "thu", "fri", "sat", "sun"]'
    )
    work_from: Clock = Field(WEEK.begins, description='write a time of day in quotes, like "08:00"')
    work_until: Annotated[Clock, AfterValidator(_after)] = Field(
        WEEK.ends,
        validate_default=True,
        description='write a later time of day in quotes, like "16:00"',
    )
    seen_days: Days = Field(PROMISE.seen, validate_default=True, description=_RIGHT)
    answer_days: Days = Field(PROMISE.answered, validate_default=True, description=_RIGHT)
    red_days: Days = Field(PROMISE.red, validate_default=True, description=_RIGHT)

    @property
    def week(self) -> Week:
        """When the school works."""
        return Week(self.work_from, self.work_until, self.work_days)

    @property
    def promise(self) -> Promise:
        """Within how many working days letters are seen and answered."""
        return Promise(self.seen_days, self.answer_days, self.red_days)
