"""The stage of the demo: a town on the stand-in, the real bot on a real file, and the actors."""

from __future__ import annotations

import asyncio
import re
import tempfile
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from bot.app import App
from bot.config import Config, load
from bot.demo.cast import Script
from bot.demo.transcript import Transcript
from bot.sandbox import Address, Chat, Group, Message, Server, Town, User, serve
from bot.sandbox.bells import PATIENCE
from bot.sandbox.web import Director
from handlers.kit.texts import School, Texts
from scheduler.clock import SchoolClock
from scheduler.pace import Limits

# The day begins on a Tuesday, a few minutes after eight.
BEGIN = datetime(2026, 12, 1, 8, 5)  # noqa: DTZ001 (the school's zone is put to it)
# The day's messages would wait for Telegram's limits (20 a minute in a group, say) in real time.
# The stand-in keeps none here, so the bot need not either; card_gap is kept, as people see it.
UNHURRIED = Limits(overall=(200, 1.0), private=(50, 1.0), group=(500, 1.0), card_gap=0.1)


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
    _played: int = 0

    @property
    def meeting_title(self) -> str:
        """What the parent meeting is called."""
        return self.script.meeting.split(" @ ")[0]

    async def begin(self, after: timedelta = timedelta()) -> None:
        """Begins the next scene after some time of the school's; what falls due happens in it."""
        await self.settle()
        then = self.clock.now() + after
        self.transcript.scene(self.script.scenes[self._played], then)
        self._played += 1
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
            )
        )

    async def finds(self, who: User, label: re.Pattern[str], about: str = "") -> Message:
        """The newest message in somebody's private chat with such a button, about something.

        Raises:
            AssertionError: there is none; the message shows the chat.
        """

        def fits(message: Message) -> bool:
            return about in message.text and any(label.match(each) for each in message.labels)

        await who.private.wait(fits)
        return next(each for each in reversed(who.private.messages) if fits(each))

    async def tap(self, who: User, message: Message, label: str) -> str:
        """A tap on the button that begins with a label (a count may follow); what it is told."""
        shown = next((each for each in message.labels if each.startswith(label)), None)
        check(shown, f"{who.name} looks for {label!r} among {message.labels}")
        answer = await who.tap(message, shown).answer()
        return answer.text

    async def press(
        self, who: User, label: str, *, on: Message | None = None, about: str = ""
    ) -> None:
        """A tap on a message, else on the newest in private with that button; its effects shown."""
        message = on or await self.finds(who, re.compile(re.escape(label)), about)
        await self.tap(who, message, label)
        await self.settle()
        self.transcript.flush()

    async def say(self, who: User, text: str) -> Message:
        """Somebody writes in private; the bot's answer.

        Raises:
            AssertionError: it said nothing.
        """
        said = who.say(who.private, text)
        answer = await who.private.wait(lambda m: m.id > said.id and m.sender is self.town.bot)
        await self.settle()
        self.transcript.flush()
        return who.private.last or answer

    async def settle(self) -> None:
        """Waits until the bot has handled everything and sent what may go."""
        await self.town.until(lambda: self.town.pending == 0)
        await asyncio.wait_for(self.app.settle(), PATIENCE)

    def label(self, key: str, **values: Any) -> str:
        """What stands on a button or in a line, in the script's language."""
        return self.texts.plain(key, **values)


def check(happened: object, otherwise: str) -> None:
    """Fails loudly when a step did not happen."""
    if not happened:
        raise AssertionError(otherwise)


@asynccontextmanager
async def staged(
    script: Script,
    out: Callable[[Town], Transcript],
    address: Address | None = None,
    director: Director | None = None,
) -> AsyncIterator[Stage]:
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
        async with serve(town, address=address, director=director) as server:
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
