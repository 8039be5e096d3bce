"""Configuration: config.toml and the environment, read once, passed down as frozen values."""

from __future__ import annotations

import os
import re
import shlex
import tomllib
from collections import Counter
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Annotated, Any, Literal
from urllib.parse import unquote, urlsplit
from zoneinfo import ZoneInfo, available_timezones

from pydantic import (
    AfterValidator,
    BeforeValidator,
    Field,
    SecretStr,
    ValidationError,
    ValidationInfo,
)
from pydantic_settings import BaseSettings, InitSettingsSource, PydanticBaseSettingsSource

from bot import config_values as values
from bot.config_affairs import Affairs
from bot.config_mailbox import Mailbox
from bot.config_values import Clock, Section, whole
from bot.config_words import PREFIX, sentence, shown
from bot.logs import redact
from storage import quiet

ANONYMOUS_ADMIN = 1087968824  # Bot API: Message.from of an anonymous group admin
LOOPBACK = ("127.0.0.1", "::1", "localhost")
DOOR = "127.0.0.1:8080"  # where a webhook listens unless it is told otherwise

Table = dict[str, Any]


class ConfigError(Exception):
    """The configuration cannot be used; the message is one sentence for the person who wrote it."""


def _webhook_url(value: str, info: ValidationInfo) -> str:
    """Telegram itself wants https; a Bot API server on this machine takes http as well."""
    if not value:
        return _needed(value, info)
    parts = urlsplit(value)
    safe = parts.scheme == "https" or (parts.scheme == "http" and parts.hostname in LOOPBACK)
    if not (safe and parts.hostname) or parts.fragment:
        raise ValueError("is no https address")
    if parts.path in {"/health", "/metrics"}:
        raise ValueError("is where Homeroom answers something else")
    return value


def _webhook_secret(value: SecretStr, info: ValidationInfo) -> SecretStr:
    secret = value.get_secret_value()
    if not _needed(secret, info):
        return value
    # Bot API: setWebhook, secret_token.
    if not re.fullmatch(r"[A-Za-z0-9_-]{1,256}", secret):
        raise ValueError("has other characters, or too many")
    return value


def _needed(value: str, info: ValidationInfo) -> str:
    if not value and info.data.get("mode") == "webhook":
        raise ValueError("is missing")
    return value


def _listen(value: str) -> str:
    """A host and a port; only this machine's own, unless it says otherwise."""
    parts = urlsplit(f"//{value}")
    try:
        port = parts.port
    except ValueError:
        port = None
    if value and not (parts.hostname and port and parts.netloc == value):
        raise ValueError("is no address with a port")
    return value


def _named(value: str) -> str:
    if not value.strip():
        raise ValueError("is empty")
    return value.strip()


@cache
def _timezones() -> set[str]:
    """Looked for once: that opens hundreds of files."""
    return available_timezones()


def _timezone(value: str) -> str:
    if value not in _timezones():
        raise ValueError("is no time zone")
    return value


def _listed(value: object) -> object:
    """The environment has no lists: there, commas separate the values."""
    if isinstance(value, str):
        parts = [part.strip(" \"'") for part in value.strip("[] ").split(",")]
        return [part for part in parts if part]
    return value


def _some(values: tuple[Any, ...]) -> tuple[Any, ...]:
    if not values:
        raise ValueError("is empty")
    return values


def _each_once(values: tuple[Any, ...]) -> tuple[Any, ...]:
    for value, times in Counter(values).items():
        if times > 1:
            raise ValueError(f"names {shown(value)} twice")
    return values


def _spoken(value: str, info: ValidationInfo) -> str:
    if value not in info.data.get("languages", (value,)):
        raise ValueError("is not in school.languages")
    return value


def _user_id(value: object) -> object:
    if isinstance(value, bool):
        raise ValueError("is no user id")
    return value


def _of_a_person(value: int) -> int:
    if value <= 0:
        raise ValueError("is the id of a group")
    if value == ANONYMOUS_ADMIN:
        raise ValueError("stands for every anonymous group admin")
    return value


def _upper(value: object) -> object:
    return value.upper() if isinstance(value, str) else value


def _or_none(value: object) -> object:
    return None if value == "" else value


