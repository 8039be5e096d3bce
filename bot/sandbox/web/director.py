"""The port by which somebody's bot plugs into the page: its clock, its scenes, its beginning."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, tzinfo
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from bot.sandbox.town import Town


@dataclass(frozen=True, slots=True)
class Scene:
    """Something that plays by one click; `title` and `about` are what the page says of it."""

    key: str
    title: str
    about: str = ""


class Director(Protocol):
    """What the page asks of whoever runs the bot in the town."""

    @property
    def scenes(self) -> Sequence[Scene]:
        """The scenes that can be played."""

    @property
    def zone(self) -> tzinfo:
        """Where the clock on the wall is read."""

    @property
    def starts_over(self) -> bool:
        """Whether the same day can begin anew."""

    async def play(self, key: str) -> None:
        """Play a scene; it returns when the scene is over.

        Raises:
            KeyError: there is no such scene.
            AssertionError: the scene did not go as it should.
        """

    async def advance(self, to: datetime) -> None:
        """Move the clock on to an aware time, the bot's with the town's."""

    async def next_alarm(self) -> datetime | None:
        """Return when the bot has something to do next; None for never, or not known."""

    def start_over(self) -> None:
        """Begin the same day anew; the town of now is about to end."""


class TownClock:
    """The director of a town whose bot is not known: it has the town's clock and nothing else."""

    scenes: Sequence[Scene] = ()
    zone: tzinfo = UTC
    starts_over = False

    def __init__(self, town: "Town") -> None:
        self._town = town

    async def play(self, key: str) -> None:
        """There are no scenes."""
        raise KeyError(key)

    async def advance(self, to: datetime) -> None:
        """Move the town's clock; a bot with a clock of its own does not follow."""
        self._town.advance(to - self._town.now())

    async def next_alarm(self) -> datetime | None:
        """Nobody says."""
        return None

    def start_over(self) -> None:
        """Stop and start the program instead."""
