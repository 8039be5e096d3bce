"""The log: structlog over stdlib logging, to stderr, with every secret taken out of it."""

from __future__ import annotations

import json
import logging
import re
import sys
import threading
from collections.abc import Iterable
from types import TracebackType
from typing import Literal, TextIO

import structlog
from structlog.typing import Processor

SECRET = "[secret]"  # noqa: S105 - it is what stands in a secret's place
# A bot's token: its id, a colon (in a URL perhaps encoded, or encoded twice) and 35 characters.
TOKEN = re.compile(r"\d{6,}(?::|%(?:25)*3A)[\w-]{30,}", re.IGNORECASE)
# At INFO they log every request: httpx even with the whole URL, and the token is in it. At DEBUG
# PTB shows each update, aiosqlite each statement and SQLAlchemy each row: what people wrote and
# chose is nobody's business, whatever the level.
QUIET = (
    "httpx", "httpcore", "aiohttp", "aiosqlite", "alembic", "apscheduler", "asyncio", "asyncpg",
    "sqlalchemy", "telegram", "uvicorn",
)  # fmt: skip

_log = logging.getLogger(__name__)
_registered: dict[str, re.Pattern[str]] = {}


def register(secret: str) -> None:
    """Has a secret, however it is written (quoted, escaped, encoded), replaced from now on."""
    # The half of a token that is secret is so alone as well.
    for each in (secret, secret.partition(":")[2] if TOKEN.fullmatch(secret) else ""):
        if each:
            _registered[each] = re.compile("".join(map(_any_form, each)))


def _any_form(letter: str) -> str:
    r"""A pattern for a letter as such, in a URL (%2F, %252F), in JSON or a repr (\", \u00df)."""
    if letter == "\\":
        return r"(?:\\+|%(?:25)*5[Cc])"
    encoded = "".join(f"%(?:25)*(?i:{byte:02x})" for byte in letter.encode())
    escaped = json.dumps(letter)[1:-1].replace("\\", r"\\+")
    plus = r"|\+" if letter == " " else ""
    return rf"(?:\\*{re.escape(letter)}|{encoded}|{escaped}{plus})"


def redact(text: str) -> str:
    """The text with `[secret]` in place of anything shaped like a token and of each secret."""
    for pattern in _registered.values():
        text = pattern.sub(SECRET, text)
    return TOKEN.sub(SECRET, text)


def configure(
    level: str = "INFO",
    format: Literal["text", "json"] = "text",  # noqa: A002 - the name that the file gives it
    secrets: Iterable[str] = (),
) -> None:
    """Sets up the process's whole log; whoever logs, its lines pass one redacting handler.

    Args:
        level: DEBUG, INFO, WARNING or ERROR.
        format: "text" for people, "json" for one JSON object a line.
        secrets: what must not be shown beside anything shaped like a bot's token.
    """
    for secret in secrets:
        register(secret)
    shared: list[Processor] = [
        structlog.contextvars.merge_contextvars,
        structlog.stdlib.add_logger_name,
        structlog.stdlib.add_log_level,
        structlog.stdlib.ExtraAdder(),
        structlog.processors.TimeStamper("iso", utc=True),
    ]
    handler = _Stderr()
    handler.setFormatter(_Formatter(_renderers(format), shared))
    _take_over(handler, level)
    structlog.configure(
        processors=[
            structlog.stdlib.filter_by_level,
            structlog.stdlib.PositionalArgumentsFormatter(),
            structlog.processors.StackInfoRenderer(),
            *shared,
            structlog.stdlib.ProcessorFormatter.wrap_for_formatter,
        ],
        logger_factory=structlog.stdlib.LoggerFactory(),
        wrapper_class=structlog.stdlib.BoundLogger,
    )
    _hook()


def _renderers(look: str) -> list[Processor]:
    meta = structlog.stdlib.ProcessorFormatter.remove_processors_meta
    if look == "json":
        return [meta, structlog.processors.format_exc_info, structlog.processors.JSONRenderer()]
    # The default of structlog shows the local variables of each frame: names, letters, tokens.
    plain = structlog.dev.plain_traceback
    return [meta, structlog.dev.ConsoleRenderer(colors=False, exception_formatter=plain)]


class _Formatter(structlog.stdlib.ProcessorFormatter):
    """Redacts the finished line, so that no way into it is left out."""

    def __init__(self, renderers: list[Processor], foreign: list[Processor]) -> None:
        super().__init__(processors=renderers, foreign_pre_chain=foreign)

    def format(self, record: logging.LogRecord) -> str:
        return redact(super().format(record))


class _Stderr(logging.StreamHandler[TextIO]):
    """Writes to whatever is stderr at that moment."""

    def __init__(self) -> None:
        logging.Handler.__init__(self)

    @property
    def stream(self) -> TextIO:  # type: ignore[override]
        return sys.stderr

    def handleError(self, record: logging.LogRecord) -> None:  # noqa: N802 - logging's name
        """Says that a record could not be written; logging itself would print its arguments."""
        error = sys.exc_info()[1]
        words = record.msg if isinstance(record.msg, str) else type(record.msg).__name__
        line = f"A record of {record.pathname}:{record.lineno} is lost: {words!r} ({error!r})\n"
        try:
            sys.stderr.write(redact(line))
        except (OSError, ValueError):
            return  # stderr is gone, and there is nowhere left to say so.


def _take_over(handler: logging.Handler, level: str) -> None:
    """Makes `handler` the only one of the process, also for loggers that brought their own."""
    root = logging.getLogger()
    root.handlers = [handler]
    root.setLevel(level)
    for known in list(logging.Logger.manager.loggerDict.values()):
        if isinstance(known, logging.Logger):
            known.handlers, known.propagate = [], True
    for name in QUIET:
        logging.getLogger(name).setLevel(max(root.level, logging.WARNING))


def _hook() -> None:
    """Leads what Python prints by itself into the log."""
    logging.captureWarnings(capture=True)
    sys.excepthook = _crashed
    sys.unraisablehook = _unraisable
    threading.excepthook = _thread_crashed


def _crashed(
    kind: type[BaseException], error: BaseException, traceback: TracebackType | None
) -> None:
    _log.critical("The process ends: %s", kind.__name__, exc_info=(kind, error, traceback))


def _thread_crashed(args: threading.ExceptHookArgs) -> None:
    name = args.thread.name if args.thread else "?"
    error = args.exc_value or args.exc_type()
    _log.critical("A thread ends: %s", name, exc_info=error)


def _unraisable(args: sys.UnraisableHookArgs) -> None:
    _log.error(
        "%s: %r", args.err_msg or "An error was ignored in", args.object, exc_info=args.exc_value
    )