Language = Literal["en", "zh-CN"]
UserId = Annotated[int, BeforeValidator(_user_id), AfterValidator(_of_a_person)]


class Telegram(Section):
    """How to reach Telegram, and as which bot."""

    token: Annotated[SecretStr, AfterValidator(values.token)] = Field(
        description='write the one that @BotFather gave you, like "123456789:AAE…"'
    )
    base_url: Annotated[str, AfterValidator(values.base_url)] = Field(
        "https://api.telegram.org",
        description='write one like "https://api.telegram.org", or leave it out',
    )
    mode: Literal["polling", "webhook"] = Field(
        "polling", description='write "polling" or "webhook"'
    )
    webhook_url: Annotated[str, AfterValidator(_webhook_url)] = Field(
        "",
        validate_default=True,
        description="write the address at which Telegram reaches this bot, like "
        '"https://bot.example.org/telegram"',
    )
    webhook_secret: Annotated[SecretStr, AfterValidator(_webhook_secret)] = Field(
        SecretStr(""),
        validate_default=True,
        description="write 1 to 256 letters, digits, _ or - that nobody can guess, "
        "from `openssl rand -hex 32` for example",
    )
    listen: Annotated[str, AfterValidator(_listen)] = Field(
        "", description='write one like "127.0.0.1:8080", or leave it out'
    )

    @property
    def door(self) -> tuple[str, int] | None:
        """The host and port to serve HTTP at; None for not at all."""
        listen = self.listen or (DOOR if self.mode == "webhook" else "")
        parts = urlsplit(f"//{listen}")
        return (parts.hostname, parts.port) if parts.hostname and parts.port else None


class School(Section):
    """The one school that this installation serves."""

    name: Annotated[str, AfterValidator(_named)] = Field(
        description='write the school\'s name in quotes, like "Riverside Primary School"'
    )
    timezone: Annotated[str, AfterValidator(_timezone)] = Field(
        description='write one like "Europe/Berlin"'
    )
    languages: Annotated[
        tuple[Language, ...],
        BeforeValidator(_listed),
        AfterValidator(_some),
        AfterValidator(_each_once),
    ] = Field(("en",), description='choose from ["en", "zh-CN"], each once')
    default_language: Annotated[str, AfterValidator(_spoken)] = Field(
        default_factory=lambda known: known.get("languages", ("en",))[0],
        description="write one of school.languages",
    )
    admins: Annotated[tuple[UserId, ...], BeforeValidator(_listed), AfterValidator(_each_once)] = (
        Field(
            (),
            description="write the Telegram user id of each admin, once and without quotes, "
            "like [123456789]",
        )
    )
    quiet_from: Clock = Field(quiet.FROM, description='write a time of day in quotes, like "20:00"')
    quiet_until: Clock = Field(
        quiet.UNTIL, description='write a time of day in quotes, like "07:30"'
    )
    daily_posts: Annotated[int, BeforeValidator(whole)] = Field(
        quiet.DAILY_POSTS, ge=1, le=1000, description="write a whole number from 1 to 1000"
    )

    @property
    def zone(self) -> ZoneInfo:
        """The school's time zone as an object."""
        return ZoneInfo(self.timezone)


class Database(Section):
    """Where everything is remembered; the value names the asynchronous driver."""

    url: Annotated[str, AfterValidator(values.database_url)] = Field(
        "sqlite+aiosqlite:///homeroom.db",
        repr=False,
        description='write one like "sqlite:///homeroom.db" '
        'or "postgresql://user:password@host/name"',
    )
    keys: Annotated[Path | None, BeforeValidator(_or_none)] = Field(
        None, description='write the name of a folder in quotes, like "homeroom.keys"'
    )


class Log(Section):
    """What the log says and how it looks."""

    level: Annotated[Literal["DEBUG", "INFO", "WARNING", "ERROR"], BeforeValidator(_upper)] = Field(
        "INFO", description='write "DEBUG", "INFO", "WARNING" or "ERROR"'
    )
    format: Literal["text", "json"] = Field("text", description='write "text" or "json"')


