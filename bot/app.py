"""The composition root: the only module that sees every room."""

from __future__ import annotations

import asyncio
import secrets
import warnings
from collections.abc import Callable, Coroutine, Iterable, Sequence
from contextlib import AsyncExitStack, suppress
from datetime import datetime
from functools import partial
from typing import TYPE_CHECKING, Any

import structlog
from telegram import Bot
from telegram.error import InvalidToken, TelegramError
from telegram.ext import ApplicationBuilder

from bot import keys, logs, possession
from bot.composer import Composers
from bot.config import Config
from bot.deliver import TelegramDelivery
from bot.desk import AnyApplication, Desk
from bot.errands import Errands
from bot.health import Health
from bot.inbox import Inbox, backoff
from bot.intake import UNKNOWN_BOT, Ended, Intake, Patience
from bot.menu import Menus
from bot.meters import CountedDelivery, Meters
from bot.ports import Moving, Rendering, Ringing
from bot.routes import routes
from bot.webhook import Riders, Webhook
from bot.whispers import Whispers
from bot.wire import AiohttpRequest
from handlers import FEATURES, classes, delivery
from handlers.kit.feature import Feature, Fetched
from handlers.kit.registry import Registry
from handlers.kit.texts import School
from handlers.kit.turn import Absent, Fetch, Looked, LookUp
from scheduler.alarms import Alarms
from scheduler.clock import Clock, SchoolClock
from scheduler.housekeeping import tidy
from scheduler.pace import Limits, Pace
from scheduler.sender import Sender
from storage import classes as class_records
from storage import invites, people, posts, schema, sealed
from storage.envelopes import Envelopes
from storage.hold import Held

if TYPE_CHECKING:
    from starlette.routing import Route

log = structlog.get_logger()


# PTB advises its typed method, which is just what the intake must not use.
warnings.filterwarnings("ignore", message="Please use 'Bot.getUpdates'")


