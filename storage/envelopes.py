"""Envelopes: what only the holder of a key can open, a key that lies outside the database."""

from __future__ import annotations

import base64
import hmac
import json
import os
import secrets
from hashlib import sha256
from pathlib import Path
from typing import Any

from storage.cipher import KEY, Cipher, Unsealed

_HEAD = "homeroom-key-1:"
# What is sealed is filled up to a multiple of this, so that its length tells little.
_BLOCK = 128
_COMMENT = (
    "# Who has this file and the database can see who wrote hidden letters that are open.\n"
    "# Without it they cannot be answered. Keep a copy, but not beside the database's copies.\n"
)


class KeyFault(Exception):
    """The key's file cannot be used; the message is a sentence for who runs the bot."""


class Envelopes:
    """Seals and opens with one key, and makes marks that only its holder can make.

    Sealing, marks and whatever comes are done with keys of their own, all drawn from that one.
    """

    def __init__(self, key: bytes) -> None:
        self._cipher = Cipher(_derived(key, "seal"))
        self._marking = _derived(key, "mark")

    def seal(self, what: Any, about: str) -> str:
        """JSON values, so that only this key opens them, and only as being `about` that."""
        plain = json.dumps(what, ensure_ascii=False).encode()
        padded = plain + b" " * (-len(plain) % _BLOCK)
        return base64.b64encode(self._cipher.seal(padded, about)).decode()

    def open(self, sealed: str, about: str) -> Any:
        """What was sealed.

        Raises:
            Unsealed: by another key, or about something else.
        """
        try:
            data = base64.b64decode(sealed, validate=True)
        except ValueError as error:
            raise Unsealed from error
        return json.loads(self._cipher.open(data, about))

    def mark(self, *words: object) -> str:
        """A pseudonym for these words: always the same, and nobody without the key makes it."""
        said = "\0".join(map(str, words)).encode()
        return hmac.new(self._marking, said, sha256).hexdigest()[:32]


def _derived(key: bytes, use: str) -> bytes:
    return hmac.new(key, f"homeroom {use}".encode(), sha256).digest()


def find(file: Path) -> Envelopes | None:
    """The key in a file; None where there is no such file.

    Raises:
        KeyFault: others can read it, or it holds no key.
    """
    try:
        open_to_others = os.name == "posix" and file.stat().st_mode & 0o077
        text = file.read_text("ascii", errors="replace")
    except FileNotFoundError:
        return None
    except OSError as error:
        raise KeyFault(f"{file} cannot be read: {error.strerror}.") from None
    if open_to_others:
        raise KeyFault(
            f"{file} holds the key of hidden letters and other accounts of this computer can open "
            f"it; mend it with: chmod 600 {file}"
        )
    return Envelopes(_read(file, text))


def _read(file: Path, text: str) -> bytes:
    lines = [line for line in text.splitlines() if line.startswith(_HEAD)]
    try:
        key = base64.b64decode(lines[0].removeprefix(_HEAD), validate=True) if lines else b""
    except ValueError:
        key = b""
    if len(key) != KEY:
        raise KeyFault(f"{file} holds no key of Homeroom; put the right file back.")
    return key


def make(file: Path) -> Envelopes:
    """A new key in a new file, which only its owner can read (mode 0600).

    Raises:
        OSError: it cannot be written, or is there already.
    """
    key = secrets.token_bytes(KEY)
    descriptor = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "w", encoding="ascii") as written:
        written.write(f"{_COMMENT}{_HEAD}{base64.b64encode(key).decode()}\n")
        written.flush()
        os.fsync(written.fileno())
    return Envelopes(key)