class Config(BaseSettings):
    """The whole configuration. The environment wins over the file."""

    model_config = {"frozen": True, "extra": "forbid", "hide_input_in_errors": True}

    telegram: Telegram
    school: School
    database: Database
    mailbox: Mailbox
    affairs: Affairs
    log: Log

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,
        file_secret_settings: PydanticBaseSettingsSource,
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        """The environment given to `load`, then the file, then an empty section of each name."""
        empty: Table = {name: {} for name in _sections()}
        given = init_settings()
        layers = (given["environment"], given["file"], empty)
        return tuple(InitSettingsSource(settings_cls, init_kwargs=layer) for layer in layers)

    @property
    def door(self) -> tuple[str, int] | None:
        """The host and port to serve HTTP at; None for not at all."""
        telegram = self.telegram
        if telegram.door is None and self.affairs.page:
            return telegram.model_copy(update={"listen": DOOR}).door
        return telegram.door

    @property
    def secrets(self) -> tuple[str, ...]:
        """What no log may show: the token, the webhook's secret, the database's password."""
        password = urlsplit(self.database.url).password or ""
        telegram = self.telegram
        given = (telegram.token.get_secret_value(), telegram.webhook_secret.get_secret_value())
        every = (*given, password, unquote(password))
        return tuple(dict.fromkeys(secret for secret in every if secret))


def load(path: Path, environ: Mapping[str, str]) -> Config:
    """Reads the configuration.

    Args:
        path: the TOML file.
        environ: the process's environment; `HOMEROOM_SCHOOL__NAME` is school.name. An empty
            value counts as not set (a compose file passes on what it does not know as empty).

    Returns:
        Frozen values, all checked.

    Raises:
        ConfigError: with one sentence that names the key, what it got and what would be right.
    """
    file, environment = _read(path), _from_environment(environ)
    try:
        config = Config(environment=environment, file=file)  # type: ignore[call-arg]
    except ValidationError as error:
        # An unknown key comes first: it is often the one that another error says is missing.
        wrong = min(error.errors(), key=lambda found: found["type"] != "extra_forbidden")
        raise ConfigError(redact(sentence(wrong, environment, _sections()))) from None
    telegram = file.get("telegram")
    if isinstance(telegram, dict) and (telegram.get("token") or telegram.get("webhook_secret")):
        _check_private(path)
    return _with_its_key(config, path)


def _with_its_key(config: Config, path: Path) -> Config:
    """The key's file lies beside the configuration, wherever the bot is started."""
    file = path.absolute().parent / config.mailbox.key_file
    return config.model_copy(
        update={"mailbox": config.mailbox.model_copy(update={"key_file": file})}
    )


def _read(path: Path) -> Table:
    try:
        # Windows' Notepad begins a UTF-8 file with a mark that TOML does not know.
        return tomllib.loads(path.read_bytes().decode("utf-8-sig"))
    except FileNotFoundError:
        raise ConfigError(
            f"There is no {path}; copy config.example.toml there and fill it in."
        ) from None
    except OSError as error:
        raise ConfigError(f"{path} cannot be read: {error.strerror}.") from None
    except UnicodeDecodeError as error:
        line = error.object[: error.start].count(b"\n") + 1
        raise ConfigError(f"{path} is not UTF-8 text (line {line}); save it as UTF-8.") from None
    except tomllib.TOMLDecodeError as error:
        raise ConfigError(
            redact(f"{path} is not valid TOML: {error}; words and tokens need quotes around them.")
        ) from None


def _from_environment(environ: Mapping[str, str]) -> Table:
    """Only names with two underscores are ours: Kubernetes makes HOMEROOM_PORT of a service."""
    found: Table = {}
    for name, value in environ.items():
        section, nested, key = name.removeprefix(PREFIX).lower().partition("__")
        if name.startswith(PREFIX) and nested and value:
            found.setdefault(section, {})[key] = value
    return found


def _check_private(path: Path) -> None:
    if os.name == "posix" and path.stat().st_mode & 0o077:
        raise ConfigError(
            f"{path} holds the bot's token and other accounts of this computer can open it; "
            f"mend it with: chmod 600 {shlex.quote(str(path))}"
        )


def _sections() -> dict[str, type[Section]]:
    return {
        "telegram": Telegram,
        "school": School,
        "database": Database,
        "mailbox": Mailbox,
        "affairs": Affairs,
        "log": Log,
    }