class App:
    """One school's bot: `start`, then `run` until `stop`, which may come at any time.

    `clock` is the school's time; `limits` are Telegram's, as the sender keeps them; `patience`
    is how long anything may take.
    """

    def __init__(
        self,
        config: Config,
        clock: SchoolClock | None = None,
        limits: Limits | None = None,
        features: Iterable[Feature] = FEATURES,
        patience: Patience | None = None,
    ) -> None:
        self.config = config
        self.clock = clock or SchoolClock()
        self.registry = Registry(features)
        self.database = possession.opened(config.database.url, config.database.keys)
        self.claim_code: str | None = None
        self._envelopes: Envelopes | None = None
        self.meters = Meters()
        self._limits = limits
        self._patience = patience or Patience()
        self._jobs = Clock()
        # What `stop` must do; it may come before all have begun.
        self._stops: list[Callable[[], None]] = []
        self._endings = AsyncExitStack()
        self._dispossessed: Exception | None = None
        self._taking = asyncio.Lock()
        token = config.telegram.token.get_secret_value()
        self.bot = Bot(
            token,
            base_url=f"{config.telegram.base_url}/bot",
            base_file_url=f"{config.telegram.base_url}/file/bot",
            request=AiohttpRequest(read_timeout=self._patience.call),
            get_updates_request=AiohttpRequest(limit=2),
        )

    async def start(self) -> None:
        """Opens the database, meets Telegram, and begins to send, ring and listen.

        Raises:
            Ended: Telegram refuses the token, or another process serves this database.
        """
        try:
            await self._start()
        except BaseException:
            await self.stop()
            raise

    async def _start(self) -> None:
        await self._hold_database()
        await schema.upgrade(self.database, self.clock.now())
        await keys.settle(self.database)
        self._envelopes = await keys.opened(self.config.mailbox.key_file, self.database)
        self._endings.push_async_callback(self.bot.shutdown)
        application = await self._meet_telegram()
        self._endings.push_async_callback(application.shutdown)
        school = self._school()
        desk = Desk(self.registry, school, application, self._patience.handler)
        application.add_handlers(routes(self.registry, desk))
        self._wire_up(school, desk)
        await self._appoint_admins()
        self._begin(self._menus.keep(), "menu")
        self._begin_sending()
        self._endings.push_async_callback(self.errands.finish, 2.0)
        self._start_jobs(school)
        self._endings.push_async_callback(self._jobs.stop)
        await self._open_door(school)

    async def run(self) -> None:
        """Takes updates until `stop`.

        Raises:
            Ended: Telegram will not have this process any more, or another has the database.
        """
        async with self._taking:
            if self._dispossessed is None:
                await self.intake.run()
        if self._dispossessed is not None:
            raise self._dispossessed

    async def stop(self) -> None:
        """Ends in order: intake, jobs, errands, sends in flight (up to 8 s), database."""
        for stop in self._stops:
            stop()
        async with self._taking:
            await self._endings.aclose()

    async def _hold_database(self) -> None:
        """It is let go last: until then nobody else may write."""
        held = await possession.take(self.config.database.url)
        if held is not None:
            self._endings.push_async_callback(held.release)
        self._endings.push_async_callback(self.database.close)
        if held is not None:
            self._begin(self._keep_database(held), "possession")

    async def _keep_database(self, held: Held) -> None:
        try:
            await possession.keep(held)
        except Exception as error:
            self._dispossessed = error
            for stop in self._stops:
                stop()

    def _begin(self, work: Coroutine[Any, Any, None], name: str) -> None:
        """Begins something in the background that the end just breaks off."""
        task = asyncio.create_task(work, name=name)

        async def end() -> None:
            task.cancel()
            await asyncio.gather(task, return_exceptions=True)

        self._endings.push_async_callback(end)

    def _begin_sending(self) -> None:
        sending = asyncio.create_task(self._send(), name="sender")

        async def end() -> None:
            self._cleared.set()
            self.sender.stop()
            await sending

        self._endings.push_async_callback(end)
        self.wake()

    async def _send(self) -> None:
        """After a run that was killed, the updates it may have died of are taken first.

        Each is given up when it was being tried at three such ends: so it is tried while nothing
        else goes on that the process could die of.
        """
        with suppress(TimeoutError):
            async with asyncio.timeout(self._patience.cleared):
                await self._cleared.wait()
        await self.sender.run()

    async def advance(self, to: datetime) -> None:
        """Moves the school's clock on to an aware time, from alarm to alarm, sending between."""
        while (due := await self.alarms.next_due()) is not None and due <= to:
            self.clock.advance(due)
            await self.alarms.ring()
            await self.settle()
        self.clock.advance(to)
        await self.alarms.ring()
        await self.settle()

    async def settle(self) -> None:
        """Waits until nothing that may go now is waiting."""
        if await self.sender.idle():
            return
        self.wake()
        while not await self.sender.idle():
            await self.sender.stepped(0.02)

    def wake(self) -> None:
        """Something was committed that may want sending."""
        self.sender.wake()

    async def _meet_telegram(self) -> AnyApplication:
        """PTB's application without its updater: updates come through the intake."""
        application = ApplicationBuilder().bot(self.bot).updater(None).job_queue(None).build()
        waited = 0
        while True:
            try:
                await application.initialize()
                if self.config.telegram.mode == "polling":
                    # Where there was a webhook, Telegram would not let itself be polled.
                    await self.bot.delete_webhook()
            except InvalidToken as error:
                raise Ended(UNKNOWN_BOT) from error
            except TelegramError as error:
                waited += 1
                log.warning("telegram.unreachable", error=type(error).__name__, waited=waited)
                await asyncio.sleep(backoff(0.5, waited, 30.0))
            else:
                return application

    def _school(self) -> School:
        school = self.config.school
        return School(
            name=school.name,
            zone=school.zone,
            languages=school.languages,
            default_language=school.default_language,
            bot_username=self.bot.username,
            reads_all=bool(self.bot.can_read_all_group_messages),
            quiet_from=school.quiet_from,
            quiet_until=school.quiet_until,
            daily_posts=school.daily_posts,
            week=self.config.mailbox.week,
            promise=self.config.mailbox.promise,
            envelopes=self._envelopes,
            emergency_number=self.config.mailbox.emergency_number,
            mailbox_under_cards=self.config.mailbox.under_cards,
            affairs_page=self.config.affairs.address,
        )

    def _wire_up(self, school: School, desk: Desk) -> None:
        now = self.clock.now
        self._menus = Menus(self.bot, self.database, self.registry, school)
        composes = Composers(self.database, self.registry, school, now)
        self.errands = Errands(
            self.bot,
            self._looked_up,
            self._menus.of_person,
            self._fetched,
            composes,
            Whispers(self.bot, self._queue).say,
        )
        inbox = self._take_in(desk)
        rings = Ringing(self.registry, school, partial(self.errands.publish, []))
        self.alarms = Alarms(self.database, rings, now)
        self.sender = Sender(
            self.database,
            Rendering(self.registry, school),
            CountedDelivery(TelegramDelivery(self.bot), self.meters),
            Moving(school),
            now,
            owner=secrets.token_hex(8),
            pace=Pace(self._limits),
            crowded=inbox.crowded,
        )
        self._crowded, self._cleared = inbox.crowded, inbox.cleared
        self._stops += [self.intake.stop, self.sender.stop]
        self.database.listeners.append(self.sender.wake)

    def _take_in(self, desk: Desk) -> Inbox:
        """The way in for updates, as the configuration says."""
        telegram, now, burst = self.config.telegram, self.clock.now, self._patience.burst
        self.intake: Intake | Webhook
        self._webhook: Webhook | None = None
        if telegram.mode == "webhook":
            riders = Riders(self.errands)
            inbox = Inbox(
                self.bot, self.database, desk, riders, now, self.meters, waits=False, burst=burst
            )
            secret = telegram.webhook_secret.get_secret_value()
            self._webhook = Webhook(self.bot, inbox, riders, telegram.webhook_url, secret)
            self.intake = self._webhook
        else:
            inbox = Inbox(
                self.bot, self.database, desk, self.errands, now, self.meters, burst=burst
            )
            self.intake = Intake(self._poll, inbox, self._patience)
        self._health = Health(self.database, inbox, self.intake, self.meters, now)
        return inbox

    def _pages(self, school: School) -> list[Route]:
        """The register of school affairs, where it is wanted."""
        if not school.affairs_page:
            return []
        from bot.affairs_page import Page

        return Page(self.database, school, self.clock.now, school.affairs_page).routes

    async def _open_door(self, school: School) -> None:
        """Serves the webhook, /health, /metrics and pages, where the configuration says so."""
        telegram, door = self.config.telegram, self.config.door
        if door is None:
            return
        secret = telegram.webhook_secret.get_secret_value()
        # Most schools poll and serve nothing; they start sooner without a web server.
        from bot.web import application, serving

        web = application(
            self._health, self._webhook, telegram.webhook_url, secret, self._pages(school)
        )
        try:
            await self._endings.enter_async_context(serving(web, *door))
        except OSError as error:
            raise Ended(
                f"Nobody can listen at {door[0]}:{door[1]} ({error.strerror}). "
                "Write another address in telegram.listen, or stop what listens there."
            ) from error

    def _start_jobs(self, school: School) -> None:
        async def ring() -> None:
            self.meters.alarms.inc(await self.alarms.ring())

        async def report() -> None:
            async with self.database.write() as session:
                await delivery.report(session, school, self.clock.now())

        async def nudge() -> None:
            self.sender.wake()

        async def seal() -> None:
            # It holds the writer up for a moment: not while taps are waiting.
            if not self._crowded():
                await sealed.scrub(self.database)

        self.report, self.seal = report, seal
        self._jobs.every(1.0, ring)
        self._jobs.every(1.0, nudge)
        self._jobs.every(min(15.0, self._patience.silence), self.intake.watch)
        self._jobs.every(30.0, report)
        self._jobs.every(30.0, self.sender.recover)
        self._jobs.every(5.0, seal)
        self._jobs.every(3600.0, self._look_up_groups)
        self._jobs.every(3600.0, lambda: tidy(self.database, self.clock.now()))
        self._jobs.start()

    async def _poll(self, asked: dict[str, Any]) -> Any:
        """Raw updates: PTB's get_updates parses all at once, and one bad update spoils them all."""
        wait = asked["timeout"] + self._patience.answer
        return await self.bot.do_api_request("getUpdates", asked, read_timeout=wait)

    async def _appoint_admins(self) -> None:
        """Those whom the configuration names are admins; where nobody is, a code makes one."""
        now = self.clock.now()
        async with self.database.write() as session:
            for user_id in self.config.school.admins:
                await people.appoint(session, user_id, people.Role.ADMIN, now)
            if not await people.has_admin(session):
                self.claim_code = await invites.claim_code(session, now)
                logs.register(self.claim_code)

    async def _look_up_groups(self) -> None:
        async with self.database.read() as session:
            linked = [each.chat_id for each in await class_records.all_open(session)]
        self.errands.publish([], [LookUp(chat_id) for chat_id in linked if chat_id is not None])

    async def _fetched(self, fetch: Fetch, data: bytes | None) -> None:
        async with self.database.write() as session:
            got = Fetched(session, fetch, data, self.clock.now(), self._school())
            await self.registry.fetches[fetch.then](got)

    async def _queue(self, rows: Sequence[dict[str, Any]]) -> None:
        async with self.database.write() as session:
            await posts.queue(session, rows)

    async def _looked_up(self, found: Looked | Absent) -> None:
        async with self.database.write() as session:
            errands = await classes.looked_up(session, found, self.clock.now())
        self.errands.publish([], errands)
