"""The stage of the demo: a town on the stand-in, the real bot on a real file, and the actors."""

from __future__ import annotations

import asyncio
import tempfile
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from bot.app import App
from bot.config import Config, load
from bot.demo.cast import Script
from bot.demo.transcript import Transcript
from bot.sandbox import Chat, Group, Message, Server, Town, User, serve
from handlers.kit.texts import School, Texts
from scheduler.clock import SchoolClock
from scheduler.pace import Limits

# The day begins on a Tuesday, a few minutes after eight.
BEGIN = datetime(2026, 12, 1, 8, 5)  # noqa: DTZ001 (the school's zone is put to it)
# The day's messages would wait for Telegram's limits (20 a minute in a group, say) in real time.
# The stand-in keeps none here, so the bot need not either; card_gap is kept, as people see it.
UNHURRIED = Limits(overall=(200, 1.0), private=(50, 1.0), group=(500, 1.0), card_gap=0.3)
PATIENCE = 10.0


@dataclass(slots=True)
class Stage:
    """Everything that plays: `now` is the school's time."""

    script: Script
    town: Town
    server: Server
    app: App
    clock: SchoolClock
    transcript: Transcript
    texts: Texts
    principal: User
    teachers: list[User] = field(default_factory=list)
    parents: list[User] = field(default_factory=list)
    others: list[User] = field(default_factory=list)
    groups: list[Group] = field(default_factory=list)

    async def begin(self, number: int, after: timedelta = timedelta()) -> None:
        """Begins a scene after some time of the school's; what falls due in it happens in it."""
        await self.settle()
        then = self.clock.now() + after
        self.transcript.scene(self.script.scenes[number], then)
        await self.app.advance(then)
        await self.settle()

    def user(self, first: str, last: str) -> User:
        """Somebody with an app in the script's language."""
        return self.town.user(first, last, language=self.script.language)

    async def sees(
        self, chat: Chat, *parts: str, after: int = 0, labelled: str | None = None
    ) -> Message:
        """Waits until the bot's message with all these parts stands in a chat.

        Raises:
            AssertionError: it did not come; the message shows the chat.
        """
        return await chat.wait(
            lambda m: (
                m.id > after
                and all(part in m.text for part in parts)
                and (labelled is None or any(labelled in label for label in m.labels))
            ),
            timeout=PATIENCE,
        )

    async def tap(self, who: User, message: Message, label: str) -> None:
        """A tap on the button that begins with a label (a count may follow), and its answer."""
        shown = next(each for each in message.labels if each.startswith(label))
        await who.tap(message, shown).answer(timeout=PATIENCE)

    async def settle(self) -> None:
        """Waits until the bot has handled everything and sent what may go."""
        await self.town.until(lambda: self.town.pending == 0, timeout=PATIENCE)
        await asyncio.wait_for(self.app.settle(), PATIENCE)

    def label(self, key: str) -> str:
        """A button's label in the script's language."""
        return self.texts.plain(key)


@asynccontextmanager
async def staged(script: Script, out: Callable[[Town], Transcript]) -> AsyncIterator[Stage]:
    """Opens the town and starts the bot on a database file of its own; ends both."""
    zone = ZoneInfo(script.zone)
    clock = SchoolClock()
    clock.set(BEGIN.replace(tzinfo=zone))
    town = Town(
        seed=1,
        clock=clock.now,
        bot_name="Homeroom",
        bot_username="riverside_homeroom_bot",
    )
    town.flood.off()
    with tempfile.TemporaryDirectory(prefix="homeroom-demo-") as folder:
        async with serve(town, port=0) as server:
            app = App(_config(script, town, server, Path(folder)), clock, UNHURRIED)
            await app.start()
            running = asyncio.create_task(app.run())
            school = School(
                script.school, zone, ("en", "zh-CN"), script.language, town.bot.username or ""
            )
            principal = town.user(*script.principal, language=script.language)
            try:
                yield Stage(
                    script, town, server, app, clock, out(town), Texts(script.language, school),
                    principal,
                )  # fmt: skip
            finally:
                app.intake.stop()
                await running
                await app.stop()


def _config(script: Script, town: Town, server: Server, folder: Path) -> Config:
    """The configuration of this school, through the real door: a file and the environment."""
    file = folder / "config.toml"
    file.touch(mode=0o600)
    file.write_text(
        f'[telegram]\nbase_url = "{server.base_url}"\n'
        f'[school]\nname = "{script.school}"\ntimezone = "{script.zone}"\n'
        f'languages = ["en", "zh-CN"]\ndefault_language = "{script.language}"\n'
        f'[database]\nurl = "sqlite:///{folder}/school.db"\n',
        encoding="utf-8",
    )
    return load(file, {"HOMEROOM_TELEGRAM__TOKEN": town.token})
