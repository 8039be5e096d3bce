"""What a broken rule is, and the rules that all names follow."""

from __future__ import annotations

import unicodedata

# They turn the text around them, in the lists of others too; names in Arabic or Hebrew need none.
_BIDI = frozenset("\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")


class Broken(Exception):
    """A rule of the domain says no.

    `rule` is the key of the sentence that tells why, `args_` what that sentence names.
    """

    def __init__(self, rule: str, **args: object) -> None:
        super().__init__(rule)
        self.rule = rule
        self.args_ = args


def clean(text: str) -> str:
    """The text on one line: spaces folded, control and direction characters taken out."""
    kept = (" " if c.isspace() else c for c in unicodedata.normalize("NFC", text))
    printable = (c for c in kept if c not in _BIDI and unicodedata.category(c) != "Cc")
    return " ".join("".join(printable).split())


def fold(text: str) -> str:
    """What two spellings of one name have in common: case, width and spaces do not count."""
    return " ".join(unicodedata.normalize("NFKC", clean(text)).casefold().split())


def named(text: str, limit: int, rule: str) -> str:
    """A clean name of 1 to `limit` characters with a letter or digit in it, else `rule` is broken.

    Raises:
        Broken: with `rule` and the `limit`.
    """
    cleaned = clean(text)
    if len(cleaned) > limit or not any(c.isalnum() for c in cleaned):
        raise Broken(rule, limit=limit)
    return cleaned
