"""AES-GCM: what is sealed with a key is opened with no other, and only as what it is about."""

from __future__ import annotations

import secrets
from functools import cached_property
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

KEY = 32  # bytes
_NONCE, _TAG = 12, 16


class Unsealed(Exception):
    """Something cannot be opened: it was sealed with another key, or is damaged."""


class Cipher:
    """Seals and opens bytes with one key (of `KEY` bytes), which is shown nowhere."""

    def __init__(self, key: bytes) -> None:
        self._key = key

    @cached_property
    def _aes(self) -> AESGCM:
        # Loaded with the first seal: it takes 8 MB, and there are schools that never seal.
        from cryptography.hazmat.primitives.ciphers.aead import AESGCM

        return AESGCM(self._key)

    def seal(self, plain: bytes, about: str) -> bytes:
        """What only this key opens, and only as being about that; different each time."""
        nonce = secrets.token_bytes(_NONCE)
        return nonce + self._aes.encrypt(nonce, plain, about.encode())

    def open(self, sealed: bytes, about: str) -> bytes:
        """What was sealed.

        Raises:
            Unsealed: by another key, or about something else.
        """
        from cryptography.exceptions import InvalidTag

        try:
            return self._aes.decrypt(sealed[:_NONCE], sealed[_NONCE:], about.encode())
        except (ValueError, InvalidTag) as error:
            raise Unsealed from error


def size_of(sealed: bytes) -> int:
    """How many bytes there was room for in what was sealed."""
    return len(sealed) - _NONCE - _TAG
