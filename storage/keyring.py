"""Keys that die: a file for each open secret, outside the database, destroyed after its close."""

from __future__ import annotations

import json
import os
import secrets
from collections.abc import Collection
from pathlib import Path
from typing import Any

from sqlalchemy import make_url

from storage.cipher import KEY, Cipher
from storage.envelopes import KeyFault

FOLDER = "homeroom.keys"
# Whoever makes room in a folder by hand should know what these files are.
_ENDING = ".key"


class Key:
    """What one secret is sealed with while it is open; it is shown nowhere."""

    def __init__(self, key: bytes) -> None:
        self._cipher = Cipher(key)

    def seal(self, what: Any, about: str, size: int) -> bytes:
        """JSON values, filled up to so many bytes: neither length nor change tells what they are.

        What does not fit is filled up to the next multiple of that.
        """
        plain = json.dumps(what, ensure_ascii=False, separators=(",", ":")).encode()
        padded = plain.ljust(-(-len(plain) // size) * size)
        return self._cipher.seal(padded, about)

    def open(self, sealed: bytes, about: str) -> Any:
        """What was sealed.

        Raises:
            Unsealed: by another key, or about something else.
        """
        return json.loads(self._cipher.open(sealed, about))


class Keyring:
    """The keys of the secrets that are open, by subject: a folder that no backup may hold."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def make(self, subject_id: int) -> Key:
        """A new key, on the disk when this returns, in place of one that was never used.

        Raises:
            OSError: it cannot be written.
        """
        self.folder.mkdir(mode=0o700, exist_ok=True)
        file = self._file(subject_id)
        # A transaction that was undone may have left one for a subject of this number.
        file.unlink(missing_ok=True)
        key = secrets.token_bytes(KEY)
        descriptor = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "wb") as written:
            written.write(key)
            written.flush()
            os.fsync(written.fileno())
        _sync(self.folder)
        _sync(self.folder.absolute().parent)
        return Key(key)

    def find(self, subject_id: int) -> Key | None:
        """The key of a subject; None where there is none that could be one.

        Raises:
            KeyFault: it is there and cannot be read, which may pass.
        """
        file = self._file(subject_id)
        try:
            key = file.read_bytes()
        except FileNotFoundError:
            return None
        except OSError as error:
            raise KeyFault(f"{file} cannot be read: {error.strerror}.") from None
        return Key(key) if len(key) == KEY else None

    def destroy(self, subject_ids: Collection[int]) -> None:
        """Overwrites and removes keys: nothing that they sealed is ever opened again.

        Raises:
            KeyFault: one cannot be removed.
        """
        try:
            files = [file for each in subject_ids if (file := self._file(each)).exists()]
            for file in files:
                _overwrite(file)
                file.unlink()
            if files:
                _sync(self.folder)
        except OSError as error:
            raise KeyFault(f"{error.filename} cannot be removed: {error.strerror}.") from None

    def held(self) -> set[int]:
        """The subjects of which there is a key.

        Raises:
            KeyFault: the folder cannot be read.
        """
        try:
            names = [each.name for each in self.folder.glob(f"*{_ENDING}")]
        except OSError as error:
            raise KeyFault(f"{self.folder} cannot be read: {error.strerror}.") from None
        numbers = [each.removesuffix(_ENDING) for each in names]
        return {int(each) for each in numbers if each.isascii() and each.isdecimal()}

    @property
    def writable(self) -> bool:
        """Whether a key can be made here, as far as anybody can tell before."""
        there = self.folder if self.folder.exists() else self.folder.absolute().parent
        return there.is_dir() and os.access(there, os.W_OK | os.X_OK)

    def _file(self, subject_id: int) -> Path:
        return self.folder / f"{subject_id}{_ENDING}"


def beside(url: str) -> Keyring:
    """Where the keys lie if nobody said otherwise: beside SQLite's file, else where it runs."""
    address = make_url(url)
    if address.get_backend_name() != "sqlite" or not address.database:
        return Keyring(Path(FOLDER))
    return Keyring(Path(address.database).with_suffix(".keys"))


def _overwrite(file: Path) -> None:
    descriptor = os.open(file, os.O_WRONLY)
    try:
        os.write(descriptor, bytes(KEY))
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _sync(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
