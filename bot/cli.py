"""The command line: homeroom run | demo | sandbox."""

from __future__ import annotations

import asyncio
import os
import signal
import sys
from pathlib import Path
from typing import Annotated, NoReturn

import structlog
import typer

from bot import logs
from bot.app import App
from bot.config import Config, ConfigError, load
from bot.demo.day import play
from bot.demo.serving import serve_demo
from bot.intake import Ended
from bot.sandbox import run as run_sandbox
from storage.schema import SchemaTooNew

log = structlog.get_logger()
cli = typer.Typer(
    help="The class parent group's bot.", no_args_is_help=True, pretty_exceptions_enable=False
)
ConfigPath = Annotated[Path, typer.Option("--config", help="The configuration file.")]


@cli.command()
def run(config: ConfigPath = Path("config.toml")) -> None:
    """Run the bot until it is stopped (Ctrl-C, SIGTERM)."""
    settings = _load(config)
    logs.configure(settings.log.level, settings.log.format, settings.secrets)
    try:
        asyncio.run(_run(settings))
    except (Ended, SchemaTooNew) as error:
        _end(1, str(error))


@cli.command()
def demo(
    language: Annotated[str, typer.Option(help="The language of the day: en or zh-CN.")] = "en",
    serve: Annotated[bool, typer.Option(help="Leave the bot and the stand-in running.")] = False,
) -> None:
    """Play a school day against the built-in stand-in for Telegram, and print it."""
    logs.configure("WARNING", "text")
    try:
        asyncio.run(serve_demo(language) if serve else play(language))
    except AssertionError as error:
        _end(1, f"The day did not go as it should: {error}")
    except KeyboardInterrupt:
        pass


@cli.command()
def sandbox(port: Annotated[int, typer.Option(help="The port on 127.0.0.1.")] = 8081) -> None:
    """Serve the stand-in for Telegram alone, so that any bot can be tried against it."""
    logs.configure("INFO", "text")
    try:
        asyncio.run(run_sandbox(port))
    except OSError as error:
        _end(1, f"Port {port} cannot be used ({error.strerror}). Choose another with --port.")
    except KeyboardInterrupt:
        pass


def main() -> None:
    """The command `homeroom`."""
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
    _say_who_may_claim(app)
    log.info("ready", bot=app.bot.username)
    try:
        await app.run()
    finally:
        await app.stop()


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
