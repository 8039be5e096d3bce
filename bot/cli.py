"""The command line: homeroom run | demo | init | check | backup | restore | export | forget."""

from __future__ import annotations

import asyncio
import gc
import os
import signal
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated, NoReturn

import structlog
import typer

from bot import logs
from bot.app import App
from bot.config import Config, ConfigError, load
from bot.intake import Ended
from handlers.kit.texts import closest
from storage.copies import BackupError
from storage.rules import Broken
from storage.schema import SchemaTooNew

log = structlog.get_logger()
cli = typer.Typer(
    help="The class parent group's bot.", no_args_is_help=True, pretty_exceptions_enable=False
)
Host = Annotated[
    str, typer.Option(help="Where to listen; beyond this machine the page's address has a key.")
]
ConfigPath = Annotated[Path, typer.Option("--config", help="The configuration file.")]

LAST = {
    "forget-last-admin": "This is the only admin. Make somebody else one first.",
    "forget-last-principal": "This is the only principal. Make somebody else one first.",
}
NewFile = Annotated[Path, typer.Argument(help="Where to; nothing is overwritten.")]


@cli.command()
def run(config: ConfigPath = Path("config.toml")) -> None:
    """Run the bot until it is stopped (Ctrl-C, SIGTERM)."""
    settings = _load(config)
    logs.configure(settings.log.level, settings.log.format, settings.secrets)
    try:
        asyncio.run(_run(settings))
    except (Ended, SchemaTooNew, BackupError) as error:
        _end(1, str(error))


@cli.command()
def demo(
    language: Annotated[str, typer.Option(help="The language of the day: en or zh.")] = "en",
    serve: Annotated[bool, typer.Option(help="Leave them running, with a page to try.")] = False,
    port: Annotated[int, typer.Option(help="The port of the page.")] = 8080,
    host: Host = "127.0.0.1",
) -> None:
    """Play a school day against the built-in stand-in for Telegram, and print it."""
    # A bot that runs for real has no use for this, and starts sooner without it; below likewise.
    from bot.demo.cast import SCRIPTS
    from bot.demo.day import play
    from bot.demo.serving import serve_demo
    from bot.sandbox import Address

    played = closest(language, tuple(SCRIPTS), "")
    if not played:
        _end(2, f"There is no day in {language!r}; there is one in each of: {', '.join(SCRIPTS)}.")
    logs.configure("WARNING", "text")
    try:
        asyncio.run(serve_demo(played, Address.of(host, port)) if serve else play(played))
    except AssertionError as error:
        _end(1, f"The day did not go as it should: {error}")
    except OSError as error:
        _end(1, f"Port {port} cannot be used ({error.strerror}). Choose another with --port.")
    except KeyboardInterrupt:
        pass


@cli.command()
def init(config: ConfigPath = Path("config.toml")) -> None:
    """Ask five questions, write the configuration, and set the bot's profile at Telegram."""
    from bot.setup import SetupError
    from bot.setup import init as set_up

    logs.configure("WARNING", "text")
    try:
        set_up(config, os.environ)
    except SetupError as error:
        _end(1, str(error))
    except ConfigError as error:
        _end(2, str(error))


@cli.command()
def check(config: ConfigPath = Path("config.toml")) -> None:
    """Look whether everything is as it should be: settings, database, clock, Telegram, groups."""
    logs.configure("ERROR", "text")
    if asyncio.run(_check(config)):
        raise typer.Exit(1)


@cli.command()
def backup(file: NewFile, config: ConfigPath = Path("config.toml")) -> None:
    """Copy the database into a new FILE, whether the bot runs or not, and verify the copy."""
    from storage import backup as backups

    settings = _load(config)
    logs.configure(settings.log.level, settings.log.format, settings.secrets)
    try:
        contents = backups.backup(settings.database.url, file)
    except backups.BackupError as error:
        _end(2 if isinstance(error, backups.NotSqlite) else 1, str(error))
    typer.echo(f"{file} is whole: {sum(contents.rows.values())} rows, {contents.size} bytes.")
    typer.echo(
        f"The key of hidden letters is not in it, on purpose: keep a copy of "
        f"{settings.mailbox.key_file} elsewhere."
    )


@cli.command()
def restore(
    file: Annotated[Path, typer.Argument(help="A file that `homeroom backup` made.")],
    replace: Annotated[
        bool, typer.Option("--replace", help="Where there is a database, keep it beside.")
    ] = False,
    config: ConfigPath = Path("config.toml"),
) -> None:
    """Put a backup in the database's place; the bot must be stopped. Sends nothing old again."""
    from storage import backup as backups

    settings = _load(config)
    logs.configure(settings.log.level, settings.log.format, settings.secrets)
    try:
        done = backups.restore(file, settings.database.url, datetime.now(UTC), replace=replace)
    except backups.BackupError as error:
        _end(2 if isinstance(error, backups.NotSqlite) else 1, str(error))
    if done.kept is not None:
        typer.echo(f"The database that was there is now {done.kept}.")
    typer.echo(
        f"Restored from {file}. Messages that waited then and are not sent now: {done.silenced} "
        "(/delivery shows them). What happened after the backup is not in it, nor are roles that "
        "were given or taken since."
    )
    if not settings.mailbox.key_file.exists():
        typer.echo(
            f"The key of hidden letters is missing ({settings.mailbox.key_file}). Put it back "
            "before the start: without it hidden letters that are open cannot be answered."
        )


UserId = Annotated[int, typer.Argument(help="Their number at Telegram, as in `my-data.json`.")]


@cli.command()
def export(user_id: UserId, file: NewFile, config: ConfigPath = Path("config.toml")) -> None:
    """Write all that is stored about a person into a new FILE, as JSON; the bot may run."""
    from bot import persons

    settings = _load(config)
    logs.configure("WARNING", settings.log.format, settings.secrets)
    try:
        data = asyncio.run(persons.export(settings, user_id))
    except Ended as error:
        _end(1, str(error))
    if data is None:
        _end(1, f"Nothing is stored about {user_id}.")
    try:
        with file.open("xb") as written:
            written.write(data)
    except FileExistsError:
        _end(1, f"{file} exists already and is not overwritten.")
    except OSError as error:
        _end(1, f"{file} cannot be written: {error.strerror}.")
    typer.echo(f"{file} has all that is stored about {user_id}.")


@cli.command()
def forget(
    user_id: UserId,
    sure: Annotated[bool, typer.Option("--yes", help="Really: it cannot be undone.")] = False,
    config: ConfigPath = Path("config.toml"),
) -> None:
    """Erase a person as /forgetme does; the bot must be stopped. Their answers stay as numbers."""
    from bot import persons

    settings = _load(config)
    logs.configure("WARNING", settings.log.format, settings.secrets)
    if not sure:
        _end(1, "This cannot be undone. Write --yes behind it, if you mean it.")
    try:
        done = asyncio.run(persons.forget(settings, user_id))
    except (Ended, SchemaTooNew, BackupError) as error:
        _end(1, str(error))
    except Broken as error:
        _end(1, LAST[error.rule])
    if done is None:
        _end(1, f"Nothing is stored about {user_id}.")
    typer.echo(
        f"{user_id} is forgotten. Kept as numbers without a name: {done.counted} answers; passed "
        f"on: {done.passed} notices and meetings. They are not told."
    )


@cli.command()
def sandbox(
    port: Annotated[int, typer.Option(help="The port.")] = 8081, host: Host = "127.0.0.1"
) -> None:
    """Serve the stand-in for Telegram alone, so that any bot can be tried against it."""
    from bot.sandbox import Address
    from bot.sandbox import run as run_sandbox

    logs.configure("INFO", "text")
    try:
        asyncio.run(run_sandbox(Address.of(host, port)))
    except OSError as error:
        _end(1, f"Port {port} cannot be used ({error.strerror}). Choose another with --port.")
    except KeyboardInterrupt:
        pass


def main() -> None:
    """The command `homeroom`; what it writes is for nobody but the account it runs in."""
    os.umask(0o077)
    cli()


async def _run(config: Config) -> None:
    app = App(config)
    loop = asyncio.get_running_loop()
    running = asyncio.current_task()
    assert running is not None  # noqa: S101 (a coroutine runs in a task)
    # Until the bot listens there is no batch to finish: a signal just ends the start.
    for name in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(name, running.cancel)
    try:
        await app.start()
    except asyncio.CancelledError:
        return
    for name in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(name, app.intake.stop)
    # What is loaded by now stays: the collector need not look through it again and again, which
    # took a fifth of each tap (measured under backlog).
    gc.collect()
    gc.freeze()
    _say_who_may_claim(app)
    log.info("ready", bot=app.bot.username)
    try:
        await app.run()
    finally:
        await app.stop()


async def _check(path: Path) -> bool:
    """Prints the table; returns whether something fails."""
    from bot.checkup import Grade
    from bot.checkup import check as findings

    failed = False
    async for finding in findings(path, os.environ):
        typer.echo(str(finding))
        failed |= finding.grade == Grade.FAIL
    return failed


def _say_who_may_claim(app: App) -> None:
    """A code is for a person's eyes: it goes to the terminal, never to the log."""
    if app.claim_code is not None:
        sys.stdout.write(
            f"Nobody is admin yet. Write to @{app.bot.username} in private:\n"
            f"  /start {app.claim_code}\n"
        )
        sys.stdout.flush()


def _load(path: Path) -> Config:
    try:
        return load(path, os.environ)
    except ConfigError as error:
        _end(2, str(error))


def _end(code: int, sentence: str) -> NoReturn:
    sys.stderr.write(sentence + "\n")
    raise typer.Exit(code)
